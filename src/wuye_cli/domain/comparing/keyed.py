"""Entries with ids: paired by id, by `formerly`, by what they say; never by position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.comparing.grammar import reordered, unclassified
from wuye_cli.domain.comparing.likeness import REUSED, likeness, terms_of
from wuye_cli.domain.comparing.spot import as_text, is_same, plain
from wuye_cli.domain.comparing.suspects import suspected

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from wuye_cli.domain.comparing.grammar import Found, Rule
    from wuye_cli.domain.comparing.spot import Spot

_MOST_COMPARED = 40_000
"""Pairs of entries looked at for a suspected rename; beyond that only equal terms are found."""


class Pairing(NamedTuple):
    """Which entry of the old side is which of the new one.

    Attributes:
        kept: Ids on both sides.
        renamed: Old id, new id, and whether it is certain.
        gone: Ids of the old side without a partner.
        come: Ids of the new side without a partner.
    """

    kept: list[str]
    renamed: list[tuple[str, str, bool]]
    gone: list[str]
    come: list[str]


class Keyed:
    """A mapping of entries by id.

    Args:
        entry: Rule of one entry.
        added: Code of an entry that came.
        removed: Code of an entry that went.
        renamed: Code of an entry that only its id left.
        told: Returns what is said of an entry that came or went: its text, its label.
        reuse: Whether an id with quite another content is an id reused (D903).
        silent: Fields that do not keep two entries from being the same under another id.
    """

    def __init__(  # noqa: PLR0913 - a row of a table, its options named
        self,
        entry: Rule,
        added: str,
        removed: str,
        *,
        renamed: str = "D104",
        told: Callable[[Any], Any] | None = None,
        reuse: bool = True,
        silent: frozenset[str] = frozenset(),
    ) -> None:
        self.entry = entry
        self.added = added
        self.removed = removed
        self.renamed = renamed
        self.told = told or told_of
        self.reuse = reuse
        self.silent = silent

    def __call__(self, spot: Spot, old: Any, new: Any) -> Found:
        """Yield the changes of the entries, then that of their order, which means nothing."""
        before = {} if old is None else old
        after = {} if new is None else new
        if not isinstance(before, dict) or not isinstance(after, dict):
            yield from unclassified(spot, old, new)
            return
        yield from self.entries(spot, before, after)
        yield from reordered(spot, before, after)

    def entries(
        self,
        spot: Spot,
        before: dict[str, Any],
        after: dict[str, Any],
        steps: tuple[dict[str, Any], dict[str, Any]] = ({}, {}),
    ) -> Found:
        """Yield the changes of all entries; their order is somebody else's matter.

        Args:
            spot: Where the collection stands.
            before: Entries by id.
            after: Entries by id.
            steps: Where an id stands in the tree of each side, if not under its own name.
        """

        def place(was: str, now: str) -> Spot:
            return spot.of(now, steps[0].get(was, was), steps[1].get(now, now))

        pairs = pairing(before, after, self.silent)
        for name in pairs.gone:
            told = self.told(before[name])
            yield place(name, name).found(self.removed, told, None, id=name)
        for was, now, certain in pairs.renamed:
            yield place(was, now).found(self.renamed if certain else "D105", was, now)
            if not is_same(before[was], after[now]):
                yield from self.entry(place(was, now), before[was], after[now])
        for name in pairs.kept:
            if not is_same(before[name], after[name]):
                yield from self._kept(place(name, name), before[name], after[name])
        for name in pairs.come:
            told = self.told(after[name])
            yield place(name, name).found(self.added, None, told, id=name)

    def _kept(self, spot: Spot, old: Any, new: Any) -> Found:
        if self.reuse and likeness(old, new, enough=2 * REUSED) < REUSED:
            yield spot.found("D903", self.told(old), self.told(new))
        else:
            yield from self.entry(spot, old, new)


class Steps(Keyed):
    """A list whose order means something: entries with an id each, or plain texts.

    Args:
        entry: Rule of one entry.
        added: Code of a step that came.
        removed: Code of a step that went.
        name: The field that an entry is known by.
    """

    def __init__(self, entry: Rule, added: str, removed: str, *, name: str = "id") -> None:
        super().__init__(entry, added, removed)
        self.name = name

    def __call__(self, spot: Spot, old: Any, new: Any) -> Found:
        """Yield the changes of the steps, then that of their order."""
        before, after = self._named(old), self._named(new)
        if before is None or after is None:
            yield from unclassified(spot, old, new)
            return
        steps = _numbers(before), _numbers(after)
        yield from self.entries(spot, before, after, steps)
        kept = [name for name in before if name in after]
        order = [name for name in after if name in before]
        if kept != order:
            yield spot.found("D313", kept, order)

    def _named(self, value: Any) -> dict[str, Any] | None:
        """Return the entries by id; None where one has none or two share one."""
        if value is None:
            return {}
        if not isinstance(value, list):
            return None
        told = [one.get(self.name) if isinstance(one, dict) else plain(one) for one in value]
        names = [name for name in told if isinstance(name, str) and name]
        if len(names) < len(value):
            return None
        named = dict(zip(names, value, strict=True))
        return named if len(named) == len(value) else None


def _numbers(entries: dict[str, Any]) -> dict[str, Any]:
    return {name: number for number, name in enumerate(entries)}


def told_of(entry: Any) -> Any:
    """Return what an entry is called in a list: its text, else its label, else itself."""
    if not isinstance(entry, dict):
        return plain(entry)
    named = (entry.get(field) for field in ("text", "label", "content", "method"))
    return plain(next((text for text in named if isinstance(text, str) and text), entry))


def pairing(
    old: dict[str, Any], new: dict[str, Any], silent: frozenset[str] = frozenset()
) -> Pairing:
    """Pair entries: the same id, then `formerly`, then equal terms, then likeness."""
    gone = {name: None for name in old if name not in new}
    come = {name: None for name in new if name not in old}
    kept = [name for name in old if name in new]
    renamed: list[tuple[str, str, bool]] = []

    def join(was: str, now: str, *, certain: bool) -> None:
        del gone[was], come[now]
        renamed.append((was, now, certain))

    if gone and come:
        for was, now in _declared(old, new, gone, come):
            if was in gone and now in come:
                join(was, now, certain=True)
        for was, now in _twins(old, new, (gone, come), silent):
            join(was, now, certain=True)
        if 0 < len(gone) * len(come) <= _MOST_COMPARED:
            left = {name: old[name] for name in gone}, {name: new[name] for name in come}
            for was, now in suspected(*left):
                join(was, now, certain=False)
    return Pairing(kept, renamed, list(gone), list(come))


def _declared(
    old: dict[str, Any], new: dict[str, Any], gone: Collection[str], come: Collection[str]
) -> list[tuple[str, str]]:
    """Return the renames that either side owns up to; read backwards, the old side tells."""
    forward = [(was, now) for now in come for was in _former(new[now]) if was in gone]
    backward = [(was, now) for was in gone for now in _former(old[was]) if now in come]
    return forward + backward


def _former(entry: Any) -> list[str]:
    named = entry.get("formerly") if isinstance(entry, dict) else None
    return [str(name) for name in named] if isinstance(named, list) else []


def _twins(
    old: dict[str, Any],
    new: dict[str, Any],
    names: tuple[Collection[str], Collection[str]],
    silent: frozenset[str],
) -> list[tuple[str, str]]:
    """Return the pairs that bind to the same, of which either is the other's only twin."""
    befores, afters = (
        _by_terms(entries, ones, silent) for entries, ones in zip((old, new), names, strict=True)
    )
    return [
        (olds[0], news[0])
        for terms, olds in befores.items()
        if len(olds) == len(news := afters.get(terms, [])) == 1
    ]


def _by_terms(
    entries: dict[str, Any], names: Collection[str], silent: frozenset[str]
) -> dict[str, list[str]]:
    """Return the names by what their entries bind to; what binds to nothing is left out."""
    found: dict[str, list[str]] = {}
    for name in names:
        if bound := terms_of(entries[name], silent):
            found.setdefault(as_text(bound), []).append(name)
    return found
