"""How the written standards are compared: promises, work, inspections, procedures, blueprints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import (
    Record,
    plain_value,
    present_or,
    ranked,
    words,
)
from wuye_cli.domain.comparing.heads import HEAD, NAMES, label, later, owner, reference, sayings
from wuye_cli.domain.comparing.keyed import Keyed, Steps
from wuye_cli.domain.comparing.limits import plain_limit
from wuye_cli.domain.comparing.measures import AMOUNT, MEASURE, WINDOW, measure
from wuye_cli.domain.comparing.often import sample, tolerance
from wuye_cli.domain.comparing.texts import prose, scope, scope_translation, texts

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot

_evidence = words("D510", "D506")
_links = words("D701", "D701")
_nature = plain_value("D138")
_SCOPE = {"scope": scope, "scope_en": scope_translation}

PICTURE = Record({"file": label, "sha256": plain_value("D707")})


def _picture(spot: Spot, old: Any, new: Any) -> Found:
    """Compare pictures by their content; the name that one had is a label."""
    if old is None or new is None:
        yield spot.found("D707", old, new)
    else:
        yield from PICTURE(spot, old, new)


QUALITATIVE = Record({**texts("criterion"), "evidence": _evidence})


def _qualitative(spot: Spot, old: Any, new: Any) -> Found:
    if old is None or new is None:
        yield spot.found("D404", old, new)
    else:
        yield from QUALITATIVE(spot, old, new)


CLAUSE = Record(
    {
        **NAMES,
        **texts("text"),
        "evidence": _evidence,
        "promises": _links,
        "key_points": sayings,
        "design": sayings,
        "implicit": _nature,
        "picture": _picture,
        "measure": measure,
        "steps": _links,
        "inspected_by": _links,
        "serves": _links,
        # of a commitment
        "aspect": _nature,
        "kind": ranked(("hard", "flexible"), "D316", "D317", "D138"),
        "tolerance": tolerance,
        "tolerance_en": label,
        "qualitative": _qualitative,
        "metric": reference,
        # of an item for staff
        "field": _nature,
        "not_required": _nature,
        # of an item of an inspection
        "object": _nature,
        **_SCOPE,
        **texts("content"),
        "time": measure,
        "inspector": owner,
        "sample": sample,
        "sample_en": label,
        "checks": _links,
    }
)
"""A clause of any layer: the layer decides which of the fields it has."""

STANDARD = Record(
    {
        **HEAD,
        "layer": _nature,
        "kind": _nature,
        "family": _nature,
        **_SCOPE,
        "categories": words("D309", "D308"),
        "promises": _links,
        "posts": words("D314", "D314"),
        "extends": _links,
        "procedures": _links,
        "without": Record({}, rest=label),
        "commitments": Keyed(CLAUSE, "D302", "D301"),
        "items": Keyed(CLAUSE, "D319", "D318"),
    }
)


def condition(spot: Spot, old: Any, new: Any) -> Found:
    """Compare when a step is taken: with a condition it is taken less often."""
    if not old or not new:
        yield spot.found("D309" if not new else "D308", old or None, new or None)
    else:
        yield spot.found("D314", old, new)


STEP = Record(
    {
        **NAMES,
        "id": label,
        **texts("label"),
        **texts("text"),
        "evidence": _evidence,
        "when": condition,
        "consent": ranked((True, False), "D311", "D312", "D999"),
        "limit": plain_limit,
        "picture": _picture,
    },
    usual={"consent": False},
)
"""A step is known by its label: that is what stands on the slip and is ticked."""

steps = Steps(STEP, "D312", "D311")

PROCEDURE = Record(
    {
        **HEAD,
        "roles": words("D504", "D504"),
        "categories": words("D309", "D308"),
        "tools": words("D319", "D318"),
        "tools_en": label,
        "steps": steps,
    }
)

_carried = present_or("D319", "D318", prose)

DRAWN = Record(
    {
        **NAMES,
        "lane": plain_value("D330"),
        **texts("method"),
        "visible": words("D319", "D318"),
        "visible_en": label,
        "place": label,
        "place_en": label,
        "role": owner,
        "next": plain_value("D330"),
        "does": reference,
        "event": reference,
    }
)

FAIL_POINT = Record(
    {
        **NAMES,
        "at": reference,
        **texts("text"),
        **texts("prevention"),
        **texts("recovery"),
        "prevention": _carried,
        "recovery": _carried,
    }
)

BLUEPRINT = Record(
    {
        **HEAD,
        **texts("input"),
        **texts("process"),
        **texts("output"),
        "place": label,
        "place_en": label,
        "roles": words("D504", "D504"),
        "categories": words("D309", "D308"),
        "promises": _links,
        "steps": Keyed(DRAWN, "D319", "D318"),
        "fail_points": Keyed(FAIL_POINT, "D319", "D318"),
    }
)

STATEMENT = Record({**NAMES, **texts("text"), "documents": _links})
PROMISE = Record({**NAMES, **texts("text"), "metrics": _links})
MILESTONE = Record(
    {
        **NAMES,
        **texts("text"),
        "by": later("D111", "D112"),
        "metrics": _links,
        "evidence": _evidence,
    }
)

QUALITY = Record(
    {
        **HEAD,
        "policy": STATEMENT,
        "promises": Keyed(PROMISE, "D302", "D301"),
        "milestones": Keyed(MILESTONE, "D302", "D301"),
        "system": Record({}, rest=STATEMENT),
    }
)

PARTS = {
    "standard": STANDARD,
    "standard.customer": STANDARD,
    "standard.delivery": STANDARD,
    "standard.inspection": CLAUSE,
    "standard.commitment": CLAUSE,
    "standard.staff": CLAUSE,
    "standard.item": CLAUSE,
    "standard.qualitative": QUALITATIVE,
    "standard.picture": PICTURE,
    "standard.measure": MEASURE,
    "standard.window": WINDOW,
    "standard.amount": AMOUNT,
    "procedure": PROCEDURE,
    "procedure.step": STEP,
    "blueprint": BLUEPRINT,
    "blueprint.step": DRAWN,
    "blueprint.point": FAIL_POINT,
    "quality": QUALITY,
    "quality.policy": STATEMENT,
    "quality.promise": PROMISE,
    "quality.milestone": MILESTONE,
    "quality.part": STATEMENT,
}
"""Section of the page on formats to the record that compares it."""
