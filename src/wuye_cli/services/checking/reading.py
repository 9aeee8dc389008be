"""One file at a time: bytes to facts, with every fault that its reader finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.checking.facts import PLAIN, FileFacts, TicketFile, Trouble
from wuye_cli.checking.shape import differences
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.tickets.ticket import SCHEMA, Ticket
from wuye_cli.services.checking.files import LARGEST
from wuye_cli.store.canonical import canonical
from wuye_cli.store.codecs.tickets import ticket_from_mapping
from wuye_cli.store.fast_form import read_fast
from wuye_cli.store.yaml_text import UnreadableError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.marks import Trap
    from wuye_cli.services.checking.files import Lying
    from wuye_cli.store.codecs.reading import Problem

_KIND, _, _VERSION = SCHEMA.partition("/")


class Read(NamedTuple):
    """A file as read; no tree if YAML refuses it."""

    tree: dict[str, Any] | None
    troubles: tuple[Trouble, ...] = ()
    traps: tuple[Trap, ...] = ()


def read_tree(data: bytes, path: str) -> Read:
    """Read a file strictly."""
    try:
        document = read_yaml(data, path=path, marks=False)
    except UnreadableError as error:
        return Read(None, (refusal(error),))
    return Read(document.tree, (), document.traps)


def refusal(error: UnreadableError) -> Trouble:
    """Return the trouble of a file that the strict reader refuses."""
    facts = {name: value for name, value in error.facts.items() if name != "path"}
    return Trouble(error.code, (), facts)


def too_large(file: Lying) -> FileFacts | None:
    """Return the facts of a file that is not read: too large, or no plain one; else None."""
    if file.form != PLAIN:
        return FileFacts(path=file.path, form=file.form)
    if file.size > LARGEST:
        facts = {"detail": "bytes", "limit": LARGEST, "line": 1, "column": 1}
        return FileFacts(path=file.path, troubles=(Trouble("Y016", (), facts),))
    return None


def troubles_of(problems: Iterable[Problem]) -> tuple[Trouble, ...]:
    """Return the problems of a codec as troubles."""
    return tuple(Trouble(one.code, one.where, one.facts) for one in problems)


def read_ticket_file(data: bytes, path: str) -> tuple[FileFacts, TicketFile | None]:
    """Read a ticket by the fast form if it is canonical; no `TicketFile` if YAML refuses it."""
    tree = read_fast(data)
    is_canonical = tree is not None
    traps: tuple[Trap, ...] = ()
    if tree is None:
        tree, refused, traps = read_tree(data, path)
        if tree is None:
            return FileFacts(path=path, troubles=refused, traps=traps), None
        is_canonical = _writes_itself(tree, data)
    ticket, troubles = _ticket(tree, path)
    facts = FileFacts(path=path, troubles=troubles, traps=traps, canonical=is_canonical)
    return facts, TicketFile(path=path, tree=tree, ticket=ticket)


def _writes_itself(tree: dict[str, Any], data: bytes) -> bool:
    """Say whether a tree would be written just so; most that would not show it in the first key."""
    first = dict(item for item, _ in zip(tree.items(), "1", strict=False))
    try:
        return data.startswith(canonical(first)) and canonical(tree) == data
    except ValueError:
        return False


def _ticket(tree: dict[str, Any], path: str) -> tuple[Ticket | None, tuple[Trouble, ...]]:
    schema = tree.get("schema")
    if schema != SCHEMA:
        troubles = _schema_trouble(schema)
        if troubles[0].code == "S008":  # its fields are those of another format
            return None, troubles
        return None, (*troubles, *differences(tree, Ticket))
    try:
        ticket = ticket_from_mapping(tree, path=path)
    except UncheckableError:
        return None, tuple(differences(tree, Ticket))
    return ticket, ()


def _schema_trouble(schema: Any) -> tuple[Trouble, ...]:
    if schema is None:
        return (Trouble("S002", (), {"field": "schema"}),)
    kind, _, version = str(schema).partition("/")
    if kind == _KIND and version.isascii() and version.isdigit() and int(version) > int(_VERSION):
        return (Trouble("S008", ("schema",), {"schema": schema, "known": SCHEMA}),)
    facts = {"value": str(schema), "allowed": [SCHEMA], "suggestion": SCHEMA}
    return (Trouble("S004", ("schema",), facts),)
