"""Comparing a plain tree with the structure that it should have, listing every difference."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import inspect

from wuye_cli.checking.facts import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from wuye_cli.checking.finding import Where

_KINDS = {
    bool: "flag",
    int: "whole",
    float: "number",
    str: "text",
    list: "list",
    dict: "mapping",
    type(None): "null",
}
_PLAIN: dict[type, tuple[type, str]] = {
    inspect.StrType: (str, "text"),
    inspect.IntType: (int, "whole"),
    inspect.BoolType: (bool, "flag"),
}
_MOST_COMPARED = 1000
"""Of more words than this none is looked for that is like another: it takes too long."""
OWN = "x-"
"""How a key of the team's own begins."""


@cache
def _structure(kind: type[msgspec.Struct]) -> inspect.StructType:
    found = inspect.type_info(kind)
    if not isinstance(found, inspect.StructType):
        raise TypeError(kind)
    return found


def differences(tree: Any, kind: type[msgspec.Struct]) -> Iterator[Trouble]:
    """Yield every difference between a tree and a structure: S001, S002, S003, S006.

    Args:
        tree: The plain tree of a file.
        kind: The structure; its field `extra` stands for the team's own `x-` keys.
    """
    yield from _struct(tree, _structure(kind), ())


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known word that looks most like `word`, or an empty text."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def likely(word: str, known: Collection[str]) -> str:
    """Return as `nearest` does, remembering words that many tickets have; nothing of too many."""
    return _likely(word, frozenset(known)) if len(known) <= _MOST_COMPARED else ""


@lru_cache(maxsize=1024)
def _likely(word: str, known: frozenset[str]) -> str:
    return nearest(word, known)


def _struct(value: Any, kind: inspect.StructType, where: Where) -> Iterator[Trouble]:
    if not isinstance(value, dict):
        yield _wrong(where, "mapping", value)
        return
    fields = {field.encode_name: field for field in kind.fields if field.name != "extra"}
    for key, part in value.items():
        if key in fields:
            yield from _value(part, fields[key].type, (*where, key))
        elif not key.startswith(OWN):
            yield Trouble("S001", where, {"field": key, "suggestion": nearest(key, fields)})
        elif not isinstance(part, str):
            yield _wrong((*where, key), "text", part)
    for name, field in fields.items():
        if field.required and name not in value:
            yield Trouble("S002", where, {"field": name})


def _value(value: Any, kind: inspect.Type, where: Where) -> Iterator[Trouble]:
    plain = _PLAIN.get(type(kind))
    if plain is not None:
        if type(value) is not plain[0]:
            yield _wrong(where, plain[1], value)
        return
    compare = _COMPARISONS.get(type(kind))
    if compare is not None:
        yield from compare(value, kind, where)


def _instant(value: Any, _kind: Any, where: Where) -> Iterator[Trouble]:
    if not isinstance(value, str):
        yield _wrong(where, "instant", value)
        return
    try:
        moment = msgspec.convert(value, datetime)
    except msgspec.ValidationError:
        yield Trouble("S006", where, {"value": value, "wanted": "instant"})
        return
    if moment.tzinfo is None:
        yield Trouble("S006", where, {"value": value, "wanted": "offset"})


def _list(value: Any, kind: Any, where: Where) -> Iterator[Trouble]:
    if not isinstance(value, list):
        yield _wrong(where, "list", value)
        return
    for number, item in enumerate(value):
        yield from _value(item, kind.item_type, (*where, number))


def _row(value: Any, kind: Any, where: Where) -> Iterator[Trouble]:
    if not isinstance(value, list) or len(value) != len(kind.item_types):
        yield _wrong(where, f"list:{len(kind.item_types)}", value)
        return
    for number, (item, item_kind) in enumerate(zip(value, kind.item_types, strict=True)):
        yield from _value(item, item_kind, (*where, number))


def _mapping(value: Any, kind: Any, where: Where) -> Iterator[Trouble]:
    if not isinstance(value, dict):
        yield _wrong(where, "mapping", value)
        return
    for key, part in value.items():
        yield from _value(part, kind.value_type, (*where, key))


def _either(value: Any, kind: Any, where: Where) -> Iterator[Trouble]:
    """Compare with an optional value: `null` is one of the kinds in all our structures."""
    if value is not None:
        for other in kind.types:
            if not isinstance(other, inspect.NoneType):
                yield from _value(value, other, where)


def _wrong(where: Where, wanted: str, value: Any) -> Trouble:
    return Trouble("S003", where, {"wanted": wanted, "got": _KINDS.get(type(value), "other")})


_COMPARISONS: dict[type, Callable[[Any, Any, Where], Iterator[Trouble]]] = {
    inspect.StructType: _struct,
    inspect.DateTimeType: _instant,
    inspect.VarTupleType: _list,
    inspect.ListType: _list,
    inspect.TupleType: _row,
    inspect.DictType: _mapping,
    inspect.UnionType: _either,
}
