"""Published schemas made strict: what an answer holds beyond them is a key nobody wrote down."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator


def closed(piece: Any) -> Any:
    """Return a schema whose objects may hold no other keys than those it names."""
    if isinstance(piece, list):
        return [closed(one) for one in piece]
    if not isinstance(piece, dict):
        return piece
    found = {key: closed(value) for key, value in piece.items()}
    if isinstance(piece.get("properties"), dict) and piece.get("type") == "object":
        found.setdefault("additionalProperties", False)
    return found


def assert_published(answer: Any, schema: dict[str, Any]) -> None:
    """Check an answer against its published schema, which must name every key of it."""
    faults = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(closed(schema)).iter_errors(answer)
    ]
    assert faults == []
