"""Flows on a page: the list, and one with its steps in order and what archiving needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.page_parts import both, entries, entry, listed, name_in, named
from wuye_cli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.tickets.flow import Flow, FlowBook, FlowMatch


def flow_table(book: FlowBook) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of the list of flows, in the order in which they are tried."""
    heads = [sentence(f"flow.{head}") for head in ("id", "label", "when", "needs")]
    rows = [
        [flow.id, named(flow), when_text(flow.when), str(len(required_of(flow)))]
        for flow in book.flows.values()
    ]
    return heads, rows


def required_of(flow: Flow) -> list[str]:
    """Return the steps that a flow always requires."""
    return [step for step, need in flow.steps.items() if need == "required"]


def when_text(when: FlowMatch) -> str:
    """Return when a flow applies."""
    parts = [
        (code, words)
        for code, words in (
            ("when.kind", [label("kind", kind) for kind in when.kind]),
            ("when.tier", list(when.tier)),
            ("when.class", list(when.service)),
            ("when.not_tier", list(when.not_tier)),
        )
        if words
    ]
    said = [sentence(code, words=listed(words)) for code, words in parts]
    return pick("；", "; ").join(said) or sentence("category.any")


def flow_page(
    flow: Flow,
    book: FlowBook,
    steps: Sequence[str],
    *,
    place: str,
    why: str = "",
    columns: int | None,
) -> str:
    """Draw a flow: its steps in order, when each is required, and what archiving needs.

    Args:
        flow: The flow.
        book: All flows, for what holds of a step everywhere.
        steps: Its steps, in the order of the standard.
        place: Where it is written.
        why: Why it was chosen, if it was.
        columns: Room on the terminal.
    """
    facts = [
        (sentence("show.path"), place),
        (sentence("flow.when"), when_text(flow.when)),
        (sentence("flow.why"), why),
        (
            sentence("flow.auto_close"),
            _step(book, flow.auto_close_on) if flow.auto_close_on else "",
        ),
        (sentence("flow.visit_by"), listed(flow.visit_by)),
        (sentence("flow.same_call"), listed(_step(book, step) for step in flow.same_call)),
    ]
    lines = [both(flow), *entries(facts, columns=columns), ""]
    marked = [(_need(flow, step), step) for step in steps]
    widest = max((width(_step(book, step)) for step in steps), default=0)
    for code in ("required", "conditional", "optional"):
        chosen = [step for need, step in marked if need == code]
        if chosen and code == "optional":
            said = listed(_step(book, step) for step in chosen)
            lines += entry(sentence("need.optional"), said, columns=columns)
        elif chosen:
            lines.append(sentence(f"need.{code}"))
            for step in chosen:
                name = _step(book, step)
                pad = " " * (widest - width(name))
                lines += entry(name + pad, _rule_text(flow, book, step), columns=columns, indent=2)
    closing = listed(_step(book, step) for step in required_of(flow) if step != "close")
    lines += ["", *entry(sentence("flow.close"), closing, columns=columns)]
    return "\n".join(lines)


def _need(flow: Flow, step: str) -> str:
    if flow.steps[step] == "required":
        return "required"
    return "conditional" if step in flow.required_if else "optional"


def _step(book: FlowBook, step: str) -> str:
    return name_in(book.steps, step, "event")


def _rule_text(flow: Flow, book: FlowBook, step: str) -> str:
    rule = book.steps.get(step)
    after = [*(rule.after if rule else ()), *flow.after.get(step, ())]
    fields = [*(rule.fields if rule else ()), *flow.fields.get(step, ())]
    condition = flow.required_if.get(step, "")
    parts = [
        ("step.if", sentence(f"condition.{condition}") if condition else ""),
        ("step.after", listed(_after(book, one) for one in after)),
        ("step.who", listed(rule.who) if rule else ""),
        ("step.fields", listed(label("field", name) for name in fields)),
        ("step.evidence", listed(rule.evidence) if rule else ""),
        ("step.not_by", listed(_step(book, one) for one in rule.not_by) if rule else ""),
    ]
    said = [sentence(code, words=words) for code, words in parts if words]
    return pick("；", "; ").join(said)


def _after(book: FlowBook, step: str) -> str:
    named_condition = f"condition.{step}"
    return sentence(named_condition) if step.startswith("consent_if") else _step(book, step)
