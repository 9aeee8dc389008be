"""What a proposal changes: against the last approved text, as changes and as an impact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.approving.approval import BETTER, SAME, UNKNOWN, WORSE, Impact
from wuye_cli.domain.errors import WuyeError
from wuye_cli.services.approving.units import path_of_unit
from wuye_cli.services.comparing import changes_between
from wuye_cli.store.snapshot import Snapshot, of_commit

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.snapshot import Reads

_DATES = "D6"
"""Family of codes about versions and dates: an approval says these itself."""
_JUDGING = ("tiers", "categories", "calendars/", "flows")
"""Standards that verdicts of tickets depend on."""


def changes_of(desk: Desk, name: str, old: bytes | None, new: bytes | None) -> tuple[Change, ...]:
    """Return what changes if a standard's text is replaced, all others as committed."""
    before, after = _sides(desk, name, old, new)
    return changes_between(before, after, at=desk.now()).changes


def _sides(
    desk: Desk, name: str, old: bytes | None, new: bytes | None
) -> tuple[Snapshot, Snapshot]:
    head, path = desk.store.head(), path_of_unit(name)
    others = dict(of_commit(desk.store, head).files) if head else {}
    others.pop(path, None)
    reads: Reads = {}
    sides = [others if data is None else {**others, path: data} for data in (old, new)]
    before, after = (
        Snapshot(word, files, reads=reads)
        for word, files in zip(("old", "new"), sides, strict=True)
    )
    return before, after


def customer_of(changes: tuple[Change, ...]) -> str:
    """Return what changes are to residents, all together: one worse makes it worse."""
    found = {change.customer for change in changes if not change.code.startswith(_DATES)}
    return next((one for one in (WORSE, UNKNOWN, BETTER) if one in found), SAME)


def impact_of(desk: Desk, name: str, old: bytes | None, new: bytes | None) -> Impact | None:
    """Return what the change would have done to past tickets; None if it concerns none."""
    if not name.startswith(_JUDGING):
        return None
    from wuye_cli.services.impacting import Asked, impact  # noqa: PLC0415 - words need none of it

    before, after = _sides(desk, name, old, new)
    try:
        found = impact(desk, ("old", before.rules), ("new", after.rules), Asked())
    except WuyeError:
        return None
    return Impact(
        forgiven=len(found.named("forgiven")),
        newly_failed=len(found.named("failed")),
        tickets=found.tickets,
    )
