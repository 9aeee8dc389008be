"""Pieces of the schemas of what commands answer: every field is always there, more may come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
COUNT = {"type": "integer", "minimum": 0}
TRUTH = {"type": "boolean"}
MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
COMMIT = {"type": "string", "pattern": "^[0-9a-f]{40}$"}


def whole(**fields: Any) -> dict[str, Any]:
    """Return the schema of an object that has all of these fields and may get more later."""
    return {"type": "object", "required": list(fields), "properties": fields}


def listed(of: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": of}


def maybe(of: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of something that may be null."""
    return {"anyOf": [{"type": "null"}, of]}


def answer(kind: str, title: str, of: dict[str, Any]) -> dict[str, Any]:
    """Return a schema as it is published: with its name and what prints such an answer."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:wuye:schema:{kind}",
        "title": title,
        **of,
    }
