"""Codec of persons: the bytes of `people/persons/…` to values and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.people.person import SCHEMA, Person
from wuye_cli.store.canonical import canonical
from wuye_cli.store.fast_form import read_record

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS = frozenset(field.encode_name for field in msgspec.structs.fields(Person)) - {"extra"}


def person_from_mapping(tree: Mapping[str, Any], *, path: str = "") -> Person:
    """Return the person that a parsed file holds.

    Raises:
        UncheckableError: `newer_schema` if the file is of a later format, `bad_record` if a key
            is unknown or a value does not fit; facts `path`, `detail`. No value is in the facts.
    """
    schema = tree.get("schema")
    if schema != SCHEMA:
        is_later = isinstance(schema, str) and schema.startswith("person/")
        raise UncheckableError(
            "newer_schema" if is_later else "bad_record",
            path=path,
            schema=str(schema),
            detail="schema",
        )
    own = {key: value for key, value in tree.items() if key.startswith("x-")}
    fields = {key: value for key, value in tree.items() if key not in own}
    strange = sorted(fields.keys() - _KEYS)
    if strange:
        raise UncheckableError("bad_record", path=path, detail=f"unknown key {strange[0]}")
    if own:
        fields["extra"] = own
    try:
        return msgspec.convert(fields, Person)
    except msgspec.ValidationError as error:
        raise UncheckableError("bad_record", path=path, detail=str(error)) from error


def person_to_mapping(person: Person) -> dict[str, Any]:
    """Return the mapping that the file of `person` holds, keys in canonical order."""
    tree: dict[str, Any] = msgspec.to_builtins(person)
    own = tree.pop("extra", {})
    return {"schema": person.schema, **tree, **own}


def read_person(data: bytes, *, path: str = "") -> Person:
    """Return the person in the bytes of a file.

    Raises:
        UncheckableError: If the file is of a later format or its values do not fit.
        UnreadableError: If it is not the strict YAML that records are written in.
    """
    return person_from_mapping(read_record(data, path=path), path=path)


def write_person(person: Person) -> bytes:
    """Return the canonical bytes of the file of `person`."""
    return canonical(person_to_mapping(person))
