"""Flows (流程): which steps a kind of ticket must take, as data of `standards/flows.yaml`."""

from __future__ import annotations

from functools import cached_property

import msgspec

CONDITIONS = (
    "has_reporter",
    "no_reporter",
    "reporter_is_resident_and_kind_repair",
    "category_has_vendor",
    "charge_above_zero",
    "dissuade_failed",
    "anonymous",
    "known_caller",
)
"""Names that `required_if` may use."""

NEEDS = ("required", "optional", "none")
"""What a flow may say of a step."""

CONSENT_IF_PAID = "consent_if_charge_above_zero"
"""In a flow's `after`: consent, once a charge above zero was quoted."""


class StepRule(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a step in every flow.

    Attributes:
        who: Roles that act.
        after: Steps that must have been taken before (not later than) this one.
        fields: Facts that the event must carry.
        evidence: Facts of which one should be there.
        not_by: The actor may not have done one of these steps of the same ticket.
    """

    id: str
    label: str = ""
    label_en: str = ""
    who: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()


class FlowMatch(msgspec.Struct, frozen=True, kw_only=True):
    """When a flow applies; empty means any; `service` is the tier's class."""

    kind: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    not_tier: tuple[str, ...] = ()
    service: tuple[str, ...] = ()


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a procedure's checklist: ticked on paper by the one who does the work.

    Attributes:
        evidence: What proves it, such as `photo`; empty where the tick is enough.
        when: Condition of `CONDITIONS` under which it is asked for; empty means always.
        consent: The resident must have agreed here before the work goes on.
    """

    id: str
    label: str = ""
    label_en: str = ""
    evidence: tuple[str, ...] = ()
    when: str = ""
    consent: bool = False


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """One flow.

    Attributes:
        steps: Step to `required` or `optional`; a step not named is `none`.
        required_if: Step to the name of a condition under which it is required.
        after: More prerequisites in this flow; `consent_if_charge_above_zero` means consent
            once a charge above zero was quoted.
        procedure: Name of the checklist that goes with the work, of `FlowBook.procedures`.
        fields: More facts that a step must carry in this flow.
        auto_close_on: Step after which the ticket closes by itself, or empty.
    """

    id: str
    when: FlowMatch = FlowMatch()
    steps: dict[str, str] = {}
    required_if: dict[str, str] = {}
    after: dict[str, tuple[str, ...]] = {}
    fields: dict[str, tuple[str, ...]] = {}
    label: str = ""
    label_en: str = ""
    plan: str = ""
    follow_on: str = ""
    procedure: str = ""
    same_call: tuple[str, ...] = ()
    visit_by: tuple[str, ...] = ()
    auto_close_on: str = ""


class FlowBook(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All flows, first match wins; on `ack_counts_on` channels taking the call is an answer.

    `procedures` are the checklists that flows name, by name.
    """

    steps: dict[str, StepRule] = {}
    flows: dict[str, Flow] = {}
    procedures: dict[str, tuple[Tick, ...]] = {}
    ack_counts_on: tuple[str, ...] = ("phone", "counter")
    visit_outcome: dict[str, tuple[str, ...]] = {}

    @cached_property
    def after_the_work(self) -> frozenset[str]:
        """The steps that come after `resolve`, by their prerequisites, and `resolve` itself."""
        later = {"resolve", "close"}
        grew = True
        while grew:
            more = {name for name, rule in self.steps.items() if later & set(rule.after)}
            grew = not more <= later
            later |= more
        return frozenset(later)

    def flow_for(self, *, kind: str, tier: str, service: str) -> Flow | None:
        """Return the first flow whose `when` fits, or None."""
        for flow in self.flows.values():
            when = flow.when
            if (
                (not when.kind or kind in when.kind)
                and (not when.tier or tier in when.tier)
                and tier not in when.not_tier
                and (not when.service or service in when.service)
            ):
                return flow
        return None
