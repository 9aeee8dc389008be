"""What happens to a ticket on its way: one event, or several of one report, in one commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.tickets.workflow import missing_steps
from wuye_cli.services.closing import closing_by_itself
from wuye_cli.services.desk import Draft
from wuye_cli.services.earlier import same_hands
from wuye_cli.services.preparing import prepared
from wuye_cli.services.price_list import price_notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk, Further, Written
    from wuye_cli.store.transaction import Transaction

RECENT_TOO = frozenset({"reopen", "note", "attach", "amend"})
"""Events that may be written on a ticket closed a few days ago, so that a tail finds it."""


def report(desk: Desk, tail: str, drafts: Sequence[Draft], *, op: str = "") -> Written:
    """Write what was reported on a ticket; names are resolved and guards asked under the lock.

    Raises:
        NotFoundError: If there is no such ticket.
        CallError: If a name is unknown or the tail is ambiguous.
        RefusedError: If a guard refuses; nothing is written then.
    """
    recent = any(draft.do in RECENT_TOO for draft in drafts)

    def decide(ticket: Ticket, changes: Transaction) -> list[Draft | Further]:
        wanted = [prepared(desk, changes, ticket, draft) for draft in drafts]
        return [*wanted, lambda grown: closing_by_itself(desk, grown, wanted[-1].at)]

    written = desk.record(
        tail, decide, op=op or drafts[0].do, recent=recent, prefer_open=drafts[0].do != "reopen"
    )
    notes = (*same_hands(desk, written), *price_notes(desk, written))
    return msgspec.structs.replace(written, notes=notes)


def done(  # noqa: PLR0913 - one keyword a fact of the report
    desk: Desk,
    tail: str,
    *,
    at: datetime | None = None,
    arrived: datetime | None = None,
    contained: datetime | None = None,
    steps: Sequence[str] = (),
    signed: str = "",
    told: str = "",
    slip: str = "",
    result: str = "",
    who: str = "",
) -> Written:
    """Write the end of the work: only the events for which a time or a fact was given.

    The resolve is now unless `at` says otherwise; feedback is written with `told` alone. A slip
    is the evidence of what somebody else did.
    """
    src = f"slip:{slip}" if slip else ""
    drafts = []
    if arrived:
        drafts.append(Draft(do="arrive", at=arrived, who=who, src=src))
    if contained:
        drafts.append(Draft(do="contain", at=contained, who=who, src=src))
    if steps:
        fields = {"steps": tuple(steps), "slip": slip}
        drafts.append(Draft(do="procedure", at=at, who=who, src=src, fields=fields))
    drafts.append(
        Draft(do="resolve", at=at, who=who, src=src, fields={"result": result, "slip": slip})
    )
    if signed:
        fields_of_sign = {"person": signed, "slip": slip}
        drafts.append(Draft(do="sign", at=at, who=who, src=src, fields=fields_of_sign))
    if told:
        drafts.append(Draft(do="feedback", at=at, fields={"way": told}))
    return report(desk, tail, drafts, op="done")


_SATISFIED_FROM = 3
"""基本满意 counts as satisfied: DB11/T 751-2025, notes to tables 4.2.4 and 4.2.5."""


def visit(  # noqa: PLR0913 - one keyword a fact of the report
    desk: Desk,
    tail: str,
    *,
    score: int | None = None,
    way: str = "phone",
    words: str = "",
    at: datetime | None = None,
    who: str = "",
    stay_open: bool = False,
) -> Written:
    """Write the follow-up, and close the ticket when it was satisfied and nothing is missing."""
    satisfied = score is None or score >= _SATISFIED_FROM
    outcome = "" if satisfied else "unsatisfied"
    fields = {"score": score, "way": way, "words": words, "outcome": outcome}
    call = Draft(do="visit", at=at, who=who, fields=fields)

    def decide(ticket: Ticket, changes: Transaction) -> list[Draft]:
        drafts = [prepared(desk, changes, ticket, call)]
        if satisfied and not stay_open and not _missing_but_visit(desk, ticket):
            drafts.append(Draft(do="close", at=at))
        return drafts

    return desk.record(tail, decide, op="visit")


def _missing_but_visit(desk: Desk, ticket: Ticket) -> list[str]:
    """Return the steps other than the visit that the ticket lacks for closing."""
    ground = desk.ground(ticket)
    standing = fold(ticket, ground.book)
    return [name for name in missing_steps(ticket, standing, ground, "close") if name != "visit"]
