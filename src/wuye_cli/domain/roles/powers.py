"""Policy and roster together: who may do what on a day."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wuye_cli.domain.roles.policy import (
    ALLOWED,
    BOT,
    EVERYTHING,
    MANAGE,
    REFUSED,
    ActRule,
    Policy,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from wuye_cli.domain.people.staff import Staff
    from wuye_cli.domain.roles.roster import Roster

ALONE, TEAM, NOBODY = "alone", "team", "nobody"
"""How roles stand: not in force as nobody who may manage is registered; in force; and not in
force, but the policy lets nobody do anything before somebody is registered."""


def day_in(zone: tzinfo, instant: datetime) -> date:
    """Return the day that it is in a zone; for an instant that no calendar has there, its own."""
    try:
        return instant.astimezone(zone).date()
    except OverflowError:
        return instant.date()


class Powers:
    """Who may do what on a day.

    Roles are in force once somebody who can be known by a mail holds a role that may `manage`:
    before, nobody could give anybody else a right, and the first to register a colleague would
    lock themselves out.
    """

    def __init__(self, policy: Policy, roster: Roster, day: date) -> None:
        self.policy = policy
        self.day = day
        self.registered = roster
        self.roster = roster.at(day)

    @cached_property
    def in_force(self) -> bool:
        """Whether roles are in force."""
        return bool(self.managers)

    @property
    def state(self) -> str:
        """How roles stand: `ALONE`, `TEAM` or `NOBODY`."""
        if self.in_force:
            return TEAM
        return ALONE if self.policy.no_staff == EVERYTHING else NOBODY

    @cached_property
    def managers(self) -> tuple[Staff, ...]:
        """Those who may manage, and who can be known by their mail."""
        return self.holders(MANAGE)

    @cached_property
    def approvers(self) -> tuple[Staff, ...]:
        """Those who may approve changes of standards."""
        wanted = {self.policy.name_of(role) for role in self.policy.changes.by}
        return tuple(one for one in self._known if self.role_of(one) in wanted)

    @property
    def _known(self) -> tuple[Staff, ...]:
        """Those who can be known by their mail, by id."""
        members = self.roster.members
        return tuple(members[name] for name in sorted(members) if members[name].mail)

    @cached_property
    def is_one_person(self) -> bool:
        """Whether the policy lets the only one who is registered be everybody."""
        people = [one for one in self.roster.members.values() if not self.is_bot(one)]
        return len(people) <= 1 and self.policy.single_person == ALLOWED

    def holders(self, right: str) -> tuple[Staff, ...]:
        """Return those who have a right, by id."""
        return tuple(one for one in self._known if right in self.rights_of(one))

    def role_of(self, member: Staff) -> str:
        """Return a member's role, as the policy calls it."""
        return self.policy.name_of(member.role) if member.role else ""

    def rights_of(self, member: Staff) -> tuple[str, ...]:
        """Return what a member may do by their role."""
        return self.policy.rights(member.role)

    def is_bot(self, member: Staff) -> bool:
        """Say whether a member is a machine."""
        return member.role == BOT

    def may(self, who: str, *rights: str) -> bool:
        """Say whether somebody (id, mail or name) has one of some rights; roles may rest."""
        if not self.in_force:
            return self.policy.no_staff == EVERYTHING
        member = self.roster.find(who)
        return member is not None and bool(set(rights) & set(self.rights_of(member)))

    def holds(self, who: str, roles: Sequence[str]) -> bool:
        """Say whether somebody holds one of some roles, while roles are in force."""
        member = self.roster.find(who)
        wanted = {self.policy.name_of(role) for role in roles}
        return member is not None and self.role_of(member) in wanted

    def may_allow(self, who: str, rule: ActRule) -> bool:
        """Say whether somebody may allow a kind of step."""
        return self.holds(who, rule.by) if rule.by else self.may(who, MANAGE)

    def allowing(self, rule: ActRule) -> tuple[str, ...]:
        """Return the roles that may allow a kind of step."""
        return rule.by or self.policy.holders(MANAGE)

    @property
    def locks_out(self) -> bool:
        """Whether signatures are required and nobody who could register a key has one.

        Then nobody can write who could mend it: also a key is registered by a signed commit.
        """
        able = self.managers if self.in_force else self._known
        return self.policy.audit.wants_signatures and not any(
            key.is_live for member in able for key in member.keys
        )

    @property
    def bars_self_visit(self) -> bool:
        """Whether a follow-up by one who did the work is refused."""
        if self.roster.members and not self.is_one_person:
            return self.policy.self_visit_staffed == REFUSED
        return self.policy.self_visit_alone == REFUSED

    def needs_another(self, rule: ActRule) -> bool:
        """Say whether the one who allows a step must be another than who types it."""
        if self.is_one_person:
            return False
        return rule.needs > 0 or self.policy.changes.four_eyes
