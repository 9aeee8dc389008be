"""The published JSON Schema of `wuye impact --json`, as data."""

from __future__ import annotations

from typing import Any

from wuye_cli.render.answer_shapes import COUNT, TEXT, listed, whole

_TEXTS = {"type": "array", "items": TEXT}
_SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_WHEN = {"anyOf": [{"type": "null"}, {"type": "string", "format": "date-time"}]}
_FATE = {"type": "string", "pattern": "^[a-z_]*$"}


_MATRIX = {
    "matrix": listed(whole(old=_FATE, new=_FATE, count=COUNT)),
    "timeliness": whole(old=_SHARE, new=_SHARE),
}
_CLOCK = whole(
    clock=TEXT,
    cycle=COUNT,
    stopped=_WHEN,
    old_due=_WHEN,
    new_due=_WHEN,
    old_verdict=_FATE,
    new_verdict=_FATE,
)
_CASE = {
    **dict.fromkeys(("id", "title", "unit", "place", "tier", "category"), TEXT),
    "opened_at": _WHEN,
    "old": _FATE,
    "new": _FATE,
    "became": _FATE,
    "attribution": TEXT,
    "changes": _TEXTS,
    "clocks": listed(_CLOCK),
}
_WEIGHT = whole(
    change=TEXT,
    code=TEXT,
    standard=TEXT,
    key=TEXT,
    old={},
    new={},
    forgiven=COUNT,
    failed=COUNT,
    other=COUNT,
    timeliness_alone=_SHARE,
    timeliness_without=_SHARE,
)

IMPACT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:wuye:schema:impact",
    "title": "wuye impact --json",
    **whole(
        schema={"const": "impact/1"},
        old=TEXT,
        new=TEXT,
        at=_WHEN,
        tickets=COUNT,
        set_aside=_TEXTS,
        aside=COUNT,
        **_MATRIX,
        forgiven=COUNT,
        failed=COUNT,
        clocks=listed(whole(clock=TEXT, **_MATRIX)),
        by={"type": "object", "additionalProperties": listed(whole(value=TEXT, **_MATRIX))},
        changes=listed(_WEIGHT),
        any_of=COUNT,
        together=COUNT,
        cases=listed(whole(**_CASE)),
        open=listed(
            whole(
                **{**_CASE, "old_due": _WHEN, "new_due": _WHEN}, overdue_at_once={"type": "boolean"}
            )
        ),
        overdue_at_once=COUNT,
        retiered=COUNT,
        tierless=COUNT,
        unjudged=listed(whole(id=TEXT, code=TEXT, facts={"type": "object"})),
        not_modelled=_TEXTS,
    ),
}
"""What the answer looks like: fields may be added, none is renamed or removed."""
