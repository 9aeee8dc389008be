"""Fingerprints of findings: the same as long as the matter is, whatever line it moves to."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.checking.finding import Finding

_PASSING = frozenset(
    {"suggestion", "suggestions", "allowed", "known", "detail", "first_line", "limit", "in_days"}
    | {"house", "all", "count", "counts"}
)
"""Facts that change while the matter stays: hints, lines, what this version of wuye knows."""


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with their fingerprints; of two alike, the second is told by its number.

    A finding that has a fingerprint already is one of its kind, or was made so by `marked`.

    Args:
        findings: In the order in which they are listed.
    """
    seen: dict[str, int] = {}
    made = []
    for finding in findings:
        base = finding.fingerprint or _digest(finding)
        seen[base] = number = seen.get(base, 0) + 1
        mark = base if number == 1 else _hashed([base, number])
        made.append(msgspec.structs.replace(finding, fingerprint=mark))
    return made


def marked(finding: Finding) -> Finding:
    """Return a finding with what its fingerprint is made from, worked out ahead."""
    return msgspec.structs.replace(finding, fingerprint=_digest(finding))


def _digest(finding: Finding) -> str:
    facts = {name: value for name, value in finding.facts.items() if name not in _PASSING}
    where = finding.anchor or finding.where
    return _hashed([finding.rule, finding.path, finding.ticket, list(where), _plain(facts)])


def _plain(value: Any) -> Any:
    """Return a value in which order is no accident: mappings and sets as sorted lists."""
    if isinstance(value, dict):
        return [[str(name), _plain(value[name])] for name in sorted(value, key=str)]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _hashed(value: Any) -> str:
    return sha256(msgspec.json.encode(_safe(value))).hexdigest()[:32]


def _safe(value: Any) -> Any:
    """Return a value without the half characters of undecodable file names."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return [_safe(item) for item in value] if isinstance(value, list) else value
