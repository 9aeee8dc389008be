"""All written standards together, and the links from a promise to its inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.documents.blueprint import Blueprint
from wuye_cli.domain.documents.procedure import Procedure
from wuye_cli.domain.documents.quality import QualityPolicy
from wuye_cli.domain.documents.standard import Standard
from wuye_cli.domain.documents.words import CUSTOMER, DELIVERY, INSPECTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.domain.documents.clause import Commitment, StaffItem


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """The documents by id, as far as they could be read."""

    standards: dict[str, Standard] = {}
    procedures: dict[str, Procedure] = {}
    blueprints: dict[str, Blueprint] = {}
    quality: QualityPolicy | None = None

    def of_layer(self, layer: str) -> list[Standard]:
        """Return the standards of a layer, by id."""
        return [one for one in self.standards.values() if one.layer == layer]

    def items(self, layer: str) -> Iterator[tuple[str, Any]]:
        """Yield `document.item` and the clause, of all documents of a layer."""
        for standard in self.of_layer(layer):
            for clause in standard.clauses.values():
                yield f"{standard.id}.{clause.id}", clause

    def commitments(self) -> Iterator[tuple[str, Standard, Commitment]]:
        """Yield `document.commitment`, the document and the commitment, of all."""
        for standard in self.of_layer(CUSTOMER):
            for commitment in standard.commitments.values():
                yield f"{standard.id}.{commitment.id}", standard, commitment


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind a commitment.

    Attributes:
        steps: Procedure steps, `procedure.step`, or whole procedures.
        staff: Items of the delivery layer, `document.item`.
        inspections: Items of the inspection layer, likewise.
    """

    steps: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    inspections: tuple[str, ...] = ()

    @property
    def is_delivered(self) -> bool:
        """Whether anything says how it is done."""
        return bool(self.steps or self.staff)


def chains(library: Library) -> dict[str, Chain]:
    """Return what stands behind each commitment, by `document.commitment`.

    A link counts whichever end names it: the commitment its steps and inspections, an item the
    commitments that it serves. What inspects an item for staff inspects what the item serves.
    """
    found = {
        key: _Links(commitment.steps, commitment.inspected_by)
        for key, _, commitment in library.commitments()
    }
    watched: dict[str, list[str]] = {}
    for key, inspection in library.items(INSPECTION):
        for item in inspection.checks:
            watched.setdefault(item, []).append(key)
        for served in inspection.serves:
            if served in found:
                found[served].inspections.setdefault(key)
    for key, item in library.items(DELIVERY):
        for served in item.serves:
            if served in found:
                found[served].take(key, item, watched.get(key, ()))
    return {key: links.chain() for key, links in found.items()}


class _Links:
    """A chain in the making; each link counts once, in the order in which it was found."""

    def __init__(self, steps: Iterable[str], inspections: Iterable[str]) -> None:
        self.steps = dict.fromkeys(steps)
        self.staff: dict[str, None] = {}
        self.inspections = dict.fromkeys(inspections)

    def take(self, key: str, item: StaffItem, watching: Iterable[str]) -> None:
        """Add an item for staff, with its steps and with what inspects it."""
        self.staff.setdefault(key)
        self.steps.update(dict.fromkeys(item.steps))
        self.inspections.update(dict.fromkeys((*item.inspected_by, *watching)))

    def chain(self) -> Chain:
        return Chain(
            steps=tuple(self.steps), staff=tuple(self.staff), inspections=tuple(self.inspections)
        )
