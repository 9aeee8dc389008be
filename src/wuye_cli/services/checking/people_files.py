"""Persons and receipt keys in `people/`, as committed: read strictly, and never quoted.

A report of `check` leaves the house: of these files it names path, place and field, no value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.checking.facts import FileFacts, Trouble
from wuye_cli.checking.shape import differences
from wuye_cli.domain.people.person import Person
from wuye_cli.domain.people.receipt import KEY_BYTES, ReceiptKey
from wuye_cli.services.checking.reading import refusal, troubles_of
from wuye_cli.store import receipt_keys
from wuye_cli.store.code_state import code_state
from wuye_cli.store.codecs.reading import Node, Problem
from wuye_cli.store.fast_form import read_record
from wuye_cli.store.layout import PEOPLE
from wuye_cli.store.people import PERSONS, is_person_id, path_of
from wuye_cli.store.sealed import keep_sealed, read_sealed
from wuye_cli.store.yaml_text import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.checking.finding import Finding
    from wuye_cli.store.repository import Store

MEMORY = "people-checked"
_CODE = ("domain/people", "services/checking", "store/codecs")
_TOLD = frozenset({"suggestion", "wanted", "got", "known", "allowed", "schema", "line", "column"})
"""Facts that tell nothing of anybody; `field` and `pattern` have rules of their own."""
_HIDDEN = "…"


class Kind(NamedTuple):
    """A kind of file in `people/`.

    Attributes:
        schema: What its `schema` says, without the number.
        shape: What its keys are.
        faults: Finds what the shape does not tell, given tree and path inside `people/`.
    """

    schema: str
    shape: type[msgspec.Struct]
    faults: Callable[[dict[str, Any], str], Iterator[Trouble]]


def people_facts(store: Store, *, use_cache: bool) -> tuple[tuple[FileFacts, bytes], ...]:
    """Return facts and bytes of the files in `people/` with a fault; none in a clone without.

    Ten thousand persons take a second, so that all were well is remembered by the commit.
    """
    people = store.people
    head = people.head() if people is not None else ""
    if people is None or not head:
        return ()
    made_of = (head, str(code_state(_CODE)))
    if use_cache and read_sealed(store.ground, MEMORY, made_of) is not None:
        return ()
    listed = [
        (path, blob, kind)
        for folder, kind in KINDS.items()
        for path, blob in people.list_tree(folder)
        if path.endswith(".yaml")
    ]
    found = []
    contents = (data for _, data in people.blobs(blob for _, blob, _ in listed))
    for (path, _, kind), data in zip(listed, contents, strict=True):
        troubles = tuple(_troubles(path, data, kind))
        if troubles:
            found.append((FileFacts(path=f"{PEOPLE}/{path}", troubles=troubles), data))
    if use_cache and not found:
        keep_sealed(store.ground, MEMORY, b"", made_of)
    return tuple(found)


def _troubles(path: str, data: bytes, kind: Kind) -> Iterator[Trouble]:
    try:
        tree = read_record(data, path=path)
    except UnreadableError as error:
        yield refusal(error)
        return
    problems: list[Problem] = []
    Node(tree, problems).schema(kind.schema)
    yield from troubles_of(problems)
    if any(one.code == "S008" for one in problems):
        return  # its fields are those of another format
    if "schema" not in tree:
        yield Trouble("S002", (), {"field": "schema"})
    yield from differences(tree, kind.shape)
    yield from kind.faults(tree, path)


def _of_person(tree: dict[str, Any], path: str) -> Iterator[Trouble]:
    name = tree.get("id")
    if isinstance(name, str) and not (is_person_id(name) and path_of(name) == path):
        yield Trouble("S007", ("id",), {"value": name, "pattern": _stem(path)})
    homes = tree.get("units")
    problems: list[Problem] = []
    for number, home in enumerate(homes if isinstance(homes, list) else ()):
        node = Node(home, problems, ("units", number))
        for key in ("from", "to"):
            if node.at(key).present:
                node.at(key).day()
    yield from troubles_of(problems)


def _of_key(tree: dict[str, Any], path: str) -> Iterator[Trouble]:
    name, key = tree.get("id"), tree.get("key")
    if isinstance(name, str) and name != _stem(path):
        yield Trouble("S007", ("id",), {"value": name, "pattern": _stem(path)})
    if isinstance(key, str) and not _is_key(key):
        yield Trouble("S007", ("key",), {"value": key, "pattern": f"[0-9a-f]{{{2 * KEY_BYTES}}}"})


def _is_key(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == KEY_BYTES
    except ValueError:
        return False


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def unquoted(finding: Finding) -> Finding:
    """Return a finding in such a file with nothing in it that a person wrote."""
    facts = {name: value for name, value in finding.facts.items() if name in _TOLD}
    for name in finding.facts.keys() & {"value", "field", "pattern"}:
        text = str(finding.facts[name])
        is_plain = name == "pattern" or (name == "field" and _is_plain(text))
        facts[name] = text if is_plain else _HIDDEN
    where, anchor = (
        tuple(one if isinstance(one, int) or _is_plain(one) else _HIDDEN for one in steps)
        for steps in (finding.where, finding.anchor)
    )
    return msgspec.structs.replace(finding, where=where, anchor=anchor, facts=facts)


def _is_plain(key: str) -> bool:
    """Say whether a key is a word of a format, and no name or number."""
    return key.isascii() and key.replace("-", "_").isidentifier()


KINDS = {
    f"{PERSONS}/": Kind("person", Person, _of_person),
    f"{receipt_keys.FOLDER}/": Kind("receipt-key", ReceiptKey, _of_key),
}
"""Folder in `people/` to what lies there."""
