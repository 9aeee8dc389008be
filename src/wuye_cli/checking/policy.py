"""Which findings count in a store: what `wuye.yaml` and the call select, ignore and regrade."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.facts import Trouble
from wuye_cli.checking.finding import SEVERITIES
from wuye_cli.checking.registry import BY_CODE
from wuye_cli.checking.shape import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from wuye_cli.checking.finding import Finding, Where
    from wuye_cli.domain.settings import CheckSettings

OFF = "off"
PROTECTED = frozenset(
    {"Y001", "Y002", "Y008", "Y009", "Y010", "Y011", "Y012", "Y016", "Y017"}
    | {"W001", "W002", "W003", "W004", "W005"}
)
"""What no comment, no setting and no baseline takes away: files that cannot be trusted to be
read, and the rules over taking away itself. The audit's family G is never asked here."""


class Policy:
    """Which findings count.

    Args:
        settings: Of the store.
        codes: The rules that the call left after `--select` and `--ignore`.
        is_selected: The call named what to select, which the settings then do not narrow.
    """

    def __init__(
        self, settings: CheckSettings, codes: Collection[str], *, is_selected: bool = False
    ) -> None:
        wanted = () if is_selected else settings.select
        self.codes = frozenset(
            code for code in codes if code in PROTECTED or _holds(code, wanted, settings.ignore)
        )
        self._severity = settings.severity
        self._paths = [
            (_pattern(glob), rules.select, rules.ignore)
            for glob, rules in settings.per_path.items()
        ]

    def judged(self, finding: Finding) -> Finding | None:
        """Return the finding as it counts here, None if it does not."""
        code = finding.rule
        if code not in self.codes:
            return None
        if code in PROTECTED:
            return finding
        for pattern, select, ignore in self._paths:
            if pattern.fullmatch(finding.path) and not _holds(code, select, ignore):
                return None
        severity = self._severity.get(code, finding.severity)
        if severity == OFF:
            return None
        if severity == finding.severity or severity not in SEVERITIES:
            return finding
        return msgspec.structs.replace(finding, severity=severity)


def _holds(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """Return what paths a pattern means; one without a mark means a file or all below a folder.

    >>> bool(_pattern("records/**/2024").fullmatch("records/tickets/2024/01/a.yaml"))
    True
    >>> bool(_pattern("standards/*.yaml").fullmatch("standards/cases/a.yaml"))
    False
    """
    made = ""
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", glob.strip("/")):
        made += _MARKS.get(part) or re.escape(part)
    return re.compile(f"{made}(?:/.*)?", re.DOTALL)


_MARKS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def faults(tree: Any) -> Iterator[Trouble]:
    """Yield what is wrong with the part `check` of the settings, beyond its shape."""
    part = tree.get("check") if isinstance(tree, dict) else None
    if not isinstance(part, dict):
        return
    for key in ("select", "ignore"):
        yield from _starts(part.get(key), ("check", key), may_ignore=key == "select")
    per_path = part.get("per_path")
    for glob, rules in per_path.items() if isinstance(per_path, dict) else ():
        for key in ("select", "ignore"):
            if isinstance(rules, dict):
                where = ("check", "per_path", glob, key)
                yield from _starts(rules.get(key), where, may_ignore=key == "select")
    severity = part.get("severity")
    for code, word in severity.items() if isinstance(severity, dict) else ():
        yield from _severity(code, word)


def _starts(items: Any, where: Where, *, may_ignore: bool) -> Iterator[Trouble]:
    """Yield the faults of a list of codes or of beginnings of codes."""
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, str):
            continue
        if not item or not any(code.startswith(item) for code in BY_CODE):
            yield Trouble("S004", (*where, number), _unknown(item))
        elif not may_ignore and item in PROTECTED:
            yield Trouble("W004", (*where, number), {"value": item})


def _severity(code: str, word: Any) -> Iterator[Trouble]:
    where = ("check", "severity", code)
    if code not in BY_CODE:
        yield Trouble("S004", where, _unknown(code))
    elif code in PROTECTED:
        yield Trouble("W004", where, {"value": code})
    words = [*SEVERITIES, OFF]
    if isinstance(word, str) and word not in words:
        told = {"value": word, "allowed": words, "suggestion": nearest(word, words)}
        yield Trouble("S004", where, told)


def _unknown(code: str) -> dict[str, Any]:
    families = sorted({known[0] for known in BY_CODE})
    return {"value": code, "allowed": families, "suggestion": nearest(code, BY_CODE)}
