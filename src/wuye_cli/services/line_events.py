"""The steps of a line as events of one ticket, each decided when its turn comes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.services.closing import closing_by_itself
from wuye_cli.services.line_acts import ACTS, CLOSING, Told, closing
from wuye_cli.services.line_times import OF_THE_FIELD, placed
from wuye_cli.services.preparing import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.line.line import Step
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk, Draft, Further
    from wuye_cli.store.transaction import Transaction


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a line passes on for others.

    Attributes:
        slip: Number of the paper, or empty.
        src: Evidence to write into the events.
        who: Who reports, where that is not the one who types.
        base: When the call came, if the line says so: its bare clocks follow it.
        said: When the line was said, if that was not now: a message sent earlier.
        whole: All of the line rests on the evidence, also what the desk does itself.
    """

    slip: str = ""
    src: str = ""
    who: str = ""
    base: datetime | None = None
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

    def of(self, steps: Sequence[Step]) -> list[Further]:
        """Return what decides the events, one function a step, in the order of what happened.

        Raises:
            CallError: `bad_time`.
        """
        reported = bool(self._report.slip or self._report.base)
        now = self._report.said or self._desk.now()
        order = placed(steps, now, base=self._report.base, reported=reported)
        self._acts = frozenset(step.act for step in steps)
        self._signer = next(
            (step.facts.get("person", "") for step in steps if step.act == "consent"), ""
        )
        return [partial(self._decide, step, at or self._report.said) for step, at in order]

    def _decide(self, step: Step, at: datetime | None, ticket: Ticket) -> list[Draft | Further]:
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
        if not report.src or not (in_field or report.whole):
            return draft
        return msgspec.structs.replace(draft, src=report.src, who=draft.who or report.who)
