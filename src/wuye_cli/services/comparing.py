"""Compare two states of the standards as they were read: the changes, with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from wuye_cli.domain.comparing.change import is_of_whole_file
from wuye_cli.domain.comparing.compare import compare
from wuye_cli.domain.comparing.side import Sheet, Side, path_of

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.store.snapshot import Snapshot
    from wuye_cli.store.yaml_text import Document, UnreadableError

    Documents = dict[str, Document]


class Comparison(NamedTuple):
    """What two states of the standards do not share.

    Attributes:
        changes: The gravest first.
        unreadable: Side (`old` or `new`), path and reason of each file that could not be read; it
            is left out on both sides, so that nothing of it is taken for dropped.
    """

    changes: tuple[Change, ...]
    unreadable: tuple[tuple[str, str, UnreadableError], ...]


def changes_between(old: Snapshot, new: Snapshot, *, at: datetime | None = None) -> Comparison:
    """Return what changed from one state of the standards to another.

    Args:
        old: The state before.
        new: The state after.
        at: When the new state was made, if known: what comes into force before it reaches back.
    """
    unreadable = tuple(
        (side, path, error)
        for side, snapshot in (("old", old), ("new", new))
        for path, error in snapshot.unreadable()
    )
    left_out = {path for _, path, _ in unreadable}
    read = dict(old.documents()), dict(new.documents())
    changes = compare(_side(old, read[0], left_out), _side(new, read[1], left_out, at))
    moved = {change.path: path_of(change.old) for change in changes if is_of_whole_file(change)}
    return Comparison(
        tuple(_placed(change, moved.get(change.path, change.path), *read) for change in changes),
        unreadable,
    )


def _side(
    snapshot: Snapshot, read: Documents, left_out: set[str], at: datetime | None = None
) -> Side:
    sheets = {
        path: Sheet(document.tree, snapshot.blob(path))
        for path, document in read.items()
        if path not in left_out
    }
    return Side(sheets, snapshot.rules, at)


def _placed(change: Change, before: str, old: Documents, new: Documents) -> Change:
    """Return a change with the lines of its places; one without a place stands for its file."""
    facts: dict[str, int] = {}
    if change.old is not None and before in old:
        facts["line_old"] = old[before].marks.key_line(change.where_old)
    if change.new is not None and change.path in new:
        marks = new[change.path].marks
        facts["line_new"], facts["column_new"] = marks.key_place(change.where_new)
    return replace(change, **facts)
