"""Unquoted scalars: which few of them are typed, and which other tools would read otherwise."""

from __future__ import annotations

import re
from typing import Any, Final

_WORDS: Final = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER_STARTS: Final = frozenset("-0123456789")
_is_int: Final = re.compile(r"0|-?[1-9][0-9]{0,15}").fullmatch
_is_float: Final = re.compile(r"-?[0-9]{1,17}\.[0-9]{1,17}").fullmatch

# What the resolvers of YAML 1.1 and 1.2 tools type and ours does not. The name of a group is the
# rule of `check`; the order decides where two fit.
_trap: Final = re.compile(
    r"""
    (?P<Y003>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*        # 1:30.5 is 90.5
            |[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)                # 12:30 is 750
    |(?P<Y004>[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o[0-7_]+        # 0301 is 193
            |[0-9][0-9_]*)                                      # 1_000 is 1000
            |[-+]_[0-9_]*)                                      # some tools stop at -_
    |(?P<Y005>y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF
            |true|True|TRUE|false|False|FALSE|null|Null|NULL|~|=)
    |(?P<Y006>[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?
            |[-+]?\._[0-9_]*(?:[eE][-+][0-9]+)?                 # some tools stop at ._
            |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))
    |(?P<Y007>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9:. \tZ+-]*)?)
    |(?P<Y009><<)
    """,
    re.VERBOSE,
).fullmatch
_mixed_width: Final = re.compile("[０-９]|[0-9]：[0-9]").search


def typed(text: str) -> Any:
    """Return what an unquoted scalar means; all that is not surely typed stays text.

    >>> [typed(text) for text in ("12", "0301", "NO", "12:30", "true", "~", "0.5")]
    [12, '0301', 'NO', '12:30', True, None, 0.5]
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        if _is_int(text):
            return int(text)
        if _is_float(text):
            return float(text)
    return text


def trap_of(text: str, value: Any) -> str:
    """Return the rule that an unquoted scalar breaks, read as `value`, or nothing.

    Keys are always text, so a key that looks like a number or a truth value is a trap as well.

    >>> [trap_of(text, typed(text)) for text in ("12:30", "0301", "NO", "1.10", "1.5", "１２号")]
    ['Y003', 'Y004', 'Y005', 'Y006', '', 'Y014']
    """
    if isinstance(value, str):
        if not text.isascii():
            return "Y014" if _mixed_width(text) else ""
        found = _trap(text)
        return (found.lastgroup or "") if found else ""
    return "Y006" if isinstance(value, float) and _loses(text, value) else ""


def _loses(text: str, value: float) -> bool:
    """Tell whether the number does not show all that was written: a zero, or far digits."""
    places = len(text) - text.index(".") - 1
    return f"{value:.{places}f}" != text or (places > 1 and text.endswith("0"))
