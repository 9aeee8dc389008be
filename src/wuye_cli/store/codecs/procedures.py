"""Codec of `standards/procedures/<id>.yaml`: an ordered checklist."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.documents.procedure import Procedure, ProcedureStep
from wuye_cli.domain.tickets.flow import CONDITIONS
from wuye_cli.store.codecs.abouts import about, read_evidence, read_picture, texts_of
from wuye_cli.store.codecs.known import Known
from wuye_cli.store.codecs.reading import Node, Problem, check_id

DOCUMENT_KEYS = ("schema", "roles", "categories", "tools", "tools_en", "steps")
STEP_KEYS = (
    "id",
    "label",
    "label_en",
    "text",
    "text_en",
    "evidence",
    "when",
    "consent",
    "limit",
    "picture",
    "basis",
    "formerly",
)


def read_procedure(
    name: str, tree: Any, known: Known | None = None
) -> tuple[Procedure | None, list[Problem]]:
    """Read one procedure; None if the tree is no mapping; and every problem found."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    check_id(node, name)
    node.schema("procedure")
    names = known or Known()
    if not node.fields(DOCUMENT_KEYS, required=("schema", "steps"), document=True):
        return None, problems
    return Procedure(
        **about(name, node),
        roles=node.at("roles").references(names.roles),
        categories=node.at("categories").references(names.categories, "R002"),
        tools=node.at("tools").texts(),
        tools_en=node.at("tools_en").texts(),
        steps=_steps(node.at("steps"), names),
    ), problems


def _steps(node: Node, known: Known) -> tuple[ProcedureStep, ...]:
    """Read the steps, in order; each has an id of its own, by which it is known."""
    found: dict[str, ProcedureStep] = {}
    for part in node.items():
        if isinstance(part.value, dict) and "id" not in part.value:
            part.report("S014", field="steps")
        if not part.fields(STEP_KEYS, required=("label",)):
            continue
        name = part.at("id").text()
        if not name or not check_id(part.at("id"), name):
            continue
        if name in found:
            part.at("id").report("R006", value=name)
            continue
        found[name] = _step(name, part, known)
    if node.value == []:
        node.report("S011")
    return tuple(found.values())


def _step(name: str, node: Node, known: Known) -> ProcedureStep:
    return ProcedureStep(
        id=name,
        **texts_of(node, ("label", "label_en", "text", "text_en", "basis")),
        evidence=read_evidence(node.at("evidence"), known),
        when=node.at("when").choice(CONDITIONS),
        consent=node.at("consent").flag(),
        limit=node.at("limit").limit(),
        picture=read_picture(node.at("picture")),
        formerly=node.at("formerly").texts(),
    )
