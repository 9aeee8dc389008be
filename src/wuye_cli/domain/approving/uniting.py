"""Two copies of one approval brought together, and which of two proposals has a number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from wuye_cli.domain.approving.approval import Act, Approval

_NEVER = datetime.max.replace(tzinfo=UTC)


def united(one: Approval, other: Approval) -> Approval | None:
    """Return an approval with what was done about it at both desks; None if it is not one.

    Who approved at another desk approved; what was posted or taken back there was. Acts are only
    ever added, so they stand in the order of their times. Of two withdrawals the first stands.
    """
    if _bare(one) != _bare(other):
        return None
    taken_back = [act for act in (one.withdrawn, other.withdrawn) if act is not None]
    return msgspec.structs.replace(
        one,
        approvals=_both(one.approvals, other.approvals),
        notices=_both(one.notices, other.notices),
        withdrawn=min(taken_back, key=_order, default=None),
    )


def precedence(approval: Approval) -> tuple[datetime, datetime, str]:
    """Return what two proposals of one number are sorted by: what was approved first stands.

    If neither was, what was proposed first does.
    """
    decided = approval.decided_at if approval.is_approved else None
    return decided or _NEVER, approval.proposed.at, approval.content


def _bare(approval: Approval) -> Approval:
    return msgspec.structs.replace(approval, approvals=(), notices=(), withdrawn=None)


def _both(one: tuple[Act, ...], other: tuple[Act, ...]) -> tuple[Act, ...]:
    every = [*one, *(act for act in other if act not in one)]
    return tuple(sorted(every, key=_order))


def _order(act: Act) -> tuple[datetime, str, str, str, str]:
    return act.at, act.by, act.role, act.reason, act.content
