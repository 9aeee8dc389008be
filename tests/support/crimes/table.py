"""All crimes, by code; and the rows of the threat table that name a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes import (
    approvals,
    headers,
    hiding,
    insider,
    lending,
    mended,
    merges,
    plumbing,
    receipts,
    records,
    rights,
    shapes,
    signing,
    times,
)

if TYPE_CHECKING:
    from tests.support.crimes.case import Crime

_PARTS = (records, times, merges, hiding, rights, signing, insider, headers, plumbing, lending,
          mended, receipts, approvals, shapes)  # fmt: skip
CRIMES = tuple(
    sorted(
        (crime for part in _PARTS for crime in part.CRIMES),
        key=lambda crime: crime.code,
    )
)
TRICKS = {
    "technician back-dates `arrived` in the file",
    "back-dates commit (`GIT_COMMITTER_DATE`), dodges key expiry",
    "relax limit → close → restore",
    "one commit edits limit and ticket",
    "force-push / reset / squash",
    "delete or renumber tickets",
    "edit a closed ticket's text/photo",
    "author/committer spoof",
    "self-verification, self follow-up, four-eyes bypass",
    "hide by `.gitattributes`, `.mailmap`, replace, evil merge, shallow CI",
    "change policy/keys to bless oneself",
}


def sampled(percent: int) -> tuple[Crime, ...]:
    """Return all crimes for 100; else the first of every third code, and a few of an insider's."""
    if percent >= 100:
        return CRIMES
    first: dict[str, Crime] = {}
    for crime in CRIMES:
        first.setdefault(crime.code, crime)
    parts = (insider.CRIMES[2::10], headers.CRIMES[8:9], plumbing.CRIMES[4:5], lending.CRIMES[:1],
             mended.CRIMES[5:6], receipts.CRIMES[:1])  # fmt: skip
    few = (crime for part in parts for crime in part)
    return (*tuple(first.values())[::3], *few)
