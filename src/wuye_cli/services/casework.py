"""Worked cases of a file, or of the whole store: read, run, and every fault with its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.errors import NotFoundError, StoreError, UncheckableError
from wuye_cli.domain.tickets.case import CaseFile
from wuye_cli.domain.tickets.case_report import CaseShown, case_names, only, report
from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.codecs.reading import nearest
from wuye_cli.store.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wuye_cli.domain.marks import Marks
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.codecs.reading import Problem

CASES = "standards/cases"
UNREADABLE = "case_file_unreadable"
NO_CASES = "case_file_empty"
_UNKNOWN_FIELD = "S001"


class FileRun(msgspec.Struct, frozen=True, kw_only=True):
    """One file: its cases as they came out, or why it could not be run.

    Attributes:
        problems: Faults of the file; if there is one, no case was run.
    """

    path: str
    cases: tuple[CaseShown, ...] = ()
    problems: tuple[Finding, ...] = ()

    @property
    def holding(self) -> int:
        """How many cases hold."""
        return sum(case.holds for case in self.cases)


class _Read(msgspec.Struct, frozen=True, kw_only=True):
    """A file as read: its cases or its faults."""

    path: str
    cases: CaseFile | None = None
    problems: tuple[Finding, ...] = ()


def run_files(
    sources: Iterable[tuple[str, bytes | None]],
    base: Rulebook | None,
    wanted: Iterable[str] = (),
) -> list[FileRun]:
    """Run the worked cases of files.

    Args:
        sources: Name and content of each file; None for one that cannot be read.
        base: Rules of the store, for what a file leaves out; None outside a store.
        wanted: Ids of the cases to run; empty for all.

    Raises:
        NotFoundError: `unknown_case` if no file has a case of one of these ids.
    """
    read = [_read(path, data, base) for path, data in sources]
    chosen = frozenset(wanted)
    known = [name for file in read if file.cases for name in case_names(file.cases)]
    if not any(file.problems for file in read):
        for name in sorted(chosen - set(known)):
            raise NotFoundError("unknown_case", value=name, suggestions=_like(name, known))
    return [
        FileRun(path=file.path, problems=file.problems)
        if file.cases is None
        else FileRun(
            path=file.path, cases=report(only(file.cases, chosen) if chosen else file.cases)
        )
        for file in read
    ]


def _like(name: str, known: list[str]) -> list[str]:
    close = nearest(name, known)
    return [close] if close else known[:5]


def _read(path: str, data: bytes | None, base: Rulebook | None) -> _Read:
    if data is None:
        return _Read(path=path, problems=(Finding(rule=UNREADABLE, path=path),))
    try:
        document = read_yaml(data, path=path)
    except UncheckableError as error:
        return _Read(path=path, problems=(_unreadable(path, error),))
    cases, faults = read_case_file(document.tree, base=base)
    found = [placed(path, fault, document.marks) for fault in faults]
    if not found and not case_names(cases):
        found = [Finding(rule=NO_CASES, path=path, line=1, column=1)]
    if found:
        return _Read(path=path, problems=tuple(sorted(found, key=_place)))
    return _Read(path=path, cases=cases)


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.column, finding.rule


def _unreadable(path: str, error: UncheckableError) -> Finding:
    facts = dict(error.facts)
    facts.pop("path", None)
    line, column = (int(facts.pop(name, 0) or 0) for name in ("line", "column"))
    return Finding(rule=error.code, path=path, line=line, column=column, facts=facts)


def placed(path: str, problem: Problem, marks: Marks) -> Finding:
    """Return a fault of a file with its line and column; of an unknown field, those of the key."""
    where: tuple[str | int, ...] = problem.where
    field = problem.facts.get("field")
    line, column = marks.line(where), marks.column(where)
    if problem.code == _UNKNOWN_FIELD and isinstance(field, str):
        where = (*where, field)
        line, column = marks.key_line(where), marks.key_column(where)
    return Finding(
        rule=problem.code, path=path, line=line, column=column, facts=problem.facts, where=where
    )


def files_on_disk(paths: Iterable[Path]) -> list[tuple[str, bytes | None]]:
    """Return name and content of files; None for one that is missing or cannot be read."""
    found: list[tuple[str, bytes | None]] = []
    for path in paths:
        try:
            found.append((os.fspath(path), path.read_bytes()))
        except (OSError, ValueError):
            found.append((os.fspath(path), None))
    return found


def files_of_store(desk: Desk) -> list[tuple[str, bytes | None]]:
    """Return the committed case files of the store.

    Raises:
        NotFoundError: `no_cases` if it has none.
    """
    paths = [path for path, _ in desk.store.list_tree(CASES) if path.endswith(".yaml")]
    if not paths:
        raise NotFoundError("no_cases", path=CASES)
    return list(desk.store.read_many(sorted(paths)))


def edited_rules(desk: Desk) -> Rulebook:
    """Return the rules as they lie in the work tree, with older versions of the tiers from history.

    Raises:
        UncheckableError: If one of the files cannot be read.
    """
    from wuye_cli.store import worktree  # noqa: PLC0415 - only a trial of edits needs it
    from wuye_cli.store.codecs.rulebook import read_rulebook  # noqa: PLC0415 - as above
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - as above

    root = desk.store.root
    rules, _ = read_rulebook(
        lambda path: worktree.read(os.fspath(root), path),
        lambda folder: _names(root / folder),
        read_plain,
    )
    now = {book.version for book in rules.books}
    older = tuple(book for book in desk.rules.books if book.version not in now)
    return msgspec.structs.replace(rules, books=(*older, *rules.books), staff=desk.rules.staff)


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError("io_error", path=os.fspath(folder), reason=error.strerror or "") from error


def runs_value(runs: list[FileRun]) -> dict[str, Any]:
    """Return the result as JSON shows it."""
    return {
        "hold": sum(run.holding for run in runs),
        "total": sum(len(run.cases) for run in runs),
        "files": [
            {
                "path": run.path,
                "hold": run.holding,
                "total": len(run.cases),
                "problems": [_problem_value(problem) for problem in run.problems],
                "cases": list(run.cases),
            }
            for run in runs
        ],
    }


def _problem_value(problem: Finding) -> dict[str, Any]:
    return {
        "code": problem.rule,
        "line": problem.line,
        "column": problem.column,
        "facts": problem.facts,
    }
