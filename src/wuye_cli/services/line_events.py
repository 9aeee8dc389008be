"""The steps of a line as events of one ticket, each decided when its turn comes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.services.closing import closing_by_itself
from wuye_cli.services.line_acts import ACTS, CLOSING, Told, closing
from wuye_cli.services.line_times import OF_THE_FIELD
from wuye_cli.services.preparing import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.line.line import Step
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk, Draft, Further
    from wuye_cli.store.transaction import Transaction


_OF_THE_DESK = frozenset({"dispatch", "vendor_call", "outside"})
"""Acts of the desk that may be told afterwards: by whoever took the call that night."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a line passes on for others.

    Attributes:
        slip: Number of the paper, or empty.
        src: Evidence to write into the events.
        who: Who reports, where that is not the one who types.
        taker: Who took the call and, until it was typed, did the desk's part.
        said: When the line was said, if that was not now: a message sent earlier.
        whole: All of the line rests on the evidence, also what the desk does itself.
    """

    slip: str = ""
    src: str = ""
    who: str = ""
    taker: str = ""
    said: datetime | None = None
    whole: bool = False


class StepEvents:
    """Decides the events of a line's steps under the lock."""

    def __init__(self, desk: Desk, changes: Transaction, report: Report) -> None:
        self._desk = desk
        self._changes = changes
        self._report = report
        self._acts: frozenset[str] = frozenset()
        self._signer = ""

    def of(self, order: Sequence[tuple[Step, datetime | None]]) -> list[Further]:
        """Return what decides the events, one function a step, in the order of what happened."""
        self._acts = frozenset(step.act for step, _ in order)
        self._signer = next(
            (step.facts.get("person", "") for step, _ in order if step.act == "consent"), ""
        )
        return [partial(self._decide, step, at or self._report.said) for step, at in order]

    def _decide(self, step: Step, at: datetime | None, ticket: Ticket) -> list[Draft | Further]:
        at = _not_before(ticket.events[-1].at, at)
        told = Told(
            desk=self._desk, step=step, at=at, ticket=ticket, slip=self._report.slip,
            signer=self._signer, also=self._acts, said=self._report.said,
        )  # fmt: skip
        drafts = [self._passed_on(draft, step) for draft in ACTS[step.act](told)]
        after = closing if step.act in CLOSING else closing_by_itself
        return [
            *(partial(self._prepared, draft) for draft in drafts),
            lambda grown: after(self._desk, grown, at),
        ]

    def _prepared(self, draft: Draft, ticket: Ticket) -> list[Draft | Further]:
        return [prepared(self._desk, self._changes, ticket, draft)]

    def _passed_on(self, draft: Draft, step: Step) -> Draft:
        """Return a draft with the evidence on which it is typed for somebody else."""
        report = self._report
        in_field = step.act in OF_THE_FIELD or (step.act == "told" and draft.at is not None)
        if step.act in _OF_THE_DESK and draft.at is not None and not draft.who:
            draft = msgspec.structs.replace(draft, who=report.taker)
        if not report.src or not (in_field or report.whole):
            return draft
        return msgspec.structs.replace(draft, src=report.src, who=draft.who or report.who)


_MINUTE = 60


def _not_before(last: datetime, at: datetime | None) -> datetime | None:
    """Return when a step happened; one typed to the minute of the last event did not precede it.

    A call is received to the second, and a clerk types minutes.
    """
    if at is None or at.second or at >= last:
        return at
    return last if last.timestamp() - at.timestamp() < _MINUTE else at
