"""A fast reader of the canonical form, which believes only what is written back the same."""

from __future__ import annotations

from wuye_cli.store.canonical import MAX_BYTES, MAX_DEPTH, canonical

try:  # the C function itself: the package `json` imports `re`, 8 ms that a reader need not pay
    from _json import scanstring
except ImportError:  # pragma: no cover - another Python than CPython; the stub does not name it
    from json.decoder import scanstring  # type: ignore[attr-defined,no-redef]

TYPE_CHECKING = False  # `typing` itself imports `re`
if TYPE_CHECKING:
    from typing import Any

_LITERALS: dict[str, Any] = {"null": None, "true": True, "false": False}
_ENDS = ",]}"


def read_fast(data: bytes) -> dict[str, Any] | None:
    r"""Return the tree of a file in canonical form, or None if it is not (or not surely) in it.

    The parsing is careless on purpose. What makes it safe is the check at the end: the tree is
    given out only if `canonical` writes these very bytes from it, and whatever `canonical` writes
    the strict reader reads back as it was. So the two can never disagree.

    >>> read_fast(b'id: "A017"\nevents:\n  - {do: "ack", tries: 2}\n')
    {'id': 'A017', 'events': [{'do': 'ack', 'tries': 2}]}
    >>> read_fast(b"id: A017\n") is None
    True
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        tree = _parse(data.decode())
        return tree if canonical(tree) == data else None
    except (ValueError, IndexError):  # not text, not the form, or beyond its limits
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


def _parse(text: str) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    items: list[Any] = []
    escaped = "\\" in text
    for line in text.split("\n"):
        if line[:5] == "  - {":
            items.append(_line_mapping(line, escaped=escaped))
            continue
        key, _, rest = line.partition(": ")
        if rest:
            if rest[0] == '"' and not escaped:
                tree[key] = rest[1:-1]
            else:
                tree[key] = _value(rest, 0, 1)[0]
        elif key:
            items = tree[key[:-1]] = []
    return tree


def _line_mapping(line: str, *, escaped: bool) -> dict[str, Any]:
    """Return one mapping of a list: by splitting if it is simple, else step by step."""
    if escaped or "[" in line or "{" in line[5:] or line[5] == "}":
        return _mapping(line, 4, 3)[0]
    tree: dict[str, Any] = {}
    for part in line[5:-1].split(", "):
        key, _, text = part.partition(": ")
        if text[0] == '"' == text[-1]:
            tree[key] = text[1:-1]
        elif text in _LITERALS:
            tree[key] = _LITERALS[text]
        elif text[0] == '"':  # a text that holds the separator
            return _mapping(line, 4, 3)[0]
        else:
            tree[key] = int(text)
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
