"""Proposals, reviews and versions of standards as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.approving.fingerprint import short
from wuye_cli.domain.timekeeping.limit import parse_limit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.diffs.messages import short as short_change
from wuye_cli.render.diffs.words import place
from wuye_cli.render.plain import clean
from wuye_cli.render.times import limit_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from wuye_cli.domain.approving.approval import Act, Approval, Impact
    from wuye_cli.domain.approving.links import Suspect
    from wuye_cli.domain.comparing.change import Change

_LONGEST = 60
_DATES = "D6"
_INHERITED = "D702"
_PAIR = 2
"""A limit and its calendar."""


def word(kind: str, value: str) -> str:
    """Return the word for a state, a part, or what a change is to residents."""
    return sentence(f"std.{kind}.{value}")


def moment(at: datetime | None) -> str:
    """Return an instant as a person reads it; a day alone where it is a midnight."""
    if at is None:
        return ""
    text = at.isoformat(sep=" ", timespec="minutes")
    return text[:10] if text[11:16] == "00:00" else text[:16]


def value_text(value: Any) -> str:
    """Return a value of a standard on one line."""
    if value is None:
        return sentence("std.standard.nothing")
    if isinstance(value, list):
        if len(value) == _PAIR and isinstance(value[0], str) and _is_limit(value[0]):
            return f"{limit_text(value[0])} {clean(str(value[1]))}"
        return clean(" ".join(value_text(item) for item in value))
    if isinstance(value, dict):
        return clean(" ".join(f"{key}={value_text(part)}" for key, part in value.items()))
    text = clean(str(value))
    if isinstance(value, str) and _is_limit(value):
        return limit_text(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _is_limit(text: str) -> bool:
    try:
        parse_limit(text)
    except ValueError:
        return False
    return True


def change_lines(changes: Sequence[Change], own: str) -> list[str]:
    """Return the changes that an approval decides, a line each; dates and version stand above.

    Args:
        changes: In the order in which they are shown.
        own: The standard that is decided on; a change of another one is shown with its name.
    """
    shown = [change for change in changes if not change.code.startswith(_DATES)]
    if not shown:
        return [sentence("std.standard.no_changes")]
    lines = [sentence("std.standard.changes")]
    lines += [
        f"  {change.code} {word('mark', change.customer)} {_change_text(change, own)}"
        for change in shown
    ]
    return lines


def _change_text(change: Change, own: str) -> str:
    """Return what became of which fact; whole parts and effects in the words of `wuye diff`."""
    key = clean(change.key) if change.standard == own else place(change)
    if isinstance(change.old, dict) or isinstance(change.new, dict):
        return f"{key}{sentence('std.standard.colon')}{short_change(change)}"
    fact = sentence(
        "std.standard.fact",
        key=key,
        old=value_text(change.old),
        new=value_text(change.new),
    )
    return fact.lstrip()


def promise_lines(changes: Sequence[Change]) -> list[str]:
    """Return how to mend the words of a promise whose figure moved elsewhere; none otherwise."""
    moved = [one for one in changes if one.code == _INHERITED and not isinstance(one.old, dict)]
    one = next(iter(moved), None)
    if one is None:
        return []
    clause = one.key.rpartition(".")[0].partition(".")[2]
    return [sentence("std.standard.words_too", clause=clean(f"{one.standard}.{clause}"))]


def impact_lines(impact: Impact | None) -> list[str]:
    """Return what a change would have done, in one line; none where no ticket was judged."""
    if impact is None or not impact.tickets:
        return []
    quiet = not impact.forgiven and not impact.newly_failed
    code = "std.standard.no_impact" if quiet else "std.standard.impact"
    facts = {"forgiven": impact.forgiven, "newly_failed": impact.newly_failed}
    return [sentence(code, tickets=impact.tickets, **facts)]


def head_line(standard: str, version: str, state: str, start: datetime | None) -> str:
    """Return name, version, state and day of a version."""
    return sentence(
        "std.standard.head",
        standard=clean(standard),
        version=clean(version),
        state=word("state", state),
        start=moment(start),
    )


def proposal_lines(
    approval: Approval, state: str, changes: Sequence[Change], impact: Impact | None
) -> list[str]:
    """Return a proposal: what it changes, what that does, and what it still needs."""
    lines = [
        head_line(approval.standard, approval.version, state, approval.effective_from),
        sentence(
            "std.standard.facts",
            part=word("part", approval.part),
            customer=word("customer", approval.customer),
        ),
        *change_lines(changes, approval.standard),
        *impact_lines(impact),
    ]
    return [*lines, *needs_lines(approval)]


def needs_lines(approval: Approval) -> list[str]:
    """Return the fingerprint of a proposal and what it still needs."""
    lines = [sentence("std.standard.fingerprint", content=short(approval.content))]
    if approval.withdrawn is not None:
        return lines
    if approval.missing:
        lines.append(
            sentence(
                "std.standard.waits",
                missing=approval.missing,
                roles=[clean(role) for role in approval.needs.by],
                standard=clean(approval.standard),
                content=short(approval.content),
            )
        )
    elif not approval.needs.approvals and approval.approvals:
        act = approval.approvals[0]
        lines.append(sentence("std.standard.auto", by=clean(act.by), role=clean(act.role)))
    if approval.publish_by is not None and not approval.notices:
        until = moment(approval.publish_by)
        standard = clean(approval.standard)
        lines.append(sentence("std.standard.publish_until", until=until, standard=standard))
    return lines


def version_lines(approval: Approval, state: str) -> list[str]:
    """Return one version of the log with who did what."""
    lines = [
        sentence(
            "std.log.line",
            number=approval.number,
            version=clean(approval.version),
            state=word("state", state),
            start=moment(approval.start),
            part=word("part", approval.part),
            customer=word("customer", approval.customer),
        )
    ]
    acts: Iterable[tuple[str, Act]] = (
        ("proposed", approval.proposed),
        *(("approved", act) for act in approval.approvals),
        *(("notice", act) for act in approval.notices),
        *((("withdrawn", approval.withdrawn),) if approval.withdrawn else ()),
    )
    for code, act in acts:
        lines.append(
            sentence(
                f"std.log.{code}",
                by=clean(act.by),
                role=clean(act.role),
                at=moment(act.at),
                reason=clean(act.reason),
            )
        )
    return lines


def suspect_line(one: Suspect) -> str:
    """Return a suspect link on one line."""
    link = one.link
    return sentence(
        "std.suspects.line",
        id=link.id,
        child=clean(f"{link.child}.{link.child_key}".rstrip(".")),
        parent=clean(f"{link.parent}.{link.parent_key}".rstrip(".")),
        version=clean(one.version),
        since=moment(one.since),
        by=clean(one.by),
        keys=[clean(key) for key in one.keys],
    )
