"""Keys that no command acts on yet."""

from __future__ import annotations

FOR_READERS = frozenset(
    {
        *(f"settings.{key}" for key in ("city", "grade", "contract")),
        *(f"settings.{key}" for key in ("contact_months", "team")),
        *(f"tiers.rules.{key}" for key in ("default_until", "backdate_max", "after_due")),
        *(f"tiers.rules.{key}" for key in ("request_by", "record_by", "basis")),
        *(f"tiers.tier.{key}" for key in ("owner_role", "basis")),
        *(f"tiers.reason.{key}" for key in ("evidence", "basis")),
        *(f"tiers.policy.{key}" for key in ("escalation_fractions", "basis")),
        *(f"categories.category.{key}" for key in ("doer", "utility", "plan", "hours", "class")),
        *(f"categories.category.{key}" for key in ("subcodes", "require", "incident_fields")),
        *(f"categories.category.{key}" for key in ("due_from_source", "basis")),
        *(f"flows.step.{key}" for key in ("who", "evidence")),
        *(f"flows.flow.{key}" for key in ("plan", "follow_on", "same_call", "visit_by")),
        *(f"retention.rule.{key}" for key in ("why", "basis", "consent")),
        "flows.visit_outcome",
        "prices.item.basis",
        "staff.zone",
        "tiers.grade",
    }
)
"""Keys that are read, checked and perhaps shown, and on which no command acts yet."""
