"""Rows of the index: what one ticket file makes of the tables. Derived, never stored as truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.domain.errors import NotFoundError, WuyeError
from wuye_cli.domain.impact.shape import shape_of
from wuye_cli.domain.tickets.clocks import clock_facts
from wuye_cli.domain.tickets.flags import flags_of
from wuye_cli.domain.tickets.judging import verdict_at, verdict_of
from wuye_cli.domain.tickets.kinds import FINAL, OPEN
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.tickets.surroundings import Surroundings, book_for
from wuye_cli.store.codecs.tickets import ticket_from_mapping
from wuye_cli.store.fast_form import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.clocks import ClockFacts, Setting
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook

_LONG_AGO = -(1 << 62)
_TAIL_START = len("WY-YYMMDD-")
_ENDINGS = frozenset({"close", "cancel", "merge"})
_as_json = msgspec.json.Encoder().encode


class File(NamedTuple):
    """One ticket file; `number` is that of its rows."""

    number: int
    path: str
    blob: str
    data: bytes


class TicketRows(NamedTuple):
    """The rows of one file.

    Attributes:
        ticket: The columns of `tickets` before `change`.
        clocks: The columns of `clocks`.
        history: The columns of `histories`.
        aka: The columns of `aka`.
    """

    ticket: tuple[Any, ...]
    clocks: list[tuple[Any, ...]]
    history: tuple[int, str]
    aka: list[tuple[str, int]]


Trouble = tuple[str, str, str]
"""Path, code and detail of what is wrong with a file."""


class _Read(NamedTuple):
    """A file that holds a ticket, parsed."""

    file: File
    tree: dict[str, Any]
    ticket: Ticket


class RowMaker:
    """Makes rows under one rulebook; remembers calendars, which repeat all the time."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._surroundings = Surroundings(rules)

    def rows(self, files: Iterable[File]) -> tuple[list[TicketRows], list[Trouble]]:
        """Return the rows of ticket files, and what is wrong with some of them.

        A file that cannot be read has no rows; one whose clocks cannot be derived has no clocks.
        """
        # One step for all files after the other, not all steps for one file after the other: the
        # processor keeps the code of a step at hand, which saves a fifth of the time.
        troubles: list[Trouble] = []
        read = _read_all(files, troubles)
        standings = [self._standing(one) for one in read]
        settings = [self._setting(*one) for one in zip(read, standings, strict=True)]
        clocks = [
            self._clocks(*one, troubles) for one in zip(read, standings, settings, strict=True)
        ]
        tickets = [_ticket_row(*one) for one in zip(read, standings, settings, clocks, strict=True)]
        histories = [(one.file.number, _as_json(one.tree["events"]).decode()) for one in read]
        return [
            TicketRows(ticket, rows, history, [(old, one.file.number) for old in one.ticket.aka])
            for one, ticket, rows, history in zip(
                read,
                tickets,
                [_clock_rows(*one) for one in zip(read, clocks, strict=True)],
                histories,
                strict=True,
            )
        ], troubles

    def _standing(self, one: _Read) -> tuple[Standing, TierBook | None]:
        try:
            book = book_for(self._rules, one.ticket)
        except NotFoundError:
            return fold(one.ticket), None
        return fold(one.ticket, book), book

    def _setting(self, one: _Read, known: tuple[Standing, TierBook | None]) -> Setting | None:
        standing, book = known
        return None if book is None else self._surroundings.setting(one.ticket, standing, book)

    def _clocks(
        self,
        one: _Read,
        known: tuple[Standing, TierBook | None],
        setting: Setting | None,
        troubles: list[Trouble],
    ) -> tuple[ClockFacts, ...]:
        try:
            if setting is None:
                raise NotFoundError("no_standard")
            return clock_facts(known[0], setting).clocks
        except WuyeError as error:  # no standard, or a calendar that it names is missing
            troubles.append((one.file.path, error.code, str(error)))
            return ()


def _read_all(files: Iterable[File], troubles: list[Trouble]) -> list[_Read]:
    """Return the files that hold tickets, parsed."""
    trees = []
    for file in files:
        try:
            trees.append((file, read_record(file.data, path=file.path)))
        except WuyeError as error:
            troubles.append((file.path, error.code, str(error)))
    read: list[_Read] = []
    for file, tree in trees:
        try:
            ticket = ticket_from_mapping(tree, path=file.path)
        except WuyeError as error:
            troubles.append((file.path, error.code, str(error)))
            continue
        if ticket.events:
            read.append(_Read(file, tree, ticket))
        else:
            troubles.append((file.path, "bad_record", "no event"))
    return read


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


def _ticket_row(
    one: _Read,
    known: tuple[Standing, TierBook | None],
    setting: Setting | None,
    clocks: tuple[ClockFacts, ...],
) -> tuple[Any, ...]:
    file, ticket, standing = one.file, one.ticket, known[0]
    reporter, source = ticket.reporter, ticket.source
    opened = ticket.received.instant
    last = standing.events[-1].instant if standing.events else opened
    desk, number = tail_of(ticket.id)
    return (
        file.number,
        file.path,
        file.blob,
        ticket.id,
        ticket.uid,
        desk,
        number,
        standing.status,
        1 if standing.status in OPEN else 0,
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
        opened,
        max(opened, last),
        _closed_at(standing),
        len(standing.cycles),
        1 if standing.first_pass else 0,
        standing.urges,
        standing.escalated_at,
        ticket.standard.version if ticket.standard else "",
        f"{source.system}:{source.key}" if source else "",
        *_outlook(clocks),
        " ".join(flags_of(standing, clocks)),
        _as_json(shape_of(ticket, standing, setting)).decode(),
        0,
    )


def _outlook(clocks: tuple[ClockFacts, ...]) -> tuple[Any, ...]:
    """Return the columns from `verdict` to `provisional`."""
    verdict = verdict_of([(clock, verdict_at(clock, _LONG_AGO)) for clock in clocks])
    running = [clock for clock in clocks if not clock.end and clock.due is not None]
    if not running:
        return verdict, None, None, "", None, "", 0
    binding = [clock for clock in running if clock.binding]
    following = min(binding or running, key=_due)
    provisional = any([clock.missing for clock in running])  # noqa: C419 - few, and hot
    return (
        verdict,
        min([_due(clock) for clock in binding], default=None),
        following.due,
        following.clock,
        following.warn_at,
        _spans(following),
        int(provisional),
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


def _clock_rows(one: _Read, clocks: tuple[ClockFacts, ...]) -> list[tuple[Any, ...]]:
    return [_clock_row(one.file.number, seq, clock) for seq, clock in enumerate(clocks)]


def _clock_row(number: int, seq: int, clock: ClockFacts) -> tuple[Any, ...]:
    return (
        number,
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
