"""What a proposal changes: against the last approved text, as changes and as an impact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.approving.approval import BETTER, SAME, UNKNOWN, WORSE, Impact
from wuye_cli.domain.approving.clauses import changed_ways, clauses
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.timekeeping.limit import parse_limit
from wuye_cli.services.approving.units import path_of_unit, tree_of

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk


def changes_of(desk: Desk, name: str, old: bytes | None, new: bytes | None) -> tuple[Change, ...]:
    path = path_of_unit(name)
    before, after = tree_of(old, path), tree_of(new, path)
    was, now = clauses(before), clauses(after)
    terms = set(changed_ways(before, after, terms_only=True))
    found = []
    for way in changed_ways(before, after):
        customer = _effect(was.get(way), now.get(way)) if way in terms else SAME
        level = {WORSE: "breaking", BETTER: "info", UNKNOWN: "review"}.get(customer, "wording")
        found.append(
            Change(
                code="D000",
                level=level,
                customer=customer,
                staff="unknown",
                standard=name,
                key=".".join(way),
                old=was.get(way),
                new=now.get(way),
                path=path,
            )
        )
    return tuple(found)


def _effect(old: Any, new: Any) -> str:
    try:
        a, b = parse_limit(old[0]), parse_limit(new[0])
    except (TypeError, ValueError, IndexError, KeyError):
        return UNKNOWN
    if old[1:] != new[1:] or a.seconds is None or b.seconds is None:
        return UNKNOWN
    return WORSE if b.seconds > a.seconds else BETTER


def customer_of(changes: tuple[Change, ...]) -> str:
    """Return what changes are to residents, all together: one worse makes it worse."""
    found = {change.customer for change in changes}
    return next((one for one in (WORSE, UNKNOWN, BETTER) if one in found), SAME)


def impact_of(desk: Desk, name: str, old: bytes | None, new: bytes | None) -> Impact | None:
    return None
