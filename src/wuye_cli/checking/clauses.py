"""The clauses of the written standards with their places, as the rules on them go through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.documents.words import CUSTOMER, INSPECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.checking.finding import Where
    from wuye_cli.domain.documents.clause import Clause, Commitment, StaffItem
    from wuye_cli.domain.documents.library import Library
    from wuye_cli.domain.documents.measure import Measure
    from wuye_cli.domain.documents.standard import Standard

TARGETS = "standards/targets.yaml"
FLOWS = "standards/flows.yaml"
PRICES = "standards/prices.yaml"


class Placed(NamedTuple):
    """A clause: where it stands, and its document."""

    path: str
    where: Where
    standard: Standard
    clause: Clause

    @property
    def name(self) -> str:
        """`document.clause`, by which others refer to it."""
        return f"{self.standard.id}.{self.clause.id}"

    def finding(self, rule: str, *more: str | int, **facts: object) -> Finding:
        """Return a finding about the clause, or about a field of it."""
        return Finding(
            rule=rule,
            path=self.path,
            where=(*self.where, *more),
            facts={"item": self.name, **facts},
        )


class Text(NamedTuple):
    """A text that people are held to, with its place."""

    path: str
    where: Where
    text: str

    def finding(self, rule: str, **facts: object) -> Finding:
        """Return a finding about the text."""
        return Finding(rule=rule, path=self.path, where=self.where, facts=facts)


def path_of(folder: str, name: str) -> str:
    """Return the path of a document by its id."""
    return f"standards/{folder}/{name}.yaml"


def placed(library: Library) -> Iterator[Placed]:
    """Yield every clause of every layer."""
    for standard in library.standards.values():
        key = "commitments" if standard.layer == CUSTOMER else "items"
        for clause in standard.clauses.values():
            yield Placed(path_of("services", standard.id), (key, clause.id), standard, clause)


def commitments(store: StoreFacts) -> Iterator[tuple[Placed, Commitment]]:
    """Yield the promises to residents; one still without words has its own finding."""
    for at in placed(store.library):
        if at.standard.layer == CUSTOMER and at.clause.text:
            yield at, at.standard.commitments[at.clause.id]


def staff_items(store: StoreFacts) -> Iterator[tuple[Placed, StaffItem]]:
    """Yield what is asked of staff; an item still without words has its own finding."""
    for at in placed(store.library):
        if at.clause.id in at.standard.staff_items and at.clause.text:
            yield at, at.standard.staff_items[at.clause.id]


def texts(library: Library) -> Iterator[Text]:
    """Yield every text by which somebody is held to something, in both languages."""
    for at in placed(library):
        is_inspection = at.standard.layer == INSPECTION
        for key in ("text", "text_en"):
            name = key.replace("text", "content") if is_inspection else key
            yield Text(at.path, (*at.where, name), getattr(at.clause, key))
        yield from _of_measure(at, at.clause.measure, "time" if is_inspection else "measure")
    for standard in library.standards.values():
        for one in standard.commitments.values():
            path, where = path_of("services", standard.id), ("commitments", one.id)
            for key in ("tolerance", "tolerance_en"):
                yield Text(path, (*where, key), getattr(one, key))
            for key in ("criterion", "criterion_en") if one.qualitative else ():
                yield Text(path, (*where, "qualitative", key), getattr(one.qualitative, key))
    yield from _of_procedures(library)
    yield from _of_blueprints(library)


def _of_measure(at: Placed, measure: Measure | None, key: str) -> Iterator[Text]:
    if measure is not None and measure.words:
        yield Text(at.path, (*at.where, key, measure.kind), measure.words)
        yield Text(at.path, (*at.where, key, f"{measure.kind}_en"), measure.words_en)


def _of_procedures(library: Library) -> Iterator[Text]:
    for procedure in library.procedures.values():
        for number, step in enumerate(procedure.steps):
            for key in ("label", "label_en", "text", "text_en"):
                where = ("steps", number, key)
                yield Text(path_of("procedures", procedure.id), where, getattr(step, key))


def _of_blueprints(library: Library) -> Iterator[Text]:
    for blueprint in library.blueprints.values():
        path = path_of("blueprints", blueprint.id)
        for step in blueprint.steps.values():
            for key in ("method", "method_en"):
                yield Text(path, ("steps", step.id, key), getattr(step, key))
        for point in blueprint.fail_points.values():
            for key in ("prevention", "prevention_en", "recovery", "recovery_en"):
                yield Text(path, ("fail_points", point.id, key), getattr(point, key))
