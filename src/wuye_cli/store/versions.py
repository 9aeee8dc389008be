"""The versions of tiers and categories: what stands, what history holds, and which of it counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from wuye_cli.domain.approving.approval import ChangeRules
from wuye_cli.domain.approving.holding import Asked, Committed, Holding, holdings
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.tickets.rulebook import Past, Waiting, category_versions, tier_versions
from wuye_cli.store.codecs.approvals import FOLDER, name_in, read_approval, unit_of
from wuye_cli.store.codecs.categories import read_category_book
from wuye_cli.store.codecs.policy import POLICY, read_policy
from wuye_cli.store.codecs.rulebook import CATEGORIES, TIERS
from wuye_cli.store.codecs.tiers import read_tier_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.domain.tickets.category import CategoryBook
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.tier import TierBook

    Texts = Callable[[str], Sequence[tuple[datetime, bytes]]]
    """Every content that a path had, newest first, with the time of its commit."""

    Parse = Callable[..., dict[str, Any]]
    """Strict reader of one file."""

    _Book = TypeVar("_Book", TierBook, CategoryBook)

APPROVALS = tuple(f"{FOLDER}/{name}/" for name in ("tiers", "categories"))
"""Where it is said who agreed to the texts that have versions."""
_NOT_YET = datetime.max.replace(tzinfo=UTC)
"""Stands for the time of a text that lies there and is not committed."""


class _Text(NamedTuple):
    """A text that could be read."""

    committed: datetime
    data: bytes
    tree: dict[str, Any]


def with_versions(
    rules: Rulebook, contents: Mapping[str, bytes], texts: Texts, *, parse: Parse
) -> Rulebook:
    """Return rules with the versions that history holds, and what of them waits for an approval.

    Args:
        rules: The rules as they stand, with one version of tiers and categories.
        contents: The files that stand: `standards/`, and the approvals (`APPROVALS`).
        texts: What stood before.
        parse: Strict reader of one file.
    """
    zone = rules.books[0].timezone if rules.books else "Asia/Shanghai"
    ground = _Ground(contents, texts, parse)
    tiers = ground.past(TIERS, lambda tree: read_tier_book(tree)[0])
    categories = ground.past(CATEGORIES, lambda tree: read_category_book(tree, zone)[0])
    return msgspec.structs.replace(
        rules,
        books=tier_versions(tiers),
        category_books=category_versions(categories),
        waiting=tuple(
            Waiting(
                standard=unit_of(path),
                version=past[0].book.version,
                effective_from=past[0].book.effective_from,
            )
            for path, past in ((TIERS, tiers), (CATEGORIES, categories))
            if past and not past[0].holds
        ),
    )


class _Ground:
    """What the versions are told from; see `with_versions`."""

    def __init__(self, contents: Mapping[str, bytes], texts: Texts, parse: Parse) -> None:
        self._contents = contents
        self._texts = texts
        self._parse = parse
        self._asks = POLICY in contents and self._changes(contents[POLICY]).asks

    def past(self, path: str, read: Callable[[dict[str, Any]], _Book]) -> list[Past[_Book]]:
        """Return every text of a standard once, what stands now first, then newest first."""
        texts = list(self._readable(path))
        found: list[Past[_Book]] = []
        seen: set[bytes] = set()
        followers: list[tuple[datetime, str]] = []
        for text, holding in zip(texts, self._holdings(path, texts), strict=True):
            book = read(text.tree)
            if text.data not in seen:
                seen.add(text.data)
                found.append(Past(book, tuple(followers), holding.holds, holding.since))
            if holding.holds and text.committed != _NOT_YET:
                followers.append((text.committed, book.version))
        return found

    def _readable(self, path: str) -> Iterator[_Text]:
        """Yield what stands now, also where nobody committed it, and every earlier text."""
        for committed, data in self._with_what_stands(path):
            try:
                yield _Text(committed, data, self._parse(data))
            except UncheckableError:
                continue

    def _with_what_stands(self, path: str) -> list[tuple[datetime, bytes]]:
        texts, now = list(self._texts(path)), self._contents.get(path)
        if now is None or (texts and texts[0][1] == now):
            return texts
        return [(_NOT_YET, now), *texts]

    def _holdings(self, path: str, texts: Sequence[_Text]) -> list[Holding]:
        """Return which of the texts hold; most stores ask for no approval, and need no looking."""
        name = unit_of(path)
        approvals = self._approvals(name)
        if not approvals and not self._asks:
            return [Holding()] * len(texts)
        from wuye_cli.domain.approving.fingerprint import prints_of  # noqa: PLC0415 - hashlib

        committed = [Committed(prints_of(name, text.tree), text.committed) for text in texts]
        asked = [
            Asked(since, self._changes(data)) for since, data in self._with_what_stands(POLICY)
        ]
        return holdings(committed, approvals, asked)

    def _changes(self, policy: bytes) -> ChangeRules:
        """Return what a policy asks of changes; one that cannot be read asks for nothing."""
        try:
            return read_policy(self._parse(policy))[0].changes
        except UncheckableError:
            return ChangeRules()

    def _approvals(self, name: str) -> list[Approval]:
        """Return the approvals of a standard that can be read, by number; `check` has the rest."""
        found = []
        for path in sorted(self._contents):
            if (name_in(path) or ("",))[0] == name:
                try:
                    approval, _ = read_approval(path, self._parse(self._contents[path]))
                except UncheckableError:
                    continue
                found += [approval] if approval is not None else []
        return found
