"""Codec of `standards/blueprints/<id>.yaml`: steps in four lanes, and their fail points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.documents.blueprint import LANES, Blueprint, BlueprintStep, FailPoint
from wuye_cli.store.codecs.abouts import about, texts_of
from wuye_cli.store.codecs.known import Known
from wuye_cli.store.codecs.reading import Node, Problem, check_id

if TYPE_CHECKING:
    from collections.abc import Collection

_TEXTS = (
    "input",
    "input_en",
    "process",
    "process_en",
    "output",
    "output_en",
    "place",
    "place_en",
)
DOCUMENT_KEYS = ("schema", *_TEXTS, "roles", "categories", "promises", "steps", "fail_points")
_NEEDED = ("schema", "input", "process", "output", "place", "steps")
_STEP_TEXTS = ("label", "label_en", "method", "method_en", "place", "place_en", "basis")
STEP_KEYS = ("lane", *_STEP_TEXTS, "visible", "visible_en", "role", "next", "does", "event")
_POINT_TEXTS = (
    "text",
    "text_en",
    "prevention",
    "prevention_en",
    "recovery",
    "recovery_en",
    "basis",
)
POINT_KEYS = ("at", *_POINT_TEXTS)


def read_blueprint(
    name: str, tree: Any, known: Known | None = None
) -> tuple[Blueprint | None, list[Problem]]:
    """Read one blueprint; None if the tree is no mapping; and every problem found.

    Whether its arrows and fail points make sense is asked by `domain.documents.blueprint`.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    check_id(node, name)
    node.schema("blueprint")
    names = known or Known()
    if not node.fields(DOCUMENT_KEYS, required=_NEEDED, document=True):
        return None, problems
    steps, points = node.at("steps"), node.at("fail_points")
    ids = set(map(str, steps.value)) if isinstance(steps.value, dict) else None
    if steps.value == {}:
        steps.report("S011")
    read_steps = {
        step: read
        for step, part in (steps.entries() if steps.present else ())
        if (read := _step(step, part, ids, names))
    }
    return Blueprint(
        **about(name, node),
        **texts_of(node, _TEXTS),
        roles=node.at("roles").references(names.roles),
        categories=node.at("categories").references(names.categories, "R002"),
        promises=node.at("promises").references(names.promises),
        steps=read_steps,
        fail_points={
            point: fail_point
            for point, part in (points.entries() if points.present else ())
            if (fail_point := _fail_point(point, part, ids))
        },
    ), problems


def _step(
    name: str, node: Node, steps: Collection[str] | None, known: Known
) -> BlueprintStep | None:
    check_id(node, name)
    if not node.fields(STEP_KEYS, required=("lane", "label")):
        return None
    return BlueprintStep(
        id=name,
        **texts_of(node, _STEP_TEXTS),
        lane=node.at("lane").choice(LANES),
        visible=node.at("visible").texts(),
        visible_en=node.at("visible_en").texts(),
        role=node.at("role").reference(known.roles),
        next=node.at("next").references(steps),
        does=node.at("does").reference(known.steps),
        event=node.at("event").reference(known.events),
        formerly=Node(node.value, []).at("formerly").texts(),
    )


def _fail_point(name: str, node: Node, steps: Collection[str] | None) -> FailPoint | None:
    check_id(node, name)
    if not node.fields(POINT_KEYS, required=("at", "text")):
        return None
    return FailPoint(
        id=name,
        **texts_of(node, _POINT_TEXTS),
        at=node.at("at").reference(steps),
        formerly=Node(node.value, []).at("formerly").texts(),
    )
