"""What a step presupposes, what a flow still requires, and who did what on a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.conditions import CONDITIONS, CONSENT_IF_CHARGED, charge_of
from wuye_cli.domain.tickets.kinds import AFTER_DONE, BY_A_PERSON, HANDLING, KINDS, kind_of
from wuye_cli.domain.tickets.standing import handlers

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.flow import Flow
    from wuye_cli.domain.tickets.ground import Ground
    from wuye_cli.domain.tickets.standing import Cycle, Standing
    from wuye_cli.domain.tickets.ticket import Ticket

_CLOSING = frozenset({"close"})


def is_known(do: str, ground: Ground) -> bool:
    """Whether the program, a declared clock or the flows know events of kind `do`."""
    if do in KINDS or (ground.flows is not None and do in ground.flows.steps):
        return True
    return is_of_a_clock(do, ground)


def is_of_a_clock(do: str, ground: Ground) -> bool:
    """Whether a declared clock is started or stopped by events of kind `do`."""
    return any(do in clock.start or do in clock.stop for clock in ground.book.clocks.values())


def cycle_at(standing: Standing, instant: int) -> Cycle:
    """Return the cycle in which an instant lies; the first for one before the receipt.

    An event belongs to the cycle in which it happened, whenever it was typed.
    """
    found = standing.cycles[0]
    for cycle in standing.cycles[1:]:
        if cycle.opened.instant <= instant:
            found = cycle
    return found


def taken_steps(cycle: Cycle) -> dict[str, Event]:
    """Return the first event of each kind in a cycle; a person's steps by a machine do not count.

    A declined ticket counts as resolved: feedback and follow-up are still due. A reopening
    receives the request anew.
    """
    taken: dict[str, Event] = {"receive": cycle.opened}
    for event in cycle.events:
        if not (event.auto and event.do in BY_A_PERSON):
            taken.setdefault(event.do, event)
    if "decline" in taken:
        taken.setdefault("resolve", taken["decline"])
    return taken


def prerequisites(event: Event, standing: Standing, flow: Flow | None, ground: Ground) -> list[str]:
    """Return the kinds that must not be missing or later than `event`."""
    if ground.flows is None or event.do not in ground.flows.steps:
        return [kind for kind in kind_of(event.do).after if kind != "receive"]
    wanted = list(ground.flows.steps[event.do].after)
    if flow:
        wanted += flow.after.get(event.do, ())
    if CONSENT_IF_CHARGED in wanted:
        wanted.remove(CONSENT_IF_CHARGED)
        if charge_of(standing.events) > 0:
            wanted.append("consent")
    return [kind for kind in wanted if kind != "receive"]


def missing_steps(ticket: Ticket, standing: Standing, ground: Ground, event: str) -> list[str]:
    """Return the steps that the flow requires before `event` (`resolve` or `close`).

    A declined ticket owes nothing of the work, but what is owed to the caller after it.
    """
    flow = ground.flow(ticket, standing.tier)
    if flow is None or ground.flows is None or not standing.cycles:
        return []
    taken = taken_steps(standing.cycle)
    required = [name for name in flow.steps if is_required(name, flow, ticket, standing, ground)]
    later = _CLOSING if event == "close" else ground.flows.after_the_work
    missing = [name for name in required if name not in taken and name not in later]
    return [name for name in missing if _is_owed(name)] if "decline" in taken else missing


def _is_owed(name: str) -> bool:
    kind = kind_of(name)
    return kind.own_when_merged and kind.legal_in <= AFTER_DONE


def is_required(name: str, flow: Flow, ticket: Ticket, standing: Standing, ground: Ground) -> bool:
    """Whether a flow requires a step of this ticket, always or under the circumstances."""
    if flow.steps.get(name) == "required":
        return True
    condition = CONDITIONS.get(flow.required_if.get(name, ""))
    return condition is not None and condition(ticket, standing.cycle.events, ground.category)


def handled(standing: Standing, person: str, ground: Ground, step_name: str = "visit") -> list[str]:
    """Return the steps of the ticket that `person` did and that bar them from `step_name`.

    A step of handling was done by its `who`, else by the assignee of that time, else by the one
    who typed it; earlier cycles count.
    """
    if not person:
        return []
    barred = barred_from(step_name, ground)
    return [event.do for event, doer in handlers(standing.events, barred) if doer == person]


def barred_from(step_name: str, ground: Ground) -> frozenset[str]:
    """Return the steps whose doer may not take a step."""
    rule = ground.flows.steps.get(step_name) if ground.flows else None
    return frozenset(rule.not_by) if rule and rule.not_by else HANDLING
