"""Two changes of one value brought together: the same result from whichever side it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.loss import FIELD, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Rule = Callable[[tuple[str, ...], Any, Any, Any], Any]

GONE: Any = object()
"""The value of a key that is not there."""


def three_way(base: Any, one: Any, other: Any) -> Any:
    """Return what stands of two values that come from one; of two changes the one sorting last.

    Something always stands before nothing, so that a change stands before a deletion.

    Example:
        >>> three_way("a", "b", "a"), three_way("a", "b", "c"), three_way("a", None, "b")
        ('b', 'c', 'b')
    """
    if same(one, other) or same(other, base):
        return one
    if same(one, base):
        return other
    return max((one, other), key=_rank)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are one, in type too: 1 and True differ here."""
    if one is GONE or other is GONE:
        return one is other
    return one is other or _encoded(one) == _encoded(other)


def last(_way: tuple[str, ...], base: Any, one: Any, other: Any) -> Any:
    """Return the value that sorts last: the rule for records."""
    return three_way(base, one, other)


def merged(
    base: Any,
    one: Any,
    other: Any,
    way: tuple[str, ...] = (),
    *,
    rule: Rule = last,
    kind: str = FIELD,
) -> tuple[Any, tuple[Loss, ...]]:
    """Return a tree with the changes of both sides, and what of either does not stand in it.

    Mappings are merged key by key, lists of words as sets that keep their order, lists of things
    with an id by that id; any other value is one fact, of which the rule says what stands.

    Args:
        base: What both come from; `GONE` for nothing.
        one: The value on one side.
        other: The value on the other.
        way: Where it stands.
        rule: Says what stands of a fact that both changed.
        kind: What the losses are called; lists are one fact unless it is `field`.

    Example:
        >>> merged({"a": 1, "l": ["x"]}, {"a": 2, "l": ["x", "y"]}, {"a": 1, "l": []})[0]
        {'a': 2, 'l': ['y']}
    """
    if same(one, other) or same(other, base):
        return one, ()
    if same(one, base):
        return other, ()
    sides = (base, one, other)
    if isinstance(one, dict) and isinstance(other, dict):
        start = base if isinstance(base, dict) else {}
        return _mappings((start, one, other), way, rule, kind)
    if kind == FIELD and _all_lists(sides, _words):
        return _sets(*([] if part is GONE else part for part in sides)), ()
    if kind == FIELD and _all_lists(sides, _named):
        named = [{} if part is GONE else {item["id"]: item for item in part} for part in sides]
        tree, losses = _mappings((named[0], named[1], named[2]), way, rule, kind)
        return list(tree.values()), losses
    kept = rule(way, base, one, other)
    values = [None if part is GONE else part for part in (*sides, kept)]
    loss = Loss(
        kind=kind,
        key=".".join(way),
        base=values[0],
        ours=values[1],
        theirs=values[2],
        kept=values[3],
    )
    return kept, (loss,)


def _mappings(
    sides: tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
    way: tuple[str, ...],
    rule: Rule,
    kind: str,
) -> tuple[dict[str, Any], tuple[Loss, ...]]:
    tree: dict[str, Any] = {}
    losses: list[Loss] = []
    for key in _in_order(list(sides[1]), list(sides[2])):
        base, one, other = (side.get(key, GONE) for side in sides)
        value, lost = merged(base, one, other, (*way, str(key)), rule=rule, kind=kind)
        losses += lost
        if value is not GONE:
            tree[key] = value
    return tree, tuple(losses)


def _in_order(one: list[Any], other: list[Any]) -> list[Any]:
    """Return the keys of both: those that one side alone has stand behind what is before them.

    Example:
        >>> _in_order(["A", "E"], ["A", "D", "F"])
        ['A', 'D', 'E', 'F']
    """
    keys = list(one)
    known, common = set(one), set(other)
    at = 0
    for key in other:
        if key in known:
            at = keys.index(key) + 1
            continue
        while at < len(keys) and keys[at] not in common and str(keys[at]) < str(key):
            at += 1
        keys.insert(at, key)
        at += 1
    return keys


def _all_lists(sides: Iterable[Any], fits: Any) -> bool:
    return all(part is GONE or (isinstance(part, list) and fits(part)) for part in sides)


def _words(items: Sequence[Any]) -> bool:
    texts = [item for item in items if isinstance(item, str)]
    return len(texts) == len(items) == len(set(texts))


def _named(items: Sequence[Any]) -> bool:
    names = [item.get("id") for item in items if isinstance(item, dict)]
    texts = {name for name in names if isinstance(name, str)}
    return len(items) == len(names) == len(texts)


def _sets(base: list[Any], one: list[Any], other: list[Any]) -> list[Any]:
    gone = set(base) - (set(one) & set(other))
    return [item for item in _in_order(one, other) if item not in gone]


def _rank(value: Any) -> tuple[bool, bytes]:
    return value is not GONE and bool(value), b"" if value is GONE else _encoded(value)


def _encoded(value: Any) -> bytes:
    return msgspec.json.encode(value, order="sorted")
