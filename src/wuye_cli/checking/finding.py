"""Findings: what a rule says about a place of a file, as a value."""

from __future__ import annotations

from typing import Any

import msgspec

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
"""The worst first."""

Where = tuple[str | int, ...]
"""Keys and positions from the top of a file's tree."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding.

    Attributes:
        rule: Code of the rule.
        severity: One of `SEVERITIES`; empty until the runner takes it from the registry.
        path: From the store's root, with `/`.
        line: From 1; 0 where there is no line to point at (the whole file).
        column: In characters, from 1; 0 with line 0.
        facts: What a sentence about it needs; no prose.
        ticket: The ticket's id, where it concerns one.
        where: The place in the tree, for the marks.
        excerpt: The line as it stands in the file; empty where it may hold personal data.
        anchor: As `where`, with the ids of items in place of their positions.
        fingerprint: See `checking.fingerprints`.
    """

    rule: str
    severity: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    facts: dict[str, Any] = {}
    ticket: str = ""
    where: Where = ()
    excerpt: str = ""
    anchor: Where = ()
    fingerprint: str = ""


def order(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return the key by which findings are listed: path, place, code, facts."""
    return (
        finding.path,
        finding.line,
        finding.column,
        finding.rule,
        repr(sorted(finding.facts.items())),
    )


def is_at_least(severity: str, level: str) -> bool:
    """Say whether a severity is as bad as a level, or worse."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(level)
