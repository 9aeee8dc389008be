"""The published JSON Schemas of what `wuye standard` answers about versions and approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.approving.approval import (
    BETTER,
    SAME,
    STATES,
    TERMS,
    UNKNOWN,
    WORDING,
    WORSE,
)
from wuye_cli.domain.comparing.change import EASIER, HARDER, LEVELS
from wuye_cli.render.answer_shapes import (
    COMMIT,
    COUNT,
    DAY,
    MOMENT,
    TEXT,
    TEXTS,
    TRUTH,
    answer,
    listed,
    maybe,
    whole,
)
from wuye_cli.render.reports.schemas import FINDING

if TYPE_CHECKING:
    from typing import Any

_PRINT = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_PRINT_OR_NONE = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
_NUMBER = {"type": "string", "pattern": "^[0-9]{4}$"}
_NUMBER_OR_NONE = {"type": "string", "pattern": "^([0-9]{4})?$"}
_COMMIT_OR_NONE = {"type": "string", "pattern": "^([0-9a-f]{40})?$"}
_CUSTOMER = {"enum": [WORSE, BETTER, SAME, UNKNOWN]}
_STATE = {"enum": list(STATES)}
_ACT = {
    "type": "object",
    "required": ["by", "at"],
    "properties": {"by": TEXT, "at": MOMENT, "role": TEXT, "reason": TEXT, "content": _PRINT},
}
_IMPACT = maybe(whole(forgiven=COUNT, newly_failed=COUNT, tickets=COUNT))
_CHANGE = whole(
    code={"type": "string", "pattern": "^D[0-9]{3}$"},
    level={"enum": list(LEVELS)},
    customer=_CUSTOMER,
    staff={"enum": [HARDER, EASIER, SAME, UNKNOWN]},
    standard=TEXT,
    key=TEXT,
    old={},
    new={},
    fingerprint={"type": "string", "pattern": "^[0-9a-f]{16}$"},
)

_APPROVAL: dict[str, Any] = {
    "standard": TEXT,
    "number": _NUMBER,
    "version": TEXT,
    "content": _PRINT,
    "terms": _PRINT,
    "proposed": _ACT,
    "base": _NUMBER_OR_NONE,
    "before": _PRINT_OR_NONE,
    "part": {"enum": [TERMS, WORDING]},
    "effective_from": maybe(MOMENT),
    "expires": maybe(MOMENT),
    "review_by": maybe(DAY),
    "change_codes": listed({"type": "string", "pattern": "^D[0-9]{3}$"}),
    "changed": TEXTS,
    "customer": _CUSTOMER,
    "short_notice": TEXT,
    "retroactive": TEXT,
    "approvals": listed(_ACT),
    "notices": listed(_ACT),
    "withdrawn": maybe(_ACT),
    "state": _STATE,
    "missing": COUNT,
    "needs": whole(approvals=COUNT, by=TEXTS, four_eyes=TRUTH, notice_days=COUNT),
    "impact": _IMPACT,
}
"""An approval with what is derived from it."""

_PROPOSAL = {**_APPROVAL, "path": TEXT, "commit": _COMMIT_OR_NONE, "changes": listed(_CHANGE)}
_DECIDED = whole(**_APPROVAL, commit=COMMIT, restored=TRUTH)

_ANSWERS: dict[str, dict[str, Any]] = {
    "set": whole(
        **_PROPOSAL,
        words=TEXT,
        dry_run=TRUTH,
        facts=listed(whole(key=TEXT, old={}, new={})),
        basis=TEXT,
        findings=listed(FINDING),
    ),
    "propose": listed(whole(**_PROPOSAL)),
    "review": whole(
        standard=TEXT,
        path=TEXT,
        version=TEXT,
        state=_STATE,
        content=_PRINT,
        terms=_PRINT,
        base=_NUMBER_OR_NONE,
        proposed=_NUMBER_OR_NONE,
        missing=maybe(COUNT),
        committed=TRUTH,
        customer={"enum": ["", WORSE, BETTER, SAME, UNKNOWN]},
        authors=TEXTS,
        changes=listed(_CHANGE),
        impact=_IMPACT,
        findings=listed(FINDING),
    ),
    "approve": _DECIDED,
    "withdraw": _DECIDED,
    "publish": whole(
        standard=TEXT,
        version=TEXT,
        content=_PRINT,
        mark=TEXT,
        published=MOMENT,
        commit=_COMMIT_OR_NONE,
        text=TEXT,
    ),
    "verify": whole(
        standard=TEXT,
        fingerprint=TEXT,
        known=TRUTH,
        version=TEXT,
        state={"enum": ["", *STATES]},
        unaltered={"type": ["boolean", "null"]},
        now=TEXT,
        holds=TRUTH,
    ),
    "due": listed(
        whole(
            standard=TEXT,
            what=TEXT,
            at=MOMENT,
            days={"type": "integer"},
            version=TEXT,
            owner=TEXT,
        )
    ),
    "suspects": listed(
        whole(
            id=TEXT,
            child=TEXT,
            child_key=TEXT,
            parent=TEXT,
            parent_key=TEXT,
            since=MOMENT,
            version=TEXT,
            by=TEXT,
            keys=TEXTS,
        )
    ),
    "log": listed(whole(**_APPROVAL)),
    "blame": listed(
        whole(key=TEXT, value={}, commit=COMMIT, at=MOMENT, author=TEXT, mail=TEXT, subject=TEXT)
    ),
}

STANDARD_ANSWERS = {
    f"standard-{name}": answer(f"standard-{name}", f"wuye standard {name} --json", shape)
    for name, shape in _ANSWERS.items()
}
"""Kind to schema, a row for each command."""
