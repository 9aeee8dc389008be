"""Approvals (批准) as the records keep them, and what the policy asks of one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

SCHEMA = "approval/1"
WORSE, BETTER, SAME, UNKNOWN = "worse", "better", "same", "unknown"
"""What a change is to residents, all changes together."""

TERMS, WORDING = "terms", "wording"
"""What a proposal changes: what somebody is obliged to, or words alone."""

DRAFT, APPROVED, SCHEDULED, IN_FORCE = "draft", "approved", "scheduled", "in_force"
SUPERSEDED, EXPIRED, WITHDRAWN = "superseded", "expired", "withdrawn"
STATES = (DRAFT, APPROVED, SCHEDULED, IN_FORCE, SUPERSEDED, EXPIRED, WITHDRAWN)
"""Always derived, never typed."""


class Needs(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the policy asked when something was proposed; kept, as the policy changes later.

    Attributes:
        approvals: How many persons; 0: the proposer alone, if a role of `by` is theirs.
        by: Roles that may approve.
        four_eyes: Nobody approves a change of which they wrote a part.
        notice_days: So long before it takes effect a change for the worse is published.
    """

    approvals: int = 0
    by: tuple[str, ...] = ()
    four_eyes: bool = False
    notice_days: int = 0


class ChangeRules(msgspec.Struct, frozen=True, kw_only=True):
    """What the policy asks of changes of standards."""

    terms: int = 0
    wording: int = 0
    by: tuple[str, ...] = ("manager",)
    four_eyes: bool = False
    notice_days: int = 0

    @property
    def asks(self) -> bool:
        """Whether any change needs somebody else's approval."""
        return bool(self.terms or self.wording)

    def needs(self, part: str) -> Needs:
        """Return what a change of terms, or of words alone, needs."""
        return Needs(
            approvals=self.terms if part == TERMS else self.wording,
            by=self.by,
            four_eyes=self.four_eyes,
            notice_days=self.notice_days,
        )


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who did something, in which role, when, and why.

    Attributes:
        by: Staff id or mail.
        content: Of a notice: the fingerprint that the posted copy bears.
    """

    by: str
    at: datetime
    role: str = ""
    reason: str = ""
    content: str = ""


class Impact(msgspec.Struct, frozen=True, kw_only=True):
    """What a change would have done to past tickets."""

    forgiven: int = 0
    newly_failed: int = 0
    tickets: int = 0


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal of one version of a standard, with all that was decided about it.

    Attributes:
        standard: Path below `standards/` without `.yaml`.
        number: Four digits, counting per standard.
        base: Number of the approval that it changes; empty for the first.
        before: Content fingerprint of the text that it changes; empty if there was none.
        part: `terms` or `wording`.
        changed: Stable keys of the terms that change.
        customer: What the changes are to residents, all together.
        short_notice: Why it may take effect before the notice period is over.
        retroactive: Why it may take effect before it was approved.
    """

    standard: str
    number: str
    version: str
    content: str
    terms: str
    proposed: Act
    needs: Needs = Needs()
    base: str = ""
    before: str = ""
    part: str = TERMS
    effective_from: datetime | None = None
    expires: datetime | None = None
    review_by: date | None = None
    change_codes: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    customer: str = UNKNOWN
    impact: Impact | None = None
    short_notice: str = ""
    retroactive: str = ""
    approvals: tuple[Act, ...] = ()
    notices: tuple[Act, ...] = ()
    withdrawn: Act | None = None

    @property
    def decided_at(self) -> datetime | None:
        """When the last approval that was needed was given; None while some are missing."""
        wanted = max(1, self.needs.approvals)
        first: dict[str, Act] = {}
        for act in sorted(self.approvals, key=lambda act: act.at):
            if act.role in self.needs.by:
                first.setdefault(act.by, act)
        given = list(first.values())
        return given[wanted - 1].at if len(given) >= wanted else None

    @property
    def missing(self) -> int:
        """How many approvals are still needed."""
        given = {act.by for act in self.approvals if act.role in self.needs.by}
        return max(0, max(1, self.needs.approvals) - len(given))

    @property
    def is_approved(self) -> bool:
        """Whether it is approved and not withdrawn."""
        return self.decided_at is not None and self.withdrawn is None

    @property
    def start(self) -> datetime | None:
        """When it takes effect: its date, else when it was approved."""
        return self.effective_from or self.decided_at

    @property
    def publish_until(self) -> datetime | None:
        """The instant before which its notice must be posted; None where none is asked for.

        Days are counted as people do: posted on the 22nd, seven days ahead of the 29th.
        """
        if self.customer != WORSE or not self.needs.notice_days or self.start is None:
            return None
        return self.start - timedelta(days=self.needs.notice_days - 1)

    @property
    def publish_by(self) -> datetime | None:
        """The last minute that is early enough for its notice, as a person reads a deadline."""
        until = self.publish_until
        return until - timedelta(minutes=1) if until is not None else None
