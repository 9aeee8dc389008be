"""The working paper of a sample: a row a ticket what the store knows, answers to choose."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.gateways.sheets.model import Choice, Column, Row, Table
from wuye_cli.services.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.clocks import Facts
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.audit_papers.sampling import Sample
    from wuye_cli.services.desk import Desk

WHAT = "workpaper"
TESTS = ("receipt", "tier", "times", "procedure", "visit", "price", "signature")
"""What is tested on each ticket."""
Evidence = tuple[tuple[str, ...], tuple[str, ...]]
EVIDENCE: dict[str, Evidence] = {
    "procedure": (("step", "attach", "resolve"), ("steps", "name", "result")),
    "visit": (("visit", "verify"), ("way", "score", "result")),
    "price": (("quote", "consent", "pay"), ("price", "way", "receipt")),
    "signature": (("sign",), ("person", "slip", "evidence")),
}
"""Which events bear witness to what is tested, and their fields that are worth seeing."""
_KINDS = {"way": "channel", "score": "score"}
"""Fields whose values have words of their own, and of which kind."""
PASS, FAIL, NOT_APPLICABLE = "pass", "fail", "na"
ANSWERS = (
    Choice(PASS, "符合", "pass"),
    Choice(FAIL, "不符合", "fail"),
    Choice(NOT_APPLICABLE, "不适用", "n.a."),
)
NOTE = "note"
_SHOWN = (("stratum", 12), ("received", 17), ("title", 26), ("status", 10), ("facts_tier", 12),
          ("facts_times", 40), ("facts_procedure", 24), ("facts_visit", 20), ("facts_price", 20),
          ("facts_signature", 16))  # fmt: skip
COLUMNS = (
    Column(key="id", locked=True, width=17),
    *(Column(key=key, locked=True, width=width) for key, width in _SHOWN),
    *(Column(key=f"test_{one}", kind="choice", closed=True, fresh=True, width=10) for one in TESTS),
    Column(key=NOTE, fresh=True, width=40),
)


def workpaper(desk: Desk, sample: Sample, word: Callable[[str, str], str]) -> Table:
    """Return the paper.

    Args:
        desk: The desk.
        sample: What was drawn.
        word: Returns how a value of a kind (`clock`, `event`, `status`) is said.

    Raises:
        NotFoundError: `audit.sample_elsewhere`, if a ticket of the sample is not in this store.
    """
    rows = []
    for name, stratum in sample.names():
        try:
            ticket = desk.ticket(name)
        except NotFoundError:
            raise NotFoundError("audit.sample_elsewhere", id=name) from None
        rows.append(
            Row(
                key=name,
                mark=ticket.uid,
                cells=_cells(desk, ticket, word(sample.by, stratum), word),
            )
        )
    return Table(
        what=WHAT,
        columns=COLUMNS,
        rows=tuple(rows),
        choices={f"test_{one}": ANSWERS for one in TESTS},
        base=sample.commit,
        at=desk.now().isoformat(),
        facts={"sample": msgspec.json.encode(sample).decode()},
    )


def _cells(
    desk: Desk, ticket: Ticket, stratum: str, word: Callable[[str, str], str]
) -> dict[str, str]:
    standing, facts = desk.look(ticket)
    cells = {
        "id": ticket.id,
        "stratum": stratum,
        "received": f"{ticket.received.at.astimezone(desk.zone):%Y-%m-%d %H:%M}",
        "title": ticket.title,
        "status": word("status", standing.status),
        "facts_tier": word("tier", standing.tier),
        "facts_times": _times(desk, facts, word),
        **{f"facts_{test}": _said(desk, standing, told, word) for test, told in EVIDENCE.items()},
    }
    return {key: one_line(text) for key, text in cells.items() if text}


def _times(desk: Desk, facts: Facts, word: Callable[[str, str], str]) -> str:
    """Return each clock with its due and when it was stopped."""
    told = []
    for one in facts.clocks:
        due, stopped = _moment(desk, one.due), _moment(desk, one.stopped)
        told.append(f"{word('clock', one.clock)} {due or '-'} / {stopped or '-'}")
    return "; ".join(told)


def _moment(desk: Desk, instant: int | None) -> str:
    if instant is None:
        return ""
    return f"{datetime.fromtimestamp(instant, tz=desk.zone):%m-%d %H:%M}"


def _value(field: str, value: object, word: Callable[[str, str], str]) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return word(_KINDS[field], str(value)) if field in _KINDS else str(value)


def _said(desk: Desk, standing: Standing, of: Evidence, word: Callable[[str, str], str]) -> str:
    """Return what events of some kinds say, with when."""
    kinds, fields = of
    told = []
    for event in standing.events:
        if event.do in kinds:
            at = f"{event.at.astimezone(desk.zone):%m-%d %H:%M}"
            values = [(field, getattr(event, field)) for field in fields]
            words = [_value(field, value, word) for field, value in values if value]
            told.append(" ".join([word("event", event.do), at, *words]))
    return "; ".join(told)
