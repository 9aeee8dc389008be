"""From when a committed text holds (何时生效): its day, and not before those agreed who must.

The desk, `check` and the audit ask this of the same facts, so that they never differ about the
version that a ticket was received under.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.approving.approval import TERMS, WORDING, Approval, ChangeRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from wuye_cli.domain.approving.fingerprint import Prints


class Committed(NamedTuple):
    """A text of one standard that was committed, as far as approvals ask."""

    prints: Prints
    committed: datetime


class Asked(NamedTuple):
    """What the policy asked of changes from an instant on."""

    since: datetime
    rules: ChangeRules


class Holding(NamedTuple):
    """Whether a text holds, and from when if that is later than its own day."""

    holds: bool = True
    since: datetime | None = None


def holdings(
    texts: Sequence[Committed], approvals: Sequence[Approval], asked: Sequence[Asked]
) -> list[Holding]:
    """Return of each text whether it holds and from when.

    The oldest text is what the standard began with, and needs nobody. A text that was proposed
    holds once it is approved, by what its proposal says is needed. One that nobody proposed holds
    where the policy of its moment asked for no approval, or where it is what held before.

    Args:
        texts: Of one standard, the newest first.
        approvals: All of that standard, by number.
        asked: What the policies asked, in any order.
    """
    found: list[Holding] = []
    held: list[Prints] = []
    for text in reversed(texts):
        holding = _holding(text, held, approvals, asked)
        if holding.holds:
            held.append(text.prints)
        found.append(holding)
    return found[::-1]


def _holding(
    text: Committed,
    held: Sequence[Prints],
    approvals: Sequence[Approval],
    asked: Sequence[Asked],
) -> Holding:
    fitting = [
        one for one in approvals if one.content == text.prints.content and one.withdrawn is None
    ]
    if fitting:
        agreed = next((one for one in reversed(fitting) if one.is_approved), None)
        return Holding(holds=False) if agreed is None else Holding(since=_agreed_at(agreed))
    if not held or _is_back(text, held, approvals):
        return Holding()
    part = WORDING if text.prints.terms == held[-1].terms else TERMS
    return Holding(holds=not any(rules.needs(part).approvals for rules in _at(text, asked)))


def _agreed_at(approval: Approval) -> datetime | None:
    """Return when the last of several agreed; None where the proposer was enough."""
    return approval.decided_at if approval.needs.approvals else None


def _is_back(text: Committed, held: Sequence[Prints], approvals: Iterable[Approval]) -> bool:
    """Say whether a text is what held before, put back while nothing newer was agreed on."""
    newer = any(
        one.is_approved and one.decided_at is not None and one.decided_at <= text.committed
        for one in approvals
    )
    return not newer and any(text.prints.content == one.content for one in held)


def _at(text: Committed, asked: Iterable[Asked]) -> list[ChangeRules]:
    """Return what was asked when a text was committed.

    What was said within the same second counts along with what stood before: a commit that loosens
    the policy does not thereby free the text that it brings.
    """
    before = [one for one in asked if one.since < text.committed]
    same = [one.rules for one in asked if one.since == text.committed]
    newest = max(before, key=lambda one: one.since, default=None)
    return [*same, *([newest.rules] if newest is not None else [])]
