"""Codec of `records/registers/box-openings/<year>/<id>.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.identity import parse_ticket_id
from wuye_cli.domain.tickets.box import PREFIX, SCHEMA, Opening
from wuye_cli.store.canonical import canonical
from wuye_cli.store.codecs.reading import Node, Problem
from wuye_cli.store.fast_form import read_record

if TYPE_CHECKING:
    from datetime import date

FOLDER = "records/registers/box-openings"

_KEYS = ("schema", "id", "at", "by", "keyholder", "witness", "count", "blank", "tickets")
_NEEDED = ("schema", "id", "at", "keyholder", "witness", "count")


def folder_of(day: date) -> str:
    """Return the folder of the openings of a day."""
    return f"{FOLDER}/{day:%Y}"


def read_opening(name: str, tree: Any) -> tuple[Opening | None, list[Problem]]:
    """Read an opening with every problem of its file.

    Args:
        name: The file's name without `.yaml`, which is its id.
        tree: The parsed file.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("box-opening")
    if not node.fields(_KEYS, required=_NEEDED):
        return None, problems
    own = node.at("id")
    if own.text() and (own.value != name or not name.startswith(PREFIX)):
        own.report("S007", value=own.value, pattern=name if name.startswith(PREFIX) else PREFIX)
    moment = node.at("at").instant()
    count, blank = node.at("count").whole(), node.at("blank").whole()
    tickets = tuple(_ticket(part) for part in node.at("tickets").items())
    people = {key: node.at(key).text() for key in ("by", "keyholder", "witness")}
    if moment is None or any(problem.code == "S003" for problem in problems):
        return None, problems
    found = Opening(id=name, at=moment, count=count, blank=blank, tickets=tickets, **people)
    return found, problems


def _ticket(node: Node) -> str:
    name = node.text()
    try:
        return str(parse_ticket_id(name)) if name else ""
    except ValueError:
        node.report("S007", value=name, pattern="WY-YYMMDD-A001")
        return name


def opening_of(data: bytes, *, path: str) -> Opening:
    """Return the opening in the bytes of a file.

    Raises:
        UncheckableError: `bad_record` or `newer_schema`.
    """
    tree = read_record(data, path=path)
    name = path.rpartition("/")[2].removesuffix(".yaml")
    found, problems = read_opening(name, tree)
    if any(problem.code == "S008" for problem in problems):
        raise UncheckableError("newer_schema", path=path, schema=str(tree.get("schema")))
    if found is None or problems:
        where = ".".join(str(step) for step in problems[0].where) if problems else ""
        raise UncheckableError("bad_record", path=path, detail=where)
    return found


def write_opening(opening: Opening) -> bytes:
    """Return the canonical bytes of the file of an opening."""
    tree: dict[str, Any] = msgspec.to_builtins(opening)
    return canonical({"schema": SCHEMA, **tree})
