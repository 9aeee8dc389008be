"""Family Y: what YAML itself and the file system allow, and what other tools would misread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.facts import PLAIN
from wuye_cli.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import FileFacts, StoreFacts


def unreadable(file: FileFacts) -> Iterator[Finding]:
    """Y001, Y002, Y008-Y013, Y016: the strict reader refuses the file, at a known place."""
    for trouble in file.troubles:
        if trouble.code[0] == "Y":
            facts = dict(trouble.facts)
            line, column = int(facts.pop("line", 0)), int(facts.pop("column", 0))
            yield Finding(rule=trouble.code, path=file.path, line=line, column=column, facts=facts)


def misread_elsewhere(file: FileFacts) -> Iterator[Finding]:
    """Y003-Y007, Y009, Y013-Y015: read rightly here, but otherwise by YAML 1.1 tools or by eye."""
    for trap in file.traps:
        yield Finding(
            rule=trap.code,
            path=file.path,
            line=trap.line,
            column=trap.column,
            facts={"value": trap.text},
        )


def not_plain_file(file: FileFacts) -> Iterator[Finding]:
    """Y017: a link, a program or something else that is no plain file; it is never followed."""
    if file.form != PLAIN:
        yield Finding(rule="Y017", path=file.path, facts={"form": file.form})


def case_collision(store: StoreFacts) -> Iterator[Finding]:
    """Y018: two paths that some file systems take for one."""
    seen: dict[str, str] = {}
    for path in sorted(store.names):
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            yield Finding(rule="Y018", path=path, facts={"other": other})


def not_canonical(file: FileFacts) -> Iterator[Finding]:
    """Y019: a record that the next save would write otherwise."""
    if file.canonical is False and not any(trouble.code[0] == "Y" for trouble in file.troubles):
        yield Finding(rule="Y019", path=file.path)
