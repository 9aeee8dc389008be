"""Families Q, R and T: standards beside their approvals, notices, links and hours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from wuye_cli.checking.facts import TIERS
from wuye_cli.checking.finding import ERROR, WARNING, Finding
from wuye_cli.domain.approving.states import (
    clashes,
    in_force,
    in_turn,
    is_begun,
    is_expired,
    judge_text,
    state_of,
)
from wuye_cli.domain.roles.rights import POLICY_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StandardFacts, StoreFacts
    from wuye_cli.domain.approving.approval import Approval

_OVER = frozenset({"withdrawn", "superseded", "draft"})


def _now(store: StoreFacts) -> datetime:
    return datetime.fromtimestamp(store.now, UTC)


def _name(path: str) -> str:
    return path.removeprefix("standards/").removesuffix(".yaml")


def _shown(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(sep=" ", timespec="minutes")[:16]


def unapproved(store: StoreFacts) -> Iterator[Finding]:
    """Q030 and Q031: a draft that is used, and an approved version that says something else."""
    for one in store.standards:
        code = judge_text(one.text, one.approvals, _now(store)) if one.approvals else ""
        if one.asked and not one.approvals and is_begun(one.text, _now(store)):
            code = "Q030"
        if code:
            facts = {"standard": _name(one.path), "version": one.text.version}
            yield Finding(rule=code, path=one.path, where=("version",), facts=facts)


def expired(store: StoreFacts) -> Iterator[Finding]:
    """Q032: a standard whose last day is over and that nothing follows; it holds on."""
    now = _now(store)
    for one in store.standards:
        last = in_force(one.approvals, now)
        ended = one.expires if one.expires is not None and one.expires <= now else None
        if ended is None and last is not None and is_expired(last, now):
            ended = last.expires
        if ended is not None:
            facts = {"standard": _name(one.path), "day": _shown(ended)}
            yield Finding(rule="Q032", path=one.path, where=("expires",), facts=facts)


def clashing(store: StoreFacts) -> Iterator[Finding]:
    """Q033 and Q034: approved versions with days between them, or with days in common."""
    for one in store.standards:
        for clash in clashes(one.approvals):
            facts = {
                "standard": _name(one.path),
                "version": clash.one.version,
                "other": clash.other.version,
                "start": _shown(clash.other.start),
            }
            yield Finding(
                rule=clash.code,
                path=one.approval_path(clash.other),
                where=("effective_from",),
                facts=facts,
            )


def retroactive(store: StoreFacts) -> Iterator[Finding]:
    """Q035: a version that was to hold before it was approved, without a reason for it."""
    for one, approval in _standing(store):
        start, decided = approval.effective_from, approval.decided_at
        changes = approval.before and approval.part == "terms"
        if not changes or start is None or decided is None or approval.retroactive:
            continue
        if start < decided:
            yield _of(one, approval, "Q035", start=_shown(start), decided=_shown(decided))


def notice_too_short(store: StoreFacts) -> Iterator[Finding]:
    """Q036: worse for residents, and not published as long before as the policy says.

    Where a reason was given for it, it is a warning.
    """
    now = _now(store)
    for one, approval in _standing(store):
        until = approval.publish_until
        if until is None:
            continue
        posted = min((act.at for act in approval.notices), default=None)
        if (posted or now) >= until:
            facts: dict[str, Any] = {
                "start": _shown(approval.start),
                "posted": _shown(posted),
                "days": approval.needs.notice_days,
                "reason": approval.short_notice,
            }
            severity = WARNING if approval.short_notice else ERROR
            yield _of(one, approval, "Q036", severity=severity, **facts)


def stale_notice(store: StoreFacts) -> Iterator[Finding]:
    """Q019: what was posted last is not what is in force."""
    now = _now(store)
    for one in store.standards:
        current = in_force(one.approvals, now)
        posted = [(act.at, act.content) for known in one.approvals for act in known.notices]
        if current is None or not posted:
            continue
        contents = {content for _, content in posted}
        if current.content not in contents:
            yield _of(one, current, "Q019", posted=_shown(max(posted)[0]))


def suspect_links(store: StoreFacts) -> Iterator[Finding]:
    """R010: a promise changed after what leans on it was reviewed."""
    for one in store.suspects:
        link = one.link
        facts = {
            "id": link.id,
            "child": link.child_key or link.child,
            "parent": f"{link.parent}.{link.parent_key}".rstrip("."),
            "by": one.by,
            "day": _shown(one.since)[:10],
        }
        where = tuple(link.child_key.split(".", 1)) if link.child_key else ()
        path = f"standards/{link.child}.yaml"
        yield Finding(rule="R010", path=path, where=where, facts=facts)


def locking_out(store: StoreFacts) -> Iterator[Finding]:
    """Q037: every commit has to be signed, and nobody who could register a key has one."""
    if store.locks_out:
        yield Finding(rule="Q037", path=POLICY_PATH, where=("audit", "signatures"))


def drifted(store: StoreFacts) -> Iterator[Finding]:
    """T017: the text of a limit is as approved, and it comes to something else."""
    for drift in store.drifts:
        facts = {"key": drift.key, "calendar": drift.calendar, "day": _shown(drift.since)[:10]}
        where = tuple(drift.key.split("."))
        yield Finding(rule="T017", path=TIERS, where=where, facts=facts)


def _standing(store: StoreFacts) -> Iterator[tuple[StandardFacts, Approval]]:
    """Yield the approved versions that hold or will hold."""
    now = _now(store)
    for one in store.standards:
        for approval in in_turn(one.approvals):
            if state_of(approval, one.approvals, now) not in _OVER:
                yield one, approval


def _of(
    one: StandardFacts, approval: Approval, code: str, *, severity: str = "", **facts: Any
) -> Finding:
    return Finding(
        rule=code,
        severity=severity,
        path=one.approval_path(approval),
        where=("effective_from",),
        facts={"standard": _name(one.path), "version": approval.version, **facts},
    )
