"""Review, approve, withdraw: what is decided about a proposal, one commit each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.approving.approval import DRAFT, IN_FORCE, TERMS, Act, Approval, Impact
from wuye_cli.domain.approving.fingerprint import Prints, short
from wuye_cli.domain.approving.states import (
    Text,
    in_force,
    is_begun,
    matching,
    state_of,
    state_of_text,
)
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.services.approving import units
from wuye_cli.services.approving.differences import changes_of, customer_of, impact_of
from wuye_cli.services.approving.proposing import base_of, trailers
from wuye_cli.services.wording import one_line, without_numbers
from wuye_cli.store.codecs.approvals import path_of, read_approval, write_approval
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.approving.units import Unit
    from wuye_cli.services.desk import Desk

_LEAST = 8
"""So many digits of a fingerprint must be typed."""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody looks at before they approve.

    Attributes:
        base: Number of the approval that it is measured against; empty for the first.
        approval: The proposal of just this text; None if nobody proposed it.
        committed: The text lies as it is committed.
        authors: Who wrote a part of it since the base: they may not approve under four eyes.
        findings: Rule, line and path of what `check` says of the file.
    """

    standard: str
    path: str
    version: str
    state: str
    prints: Prints
    base: str = ""
    approval: Approval | None = None
    committed: bool = True
    customer: str = ""
    effective_from: datetime | None = None
    changes: tuple[Change, ...] = ()
    impact: Impact | None = None
    authors: tuple[str, ...] = ()
    findings: tuple[Any, ...] = ()


def review(
    desk: Desk, typed: str, *, look: Callable[[str], tuple[Any, ...]] | None = None
) -> Review:
    """Return what a standard as it lies changes against the one approved last.

    Args:
        desk: The desk.
        typed: The standard.
        look: Checks a path, for the open findings.

    Raises:
        CallError: `unknown_standard`.
    """
    unit = units.find_unit(desk, typed)
    data = units.require_text(desk, unit)
    every = units.approvals_of(desk, unit.name)
    text = units.text_of(desk, unit.name, data)
    number, old = base_of(desk, unit, data)
    changes = changes_of(desk, unit.name, old, data) if old is not None else ()
    fitting = matching(text, every)
    impact = fitting.impact if fitting is not None and fitting.impact is not None else None
    return Review(
        standard=unit.name,
        path=unit.path,
        version=text.version,
        state=_state(desk, unit, text, every),
        prints=units.prints(unit.name, data),
        base=number,
        approval=fitting,
        committed=desk.store.read(unit.path) == data,
        customer=customer_of(changes),
        effective_from=text.effective_from,
        changes=changes,
        impact=impact or (impact_of(desk, unit.name, old, data) if old is not None else None),
        authors=tuple(sorted(authors_of(desk, unit, old, fitting))),
        findings=look(unit.path) if look is not None else (),
    )


def _state(desk: Desk, unit: Unit, text: Text, every: tuple[Approval, ...]) -> str:
    """Return the state of a text; what never had an approval holds as committed."""
    if every:
        return state_of_text(text, every, desk.now())
    data = desk.store.read(unit.path)
    holds = units.content_in(unit.name, data) == text.content and is_begun(text, desk.now())
    return IN_FORCE if holds else DRAFT


def authors_of(
    desk: Desk, unit: Unit, base: bytes | None, approval: Approval | None
) -> frozenset[str]:
    """Return who wrote a part of a text since the base text, and who proposed it."""
    wanted = units.content_in(unit.name, base)
    found = set() if approval is None else {approval.proposed.by}
    for version in units.versions_of(desk, unit.path):
        if wanted and units.content_in(unit.name, version.data) == wanted:
            break
        found.add(desk.staff_of(version.revision.mail))
    return frozenset(found)


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that was written.

    Attributes:
        state: The derived one, from now on.
        missing: How many approvals are still needed.
        restored: The text before was put back.
    """

    approval: Approval
    state: str
    commit: str
    missing: int = 0
    restored: bool = False


def approve(desk: Desk, typed: str, fingerprint: str, *, retroactive: str = "") -> Decided:
    """Approve the text that was reviewed: one commit that touches its approval alone.

    Raises:
        CallError: `unknown_standard`, `short_fingerprint`.
        NotFoundError: `nothing_proposed`.
        RefusedError: `already_approved`, `no_role`, `four_eyes`, `retroactive`.
        ConflictError: `not_as_reviewed`, `lies_otherwise`.
    """
    unit = units.find_unit(desk, typed)
    data = units.require_text(desk, unit)
    wanted = fingerprint.strip().lower().removeprefix("sha256:")
    if len(wanted) < _LEAST:
        raise CallError("short_fingerprint", value=fingerprint, least=_LEAST, standard=unit.name)
    content = units.prints(unit.name, data).content
    if not content.startswith(wanted):
        raise ConflictError("not_as_reviewed", standard=unit.name, now=short(content))
    if desk.store.read(unit.path) != data:
        raise ConflictError("lies_otherwise", standard=unit.name, path=unit.path)
    text = units.text_of(desk, unit.name, data)
    approval = matching(text, units.approvals_of(desk, unit.name))
    if approval is None:
        raise NotFoundError("nothing_proposed", standard=unit.name)
    act = _approving(desk, unit, data, approval)
    late = approval.effective_from is not None and approval.effective_from < desk.now()
    reason = without_numbers(one_line(retroactive)) or approval.retroactive
    if late and approval.before and approval.part == TERMS and not reason:
        start = str(approval.start)[:16]
        raise RefusedError("retroactive", standard=unit.name, start=start)
    grown = msgspec.structs.replace(
        approval, approvals=(*approval.approvals, act), retroactive=reason
    )
    return _rewrite(desk, approval, grown, op="standard-approve", verb="approve")


def _approving(desk: Desk, unit: Unit, data: bytes, approval: Approval) -> Act:
    """Return the approval of the one who types, if the policy lets them give it."""
    by = desk.typist
    if any(act.by == by for act in approval.approvals) or approval.is_approved:
        raise RefusedError("already_approved", standard=unit.name, missing=approval.missing or None)
    role = units.role_in(desk, approval.needs.by)
    if not role:
        raise RefusedError("no_role", standard=unit.name, roles=list(approval.needs.by), who=by)
    if approval.needs.four_eyes:
        _, base = base_of(desk, unit, data)
        if by in authors_of(desk, unit, base, approval):
            raise RefusedError("four_eyes", standard=unit.name, who=by)
    return Act(by=by, at=desk.now(), role=role)


def withdraw(desk: Desk, typed: str, reason: str) -> Decided:
    """Take a version back that is not in force yet; its text goes back to the one before it.

    Raises:
        CallError: `unknown_standard`, `missing_option`.
        NotFoundError: `nothing_proposed`.
        RefusedError: `in_force_already`.
        ConflictError: `hand_edit`.
    """
    unit = units.find_unit(desk, typed)
    every = units.approvals_of(desk, unit.name)
    open_ones = [one for one in every if one.withdrawn is None]
    if not open_ones:
        raise NotFoundError("nothing_proposed", standard=unit.name)
    if not reason.strip():
        raise CallError("missing_option", option="--reason")
    last, now = open_ones[-1], desk.now()
    state = state_of(last, every, now)
    if in_force(every, now) is last or (last.is_approved and last.start and last.start <= now):
        raise RefusedError("in_force_already", standard=unit.name, version=last.version)
    if state == DRAFT and desk.typist != last.proposed.by:
        _require_role(desk, unit, last)
    act = Act(by=desk.typist, at=now, reason=without_numbers(one_line(reason)))
    gone = msgspec.structs.replace(last, withdrawn=act)
    return _rewrite(
        desk,
        last,
        gone,
        op="standard-withdraw",
        verb="withdraw",
        restore=_before(desk, unit, last),
    )


def _require_role(desk: Desk, unit: Unit, approval: Approval) -> None:
    if not units.role_in(desk, approval.needs.by):
        roles = list(approval.needs.by)
        raise RefusedError("no_role", standard=unit.name, roles=roles, who=desk.typist)


def _before(desk: Desk, unit: Unit, last: Approval) -> tuple[str, bytes] | None:
    """Return path and bytes of the text before a proposal, if its own text stands now."""
    data = desk.store.read(unit.path)
    if units.content_in(unit.name, data) != last.content or not last.before:
        return None
    texts = [version.data for version in units.versions_of(desk, unit.path)]
    old = next((text for text in texts if units.content_in(unit.name, text) == last.before), None)
    return None if old is None else (unit.path, old)


def _rewrite(
    desk: Desk,
    known: Approval,
    grown: Approval,
    *,
    op: str,
    verb: str,
    restore: tuple[str, bytes] | None = None,
) -> Decided:
    """Write an approval anew, if it still stands as it was read: one commit."""
    path = path_of(known.standard, known.number)
    with desk.transaction() as changes:
        lying = changes.read(path)
        if lying is None or read_approval(path, read_plain(lying, path=path))[0] != known:
            raise ConflictError("changed_meanwhile", standard=known.standard)
        changes.put(path, write_approval(grown))
        if restore is not None:
            changes.put(*restore)
        commit = changes.commit(
            f"{verb} {known.standard} v{known.version}", trailers=trailers(op, known.standard)
        )
    desk.forget()
    every = units.approvals_of(desk, known.standard)
    written = next(one for one in every if one.number == known.number)
    return Decided(
        approval=written,
        state=state_of(written, every, desk.now()),
        commit=commit,
        missing=written.missing,
        restored=restore is not None,
    )


def add_notice(desk: Desk, approval: Approval) -> Decided:
    """Note that the notice of a version was posted now."""
    act = Act(by=desk.typist, at=desk.now(), content=approval.content)
    grown = msgspec.structs.replace(approval, notices=(*approval.notices, act))
    return _rewrite(desk, approval, grown, op="standard-publish", verb="publish")
