"""The second walk: files with findings are read again, with the marks of their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.marks import Marks
from wuye_cli.store.yaml_text import UnreadableError, read_yaml

if TYPE_CHECKING:
    from wuye_cli.checking.finding import Finding

_ON_KEY = frozenset({"S001"})
"""Rules that point at a key of the mapping: the one in the fact `field`."""
_SECRET = frozenset({"K026"})
"""Rules whose line is not shown: it would carry the number into the log of a CI job."""
_LONGEST_EXCERPT = 400


def located(findings: list[Finding], data: bytes) -> list[Finding]:
    """Return the findings of one file with line, column and the line itself."""
    marks = _marks(data)
    lines = data.decode("utf-8", "replace").split("\n")
    has_secret = any(finding.rule in _SECRET for finding in findings)
    return [_placed(finding, marks, lines, shown=not has_secret) for finding in findings]


def _marks(data: bytes) -> Marks:
    try:
        return read_yaml(data).marks
    except UnreadableError:
        return Marks()


def _placed(finding: Finding, marks: Marks, lines: list[str], *, shown: bool) -> Finding:
    line, column = finding.line, finding.column
    if not line and marks and (finding.where or finding.rule in _ON_KEY):
        line, column = _place(finding, marks)
    changes: dict[str, Any] = {"line": line, "column": column}
    if shown and 0 < line <= len(lines):
        changes["excerpt"] = lines[line - 1].rstrip("\r")[:_LONGEST_EXCERPT]
    return msgspec.structs.replace(finding, **changes)


def _place(finding: Finding, marks: Marks) -> tuple[int, int]:
    where = finding.where
    if finding.rule in _ON_KEY:
        where = (*where, str(finding.facts.get("field", "")))
        return marks.key_line(where), marks.key_column(where)
    return marks.line(where), marks.column(where)
