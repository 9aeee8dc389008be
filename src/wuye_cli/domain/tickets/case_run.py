"""Running worked cases: each expectation beside what the engine makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from wuye_cli.domain.errors import RefusedError, WuyeError
from wuye_cli.domain.tickets.clocks import ClockFacts, Facts, Setting, clock_facts
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.judging import Reading, reading, ticket_verdict, verdict_at
from wuye_cli.domain.tickets.standing import Standing, fold
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.tier import TierBook
from wuye_cli.domain.tickets.workflow import Ground, step
from wuye_cli.domain.timekeeping.calendar import Calendar
from wuye_cli.domain.timekeeping.due import due, end_of_days, share_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.tickets.case import CalcCase, CaseFile, TicketCase


class Mismatch(msgspec.Struct, frozen=True, kw_only=True):
    """One expectation that does not hold.

    Attributes:
        what: What was compared, such as `clocks.arrive.due`.
        facts: The clock behind it, for the explanation, where there is one.
    """

    what: str
    expected: Any
    actual: Any
    facts: ClockFacts | None = None


class CaseOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one case: it holds if nothing mismatches."""

    id: str
    note: str = ""
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every expectation came out."""
        return not self.mismatches


def run_cases(cases: CaseFile) -> Iterator[CaseOutcome]:
    """Run every case of a file, arithmetic first, in the order of the file."""
    for calc in cases.calc:
        yield CaseOutcome(
            id=calc.id, note=calc.note, mismatches=tuple(_calc_mismatches(calc, cases))
        )
    for case in cases.tickets:
        yield CaseOutcome(
            id=case.id, note=case.note, mismatches=tuple(_ticket_mismatches(case, cases))
        )


# -- arithmetic -----------------------------------------------------------------------------------


def _calc_mismatches(case: CalcCase, cases: CaseFile) -> Iterator[Mismatch]:
    try:
        calendar = cases.rules.calendars[case.calendar]
        yield from _calc_compared(case, calendar)
    except WuyeError as error:
        if error.code != case.error:
            yield Mismatch(what="error", expected=case.error or None, actual=error.code)
        elif case.year is not None and error.facts.get("year") != case.year:
            yield Mismatch(what="year", expected=case.year, actual=error.facts.get("year"))
    except KeyError:
        yield Mismatch(what="cal", expected=case.calendar, actual=None)


def _calc_compared(case: CalcCase, calendar: Calendar) -> Iterator[Mismatch]:
    start = int(case.start.timestamp())
    strict = case.mode == "strict"
    pauses = [(int(a.timestamp()), int(b.timestamp())) for a, b in case.pauses]
    found = due(calendar, start, case.limit, pauses, strict=strict)
    if case.error:
        yield Mismatch(what="error", expected=case.error, actual=None)
        return
    zone = ZoneInfo(calendar.zone)
    if case.due is not None:
        yield from _compared("due", case.due, _moment(found.at, zone))
    if case.unpaused_due is not None:
        unpaused = due(calendar, start, case.limit, strict=strict)
        yield from _compared("unpaused_due", case.unpaused_due, _moment(unpaused.at, zone))
    for share, expected in case.fractions.items():
        at = share_instant(calendar, start, found, share, pauses)
        yield from _compared(f"fractions.{share}", expected, _moment(at, zone))
    if case.provisional is not None:
        yield from _compared("provisional", case.provisional, found.provisional)


def _moment(instant: int | None, zone: ZoneInfo) -> datetime | None:
    return None if instant is None else datetime.fromtimestamp(instant, UTC).astimezone(zone)


def _compared(
    what: str, expected: Any, actual: Any, facts: ClockFacts | None = None
) -> Iterator[Mismatch]:
    if expected != actual:
        yield Mismatch(what=what, expected=expected, actual=actual, facts=facts)


# -- whole tickets --------------------------------------------------------------------------------


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a case's ticket, with everything that an expectation may name."""

    standing: Standing
    facts: Facts
    book: TierBook
    calendar: Callable[[str], Calendar]
    now: int
    zone: Any


def _ticket_mismatches(case: TicketCase, cases: CaseFile) -> Iterator[Mismatch]:
    try:
        seen = _play(case, cases)
    except WuyeError as error:
        if error.code != case.expect.get("error"):
            yield Mismatch(what="error", expected=case.expect.get("error"), actual=error.code)
        return
    if "error" in case.expect:
        yield Mismatch(what="error", expected=case.expect["error"], actual=None)
        return
    for key, expected in case.expect.items():
        compare = _EXPECTATIONS.get(key, _expect_frozen_cycle)
        yield from compare(seen, key, expected)


def _play(case: TicketCase, cases: CaseFile) -> _Seen:
    """Take the events of a case one after the other through the guards.

    Raises:
        WuyeError: The guard that refuses an event.
    """
    events = [_event(tree, number) for number, tree in enumerate(case.events, 1)]
    if not events:
        raise RefusedError("E_STEPS_OPEN", event="", missing=["receive"])
    received = events[0]
    book = cases.rules.book_at(received.at)
    events[0] = _raised_if_second(received, case, book)
    ticket = Ticket(
        id=case.id,
        uid=case.id,
        status="received",
        title="",
        kind=received.kind,
        category=received.category,
        channel=received.channel,
    )
    ground = Ground(
        book=book,
        flows=cases.flows,
        category=cases.rules.categories.categories.get(received.category),
        staffed=True,
    )
    for event in events:
        step(ticket, event, ground)
        ticket = msgspec.structs.replace(ticket, events=(*ticket.events, event))
    return _look(ticket, case, cases, book)


def _look(ticket: Ticket, case: TicketCase, cases: CaseFile, book: TierBook) -> _Seen:
    standing = fold(ticket, book)

    def calendar(name: str) -> Calendar:
        found = cases.rules.calendar(name, ticket.channel, book)
        became = case.calendar_override.get(found.id)
        return cases.rules.calendars[became] if became else found

    setting = Setting(
        book=book, calendar=calendar, category=ticket.category, versions=cases.rules.book
    )
    bound = [cases.rules.book(event.version) for event in standing.events if event.do == "rebind"]
    return _Seen(
        standing=standing,
        facts=clock_facts(standing, setting),
        book=next((rebound for rebound in reversed(bound) if rebound), book),
        calendar=calendar,
        now=int(case.as_of.timestamp()),
        zone=ZoneInfo(book.timezone),
    )


def _event(tree: dict[str, Any], number: int) -> Event:
    fields = {"id": f"e{number}", **tree}
    return msgspec.convert(fields, Event)


def _raised_if_second(received: Event, case: TicketCase, book: TierBook) -> Event:
    """Return the receipt with the tier raised if it is a second complaint in the window."""
    tier = book.tiers.get(received.tier)
    if not received.same_subject or tier is None or not tier.raise_to:
        return received
    window = book.policy.second_complaint_window
    for earlier in case.history:
        closed = int(earlier["complaint_closed_at"].timestamp())
        if closed <= received.instant < end_of_days(closed, window.amount, book.timezone):
            return msgspec.structs.replace(received, tier=tier.raise_to, second_of="history")
    return received


def _expect_clocks(
    seen: _Seen, _key: str, expected: dict[str, dict[str, Any]]
) -> Iterator[Mismatch]:
    running = seen.facts.of(len(seen.standing.cycles))
    for clock, wanted in expected.items():
        facts = running.get(clock)
        if facts is None:
            yield Mismatch(what=f"clocks.{clock}", expected=wanted, actual=None)
            continue
        read = reading(facts, seen.now, seen.calendar)
        for name, value in wanted.items():
            actual = _read(read, name, seen)
            yield from _compared(f"clocks.{clock}.{name}", value, actual, facts)


def _read(read: Reading, name: str, seen: _Seen) -> Any:
    value = getattr(read, name)
    return _moment(value, seen.zone) if name.endswith("due") else value


def _expect_frozen_cycle(seen: _Seen, key: str, expected: dict[str, str]) -> Iterator[Mismatch]:
    """Compare the verdicts of `cycle1`, `cycle2`, … with what became of that cycle."""
    frozen = seen.facts.of(int(key.removeprefix("cycle")))
    for clock, verdict in expected.items():
        facts = frozen.get(clock)
        actual = verdict_at(facts, seen.now) if facts else None
        yield from _compared(f"{key}.{clock}", verdict, actual, facts)


def _simple(actual: Callable[[_Seen], Any]) -> Callable[[_Seen, str, Any], Iterator[Mismatch]]:
    def compare(seen: _Seen, key: str, expected: Any) -> Iterator[Mismatch]:
        return _compared(key, expected, actual(seen))

    return compare


_EXPECTATIONS: dict[str, Callable[[_Seen, str, Any], Iterator[Mismatch]]] = {
    "clocks": _expect_clocks,
    "ticket": _simple(lambda seen: ticket_verdict(seen.facts, seen.now)),
    "cycle": _simple(lambda seen: len(seen.standing.cycles)),
    "tier": _simple(lambda seen: seen.standing.tier),
    "standard": _simple(lambda seen: seen.book.version),
    "first_pass": _simple(lambda seen: seen.standing.first_pass),
    "flags": _simple(lambda seen: list(seen.standing.flags)),
    "urges": _simple(lambda seen: seen.standing.urges),
    "escalated_at": _simple(lambda seen: _moment(seen.standing.escalated_at, seen.zone)),
}
