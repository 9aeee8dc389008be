"""The desk: store, rules, clock and actor held together, and the one way to write on a ticket."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.domain.identity import desk_code, event_id, is_desk_code
from wuye_cli.domain.roles.acts import own_within_s
from wuye_cli.domain.roles.policy import ActRule
from wuye_cli.domain.roles.powers import ALONE
from wuye_cli.domain.tickets.clocks import Facts, Setting, clock_facts
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.standing import Standing, fold
from wuye_cli.domain.tickets.surroundings import Surroundings, book_for
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.workflow import Ground, step
from wuye_cli.domain.timekeeping.zone import tzinfo_for
from wuye_cli.services.permits import powers_of, require_event, require_files
from wuye_cli.services.wording import NO_WORDS, about, subject, trailers, without_numbers
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.house import House, load_house
from wuye_cli.store.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from wuye_cli.domain.roles.powers import Powers
    from wuye_cli.domain.settings import Settings
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.store.repository import Actor, Store
    from wuye_cli.store.transaction import Transaction

    Further = Callable[[Ticket], Sequence["Draft | Further"]]

RECENT_S = 7 * 86_400
"""A tail also finds a ticket closed so many seconds ago, where a command asks for that."""


class Clock(Protocol):
    """Tells the time; the system's, or a fixed one in tests and the demo."""

    def now(self) -> datetime:
        """Return the present instant, with a zone, in whole seconds."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An event that somebody wants written; `at` None means now.

    Attributes:
        fields: The event's own fields, as `Event` names them.
    """

    do: str
    at: datetime | None = None
    who: str = ""
    src: str = ""
    fields: dict[str, Any] = {}


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the ticket as it stands now and the commit that holds it."""

    ticket: Ticket
    standing: Standing
    facts: Facts
    path: str
    commit: str = ""
    events: tuple[Event, ...] = ()
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()


class Desk:
    """What every use case is given.

    Attributes:
        entropy: Returns that many random bytes; the operating system's, or a seeded one.
        on_wait: Called with the seconds waited while another process holds the lock.
        on_progress: Called while the index is built anew: tickets read, tickets in all.
        on_renamed: Called with what was typed and the id that the ticket has now, when somebody
            means a ticket by a number that it had before a merge.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        entropy: Callable[[int], bytes],
        actor: Callable[[], Actor],
        on_wait: Callable[[float], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.entropy = entropy
        self.on_wait = on_wait
        self.on_progress = on_progress
        self.on_renamed: Callable[[str, str], None] | None = None
        self._actor = actor
        self._house: House | None = None
        self._powers: Powers | None = None
        self._index: Index | None = None

    # -- what stands around ---------------------------------------------------------------

    @property
    def actor(self) -> Actor:
        """The person who types: name and mail.

        Raises:
            CallError: `no_identity` or `bad_identity`.
        """
        return self._actor()

    @property
    def house(self) -> House:
        """Settings and rules as committed, read once."""
        if self._house is None:
            self._house = load_house(self.store)
        return self._house

    @property
    def settings(self) -> Settings:
        """The settings of the store."""
        return self.house.settings

    @property
    def rules(self) -> Rulebook:
        """The rules in force, older versions of the tiers included."""
        rules = self.house.rules
        return rules.as_of(self.now()) if rules.category_books else rules

    @property
    def powers(self) -> Powers:
        """Who may do what today, as committed."""
        day = self.now().date()
        if self._powers is None or self._powers.day != day:
            self._powers = powers_of(self.house, day)
        return self._powers

    def rules_at(self, instant: datetime) -> Rulebook:
        """Return the rules that hold for a ticket received at an instant."""
        return self.house.rules.as_of(instant)

    @property
    def zone(self) -> tzinfo:
        """The zone of the estate."""
        return tzinfo_for(self.settings.timezone)

    def now(self) -> datetime:
        """Return the present instant in the estate's zone, in whole seconds."""
        return self.clock.now().astimezone(self.zone).replace(microsecond=0)

    def forget(self) -> None:
        """Read settings and rules anew: somebody committed other ones."""
        self._house = self._powers = None

    def index(self) -> Index:
        """Return the index, brought up to the committed state."""
        if self._index is None:
            self._index = Index.open(self.store, self.on_progress)
        self._index.refresh(self._read_house)
        return self._index

    def close(self) -> None:
        """Let go of files and processes: a prompt opens a desk for every line."""
        if self._index is not None:
            self._index.close()
            self._index = None
        self.store.close()

    def _read_house(self) -> House:
        self.forget()
        return self.house

    @property
    def typist(self) -> str:
        """Return who types, as events name it: the staff id with that mail, else the mail."""
        return self.staff_of(self.actor.mail)

    def code(self, changes: Transaction) -> str:
        """Return the code of this clone's desk; a clone that has none takes two random letters.

        The first desk of a store is `A`; what is claimed stands in `records/desks.yaml`.
        """
        known = self.store.setting("desk")
        if known and is_desk_code(known):
            return known
        code = desk_code(self.entropy(2)) if changes.head else "A"
        self.store.set_setting("desk", code)
        return code

    def staff_of(self, mail: str) -> str:
        """Return the id of the staff member with `mail`, or the mail itself."""
        powers = self.powers
        known = powers.roster.of_mail(mail) or powers.registered.of_mail(mail)
        return known.id if known is not None else mail

    # -- one ticket -----------------------------------------------------------------------

    def row_of(
        self, tail: str, *, recent: bool = False, prefer_open: bool = False
    ) -> dict[str, Any]:
        """Return the index row of the ticket that `tail` means; its `path` and `n` lead further.

        Args:
            tail: A full id, or the end of the id of exactly one open ticket.
            recent: Also look at tickets closed within seven days.
            prefer_open: Among several, an open one is meant.

        Raises:
            NotFoundError: `unknown_ticket`.
            CallError: `ambiguous_tail` with the candidates; `no_tail` if nothing was typed.
        """
        if not tail.strip():
            raise CallError("no_tail")
        since = int(self.now().timestamp()) - RECENT_S if recent else None
        found = self.index().find(tail, closed_since=since)
        if len(found) > 1 and prefer_open:
            found = self.index().find(tail) or found
        if not found:
            raise NotFoundError("unknown_ticket", id=tail)
        if len(found) > 1:
            candidates = [_candidate(row) for row in found]
            raise CallError("ambiguous_tail", tail=tail, candidates=candidates)
        if self.on_renamed is not None and "earlier" in found[0]:
            self.on_renamed(tail, str(found[0]["id"]))
        return found[0]

    def path_of(self, tail: str, *, recent: bool = False) -> str:
        """Return the path of the ticket that `tail` means; see `row_of`."""
        return str(self.row_of(tail, recent=recent)["path"])

    def ticket(self, tail: str, *, recent: bool = True) -> Ticket:
        """Return the committed ticket that `tail` means."""
        path = self.path_of(tail, recent=recent)
        data = self.store.read(path)
        if data is None:
            raise NotFoundError("unknown_ticket", id=tail)
        return read_ticket(data, path=path)

    def called(self, person: str) -> str:
        """Return the name of one of the staff, else what a ticket says of a person."""
        return str(self.rules.staff.get(person, {}).get("name") or person)

    def book_of(self, ticket: Ticket) -> TierBook:
        """Return the version of the tiers that `ticket` is pinned to."""
        if not ticket.events and ticket.standard is None:
            return self.rules.book_at(self.now())
        return book_for(self.rules, ticket)

    def setting(self, ticket: Ticket, standing: Standing | None = None) -> Setting:
        """Return what the clocks of `ticket` depend on."""
        book = self.book_of(ticket)
        return Surroundings(self.rules).setting(ticket, standing or fold(ticket, book), book)

    def ground(self, ticket: Ticket, *, guarded: bool = True, overrules: bool = False) -> Ground:
        """Return what the guards of `ticket` depend on."""
        return Ground(
            book=self.book_of(ticket),
            flows=self.rules.flows if guarded else None,
            category=self.rules.categories.categories.get(ticket.category),
            staffed=self.powers.bars_self_visit,
            own_within_s=own_within_s(self.house.policy),
            overrules=overrules,
            now=int(self.now().timestamp()),
        )

    def look(self, ticket: Ticket) -> tuple[Standing, Facts]:
        """Return the standing and the clocks of `ticket`."""
        standing = fold(ticket, self.book_of(ticket))
        return standing, clock_facts(standing, self.setting(ticket, standing))

    # -- writing --------------------------------------------------------------------------

    def event(self, draft: Draft, now: datetime) -> Event:
        """Return the event of a draft, with a fresh id, typed by the actor now.

        Whatever led here, no text of it holds a phone or identity number: history keeps an event
        for good. Where a number belongs to somebody, `preparing` has noted it in `people/`.
        """
        at = (draft.at or now).replace(microsecond=0)
        by = self.typist
        late = at != now and abs((now - at).total_seconds()) >= 1 and draft.at is not None
        return Event(
            id=event_id(self.entropy(7)),
            at=at,
            by=by,
            who=without_numbers(draft.who) if draft.who != by else "",
            src=without_numbers(draft.src),
            recorded_at=now if late else None,
            do=draft.do,
            **{
                name: value if name in NO_WORDS else without_numbers(value)
                for name, value in draft.fields.items()
            },
        )

    def transaction(self) -> Any:
        """Return a transaction of the store: locked, recovered, whole or nothing.

        It refuses files that the one who types may not write.
        """
        return self.store.transaction(
            by=self.actor, at=self.now(), on_wait=self.on_wait, permit=self._permit
        )

    def _permit(self, changes: Transaction, op: str) -> None:
        require_files(self.powers, self.actor.mail, changes, op)

    @property
    def overrules(self) -> bool:
        """Whether the one who types may take back what others typed."""
        powers = self.powers
        rule = ActRule(by=self.house.policy.later_by)
        return powers.in_force and powers.may_allow(self.typist, rule)

    def require(self, ticket: Ticket, event: Event) -> None:
        """Refuse an event that the one who types may not type, by their role.

        Raises:
            RefusedError: With a code of `domain.roles.acts`.
        """
        powers = self.powers
        if powers.state != ALONE:
            book = self.book_of(ticket)
            require_event(powers, event, lambda: fold(ticket, book), book, by=self.typist)

    def record(
        self,
        tail: str,
        drafts: Sequence[Draft | Further]
        | Callable[[Ticket, Transaction], Sequence[Draft | Further]],
        *,
        op: str,
        recent: bool = False,
        prefer_open: bool = False,
    ) -> Written:
        """Write events on one ticket: re-read under the lock, guarded, one commit.

        Args:
            tail: Id or tail of the ticket.
            drafts: What happened, or a function that decides it from the ticket as it stands
                under the lock.
            op: Name of the operation, for subject and trailers.
            recent: Also find tickets closed within seven days.
            prefer_open: Among several, an open one is meant.

        Raises:
            NotFoundError: If there is no such ticket.
            RefusedError: If a guard refuses an event; nothing is written then.
            ConflictError: If the file was edited by hand, or the lock could not be had.
        """
        path = str(self.row_of(tail, recent=recent, prefer_open=prefer_open)["path"])
        with self.transaction() as changes:
            data = changes.read(path)
            if data is None:
                raise NotFoundError("unknown_ticket", id=tail)
            ticket = read_ticket(data, path=path)
            wanted = drafts(ticket, changes) if callable(drafts) else drafts
            return self.append(changes, path, ticket, wanted, op=op)

    def append(
        self,
        changes: Transaction,
        path: str,
        ticket: Ticket,
        drafts: Sequence[Draft | Further],
        *,
        op: str,
    ) -> Written:
        """Append guarded events to a ticket read under the lock, and commit."""
        grown, events = self.grow(ticket, drafts, self.now())
        return self.commit(changes, path, grown, events, op=op)

    def grow(
        self, ticket: Ticket, drafts: Sequence[Draft | Further], now: datetime
    ) -> tuple[Ticket, list[Event]]:
        """Return a ticket with guarded events added, and these events; nothing is written.

        Args:
            ticket: As it stands.
            drafts: What happened, in order; a function among them is asked what else happened,
                given the ticket as it stands by then.
            now: When it is typed.

        Raises:
            RefusedError: If a guard refuses an event.
        """
        events: list[Event] = []
        waiting = deque(drafts)
        overrules = self.overrules
        while waiting:
            draft = waiting.popleft()
            if not isinstance(draft, Draft):
                waiting.extendleft(reversed(draft(ticket)))
                continue
            event = self.event(draft, now)
            with about(ticket.id):
                self.require(ticket, event)
                step(ticket, event, self.ground(ticket, overrules=overrules))
            ticket, _ = with_events(ticket, (event,), self.book_of(ticket))
            events.append(event)
        return ticket, events

    def commit(
        self, changes: Transaction, path: str, ticket: Ticket, events: Sequence[Event], *, op: str
    ) -> Written:
        """Put a ticket and commit it with the trailers of one operation."""
        changes.put(path, write_ticket(ticket))
        written = self.written(ticket, path, events)
        self.follow(changes)
        commit = changes.commit(
            subject(op, ticket, events), trailers=trailers(op, [ticket.id], events)
        )
        return msgspec.structs.replace(written, commit=commit)

    def written(self, ticket: Ticket, path: str, events: Sequence[Event] = ()) -> Written:
        """Return a ticket with all that is derived from it."""
        standing, facts = self.look(ticket)
        return Written(
            ticket=ticket, standing=standing, facts=facts, path=path, events=tuple(events)
        )

    def follow(self, changes: Transaction) -> None:
        """Let the index follow the commit while the lock is held."""
        if self._index is not None:
            changes.after_commit.append(self._index.apply)


def _candidate(row: dict[str, Any]) -> str:
    """Return a line that tells one candidate of an ambiguous tail from the next."""
    return f"{row['id']} {row['unit'] or row['place']} {row['title']}".strip()
