"""A fast reader of the canonical form, which believes only what is written back the same."""

from __future__ import annotations

from wuye_cli.store.canonical import (
    ADMITTED,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    canonical,
    flow,
    flow_mapping,
    is_block,
)

try:  # the C function itself: the package `json` imports `re`, 8 ms that a reader need not pay
    from _json import scanstring
except ImportError:  # pragma: no cover - another Python than CPython; the stub does not name it
    from json.decoder import scanstring  # type: ignore[attr-defined,no-redef]

TYPE_CHECKING = False  # `typing` itself imports `re`
if TYPE_CHECKING:
    from typing import Any

_LITERALS: dict[str, Any] = {"null": None, "true": True, "false": False}
_ENDS = ",]}"
_Shape = tuple[tuple[str, ...], "dict[str, Any] | None"]
"""Keys of the texts of a mapping; and itself with empty texts, if it has numbers."""
_shapes: dict[str, _Shape | None] = {}
"""A mapping as it is written with empty texts to what such lines hold; None if it is not flat."""
_MOST_SHAPES = 1024
_LONGEST_SHAPE = 512
"""Characters of the longest shape that is remembered: a hostile file fills half a megabyte."""


def read_fast(data: bytes) -> dict[str, Any] | None:
    r"""Return the tree of a file in canonical form, or None if it is not (or not surely) in it.

    Every line is given out only if `canonical` would write it just so: one of a known shape
    because the shape was written again and compared once, any other because it is so itself. And
    whatever `canonical` writes the strict reader reads back as it was. So they can never disagree.

    >>> read_fast(b'id: "A017"\nevents:\n  - {do: "ack", tries: 2}\n')
    {'id': 'A017', 'events': [{'do': 'ack', 'tries': 2}]}
    >>> read_fast(b"id: A017\n") is None
    True
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        text = data.decode()
        # Without escapes and with nothing unseen a text stands in its quotes as it is.
        tree = _read_lines(text, "\\" not in text and text.replace("\n", "").isprintable())
        # A value takes at least two bytes: a smaller file cannot hold too many.
        return None if len(data) > 2 * MAX_NODES and canonical(tree) != data else tree
    # SystemError: what the C function says for ValueError until something loads `json.decoder`
    except (ValueError, IndexError, SystemError):  # not text, not the form, or beyond its limits
        return None


def read_record(data: bytes, *, path: str = "") -> dict[str, Any]:
    """Return the tree of a record, by the fast form if it is canonical and strictly otherwise.

    Raises:
        UnreadableError: As `yaml_text.read_yaml`, of which it has the code and the facts.
    """
    tree = read_fast(data)
    if tree is not None:
        return tree
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - canonical files do without

    return read_plain(data, path=path)


def _read_lines(text: str, plain: bool) -> dict[str, Any]:  # noqa: FBT001 - hot, by position
    tree: dict[str, Any] = {}
    items: list[Any] | None = None
    lines = text.split("\n")
    if lines.pop() or not lines:
        raise ValueError("no new line at the end")
    for line in lines:
        if line[:5] == "  - {":
            if items is None:
                raise ValueError("an item of no list")
            items.append(_item(line, plain))
            continue
        if items == []:
            raise ValueError("an empty block")
        key, joint, rest = line.partition(": ")
        items = None if joint else []
        if not joint:
            key = line.removesuffix(":")
        if key in tree or (not joint and key == line):
            raise ValueError("twice the same key, or no key")
        tree[key] = _head_value(rest, plain) if joint else items
    return _with_keys_checked(tree, items)


def _with_keys_checked(tree: dict[str, Any], items: list[Any] | None) -> dict[str, Any]:
    if items == []:
        raise ValueError("an empty block")
    if not tree.keys() <= ADMITTED:
        canonical(dict.fromkeys(tree))  # refuses what may not be a key
    return tree


def _head_value(text: str, plain: bool) -> Any:  # noqa: FBT001 - hot, by position
    if plain and text[0] == '"':
        if text[-1] == '"' and text.count('"') == 2:  # noqa: PLR2004 - one at either end
            return text[1:-1]
        raise ValueError("a quote too many or too few")
    if plain and text[0] == "{" and (flat := _flat(text)) is not None:
        return flat
    value = _value(text, 0, 1)[0]
    if is_block(value) or flow(value, 1) != text:
        raise ValueError("not as it would be written")
    return value


def _item(line: str, plain: bool) -> dict[str, Any]:  # noqa: FBT001 - hot, by position
    """Return one mapping of a list: by its shape if it is flat, else step by step."""
    flat = _flat(line[4:]) if plain else None
    return _compared(line) if flat is None else flat


def _flat(text: str) -> dict[str, Any] | None:
    """Return a mapping of texts and numbers by what lines of its shape hold; None for any other.

    Without a backslash every quote begins or ends a text, and a text may be any other: so each
    second piece between quotes is one, and the rest, the shape, alone decides about the form.
    Events of one kind share their shape, which is taken apart once: a third of all reading less.

    Raises:
        ValueError: If nothing of the shape is as it would be written.
    """
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        raise ValueError("a quote too many or too few")
    shape = '""'.join(pieces[::2])
    known = _shapes[shape] if shape in _shapes else _shaped(shape)
    if known is None:
        return None
    keys, whole = known
    tree = dict(zip(keys, pieces[1::2]))  # noqa: B905 - as many; hot, and `strict` has its price
    return {**whole, **tree} if whole else tree


def _shaped(shape: str) -> _Shape | None:
    """Return what lines of a shape hold, and remember it up to a bound; None if it is not flat.

    Raises:
        ValueError: As `_flat`.
    """
    tree = _mapping(shape, 0, 1)[0]
    if flow_mapping(tree, 1) != shape:
        raise ValueError("not as it would be written")
    keys = tuple(key for key, value in tree.items() if value == "")
    is_flat = not any(type(value) in (dict, list) for value in tree.values())
    found = (keys, tree if len(keys) < len(tree) else None) if is_flat else None
    if len(shape) <= _LONGEST_SHAPE:
        if len(_shapes) >= _MOST_SHAPES:
            _shapes.clear()
        _shapes[shape] = found
    return found


def _compared(line: str) -> dict[str, Any]:
    """Return the mapping of a line that is written again just so.

    Raises:
        ValueError: If it is not.
    """
    tree = _mapping(line, 4, 3)[0]
    if "  - " + flow_mapping(tree, 2) != line:
        raise ValueError("not as it would be written")
    return tree


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    first = text[at]
    if first == '"':
        return scanstring(text, at + 1)
    if first == "{":
        return _mapping(text, at, depth + 1)
    if first == "[":
        return _list(text, at, depth + 1)
    end = at
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    word = text[at:end]
    return (_LITERALS[word] if word in _LITERALS else int(word)), end


def _mapping(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    tree: dict[str, Any] = {}
    if text[at + 1] == "}":
        return tree, at + 2
    _check_depth(depth)
    while text[at] != "}":
        colon = text.index(": ", at)
        key = text[at + 1 : colon].lstrip(" ")
        tree[key], at = _value(text, colon + 2, depth)
    return tree, at + 1


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    if text[at + 1] == "]":
        return items, at + 2
    _check_depth(depth)
    while text[at] != "]":
        at += 2 if items else 1
        item, at = _value(text, at, depth)
        items.append(item)
    return items, at + 1


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
