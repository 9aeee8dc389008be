"""The roster: who is registered, by which mail they are known, in which roles, until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.people.staff import Staff

if TYPE_CHECKING:
    from datetime import date


def same_mail(mail: str) -> str:
    """Return a mail as it is compared: nobody is somebody else for a capital letter."""
    return mail.strip().casefold()


class Roster(msgspec.Struct, frozen=True):
    """The registered staff by id."""

    members: Mapping[str, Staff] = {}

    def at(self, day: date) -> Roster:
        """Return those who had not left before a day."""
        if all(one.left is None for one in self.members.values()):
            return self
        return Roster({name: one for name, one in self.members.items() if is_there(one, day)})

    def of_mail(self, mail: str) -> Staff | None:
        """Return the member whose commits bear a mail; the first by id, should two share it."""
        wanted = same_mail(mail)
        return self.by_mail.get(wanted) if wanted else None

    @property
    def by_mail(self) -> dict[str, Staff]:
        """The members who can be known by a mail."""
        found: dict[str, Staff] = {}
        for name in sorted(self.members):
            member = self.members[name]
            if member.mail:
                found.setdefault(same_mail(member.mail), member)
        return found

    def find(self, who: str) -> Staff | None:
        """Return the member that an event means: by id, by mail, or by a name nobody shares."""
        found = self.members.get(who) or self.of_mail(who)
        if found is not None or not who:
            return found
        named = [one for one in self.members.values() if who in one.names]
        return named[0] if len(named) == 1 else None

    def is_same(self, one: str, other: str) -> bool:
        """Say whether two names, ids or mails mean the same person."""
        return self.key(one) == self.key(other)

    def key(self, who: str) -> str:
        """Return what somebody is told apart by: the id, else the text as it is compared."""
        found = self.find(who)
        return found.id if found is not None else same_mail(who)


def is_there(member: Staff, day: date) -> bool:
    """Say whether somebody has not left before a day."""
    return member.left is None or member.left >= day


def roster_of(members: Iterable[Staff]) -> Roster:
    """Return the roster of some members; of two with one id the first one counts."""
    found: dict[str, Staff] = {}
    for member in members:
        found.setdefault(member.id, member)
    return Roster(found)
