"""Three texts of one standard made into one, fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.approving.fingerprint import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.marks import Path

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
