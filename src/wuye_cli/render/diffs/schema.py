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
from wuye_cli.render.answer_shapes import COMMIT, COUNT, TEXT, listed, whole

ID = "urn:wuye:schema:diff-report"
_CODE = {"type": "string", "pattern": "^D[0-9]{3}$"}
_PRINT = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
_DAY = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


_REF = {"$ref": "#/$defs/change"}
_CHANGE = whole(
    code=_CODE,
    name=TEXT,
    level={"enum": list(LEVELS)},
    customer={"enum": [WORSE, BETTER, SAME, UNKNOWN]},
    staff={"enum": [HARDER, EASIER, SAME, UNKNOWN]},
    standard=TEXT,
    key=TEXT,
    path=TEXT,
    line_old=COUNT,
    line_new=COUNT,
    column_new=COUNT,
    old={},
    new={},
    delta=TEXT,
    facts={"type": "object"},
    message=TEXT,
    fingerprint=_PRINT,
    commits=listed(COMMIT),
    authors=listed(TEXT),
    state={"enum": ["open", "accepted", "hidden"]},
    accepted={"oneOf": [{"type": "null"}, whole(reason=TEXT, by=TEXT, until=_DAY)]},
)
_STAGE = {
    "commit": COMMIT,
    "author": TEXT,
    "mail": TEXT,
    "committer": TEXT,
    "committed": {"type": "string", "format": "date-time"},
    "subject": TEXT,
    "merge": {"type": "boolean"},
}
_END = whole(
    name=TEXT,
    kind={"enum": ["commit", "worktree", "index", "date", "folder", "file"]},
    commit={"type": "string", "pattern": "^([0-9a-f]{40})?$"},
)
_WALK = whole(
    commits=COUNT,
    stages=listed(
        whole(**_STAGE, changes=listed(_REF), unreadable=listed(whole(path=TEXT, code=TEXT)))
    ),
    sandwiches=listed(
        whole(
            opened=whole(**_STAGE),
            closed=whole(**_STAGE),
            seconds={"type": "integer"},
            whole={"type": "boolean"},
            received=listed(TEXT),
            ended=listed(TEXT),
            pairs=listed(whole(worse=_REF, better=_REF)),
        )
    ),
)

DIFF_REPORT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": ID,
    "title": "wuye diff -o json",
    **whole(
        schema={"const": "diff/1"},
        old=_END,
        new=_END,
        audience={"enum": ["owners", "staff", "regulator"]},
        counts=whole(**dict.fromkeys(LEVELS, COUNT)),
        hidden=COUNT,
        accepted=COUNT,
        changes=listed(_REF),
        stale=listed(
            whole(
                code={"const": "Q041"},
                fingerprint=_PRINT,
                why={"enum": [EXPIRED, NO_REASON, UNMATCHED]},
                until=_DAY,
                reason=TEXT,
            )
        ),
        unreadable=listed(whole(path=TEXT, side={"enum": ["old", "new", "accept"]}, code=TEXT)),
        walk={"oneOf": [{"type": "null"}, _WALK]},
        impact={"type": ["object", "null"]},
    ),
    "$defs": {"change": _CHANGE},
}
"""What a report looks like: fields may be added, none is renamed or removed within `diff/1`."""
