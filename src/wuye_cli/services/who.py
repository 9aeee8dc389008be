"""Who types here, and what they may do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.documents.house_words import RIGHTS
from wuye_cli.domain.roles.powers import ALONE

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """The one who types.

    Attributes:
        id: Staff id; empty for one who is not registered.
        role: As the policy calls it; empty for none.
        declared: The policy knows that role.
        left: The last day of one who has left.
        state: `alone`, `team` or `nobody`; see `domain.roles.powers`.
        may: Rights; all of them while everybody may do everything.
        approves: What they may allow: `standards`, `downgrade`, `pause_over`, `decline`.
        managers: Ids of those who may manage.
    """

    name: str
    mail: str
    id: str = ""
    role: str = ""
    declared: bool = False
    left: date | None = None
    state: str = ALONE
    may: tuple[str, ...] = ()
    approves: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()


def who_types(desk: Desk) -> Who:
    """Return who types here, and what they may do."""
    actor, powers = desk.actor, desk.powers
    policy = powers.policy
    member = powers.roster.of_mail(actor.mail)
    gone = powers.registered.of_mail(actor.mail) if member is None else None
    known = member or gone
    acts = {
        "downgrade": policy.downgrade,
        "pause_over": policy.pause_over,
        "decline": policy.decline,
    }
    may = tuple(right for right in RIGHTS if powers.may(actor.mail, right))
    approves = [name for name, rule in acts.items() if powers.may_allow(actor.mail, rule)]
    if powers.holds(actor.mail, policy.changes.by):
        approves = ["standards", *approves]
    return Who(
        name=actor.name,
        mail=actor.mail,
        id=known.id if known is not None else "",
        role=powers.role_of(known) if known is not None else "",
        declared=known is not None and policy.role(known.role) is not None,
        left=gone.left if gone is not None else None,
        state=powers.state,
        may=may,
        approves=tuple(approves) if powers.in_force else (),
        managers=tuple(one.id for one in powers.managers),
    )
