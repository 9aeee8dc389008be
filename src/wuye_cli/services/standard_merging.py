"""Standards merged by their facts, comments kept: for git's merge driver and for `sync` alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.approving.merging import HEADS, merge, version_of
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store.formatting import comments, edited
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.yaml_edit import apply
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.approving.merging import Merge
    from wuye_cli.domain.marks import Path

_VERSION, _START = ("version",), ("effective_from",)


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A fact on which two texts of a standard differ: its value on each side, None if not there."""

    key: str
    ours: Any = None
    theirs: Any = None


class MergedText(msgspec.Struct, frozen=True, kw_only=True):
    """What became of three texts.

    Attributes:
        text: The one made of them; None if git has to make it.
        conflicts: Facts that both sides changed, or that only one took out.
        disputes: These facts as each side has them.
        undecided: Both sides changed one fact: a person decides, whatever the lines say.
        unread: A side is no YAML that we accept.
    """

    text: bytes | None = None
    conflicts: tuple[str, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    undecided: bool = False
    unread: bool = False


def merge_texts(base: bytes, ours: bytes, theirs: bytes, lines: bytes | None = None) -> MergedText:
    """Merge two texts of a standard that come from one; the result is read strictly.

    What both sides changed otherwise a person decides. Of two new versions the next number stands,
    as neither was approved with the other in it, and the later of both days. Where git can merge
    the lines, and they say what the facts come to, its text stands, as it has the comments of both
    sides; no text stands that lacks a comment which a side wrote.

    Args:
        base: The text that both come from.
        ours: The text here.
        theirs: The text there.
        lines: What git makes of the three by lines; None if it cannot.
    """
    try:
        before, mine, other = (read_plain(data) for data in (base, ours, theirs))
        found = _versioned(merge(before, mine, other), before, mine, other)
        gone = tuple(".".join(map(str, way)) for way in found.gone)
        keys = (*found.conflicts, *gone)
        disputes = tuple(_dispute(key, mine, other) for key in keys)
        if found.conflicts:
            return MergedText(conflicts=keys, disputes=disputes, undecided=True)
        wanted = _expected(mine, found)
        back = _versioned(merge(before, other, mine), before, other, mine)
        notes = _new_notes(base, ours) | _new_notes(base, theirs)
    except (UncheckableError, UnicodeDecodeError):
        return MergedText(undecided=True, unread=True)
    for start, changes in ((lines, found.changes), (ours, found.changes), (theirs, back.changes)):
        text = None if start is None else _edited(start, wanted, changes)
        if text is not None and notes <= set(comments(text)):
            return MergedText(text=text.encode())
    return MergedText(conflicts=keys, disputes=disputes)


def _expected(mine: dict[str, Any], found: Merge) -> dict[str, Any]:
    tree: Any = mine
    for way, value in found.changes.items():
        tree = apply(tree, way, value)
    for way in found.gone:
        above = {key: part for key, part in _parent(tree, way).items() if key != way[-1]}
        tree = apply(tree, way[:-1], above)
    whole: dict[str, Any] = tree
    return whole


def _parent(tree: Any, way: Path) -> dict[str, Any]:
    for step in way[:-1]:
        tree = tree[step]
    above: dict[str, Any] = tree
    return above


def _edited(start: bytes, wanted: dict[str, Any], changes: Mapping[Path, Any]) -> str | None:
    """Return a text with the changes that it lacks; None if it then does not say what is wanted."""
    try:
        tree = read_plain(start)
        lacking = {
            way: value
            for way, value in changes.items()
            if _parent(tree, way).get(str(way[-1])) != value
        }
        text = edited(start.decode(), lacking) if lacking else start.decode()
        return text if read_plain(text.encode()) == wanted else None
    except (UncheckableError, KeyError, TypeError, AttributeError):
        return None


def _new_notes(base: bytes, text: bytes) -> set[str]:
    """Return the comments that a side wrote."""
    return set(comments(text.decode())) - set(comments(base.decode()))


def is_mergeable(path: str) -> bool:
    """Say whether a file is merged by facts: a standard; an approval never is."""
    return path.startswith(STANDARDS + "/") and path.endswith(".yaml")


def _versioned(
    found: Merge, before: dict[str, Any], mine: dict[str, Any], other: dict[str, Any]
) -> Merge:
    """Give a text that neither side has a version of its own, and the later of both days."""
    number = version_of(before, mine, other, _expected(mine, found))
    if number is None:
        return found
    changes = {**found.changes, _VERSION: number}
    days = [str(tree.get("effective_from", "")) for tree in (mine, other)]
    if "effective_from" in found.conflicts and all(days):
        changes[_START] = max(days)
    made = {".".join(map(str, way)) for way in changes} & HEADS
    left = tuple(one for one in found.conflicts if one not in made)
    return found._replace(changes=changes, conflicts=left)


def _dispute(key: str, mine: dict[str, Any], other: dict[str, Any]) -> Dispute:
    return Dispute(key=key, ours=_at(mine, key.split(".")), theirs=_at(other, key.split(".")))


def _at(tree: Any, way: Sequence[str]) -> Any:
    """Return the value at a key; a step may hold dots itself, as `2026.1` does."""
    if not way:
        return tree
    for count in range(1, len(way) + 1 if isinstance(tree, dict) else 0):
        step = ".".join(way[:count])
        if step in tree and (found := _at(tree[step], way[count:])) is not None:
            return found
    return None
