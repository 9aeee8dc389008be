"""Texts of the standards as people name them: a version of the tiers, a revision, the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.domain.impact.text import book_called
from wuye_cli.store import revisions, snapshot
from wuye_cli.store.codecs.rulebook import CALENDARS, CATEGORIES, FLOWS, HOLIDAYS, TIERS

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.snapshot import Reads, Snapshot

_RULES = (CATEGORIES, FLOWS, CALENDARS, HOLIDAYS)
WORK_TREE = frozenset({"", "worktree", "工作区"})
"""What stands for the files as they lie, hand edits included."""


class NamedText(NamedTuple):
    """A text: what it is called, its rules, and the snapshot they come from.

    Attributes:
        name: Empty for the work tree.
        rules: The last of `books` is the version that counts.
        version: It is a version of the tiers, beside the calendars, categories and flows of now.
        snapshot: None where it is a version.
    """

    name: str
    rules: Rulebook
    version: bool = False
    snapshot: Snapshot | None = None


def text_named(desk: Desk, name: str, *, reads: Reads | None = None) -> NamedText:
    """Return the text that somebody names.

    Args:
        desk: The desk.
        name: Number or fingerprint of a version of the tiers, else a revision; see `WORK_TREE`.
        reads: What was read already, by blob id.

    Raises:
        CallError: `unknown_standards`, `ambiguous_revision`.
        UncheckableError: `text_unreadable`, if a file that dues depend on cannot be read there.
    """
    wanted = name.strip()
    if wanted in WORK_TREE:
        return text_of_snapshot("", snapshot.of_worktree(desk.store, reads=reads))
    book = book_called(desk.rules.books, wanted)
    if book is not None:
        rules = msgspec.structs.replace(desk.rules, books=(book,))
        return NamedText(wanted, rules, version=True)
    try:
        commit = revisions.resolve(desk.store, wanted)
    except CallError as error:
        if error.code != "unknown_state":
            raise
        versions = [book.version for book in desk.rules.books]
        raise CallError(
            "unknown_standards", value=name, versions=list(dict.fromkeys(versions))
        ) from None
    return text_of_snapshot(
        wanted, snapshot.of_commit(desk.store, commit, name=wanted, reads=reads)
    )


def pair_named(desk: Desk, names: list[str]) -> tuple[NamedText, NamedText]:
    """Return two texts from nothing (the work tree against HEAD), one name, two, or `A..B`.

    Raises:
        CallError: As `text_named`; `too_many_texts` for more than two.
    """
    if len(names) > 2:  # noqa: PLR2004 - the old and the new
        raise CallError("too_many_texts", names=names)
    reads: Reads = {}
    if len(names) == 1 and revisions.is_range(names[0]):
        if "..." in names[0]:  # from where the two ways part
            span = revisions.span(desk.store, names[0])
            old = snapshot.of_commit(desk.store, span.old, name=span.old_name, reads=reads)
            new = snapshot.of_commit(desk.store, span.new, name=span.new_name, reads=reads)
            return text_of_snapshot(span.old_name, old), text_of_snapshot(span.new_name, new)
        names = [part or revisions.HEAD for part in names[0].split("..", 1)]
    before, after = [*names, ""][:2] if names else (revisions.HEAD, "")
    return text_named(desk, before, reads=reads), text_named(desk, after, reads=reads)


def text_of_snapshot(name: str, found: Snapshot) -> NamedText:
    """Return the text of a snapshot; what cannot be read must not count as taken away.

    Raises:
        UncheckableError: `text_unreadable`, if a file that dues depend on cannot be read there.
    """
    for path, error in found.unreadable():
        if path == TIERS or path.startswith(_RULES):
            reason = str(error.facts.get("detail", error.code))
            raise UncheckableError("text_unreadable", name=name, path=path, reason=reason)
    if not found.rules.books:
        raise UncheckableError("text_unreadable", name=name, path=TIERS)
    return NamedText(name, found.rules, snapshot=found)
