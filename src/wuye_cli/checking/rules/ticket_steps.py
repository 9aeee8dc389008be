"""Family K, the steps that a flow demands, and who may take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.kinds import AFTER_DONE, ASSIGNING, CLOSED, kind_of
from wuye_cli.domain.tickets.workflow import handled, missing_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.finding import Finding
    from wuye_cli.checking.view import TicketView

STEP_CODES = {
    "dispatch": "K008",
    "quote": "K010",
    "consent": "K010",
    "sign": "K011",
    "visit": "K012",
    "verify": "K012",
}
"""A step that is missing to the rule that says so; any other is K001."""

_NEEDS_SECOND_PERSON = frozenset({"reschedule", "pause", "regrade", "decline", "rebind"})
_UNREACHED = frozenset({"no_answer", "unreached", "refused", "wrong_number"})


def no_first_owner(view: TicketView) -> Iterator[Finding]:
    """K007: nobody stands for having taken the request first (首问责任)."""
    if not view.imported and not view.ticket.first_asked:
        yield view.finding("K007", (), field="first_asked")


def missing_steps_of_flow(view: TicketView) -> Iterator[Finding]:
    """K001, K008, K010-K012: done or closed without a step that the flow requires."""
    ground, standing = view.ground, view.standing
    if view.imported or ground is None or not standing.cycles:
        return
    if standing.status == CLOSED:
        upto = "close"
    elif standing.status in AFTER_DONE:
        upto = "resolve"
    else:
        return
    if any(one.do == upto and one.id in view.ticket.overtaken for one in standing.cycle.events):
        return  # another desk took a step back while it was ended here: `wuye conflicts`
    missing = missing_steps(view.ticket, standing, ground, upto)
    if any(event.do == "decline" for event in standing.cycle.events):
        missing = [name for name in missing if kind_of(name).legal_in <= AFTER_DONE]
    attempted = standing.attempts >= ground.book.policy.visit_attempts_required
    last = standing.cycle.events[-1]
    for name in missing:
        if not (name == "visit" and attempted):
            yield view.finding(STEP_CODES.get(name, "K001"), view.at(last), missing=name)


def dispatched_without_skill(view: TicketView) -> Iterator[Finding]:
    """K009: given to somebody who does not have the skill that the category asks for."""
    category = view.store.rules.categories.categories.get(view.ticket.category)
    if view.imported or category is None or not category.skill:
        return
    for event in view.ticket.events:
        skills = view.store.staff.get(event.to, ())
        if event.do in ASSIGNING and skills and category.skill not in skills:
            where = view.at(event, "to")
            yield view.finding("K009", where, person=event.to, skill=category.skill)


def followed_up_by_doer(view: TicketView) -> Iterator[Finding]:
    """K013, K014: a visit or a verification by one who did the work; not where nobody is listed."""
    ground = view.ground
    if view.imported or ground is None or not view.store.staff or not view.standing.cycles:
        return
    for event in view.standing.cycle.events:
        if event.do in ("visit", "verify"):
            steps = handled(view.standing, event.doer, ground, event.do)
            if steps:
                code = "K013" if event.do == "visit" else "K014"
                yield view.finding(code, view.at(event), person=event.doer, steps=steps)


def self_approved(view: TicketView) -> Iterator[Finding]:
    """K015: approved by the very person who asked for it, where there are others."""
    if len(view.store.staff) < 2:  # noqa: PLR2004 - nobody else is there to approve
        return
    for event in view.ticket.events:
        if (
            event.do in _NEEDS_SECOND_PERSON
            and event.approved_by
            and event.approved_by in (event.by, event.who)
        ):
            where = view.at(event, "approved_by")
            yield view.finding("K015", where, person=event.approved_by, event=event.do)


def satisfaction_without_contact(view: TicketView) -> Iterator[Finding]:
    """K025: a score, though nobody was reached or nobody could be rung."""
    reporter = view.ticket.reporter
    for event in view.ticket.events:
        if event.do != "visit" or event.score is None:
            continue
        nobody = (reporter is None or not reporter.person) and not (event.way or event.person)
        if event.outcome in _UNREACHED or (nobody and not view.imported):
            yield view.finding("K025", view.at(event, "score"), value=event.score)
