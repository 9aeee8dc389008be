"""The versions of a standard with their states, and which commit wrote each clause."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.auditing.held import held_since
from wuye_cli.domain.approving.approval import Approval
from wuye_cli.domain.approving.clauses import clauses
from wuye_cli.domain.approving.fingerprint import canonical
from wuye_cli.domain.approving.states import state_of
from wuye_cli.domain.errors import NotFoundError, UncheckableError
from wuye_cli.services.approving import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.approving.clauses import Way
    from wuye_cli.services.approving.units import Version
    from wuye_cli.services.desk import Desk


class LoggedVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal with its state now."""

    approval: Approval
    state: str


class History(msgspec.Struct, frozen=True, kw_only=True):
    """All versions of a standard, the latest first.

    Attributes:
        commits: How many commits touched its text.
    """

    standard: str
    path: str
    versions: tuple[LoggedVersion, ...] = ()
    commits: int = 0
    since: datetime | None = None


def log(desk: Desk, typed: str) -> History:
    """Return the versions of a standard with who approved them.

    Raises:
        CallError: `unknown_standard`.
    """
    unit = units.find_unit(desk, typed)
    every, now = units.approvals_of(desk, unit.name), desk.now()
    history = units.versions_of(desk, unit.path)
    return History(
        standard=unit.name,
        path=unit.path,
        versions=tuple(
            LoggedVersion(approval=one, state=state_of(one, every, now)) for one in reversed(every)
        ),
        commits=len(history),
        since=history[-1].revision.when.astimezone(now.tzinfo) if history else None,
    )


class Blamed(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of a standard and the commit that gave it its value."""

    key: str
    value: Any
    commit: str
    at: datetime
    author: str
    mail: str
    subject: str


def blame(desk: Desk, typed: str, key: str = "") -> list[Blamed]:
    """Return which commit last changed each fact of a standard, by its stable way.

    A fact that moved, was quoted otherwise or stands on another line has not changed.

    Args:
        desk: The desk.
        typed: The standard.
        key: Only facts below this key.

    Raises:
        CallError: `unknown_standard`.
        NotFoundError: `no_such_clause`, `no_such_standard`.
    """
    unit = units.find_unit(desk, typed)
    data = desk.store.read(unit.path)
    if data is None:
        raise NotFoundError("no_such_standard", standard=unit.name, path=unit.path)
    facts = clauses(units.tree_of(data, unit.path))
    wanted = {way: value for way, value in facts.items() if _is_below(way, key)}
    if not wanted:
        raise NotFoundError("no_such_clause", standard=unit.name, key=key)
    history = _read(unit.path, units.versions_of(desk, unit.path))
    last = held_since(wanted, history, lambda way, value: canonical(value, way[-1]))
    return [
        Blamed(
            key=".".join(way),
            value=value,
            commit=last[way].revision.commit,
            at=last[way].revision.when.astimezone(desk.now().tzinfo),
            author=last[way].revision.author,
            mail=last[way].revision.mail,
            subject=last[way].revision.subject,
        )
        for way, value in wanted.items()
        if way in last
    ]


def _is_below(way: Way, key: str) -> bool:
    name = ".".join(way)
    return not key or name == key or name.startswith(key + ".") or f".{key}." in f".{name}."


def _read(path: str, history: list[Version]) -> Iterator[tuple[Version, dict[Way, Any]]]:
    """Yield each version with its facts; one that cannot be read says nothing of any."""
    for version in history:
        try:
            yield version, clauses(units.tree_of(version.data, path))
        except UncheckableError:
            continue
