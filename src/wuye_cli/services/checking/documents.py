"""The written standards of a store: their faults, what they refer to, and their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.facts import Trouble
from wuye_cli.domain.documents.blueprint import drawing_faults
from wuye_cli.services.checking.reading import troubles_of
from wuye_cli.store.codecs.known import BLUEPRINTS, PROCEDURES, SERVICES
from wuye_cli.store.codecs.library import read_library
from wuye_cli.store.layout import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wuye_cli.checking.finding import Where
    from wuye_cli.domain.documents.blueprint import BlueprintFault
    from wuye_cli.domain.documents.clause import Picture
    from wuye_cli.domain.documents.library import Library
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.services.checking.texts import Texts
    from wuye_cli.store.codecs.rulebook import Located


def check_documents(
    texts: Texts,
    rules: Rulebook,
    already: Sequence[Located],
    media: Mapping[str, str] | None,
) -> Library:
    """Note the faults of the written standards, and return what could be read.

    Args:
        texts: All files but the tickets.
        rules: What was read of tiers, calendars, categories, flows and checklists.
        already: Faults that reading the rules has noted, of procedures among them.
        media: The pictures that are here; None where this clone has none.
    """
    trees = {
        path: read.tree
        for path, read in texts.reads.items()
        if path.startswith(f"{STANDARDS}/") and path.endswith(".yaml")
    }
    library, located = read_library(trees, rules)
    for path, problem in located:
        if (path, problem) not in already:
            texts.add(path, *troubles_of((problem,)))
    for path, where, picture in _pictures(library) if media is not None else ():
        if code := _picture_fault(picture, media or {}):
            texts.add(path, Trouble(code, where, {"value": picture.file}))
    for blueprint in library.blueprints.values():
        path = f"{BLUEPRINTS}/{blueprint.id}.yaml"
        tree = trees[path] or {}
        for fault in drawing_faults(blueprint):
            if fault.code in _DRAWING_CODES and not _is_told(tree, fault):
                texts.add(path, Trouble(_DRAWING_CODES[fault.code], fault.where, fault.facts))
    return library


_DRAWING_CODES = {"lane_skipped": "Q043", "no_prevention": "Q014", "no_recovery": "Q014"}
"""Fault of a drawing to the rule that speaks of it."""


def _is_told(tree: dict[str, Any], fault: BlueprintFault) -> bool:
    """Say whether a remedy is written but empty, which is S011 already."""
    value: Any = tree
    for key in fault.where:
        value = value[key]
    return isinstance(value, dict) and fault.code.removeprefix("no_") in value


def _pictures(library: Library) -> Iterator[tuple[str, Where, Picture]]:
    """Yield path, place and picture of every picture in a document."""
    for standard in library.standards.values():
        key = "commitments" if standard.commitments else "items"
        for clause in standard.clauses.values():
            if clause.picture:
                path = f"{SERVICES}/{standard.id}.yaml"
                yield path, (key, clause.id, "picture"), clause.picture
    for procedure in library.procedures.values():
        for number, step in enumerate(procedure.steps):
            if step.picture:
                path = f"{PROCEDURES}/{procedure.id}.yaml"
                yield path, ("steps", number, "picture"), step.picture


def _picture_fault(picture: Picture, media: Mapping[str, str]) -> str:
    """Return R011 for a picture that is not here, R012 for one that is not as it was, else none."""
    found = media.get(picture.sha256)
    if not picture.sha256 or found == picture.sha256:
        return ""
    return "R011" if found is None else "R012"
