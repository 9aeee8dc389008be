"""The impact of a change for machines: JSON values and rows of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.render.impact_pages import NOT_MODELLED

if TYPE_CHECKING:
    from wuye_cli.domain.impact.outcome import Case, Impact, Matrix, Weight
    from wuye_cli.render.view import View

SCHEMA = "impact/1"
CSV_HEADS = (
    "id", "opened_at", "tier", "category", "unit", "place", "old", "new", "became", "by",
    "changes", "clock", "cycle", "stopped", "old_due", "new_due", "old_verdict", "new_verdict",
)  # fmt: skip


def value(impact: Impact, view: View) -> dict[str, Any]:
    """Return an impact as JSON shows it; ratios are fractions, instants are in the store's zone."""
    matrix = impact.matrix
    return {
        "schema": SCHEMA,
        "old": impact.old or "worktree",
        "new": impact.new or "worktree",
        "at": view.iso(impact.at),
        "tickets": impact.tickets,
        "set_aside": list(impact.set_aside),
        "aside": impact.aside,
        **_matrix(matrix),
        "forgiven": matrix.count("missed", "met"),
        "failed": matrix.count("met", "missed"),
        "clocks": [{"clock": name, **_matrix(one)} for name, one in impact.clocks.items()],
        "by": {
            dimension: [{"value": name, **_matrix(one)} for name, one in found.items()]
            for dimension, found in impact.groups.items()
        },
        "changes": [_weight(weight) for weight in impact.weights],
        "any_of": impact.any_of,
        "together": impact.together,
        "cases": [_case(case, view) for case in impact.cases],
        "open": [
            {
                **_case(case, view),
                "old_due": view.iso(case.old_due),
                "new_due": view.iso(case.new_due),
                "overdue_at_once": case.overdue_at_once,
            }
            for case in impact.open
        ],
        "overdue_at_once": len(impact.overdue),
        "retiered": impact.retiered,
        "tierless": impact.tierless,
        "unjudged": [
            {"id": one.id, "code": one.code, "facts": one.facts} for one in impact.unjudged
        ],
        "not_modelled": list(NOT_MODELLED),
    }


def _matrix(matrix: Matrix) -> dict[str, Any]:
    return {
        "matrix": [{"old": cell.old, "new": cell.new, "count": cell.size} for cell in matrix.cells],
        "timeliness": {side: matrix.timeliness(side) for side in ("old", "new")},
    }


def _weight(weight: Weight) -> dict[str, Any]:
    lever = weight.lever
    return {
        "change": lever.name,
        "code": weight.code,
        "standard": lever.standard,
        "key": lever.key,
        "old": lever.old,
        "new": lever.new,
        "forgiven": weight.forgiven,
        "failed": weight.failed,
        "other": weight.other,
        "timeliness_alone": weight.alone,
        "timeliness_without": weight.without,
    }


def _case(case: Case, view: View) -> dict[str, Any]:
    return {
        "id": case.id,
        "title": case.title,
        "unit": case.unit,
        "place": case.place,
        "tier": case.tier,
        "category": case.category,
        "opened_at": view.iso(case.opened),
        "old": case.old,
        "new": case.new,
        "became": case.became,
        "attribution": case.by,
        "changes": list(case.changes),
        "clocks": [
            {
                "clock": clock.clock,
                "cycle": clock.cycle,
                "stopped": view.iso(clock.stopped),
                "old_due": view.iso(clock.old_due),
                "new_due": view.iso(clock.new_due),
                "old_verdict": clock.old_verdict,
                "new_verdict": clock.new_verdict,
            }
            for clock in case.clocks
        ],
    }


def rows(impact: Impact, view: View, named: str) -> list[list[Any]]:
    """Return one row for each clock of each named ticket, in the order of `CSV_HEADS`."""
    found = []
    for case in impact.named(named or "all"):
        shown = _case(case, view)
        head = [shown[name] for name in CSV_HEADS[:9]]
        for clock in shown["clocks"]:
            by = [case.by, " ".join(case.changes)]
            found.append([*head, *by, *[clock[name] for name in CSV_HEADS[11:]]])
    return found
