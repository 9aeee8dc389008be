"""Family K: what came out of the opinion box against the tickets made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.identity import parse_ticket_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import OpeningFile, StoreFacts


def miscounted(store: StoreFacts) -> Iterator[Finding]:
    """K031: slips and tickets of an opening do not match, or a ticket names another opening."""
    names = frozenset(store.names)
    boxes = {row.id: row.box for row in store.rows}
    for file in store.openings:
        yield from _miscounted(file, names, boxes)
    known = {file.opening.id: frozenset(file.opening.tickets) for file in store.openings}
    for row in store.rows:
        if row.box and row.id not in known.get(row.box, frozenset()):
            yield Finding(
                rule="K031", path=row.path, where=("events", 0, "src"),
                facts={"opening": row.box, "ticket": row.id}, ticket=row.id,
            )  # fmt: skip


def _miscounted(
    file: OpeningFile, names: frozenset[str], boxes: dict[str, str]
) -> Iterator[Finding]:
    opening = file.opening
    made = len(set(opening.tickets))
    if opening.count != made + opening.blank or made != len(opening.tickets):
        facts = {"opening": opening.id, "count": opening.count, "made": made}
        yield Finding(
            rule="K031", path=file.path, where=("count",), facts={**facts, "blank": opening.blank}
        )
    for number, ticket in enumerate(opening.tickets):
        is_there = _path_of(ticket) in names
        if not is_there or boxes.get(ticket, opening.id) != opening.id:
            facts = {"opening": opening.id, "missing_ticket" if not is_there else "other": ticket}
            yield Finding(rule="K031", path=file.path, where=("tickets", number), facts=facts)


def _path_of(ticket: str) -> str:
    try:
        day = parse_ticket_id(ticket).day
    except ValueError:
        return ""
    return f"records/tickets/{day:%Y/%m/%d}/{ticket}.yaml"


def opened_alone(store: StoreFacts) -> Iterator[Finding]:
    """K032: the witness of an opening is the one who opened it."""
    for file in store.openings:
        if file.opening.keyholder == file.opening.witness:
            facts = {"person": file.opening.keyholder}
            yield Finding(rule="K032", path=file.path, where=("witness",), facts=facts)
