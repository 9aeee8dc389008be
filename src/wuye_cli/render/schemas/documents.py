"""Pieces of the JSON Schemas of the written standards."""

from __future__ import annotations

from wuye_cli.checking.file_kinds import TOPS
from wuye_cli.domain.documents.blueprint import LANES
from wuye_cli.domain.documents.measure import EVERY
from wuye_cli.domain.documents.words import (
    ASPECTS,
    COMMITMENT_KINDS,
    CUSTOMER,
    DELIVERY,
    DESIGNS,
    EVIDENCE,
    FAMILIES,
    INSPECTION,
    INSPECTION_KINDS,
    KEY_POINTS,
    LAYERS,
    OBJECTS,
    STAFF_FIELDS,
    SYSTEM_PARTS,
)
from wuye_cli.domain.tickets.flow import CONDITIONS
from wuye_cli.render.schemas.kinds import (
    ID,
    LIMIT,
    OWN_KEY,
    WEEKDAYS,
    WINDOW,
    Piece,
    keyed,
    like,
    list_of,
    one_of,
    or_list,
    pair,
    part,
    some_of,
    table,
    text,
)

_TIME = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
_EVIDENCE = or_list({"anyOf": [one_of(EVIDENCE), like("^(event|register):.")]})
_NUMBER = {"anyOf": [{"type": "number"}, like(r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$")]}
_INTERVAL = "[1-9][0-9]{0,3}(d|wd| (days|weeks|months|years))"
_EVERY = f"^({'|'.join(EVERY)}|{_INTERVAL})$"
_PARTS: Piece = {"enum": list(SYSTEM_PARTS)}
_CLAUSES = ("commitment", "staff", "inspection")

DOCUMENT_SHAPES: dict[str, Piece] = {
    **{f"{top}.version": {"type": "integer", "minimum": 1} for top in TOPS if top != "tiers"},
    "standard.layer": one_of(LAYERS),
    "standard.family": one_of(FAMILIES),
    "standard.kind": one_of(INSPECTION_KINDS),
    "standard.without": {**table(text()), "propertyNames": {"enum": list(STAFF_FIELDS)}},
    "standard.commitments": {**keyed(part("standard.commitment")), "minProperties": 1},
    "standard.items": {
        **keyed({"anyOf": [part("standard.staff"), part("standard.inspection")]}),
        "minProperties": 1,
    },
    "standard.commitment.aspect": one_of(ASPECTS),
    "standard.commitment.kind": one_of(COMMITMENT_KINDS),
    "standard.commitment.measure": part("standard.measure"),
    "standard.commitment.qualitative": part("standard.qualitative"),
    "standard.qualitative.evidence": _EVIDENCE,
    "standard.staff.field": one_of(STAFF_FIELDS),
    "standard.staff.measure": part("standard.measure"),
    "standard.inspection.object": one_of(OBJECTS),
    "standard.inspection.time": part("standard.measure"),
    **{f"standard.{clause}.evidence": _EVIDENCE for clause in _CLAUSES},
    **{f"standard.{clause}.key_points": some_of(KEY_POINTS) for clause in _CLAUSES},
    **{f"standard.{clause}.design": some_of(DESIGNS) for clause in _CLAUSES},
    **{f"standard.{clause}.picture": part("standard.picture") for clause in _CLAUSES},
    "standard.measure.limit": {"anyOf": [like(LIMIT), pair(like(LIMIT), text())]},
    "standard.measure.window": part("standard.window"),
    "standard.measure.amount": part("standard.amount"),
    "standard.measure.count": {"type": "integer", "minimum": 1},
    "standard.measure.every": like(_EVERY),
    "standard.amount.least": _NUMBER,
    "standard.amount.most": _NUMBER,
    "standard.window.by": or_list(like(_TIME)),
    "standard.window.about": like(_TIME),
    "standard.window.from": like(_TIME),
    "standard.window.between": like(WINDOW),
    "standard.window.tolerance": like("^[1-9][0-9]{0,5}(m|h)$"),
    "standard.window.days": {"anyOf": [one_of(("daily", "workday")), like(WEEKDAYS)]},
    "standard.picture.sha256": like("^[0-9a-f]{64}$"),
    "procedure.steps": {**list_of(part("procedure.step")), "minItems": 1},
    "procedure.step.id": like(ID),
    "procedure.step.evidence": _EVIDENCE,
    "procedure.step.when": one_of(CONDITIONS),
    "procedure.step.picture": part("standard.picture"),
    "blueprint.steps": {**keyed(part("blueprint.step")), "minProperties": 1},
    "blueprint.fail_points": keyed(part("blueprint.point")),
    "blueprint.step.lane": one_of(LANES),
    "quality.policy": part("quality.policy"),
    "quality.promises": keyed(part("quality.promise")),
    "quality.milestones": keyed(part("quality.milestone")),
    "quality.system": {
        **table(part("quality.part")),
        "propertyNames": {"enum": list(SYSTEM_PARTS)},
    },
    "quality.milestone.evidence": _EVIDENCE,
}
"""Section and key to the piece that says more than the kind of its value."""


def _only(layer: str, needed: tuple[str, ...], others: tuple[str, ...]) -> Piece:
    """Say what a layer must have, and which keys of other layers it may not."""
    return {
        "if": {"properties": {"layer": {"const": layer}}, "required": ["layer"]},
        "then": {"required": list(needed), "properties": dict.fromkeys(others, False)},
    }


_CUSTOMER_ONLY = ("commitments",)
_DELIVERY_ONLY = ("family", "posts", "extends", "procedures", "without")


def _exactly_one(names: tuple[str, ...]) -> Piece:
    return {"oneOf": [{"required": [name]} for name in names]}


DOCUMENT_RULES: dict[str, Piece] = {
    "standard": {
        "allOf": [
            _only(CUSTOMER, ("scope", "commitments"), (*_DELIVERY_ONLY, "kind", "items")),
            _only(DELIVERY, ("family", "items"), (*_CUSTOMER_ONLY, "kind", "scope", "scope_en")),
            _only(INSPECTION, ("kind", "items"), (*_CUSTOMER_ONLY, *_DELIVERY_ONLY, "categories")),
        ]
    },
    "standard.commitment": {
        **_exactly_one(("measure", "qualitative")),
        "if": {"properties": {"kind": {"const": "flexible"}}},
        "then": {"required": ["tolerance"]},
        "else": {"properties": {"tolerance": False}},
    },
    "standard.measure": _exactly_one(
        (
            "clock",
            "limit",
            "window",
            "target",
            "price",
            "every",
            "cadence",
            "event",
            "amount",
            "occasion",
            "check",
        )
    ),
    "standard.amount": {"anyOf": [{"required": ["least"]}, {"required": ["most"]}]},
    "standard.window": {
        **_exactly_one(("by", "about", "from", "between")),
        "dependentRequired": {"about": ["tolerance"]},
    },
    "procedure.step": {"required": ["id", "label"], "patternProperties": {OWN_KEY: {}}},
}
"""Section to what holds between its keys."""
