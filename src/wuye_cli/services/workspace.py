"""The store as a whole: how the day stands, adopting hand edits, and looking after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from wuye_cli.domain.errors import RefusedError
from wuye_cli.domain.roles.powers import ALONE
from wuye_cli.services.merge_setup import lacking, set_up
from wuye_cli.services.wording import FORMAT, one_line, without_numbers
from wuye_cli.store import thinning, upkeep
from wuye_cli.store.backup_note import last_backup
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.detached import way_back
from wuye_cli.store.index_lists import due_rows, list_tickets
from wuye_cli.store.index_reader import broken_records, index_path
from wuye_cli.store.index_write import remove_index
from wuye_cli.store.ticket_paths import TICKETS
from wuye_cli.store.upkeep import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.services.desk import Desk
    from wuye_cli.store.repository import HandEdit

SOON_S = 2 * 3600
"""What is due within so many seconds counts as due soon."""

_SHOWN = 8
_ON_RECORD = frozenset({"G010", "G011"})
_ATTRIBUTES: Final = "no_merge_attributes"


class BackupAge(msgspec.Struct, frozen=True, kw_only=True):
    """The last backup of this clone: when, whole days ago, where, and whether with people's data.

    Attributes:
        days: Whole days since then.
    """

    at: datetime
    days: int
    place: str
    people: bool


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """How the store stands now.

    Attributes:
        soon: Clocks due within two hours; `overdue`, `unclassified` and `paused` are tickets.
        next_dues: The first few clocks by due, with id, unit, title, clock and due.
        hand_edits: Path and kind of what lies uncommitted.
        broken: Path and code of records that cannot be read.
        faults: Path and code of what is wrong with the standards.
        backup: The last backup of this clone; None if there never was one.
        way_back: What to type where HEAD stands on no branch, so that nobody gets what is written.
        backup_late: It is older than the settings want, or there is none.
    """

    estate: str
    open: int
    overdue: int
    soon: int
    unclassified: int
    paused: int
    next_dues: tuple[dict[str, Any], ...] = ()
    hand_edits: tuple[tuple[str, str], ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    backup: BackupAge | None = None
    backup_late: bool = False
    way_back: str = ""


def day(desk: Desk) -> Day:
    """Return how the store stands: tickets from the committed state, hand edits beside it."""
    db = desk.index().db
    now = int(desk.now().timestamp())

    def count(**filters: bool) -> int:
        return list_tickets(db, filters, now, page_size=1)[1]

    rows, _, _ = due_rows(db, now, page_size=_SHOWN)
    backup = _backup_age(desk)
    wanted = desk.settings.backup_days
    soon, _, _ = due_rows(db, now, until=now + SOON_S, page_size=None)
    return Day(
        estate=desk.settings.estate,
        open=count(),
        overdue=count(overdue=True),
        soon=sum(1 for row in soon if row["due"] >= now),
        unclassified=count(unclassified=True),
        paused=count(paused=True),
        next_dues=tuple(_coming(row, desk) for row in rows),
        hand_edits=tuple((edit.path, edit.kind) for edit in desk.store.hand_edits()),
        broken=tuple((row["path"], row["code"]) for row in broken_records(db)),
        faults=desk.house.faults,
        backup=backup,
        backup_late=wanted > 0 and (backup is None or backup.days >= wanted),
        way_back=way_back(desk.store.ground),
    )


def _backup_age(desk: Desk) -> BackupAge | None:
    last = last_backup(desk.store.ground)
    if last is None:
        return None
    days = max(desk.now() - last.at, timedelta()).days
    return BackupAge(at=last.at, days=days, place=last.place, people=last.people)


_COMING = ("id", "title", "unit", "place", "assignee", "clock", "verdict")


def _coming(row: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """Return one clock of the day; `due` in ISO 8601 with the estate's offset."""
    due = datetime.fromtimestamp(row["due"], UTC).astimezone(desk.zone)
    return {**{name: row[name] for name in _COMING}, "due": due.isoformat()}


def adoptable(desk: Desk, paths: Sequence[str]) -> list[HandEdit]:
    """Return the hand edits that `adopt` would commit: all of them, or those below `paths`.

    Raises:
        RefusedError: `merge_conflict` if git left a conflict in one of them.
    """
    edits = [
        edit
        for edit in desk.store.hand_edits()
        if not paths or any(_is_below(edit.path, Path(path).as_posix()) for path in paths)
    ]
    conflict = next((edit for edit in edits if edit.kind == "conflict"), None)
    if conflict is not None:
        raise RefusedError("merge_conflict", path=conflict.path)
    return edits


def _is_below(path: str, prefix: str) -> bool:
    return prefix in {".", path} or path.startswith(prefix + "/")


def adopt(desk: Desk, edits: Sequence[HandEdit], *, subject: str = "", force: bool = False) -> str:
    """Commit hand edits as they lie, in one commit by the actor; return its id.

    The caller has had them checked (`checking`).

    Raises:
        RefusedError: `adopt_changed` if what is on record in a ticket was changed, unless forced;
            what roles say of the steps.
    """
    with desk.transaction() as changes:
        for edit in edits:
            before = changes.read(edit.path)
            data = changes.adopt(edit.path)
            if edit.path.startswith(TICKETS + "/"):
                _require_steps(desk, edit.path, before, data)
                if before is not None and not force:
                    _require_grown(desk, edit.path, before, data)
        commit: str = changes.commit(
            without_numbers(one_line(subject)) or f"adopt {len(edits)} hand edits",
            trailers=[("Wuye-Op", "adopt"), ("Wuye-Format", FORMAT)],
        )
    desk.forget()
    return commit


def _require_steps(desk: Desk, path: str, before: bytes | None, data: bytes | None) -> None:
    """Refuse steps typed into a ticket's file that the one who adopts them may not type."""
    if data is None or desk.powers.state == ALONE:
        return
    new = read_ticket(data, path=path)
    known = {event.id for event in read_ticket(before, path=path).events} if before else set()
    for at, event in enumerate(new.events):
        if event.id not in known:
            desk.require(msgspec.structs.replace(new, events=new.events[:at]), event)


def _require_grown(desk: Desk, path: str, before: bytes, data: bytes | None) -> None:
    """Refuse what every audit would find: what is on record in a ticket was changed or removed.

    Events and facts that were only added, and the form of the file, are for `check` to judge.
    """
    from wuye_cli.auditing.ticket_change import (  # noqa: PLC0415 - only hand edits of tickets
        Ways,
        grown,
    )

    if data is None:
        raise RefusedError("adopt_changed", path=path, rule="G012")
    old, new = (read_ticket(one, path=path) for one in (before, data))
    ways = Ways(desk.book_of, write_ticket)
    change = grown(path, old, new, data, ways, as_typed=True)
    if change.fault in _ON_RECORD:
        fields = change.facts.get("fields") or None
        raise RefusedError("adopt_changed", path=path, rule=change.fault, fields=fields)


def examine(desk: Desk, *, thorough: bool = False) -> list[Problem]:
    """Return what is wrong with the repository, its settings and our own files."""
    found = list(upkeep.examine(desk.store, thorough=thorough))
    return found + [Problem(_ATTRIBUTES, path, mendable=True) for path in lacking(desk)]


def rebuild_index(desk: Desk) -> None:
    """Throw the index away and build it anew from the committed state."""
    remove_index(str(index_path(str(desk.store.git_dir))))
    desk.index()


def tune(desk: Desk, months: int) -> None:
    """Keep only the last months' tickets as files, for a store past some 100,000 tickets.

    The coming month is named too, so that what will be received in it lies on the disk.
    """
    today = desk.now()
    number = today.year * 12 + today.month - 1
    wanted = range(number - months + 1, number + 2)
    thinning.tune(desk.store, [f"{at // 12:04}/{at % 12 + 1:02}" for at in wanted])


def mend(desk: Desk, problems: Sequence[Problem], *, force: bool = False) -> list[Problem]:
    """Mend what can be mended; return what is left."""
    here = [one for one in problems if one.code != _ATTRIBUTES]
    left = list(upkeep.mend(desk.store, here, force=force))
    if len(here) < len(problems):
        set_up(desk)
        left += [Problem(_ATTRIBUTES, path, mendable=True) for path in lacking(desk)]
    return left
