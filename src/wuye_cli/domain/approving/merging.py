"""Three texts of one standard made into one, fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.approving.fingerprint import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.marks import Path

HEADS = frozenset({"version", "effective_from"})
"""Heads of a standard for which a merge of two new versions makes a new value."""

_GONE: Any = object()


class Merge(NamedTuple):
    """What has to be changed in our text so that it says what both sides want.

    Attributes:
        changes: Values by their place in our tree.
        conflicts: Keys of the facts that both sides changed, each otherwise.
        gone: Places of the facts that only they took out.
    """

    changes: dict[Path, Any]
    conflicts: tuple[str, ...] = ()
    gone: tuple[Path, ...] = ()


def merge(base: Any, ours: Any, theirs: Any) -> Merge:
    """Compare two texts with the one that both come from; a list is one fact.

    Example:
        >>> merge({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}).changes
        {('b',): 2}
        >>> merge({"a": 1}, {"a": 2}, {"a": 3}).conflicts
        ('a',)
    """
    changes: dict[Path, Any] = {}
    conflicts, gone = [], []
    for way, value, is_conflict in _differences(base, ours, theirs, ()):
        if is_conflict:
            conflicts.append(".".join(map(str, way)))
        elif value is _GONE:
            gone.append(way)
        else:
            changes[way] = value
    return Merge(changes, tuple(conflicts), tuple(gone))


def version_of(
    base: dict[str, Any], one: dict[str, Any], other: dict[str, Any], whole: dict[str, Any]
) -> int | None:
    """Return the version that a merged text bears: it never bears that of a text that it is not.

    If either side made a new version, somebody may have approved it as it stood there. What has
    the words of both was approved by nobody, so it is the next one.

    Args:
        base: What both come from; empty for nothing.
        one: The text on one side.
        other: The text on the other.
        whole: What was made of them.

    Returns:
        The number; None if neither made a new version, or one bears no whole number.

    Example:
        >>> old, mine = {"version": 1, "a": 1, "b": 1}, {"version": 2, "a": 2, "b": 1}
        >>> version_of(old, mine, old, mine), version_of(old, mine, {**old, "b": 2}, {"a": 2})
        (2, 3)
    """
    numbers = [tree.get("version") for tree in (one, other)]
    known = base.get("version")
    if numbers == [known, known] or not all(type(number) is int for number in numbers):
        return None
    latest = max(number for number in numbers if type(number) is int)
    both_new = numbers[0] != numbers[1] and known not in numbers
    stands = any(
        tree["version"] == latest and _same(_body(tree), _body(whole), ()) for tree in (one, other)
    )
    return latest if stands and not both_new else latest + 1


def _body(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if key not in HEADS}


def _differences(base: Any, ours: Any, theirs: Any, way: Path) -> Iterator[tuple[Path, Any, bool]]:
    """Yield place, their value and whether it is a conflict, of all that they changed."""
    if _same(ours, theirs, way) or _same(base, theirs, way):
        return
    sides = [part if isinstance(part, dict) else None for part in (ours, theirs)]
    if None not in sides:
        before = base if isinstance(base, dict) else {}
        mine, other = sides
        for key in dict.fromkeys((*(mine or {}), *(other or {}))):
            yield from _differences(
                before.get(key, _GONE),
                (mine or {}).get(key, _GONE),
                (other or {}).get(key, _GONE),
                (*way, key),
            )
        return
    yield way, theirs, not _same(base, ours, way)


def _same(one: Any, other: Any, way: Path) -> bool:
    if one is _GONE or other is _GONE:
        return one is other
    key = str(way[-1]) if way else ""
    return bool(canonical(one, key) == canonical(other, key))
