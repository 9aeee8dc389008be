"""The canonical form of our YAML files: plain keys, every string quoted, one event a line."""

from __future__ import annotations

try:  # the C function itself: the package `json` imports `re`, 8 ms that a reader need not pay
    from _json import encode_basestring
except ImportError:  # pragma: no cover - another Python than CPython
    from json.encoder import py_encode_basestring as encode_basestring

TYPE_CHECKING = False  # `typing` itself imports `re`
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

MAX_BYTES = 1 << 20
"""Largest file in bytes that is written or read."""
MAX_DEPTH = 20
"""Deepest nesting of mappings and lists, the top one counted."""
MAX_NODES = 50_000
"""Most values in one file, inner mappings and lists counted, the top one not."""
MAX_KEY = 128
"""Longest key in characters; libyaml ends a key at 1024."""

_INT_BOUND = 10**15
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KEY_CHARACTERS = _LETTERS + "0123456789_-"
# Words that a reader of YAML 1.1 takes for a truth value or nothing, when they stand unquoted.
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
# JSON quoting leaves these as they are, but libyaml breaks lines at some, refuses others, and the
# rest is not to be seen by the person who reads the file.
_UNSAFE = (
    *range(0x7F, 0xA0),
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
    0xFFFE,
    0xFFFF,
)
_ESCAPES = {point: f"\\u{point:04x}" for point in _UNSAFE}
ADMITTED: set[str] = set()
"""Keys that were found to be plain, remembered up to a bound."""
_ADMITTED_BOUND = 1024


def quote(text: str) -> str:
    r"""Return the text as a quoted scalar that every YAML and JSON reader reads back alike.

    >>> quote("3\u2028号 \"楼\"")
    '"3\\u2028号 \\"楼\\""'
    """
    if text.isprintable():  # every character of the table of escapes is unprintable
        return encode_basestring(text)
    return encode_basestring(text).translate(_ESCAPES)


def is_plain_key(key: str) -> bool:
    """Tell whether a key may stand unquoted: `[a-z][a-z0-9_-]*` and no word of YAML 1.1.

    >>> is_plain_key("first_asked"), is_plain_key("no"), is_plain_key("3-1-0502")
    (True, False, False)
    """
    return (
        0 < len(key) <= MAX_KEY
        and key[0] in _LETTERS
        and not key.strip(_KEY_CHARACTERS)
        and key not in _WORDS
    )


def canonical(head: Mapping[str, Any]) -> bytes:
    r"""Return a record in its canonical form, keys in the order given.

    One top-level key a line; a list of mappings has one mapping a line, all else is inline.

    Raises:
        ValueError: For what the form cannot carry: floats, integers past 15 digits, lone
            surrogates, other types, keys that `is_plain_key` refuses, or too large a record.

    >>> canonical({"id": "A017", "paid": None, "events": [{"do": "ack"}]})
    b'id: "A017"\npaid: null\nevents:\n  - {do: "ack"}\n'
    """
    lines: list[str] = []
    for key, value in head.items():
        if key not in ADMITTED:
            _admit(key)
        if type(value) is str:
            lines.append(key + ": " + quote(value))
        elif is_block(value):
            lines.append(key + ":")
            lines += ["  - " + flow_mapping(item, 2) for item in value]
        else:
            lines.append(key + ": " + flow(value, 1))
    lines.append("" if lines else "{}\n")
    return _bounded("\n".join(lines), head)


def canonical_block(tree: Mapping[str, Any]) -> str:
    r"""Return a file of ours as readable block mappings, quoted as `canonical` quotes.

    Nested mappings stand in blocks, lists of mappings have one mapping a line, other lists are
    inline. Keys that may not stand plain are quoted, so that keyed collections may hold any id.

    Raises:
        ValueError: As `canonical`, but for keys: only those past 128 characters.

    >>> print(canonical_block({"desks": {"A": {"label": "前台"}}, "tags": ["a", "b"]}), end="")
    desks:
      "A":
        label: "前台"
    tags: ["a", "b"]
    """
    lines: list[str] = []
    _block(tree, 1, lines)
    lines.append("" if lines else "{}\n")
    text = "\n".join(lines)
    _bounded(text, tree)
    return text


def _block(tree: Mapping[str, Any], depth: int, lines: list[str]) -> None:
    _check_depth(depth - 1)
    indent = "  " * (depth - 1)
    for key, value in tree.items():
        label = indent + _any_key(key) + ":"
        if type(value) is dict and value:
            lines.append(label)
            _block(value, depth + 1, lines)
        elif is_block(value):
            lines.append(label)
            _check_depth(depth)
            lines += [indent + "  - " + flow_mapping(item, depth + 1, _any_key) for item in value]
        else:
            lines.append(label + " " + flow(value, depth, _any_key))


def is_block(value: Any) -> bool:
    """Tell whether a value of the top level stands one mapping a line."""
    return (
        isinstance(value, list | tuple)
        and len(value) > 0
        and all([type(item) is dict for item in value])  # noqa: C419 - half the time of a generator
    )


def flow_mapping(tree: dict[str, Any], depth: int, name: Callable[[str], str] | None = None) -> str:
    """Return a mapping as it stands in one line, `depth` mappings and lists around it.

    Args:
        tree: The mapping.
        depth: How deep it lies.
        name: What makes keys fit to be written; None to refuse those that may not stand plain.

    Raises:
        ValueError: As `canonical`.
    """
    _check_depth(depth)
    parts: list[str] = []
    for key, value in tree.items():
        label = key
        if name is not None:
            label = name(key)
        elif key not in ADMITTED:
            _admit(key)
        if type(value) is str and value.isprintable():  # `quote`, without the call
            parts.append(label + ": " + encode_basestring(value))
        else:
            parts.append(label + ": " + flow(value, depth + 1, name))
    return "{" + ", ".join(parts) + "}"


def flow(value: Any, depth: int, name: Callable[[str], str] | None = None) -> str:
    """Return a value as it stands in a line; see `flow_mapping`."""
    kind = type(value)
    if kind is str:
        return quote(value)
    if kind is dict:
        return flow_mapping(value, depth, name)
    if kind is list or kind is tuple:
        _check_depth(depth)
        return "[" + ", ".join([flow(item, depth + 1, name) for item in value]) + "]"
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    return integer(value)


def integer(value: Any) -> str:
    """Return an integer as it is written.

    Raises:
        ValueError: If it is none, or has more than 15 digits.
    """
    if type(value) is not int:
        raise ValueError(f"no such value in the canonical form: {type(value).__name__}")
    if not -_INT_BOUND < value < _INT_BOUND:
        raise ValueError("an integer of more than 15 digits")
    return str(value)


def _any_key(key: str) -> str:
    if is_plain_key(key):
        return key
    if len(key) > MAX_KEY:
        raise ValueError("a key too long for YAML")
    return quote(key)


def _admit(key: str) -> None:
    """Refuse a key that may not stand plain; remember the others, up to a bound."""
    if type(key) is not str or not is_plain_key(key):
        raise ValueError(f"not a key of the canonical form: {key!r:.200}")
    if len(ADMITTED) < _ADMITTED_BOUND:
        ADMITTED.add(key)


def _check_depth(enclosing: int) -> None:
    if enclosing >= MAX_DEPTH:
        raise ValueError("nested too deep")


def _bounded(text: str, tree: Mapping[str, Any]) -> bytes:
    data = text.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
    if len(data) > MAX_BYTES:
        raise ValueError("more than 1 MiB")
    # A value takes at least the three bytes of `0, `: a smaller file cannot hold too many.
    if len(data) > 2 * MAX_NODES and _count(tree) - 1 > MAX_NODES:
        raise ValueError("too many values")
    return data


def _count(value: Any) -> int:
    if isinstance(value, str):
        return 1
    if isinstance(value, list | tuple):
        return 1 + sum(_count(item) for item in value)
    if hasattr(value, "values"):
        return 1 + sum(_count(item) for item in value.values())
    return 1
