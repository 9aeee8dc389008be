"""Family T, the order of calling: nobody twice in a row, and no hour without anybody."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.duty import uncovered
from wuye_cli.domain.tickets.rulebook import CHANNEL
from wuye_cli.domain.tickets.tier import EMERGENCY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts

DUTY = "standards/duty.yaml"


def escalation_to_self(store: StoreFacts) -> Iterator[Finding]:
    """T014: the next one to be called is the one who was called before."""
    order = store.duty.order if store.duty else ()
    for number, (one, other) in enumerate(pairwise(order), 1):
        before, after = _people(store, one.who), _people(store, other.who)
        alone = len(before) == 1 and before == after
        if one.who == other.who or alone:
            yield Finding(
                rule="T014",
                path=DUTY,
                where=("order", number, "who"),
                facts={"value": other.who, "other": one.who, "person": next(iter(after), "")},
            )


def _people(store: StoreFacts, who: str) -> set[str]:
    """Return who a role or an id means today; empty where nobody is registered for it."""
    return {
        member.id
        for member in store.members
        if who in {member.id, member.role} and (member.left is None or member.left >= store.today)
    }


def oncall_hole(store: StoreFacts) -> Iterator[Finding]:
    """T020: limits run round the clock, and there are hours at which nobody is to be called."""
    order = store.duty.order if store.duty else ()
    said = [call.hours for call in order if call.hours is not None]
    if not said or not _runs_at_night(store):
        return
    holes = uncovered(said)
    if holes:
        yield Finding(rule="T020", path=DUTY, where=("order",), facts={"spans": holes})


def _runs_at_night(store: StoreFacts) -> bool:
    """Whether some limit of an emergency runs on a calendar that never closes."""
    book, calendars = store.book, store.rules.calendars
    names = {
        target.calendar
        for tier in (book.tiers.values() if book else ())
        if EMERGENCY in (tier.service, tier.id)
        for target in tier.targets.values()
        if target.limit is not None
    }
    if book and CHANNEL in names:
        names |= set(book.channel_calendars.values())
    return any(name in calendars and calendars[name].always for name in names)
