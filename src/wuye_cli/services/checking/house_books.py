"""Books of the house that commands refer to: policy, targets, cadences, grades, and smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.services.checking.reading import troubles_of
from wuye_cli.store.codecs.cadences import CADENCES, faults_of_cadences
from wuye_cli.store.codecs.desks import DESKS, faults_of_desks
from wuye_cli.store.codecs.grades import GRADES, faults_of_grades
from wuye_cli.store.codecs.policy import POLICY, faults_of_policy
from wuye_cli.store.codecs.retention import RETENTION, read_retention
from wuye_cli.store.codecs.targets import TARGETS, faults_of_targets
from wuye_cli.store.layout import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.checking.texts import Texts
    from wuye_cli.store.codecs.reading import Problem

    Tree = dict[str, Any]


def check_house_books(texts: Texts) -> None:
    """Note the faults of the books; a store without one of them has none."""
    roles = _roles(texts)
    trees = {path: read.tree for path, read in texts.reads.items() if path.startswith(STANDARDS)}
    readers: dict[str, Callable[[Tree], list[Problem]]] = {
        POLICY: faults_of_policy,
        TARGETS: faults_of_targets,
        CADENCES: lambda tree: faults_of_cadences(tree, roles),
        GRADES: lambda tree: faults_of_grades(tree, trees),
        RETENTION: lambda tree: read_retention(tree)[1],
        DESKS: faults_of_desks,
    }
    for path, faults in readers.items():
        tree = texts.tree(path)
        if tree is not None:
            texts.add(path, *troubles_of(faults(tree)))


def _roles(texts: Texts) -> frozenset[str] | None:
    """Return the declared roles; None where the policy is not there or cannot be read."""
    declared = (texts.tree(POLICY) or {}).get("roles")
    return frozenset(map(str, declared)) if isinstance(declared, dict) else None
