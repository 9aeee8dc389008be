"""The derived states of versions, and which of them is in force at an instant."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - read with the facts of `check`
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.approving.approval import (
    APPROVED,
    DRAFT,
    EXPIRED,
    IN_FORCE,
    SCHEDULED,
    SUPERSEDED,
    WITHDRAWN,
)
from wuye_cli.domain.naming import version_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.approving.approval import Approval


class Text(NamedTuple):
    """The text of a standard as it stands: what its approvals are held against."""

    content: str
    version: str
    effective_from: datetime | None = None


def in_turn(approvals: Sequence[Approval]) -> list[Approval]:
    """Return what was approved and not withdrawn, by the instant it takes effect, then version."""
    dated = [(one.start, one) for one in approvals if one.is_approved]
    ordered = sorted(
        ((start, one) for start, one in dated if start is not None),
        key=lambda pair: (pair[0], version_key(pair[1].version), pair[1].number),
    )
    return [one for _, one in ordered]


def in_force(approvals: Sequence[Approval], now: datetime) -> Approval | None:
    """Return the approval in force; one that has expired holds until another follows it."""
    begun = [one for one in in_turn(approvals) if one.start is not None and one.start <= now]
    return begun[-1] if begun else None


def state_of(approval: Approval, every: Sequence[Approval], now: datetime) -> str:
    """Return the state of one version among all of its standard.

    Args:
        approval: One of them.
        every: All approvals of the standard.
        now: The instant for which is asked.
    """
    if approval.withdrawn is not None:
        return WITHDRAWN
    start = approval.start
    if start is None or not approval.is_approved:
        return DRAFT
    if start > now:
        return APPROVED if is_unpublished(approval) else SCHEDULED
    if in_force(every, now) is not approval:
        return SUPERSEDED
    return EXPIRED if is_expired(approval, now) else IN_FORCE


def is_unpublished(approval: Approval) -> bool:
    """Say whether its notice is asked for and was not published."""
    return approval.publish_until is not None and not approval.notices


def is_expired(approval: Approval, now: datetime) -> bool:
    """Say whether its last day is over."""
    return approval.expires is not None and approval.expires <= now


def state_of_text(text: Text, every: Sequence[Approval], now: datetime) -> str:
    """Return the state of the text as it stands: that of the approval that fits it, or a draft."""
    fitting = matching(text, every)
    return DRAFT if fitting is None else state_of(fitting, every, now)


def matching(text: Text, every: Sequence[Approval]) -> Approval | None:
    """Return the latest approval, not withdrawn, that was given to just this text."""
    return next(
        (one for one in reversed(every) if one.content == text.content and one.withdrawn is None),
        None,
    )


def is_begun(text: Text, now: datetime) -> bool:
    """Say whether the text is used by now; one without a date is used as soon as committed."""
    return text.effective_from is None or text.effective_from <= now


def judge_text(text: Text, every: Sequence[Approval], now: datetime) -> str:
    """Return what is wrong with the text beside its approvals: Q030, Q031 or nothing.

    Q030: it is in force and nobody approved it. Q031: it calls itself a version that was
    approved, and says something else.
    """
    fitting = matching(text, every)
    decided = [one for one in every if one.is_approved]
    if fitting is not None and fitting.is_approved:
        if state_of(fitting, every, now) == SUPERSEDED:
            return "Q031"
        return ""
    if fitting is None and decided and decided[-1].version == text.version:
        return "Q031"
    if fitting is None and not decided and _is_back(text, every):
        return ""
    return "Q030" if is_begun(text, now) else ""


def _is_back(text: Text, every: Sequence[Approval]) -> bool:
    """Say whether the text is the one that stood before the first proposal."""
    return bool(every) and text.content == every[0].before


class Clash(NamedTuple):
    """Two approved versions whose times do not meet: Q033 a gap, Q034 an overlap."""

    code: str
    one: Approval
    other: Approval


def clashes(approvals: Sequence[Approval]) -> list[Clash]:
    """Return the gaps and overlaps of the approved versions.

    A version ends where the next begins. A gap is left by one that expires earlier. It overlaps
    if one that was proposed later takes effect no later: then nobody knows which is meant.
    """
    found: list[Clash] = []
    turn = in_turn(approvals)
    for one, after in pairwise(turn):
        if one.expires is not None and after.start is not None and one.expires < after.start:
            found.append(Clash("Q033", one, after))
    decided = [one for one in approvals if one.is_approved]
    for one, after in pairwise(decided):
        if one.start is not None and after.start is not None and after.start <= one.start:
            found.append(Clash("Q034", one, after))
    return found
