"""Mending what can be mended by itself: how a text is written, never what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wuye_cli.domain.marks import Trap

QUOTED = frozenset({"Y003", "Y004", "Y005", "Y006"})
"""An unquoted scalar that is put into quotes as it stands."""
NUMBER = "Y006"
"""The one of these whose scalar may be wanted as the number that it is."""
WIDTH, COMPOSED, FORM = "Y014", "Y015", "Y019"
FIXABLE = QUOTED | {WIDTH, COMPOSED, FORM}

_WIDE = str.maketrans("０１２３４５６７８９：．－＋％", "0123456789:.-+%")
_bare = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*").fullmatch


def mended(
    text: str, traps: Iterable[Trap], quote: Callable[[str], str], trap_of: Callable[[str], str]
) -> tuple[str, list[Trap]]:
    """Return a text with traps taken out of it, and those that were.

    Args:
        text: Of the file.
        traps: To be taken out; one whose scalar does not stand as it is read stays.
        quote: Writes a text as a quoted scalar.
        trap_of: The rule that an unquoted scalar breaks, or nothing.
    """
    lines = text.split("\n")
    done = []
    for trap in sorted(traps, key=lambda one: (one.line, one.column), reverse=True):
        line, at = lines[trap.line - 1], trap.column - 1
        if trap.code == COMPOSED and line[at : at + 1] in {'"', "'"}:
            at += 1
        new = written(trap, quote, trap_of)
        if line.startswith(trap.text, at) and trap.text and new is not None:
            lines[trap.line - 1] = line[:at] + new + line[at + len(trap.text) :]
            done.append(trap)
    return "\n".join(lines), done


def written(trap: Trap, quote: Callable[[str], str], trap_of: Callable[[str], str]) -> str | None:
    """Return how the scalar of a trap should be written, None if only a person can tell."""
    if trap.code in QUOTED:
        return quote(trap.text)
    if trap.code == COMPOSED:
        return normalize("NFC", trap.text)
    if trap.code != WIDTH:
        return None
    narrow = trap.text.translate(_WIDE)
    if not narrow.isascii():
        return None  # a text in which a wide digit may be meant
    return narrow if _bare(narrow) and not trap_of(narrow) else quote(narrow)


def says_the_same(before: Any, after: Any, done: Iterable[Trap]) -> bool:
    """Say whether two trees differ in nothing but the scalars that were mended.

    A scalar put in quotes is its own text; one of wide digits is read as its narrow ones.
    """
    traps = list(done)
    texts = {trap.text for trap in traps if trap.code in QUOTED}
    wide = {trap.text for trap in traps if trap.code == WIDTH}

    def same(one: Any, other: Any) -> bool:
        if isinstance(one, dict) and isinstance(other, dict):
            pairs = zip(one.items(), other.items(), strict=True) if len(one) == len(other) else ()
            return len(one) == len(other) and all(
                (key == new or normalize("NFC", key) == new) and same(value, changed)
                for (key, value), (new, changed) in pairs
            )
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(map(same, one, other))
        if type(one) is type(other) and one == other:
            return True
        if isinstance(other, str) and other in texts:
            return True
        return isinstance(one, str) and one in wide and str(other) == _narrow_value(one)

    return same(before, after)


def _narrow_value(text: str) -> str:
    return text.translate(_WIDE)
