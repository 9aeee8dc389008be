"""What a judge of the audit is: it is shown every commit, parents before children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from wuye_cli.auditing.catalog import BY_CODE
from wuye_cli.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.domain.people.staff import Staff
    from wuye_cli.domain.roles.policy import Policy
    from wuye_cli.domain.roles.roster import Roster
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook

SKEW_S = 300
"""Clocks of two machines may differ by so many seconds before anybody wonders."""


class Past(Protocol):
    """What stood before a commit, and how to look into it; made by the one who replays."""

    @property
    def raw(self) -> bytes:
        """The bytes of the commit object."""

    @property
    def latest(self) -> int:
        """The latest committer's date of what the commit stands on, dates to come left out."""

    @property
    def day(self) -> date:
        """The day of the commit's date where the estate is, as its commands reckon days."""

    def blob(self, blob_id: str) -> bytes:
        """Return the bytes of a blob that a change of this commit, or its past, names."""

    def tree(self, parent: int = 0) -> Mapping[str, str]:
        """Return the blob of every path below `standards/` and `records/staff/`, at a parent.

        Policy, roles and keys are judged as they stood there: what a commit itself brings does
        not help it. Empty for a first commit. As long as nothing of it changes it is the same
        mapping, so that what is made of it can be kept by its identity.
        """

    def rules(self, parent: int = 0) -> Rulebook | None:
        """Return the rules in force at a parent; None if there were none that can be read."""

    def rules_after(self) -> Rulebook | None:
        """Return the rules as the commit leaves them; None if there are none that can be read."""

    def roles(self, parent: int = 0) -> tuple[Policy, Roster]:
        """Return policy and roster at a parent; the same pair while nothing of them changes."""

    def roles_after(self) -> tuple[Policy, Roster]:
        """Return policy and roster as the commit leaves them."""

    def member(self, blob_id: str) -> Staff | None:
        """Return the member in a staff file, None if there is none, or none that can be read."""

    def approval(self, path: str, blob_id: str) -> Approval | None:
        """Return the approval in a file, None if there is none, or none that can be read."""

    @property
    def late_entry_s(self) -> int:
        """How late an event may be entered by the policy before the commit, in seconds."""

    def book_of(self, ticket: Ticket) -> TierBook | None:
        """Return the tiers that a ticket is held to by the rules before the commit."""

    def tickets(self) -> Sequence[TicketChange]:
        """Return what the commit did to ticket files; nothing for a merge, which adds nothing."""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a judge can say about how far it looked, for the first line of the verdict.

    Attributes:
        counts: Name to number: `tickets`, `events`, `late`, `signed` …
        uncovered: Codes of what was not looked at, with facts; each has a sentence.
    """

    counts: dict[str, int] = {}
    uncovered: tuple[tuple[str, dict[str, Any]], ...] = ()


class Judge(Protocol):
    """A family of rules; `Plain` has what most of them need not say."""

    @property
    def codes(self) -> tuple[str, ...]:
        """What it may find."""

    memory: Any
    """What it keeps from commit to commit: None, or one struct of plain typed data.

    An incremental run begins with the memory of the run before: nothing else may be kept.
    """

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Look at a commit."""

    def end(self) -> Iterator[Finding]:
        """Look at the whole, after the last commit; asked anew by every run."""

    def scope(self) -> Scope:
        """Say how far it looked."""


class Plain:
    """A judge that remembers nothing and has nothing to say at the end."""

    codes: tuple[str, ...] = ()
    memory: Any = None

    def end(self) -> Iterator[Finding]:
        """Find nothing."""
        return iter(())

    def scope(self) -> Scope:
        """Say nothing."""
        return Scope()


def is_backdated(commit: Commit, latest: int) -> bool:
    """Say whether a commit claims to be older than what it stands on."""
    return commit.committed < latest - SKEW_S


def finding(
    code: str, commit: Commit | None, *, ticket: str = "", path: str = "", **facts: Any
) -> Finding:
    """Return a finding that names commit, person and ticket: the commit's own, if none is given.

    Facts `commit`, `who` (name and mail of the author) and `at` are always there with a commit.
    """
    told: dict[str, Any] = dict(facts)
    if commit is not None:
        name, mail = commit.author
        told = {"commit": commit.id, "who": f"{name} <{mail}>", "at": commit.committed, **told}
        ticket = ticket or commit.ticket
    severity = BY_CODE[code].severity
    return Finding(rule=code, severity=severity, path=path, ticket=ticket, facts=told)
