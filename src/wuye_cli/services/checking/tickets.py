"""Checking tickets in batches, in one process or two."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.facts import StoreFacts, TicketRow
from wuye_cli.checking.finding import Finding
from wuye_cli.checking.rows import row_of, row_of_unreadable
from wuye_cli.checking.rule import FILE, TICKET, TREE
from wuye_cli.checking.runner import Selection
from wuye_cli.checking.view import TicketView
from wuye_cli.services.checking.files import Lying, read_file
from wuye_cli.services.checking.places import located
from wuye_cli.services.checking.reading import read_ticket_file, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wuye_cli.checking.facts import FileFacts, TicketFile

MANY = 4000
"""From so many tickets on a second process pays."""
PROCESSES = 2
_BATCH = 500


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What every batch is checked with; codes instead of a `Selection`, which holds functions."""

    root: str
    store: StoreFacts
    codes: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a batch; `unread` are paths with the reason."""

    findings: tuple[Finding, ...] = ()
    rows: tuple[TicketRow, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    count: int = 0


def outcomes(
    task: Task, files: Sequence[Lying], *, processes: int | None = None
) -> Iterator[Outcome]:
    """Check tickets and yield what came of them, batch by batch.

    Args:
        task: What they are checked with.
        files: The files of the tickets.
        processes: How many work; None decides by the number of files.
    """
    wanted = processes or (PROCESSES if len(files) >= MANY else 1)
    batches = [files[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    if wanted == 1:
        judge = judge_of(task)
        yield from map(judge, batches)
        return
    # Both cost an interpreter start, and only a large store uses them.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - see above
    from multiprocessing import get_context  # noqa: PLC0415 - see above

    # Forking costs a tenth of spawning and is safe while this process has one thread; elsewhere
    # than on Linux the system's libraries may have threads of their own.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(wanted, context, initializer=_begin, initargs=(task,)) as pool:
        yield from pool.map(_judge_here, batches)


class _Worker:
    """The judge of a worker process, made once."""

    judge: Callable[[Sequence[Lying]], Outcome] | None = None


def _begin(task: Task) -> None:
    _Worker.judge = staticmethod(judge_of(task))


def _judge_here(files: Sequence[Lying]) -> Outcome:
    judge = _Worker.judge
    return judge(files) if judge else Outcome()


def judge_of(task: Task) -> Callable[[Sequence[Lying]], Outcome]:
    """Return the function that checks one batch."""
    selection = Selection(task.codes)

    def judge(files: Sequence[Lying]) -> Outcome:
        findings: list[Finding] = []
        rows: list[TicketRow] = []
        unread: list[tuple[str, str]] = []
        for lying in files:
            try:
                found, row = _one(lying, task, selection)
            except OSError as error:
                unread.append((lying.path, error.strerror or ""))
                continue
            findings += found
            if row is not None:
                rows.append(row)
        return Outcome(
            findings=tuple(findings), rows=tuple(rows), unread=tuple(unread), count=len(files)
        )

    return judge


def _one(lying: Lying, task: Task, selection: Selection) -> tuple[list[Finding], TicketRow | None]:
    """Check one ticket's file.

    Raises:
        OSError: If it cannot be read.
    """
    facts = too_large(lying)
    if facts is not None:
        return selection.run(FILE, facts), None
    data = read_file(task.root, lying.path)
    facts, file = read_ticket_file(data, lying.path)
    found, row = _judged(facts, file, task, selection)
    return (located(found, data) if found else found), row


def _judged(
    facts: FileFacts, file: TicketFile | None, task: Task, selection: Selection
) -> tuple[list[Finding], TicketRow | None]:
    found = selection.run(FILE, facts)
    if file is None:
        return found, None
    found += selection.run(TREE, file)
    if file.ticket is None:
        return found, row_of_unreadable(file)
    view = TicketView(file.path, file.ticket, task.store)
    found += selection.run(TICKET, view)
    return found, row_of(view)
