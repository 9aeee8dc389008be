"""Families S and R: checkpoints, as far as their files alone and the names of commits tell.

Whether the history is still the one that they saw is the audit's question (G001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts


def unreadable(store: StoreFacts) -> Iterator[Finding]:
    """S018 and S019: a note, or a list of tickets below it, that is not in its form."""
    for point in store.checkpoints:
        for flaw in point.flaws:
            yield Finding(
                rule="S019" if flaw.in_list else "S018",
                path=point.path,
                line=flaw.line,
                column=1,
                facts={"value": flaw.value, "pattern": flaw.pattern},
            )


def misnamed(store: StoreFacts) -> Iterator[Finding]:
    """S007: a file name that says another number or code than the note."""
    for point in store.checkpoints:
        if point.misnamed:
            name = point.path.rpartition("/")[2]
            facts = {"value": name, "pattern": point.misnamed}
            yield Finding(rule="S007", path=point.path, facts=facts)


def of_no_commit(store: StoreFacts) -> Iterator[Finding]:
    """R014: the commit that a checkpoint speaks of is not in this history."""
    for point in store.checkpoints:
        if point.stranger:
            facts = {"commit": point.stranger[:12]}
            yield Finding(rule="R014", path=point.path, line=3, column=1, facts=facts)
