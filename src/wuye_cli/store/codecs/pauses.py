"""Codec of pause reasons, pause rules and policy, as they stand in tiers and in case files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.tier import PauseReason, PauseRules, Policy
from wuye_cli.store.codecs.reading import Node, check_id

if TYPE_CHECKING:
    from collections.abc import Collection

    from wuye_cli.domain.timekeeping.limit import Limit

_REASON_KEYS = (
    "label",
    "label_en",
    "stops",
    "stops_if_agreed",
    "max",
    "evidence",
    "basis",
)
_RULE_KEYS = (
    "needs_ack",
    "needs_until",
    "default_until",
    "backdate_max",
    "after_due",
    "request_by",
    "record_by",
    "approve_over",
    "basis",
)


def read_pause_reasons(node: Node, clocks: Collection[str]) -> dict[str, PauseReason]:
    """Read why a ticket may stand still; the clocks that stop must be declared ones."""
    found: dict[str, PauseReason] = {}
    for name, part in node.entries() if node.present else ():
        check_id(part, name)
        if not part.fields(_REASON_KEYS, required=("stops",)):
            continue
        found[name] = PauseReason(
            id=name,
            label=part.at("label").text(),
            label_en=part.at("label_en").text(),
            stops=part.at("stops").choices(clocks),
            stops_if_agreed=part.at("stops_if_agreed").choices(clocks),
            longest=part.at("max").limit(),
            evidence=part.at("evidence").texts(),
            basis=part.at("basis").text(),
        )
    return found


def read_pause_rules(node: Node) -> PauseRules:
    """Read the rules that hold for every pause; the defaults if there are none."""
    if not node.present or not node.fields(_RULE_KEYS):
        return PauseRules()
    usual = PauseRules()
    backdate = node.at("backdate_max")
    longest = backdate.limit()
    if longest is not None and longest.seconds is None:
        backdate.report("S005", value=str(longest))
    over = node.at("approve_over")
    if over.present:
        over.fields(("limit", "by"), required=("limit", "by"))
    return PauseRules(
        needs_ack=node.at("needs_ack").flag(default=usual.needs_ack),
        needs_until=node.at("needs_until").flag(default=usual.needs_until),
        default_until=node.at("default_until").text(usual.default_until),
        backdate_max=(longest.seconds if longest else None) or usual.backdate_max,
        after_due=node.at("after_due").choice(("heals_nothing",), usual.after_due),
        request_by=node.at("request_by").text(usual.request_by),
        record_by=node.at("record_by").texts(),
        approve_over=over.at("limit").limit(),
        approve_by=over.at("by").text(usual.approve_by),
        basis=node.at("basis").text(),
    )


def read_policy(node: Node) -> Policy:
    """Read windows and thresholds; a figure left out has its default."""
    if not node.present or not node.fields(Policy.__struct_fields__):
        return Policy()
    usual = Policy()
    fractions = tuple(
        item.number(1.0, least=0.01) for item in node.at("escalation_fractions").items()
    )
    if list(fractions) != sorted(set(fractions)):
        node.at("escalation_fractions").report("T013", value=[str(part) for part in fractions])

    def window(name: str) -> Limit:
        usually: Limit = getattr(usual, name)
        return node.at(name).limit(usually) or usually

    return Policy(
        stop_is_met_when=node.at("stop_is_met_when").choice(
            (usual.stop_is_met_when,), usual.stop_is_met_when
        ),
        warn_fraction=node.at("warn_fraction").number(usual.warn_fraction, least=0.01, most=1.0),
        escalation_fractions=fractions or usual.escalation_fractions,
        reopen_window=window("reopen_window"),
        repeat_window=window("repeat_window"),
        second_complaint_window=window("second_complaint_window"),
        correction_window=window("correction_window"),
        urge_escalates_at=node.at("urge_escalates_at").whole(usual.urge_escalates_at, least=1),
        urge_min_gap=node.at("urge_min_gap").limit(),
        visit_attempts_required=node.at("visit_attempts_required").whole(
            usual.visit_attempts_required, least=1
        ),
        basis=node.at("basis").words(),
    )
