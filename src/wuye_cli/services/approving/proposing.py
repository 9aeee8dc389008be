"""A proposal: what stands, what is to stand, what that changes, and what it needs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.approving.approval import (
    SAME,
    TERMS,
    UNKNOWN,
    WORDING,
    WORSE,
    Act,
    Approval,
    Impact,
)
from wuye_cli.domain.approving.clauses import changed_ways
from wuye_cli.domain.approving.states import in_turn, matching, state_of
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.errors import ConflictError, RefusedError
from wuye_cli.domain.naming import version_key
from wuye_cli.services.approving import units
from wuye_cli.services.approving.differences import changes_of, customer_of, impact_of
from wuye_cli.services.wording import FORMAT, one_line, without_numbers
from wuye_cli.store.codecs.approvals import path_of, write_approval
from wuye_cli.store.codecs.reading import beginning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.services.approving.units import Unit
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction


class Reasons(msgspec.Struct, frozen=True, kw_only=True):
    """Why somebody wants it, and why a rule of the policy should not hold this time."""

    note: str = ""
    short_notice: str = ""
    retroactive: str = ""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal as it would be written.

    Attributes:
        path: Of the standard.
        changes: Against the text that it changes.
        edited: The text has to be written too.
        commit: Empty until it was written.
    """

    approval: Approval
    path: str
    changes: tuple[Change, ...] = ()
    impact: Impact | None = None
    edited: bool = False
    commit: str = ""


def base_of(desk: Desk, unit: Unit, new: bytes) -> tuple[str, bytes | None]:
    """Return the approval that a text is measured against, and the text that was approved.

    Without one: where the policy asks for approvals, the text that the store was founded with;
    else the last committed text of an earlier version, else the one committed last.
    """
    decided = in_turn(units.approvals_of(desk, unit.name))
    wanted = units.content_in(unit.name, new)
    history = [one.data for one in units.versions_of(desk, unit.path)]
    for approval in reversed(decided):
        if approval.content != wanted:
            found = _with_content(unit.name, history, approval.content)
            if found is not None:
                return approval.number, found
    others = [text for text in history if units.content_in(unit.name, text) != wanted]
    if units.policy_of(desk).asks:
        return "", others[-1] if others else None
    version = _version(unit, new)
    lower = [text for text in others if version_key(_version(unit, text)) < version_key(version)]
    return "", next(iter(lower or others), None)


def _with_content(name: str, history: Sequence[bytes | None], content: str) -> bytes | None:
    return next((text for text in history if units.content_in(name, text) == content), None)


def _version(unit: Unit, data: bytes | None) -> str:
    try:
        return str(units.tree_of(data, unit.path).get("version", 1))
    except ValueError:
        return ""


def prepare(desk: Desk, unit: Unit, new: bytes, reasons: Reasons) -> Proposal:
    """Return the proposal of a text; nothing is written.

    Raises:
        RefusedError: `already_proposed`; `notice_too_short` or `retroactive`, unless a reason
            for it is given.
        UncheckableError: If YAML refuses the text.
    """
    every = units.approvals_of(desk, unit.name)
    text = units.text_of(desk, unit.name, new)
    known = matching(text, every)
    if known is not None:
        raise RefusedError(
            "already_proposed", standard=unit.name, number=known.number, missing=known.missing
        )
    number, old = base_of(desk, unit, new)
    before, after = units.tree_of(old, unit.path), units.tree_of(new, unit.path)
    fresh, last = units.prints(unit.name, new), units.prints(unit.name, old)
    part = WORDING if old is not None and fresh.terms == last.terms else TERMS
    changes = changes_of(desk, unit.name, old, new) if old is not None else ()
    needs = units.policy_of(desk).needs(part)
    now, zone = desk.now(), desk.settings.timezone
    role = units.role_in(desk, needs.by)
    reasons = _plain(reasons)
    approval = Approval(
        standard=unit.name,
        number=f"{int(every[-1].number) + 1 if every else 1:04d}",
        version=text.version,
        content=fresh.content,
        terms=fresh.terms,
        proposed=Act(by=desk.typist, at=now, reason=reasons.note),
        needs=needs,
        base=number,
        before=last.content,
        part=part,
        effective_from=text.effective_from,
        expires=beginning(after.get("expires"), zone),
        review_by=_day(after.get("review_by")),
        change_codes=tuple(sorted({change.code for change in changes})),
        changed=tuple(".".join(way) for way in changed_ways(before, after, terms_only=True))
        if old is not None
        else (),
        customer=_customer(changes, part) if old is not None else SAME,
        impact=impact_of(desk, unit.name, old, new) if old is not None else None,
        short_notice=reasons.short_notice,
        retroactive=reasons.retroactive,
        approvals=(Act(by=desk.typist, at=now, role=role),) if not needs.approvals and role else (),
    )
    if old is not None:
        _require_dates(approval, desk)
    return Proposal(
        approval=approval,
        path=unit.path,
        changes=changes,
        impact=approval.impact,
        edited=desk.store.read(unit.path) != new,
    )


def _customer(changes: tuple[Change, ...], part: str) -> str:
    found = customer_of(changes)
    return UNKNOWN if found == SAME and part == TERMS and not changes else found


def _day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _plain(reasons: Reasons) -> Reasons:
    return Reasons(
        **{
            name: without_numbers(one_line(getattr(reasons, name)))
            for name in Reasons.__struct_fields__
        }
    )


def _require_dates(approval: Approval, desk: Desk) -> None:
    """Refuse a date that the policy does not allow without a reason."""
    now, start = desk.now(), approval.effective_from
    if start is not None and start < now and not approval.retroactive and approval.part == TERMS:
        raise RefusedError(
            "retroactive", standard=approval.standard, start=start.isoformat(timespec="minutes")
        )
    if approval.customer != WORSE or not approval.needs.notice_days or approval.short_notice:
        return
    if start is None:
        raise RefusedError(
            "notice_first", standard=approval.standard, days=approval.needs.notice_days
        )
    wanted = now.toordinal() + approval.needs.notice_days
    if start.astimezone(now.tzinfo).toordinal() < wanted:
        raise RefusedError(
            "notice_too_short",
            standard=approval.standard,
            days=approval.needs.notice_days,
            earliest=date.fromordinal(wanted).isoformat(),
        )


def write(
    desk: Desk,
    made: Sequence[tuple[Proposal, bytes]],
    *,
    op: str,
    subject: str,
    by_hand: bool = False,
) -> list[Proposal]:
    """Write proposals with their texts: one commit.

    Args:
        desk: The desk.
        made: Proposals, each with the text of its standard.
        op: Name of the operation.
        subject: Of the commit.
        by_hand: The texts lie in the work tree already and are taken as they lie.

    Raises:
        ConflictError: `head_moved`, if what stands is not what the proposal was made from;
            `hand_edit`.
    """
    with desk.transaction() as changes:
        for proposal, data in made:
            _put(changes, proposal, data, by_hand=by_hand)
        commit = changes.commit(subject, trailers=trailers(op, made[0][0].approval.standard))
    desk.forget()
    return [msgspec.structs.replace(proposal, commit=commit) for proposal, _ in made]


def _put(changes: Transaction, proposal: Proposal, data: bytes, *, by_hand: bool) -> None:
    approval = proposal.approval
    path = path_of(approval.standard, approval.number)
    if changes.exists(path):
        raise ConflictError("changed_meanwhile", standard=approval.standard)
    if by_hand:
        if changes.adopt(proposal.path) != data:
            raise ConflictError("changed_meanwhile", standard=approval.standard)
    elif proposal.edited:
        changes.put(proposal.path, data)
    changes.put(path, write_approval(approval))


def state_now(desk: Desk, proposal: Proposal) -> str:
    """Return the derived state that a proposal has, or would have once written."""
    approval = proposal.approval
    known = [
        one for one in units.approvals_of(desk, approval.standard) if one.number != approval.number
    ]
    return state_of(approval, (*known, approval), desk.now())


def trailers(op: str, standard: str) -> list[tuple[str, str]]:
    """Return the machine-readable trailers of an operation on a standard."""
    return [("Wuye-Op", op), ("Wuye-Standard", standard), ("Wuye-Format", FORMAT)]


def propose(desk: Desk, named: Sequence[str], reasons: Reasons) -> list[Proposal]:
    """Propose standards as they lie in the work tree; hand edits of them are committed with it.

    Raises:
        CallError: `unknown_standard`.
        RefusedError: See `prepare`.
        ConflictError: See `write`.
    """
    wanted = list(dict.fromkeys(units.find_unit(desk, name) for name in named))
    made = []
    for unit in wanted:
        data = units.require_text(desk, unit)
        require_readable(desk, unit, data)
        made.append((prepare(desk, unit, data, reasons), data))
    subject = "propose " + " ".join(f"{p.approval.standard} v{p.approval.version}" for p, _ in made)
    return write(desk, made, op="standard-propose", subject=subject, by_hand=True)


def require_readable(desk: Desk, unit: Unit, data: bytes) -> None:
    """Refuse a text that `check` would call faulty.

    Raises:
        RefusedError: `faulty_standard` with code, place and path of the first fault.
    """
    from wuye_cli.store.codecs.library import read_library  # noqa: PLC0415 - reads all documents
    from wuye_cli.store.snapshot import Snapshot, of_commit  # noqa: PLC0415 - as above

    head = desk.store.head()
    files = dict(of_commit(desk.store, head).files) if head else {}
    snapshot = Snapshot("", {**files, unit.path: data})
    trees = {path: document.tree for path, document in snapshot.documents()}
    found = [*snapshot.faults, *read_library(trees, snapshot.rules)[1]]
    faults = [problem for path, problem in found if path == unit.path]
    grave = [problem for problem in faults if problem.code not in {"S009", "S012"}]
    if grave:
        marks = snapshot.document(unit.path).marks
        raise RefusedError(
            "faulty_standard",
            path=unit.path,
            rule=grave[0].code,
            line=marks.line(grave[0].where),
            at=".".join(map(str, grave[0].where)),
            **{k: v for k, v in grave[0].facts.items() if k in {"value", "suggestion"}},
        )
