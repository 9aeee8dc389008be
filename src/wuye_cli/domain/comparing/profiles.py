"""For whom changes are weighed: owners, staff, or a regulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.change import (
    BREAKING,
    EASIER,
    HARDER,
    INFO,
    NOTICE,
    REVIEW,
    SAME,
    UNKNOWN,
    WORDING,
)

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.change import Change

OWNERS, STAFF, REGULATOR = "owners", "staff", "regulator"
PROFILES = (OWNERS, STAFF, REGULATOR)
"""The first one is the usual one: a change has the level of its code."""

_FOR_STAFF = {HARDER: BREAKING, UNKNOWN: REVIEW, EASIER: NOTICE, SAME: INFO}


def level_for(change: Change, profile: str) -> str:
    """Return the level of a change for somebody.

    Owners: that of its code, which says what residents lose. Staff: what makes work harder is
    breaking, what makes it easier a notice. A regulator: what nobody can decide is as grave as a
    loss, and a gain needs no attention. Words stay words for all of them.
    """
    if change.level == WORDING or profile == OWNERS:
        return change.level
    if profile == STAFF:
        return _FOR_STAFF[change.staff]
    return {REVIEW: BREAKING, NOTICE: INFO}.get(change.level, change.level)
