"""Checking tickets in batches, in one process or two."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.facts import StoreFacts, TicketRow
from wuye_cli.checking.fingerprints import marked
from wuye_cli.checking.registry import BY_CODE
from wuye_cli.checking.rows import row_of, row_of_unreadable
from wuye_cli.checking.rule import FILE, TICKET, TREE
from wuye_cli.checking.runner import Selection
from wuye_cli.checking.view import TicketView
from wuye_cli.checking.waivers import MARK, Waiver
from wuye_cli.domain.tickets.clocks import RUNNING
from wuye_cli.domain.tickets.surroundings import Surroundings
from wuye_cli.services.checking.files import Lying
from wuye_cli.services.checking.memory import FOREVER, Kept
from wuye_cli.services.checking.places import located, waivers_in
from wuye_cli.services.checking.reading import read_ticket_file, too_large
from wuye_cli.services.checking.sources import Source, WorkTree
from wuye_cli.store.objects import blob_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wuye_cli.checking.finding import Finding

MANY = 4000
"""From so many tickets on a second process pays."""
PROCESSES = 2
_BATCH = 500
NEVER = -1


class Wish(msgspec.Struct, frozen=True):
    """A ticket's file, and what is wanted of it.

    Attributes:
        is_judged: Its findings are wanted; else only its row.
        known: Id of the bytes for which both are known already.
    """

    file: Lying
    is_judged: bool = True
    known: str = ""


class Told(msgspec.Struct, frozen=True):
    """What was found in a ticket's file; None if its bytes are those that are known."""

    file: Lying
    kept: Kept | None = None


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What every batch is checked with."""

    source: Source
    store: StoreFacts


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a batch; `unread` are paths with the reason."""

    told: tuple[Told, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    count: int = 0


def outcomes(
    task: Task, wishes: Sequence[Wish], *, processes: int | None = None
) -> Iterator[Outcome]:
    """Check tickets and yield what came of them, batch by batch.

    Args:
        task: What they are checked with.
        wishes: The files of the tickets.
        processes: How many work; None decides by the number of files.
    """
    many = len(wishes) >= MANY and isinstance(task.source, WorkTree)
    wanted = processes or (PROCESSES if many else 1)
    batches = [wishes[start : start + _BATCH] for start in range(0, len(wishes), _BATCH)]
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

    judge: Callable[[Sequence[Wish]], Outcome] | None = None


def _begin(task: Task) -> None:
    _Worker.judge = staticmethod(judge_of(task))


def _judge_here(wishes: Sequence[Wish]) -> Outcome:
    judge = _Worker.judge
    return judge(wishes) if judge else Outcome()


def judge_of(task: Task) -> Callable[[Sequence[Wish]], Outcome]:
    """Return the function that checks one batch, by all rules: what is kept serves every call."""
    rules = Selection(BY_CODE)
    surroundings = Surroundings(task.store.rules)

    def judge(wishes: Sequence[Wish]) -> Outcome:
        told: list[Told] = []
        unread: list[tuple[str, str]] = []
        for wish in wishes:
            try:
                told.append(Told(wish.file, _one(wish, task, rules, surroundings)))
            except OSError as error:
                unread.append((wish.file.path, error.strerror or ""))
        return Outcome(told=tuple(told), unread=tuple(unread), count=len(wishes))

    return judge


def _one(wish: Wish, task: Task, rules: Selection, surroundings: Surroundings) -> Kept | None:
    """Check one ticket's file; None if it holds the bytes of which all is known.

    Raises:
        OSError: If it cannot be read.
    """
    lying = wish.file
    facts = too_large(lying)
    if facts is not None:
        return Kept((), "", NEVER, tuple(rules.run(FILE, facts)))
    data = task.source.read(lying)
    blob = blob_id(data)
    if blob == wish.known:
        return None
    facts, file = read_ticket_file(data, lying.path)
    if file is None:
        found = rules.run(FILE, facts)
        return Kept(lying.stamp, blob, FOREVER, tuple(map(marked, located(found, data))))
    view = None
    if file.ticket is not None:
        view = TicketView(file.path, file.ticket, task.store, surroundings)
    row = row_of(view) if view is not None else row_of_unreadable(file)
    if not wish.is_judged:
        return Kept(lying.stamp, blob, FOREVER, row=row, is_judged=False)
    found = rules.run(FILE, facts) + rules.run(TREE, file)
    if view is not None:
        found += rules.run(TICKET, view)
    waivers: tuple[Waiver, ...] = waivers_in(data) if MARK in data else ()
    until = FOREVER if view is None else _until(view, row)
    findings: tuple[Finding, ...] = ()
    if found:
        known = file.tree if facts.canonical else None
        findings = tuple(map(marked, located(found, data, known)))
    return Kept(lying.stamp, blob, until, findings, row, waivers)


def _until(view: TicketView, row: TicketRow) -> int:
    """Return the last instant at which the findings hold; `NEVER` to look again each time."""
    now = view.store.now
    if row.is_open or row.attachments or not view.ticket.events:
        return NEVER
    if max(view.instants) > now:
        return NEVER
    dues = (clock.due for clock in view.clocks.clocks if clock.end == RUNNING)
    return min((due for due in dues if due is not None and due >= now), default=FOREVER)
