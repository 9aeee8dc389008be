"""English words of the auditor's papers: timelines, blame, packs, samples, reports."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "bad_period": "no period: {value}. Write 2026-11, 2026-Q4, 2026, 2026-11-03 or 2026-11-03..2026-11-09",
    "audit.limit_alone": "-n is for the whole store; leave it out for one ticket: wuye audit log TICKET",
    "audit.no_such_fact": "{id} has no {key}. To see all: wuye audit blame {id}",
    "audit.aka": " (was {ids})",
    "audit.gone": "{path} is not in the store any more; this is what history kept. Run: wuye audit verify",
    "audit.late": "late: committed {span} or more after the fact (audit.late_entry of policy.yaml)",
    "audit.mark.late": "late",
    "audit.signed": "signed: the key that the commit names; not verified here, but by: wuye audit verify",
    "audit.typed_by": "(typed by {by})",
    "audit.joint": ", ",
    "audit.mark.revoked": "revoked",
    "audit.mark.lost": "not in the ticket any more",
    "audit.mark.changed": "stands otherwise in the ticket now",
    "audit.mark.moved": "file moved",
    "audit.mark.removed": "file removed",
    "audit.mark.unreadable": "file unreadable",
    "audit.no_event": "no event says where these values come from; the commit is the one that wrote them: {keys}",
    "col.signed": "signed",
    "col.mark": "remark",
    "col.author": "committed by",
    "col.subject": "message",
    "col.fact": "fact",
    "col.value": "value",
}
