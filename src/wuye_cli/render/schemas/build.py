"""A JSON Schema (2020-12) of a kind of file, from the readers' keys and the words about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from wuye_cli.checking.file_kinds import FILES
from wuye_cli.domain.tickets.kinds import KINDS as EVENTS
from wuye_cli.domain.tickets.tier import DEFAULT_CLOCKS
from wuye_cli.i18n.format_words import WORDS
from wuye_cli.render.schemas.documents import DOCUMENT_RULES
from wuye_cli.render.schemas.kinds import OPTIONAL, OWN_KEY, READ, WRITTEN, Piece, table, text
from wuye_cli.render.schemas.shapes import KEY_FORMS, OTHER_KEYS, SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID_PREFIX = "urn:wuye:schema:"

_SCHEMA_IN_STRUCT = frozenset({"ticket", "settings", "person"})
"""Files whose reader demands `schema`, though the structure has a default for it."""


class Keys(Protocol):
    """The keys of one mapping, as `services.file_formats` finds them."""

    @property
    def keys(self) -> dict[str, str]:
        """Key to kind code; empty where only the reader knows."""

    @property
    def needed(self) -> frozenset[str] | None:
        """Keys that must be there, or None where the words say it."""


def needed(name: str, found: Keys) -> frozenset[str]:
    """Return the keys of a section without which its reader reports S002."""
    if found.needed is None:
        return frozenset(key for key, row in WORDS[name].rows.items() if row[0].startswith("!"))
    return found.needed | ({"schema"} if name in _SCHEMA_IN_STRUCT else set())


def schema_of(kind: str, formats: Mapping[str, Keys]) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file.

    Args:
        kind: One of `files.FILES`.
        formats: Every section of the formats with its keys.
    """
    file = FILES[kind]
    words = WORDS[file.section]
    top = _mapping(file.section, formats[file.section])
    if file.schema and "schema" in top["properties"]:
        top["properties"]["schema"] |= {"const": f"{file.schema}/1"}
    parts = {name: _mapping(name, formats[name]) for name in _inner(top, formats)}
    return {
        "$schema": DIALECT,
        "$id": ID_PREFIX + kind,
        "title": " / ".join(title.replace("`", "") for title in words.title),
        **top,
        **({"$defs": parts} if parts else {}),
    }


def _mapping(name: str, found: Keys) -> dict[str, Any]:
    """Return the piece of one section."""
    words = WORDS[name]
    own = text(empty=True) if found.needed is not None and name != "settings" else {}
    about = _both(*words.about)
    piece: dict[str, Any] = {
        "type": "object",
        **({"description": about} if about else {}),
        "properties": {key: _value(name, key, found) for key in found.keys},
        "required": sorted(needed(name, found)),
        "patternProperties": {OWN_KEY: own, **KEY_FORMS.get(name, {})},
        "additionalProperties": OTHER_KEYS.get(name, False),
    }
    return piece | _MORE.get(name, {})


def _value(name: str, key: str, found: Keys) -> Piece:
    row = WORDS[name].rows.get(key, ("any", "", ""))
    kind = found.keys[key] or row[0].removeprefix("!")
    is_record = found.needed is not None
    piece = SHAPES.get(f"{name}.{key}") or (WRITTEN if is_record else READ)[kind]
    if is_record and kind in OPTIONAL and key not in (found.needed or ()):
        piece = {"anyOf": [{"type": "null"}, piece]}
    return {"description": _both(*row[1:]), **piece}


def _both(zh: str, en: str) -> str:
    return f"{zh}\n\n{en}" if zh != en else zh


def _inner(top: Any, formats: Mapping[str, Keys]) -> list[str]:
    """Return the sections that a piece refers to, and those that these refer to, by name."""
    seen: set[str] = set()
    waiting = list(_references(top))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _references(_mapping(name, formats[name]))
    return sorted(seen)


def _references(piece: Any) -> Iterator[str]:
    if isinstance(piece, dict):
        if "$ref" in piece:
            yield piece["$ref"].removeprefix("#/$defs/")
        for value in piece.values():
            yield from _references(value)
    elif isinstance(piece, list):
        for value in piece:
            yield from _references(value)


def _by_kind_of_event() -> Piece:
    """Say which facts an event of each kind must carry."""
    return {
        "allOf": [
            {
                "if": {"properties": {"do": {"const": name}}, "required": ["do"]},
                "then": {"required": sorted(kind.needs)},
            }
            for name, kind in EVENTS.items()
            if kind.needs
        ]
    }


def _default_clocks() -> Piece:
    """Say that a tier has no other keys than the default clocks where a file declares none."""
    keys = [*WORDS["tiers.tier"].rows, *DEFAULT_CLOCKS]
    names = {"anyOf": [{"enum": keys}, {"pattern": OWN_KEY}]}
    tiers = table({"propertyNames": names})
    return {
        "if": {"not": {"required": ["clocks"]}},
        "then": {"properties": {"tiers": tiers}},
    }


_UNTIMED = ("weekly", "makeup", "rest", "exceptions", "holidays")

_MORE: dict[str, Piece] = {
    **DOCUMENT_RULES,
    "tiers": _default_clocks(),
    "calendar": {
        "required": [],
        "if": {"properties": {"always": {"const": True}}, "required": ["always"]},
        "then": {"properties": dict.fromkeys(_UNTIMED, False)},
        "else": {"required": ["weekly"]},
    },
    "holidays": {"anyOf": [{"required": ["source"]}, {"required": ["sources"]}]},
    "ticket": {
        "if": {"not": {"required": ["source"]}},
        "then": {"properties": {"events": {"items": _by_kind_of_event()}}},
    },
    "case.calc": {
        "anyOf": [{"required": [key]} for key in ("due", "error", "fractions", "unpaused_due")]
    },
}
"""Section to what holds between its keys."""
