"""Worked cases on a page: what does not hold, with the way of its due; faults of a file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import label, sentence, template
from wuye_cli.render.colour import paint
from wuye_cli.render.day_table import way_lines
from wuye_cli.render.plain import clean, clean_fact
from wuye_cli.render.times import instant_text, limit_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.tickets.case_report import CaseShown, MismatchShown
    from wuye_cli.domain.tickets.explanation import DueWay

_INDENT = "    "


def case_lines(
    cases: Iterable[CaseShown], *, verbose: bool, columns: int | None, colour: bool
) -> list[str]:
    """Draw the cases that do not hold with all that explains it; with `verbose` the others too."""
    lines: list[str] = []
    for case in cases:
        if not case.holds:
            head = sentence("case.fails", id=clean(case.id), note=clean(case.note))
            lines.append(paint(head, "bad", on=colour))
            for mismatch in case.mismatches:
                lines += _mismatch(mismatch, columns)
        elif verbose:
            lines.append(sentence("case.holds", id=clean(case.id), note=clean(case.note)).rstrip())
    return lines


def problem_line(problem: Finding) -> str:
    """Return a fault of a file in one line: place, code, sentence."""
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    facts = {name: clean_fact(value) for name, value in problem.facts.items()}
    if facts.get("suggestion") == "":
        del facts["suggestion"]
    said = sentence(problem.rule, **facts)
    known = template(problem.rule) is not None and problem.rule[:1].isupper()
    return f"{clean(place)}: {problem.rule} {said}" if known else f"{clean(place)}: {said}"


def total_line(hold: int, total: int) -> str:
    """Return the last line: how many hold."""
    return sentence("case.total", hold=str(hold), total=str(total))


def _mismatch(mismatch: MismatchShown, columns: int | None) -> list[str]:
    both = (mismatch.expected, mismatch.actual)
    offsets = {value.utcoffset() for value in both if isinstance(value, datetime)}
    expected, actual = (_value(value, offset=len(offsets) > 1) for value in both)
    said = sentence("case.expected", what=_what(mismatch.what), expected=expected, actual=actual)
    lines = [f"  {said}"]
    if mismatch.way is not None:
        lines += _way(mismatch.way, columns)
    return lines


def _what(what: str) -> str:
    """Return what was compared: the key as the file writes it, with the clock's name beside it."""
    parts = what.split(".")
    if parts[0] == "clocks" and len(parts) > 1:
        return f"{clean(what)} ({label('clock', clean(parts[1]))})"
    return clean(what)


def _value(value: Any, *, offset: bool = False) -> str:
    if value is None:
        return sentence("case.nothing")
    if isinstance(value, datetime):
        return f"{instant_text(value)} {value:%z}" if offset else instant_text(value)
    if isinstance(value, dict):
        return ", ".join(f"{clean(str(name))}={_value(each)}" for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return str(value).lower() if isinstance(value, bool) else clean(str(value))


def _way(way: DueWay, columns: int | None) -> list[str]:
    if way.is_fixed:
        said = sentence("case.fixed", start=instant_text(way.start), due=instant_text(way.due))
        return [_INDENT + said]
    said = sentence(
        "case.way",
        start=instant_text(way.start),
        limit=limit_text(way.limit),
        calendar=clean(way.calendar),
        due=instant_text(way.due),
        zone=way.zone,
    )
    days = way_lines(way, indent=_INDENT, year=way.start.year, columns=columns)
    notes = []
    if way.missing:
        years = [str(year) for year in way.missing]
        notes = [_INDENT + sentence("note.provisional", years=years)]
    return [_INDENT + said, *days, *notes]


def due_page(way: DueWay, *, columns: int | None) -> str:
    """Draw a single due with its days."""
    head, *days = [line.removeprefix(_INDENT) for line in _way(way, columns)]
    return "\n".join([head, *days])


def page_of(blocks: Sequence[Sequence[str]]) -> str:
    """Join blocks of lines, with an empty line between them."""
    return "\n\n".join("\n".join(block) for block in blocks if block)
