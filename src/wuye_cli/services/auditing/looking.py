"""Looking at the clone itself: what misleads whoever looks by hand, and what cannot be verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.surroundings import Oddity, Surroundings, misleading, unverifiable
from wuye_cli.store.surroundings import incomplete, look_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.errors import StoreError
    from wuye_cli.store.ground import Ground

BROKEN = frozenset({"missing_object", "damaged_object", "git_failed"})
"""Errors of a walk that say: objects are not as they were made."""


def looked(ground: Ground, *, full: bool) -> Iterator[Finding]:
    """Yield G023-G025 of a clone, and G026 for what reading every object finds."""
    around = look_around(ground, full=full)
    yield from misleading(around)
    yield from unverifiable(around)


def prevented(ground: Ground) -> list[Finding]:
    """Return G026 if the history is not all here: then nothing of it is judged."""
    return list(unverifiable(Surroundings(odd=tuple(incomplete(ground)))))


def broken(error: StoreError) -> list[Finding]:
    """Return G026 for a walk that came upon an object that is missing or damaged."""
    named = str(error.facts.get("id") or error.facts.get("reason") or error.code)
    return list(unverifiable(Surroundings(odd=(Oddity("broken", (named,)),))))
