"""G018 of roles: one that was given, used for what had needed somebody else, and taken back.

Between the ends of a month the staff list reads the same, as a limit does that was relaxed for an
hour (ADR 0043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.auditing.commit import OP, UNTIL
from wuye_cli.auditing.judge import Plain, finding
from wuye_cli.auditing.rules.roles import standing_before
from wuye_cli.auditing.rules.sandwiches import LONGEST_S
from wuye_cli.domain.roles.acts import faults_of
from wuye_cli.domain.roles.paths import faults_of_paths
from wuye_cli.domain.roles.policy import MANAGE
from wuye_cli.domain.roles.powers import Powers
from wuye_cli.domain.roles.rights import APPROVALS_FOLDER, STAFF_FOLDER
from wuye_cli.domain.roles.roster import Roster, is_there, same_mail
from wuye_cli.domain.tickets.surroundings import book_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.people.staff import Staff

_SHOWN = 5


class Loan(msgspec.Struct):
    """A role that somebody was given.

    Attributes:
        staff: Their id.
        role: What they became.
        was: What they were, "" for nobody: just registered, or gone.
        commit: The commit that gave it.
        giver: Its author's mail.
        who: Name and mail of the author.
        at: Its date in epoch seconds.
        is_stated: It said until when, and why.
        is_joint: It was used as the second pair of eyes of the giver.
        done: Steps and files that it was needed for.
        tickets: Tickets among these.
    """

    staff: str
    role: str
    was: str
    commit: str
    giver: str
    who: str
    at: int
    is_stated: bool = False
    is_joint: bool = False
    done: list[str] = []
    tickets: list[str] = []

    def is_bent(self, mail: str) -> bool:
        """Say whether it was lent for a step, and not to stand in for somebody.

        Nobody stands in for himself, nor for one who takes part; and one who came new for a few
        days and left is a help, unless it was the giver's other pair of eyes.
        """
        if self.is_joint:
            return True
        is_own = same_mail(mail) == self.giver
        return bool(self.was) and (is_own or not self.is_stated)


class Memory(msgspec.Struct):
    """What is kept from commit to commit: the roles that were given within a month."""

    loans: list[Loan] = []


class Lending(Plain):
    """Follows roles from hand to hand."""

    codes = ("G018",)

    def __init__(self) -> None:
        self.memory = Memory()

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Note what a commit gives, and what a role is used for; tell one that it takes back."""
        if len(commit.parents) != 1:
            return
        loans = self.memory.loans
        if loans:
            loans[:] = [one for one in loans if commit.committed - one.at <= LONGEST_S]
            for loan in loans:
                _note_use(loan, commit, past)
        if any(change.path.startswith(STAFF_FOLDER) for change in commit.changes):
            yield from self._staff(commit, past)

    def _staff(self, commit: Commit, past: Past) -> Iterator[Finding]:
        powers = _powers(past)
        for change in commit.changes:
            if not change.path.startswith(STAFF_FOLDER):
                continue
            old, new = past.member(change.old), past.member(change.new)
            known = new or old
            was, role = _role(old, powers), _role(new, powers)
            if known is None or was == role:
                continue
            yield from self._taken_back(known, role, commit, change.path)
            if role and powers.in_force and powers.may(commit.author[1], MANAGE):
                self.memory.loans.append(_loan(known, was, role, commit))

    def _taken_back(self, member: Staff, role: str, commit: Commit, path: str) -> Iterator[Finding]:
        loans = self.memory.loans
        for loan in [one for one in loans if one.staff == member.id and one.role != role]:
            loans.remove(loan)
            if loan.done and loan.is_bent(member.mail):
                yield finding(
                    "G018",
                    commit,
                    ticket=next(iter(loan.tickets), ""),
                    path=path,
                    what="role",
                    staff=loan.staff,
                    role=loan.role,
                    roles=[loan.was] if loan.was else [],
                    opened=loan.commit,
                    opened_who=loan.who,
                    done=loan.done[:_SHOWN],
                    tickets=loan.tickets[:_SHOWN],
                    count=len(loan.done),
                )


def _powers(past: Past) -> Powers:
    return Powers(*past.roles(), past.day)


def _role(member: Staff | None, powers: Powers) -> str:
    """Return the role that somebody holds, "" for one who is not there or can write nothing."""
    if member is None or not member.mail or not is_there(member, powers.day):
        return ""
    return powers.role_of(member) if member.left is None else ""


def _loan(member: Staff, was: str, role: str, commit: Commit) -> Loan:
    name, mail = commit.author
    _, _, reason = commit.subject.partition(": ")
    return Loan(
        staff=member.id,
        role=role,
        was=was,
        commit=commit.id,
        giver=same_mail(mail),
        who=f"{name} <{mail}>",
        at=commit.committed,
        is_stated=bool(commit.trailer(OP) and commit.trailer(UNTIL) and reason.strip()),
    )


def _note_use(loan: Loan, commit: Commit, past: Past) -> None:
    """Note what a commit did that could not be done in the role of before."""
    policy, roster = past.roles()
    member = roster.members.get(loan.staff)
    if member is None or policy.name_of(member.role) != loan.role:
        return
    author = same_mail(commit.author[1])
    is_theirs = author == same_mail(member.mail)
    if not is_theirs and author != loan.giver:
        return
    now = _powers(past)
    use = _Use(loan, now, Powers(policy, _with_role(roster, member, loan.was), now.day))
    for change in past.tickets():
        if change.new is not None and not change.fault:
            use.of_steps(commit, past, change, is_theirs=is_theirs)
    if is_theirs:
        use.of_files(commit, past)


class _Use(NamedTuple):
    """What a role is used for: what may be done in it, and could not in the one before."""

    loan: Loan
    now: Powers
    before: Powers

    def of_steps(
        self, commit: Commit, past: Past, change: TicketChange, *, is_theirs: bool
    ) -> None:
        """Note the steps with a ticket, of the one who has the role or allowed by them."""
        rules, new, loan, by = past.rules(), change.new, self.loan, commit.author[1]
        if rules is None or new is None:
            return
        ticket = change.old or msgspec.structs.replace(new, events=())
        book = book_for(rules, new)
        for at, event in enumerate(change.added):
            is_named = self.now.roster.is_same(event.approved_by, loan.staff)
            if not (is_theirs or is_named):
                continue
            asked = standing_before(ticket, change.added[:at], book)
            could, can = (
                not any(faults_of(event, asked, book, powers, by=by))
                for powers in (self.before, self.now)
            )
            if can and not could:
                loan.done.append(event.do)
                loan.tickets.append(change.ticket)
                loan.is_joint |= is_named and not is_theirs

    def of_files(self, commit: Commit, past: Past) -> None:
        """Note the files that the one who has the role wrote."""
        touched = {one.path: not one.old for one in commit.changes}
        op, by = next(iter(commit.trailer(OP)), ""), commit.author[1]
        could, can = (
            {path for path, _ in faults_of_paths(powers, by, touched, op=op)}
            for powers in (self.before, self.now)
        )
        for one in commit.changes:
            if one.path in could - can:
                self.loan.done.append(one.path)
                found = past.approval(one.path, one.new) if _is_approval(one.path) else None
                self.loan.is_joint |= found is not None and self.now.roster.is_same(
                    found.proposed.by, self.loan.giver
                )


def _is_approval(path: str) -> bool:
    return path.startswith(APPROVALS_FOLDER)


def _with_role(roster: Roster, member: Staff, role: str) -> Roster:
    """Return a roster in which somebody has another role, or is not at all."""
    members = {name: one for name, one in roster.members.items() if name != member.id}
    if role:
        members[member.id] = msgspec.structs.replace(member, role=role)
    return Roster(members)
