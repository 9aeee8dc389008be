"""All crimes, by code."""

from __future__ import annotations

from tests.support.crimes import hiding, merges, records, rights, times

CRIMES = tuple(
    sorted(
        (crime for part in (records, times, merges, hiding, rights) for crime in part.CRIMES),
        key=lambda crime: crime.code,
    )
)
