"""A standard as clauses: each fact by the stable way to it, whatever line it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.approving.fingerprint import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

Way = tuple[str, ...]
"""Keys from the top; an item of a list of things with an id is named by it."""


def clauses(tree: Any) -> dict[Way, Any]:
    """Return every fact of a tree by its way; a list without ids is one fact.

    Example:
        >>> clauses({"a": {"b": ["1h", "always"]}, "steps": [{"id": "x", "when": 1}]})
        {('a', 'b'): ['1h', 'always'], ('steps', 'x', 'when'): 1}
    """
    return dict(_walk(tree, ()))


def _walk(value: Any, way: Way) -> Iterator[tuple[Way, Any]]:
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _walk(part, (*way, str(key)))
        return
    named = _by_id(value)
    if named is None:
        yield way, value
        return
    for key, part in named.items():
        yield from _walk({name: one for name, one in part.items() if name != "id"}, (*way, key))


def _by_id(value: Any) -> dict[str, dict[str, Any]] | None:
    """Return the items of a list by their ids; None if it is no list of things with an id."""
    if not isinstance(value, list) or not value:
        return None
    named = {
        item["id"]: item
        for item in value
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
    return named if len(named) == len(value) else None


def changed_ways(old: Any, new: Any, *, terms_only: bool = False) -> list[Way]:
    """Return the ways of the facts that two trees do not share, in the order of the trees.

    Args:
        old: The tree before.
        new: The tree after.
        terms_only: Leave out what obliges nobody.
    """
    before, after = (_plain(tree, terms_only=terms_only) for tree in (old, new))
    return [
        way
        for way in dict.fromkeys((*before, *after))
        if way not in before or way not in after or before[way] != after[way]
    ]


def _plain(tree: Any, *, terms_only: bool) -> dict[Way, Any]:
    """Return the facts in their canonical form, so that 60m and 1h are one."""
    found: dict[Way, Any] = {}
    for way, value in clauses(tree).items():
        inner = value
        for key in reversed(way):
            inner = {key: inner}
        if not terms_only or _is_kept(canonical(inner, terms_only=True), way):
            found[way] = canonical(inner)
    return found


def _is_kept(tree: Any, way: Way) -> bool:
    for key in way:
        if not isinstance(tree, dict) or key not in tree:
            return False
        tree = tree[key]
    return True
