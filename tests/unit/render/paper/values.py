"""Slips and jobs made by hand, with texts that mean harm."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from wuye_cli.domain.tickets.crew import REPORTED, Job, Member
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.flow import StepRule, Tick
from wuye_cli.domain.tickets.slip import DueLine, Resident, Slip, StepOnSlip
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.tier import Clock, Tier

AT = datetime(2026, 11, 24, 9, 20, tzinfo=timezone(timedelta(hours=8)))
ID = "WY-261124-A017"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> {{7*7}} {% raw %} \"]'>&amp; "
    "\u202egnp\u202c \x1b[2J 👨\u200d👩\u200d👧 שלום </style></title> `${1}` "
) + "长" * 500
PARTS = ("<script>", "{{7*7}}", "onerror", "{% raw %}")
"""What a reader of the page must see as text, as far as it is not cut off."""


def a_slip(text: str = "厨房龙头滴水", **more) -> Slip:
    """Return a slip with `text` wherever somebody may write one."""
    steps = (
        "arrive",
        "vendor_arrive",
        "contain",
        "dissuade",
        "quote",
        "consent",
        "resolve",
        "sign",
    )
    facts = {
        "ticket": Ticket(
            id=ID, uid="u", status="received", kind="repair", title=text, words=f"原话 {text}",
            unit=text, channel="phone",
            events=(Event(at=AT, do="receive", tier="special"),),
        ),
        "tail": "17",
        "received": AT,
        "cycle": 1,
        "tier": Tier(id="special", targets={}, label=text, label_en=text, service="special"),
        "category": None,
        "resident": Resident(role=text, known=True, digits="5555"),
        "assignee": text,
        "window": (AT, AT + timedelta(hours=2)),
        "dues": tuple(
            DueLine(clock=Clock(id=name, start=(), stop=(), label=text, label_en=text), due=AT)
            for name in ("arrive", "contain", "answer", "resolve")
        ),
        "ticks": tuple(Tick(id=f"t{n}", label=text, label_en=text) for n in range(9)),
        "steps": tuple(StepOnSlip(rule=StepRule(id=name, label=text, label_en=text)) for name in steps),
        "price": text,
        "cause": text,
        "method": text,
    }  # fmt: skip
    return Slip(**(facts | more))


def a_member(text: str = "赵师傅") -> Member:
    job = Job(
        id=ID, title=text, where=text, status="dispatched",
        tier=Tier(id="e", targets={}, label=text, label_en=text, service="emergency"),
        clock=Clock(id="arrive", start=(), stop=(), label=text, label_en=text),
        due=AT, is_late=True, window=(AT, AT + timedelta(days=1)), steps=REPORTED,
    )  # fmt: skip
    return Member(who=text, name=text, jobs=(job,))
