"""Looking at the clone itself: what misleads whoever looks by hand, and what cannot be verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.auditing.judge import finding
from wuye_cli.auditing.surroundings import Oddity, Surroundings, misleading, unverifiable
from wuye_cli.store.other_refs import beside, tickets_of
from wuye_cli.store.surroundings import borrowed_from, incomplete, look_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.errors import StoreError
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.other_refs import Beside

_LEFT_BY_REWRITING = "refs/original/"
"""Where `git filter-branch` keeps each branch as it was before it made another of it."""
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


class Aside(NamedTuple):
    """What stands beside the judged history.

    Attributes:
        findings: G001 for what is left of a history that was rewritten.
        gaps: What is not judged, for the scope of the verdict.
    """

    findings: Sequence[Finding]
    gaps: Sequence[tuple[str, dict[str, Any]]]


def aside(ground: Ground, until: str) -> Aside:
    """Look at the refs that hold records which the judged history does not have.

    A branch that nobody merged yet is honest, so it is no finding; but nobody may take the verdict
    for one about it.
    """
    found = beside(ground, until)
    old = [one for one in found if one.name.startswith(_LEFT_BY_REWRITING)]
    rest = [one for one in found if one not in old]
    told = [_rewritten(ground, one, until) for one in old]
    gaps: list[tuple[str, dict[str, Any]]] = []
    if rest:
        tips = [one.tip for one in rest]
        facts = {
            "count": max(one.commits for one in rest),
            "refs": [one.name for one in rest],
            "tickets": tickets_of(ground, tips, until),
        }
        gaps.append(("refs", facts))
    if lenders := borrowed_from(ground):
        gaps.append(("borrowed", {"paths": lenders}))
    return Aside(told, gaps)


def _rewritten(ground: Ground, one: Beside, until: str) -> Finding:
    tickets = tickets_of(ground, [one.tip], until)
    told: dict[str, Any] = {"ref": one.name, "count": one.commits, "tickets": tickets}
    ticket = tickets[0] if tickets else ""
    return finding("G001", None, ticket=ticket, what="filtered", missing=one.tip, **told)
