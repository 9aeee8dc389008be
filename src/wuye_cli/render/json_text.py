"""JSON of plain trees without the package `json`: byte for byte what `render.machine` writes."""

from __future__ import annotations

from wuye_cli.render.plain import is_unsafe

try:  # the C function itself: the package `json` imports `re`, half an interpreter start
    from _json import encode_basestring
except ImportError:  # pragma: no cover - another Python than CPython
    from json.encoder import py_encode_basestring as encode_basestring

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from typing import Any

_LITERALS = {None: "null", True: "true", False: "false"}


def json_text(value: Any) -> str:
    r"""Return indented JSON with a final newline; unsafe characters are escaped.

    Args:
        value: Dicts with text keys, lists, texts, whole numbers, truth values and None.

    Example:
        >>> json_text({"id": "A017", "due": None, "flags": []})
        '{\n  "id": "A017",\n  "due": null,\n  "flags": []\n}\n'
    """
    return _value(value, "\n") + "\n"


def _value(value: Any, line: str) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        inner = line + "  "
        items = [f"{inner}{_text(key)}: {_value(one, inner)}" for key, one in value.items()]
        return "{" + ",".join(items) + line + "}" if items else "{}"
    if isinstance(value, list | tuple):
        inner = line + "  "
        items = [inner + _value(one, inner) for one in value]
        return "[" + ",".join(items) + line + "]" if items else "[]"
    if value is None or isinstance(value, bool):
        return _LITERALS[value]
    return int.__repr__(value)


def _text(text: str) -> str:
    quoted: str = encode_basestring(text)
    if quoted.isprintable():
        return quoted
    return "".join(_escape(char) if is_unsafe(char) else char for char in quoted)


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
