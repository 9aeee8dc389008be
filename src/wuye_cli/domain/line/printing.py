"""A line that was read, printed in its plainest form: reading it again gives the same value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from wuye_cli.domain.line.callers import landline
from wuye_cli.domain.line.line import LookUp, NewTicket, TicketSteps, Undo
from wuye_cli.domain.line.reading import read_line
from wuye_cli.domain.line.words import CHOICES, FREE, NEW, PREFIXES, WORDS
from wuye_cli.domain.tickets.channels import CHANNELS

if TYPE_CHECKING:
    from wuye_cli.domain.line.line import Line, Step

_NAMED = ("“”", '""')
_SPOKEN = ("「」", "『』")
_NAMED_FIELDS = {"unit": "房号", "place": "地点", "title": "标题", "channel": "渠道"}


def print_line(line: Line) -> str:
    """Return the line as text.

    Example:
        >>> from wuye_cli.domain.line.reading import read_line
        >>> print_line(read_line("17  到1005，完 1040  纸0421"))
        '17 纸 0421 到 10:05 完 10:40'
    """
    if isinstance(line, TicketSteps):
        return _joined(line.tail, _slip(line.slip), *map(print_step, line.steps))
    if isinstance(line, Undo):
        return _joined(line.tail, "撤", *(WORDS[act].zh[0] for act in line.acts))
    if isinstance(line, LookUp):
        return _joined(line.tail, line.unit, line.phone)
    return _print_new(line) if isinstance(line, NewTicket) else ""


def _print_new(line: NewTicket) -> str:
    """Return the plainest text that is read as the same: a matter may look like something else."""
    meant = replace(line, pieces=())
    text = ""
    for matter in (line.matter, quoted(line.matter)):
        bare = _printed_new(line, matter)
        for text in (bare, f"{NEW[0]} {bare}"):
            again = read_line(text)
            if isinstance(again, NewTicket) and replace(again, pieces=()) == meant:
                return text
    return text


def print_step(step: Step) -> str:
    """Return one step: its word, its time, its facts."""
    word = WORDS[step.act]
    said = next((key for key, (slot, value) in word.fixed.items() if step.facts.get(slot) == value),
                word.zh[0])  # fmt: skip
    fixed = {slot for slot, _ in word.fixed.values()}
    facts = [
        _printed_fact(slot, step.facts[slot])
        for slot in word.slots
        if slot in step.facts and slot not in fixed
    ]
    return _joined(said, step.at, *facts)


def _printed_fact(slot: str, value: str) -> str:
    if slot in CHOICES:
        return next(iter(CHOICES[slot][value]))
    if slot in FREE or slot == "rest":
        return quoted(value, _SPOKEN if slot == "words" else (*_NAMED, *_SPOKEN))
    if slot == "field":
        name, _, text = value.partition("=")
        return f"{_NAMED_FIELDS[name]} {quoted(text)}"
    if slot == "document":
        opener, blank, text = value.partition(" ")
        return f"{opener} {quoted(text)}" if blank else value
    return f"{PREFIXES[slot][0]} {quoted(value)}" if slot in PREFIXES else value


def quoted(text: str, pairs: tuple[str, ...] = (*_NAMED, *_SPOKEN)) -> str:
    """Return a text in quotes that it does not hold itself; in two kinds, if it holds the first.

    Example:
        >>> quoted("他说“好”"), quoted("楼上「吵」", ("“”",))
        ('"他说“好”"', '“楼上「吵」”')
    """
    for pair in pairs:
        if pair[1] not in text:
            return f"{pair[0]}{text}{pair[1]}"
    first = max(pairs, key=lambda pair: text.index(pair[1]))
    at = text.index(first[1])
    return f"{first[0]}{text[:at]}{first[1]}{quoted(text[at:], pairs)}"


def _slip(number: str) -> str:
    return f"纸 {number}" if number else ""


def _printed_new(line: NewTicket, matter: str) -> str:
    role = _joined(f"{line.role}{line.caller}")
    front = _joined(
        "夜" if line.night else "",
        CHANNELS[line.channel][0] if line.channel else "",
        line.at,
        line.unit or line.place,
        matter,
        role,
        f"电话{line.phone}" if landline(line.phone) else line.phone,
        f"门岗{line.taker}报" if line.taker not in {"", "门岗"} else "门岗报" if line.taker else "",
        f"约{line.window}" if line.window else "",
    )
    steps = _joined(_slip(line.slip), *map(print_step, line.steps))
    return f"{front} | {steps}" if steps else front


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
