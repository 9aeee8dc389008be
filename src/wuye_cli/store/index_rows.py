"""Rows of the index: what one ticket file makes of the tables. Derived, never stored as truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.domain.errors import UncheckableError, WuyeError
from wuye_cli.domain.tickets.clocks import RUNNING, Facts, Setting, clock_facts
from wuye_cli.domain.tickets.judging import verdict_at, verdict_of
from wuye_cli.domain.tickets.kinds import FINAL, OPEN
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.store.codecs.tickets import ticket_from_mapping
from wuye_cli.store.fast_form import read_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.clocks import ClockFacts
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.domain.timekeeping.calendar import Calendar

_OWN_COLUMNS = ("id", "at", "by", "who", "do", "src")
_LONG_AGO = -(1 << 62)
_TAIL_START = len("WY-YYMMDD-")
_ENDINGS = frozenset({"close", "cancel", "merge"})
_as_json = msgspec.json.Encoder().encode


class TicketRows(NamedTuple):
    """The rows of one file; the ticket's number and change mark are filled in by the writer.

    Attributes:
        ticket: The columns of `tickets` after `n`, `path` and `blob`, and before `change`.
        clocks: The columns of `clocks` after `ticket`.
        events: The columns of `events` after `ticket`.
        aka: Earlier ids.
        trouble: Code and detail where the clocks could not be derived, else None.
    """

    ticket: tuple[Any, ...]
    clocks: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    aka: tuple[str, ...]
    trouble: tuple[str, str] | None


class RowMaker:
    """Makes rows under one rulebook; remembers books and calendars, which repeat all the time."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._calendars: dict[tuple[str, str], Callable[[str], Calendar]] = {}

    def rows(self, data: bytes, path: str) -> TicketRows:
        """Return the rows of a ticket file.

        Raises:
            WuyeError: If the file cannot be read as a ticket.
        """
        tree = read_record(data, path=path)
        ticket = ticket_from_mapping(tree, path=path)
        if not ticket.events:
            raise UncheckableError("bad_record", path=path, detail="no event")
        trouble = None
        try:
            book = self.book_for(ticket)
            standing = fold(ticket, book)
            facts = clock_facts(standing, self._setting(ticket, book))
        except WuyeError as error:  # no standard, or a calendar that it names is missing
            standing, facts, trouble = fold(ticket), Facts(), (error.code, str(error))
        return TicketRows(
            _ticket_row(ticket, standing, facts),
            [_clock_row(clock, seq) for seq, clock in enumerate(facts.clocks)],
            _event_rows(ticket, tree["events"]),
            ticket.aka,
            trouble,
        )

    def book_for(self, ticket: Ticket) -> TierBook:
        """Return the version of the tiers that the ticket is held to: rebound, pinned, or of its day.

        Raises:
            NotFoundError: `no_standard`, if the store has no tiers at all.
        """
        rebound = [event.version for event in ticket.events if event.do == "rebind"]
        version = rebound[-1] if rebound else ticket.standard.version if ticket.standard else ""
        book = self._rules.book(version) if version else None
        return book or self._rules.book_at(ticket.received.at)

    def _setting(self, ticket: Ticket, book: TierBook) -> Setting:
        key = (book.version, ticket.channel)
        calendar = self._calendars.get(key)
        if calendar is None:
            calendar = self._calendars[key] = _resolver(self._rules, ticket.channel, book)
        return Setting(book=book, calendar=calendar, category=ticket.category)


def _resolver(rules: Rulebook, channel: str, book: TierBook) -> Callable[[str], Calendar]:
    known: dict[str, Calendar] = {}

    def resolve(name: str) -> Calendar:
        found = known.get(name)
        if found is None:
            found = rules.calendars.get(name) or rules.calendar(name, channel, book)
            known[name] = found
        return found

    return resolve


def tail_of(ticket_id: str) -> tuple[str, int | None]:
    """Return the desk and the number at the end of an id; no number where it is not one of ours.

    Example:
        >>> tail_of("WY-261121-A017"), tail_of("hand-made")
        (('A', 17), ('', None))
    """
    tail = ticket_id[_TAIL_START:] if ticket_id.startswith("WY-") else ""
    desk = tail.rstrip("0123456789")
    digits = tail[len(desk) :]
    if not desk.isalpha() or not 0 < len(digits) <= len("123456789"):
        return "", None
    return desk, int(digits)


def _ticket_row(ticket: Ticket, standing: Standing, facts: Facts) -> tuple[Any, ...]:
    reporter, source = ticket.reporter, ticket.source
    is_open = standing.status in OPEN
    events = standing.events
    running = [clock for clock in facts.clocks if clock.end == RUNNING and clock.due is not None]
    binding = [clock for clock in running if clock.binding]
    following = min(binding or running, key=_due, default=None)
    flags = list(standing.flags)
    if standing.irregular:
        flags.append("irregular")
    desk, number = tail_of(ticket.id)
    return (
        ticket.id,
        ticket.uid,
        desk,
        number,
        standing.status,
        int(is_open),
        ticket.kind,
        standing.tier,
        ticket.category,
        ticket.title,
        ticket.words,
        ticket.unit,
        ticket.place,
        reporter.person if reporter else "",
        reporter.role if reporter else "",
        ticket.channel,
        ticket.form,
        ticket.first_asked,
        standing.assignee,
        ticket.received.instant,
        max([event.instant for event in events]) if events else ticket.received.instant,
        _closed_at(standing),
        len(standing.cycles),
        int(standing.first_pass),
        standing.urges,
        standing.escalated_at,
        ticket.standard.version if ticket.standard else "",
        f"{source.system}:{source.key}" if source else "",
        verdict_of([(clock, verdict_at(clock, _LONG_AGO)) for clock in facts.clocks]),
        min([_due(clock) for clock in binding], default=None),
        following.due if following else None,
        following.clock if following else "",
        following.warn_at if following else None,
        _spans(following) if following else "",
        int(any([clock.missing for clock in running])),  # noqa: C419 - half the time of a generator
        " ".join(flags),
    )


def _due(clock: ClockFacts) -> int:
    return clock.due or 0


def _closed_at(standing: Standing) -> int | None:
    """Return when the ticket came to its end, or None while it is open."""
    if standing.status not in FINAL:
        return None
    ends = [event.instant for event in standing.cycle.events if event.do in _ENDINGS]
    return max(ends, default=None)


def _spans(clock: ClockFacts) -> str:
    return " ".join([f"{start}-{end}" for start, end in clock.pauses]) if clock.pauses else ""


def _clock_row(clock: ClockFacts, seq: int) -> tuple[Any, ...]:
    return (
        clock.cycle,
        seq,
        clock.clock,
        clock.start,
        clock.due,
        clock.budget,
        clock.warn_at,
        clock.stopped,
        clock.ended,
        clock.end,
        _spans(clock),
        clock.promise_due,
        int(clock.binding),
        int(clock.needed),
        " ".join([str(year) for year in clock.missing]) if clock.missing else "",
        next((term.calendar for term in clock.terms if term.calendar), ""),
    )


def _event_rows(ticket: Ticket, trees: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return a row for each event; its facts are those of the file, revoked ones included."""
    rows = []
    for seq, event in enumerate(ticket.events):
        facts = {key: value for key, value in trees[seq].items() if key not in _OWN_COLUMNS}
        shown = _as_json(facts).decode() if facts else ""
        rows.append(
            (seq, event.id, event.instant, event.by, event.who, event.do, event.src, shown)
        )
    return rows
