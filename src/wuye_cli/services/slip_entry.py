"""A stack of paper slips: each entered once, under its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError, WuyeError
from wuye_cli.domain.line.script import plain
from wuye_cli.services.evidence import entered_with
from wuye_cli.services.lines import Entry, Passed, enter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.services.desk import Desk

_NUMBERED = re.compile(
    r"\s*(?:纸|slip)?\s*(?P<slip>[a-z]{0,3}-?\d{2,10})\s+(?P<line>\S.*)", re.DOTALL
)
_GAPS_SHOWN = 50


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one slip: an entry, or the error that refused it."""

    number: str
    text: str
    entry: Entry | None = None
    error: WuyeError | None = None


def enter_slip(desk: Desk, text: str) -> Slip:
    """Enter one slip: its number, then the line.

    A number that was entered in the last quarter is refused: the slip lies twice in the stack, or
    was copied wrongly.
    """
    match = _NUMBERED.fullmatch(plain(text))
    if match is None:
        return Slip(number="", text=text, error=CallError("slip_no_number", value=text.strip()))
    number = match["slip"].upper()
    line = text[match.start("line") :]
    known = entered_with(desk, f"slip:{number}", desk.now())
    if known:
        return Slip(number=number, text=line, error=CallError("slip_known", slip=number, ids=known))
    try:
        return Slip(number=number, text=line, entry=enter(desk, line, Passed(slip=number)))
    except WuyeError as error:
        return Slip(number=number, text=line, error=error)


def gaps(numbers: Iterable[str]) -> Sequence[str]:
    """Return the numbers that lack between the first and the last of a stack.

    Only numbers of the same letters and length are compared; a stack with a jump of more than
    fifty is no run.

    Example:
        >>> gaps(["0421", "0418", "0419", "B07"])
        ['0420']
    """
    runs: dict[tuple[str, int], set[int]] = {}
    for number in numbers:
        digits = number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
        if digits.isdigit():
            runs.setdefault((number[: -len(digits)], len(digits)), set()).add(int(digits))
    missing = []
    for (letters, length), known in sorted(runs.items()):
        lacking = sorted(set(range(min(known), max(known))) - known)
        if len(lacking) <= _GAPS_SHOWN:
            missing += [f"{letters}{number:0{length}d}" for number in lacking]
    return missing
