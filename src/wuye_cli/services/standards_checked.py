"""Checking one part of the standards: its files' faults and the rules over it, with places."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.facts import StoreFacts
from wuye_cli.checking.finding import INFO, Finding
from wuye_cli.checking.rule import STORE
from wuye_cli.checking.runner import Selection, sorted_findings
from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.domain.marks import Marks
from wuye_cli.services.casework import placed
from wuye_cli.services.standards_shown import book_now, holidays_path
from wuye_cli.store.codecs.rulebook import read_rulebook
from wuye_cli.store.yaml_text import read_plain, read_yaml

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk

AHEAD = timedelta(days=60)
"""So long before a year its holidays should be in the data."""

TIER_RULES = ("T001", "T002", "T005", "T006", "T015", "T018", "T019", "R007")
CATEGORY_RULES = ("T003", "T004", "R008")
CALENDAR_RULES = ("T007", "T009")
FLOW_RULES: tuple[str, ...] = ()
_STANDARDS = "standards/"
_YEAR_DIGITS = 4


class YearGap(msgspec.Struct, frozen=True, kw_only=True):
    """A year without announced holidays that dues will soon reach.

    Attributes:
        calendars: The calendars that rest on the table.
        begins: The first day whose hours are not certain.
        in_days: From today.
    """

    year: int
    holidays: str
    path: str
    calendars: tuple[str, ...]
    begins: date
    in_days: int


def check_part(desk: Desk, prefix: str, codes: tuple[str, ...]) -> list[Finding]:
    """Return the findings in the committed files below a path, with line and column.

    Args:
        desk: The desk.
        prefix: Beginning of the paths, such as `standards/tiers`.
        codes: Rules over the whole standard to run.
    """
    found = _faults(desk, prefix)
    if codes:
        store = StoreFacts(
            now=int(desk.now().timestamp()),
            today=desk.now().date(),
            rules=desk.rules,
            book=book_now(desk),
        )
        selection = Selection(codes)
        found += [_with_place(desk, one) for one in selection.run(STORE, store)]
    return sorted_findings(found)


def is_failing(findings: list[Finding]) -> bool:
    """Say whether any finding is more than a remark."""
    return any(finding.severity != INFO for finding in findings)


def _faults(desk: Desk, prefix: str) -> list[Finding]:
    """Return the faults of the files themselves."""
    contents = dict(desk.store.read_many([path for path, _ in desk.store.list_tree(_STANDARDS)]))

    def names(folder: str) -> list[str]:
        start = folder.rstrip("/") + "/"
        return sorted(path.removeprefix(start) for path in contents if path.startswith(start))

    _, located = read_rulebook(contents.get, names, read_plain)
    marks = {path: _marks(contents.get(path)) for path, _ in located if path.startswith(prefix)}
    return [
        msgspec.structs.replace(placed(path, problem, marks[path]), severity="error")
        for path, problem in located
        if path.startswith(prefix)
    ]


def _marks(data: bytes | None) -> Marks:
    if data is None:
        return Marks()
    try:
        return read_yaml(data).marks
    except UncheckableError:
        return Marks()


def _with_place(desk: Desk, finding: Finding) -> Finding:
    marks = _marks(desk.store.read(finding.path))
    return msgspec.structs.replace(
        finding, line=marks.key_line(finding.where), column=marks.key_column(finding.where)
    )


def year_gaps(desk: Desk, year: int | None = None) -> list[YearGap]:
    """Return the years without data that calendars need: that of today, of 60 days ahead, or one.

    Args:
        desk: The desk.
        year: Ask for this year alone.
    """
    today = desk.now().date()
    years = [year] if year is not None else sorted({today.year, (today + AHEAD).year})
    users: dict[str, list[str]] = {}
    for calendar in desk.rules.calendars.values():
        if calendar.holidays is not None and not calendar.always:
            users.setdefault(calendar.holidays.id, []).append(calendar.id)
    tables = {
        calendar.holidays.id: calendar.holidays
        for calendar in desk.rules.calendars.values()
        if calendar.holidays is not None
    }
    return [
        YearGap(
            year=each,
            holidays=name,
            path=holidays_path(name),
            calendars=tuple(sorted(users.get(name, ()))),
            begins=max(date(each, 1, 1), today) if each >= today.year else date(each, 1, 1),
            in_days=max((date(each, 1, 1) - today).days, 0),
        )
        for name, table in sorted(tables.items())
        for each in years
        if each not in table.years
    ]


def findings_value(findings: list[Finding]) -> list[dict[str, Any]]:
    """Return findings as JSON shows them."""
    return [
        {
            "rule": one.rule,
            "severity": one.severity,
            "path": one.path,
            "line": one.line,
            "column": one.column,
            "facts": one.facts,
        }
        for one in findings
    ]


def known_year(typed: str) -> int:
    """Return a year that was typed. Raises CallError `bad_year`."""
    if not (typed.isascii() and typed.isdigit() and len(typed) == _YEAR_DIGITS and int(typed)):
        raise CallError("bad_year", value=typed)
    return int(typed)
