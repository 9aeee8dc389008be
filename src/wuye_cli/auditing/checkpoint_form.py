"""The form of a checkpoint, strictly: what `audit` reads past, `check` names with its line."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.auditing.checkpoint import (
    LIST,
    MARK,
    NONE,
    SHORT,
    Checkpoint,
    read_checkpoint,
    tickets_of,
)
from wuye_cli.domain.identity import ALPHABET, parse_ticket_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEAD = (
    ("origin", re.compile(r"wuye/\S.*")),
    ("number", re.compile(r"[1-9][0-9]{0,9}")),
    ("state", re.compile(r"[0-9a-f]{40} tree [0-9a-f]{40} manifest sha256:[0-9a-f]{64}")),
    ("time", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d")),
)
"""What each of the first lines holds."""
_SIGNATURE = re.compile(rf"{MARK}\S+ \S+ [0-9A-Za-z+/=]+")
_COUNT = re.compile(rf"{LIST}(0|[1-9][0-9]*)")
_LINE = re.compile(r"(\S+) (-|[1-9][0-9]*) (\S+)")
_PRINTS = re.compile(f"(?:[{ALPHABET}]{{{SHORT}}}|{re.escape(NONE * SHORT)})+")


PATTERNS = {
    "origin": "wuye/…",
    "number": "12",
    "state": "<commit> tree <tree> manifest sha256:<digest>",
    "time": "2026-11-01T09:00:00+08:00",
    "signature": f"{MARK}s-wang SHA256:… U1NIU0lH…",
    "list": "WY-261101-A 1 0a1b2c3d4e5f",
    "order": "",
    "count": f"{LIST}12",
    "digest": "",
}
"""What a sound line of each part looks like, where one line can show it."""
IN_LIST = frozenset({"list", "order", "count", "digest"})


class Flaw(NamedTuple):
    """What is wrong with the file.

    Attributes:
        part: `origin`, `number`, `state`, `time`, `signature`, `list`, `order`, `count` or
            `digest`.
        line: Counted from 1.
        value: What stands there.
    """

    part: str
    line: int
    value: str = ""


def flaws(text: str) -> list[Flaw]:
    """Return the first flaw of the note, or every flaw of the list below a sound one."""
    lines = text.replace("\r\n", "\n").split("\n")
    flaw = next(_flaws_of_note(lines), None)
    if flaw is not None:
        return [flaw]
    begin = next(number for number, line in enumerate(lines) if line.startswith(LIST))
    point = read_checkpoint(text)
    if point is None:
        return [Flaw("time", len(_HEAD), lines[len(_HEAD) - 1])]
    return list(_flaws_of_list(lines, begin, point))


def _flaws_of_note(lines: Sequence[str]) -> Iterator[Flaw]:
    for number, (part, pattern) in enumerate(_HEAD):
        line = lines[number] if number < len(lines) else ""
        if not pattern.fullmatch(line) or (part == "time" and not _is_time(line)):
            yield Flaw(part, number + 1, line)
    rest = list(enumerate(lines[len(_HEAD) :], len(_HEAD) + 1))
    blanks = 0
    for number, line in rest:
        if line.startswith(LIST):
            break
        blanks += not line
        is_fine = (not line and blanks <= 2) or (blanks == 1 and _SIGNATURE.fullmatch(line))  # noqa: PLR2004 - one before the signatures, one after
        if not is_fine or (number == rest[0][0] and line):
            yield Flaw("signature", number, line)
    else:
        yield Flaw("list", len(lines))
    if blanks != 2:  # noqa: PLR2004 - as above
        yield Flaw("signature", len(_HEAD) + 1)


def _is_time(line: str) -> bool:
    try:
        return datetime.fromisoformat(line).isoformat() == line
    except ValueError:
        return False


def _flaws_of_list(lines: Sequence[str], begin: int, point: Checkpoint) -> Iterator[Flaw]:
    listed = list(enumerate(lines[begin + 1 :], begin + 2))
    if not listed or listed[-1][1]:
        yield Flaw("list", len(lines), lines[-1])
    good = [(number, line) for number, line in listed[:-1] if _is_line(line)]
    bad = [Flaw("list", number, line) for number, line in listed[:-1] if not _is_line(line)]
    yield from bad
    for (_, one), (number, other) in pairwise(good):
        if _rank(other) <= _rank(one):
            yield Flaw("order", number, other)
    told = _COUNT.fullmatch(lines[begin])
    if not bad and (told is None or int(told[1]) != len(tickets_of(point.tickets))):
        yield Flaw("count", begin + 1, lines[begin])
    if not point.is_whole:
        yield Flaw("digest", begin + 1, lines[begin])


def _is_line(line: str) -> bool:
    found = _LINE.fullmatch(line)
    if found is None or not _PRINTS.fullmatch(found[3]):
        return False
    if found[2] == NONE:
        return len(found[3]) == SHORT
    try:
        parse_ticket_id(f"{found[1]}{int(found[2]):03d}")
    except ValueError:
        return False
    return True


def _rank(line: str) -> tuple[bool, str, int]:
    """Return the place of a line: those with ids by what these begin with, then the odd ones."""
    stem, first, _ = line.split(" ")
    return (True, line, 0) if first == NONE else (False, stem, int(first))
