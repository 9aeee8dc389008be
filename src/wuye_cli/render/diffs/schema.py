"""The published JSON Schema of `wuye diff -o json` (`diff/1`), as data."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.comparing.acceptance import EXPIRED, NO_REASON, UNMATCHED
from wuye_cli.domain.comparing.change import (
    BETTER,
    EASIER,
    HARDER,
    LEVELS,
    SAME,
    UNKNOWN,
    WORSE,
)

ID = "urn:wuye:schema:diff-report"
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_COMMIT = {"type": "string", "pattern": "^[0-9a-f]{40}$"}
_CODE = {"type": "string", "pattern": "^D[0-9]{3}$"}
_PRINT = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
_DAY = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _all(**fields: Any) -> dict[str, Any]:
    """Return the schema of an object that has all of these fields and may get more later."""
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_REF = {"$ref": "#/$defs/change"}
_CHANGE = _all(
    code=_CODE,
    name=_TEXT,
    level={"enum": list(LEVELS)},
    customer={"enum": [WORSE, BETTER, SAME, UNKNOWN]},
    staff={"enum": [HARDER, EASIER, SAME, UNKNOWN]},
    standard=_TEXT,
    key=_TEXT,
    path=_TEXT,
    line_old=_COUNT,
    line_new=_COUNT,
    column_new=_COUNT,
    old={},
    new={},
    delta=_TEXT,
    facts={"type": "object"},
    message=_TEXT,
    fingerprint=_PRINT,
    commits=_list(_COMMIT),
    authors=_list(_TEXT),
    state={"enum": ["open", "accepted", "hidden"]},
    accepted={"oneOf": [{"type": "null"}, _all(reason=_TEXT, by=_TEXT, until=_DAY)]},
)
_STAGE = {
    "commit": _COMMIT,
    "author": _TEXT,
    "mail": _TEXT,
    "committer": _TEXT,
    "committed": {"type": "string", "format": "date-time"},
    "subject": _TEXT,
    "merge": {"type": "boolean"},
}
_END = _all(
    name=_TEXT,
    kind={"enum": ["commit", "worktree", "index", "date", "folder", "file"]},
    commit={"type": "string", "pattern": "^([0-9a-f]{40})?$"},
)
_WALK = _all(
    commits=_COUNT,
    stages=_list(
        _all(**_STAGE, changes=_list(_REF), unreadable=_list(_all(path=_TEXT, code=_TEXT)))
    ),
    sandwiches=_list(
        _all(
            opened=_all(**_STAGE),
            closed=_all(**_STAGE),
            seconds={"type": "integer"},
            whole={"type": "boolean"},
            received=_list(_TEXT),
            ended=_list(_TEXT),
            pairs=_list(_all(worse=_REF, better=_REF)),
        )
    ),
)

DIFF_REPORT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": ID,
    "title": "wuye diff -o json",
    **_all(
        schema={"const": "diff/1"},
        old=_END,
        new=_END,
        audience={"enum": ["owners", "staff", "regulator"]},
        counts=_all(**dict.fromkeys(LEVELS, _COUNT)),
        hidden=_COUNT,
        accepted=_COUNT,
        changes=_list(_REF),
        stale=_list(
            _all(
                code={"const": "Q041"},
                fingerprint=_PRINT,
                why={"enum": [EXPIRED, NO_REASON, UNMATCHED]},
                until=_DAY,
                reason=_TEXT,
            )
        ),
        unreadable=_list(_all(path=_TEXT, side={"enum": ["old", "new", "accept"]}, code=_TEXT)),
        walk={"oneOf": [{"type": "null"}, _WALK]},
        impact={"type": ["object", "null"]},
    ),
    "$defs": {"change": _CHANGE},
}
"""What a report looks like: fields may be added, none is renamed or removed within `diff/1`."""
