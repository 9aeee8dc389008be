"""Codec of `standards/targets.yaml`: the targets (指标) as people wrote them, and their faults."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.documents.house_words import PERIODS
from wuye_cli.store.codecs.reading import Node, Problem, check_id

TARGETS = "standards/targets.yaml"

_BOOK_KEYS = ("schema", "score", "targets")
_SCORE_KEYS = ("scale", "satisfied_from", "basis")
_TARGET_KEYS = (
    "label",
    "label_en",
    "of",
    "counts",
    "floor",
    "goal",
    "also",
    "show",
    "show_only",
    "period",
    "basis",
)
_MOST = 1_000_000


def faults_of_targets(tree: Any) -> list[Problem]:
    """Return every fault of the file: unknown keys, kinds of values, a goal below its floor."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(_BOOK_KEYS, required=("schema", "targets"), document=True):
        return problems
    node.schema("targets")
    score = node.at("score")
    if score.present and score.fields(_SCORE_KEYS):
        score.at("scale").words()
        score.at("satisfied_from").whole()
        score.at("basis").text()
    for name, part in node.at("targets").entries():
        if check_id(part, name) and part.fields(_TARGET_KEYS, required=("label", "counts")):
            _target(part)
    return problems


def _target(node: Node) -> None:
    for key in ("label", "label_en", "of", "counts", "basis"):
        node.at(key).text()
    node.at("show").texts()
    node.at("show_only").flag()
    node.at("also").words()
    node.at("period").choices(PERIODS)
    floor, goal = node.at("floor"), node.at("goal")
    least = floor.number(most=_MOST)
    if floor.present and goal.present and isinstance(goal.value, int | float):
        goal.number(least=least, most=_MOST)
    else:
        goal.number(most=_MOST)
