"""The second walk: where the findings of a file stand in it.

A file in canonical form shows its places by its lines; any other is read again, with its marks,
if a finding does not have its line already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.waivers import read_waivers
from wuye_cli.domain.marks import Marks
from wuye_cli.store.canonical_marks import canonical_marks
from wuye_cli.store.fast_form import read_fast
from wuye_cli.store.yaml_text import UnreadableError, comments_of, read_yaml

if TYPE_CHECKING:
    from wuye_cli.checking.finding import Finding
    from wuye_cli.checking.waivers import Waiver

_ON_KEY = frozenset({"S001"})
"""Rules that point at a key of the mapping: the one in the fact `field`."""
_SECRET = frozenset({"K026"})
"""Rules whose line is not shown: it would carry the number into the log of a CI job."""
_LONGEST_EXCERPT = 400


def located(
    findings: list[Finding],
    data: bytes,
    tree: dict[str, Any] | None = None,
    *,
    shown: bool = True,
) -> list[Finding]:
    """Return the findings of one file with line, column and the line itself.

    Args:
        findings: Those of one file.
        data: Its bytes.
        tree: What was read of it, if it is known to be in canonical form.
        shown: Its lines may be shown to whoever reads the report.
    """
    text = data.decode("utf-8", "replace")
    marks = Marks()
    if any(finding.where or finding.rule in _ON_KEY for finding in findings):
        tree, marks = _read(data, text, tree)
    lines = text.split("\n")
    shown = shown and not any(finding.rule in _SECRET for finding in findings)
    placed = (_placed(finding, marks, lines, shown=shown) for finding in findings)
    return [_anchored(finding, tree) for finding in placed]


def waivers_in(data: bytes) -> tuple[Waiver, ...]:
    """Return the waivers in the comments of a file; none where it cannot be read."""
    try:
        return read_waivers(comments_of(data), data.decode().split("\n"))
    except (UnreadableError, ValueError):
        return ()


def _read(data: bytes, text: str, known: dict[str, Any] | None) -> tuple[dict[str, Any], Marks]:
    tree = read_fast(data) if known is None else known
    if tree is not None:
        return tree, canonical_marks(text)
    try:
        document = read_yaml(data)
    except UnreadableError:
        return {}, Marks()
    return document.tree, document.marks


def _anchored(finding: Finding, tree: Any) -> Finding:
    """Return the finding with the ids of items in place of their positions, where they have one."""
    if not any(isinstance(step, int) for step in finding.where):
        return finding
    anchor: list[str | int] = []
    for step in finding.where:
        try:
            tree = tree[step]
        except (LookupError, TypeError):
            tree = None
        named = tree.get("id") if isinstance(step, int) and isinstance(tree, dict) else None
        anchor.append(f"id:{named}" if isinstance(named, str) else step)
    return msgspec.structs.replace(finding, anchor=tuple(anchor))


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
