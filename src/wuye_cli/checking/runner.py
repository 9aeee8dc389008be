"""Running the selected rules over what was gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.finding import Finding, order
from wuye_cli.checking.registry import BY_CODE, RULES
from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.checking.rule import Find


class Selection:
    """The rules that are asked for, ready to run.

    Args:
        select: Codes or beginnings of codes; empty means all.
        ignore: The same, taken away again.

    Raises:
        CallError: `unknown_rule` if a beginning fits no code.
    """

    def __init__(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> None:
        wanted, unwanted = tuple(select), tuple(ignore)
        for start in (*wanted, *unwanted):
            if not start or not any(code.startswith(start) for code in BY_CODE):
                raise CallError("unknown_rule", value=start, suggestions=_families())
        self.codes = frozenset(
            code
            for code in BY_CODE
            if (not wanted or code.startswith(wanted))
            and not (unwanted and code.startswith(unwanted))
        )
        self._finds: dict[str, tuple[Find, ...]] = {}

    def finds(self, scope: str) -> tuple[Find, ...]:
        """Return the generators of a scope that serve a selected code, each once."""
        if scope not in self._finds:
            found = dict.fromkeys(
                check.find
                for rule in RULES
                if rule.code in self.codes
                for check in rule.checks
                if check.scope == scope
            )
            self._finds[scope] = tuple(found)
        return self._finds[scope]

    def run(self, scope: str, subject: Any) -> list[Finding]:
        """Return the findings of a scope's rules about a subject, in no order."""
        return [
            with_severity(finding)
            for find in self.finds(scope)
            for finding in find(subject)
            if finding.rule in self.codes
        ]


def with_severity(finding: Finding) -> Finding:
    """Return the finding with the severity of its rule, if it brings none."""
    if finding.severity:
        return finding
    return msgspec.structs.replace(finding, severity=BY_CODE[finding.rule].severity)


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order in which they are listed, none twice."""
    found: list[Finding] = []
    for finding in sorted(findings, key=order):
        if not found or finding != found[-1]:
            found.append(finding)
    return found


def _families() -> list[str]:
    return sorted({rule.family for rule in RULES})
