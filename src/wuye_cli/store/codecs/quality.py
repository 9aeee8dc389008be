"""Codec of `standards/quality.yaml`: the quality policy, the promises, the milestones."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.documents.quality import Milestone, Promise, QualityPolicy, Statement
from wuye_cli.domain.documents.words import SYSTEM_PARTS
from wuye_cli.store.codecs.abouts import about, read_evidence, texts_of
from wuye_cli.store.codecs.known import Known
from wuye_cli.store.codecs.reading import Node, Problem, check_id

DOCUMENT_KEYS = ("schema", "policy", "promises", "milestones", "system")
POLICY_KEYS = ("text", "text_en", "basis")
PROMISE_KEYS = ("label", "label_en", "text", "text_en", "metrics", "basis")
MILESTONE_KEYS = ("by", "text", "text_en", "metrics", "evidence", "basis")
PART_KEYS = ("text", "text_en", "documents", "basis")


def read_quality(
    tree: Any, known: Known | None = None
) -> tuple[QualityPolicy | None, list[Problem]]:
    """Read the quality policy; None if the tree is no mapping; and every problem found."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("quality")
    names = known or Known()
    if not node.fields(DOCUMENT_KEYS, ("schema", "policy", "promises"), document=True):
        return None, problems
    promises, milestones, system = (node.at(key) for key in ("promises", "milestones", "system"))
    if system.present:
        system.fields(SYSTEM_PARTS)
    return QualityPolicy(
        **about("quality", node),
        policy=_policy(node.at("policy")),
        promises={
            name: promise
            for name, part in (promises.entries() if promises.present else ())
            if (promise := _promise(name, part, names))
        },
        milestones={
            name: milestone
            for name, part in (milestones.entries() if milestones.present else ())
            if (milestone := _milestone(name, part, names))
        },
        system={
            name: carried
            for name, part in (system.entries() if system.present else ())
            if name in SYSTEM_PARTS and (carried := _part(part, names))
        },
    ), problems


def _policy(node: Node) -> Statement:
    if not node.present or not node.fields(POLICY_KEYS, required=("text",)):
        return Statement()
    return Statement(**texts_of(node, POLICY_KEYS))


def _promise(name: str, node: Node, known: Known) -> Promise | None:
    check_id(node, name)
    if not node.fields(PROMISE_KEYS, required=("label", "text")):
        return None
    return Promise(
        id=name,
        **texts_of(node, ("label", "label_en", "text", "text_en", "basis")),
        metrics=node.at("metrics").references(known.targets),
        formerly=Node(node.value, []).at("formerly").texts(),
    )


def _milestone(name: str, node: Node, known: Known) -> Milestone | None:
    check_id(node, name)
    if not node.fields(MILESTONE_KEYS, required=("by", "text")):
        return None
    return Milestone(
        id=name,
        by=node.at("by").day(),
        **texts_of(node, ("text", "text_en", "basis")),
        metrics=node.at("metrics").references(known.targets),
        evidence=read_evidence(node.at("evidence"), known),
        formerly=Node(node.value, []).at("formerly").texts(),
    )


def _part(node: Node, known: Known) -> Statement | None:
    if not node.fields(PART_KEYS, required=("text",)):
        return None
    return Statement(
        **texts_of(node, ("text", "text_en", "basis")),
        documents=node.at("documents").references(known.documents),
    )
