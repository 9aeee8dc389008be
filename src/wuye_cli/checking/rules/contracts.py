"""Family R, people and firms: links to somebody who left or whose contract is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.facts import CATEGORIES
from wuye_cli.checking.finding import Finding
from wuye_cli.domain.tickets.kinds import ASSIGNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.checking.view import TicketView

DUTY = "standards/duty.yaml"


def left_in_ticket(view: TicketView) -> Iterator[Finding]:
    """R009: a job given to somebody after the last day, or still with somebody who has left."""
    left = {member.id: member.left for member in view.store.members if member.left is not None}
    if not left:
        return
    for event in view.standing.events:
        last = left.get(event.to) if event.do in ASSIGNING else None
        if last is not None and event.at.date() > last:
            yield view.finding("R009", view.at(event, "to"), value=event.to, day=last.isoformat())
    holder = "" if view.is_over else view.standing.assignee
    last = left.get(holder)
    given = [event for event in view.standing.events if event.do in ASSIGNING]
    if last is not None and given and given[-1].at.date() <= last < view.store.today:
        where = view.at(given[-1], "to")
        yield view.finding("R009", where, value=holder, day=last.isoformat())


def left_in_standards(store: StoreFacts) -> Iterator[Finding]:
    """R009: the order of calling names somebody who has left."""
    left = {member.id: member.left for member in store.members if member.left is not None}
    for number, call in enumerate(store.duty.order if store.duty else ()):
        last = left.get(call.who)
        if last is not None and last < store.today:
            yield Finding(
                rule="R009",
                path=DUTY,
                where=("order", number, "who"),
                facts={"value": call.who, "day": last.isoformat()},
            )


def out_of_contract(view: TicketView) -> Iterator[Finding]:
    """R013: a firm was called on a day on which its contract did not hold."""
    for event in view.standing.events if view.store.vendors else ():
        for field in ("party", "to"):
            name = getattr(event, field)
            vendor = next((one for one in view.store.vendors if one.is_called(name)), None)
            if vendor is not None and not vendor.is_bound_on(event.at.date()):
                yield view.finding(
                    "R013", view.at(event, field), value=name, day=event.at.date().isoformat()
                )


def without_contract(store: StoreFacts) -> Iterator[Finding]:
    """R013: a category needs a firm, and no registered one has a contract for it today."""
    for name, category in store.rules.categories.categories.items():
        able = [one for one in store.vendors if category.vendor in one.does]
        if category.vendor and able and not any(one.is_bound_on(store.today) for one in able):
            yield Finding(
                rule="R013",
                path=CATEGORIES,
                where=("categories", name, "vendor"),
                facts={"value": able[0].label or able[0].id, "day": store.today.isoformat()},
            )
