"""Reading all documents of `standards/` that are written for people, with their references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.documents.library import Library
from wuye_cli.store.codecs.blueprints import read_blueprint
from wuye_cli.store.codecs.known import (
    BLUEPRINTS,
    PROCEDURES,
    QUALITY,
    SERVICES,
    Known,
    known_names,
    name_of,
)
from wuye_cli.store.codecs.procedures import read_procedure
from wuye_cli.store.codecs.quality import read_quality
from wuye_cli.store.codecs.reading import Problem, nearest
from wuye_cli.store.codecs.standards import read_standard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.domain.documents.standard import Standard
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.store.codecs.rulebook import Located

    Read = Callable[[str, Any, Known], tuple[Any, list[Problem]]]


def read_library(
    trees: Mapping[str, dict[str, Any] | None], rules: Rulebook
) -> tuple[Library, list[Located]]:
    """Read the written standards, and ask every name that they mention.

    Args:
        trees: Trees of the files under `standards/` by path; None for one that YAML refuses.
        rules: What was read of tiers, calendars, categories and flows.

    Returns:
        The documents that could be read, and every problem with its path.
    """
    known = known_names(trees, rules)
    found: list[Located] = _owners(trees, known)
    readers: dict[str, Read] = {
        SERVICES: read_standard,
        PROCEDURES: read_procedure,
        BLUEPRINTS: read_blueprint,
    }
    read: dict[str, dict[str, Any]] = {folder: {} for folder in readers}
    for path in sorted(trees):
        folder, _, file = path.rpartition("/")
        tree = trees[path]
        if tree is None or folder not in readers or not file.endswith(".yaml"):
            continue
        document, problems = readers[folder](name_of(path), tree, known)
        found += [(path, problem) for problem in problems]
        if document is not None:
            read[folder][document.id] = document
    found += _circles(read[SERVICES])
    policy = None
    if (quality := trees.get(QUALITY)) is not None:
        policy, problems = read_quality(quality, known)
        found += [(QUALITY, problem) for problem in problems]
    return Library(
        standards=read[SERVICES],
        procedures=read[PROCEDURES],
        blueprints=read[BLUEPRINTS],
        quality=policy,
    ), found


def _owners(trees: Mapping[str, dict[str, Any] | None], known: Known) -> list[Located]:
    """Report owners of any document that are no role of the policy."""
    roles = known.roles
    if roles is None:
        return []
    return [
        (path, Problem("S004", ("owner",), _facts(owner, sorted(roles))))
        for path, tree in sorted(trees.items())
        if isinstance(owner := (tree or {}).get("owner"), str) and owner and owner not in roles
    ]


def _facts(value: str, allowed: list[str]) -> dict[str, Any]:
    return {"value": value, "allowed": allowed, "suggestion": nearest(value, allowed)}


def _circles(standards: Mapping[str, Standard]) -> list[Located]:
    """Report delivery standards that extend one another in a circle, once each."""
    found: list[Located] = []
    for name in standards:
        way = _way_back(standards, name)
        if way and name == min(way):
            facts = {"way": " → ".join((*way, name))}
            found.append((f"{SERVICES}/{name}.yaml", Problem("R007", ("extends",), facts)))
    return found


def _way_back(standards: Mapping[str, Standard], start: str) -> tuple[str, ...]:
    """Return the names on a way from a standard back to itself, empty if there is none."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop()
        for name in standards[way[-1]].extends:
            if name == start:
                return way
            if name in standards and name not in seen:
                seen.add(name)
                waiting.append((*way, name))
    return ()
