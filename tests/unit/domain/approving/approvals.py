"""Small approvals for the tests."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from wuye_cli.domain.approving.approval import Act, Approval, Needs

ZONE = timezone(timedelta(hours=8))
MANAGER = "wang@x"


def day(number, hour=0, month=11):
    return datetime(2026, month, number, hour, tzinfo=ZONE)


def approval(number=1, start=None, at=None, **fields):
    """Version `number`, approved by a manager on `at` (1 November), effective from `start`."""
    decided = at or day(1, 9)
    given = {
        "standard": "tiers",
        "number": f"{number:04d}",
        "version": str(number),
        "content": f"{number:x}" * 64,
        "terms": "f" * 64,
        "proposed": Act(by="li@x", at=decided),
        "needs": Needs(by=("manager",)),
        "effective_from": start,
        "approvals": (Act(by=MANAGER, at=decided, role="manager"),),
    }
    return Approval(**given | fields)
