"""The published JSON Schema of `wuye impact --json`, as data."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_COUNT = {"type": "integer", "minimum": 0}
_SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_WHEN = {"anyOf": [{"type": "null"}, {"type": "string", "format": "date-time"}]}
_FATE = {"type": "string", "pattern": "^[a-z_]*$"}


def _all(**fields: Any) -> dict[str, Any]:
    """Return the schema of an object that has all of these fields and may get more later."""
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_MATRIX = {
    "matrix": _list(_all(old=_FATE, new=_FATE, count=_COUNT)),
    "timeliness": _all(old=_SHARE, new=_SHARE),
}
_CLOCK = _all(
    clock=_TEXT,
    cycle=_COUNT,
    stopped=_WHEN,
    old_due=_WHEN,
    new_due=_WHEN,
    old_verdict=_FATE,
    new_verdict=_FATE,
)
_CASE = {
    **dict.fromkeys(("id", "title", "unit", "place", "tier", "category"), _TEXT),
    "opened_at": _WHEN,
    "old": _FATE,
    "new": _FATE,
    "became": _FATE,
    "attribution": _TEXT,
    "changes": _TEXTS,
    "clocks": _list(_CLOCK),
}
_WEIGHT = _all(
    change=_TEXT,
    code=_TEXT,
    standard=_TEXT,
    key=_TEXT,
    old={},
    new={},
    forgiven=_COUNT,
    failed=_COUNT,
    other=_COUNT,
    timeliness_alone=_SHARE,
    timeliness_without=_SHARE,
)

IMPACT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:wuye:schema:impact",
    "title": "wuye impact --json",
    **_all(
        schema={"const": "impact/1"},
        old=_TEXT,
        new=_TEXT,
        at=_WHEN,
        tickets=_COUNT,
        set_aside=_TEXTS,
        aside=_COUNT,
        **_MATRIX,
        forgiven=_COUNT,
        failed=_COUNT,
        clocks=_list(_all(clock=_TEXT, **_MATRIX)),
        by={"type": "object", "additionalProperties": _list(_all(value=_TEXT, **_MATRIX))},
        changes=_list(_WEIGHT),
        any_of=_COUNT,
        together=_COUNT,
        cases=_list(_all(**_CASE)),
        open=_list(
            _all(
                **{**_CASE, "old_due": _WHEN, "new_due": _WHEN}, overdue_at_once={"type": "boolean"}
            )
        ),
        overdue_at_once=_COUNT,
        retiered=_COUNT,
        tierless=_COUNT,
        unjudged=_list(_all(id=_TEXT, code=_TEXT, facts={"type": "object"})),
        not_modelled=_TEXTS,
    ),
}
"""What the answer looks like: fields may be added, none is renamed or removed."""
