"""What an audit comes to: the findings, and how far it looked."""

from __future__ import annotations

from typing import Any

import msgspec

from wuye_cli.checking.finding import ERROR, Finding, is_at_least

VERIFIED, FOUND, UNVERIFIED = 0, 1, 3
"""Exit statuses; what could not be verified wins over what was found."""

_UNVERIFIABLE = frozenset({"G026"})
"""Codes of what is not here to be judged."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of `wuye audit verify`.

    Attributes:
        until: The commit that was judged.
        since: The commit from which on was judged, or nothing.
        commits: How many commits the verdict speaks of.
        walked: How many of them were read in this run; the others in an earlier one.
        counts: Name to number, as the judges say: `tickets`, `events`, `late` …
        uncovered: Codes of what was not looked at, with facts.
        findings: In the order of the history.
        unchecked: What could not be read, with the reason.
    """

    until: str
    since: str = ""
    commits: int = 0
    walked: int = 0
    counts: dict[str, int] = {}
    uncovered: tuple[tuple[str, dict[str, Any]], ...] = ()
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[tuple[str, str], ...] = ()

    @property
    def scope(self) -> dict[str, int]:
        """Name to number of what the verdict speaks of, in the order in which it is said."""
        return {"commits": self.commits, **self.counts}

    def status(self, fail_on: str = ERROR) -> int:
        """Return the exit status."""
        if self.unchecked or any(one.rule in _UNVERIFIABLE for one in self.findings):
            return UNVERIFIED
        failed = any(is_at_least(one.severity, fail_on) for one in self.findings)
        return FOUND if failed else VERIFIED
