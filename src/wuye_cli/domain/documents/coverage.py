"""What the written standards leave out: promises without practice, fields without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.documents.library import Chain, chains
from wuye_cli.domain.documents.words import (
    CUSTOMER,
    DELIVERY,
    FAMILIES,
    INSPECTION,
    INSPECTION_KINDS,
    KEY_POINTS,
    PROMISES,
    STAFF_FIELDS,
    SYSTEM_PARTS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.documents.clause import Clause
    from wuye_cli.domain.documents.library import Library
    from wuye_cli.domain.documents.standard import Standard

Keys = tuple[str, ...]
"""Clauses as `document.clause`, or names of documents."""


class FieldCover(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a family for one staff field, or the reason why there is none."""

    items: Keys = ()
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing is said."""
        return not self.items and not self.reason


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What is covered by what; an empty tuple is a hole.

    Attributes:
        commitments: What stands behind each commitment.
        system: Part of the system of services to the documents that carry it.
        key_points: Kind of key point to the clauses that look after it.
        families: Family to staff field to its items.
        promises: Promise of the policy to the commitments that serve it.
        inspections: Kind of inspection to its documents.
    """

    commitments: dict[str, Chain] = msgspec.field(default_factory=dict)
    system: dict[str, Keys] = msgspec.field(default_factory=dict)
    key_points: dict[str, Keys] = msgspec.field(default_factory=dict)
    families: dict[str, dict[str, FieldCover]] = msgspec.field(default_factory=dict)
    promises: dict[str, Keys] = msgspec.field(default_factory=dict)
    inspections: dict[str, Keys] = msgspec.field(default_factory=dict)

    def undelivered(self) -> list[str]:
        """Return the commitments that no procedure and no item for staff delivers."""
        return [key for key, chain in self.commitments.items() if not chain.is_delivered]

    def uninspected(self) -> list[str]:
        """Return the commitments that nobody inspects."""
        return [key for key, chain in self.commitments.items() if not chain.inspections]


def coverage(library: Library) -> Coverage:
    """Work out what the documents cover."""
    system = library.quality.system if library.quality else {}
    return Coverage(
        commitments=chains(library),
        system={part: system[part].documents if part in system else () for part in SYSTEM_PARTS},
        key_points={
            kind: tuple(key for key, clause in _clauses(library) if kind in clause.key_points)
            for kind in KEY_POINTS
        },
        families={family: _fields(library, family) for family in FAMILIES},
        promises=commitments_by_promise(library),
        inspections={
            kind: tuple(one.id for one in library.of_layer(INSPECTION) if one.kind == kind)
            for kind in INSPECTION_KINDS
        },
    )


def commitments_by_promise(library: Library) -> dict[str, Keys]:
    """Return the commitments that serve each promise, themselves or by their document."""
    names = dict.fromkeys((*PROMISES, *(library.quality.promises if library.quality else ())))
    return {
        name: tuple(
            key
            for key, standard, commitment in library.commitments()
            if name in (commitment.promises or standard.promises)
        )
        for name in names
    }


def _clauses(library: Library) -> Iterator[tuple[str, Clause]]:
    for layer in (CUSTOMER, DELIVERY, INSPECTION):
        yield from library.items(layer)


def _fields(library: Library, family: str) -> dict[str, FieldCover]:
    """Return what a family says of each staff field, by its own documents and by their bases."""
    own = [one for one in library.of_layer(DELIVERY) if one.family == family]
    documents = _with_bases(library, own)
    if not documents:
        return {field: FieldCover() for field in STAFF_FIELDS}
    return {
        field: FieldCover(
            items=tuple(
                f"{one.id}.{item.id}"
                for one in documents
                for item in one.staff_items.values()
                if item.field == field
            ),
            reason=next((one.without[field] for one in documents if field in one.without), ""),
        )
        for field in STAFF_FIELDS
    }


def _with_bases(library: Library, documents: list[Standard]) -> list[Standard]:
    """Return the documents with those that they extend, each once."""
    found: dict[str, Standard] = {}
    waiting = list(documents)
    while waiting:
        one = waiting.pop(0)
        if one.id not in found:
            found[one.id] = one
            waiting += [
                library.standards[name] for name in one.extends if name in library.standards
            ]
    return list(found.values())
