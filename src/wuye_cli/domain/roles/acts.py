"""May this person take this step with this ticket? One answer for commands and for the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.roles.policy import MANAGE, ActRule, Policy
from wuye_cli.domain.roles.rights import rights_for
from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.clock_course import new_tier
from wuye_cli.domain.tickets.kinds import ASSIGNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.domain.roles.powers import Powers
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.tier import TierBook

    Before = Callable[[], Standing]
    Wanted = Callable[[Event, Before, TierBook, Powers], ActRule | None]

NOT_REGISTERED, HAS_LEFT, NO_RIGHT = "E_NOT_REGISTERED", "E_HAS_LEFT", "E_NO_RIGHT"
NO_APPROVAL_RIGHT, SAME_EYES, WRONG_OWNER = "E_NOT_APPROVER", "E_SAME_EYES", "E_OWNER_ROLE"
NO_STAFF_YET = "E_NO_STAFF"


class Fault(msgspec.Struct, frozen=True):
    """Why somebody may not do something.

    Attributes:
        code: Key of the sentence in the catalogs.
        facts: For the sentence: who, their role, what is needed, which roles have it.
    """

    code: str
    facts: dict[str, Any] = {}


def lacks(powers: Powers, who: str, rights: tuple[str, ...], **facts: Any) -> Fault | None:
    """Return why somebody has none of some rights; None if they have one, or roles rest."""
    if powers.may(who, *rights):
        return None
    if not powers.in_force:
        return Fault(NO_STAFF_YET, {"who": who})
    member = powers.roster.find(who)
    holders = sorted({role for right in rights for role in powers.policy.holders(right)})
    told = {"who": who, "rights": list(rights), "roles": holders, **facts}
    if member is not None:
        return Fault(NO_RIGHT, {**told, "role": member.role, "name": member.name})
    gone = powers.registered.find(who)
    if gone is not None:
        return Fault(HAS_LEFT, {"who": who, "name": gone.name, "day": str(gone.left)})
    return Fault(NOT_REGISTERED, {"who": who, "managers": [one.name for one in powers.managers]})


def faults_of(
    event: Event, before: Before, book: TierBook, powers: Powers, *, by: str = ""
) -> Iterator[Fault]:
    """Yield why somebody may not type an event on a ticket; nothing while roles rest.

    Args:
        event: What is to be written, or was.
        before: Returns how the ticket stood; asked for few kinds of events.
        book: The tiers that the ticket is pinned to.
        powers: Policy and roster as they stood.
        by: Who types, if that is not what the event says.
    """
    typist = by or event.by
    fault = lacks(powers, typist, rights_for(event.do), event=event.do)
    if fault is not None:
        yield fault
        return
    if not powers.in_force:
        return
    yield from _allowed(event, before, book, powers, typist)
    yield from _owned(event, before, book, powers)


def _allowed(
    event: Event, before: Before, book: TierBook, powers: Powers, typist: str
) -> Iterator[Fault]:
    """Yield why a step that somebody must allow is not allowed.

    Whoever is named as the one who allowed it must be one who may; where nobody is named, who
    types must be.
    """
    wanted = _WANTED.get(event.do)
    rule = wanted(event, before, book, powers) if wanted is not None else None
    if rule is None and not event.approved_by:
        return
    rule = rule or ActRule()
    allower = event.approved_by or typist
    facts = {"event": event.do, "person": allower, "roles": list(powers.allowing(rule))}
    if not powers.may_allow(allower, rule):
        yield Fault(NO_APPROVAL_RIGHT, facts)
    elif powers.needs_another(rule) and _is_theirs(event, allower, typist, powers):
        yield Fault(SAME_EYES, facts)


def _is_theirs(event: Event, allower: str, typist: str, powers: Powers) -> bool:
    same = powers.roster.is_same
    return same(allower, typist) or bool(event.who and same(allower, event.who))


def _owned(event: Event, before: Before, book: TierBook, powers: Powers) -> Iterator[Fault]:
    """Yield that a ticket of a tier with an owner's role is given to somebody without it."""
    if event.do not in ASSIGNING or not any(tier.owner_role for tier in book.tiers.values()):
        return
    tier = book.tiers.get(before().tier)
    owner = tier.owner_role if tier is not None else ""
    if not owner:
        return
    member = powers.roster.find(event.to)
    if member is not None and not powers.holds(member.id, (owner,)):
        yield Fault(WRONG_OWNER, {"event": event.do, "person": event.to, "roles": [owner]})


# -- which steps need somebody's leave ------------------------------------------------------------


def _lowering(event: Event, asked: Before, book: TierBook, powers: Powers) -> ActRule | None:
    new = new_tier(event)
    before = asked() if new else None
    if before is None or not before.cycles:
        return None
    mode = moves.regrade_mode(event, before.cycle.opened.instant, book, before.tier, new)
    return powers.policy.downgrade if mode == moves.LOWERED else None


def _long_pause(event: Event, _before: Before, book: TierBook, powers: Powers) -> ActRule | None:
    rule, reason = powers.policy.pause_over, book.pause_reasons.get(event.reason)
    if event.approved_by:
        return rule
    if rule.limit is None or event.until is None or reason is None:
        return None
    stops = reason.stops or (event.agreed and reason.stops_if_agreed)
    over = moves.window_end(event.instant, rule.limit, book)
    return rule if stops and event.until.timestamp() > over else None


def _declining(_event: Event, _before: Before, _book: TierBook, powers: Powers) -> ActRule:
    return powers.policy.decline


def _managing(_event: Event, _before: Before, _book: TierBook, _powers: Powers) -> ActRule:
    return ActRule()


def _cancelling(event: Event, _before: Before, _book: TierBook, _: Powers) -> ActRule | None:
    return ActRule() if event.asked_by == "company" else None


def _taking_back(event: Event, before: Before, _book: TierBook, powers: Powers) -> ActRule | None:
    """Return who lets events be taken back that others typed, or that were typed long ago."""
    policy, same = powers.policy, powers.roster.is_same
    known = {one.id: one for one in before().events}
    typed = (event.recorded_at or event.at).timestamp()
    for name in event.events:
        item = known.get(name)
        if item is None:
            continue
        late = typed - (item.recorded_at or item.at).timestamp()
        if not same(item.by, event.by) or late > own_within_s(policy):
            return ActRule(by=policy.later_by)
    return None


def own_within_s(policy: Policy) -> int:
    """Return for how many seconds everybody may take back what they typed."""
    limit = policy.own_within
    return limit.seconds if limit.seconds is not None else limit.amount * 86_400


_WANTED: dict[str, Wanted] = {
    "regrade": _lowering,
    "classify": _lowering,
    "pause": _long_pause,
    "decline": _declining,
    "cancel": _cancelling,
    "rebind": _managing,
    "revoke": _taking_back,
}
"""Kind of event to what says whose leave it needs, if anybody's."""

__all__ = ["MANAGE", "Fault", "faults_of", "lacks", "own_within_s"]
