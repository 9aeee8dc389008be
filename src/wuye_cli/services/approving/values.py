"""What the commands of approval show as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.domain.approving.links import Suspect
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.services.approving.deciding import Decided, Review
    from wuye_cli.services.approving.keeping import Coming
    from wuye_cli.services.approving.looking_back import Blamed
    from wuye_cli.services.approving.proposing import Proposal
    from wuye_cli.services.approving.publishing import Verified


def approval_value(approval: Approval, state: str) -> dict[str, Any]:
    """Return an approval with its derived state."""
    value = {
        name: msgspec.to_builtins(getattr(approval, name))
        for name in approval.__struct_fields__
        if name not in {"needs", "impact"}
    }
    return {
        **value,
        "state": state,
        "missing": approval.missing,
        "needs": {
            "approvals": approval.needs.approvals,
            "by": list(approval.needs.by),
            "four_eyes": approval.needs.four_eyes,
            "notice_days": approval.needs.notice_days,
        },
        "impact": msgspec.to_builtins(approval.impact),
    }


def changes_value(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Return changes as the comparison tells them."""
    names = ("code", "level", "customer", "staff", "standard", "key", "old", "new", "fingerprint")
    return [
        {name: msgspec.to_builtins(getattr(change, name)) for name in names} for change in changes
    ]


def proposal_value(proposal: Proposal, state: str) -> dict[str, Any]:
    """Return a proposal with its changes."""
    return {
        **approval_value(proposal.approval, state),
        "path": proposal.path,
        "commit": proposal.commit,
        "changes": changes_value(proposal.changes),
    }


def review_value(review: Review, findings: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a review."""
    return {
        "standard": review.standard,
        "path": review.path,
        "version": review.version,
        "state": review.state,
        "content": review.prints.content,
        "terms": review.prints.terms,
        "base": review.base,
        "proposed": review.approval.number if review.approval else "",
        "missing": review.approval.missing if review.approval else None,
        "committed": review.committed,
        "customer": review.customer,
        "authors": list(review.authors),
        "changes": changes_value(review.changes),
        "impact": msgspec.to_builtins(review.impact),
        "findings": list(findings),
    }


def decided_value(decided: Decided) -> dict[str, Any]:
    """Return a decision that was written."""
    return {
        **approval_value(decided.approval, decided.state),
        "commit": decided.commit,
        "restored": decided.restored,
    }


def verified_value(verified: Verified) -> dict[str, Any]:
    """Return what became of a notice."""
    value: dict[str, Any] = msgspec.to_builtins(verified)
    return {**value, "holds": verified.holds}


def suspect_value(one: Suspect) -> dict[str, Any]:
    """Return a suspect link."""
    return {
        "id": one.link.id,
        "child": one.link.child,
        "child_key": one.link.child_key,
        "parent": one.link.parent,
        "parent_key": one.link.parent_key,
        "since": one.since.isoformat(),
        "version": one.version,
        "by": one.by,
        "keys": list(one.keys),
    }


def coming_value(one: Coming) -> dict[str, Any]:
    """Return a day that comes."""
    value: dict[str, Any] = msgspec.to_builtins(one)
    return value


def blamed_value(one: Blamed) -> dict[str, Any]:
    """Return a fact with the commit that gave it its value."""
    value: dict[str, Any] = msgspec.to_builtins(one)
    return value
