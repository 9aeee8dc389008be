"""Kinds of values as pieces of a JSON Schema: what the readers demand, as far as it can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Piece = dict[str, Any]

OWN_KEY = "^x-"
"""Keys of a house's own, allowed wherever ours stand."""

_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
INSTANT = rf"^{_DAY}[T ]{_CLOCK}(:[0-5][0-9](\.[0-9]+)?)?(Z|[+-]{_CLOCK}(:[0-5][0-9])?)$"
LIMIT = "^([1-9][0-9]{0,4}|100000)(wd|m|h|d)$"
CLOCK = f"^{_CLOCK}$"
WINDOW = rf"^{_CLOCK}-({_CLOCK}|24:00)$"
PERIOD = "^([0-9]{1,4}(mo|d|wk|y)|hand_over)$"
_DAY_NAME = "(mon|tue|wed|thu|fri|sat|sun)"
WEEKDAYS = f"^{_DAY_NAME}(-{_DAY_NAME})?(,{_DAY_NAME}(-{_DAY_NAME})?)*$"
DAY = f"^{_DAY}$"
ID = r"^(?!.*\.\.)[a-z0-9]([a-z0-9._-]*[a-z0-9])?$"
_LONGEST_ID = 64


def text(*, empty: bool = False) -> Piece:
    """Return a text; one of blanks alone is S011 where it may not be empty."""
    return {"type": "string"} if empty else {"type": "string", "pattern": r"\S"}


def like(pattern: str) -> Piece:
    """Return a text of a form."""
    return {"type": "string", "pattern": pattern}


def one_of(words: Iterable[str]) -> Piece:
    """Return one of a closed list of words."""
    return {"enum": list(words)}


def some_of(words: Iterable[str]) -> Piece:
    """Return a list of known words, or one of them alone."""
    return or_list(one_of(words))


def or_list(piece: Piece) -> Piece:
    """Return a list of something, or one of it alone."""
    return {"anyOf": [piece, list_of(piece)]}


def list_of(piece: Piece) -> Piece:
    """Return a list of something."""
    return {"type": "array", "items": piece}


def pair(first: Piece, second: Piece) -> Piece:
    """Return a list of exactly two."""
    return {"type": "array", "prefixItems": [first, second], "minItems": 2, "maxItems": 2}


def part(section: str) -> Piece:
    """Return the mapping that a section of the formats describes."""
    return {"$ref": f"#/$defs/{section}"}


def keyed(piece: Piece, name: str = ID) -> Piece:
    """Return a mapping from ids to something."""
    names = {"anyOf": [{"pattern": OWN_KEY}, {"pattern": name, "maxLength": _LONGEST_ID}]}
    return {"propertyNames": names, **table(piece)}


def table(piece: Piece) -> Piece:
    """Return a mapping from any text to something."""
    return {"type": "object", "patternProperties": {OWN_KEY: {}}, "additionalProperties": piece}


TARGET: Piece = {"anyOf": [{"const": "agreed"}, pair(like(LIMIT), text())]}
"""A limit on a calendar, or a due that only an agreement sets."""

_INSTANTS = pair(like(INSTANT), like(INSTANT))
TEXTS: Piece = {"anyOf": [like(r"^$|\S"), list_of(text())]}
"""A list of texts, or one text alone; an empty one is an empty list."""

READ: dict[str, Piece] = {
    "text": text(),
    "texts": TEXTS,
    "whole": {"type": "integer", "minimum": 0},
    "number": {"type": "number", "minimum": 0},
    "numbers": list_of({"type": "number", "minimum": 0.01, "maximum": 100}),
    "flag": {"type": "boolean"},
    "instant": like(INSTANT),
    "date": like(DAY),
    "moment": {"anyOf": [like(DAY), like(INSTANT)]},
    "dates": list_of(like(DAY)),
    "monthdays": list_of(like("^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")),
    "years": list_of(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                like("^[0-9]{4}$"),
            ]
        }
    ),
    "window": _INSTANTS,
    "windows": list_of(like(WINDOW)),
    "limits": table(pair(like(LIMIT), text())),
    "limit": like(LIMIT),
    "period": like(PERIOD),
    "words": table(text()),
    "mapping": {"type": "object"},
    "mappings": list_of({"type": "object"}),
    "scalar": {"anyOf": [text(), {"type": "integer", "minimum": 1}]},
    "spans": list_of(_INSTANTS),
    "fractions": {
        "type": "object",
        "propertyNames": {"pattern": r"^(x-.*|[0-9]+(\.[0-9]+)?)$"},
        "additionalProperties": like(INSTANT),
        "patternProperties": {OWN_KEY: {}},
    },
    "null_instant": {"anyOf": [{"type": "null"}, like(INSTANT)]},
    "path": list_of({"anyOf": [text(), {"type": "integer", "minimum": 0}]}),
    "any": {},
}
"""Kind code of `format_words.KINDS` to what a reader of standards accepts."""

WRITTEN: dict[str, Piece] = {
    **READ,
    "text": text(empty=True),
    "texts": list_of(text(empty=True)),
    "whole": {"type": "integer"},
    "words": table(text(empty=True)),
    "limits": table(pair(text(), text(empty=True))),
}
"""Kind code to what a record of ours may hold, where an empty text is a text as well."""

OPTIONAL = frozenset({"instant", "date", "window", "whole", "flag", "mapping"})
"""Kinds of which a record may also say `null`, where its structure has nothing as its default."""
