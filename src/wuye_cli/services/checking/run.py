"""The use case: check what lies in the work tree, and say it as values."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.finding import ERROR, Finding, is_at_least
from wuye_cli.checking.rule import FILE, STORE
from wuye_cli.checking.runner import Selection, sorted_findings
from wuye_cli.services.checking.files import (
    ROOTS,
    TICKETS,
    Lying,
    list_files,
    read_file,
    relative,
)
from wuye_cli.services.checking.gather import gather
from wuye_cli.services.checking.places import located
from wuye_cli.services.checking.reading import too_large
from wuye_cli.services.checking.tickets import Task, outcomes
from wuye_cli.store.layout import MEDIA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from wuye_cli.checking.facts import FileFacts, StoreFacts, TicketRow
    from wuye_cli.store.repository import Store

CLEAN, FOUND, UNCHECKED = 0, 1, 3
"""Exit statuses; what could not be checked wins over what was found."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants checked.

    Attributes:
        paths: From the store's root; empty means all of `ROOTS`.
        select: Rules to run, as codes or beginnings of codes; empty means all.
        ignore: Rules to leave out, likewise.
        strict: Unknown people and units are errors.
        processes: How many work; None decides by the number of tickets.
    """

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    processes: int | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        findings: In the order of path, line and code.
        files: Number of files looked at, tickets among them.
        tickets: Number of tickets.
        unchecked: Paths that could not be read at all, with the system's reason.
        skipped: Checks that were left out because this clone lacks something, such as `media`.
    """

    findings: tuple[Finding, ...] = ()
    files: int = 0
    tickets: int = 0
    unchecked: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()


def check(
    store: Store,
    asked: Asked,
    now: datetime,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check the work tree of a store; nothing is ever written.

    With paths, only those files are judged, though against all standards; rules over many
    tickets then see these tickets alone.

    Args:
        store: Its root is read; git only tells earlier versions of tiers and calendars.
        asked: What is wanted.
        now: The present instant.
        on_progress: Told how many of how many tickets are done.

    Raises:
        CallError: `unknown_rule`; `bad_value` for a path that is not there.
    """
    selection = Selection(asked.select, asked.ignore)
    root = os.fspath(store.root)
    wanted = list_files(root, asked.paths or ROOTS)
    every = list_files(root) if asked.paths else wanted
    tickets = [file for file in wanted.files if is_ticket(file.path)]
    judged = {file.path for file in wanted.files}
    run = _Run(root, selection, judged, is_whole=not asked.paths)
    contents = run.read(file for file in every.files if not is_ticket(file.path))
    gathered = gather(store, contents, now, strict=asked.strict)
    for facts in gathered.files:
        run.judge(facts)
    task = Task(root=root, store=gathered.store, codes=tuple(sorted(selection.codes)))
    rows: list[TicketRow] = []
    done = 0
    for outcome in outcomes(task, tickets, processes=asked.processes) if selection.codes else ():
        run.findings += outcome.findings
        run.unread += outcome.unread
        rows += outcome.rows
        done += outcome.count
        if on_progress:
            on_progress(done, len(tickets))
    run.judge_store(
        msgspec.structs.replace(
            gathered.store, rows=tuple(rows), names=tuple(file.path for file in every.files)
        )
    )
    return Report(
        findings=tuple(sorted_findings(run.findings)),
        files=len(wanted.files),
        tickets=len(tickets),
        unchecked=tuple(sorted((*wanted.closed, *run.unread))),
        skipped=(MEDIA,)
        if gathered.store.media is None and any(row.attachments for row in rows)
        else (),
    )


def is_ticket(path: str) -> bool:
    """Say whether a path is that of a ticket."""
    return path.startswith(TICKETS) and path.endswith(".yaml")


def exit_status(report: Report, fail_on: str = ERROR) -> int:
    """Return the status of a run: 3 if something could not be checked, 1 if it fails, else 0."""
    if report.unchecked:
        return UNCHECKED
    worst = any(is_at_least(finding.severity, fail_on) for finding in report.findings)
    return FOUND if worst else CLEAN


def paths_from(store: Store, typed: Iterable[str], here: str) -> tuple[str, ...]:
    """Return paths as typed in the folder `here`, from the root of the store.

    Raises:
        CallError: `bad_value` for one outside the store.
    """
    root = os.fspath(store.root)
    return tuple(relative(root, path, here) for path in typed)


class _Run:
    """The findings of one run as they come, and what could not be read.

    Attributes:
        is_whole: No paths were asked for, so that a file that is missing is a finding as well.
    """

    def __init__(
        self, root: str, selection: Selection, judged: set[str], *, is_whole: bool
    ) -> None:
        self.root = root
        self.is_whole = is_whole
        self.selection = selection
        self.judged = judged
        self.contents: dict[str, bytes] = {}
        self.findings: list[Finding] = []
        self.unread: list[tuple[str, str]] = []

    def read(self, files: Iterable[Lying]) -> dict[str, bytes]:
        """Read the files that can be read; judge at once those that are not read."""
        for file in files:
            facts = too_large(file)
            if facts is not None:
                self.judge(facts)
                continue
            if not file.path.endswith(".yaml"):
                continue
            try:
                self.contents[file.path] = read_file(self.root, file.path)
            except OSError as error:
                self.unread.append((file.path, error.strerror or ""))
        return self.contents

    def judge(self, facts: FileFacts) -> None:
        """Judge one file that is no ticket."""
        is_missing = self.is_whole and facts.path not in self.contents
        unread = any(path == facts.path for path, _ in self.unread)
        if facts.path in self.judged or (is_missing and not unread):
            self._keep(self.selection.run(FILE, facts))

    def judge_store(self, facts: StoreFacts) -> None:
        """Judge what concerns more than one file."""
        found = self.selection.run(STORE, facts)
        self._keep([finding for finding in found if finding.path in self.judged])

    def _keep(self, findings: list[Finding]) -> None:
        by_path: dict[str, list[Finding]] = {}
        for finding in findings:
            by_path.setdefault(finding.path, []).append(finding)
        for path, found in by_path.items():
            data = self.contents.get(path)
            if data is None and is_ticket(path):
                data = _again(self.root, path)
            self.findings += located(found, data) if data is not None else found


def _again(root: str, path: str) -> bytes | None:
    """Read a ticket again for the lines of findings over many tickets."""
    try:
        return read_file(root, path)
    except OSError:
        return None
