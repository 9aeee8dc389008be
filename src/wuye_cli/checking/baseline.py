"""Known findings: what was there when a team began to check, set aside until it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.finding import INFO, Finding
from wuye_cli.checking.policy import PROTECTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SCHEMA = "baseline/1"


class Entry(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """One known finding."""

    path: str
    rule: str
    fingerprint: str


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """The known findings, as their file holds them.

    Attributes:
        entries: By path, rule and fingerprint.
        is_new: There is no file yet.
    """

    entries: tuple[Entry, ...] = ()
    is_new: bool = False


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What a baseline makes of a run.

    Attributes:
        findings: Those that are not known.
        known: How many are.
        gone: Entries that no longer occur.
        left: The baseline without them: what `--write-baseline` writes.
    """

    findings: tuple[Finding, ...] = ()
    known: int = 0
    gone: tuple[Entry, ...] = ()
    left: tuple[Entry, ...] = ()


def compared(
    findings: Iterable[Finding], baseline: Baseline, was_looked_for: Callable[[Entry], bool]
) -> Compared:
    """Return what is not known, and which entries are over.

    Args:
        findings: With their fingerprints.
        baseline: The known ones; a new one takes in all that may be set aside.
        was_looked_for: Whether this run would have found an entry's finding if it were there.
    """
    found = list(findings)
    known = {entry.fingerprint for entry in baseline.entries}
    if baseline.is_new:
        known = {one.fingerprint for one in found}
    aside = [one for one in found if one.rule not in PROTECTED and one.fingerprint in known]
    there = {one.fingerprint for one in aside}
    entries = baseline.entries
    if baseline.is_new:
        entries = tuple(sorted({Entry(one.path, one.rule, one.fingerprint) for one in aside}))
    gone = tuple(one for one in entries if one.fingerprint not in there and was_looked_for(one))
    return Compared(
        findings=tuple(
            one for one in found if one.rule in PROTECTED or one.fingerprint not in known
        ),
        known=len(aside),
        gone=gone,
        left=tuple(sorted(set(entries) - set(gone))),
    )


def gone_findings(path: str, gone: Iterable[Entry]) -> list[Finding]:
    """Return W005 for every entry that is over, at the file of the baseline."""
    return [
        Finding(
            rule="W005", severity=INFO, path=path, facts={"value": entry.rule, "other": entry.path}
        )
        for entry in gone
    ]
