"""Codec of `standards/services/<id>.yaml`: a standard of one of the three layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from wuye_cli.domain.documents.clause import Commitment, InspectionItem, Qualitative, StaffItem
from wuye_cli.domain.documents.standard import Standard
from wuye_cli.domain.documents.words import (
    ASPECTS,
    COMMITMENT_KINDS,
    CUSTOMER,
    DELIVERY,
    DESIGNS,
    FAMILIES,
    FLEXIBLE,
    HARD,
    INSPECTION,
    INSPECTION_KINDS,
    KEY_POINTS,
    LAYERS,
    OBJECTS,
    OUTSIDE_INSPECTORS,
    STAFF_FIELDS,
)
from wuye_cli.store.codecs.abouts import about, read_evidence, read_picture, texts_of
from wuye_cli.store.codecs.known import Known
from wuye_cli.store.codecs.measures import read_measure, read_tolerance
from wuye_cli.store.codecs.reading import Node, Problem, check_id

if TYPE_CHECKING:
    from collections.abc import Callable

    _Clause = TypeVar("_Clause", Commitment, StaffItem, InspectionItem)

SCHEMA = "standard"
_TOP_KEYS = ("schema", "layer", "promises")
DOCUMENT_KEYS = {
    CUSTOMER: (*_TOP_KEYS, "scope", "scope_en", "categories", "commitments"),
    DELIVERY: (
        *_TOP_KEYS,
        "family",
        "posts",
        "categories",
        "extends",
        "procedures",
        "without",
        "items",
    ),
    INSPECTION: (*_TOP_KEYS, "kind", "scope", "scope_en", "items"),
}
"""Keys of a document by its layer."""

_NEEDED = {
    CUSTOMER: ("schema", "scope", "commitments"),
    DELIVERY: ("schema", "family", "items"),
    INSPECTION: ("schema", "kind", "items"),
}
CLAUSE_KEYS = (
    "label",
    "label_en",
    "evidence",
    "promises",
    "key_points",
    "design",
    "implicit",
    "picture",
    "basis",
)
COMMITMENT_KEYS = (
    "aspect",
    "text",
    "text_en",
    "kind",
    "tolerance",
    "tolerance_en",
    "measure",
    "qualitative",
    "metric",
    "steps",
    "inspected_by",
    *CLAUSE_KEYS,
)
QUALITATIVE_KEYS = ("criterion", "criterion_en", "evidence")
STAFF_KEYS = (
    "field",
    "text",
    "text_en",
    "measure",
    "serves",
    "steps",
    "inspected_by",
    "not_required",
    *CLAUSE_KEYS,
)
INSPECTION_KEYS = (
    "object",
    "scope",
    "scope_en",
    "content",
    "content_en",
    "time",
    "inspector",
    "sample",
    "sample_en",
    "serves",
    "checks",
    "steps",
    *CLAUSE_KEYS,
)


def read_standard(
    name: str, tree: Any, known: Known | None = None
) -> tuple[Standard | None, list[Problem]]:
    """Read one standard.

    Args:
        name: Its id, that of the file.
        tree: The plain tree of the file.
        known: The names that it may refer to; None accepts any.

    Returns:
        The standard with all that could be read, None if its layer is not known; every problem.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    check_id(node, name)
    node.schema(SCHEMA)
    names = known or Known()
    if not node.is_a(dict, "mapping"):
        return None, problems
    layer = node.at("layer").choice(LAYERS)
    if not layer:
        if not node.at("layer").present:
            node.report("S002", field="layer")
        return None, problems
    if not node.fields(DOCUMENT_KEYS[layer], _NEEDED[layer], document=True):
        return None, problems
    return Standard(
        **about(name, node),
        layer=layer,
        promises=node.at("promises").references(names.promises),
        **_BODIES[layer](node, names),
    ), problems


def _customer(node: Node, known: Known) -> dict[str, Any]:
    return {
        "scope": node.at("scope").text(),
        "scope_en": node.at("scope_en").text(),
        "categories": node.at("categories").references(known.categories, "R002"),
        "commitments": _clauses(node.at("commitments"), known, _commitment),
    }


def _delivery(node: Node, known: Known) -> dict[str, Any]:
    without = node.at("without")
    if without.present:
        without.fields(STAFF_FIELDS)
    return {
        "family": node.at("family").choice(FAMILIES),
        "posts": node.at("posts").references(known.roles),
        "categories": node.at("categories").references(known.categories, "R002"),
        "extends": node.at("extends").references(known.delivery),
        "procedures": node.at("procedures").references(known.procedures),
        "without": without.words(),
        "staff_items": _clauses(node.at("items"), known, _staff_item),
    }


def _inspection(node: Node, known: Known) -> dict[str, Any]:
    has_scope = node.at("scope").present

    def read(name: str, part: Node, known: Known) -> InspectionItem | None:
        return _inspection_item(name, part, known, has_scope=has_scope)

    return {
        "kind": node.at("kind").choice(INSPECTION_KINDS),
        "scope": node.at("scope").text(),
        "scope_en": node.at("scope_en").text(),
        "inspections": _clauses(node.at("items"), known, read),
    }


_BODIES: dict[str, Callable[[Node, Known], dict[str, Any]]] = {
    CUSTOMER: _customer,
    DELIVERY: _delivery,
    INSPECTION: _inspection,
}


def _clauses(
    node: Node, known: Known, read: Callable[[str, Node, Known], _Clause | None]
) -> dict[str, _Clause]:
    """Read the clauses of a layer, in the order of the file; a layer without any is empty."""
    found: dict[str, _Clause] = {}
    for name, part in node.entries() if node.present else ():
        check_id(part, name)
        clause = read(name, part, known)
        if clause is not None:
            found[name] = clause
    if node.value == {}:
        node.report("S011")
    return found


def _commitment(name: str, node: Node, known: Known) -> Commitment | None:
    if not node.fields(COMMITMENT_KEYS, required=("aspect", "text", "kind")):
        return None
    kind = node.at("kind").choice(COMMITMENT_KINDS)
    tolerance = node.at("tolerance")
    if kind == FLEXIBLE and not tolerance.present:
        node.report("S002", field="tolerance")
    if kind == HARD and tolerance.present:
        node.at("kind").report("S004", value=HARD, allowed=[FLEXIBLE], suggestion=FLEXIBLE)
    measure, qualitative = node.at("measure"), node.at("qualitative")
    if not measure.present and not qualitative.present:
        node.report("S002", field="measure / qualitative")
    if measure.present and qualitative.present:
        qualitative.report("S001", field="qualitative", suggestion="measure")
    return Commitment(
        **_common(name, node, known),
        text=node.at("text").text(),
        text_en=node.at("text_en").text(),
        aspect=node.at("aspect").choice(ASPECTS),
        kind=kind,
        tolerance=read_tolerance(tolerance),
        tolerance_en=node.at("tolerance_en").text(),
        measure=read_measure(measure, known),
        qualitative=_qualitative(qualitative, known),
        metric=node.at("metric").reference(known.targets),
        steps=node.at("steps").references(known.steps),
        inspected_by=node.at("inspected_by").references(known.inspection_items),
    )


def _qualitative(node: Node, known: Known) -> Qualitative | None:
    if not node.present:
        return None
    if not node.fields(QUALITATIVE_KEYS, required=("criterion", "evidence")):
        return None
    return Qualitative(
        **texts_of(node, ("criterion", "criterion_en")),
        evidence=read_evidence(node.at("evidence"), known),
    )


def _staff_item(name: str, node: Node, known: Known) -> StaffItem | None:
    if not node.fields(STAFF_KEYS, required=("field", "text")):
        return None
    return StaffItem(
        **_common(name, node, known),
        text=node.at("text").text(),
        text_en=node.at("text_en").text(),
        measure=read_measure(node.at("measure"), known),
        field=node.at("field").choice(STAFF_FIELDS),
        serves=node.at("serves").references(known.commitments),
        steps=node.at("steps").references(known.steps),
        inspected_by=node.at("inspected_by").references(known.inspection_items),
        not_required=node.at("not_required").flag(),
    )


def _inspection_item(
    name: str, node: Node, known: Known, *, has_scope: bool
) -> InspectionItem | None:
    needed = ("object", "content", "time", "inspector", *(() if has_scope else ("scope",)))
    if not node.fields(INSPECTION_KEYS, required=needed):
        return None
    inspectors = None if known.roles is None else {*known.roles, *OUTSIDE_INSPECTORS}
    return InspectionItem(
        **_common(name, node, known),
        text=node.at("content").text(),
        text_en=node.at("content_en").text(),
        measure=read_measure(node.at("time"), known),
        object=node.at("object").choice(OBJECTS),
        **texts_of(node, ("scope", "scope_en", "sample", "sample_en")),
        inspector=node.at("inspector").reference(inspectors),
        serves=node.at("serves").references(known.commitments),
        checks=node.at("checks").references(known.staff_items),
        steps=node.at("steps").references(known.steps),
    )


def _common(name: str, node: Node, known: Known) -> dict[str, Any]:
    """Read what a clause of any layer may have."""
    return {
        "id": name,
        "label": node.at("label").text(),
        "label_en": node.at("label_en").text(),
        "evidence": read_evidence(node.at("evidence"), known),
        "promises": node.at("promises").references(known.promises),
        "key_points": node.at("key_points").choices(KEY_POINTS),
        "design": node.at("design").choices(DESIGNS),
        "implicit": node.at("implicit").flag(),
        "picture": read_picture(node.at("picture")),
        "basis": node.at("basis").text(),
        "formerly": Node(node.value, []).at("formerly").texts(),
    }
