"""A line that was read, printed in its plainest form: reading it again gives the same value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from wuye_cli.domain.line.line import LookUp, NewTicket, TicketSteps, Undo
from wuye_cli.domain.line.reading import read_line
from wuye_cli.domain.line.words import CHOICES, FREE, PREFIXES, WORDS
from wuye_cli.domain.tickets.channels import CHANNELS

if TYPE_CHECKING:
    from wuye_cli.domain.line.line import Line, Step

_QUOTES = ("“”", '""')
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
    if isinstance(line, NewTicket):
        text = _printed_new(line, line.matter)
        again = read_line(text)
        same = isinstance(again, NewTicket) and replace(again, pieces=()) == replace(
            line, pieces=()
        )
        return text if same else _printed_new(line, quoted(line.matter, (*_QUOTES, *_SPOKEN)))
    return ""


def print_step(step: Step) -> str:
    """Return one step: its word, its time, its facts."""
    word = WORDS[step.act]
    said = next((key for key, (slot, value) in word.fixed.items() if step.facts.get(slot) == value),
                word.zh[0])  # fmt: skip
    fixed = {slot for slot, _ in word.fixed.values()}
    facts = [
        quoted(step.facts[slot], _SPOKEN)
        if slot == "words"
        else _printed_fact(slot, step.facts[slot])
        for slot in word.slots
        if slot in step.facts and slot not in fixed
    ]
    return _joined(said, step.at, *facts)


def _printed_fact(slot: str, value: str) -> str:
    if slot in FREE:
        return quoted(value)
    if slot in CHOICES:
        return next(iter(CHOICES[slot][value]))
    if slot in PREFIXES and slot != "document":
        return f"{PREFIXES[slot][0]}{value}"
    if slot == "field":
        name, _, text = value.partition("=")
        return f"{_NAMED_FIELDS[name]}{text}"
    return value


def quoted(text: str, pairs: tuple[str, ...] = _QUOTES) -> str:
    """Return a text in the first quotes that it does not hold itself."""
    for pair in pairs:
        if pair[1] not in text:
            return f"{pair[0]}{text}{pair[1]}"
    return text


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
        line.phone,
        f"门岗{line.taker}报" if line.taker not in {"", "门岗"} else "门岗报" if line.taker else "",
        f"约{line.window}" if line.window else "",
    )
    steps = _joined(_slip(line.slip), *map(print_step, line.steps))
    whole = f"{front} | {steps}" if steps else front
    return whole if line.night or line.unit or line.place else f"新 {whole}"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
