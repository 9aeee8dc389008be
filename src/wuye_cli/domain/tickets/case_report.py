"""What came of a file of worked cases, with the way of every due that does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.tickets.case_run import run_cases
from wuye_cli.domain.tickets.explanation import DueWay, deciding_term, way_of

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.case import CalcCase, CaseFile
    from wuye_cli.domain.tickets.case_run import CaseOutcome, Mismatch

_UNPAUSED = "unpaused_due"


class MismatchShown(msgspec.Struct, frozen=True, kw_only=True):
    """One expectation that does not hold; `way` is how the due came about, where there is one."""

    what: str
    expected: Any
    actual: Any
    way: DueWay | None = None


class CaseShown(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one case."""

    id: str
    note: str
    holds: bool
    mismatches: tuple[MismatchShown, ...] = ()


def case_names(cases: CaseFile) -> list[str]:
    """Return the ids of all cases, in the order in which they run."""
    return [*(case.id for case in cases.calc), *(case.id for case in cases.tickets)]


def only(cases: CaseFile, wanted: frozenset[str]) -> CaseFile:
    """Return the file with the cases of these ids alone."""
    return msgspec.structs.replace(
        cases,
        calc=tuple(case for case in cases.calc if case.id in wanted),
        tickets=tuple(case for case in cases.tickets if case.id in wanted),
    )


def report(cases: CaseFile) -> tuple[CaseShown, ...]:
    """Run every case and explain what does not hold."""
    calc: list[CalcCase | None] = [*cases.calc, *(None for _ in cases.tickets)]
    return tuple(
        _shown(outcome, case, cases) for outcome, case in zip(run_cases(cases), calc, strict=True)
    )


def _shown(outcome: CaseOutcome, calc: CalcCase | None, cases: CaseFile) -> CaseShown:
    mismatches = tuple(
        MismatchShown(
            what=mismatch.what,
            expected=mismatch.expected,
            actual=mismatch.actual,
            way=_way_or_none(mismatch, calc, cases),
        )
        for mismatch in outcome.mismatches
    )
    return CaseShown(id=outcome.id, note=outcome.note, holds=outcome.holds, mismatches=mismatches)


def _way_or_none(mismatch: Mismatch, calc: CalcCase | None, cases: CaseFile) -> DueWay | None:
    """Return a way, or None where the rules of the file give none."""
    try:
        return _way(mismatch, calc, cases)
    except (WuyeError, KeyError):
        return None


def _way(mismatch: Mismatch, calc: CalcCase | None, cases: CaseFile) -> DueWay | None:
    if mismatch.facts is not None:
        found = deciding_term(mismatch.facts, cases.rules.calendars.__getitem__, _zone(cases))
        return found[1] if found else None
    if calc is None:
        return None
    spans = () if mismatch.what == _UNPAUSED else calc.pauses
    pauses = [(int(begin.timestamp()), int(end.timestamp())) for begin, end in spans]
    calendar = cases.rules.calendars[calc.calendar]
    return way_of(calendar, int(calc.start.timestamp()), calc.limit, pauses)


def _zone(cases: CaseFile) -> str:
    return cases.rules.books[-1].timezone if cases.rules.books else "UTC"
