"""Codec of `standards/flows.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.tickets.category import KINDS
from wuye_cli.domain.tickets.flow import (
    CONDITIONS,
    CONSENT_IF_PAID,
    NEEDS,
    Flow,
    FlowBook,
    FlowMatch,
    StepRule,
    Tick,
)
from wuye_cli.store.codecs.reading import Node, Problem, check_id

if TYPE_CHECKING:
    from collections.abc import Collection

_BOOK_KEYS = ("schema", "ack_counts_on", "steps", "procedures", "flows", "visit_outcome")
_TICK_KEYS = ("id", "label", "label_en")
_STEP_KEYS = ("label", "label_en", "who", "after", "fields", "evidence", "not_by")
_WHEN_KEYS = ("kind", "tier", "not_tier", "class")
_FLOW_KEYS = (
    "when",
    "label",
    "label_en",
    "steps",
    "required_if",
    "after",
    "fields",
    "plan",
    "follow_on",
    "procedure",
    "same_call",
    "visit_by",
    "auto_close_on",
)


def read_flow_book(tree: Any) -> tuple[FlowBook, list[Problem]]:
    """Read all flows, in order; every step that a flow names must stand under `steps`."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("flows")
    if not node.fields(_BOOK_KEYS, required=("schema", "steps", "flows"), document=True):
        return FlowBook(), problems
    old = node.at("procedures")
    if old.present:
        old.report("S012", field="procedures", instead="standards/procedures/<id>.yaml")
    return read_flows(node), problems


def read_flows(node: Node, steps: dict[str, StepRule] | None = None) -> FlowBook:
    """Read the body of a flow file whose keys have been checked.

    Args:
        node: The mapping with `steps`, `flows` and the rest.
        steps: Steps to use when the body declares none (a case file over a store).
    """
    known = _steps(node.at("steps")) if node.at("steps").present else steps or {}
    usual = FlowBook()
    flows = {
        name: flow
        for name, part in node.at("flows").entries()
        if (flow := _flow(name, part, known))
    }
    return FlowBook(
        steps=known,
        flows=flows,
        procedures=_procedures(node.at("procedures")),
        ack_counts_on=node.at("ack_counts_on").texts(usual.ack_counts_on),
        visit_outcome={key: part.texts() for key, part in node.at("visit_outcome").entries()},
    )


def _steps(node: Node) -> dict[str, StepRule]:
    """Read what holds for a step in every flow."""
    found: dict[str, StepRule] = {}
    names = [name for name, _ in node.entries()]
    for name, part in node.entries():
        check_id(part, name)
        if not part.fields(_STEP_KEYS):
            continue
        found[name] = StepRule(
            id=name,
            label=part.at("label").text(),
            label_en=part.at("label_en").text(),
            who=part.at("who").texts(),
            after=part.at("after").choices(names),
            fields=part.at("fields").texts(),
            evidence=part.at("evidence").texts(),
            not_by=part.at("not_by").choices(names),
        )
    return found


def _procedures(node: Node) -> dict[str, tuple[Tick, ...]]:
    """Read the checklists as they stood here before they had files of their own."""
    found: dict[str, tuple[Tick, ...]] = {}
    for name, part in node.entries() if node.present else ():
        check_id(part, name)
        found[name] = tuple(
            Tick(id=one, label=item.at("label").text(), label_en=item.at("label_en").text())
            for item in part.items()
            if item.fields(_TICK_KEYS, required=("id", "label"))
            and check_id(item.at("id"), one := item.at("id").text())
        )
    return found


def _flow(name: str, node: Node, steps: Collection[str]) -> Flow | None:
    """Read one flow; None if it is no mapping."""
    check_id(node, name)
    if not node.fields(_FLOW_KEYS, required=("steps",)):
        return None
    before = (*steps, CONSENT_IF_PAID)
    return Flow(
        id=name,
        when=_when(node.at("when")),
        steps={step: part.choice(NEEDS) for step, part in _by_step(node.at("steps"), steps)},
        required_if={
            step: part.choice(CONDITIONS) for step, part in _by_step(node.at("required_if"), steps)
        },
        after={step: part.choices(before) for step, part in _by_step(node.at("after"), steps)},
        fields={step: part.texts() for step, part in _by_step(node.at("fields"), steps)},
        label=node.at("label").text(),
        label_en=node.at("label_en").text(),
        plan=node.at("plan").choice(("required", "optional")),
        follow_on=node.at("follow_on").choice(("allowed", "refused")),
        procedure=node.at("procedure").text(),
        same_call=node.at("same_call").choices(steps),
        visit_by=node.at("visit_by").texts(),
        auto_close_on=node.at("auto_close_on").choice(steps),
    )


def _by_step(node: Node, steps: Collection[str]) -> list[tuple[str, Node]]:
    """Return the entries of a mapping by step, after reporting steps that nobody declared."""
    if not node.present or not node.fields(steps):
        return []
    return [(step, part) for step, part in node.entries() if step in steps]


def _when(node: Node) -> FlowMatch:
    """Read when a flow applies; a condition left out is met by every ticket."""
    if not node.present or not node.fields(_WHEN_KEYS):
        return FlowMatch()
    return FlowMatch(
        kind=node.at("kind").choices(KINDS),
        tier=node.at("tier").texts(),
        not_tier=node.at("not_tier").texts(),
        service=node.at("class").texts(),
    )
