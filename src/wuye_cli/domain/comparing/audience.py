"""For whom changes are ranked: residents, staff or an authority; the two axes stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.comparing.change import (
    BREAKING,
    EASIER,
    HARDER,
    INFO,
    NOTICE,
    REVIEW,
    UNKNOWN,
    WORDING,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.comparing.change import Change

OWNERS, STAFF, REGULATOR = "owners", "staff", "regulator"
AUDIENCES = (OWNERS, STAFF, REGULATOR)

_FOR_STAFF = {HARDER: BREAKING, UNKNOWN: REVIEW, EASIER: NOTICE}
_ASKED_BY_AUTHORITIES = frozenset({"D703"})
"""Codes that an authority wants explained though residents lose nothing: what a figure rests on."""


def ranked(change: Change, audience: str) -> Change:
    """Return a change with the level that it has for an audience.

    Residents rank by what they lose, staff by what gets harder. For an authority the effort of the
    staff is no matter, and a basis that was exchanged has to be looked at.
    """
    level = _RANKS[audience](change)
    return change if level == change.level else msgspec.structs.replace(change, level=level)


def _staff(change: Change) -> str:
    if change.level == WORDING:
        return WORDING
    return _FOR_STAFF.get(change.staff, INFO)


def _regulator(change: Change) -> str:
    if change.code in _ASKED_BY_AUTHORITIES:
        return REVIEW
    return INFO if change.level == NOTICE else change.level


_RANKS: dict[str, Callable[[Change], str]] = {
    OWNERS: lambda change: change.level,
    STAFF: _staff,
    REGULATOR: _regulator,
}
