"""G007, G008, G034, G035: who typed it, and whether their role let them, as it stood before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.auditing.commit import OP, TICKET
from wuye_cli.auditing.judge import Plain, Scope, finding
from wuye_cli.auditing.likeness import is_shown, taken_for
from wuye_cli.auditing.rules.role_changes import changes_of_roles, doubled
from wuye_cli.domain.roles.acts import SAME_EYES, Fault, faults_of
from wuye_cli.domain.roles.paths import faults_of_paths
from wuye_cli.domain.roles.powers import ALONE, Powers
from wuye_cli.domain.roles.rights import STAFF_FOLDER, is_rule_of_roles
from wuye_cli.domain.roles.roster import same_mail
from wuye_cli.domain.tickets.ground import Ground
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.required import barred_from
from wuye_cli.domain.tickets.standing import fold, handlers
from wuye_cli.domain.tickets.surroundings import book_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.roles.policy import Policy
    from wuye_cli.domain.roles.roster import Roster
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket

_FOLLOWING = frozenset({"visit", "verify"})
"""Steps that whoever did the work may not take."""


_PEOPLE = frozenset({"author", "committer"})


class Memory(msgspec.Struct):
    """What is kept from commit to commit.

    Attributes:
        judged: Commits that roles were asked of.
        resting: Those before anybody held one.
        acted: Mails of those who committed, and whom events name.
        names: Names of those who committed, to the mail that was first seen with it.
        known: Ids of the staff to the name and mail they last had.
    """

    judged: int = 0
    resting: int = 0
    acted: set[str] = set()
    names: dict[str, str] = {}
    known: dict[str, tuple[str, str]] = {}


class Roles(Plain):
    """Judges who made a commit by policy and roster of its parent.

    A merge adds nothing of its own: what it brings was judged where it was made, and what it makes
    up is an evil merge.
    """

    codes = ("G007", "G008", "G025", "G027", "G028", "G029", "G034", "G035")

    def __init__(self) -> None:
        self.memory = Memory()
        self._known: tuple[tuple[Policy, Roster], Any] | None = None
        self._powers: Powers | None = None
        self._namesakes: dict[tuple[str, str], dict[str, str]] = {}

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge a commit."""
        powers = self._at(past)
        spoofs = list(self._spoofs(commit, powers))
        yield from spoofs[:1]
        if len(commit.parents) > 1:
            return
        self._note(commit, past)
        self.memory.judged += powers.in_force
        self.memory.resting += not powers.in_force and bool(commit.parents)
        for change in past.tickets():
            if not change.fault and change.added:
                yield from _events(commit, past, change, powers, is_told=bool(spoofs))
        if powers.state != ALONE and commit.parents:
            yield from _paths(commit, powers)
        if any(is_rule_of_roles(change.path) for change in commit.changes):
            yield from changes_of_roles(commit, past, powers)
            twice = list(doubled(commit, past))
            yield from twice
            told = {one.path for one in twice}
            yield from (one for one in self._handed_on(commit, past) if one.path not in told)

    def _note(self, commit: Commit, past: Past) -> None:
        """Note whom the history knows by now: who commits, and whom events name."""
        acted = self.memory.acted
        acted.add(same_mail(commit.author[1]))
        self.memory.names.setdefault(commit.author[0], same_mail(commit.author[1]))
        for change in past.tickets():
            for event in change.added:
                acted.update((event.by, event.who, event.to))

    def _handed_on(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Yield G025 for the id of somebody who worked here that becomes somebody else's.

        Events name their people by it: what the one did would be read as the other's. Another name
        alone, or another mail, is the same person still.
        """
        known = self.memory.known
        for change in commit.changes:
            new = past.member(change.new) if change.path.startswith(STAFF_FOLDER) else None
            if new is None or not new.mail:
                continue
            name, mail = known.get(new.id, (new.name, new.mail))
            is_other = same_mail(mail) != same_mail(new.mail) and name not in new.names
            known[new.id] = (new.name, new.mail)
            if is_other and not self.memory.acted.isdisjoint({new.id, same_mail(mail)}):
                told = {
                    "staff": new.id,
                    "was": f"{name} <{mail}>",
                    "now": f"{new.name} <{new.mail}>",
                }
                yield finding("G025", commit, path=change.path, what="staff", **told)

    def _at(self, past: Past) -> Powers:
        roles, day = past.roles(), past.day
        if self._powers is None or self._known != (roles, day):
            self._known, self._powers = (roles, day), Powers(*roles, day)
            self._namesakes.clear()
        return self._powers

    def _spoofs(self, commit: Commit, powers: Powers) -> Iterator[Finding]:
        """Yield G007 of whom the commit names, before anybody looks at what it did."""
        tickets = commit.trailer(TICKET)
        ticket = tickets[0] if len(tickets) == 1 else commit.ticket
        twice = [name for name in commit.repeated if name in _PEOPLE]
        if twice:
            yield finding("G007", commit, ticket=ticket, what="twice", headers=twice)
        if same_mail(commit.author[1]) != same_mail(commit.committer[1]):
            told = f"{commit.committer[0]} <{commit.committer[1]}>"
            yield finding("G007", commit, ticket=ticket, what="committer", committer=told)
        for one in dict.fromkeys((commit.author, commit.committer)):
            if one not in self._namesakes:
                self._namesakes[one] = self._false_name(*one, powers)
            if false := self._namesakes[one]:
                yield finding("G007", commit, ticket=ticket, **false)

    def _false_name(self, name: str, mail: str, powers: Powers) -> dict[str, str]:
        """Return what is false about a name and its mail, nothing for an honest one."""
        if not (is_shown(name) and is_shown(mail)):
            return {"what": "form"}
        if staff := _namesake(name, mail, powers):
            return {"what": "name", "staff": staff}
        members = powers.registered.members.values()
        mails = (same_mail(one) for one in (*(who.mail for who in members), *self.memory.acted))
        if other := taken_for(same_mail(mail), mails):
            return {"what": "alike", "other": other}
        if powers.registered.of_mail(mail) is not None:
            return {}  # who they are is known by the mail; how they write their name is theirs
        acted = (one for one, of in self.memory.names.items() if of != same_mail(mail))
        others = (*(who.name for who in members), *acted)
        other = taken_for(name, others)
        return {"what": "alike", "other": other} if other else {}

    def scope(self) -> Scope:
        """Say of how many commits no role was asked, as nobody held one."""
        memory = self.memory
        gap = (("roles", {"count": memory.resting}),) if memory.resting else ()
        return Scope(uncovered=gap)


def _paths(commit: Commit, powers: Powers) -> Iterator[Finding]:
    """Yield what was written outside the author's rights: one finding a commit, not one a file."""
    touched = {change.path: not change.old for change in commit.changes}
    op = next(iter(commit.trailer(OP)), "")
    faults = [
        (path, fault)
        for path, fault in faults_of_paths(powers, commit.author[1], touched, op=op)
        if not is_rule_of_roles(path)  # `changes_of_roles` judges these
    ]
    if faults:
        path, fault = faults[0]
        paths = [one for one, _ in faults]
        yield _found(commit, powers, fault, path=path, paths=paths)


def _namesake(name: str, mail: str, powers: Powers) -> str:
    """Return who is called so, where a colleague with another name committed; else nothing."""
    own = powers.registered.of_mail(mail)
    if own is None or own.name == name:
        return ""
    others = [one.id for one in powers.registered.members.values() if one.name == name]
    return others[0] if others else ""


def _events(
    commit: Commit, past: Past, change: TicketChange, powers: Powers, *, is_told: bool
) -> Iterator[Finding]:
    """Judge the events that a commit brought to a ticket; of a false name one is told a commit."""
    mail = commit.author[1]
    where = {"ticket": change.ticket, "path": change.path}
    for event in change.added:
        if not _is_theirs(event, mail, powers):
            if is_told:
                return
            told = {"by": event.by, "event": event.do, "id": event.id}
            yield finding("G007", commit, **where, what="typist", **told)
            return
    if powers.state == ALONE and not powers.bars_self_visit:
        return
    yield from _steps(commit, past, change, powers)


def _is_theirs(event: Event, mail: str, powers: Powers) -> bool:
    """Say whether an event was typed by who made the commit; one without a name is nobody's."""
    if not event.by or same_mail(event.by) == same_mail(mail):
        return True
    member = powers.registered.members.get(event.by)
    return member is not None and same_mail(member.mail) == same_mail(mail)


def _steps(commit: Commit, past: Past, change: TicketChange, powers: Powers) -> Iterator[Finding]:
    new, rules = change.new, past.rules()
    if new is None or rules is None or not new.events:
        return
    ticket = change.old or msgspec.structs.replace(new, events=())
    book = book_for(rules, new)
    where = {"ticket": change.ticket, "path": change.path}
    for at, event in enumerate(change.added):
        before = standing_before(ticket, change.added[:at], book)
        steps: list[str] = []
        if event.do in _FOLLOWING and powers.bars_self_visit:
            steps = _own_steps(event, before(), Ground(book=book, flows=rules.flows), powers)
        told: dict[str, Any] = {"event": event.do, "id": event.id}
        if steps:
            yield finding(
                "G034", commit, **where, what="self", person=event.doer, steps=steps, **told
            )
        elif powers.state != ALONE:
            for fault in faults_of(event, before, book, powers, by=commit.author[1]):
                yield _found(commit, powers, fault, **where, **told)


def standing_before(ticket: Ticket, added: tuple[Event, ...], book: Any) -> Callable[[], Standing]:
    """Return what folds a ticket as it stood before an event, if anybody asks."""
    return lambda: fold(with_events(ticket, added, book)[0] if added else ticket, book)


def _own_steps(event: Event, before: Standing, ground: Ground, powers: Powers) -> list[str]:
    """Return the steps by which the one who follows up is barred from it."""
    key = powers.registered.key
    barred = barred_from(event.do, ground)
    return [one.do for one, doer in handlers(before.events, barred) if key(doer) == key(event.doer)]


def _found(
    commit: Commit, powers: Powers, fault: Fault, *, ticket: str = "", path: str = "", **facts: Any
) -> Finding:
    """Return the finding of a fault: the code of it, and what to say of it."""
    member = powers.roster.of_mail(commit.author[1])
    code = "G034" if fault.code == SAME_EYES else "G008"
    if code == "G008" and member is not None and powers.is_bot(member):
        code = "G035"
    role = powers.role_of(member) if member is not None else ""
    what = fault.code.removeprefix("E_").lower()
    told = {"what": what, "role": role, **_told(fault), **facts}
    return finding(code, commit, ticket=ticket, path=path, **told)


def _told(fault: Fault) -> dict[str, Any]:
    kept = ("rights", "roles", "person", "day")
    return {name: value for name, value in fault.facts.items() if name in kept}
