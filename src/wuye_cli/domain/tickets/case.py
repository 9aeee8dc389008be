"""Worked cases (算例): what a due, or a whole ticket, must come to under given rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from wuye_cli.domain.tickets.flow import FlowBook
from wuye_cli.domain.tickets.rulebook import Rulebook
from wuye_cli.domain.timekeeping.limit import Limit

STRICT, LENIENT = "strict", "lenient"

VERDICTS = (
    "pending",
    "warning",
    "paused",
    "met",
    "met_attempted",
    "failed_late",
    "failed_open",
    "void",
    "not_started",
)
"""Verdicts of a clock that a case may expect."""

TICKET_VERDICTS = ("met", "failed", "open")


class CalcCase(msgspec.Struct, frozen=True, kw_only=True):
    """One case of pure arithmetic; an expectation of None is not compared.

    Attributes:
        start: When the clock starts, with its offset.
        pauses: Half-open spans that do not count.
        mode: `strict` or `lenient` about a year without announced holidays.
        fractions: Share of the limit to the instant when it is used up.
        error: Code that the arithmetic must raise instead; then nothing else is compared but
            `year`.
    """

    id: str
    calendar: str
    start: datetime
    limit: Limit
    note: str = ""
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    mode: str = STRICT
    due: datetime | None = None
    unpaused_due: datetime | None = None
    fractions: dict[float, datetime] = {}
    provisional: bool | None = None
    error: str = ""
    year: int | None = None


class TicketCase(msgspec.Struct, frozen=True, kw_only=True):
    """One whole ticket.

    Attributes:
        events: Events as plain trees, in the order of the file, instants still text.
        as_of: The instant at which it is looked at.
        history: Earlier complaints of the same household and subject, `complaint_closed_at`.
        calendar_override: Calendar id to the id of the calendar that it became.
        expect: Only what is named is compared. Keys as in the file; `due`, `projected_due`,
            `promise_due` and `escalated_at` are instants already (or None where the file
            says null), `clocks` maps a clock to such a mapping.
    """

    id: str
    events: tuple[dict[str, Any], ...]
    as_of: datetime
    note: str = ""
    history: tuple[dict[str, datetime], ...] = ()
    calendar_override: dict[str, str] = {}
    expect: dict[str, Any] = {}


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of worked cases with the rules they are worked under.

    Attributes:
        rules: The file's own bodies over those of the store it lies in.
        flows: The file's own flows; None if it has none, and then only the guards on order,
            pause, reopening and approval apply.
    """

    rules: Rulebook = Rulebook()
    flows: FlowBook | None = None
    calc: tuple[CalcCase, ...] = ()
    tickets: tuple[TicketCase, ...] = ()
