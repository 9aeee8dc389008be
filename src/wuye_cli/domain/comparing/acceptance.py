"""Accepted changes: what somebody has answered for, why, and until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

EXPIRED, NO_REASON, UNMATCHED = "expired", "no_reason", "unmatched"
"""Why an entry is stale (Q041)."""


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the accept file.

    Attributes:
        reason: Why the change is right though it makes something worse.
        by: A role of the policy, or a person.
        until: The last day on which it counts.
    """

    fingerprint: str
    reason: str = ""
    by: str = ""
    until: date | None = None


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that does not count, or that nothing needs."""

    fingerprint: str
    why: str
    until: date | None = None
    reason: str = ""
    line: int = 0


def counts(entry: Acceptance, today: date) -> bool:
    """Say whether an entry is reasoned and not over."""
    return bool(entry.reason.strip()) and entry.until is not None and today <= entry.until


def stale(
    entries: Mapping[str, Acceptance], today: date, met: Collection[str] | None = None
) -> Iterator[Stale]:
    """Yield the entries that do not count, and those that no change met.

    Args:
        entries: By fingerprint.
        today: In the zone of the estate.
        met: Fingerprints of the changes that were found; None if nothing was compared.
    """
    for entry in entries.values():
        why = _why(entry, today, met)
        if why:
            yield Stale(
                fingerprint=entry.fingerprint, why=why, until=entry.until, reason=entry.reason
            )


def _why(entry: Acceptance, today: date, met: Collection[str] | None) -> str:
    if not entry.reason.strip():
        return NO_REASON
    if not counts(entry, today):
        return EXPIRED
    return UNMATCHED if met is not None and entry.fingerprint not in met else ""
