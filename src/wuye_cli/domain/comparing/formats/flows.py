"""How `flows.yaml` is compared: which steps a ticket must take, in what order, by whom not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.formats.documents import STEP, steps
from wuye_cli.domain.comparing.grammar import Record, listed, plain_value, present_or, words
from wuye_cli.domain.comparing.heads import HEAD, NAMES, reference
from wuye_cli.domain.comparing.keyed import Keyed

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot

_REQUIRED = "required"
_loose = plain_value("D330")
_first = words("D329", "D328")
_facts = words("D510", "D506")


def need(spot: Spot, old: Any, new: Any) -> Found:
    """Compare whether a flow demands a step, permits it, or has none of it."""
    if old == _REQUIRED:
        yield spot.found("D311", old, new)
    elif new == _REQUIRED:
        yield spot.found("D312", old, new)
    else:
        yield spot.found("D330", old, new)


def acknowledging(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the channels on which taking a call is itself an answer: it stops a clock."""
    before, after = listed(old), listed(new)
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if gone:
        yield spot.found("D129", gone, None)
    if come:
        yield spot.found("D118", None, come)
    if not gone and not come and before != after:
        yield spot.found("D901", before, after)


def checklist(spot: Spot, old: Any, new: Any) -> Found:
    """Compare a checklist; one that now has a file of its own is looked for there."""
    name = spot.key[-1]
    if old is None or new is None:
        side = spot.new if new is None else spot.old
        own = side.named(f"procedures/{name}").get("steps")
        if own is not None:
            names = f"flows#procedures.{name}", f"procedures/{name}"
            yield spot.found("D904", *(names if new is None else names[::-1]))
            yield from steps(spot, own if old is None else old, own if new is None else new)
            return
    yield from steps(spot, old, new)


class Flows(Keyed):
    """The flows: the first that fits is taken, so that their order means something."""

    def __call__(self, spot: Spot, old: Any, new: Any) -> Found:
        """Yield the changes of the flows, then that of their order."""
        for change in super().__call__(spot, old, new):
            is_order = change.code == "D901" and change.key == ".".join(spot.key)
            yield spot.found("D331", change.old, change.new) if is_order else change


WHEN = Record(dict.fromkeys(("kind", "tier", "not_tier", "class"), plain_value("D314")))

FLOW = Record(
    {
        **NAMES,
        "when": WHEN,
        "steps": Record({}, rest=need),
        "required_if": Record({}, rest=present_or("D312", "D311", "D330")),
        "after": Record({}, rest=_first),
        "fields": Record({}, rest=_facts),
        "plan": need,
        "follow_on": _loose,
        "procedure": reference,
        "same_call": words("D330", "D330"),
        "visit_by": words("D330", "D330"),
        "auto_close_on": _loose,
    }
)

ACT = Record(
    {
        **NAMES,
        "who": words("D512", "D513"),
        "after": _first,
        "fields": _facts,
        "evidence": _facts,
        "not_by": words("D511", "D507"),
    }
)

FLOWS = Record(
    {
        **HEAD,
        "ack_counts_on": acknowledging,
        "steps": Keyed(ACT, "D312", "D311"),
        "procedures": Record({}, rest=checklist),
        "flows": Flows(FLOW, "D312", "D311"),
        "visit_outcome": Record({}, rest=words("D330", "D330")),
    },
    usual={"ack_counts_on": ["phone", "counter"]},
)

PARTS = {
    "flows": FLOWS,
    "flows.step": ACT,
    "flows.tick": STEP,
    "flows.flow": FLOW,
    "flows.when": WHEN,
}
"""Section of the page on formats to the record that compares it."""
