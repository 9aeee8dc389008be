"""The published shapes of `wuye check -o json` and of its baseline, as JSON Schema (2020-12)."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_SEVERITY = {"enum": ["error", "warning", "info"]}

FINDING: dict[str, Any] = {
    "type": "object",
    "required": [
        *("rule", "name", "severity", "path", "line", "column", "message", "facts", "ticket"),
        *("where", "fingerprint"),
    ],
    "properties": {
        "rule": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
        "name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "severity": _SEVERITY,
        "path": _TEXT,
        "line": _COUNT,
        "column": _COUNT,
        "message": {"type": "string", "minLength": 1},
        "facts": {"type": "object"},
        "ticket": _TEXT,
        "where": {"type": "array", "items": {"type": ["string", "integer"]}},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    },
}
FINDINGS: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:wuye:schema:findings",
    "title": "wuye check -o json",
    "type": "object",
    "required": ["schema", "counts", "files", "tickets", "known", "unchecked", "findings"],
    "properties": {
        "schema": {"const": "findings/1"},
        "counts": {
            "type": "object",
            "required": ["error", "warning", "info"],
            "properties": {"error": _COUNT, "warning": _COUNT, "info": _COUNT},
            "additionalProperties": False,
        },
        "files": _COUNT,
        "tickets": _COUNT,
        "known": _COUNT,
        "unchecked": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "reason"],
                "properties": {"path": _TEXT, "reason": _TEXT},
            },
        },
        "findings": {"type": "array", "items": FINDING},
    },
}
"""Fields may be added to findings/1, so that unknown ones are allowed."""

BASELINE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:wuye:schema:baseline",
    "title": "wuye check --write-baseline",
    "type": "object",
    "required": ["schema", "findings"],
    "additionalProperties": False,
    "properties": {
        "schema": {"const": "baseline/1"},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "rule", "fingerprint"],
                "additionalProperties": False,
                "properties": {"path": _TEXT, "rule": _TEXT, "fingerprint": _TEXT},
            },
        },
    },
}
