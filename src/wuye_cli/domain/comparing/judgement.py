"""What is to be said of a comparison: what stands open, what was accepted, what is left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.comparing.acceptance import Acceptance, Stale, counts, stale
from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import LEVELS, Change, is_at_least

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Changes, sorted by what becomes of them.

    Attributes:
        open: What counts.
        accepted: What somebody has answered for, with the entry.
        hidden: Order, form and version: what binds nobody.
        stale: Entries of the accept file that do not count, or that nothing needs.
    """

    open: tuple[Change, ...] = ()
    accepted: tuple[tuple[Change, Acceptance], ...] = ()
    hidden: tuple[Change, ...] = ()
    stale: tuple[Stale, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The number of open changes by level, the gravest first."""
        return {level: sum(one.level == level for one in self.open) for level in LEVELS}

    def fails(self, level: str) -> bool:
        """Say whether anything open is as grave as a level; `none` fails never."""
        return level in LEVELS and any(is_at_least(one.level, level) for one in self.open)


def judged(
    changes: Iterable[Change],
    entries: Mapping[str, Acceptance],
    today: date,
    *,
    show_all: bool = False,
) -> Judged:
    """Sort changes by what becomes of them.

    Args:
        changes: In the order in which they are shown.
        entries: The accept file, by fingerprint.
        today: In the zone of the estate.
        show_all: Nothing is hidden.
    """
    standing, accepted, hidden = [], [], []
    met = set()
    for change in changes:
        met.add(change.fingerprint)
        entry = entries.get(change.fingerprint)
        if entry is not None and counts(entry, today):
            accepted.append((change, entry))
        elif KINDS[change.code].quiet and not show_all:
            hidden.append(change)
        else:
            standing.append(change)
    return Judged(
        open=tuple(standing),
        accepted=tuple(accepted),
        hidden=tuple(hidden),
        stale=tuple(stale(entries, today, met)),
    )


def sorted_out(changes: Iterable[Change]) -> Judged:
    """Sort changes that nobody can have accepted."""
    return judged(changes, {}, date.min)
