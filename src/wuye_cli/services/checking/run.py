"""The use case: check what lies in the work tree or in git's index, and say it as values."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking import waivers
from wuye_cli.checking.baseline import Baseline, Entry, compared, gone_findings
from wuye_cli.checking.finding import ERROR, Finding, is_at_least
from wuye_cli.checking.fingerprints import with_fingerprints
from wuye_cli.checking.fixing import FORM
from wuye_cli.checking.policy import Policy
from wuye_cli.checking.registry import BY_CODE
from wuye_cli.checking.rule import FILE, STORE
from wuye_cli.checking.runner import Selection, sorted_findings, with_severity
from wuye_cli.services.checking.files import TICKETS, Listing, Lying, relative
from wuye_cli.services.checking.gather import Gathered, gather
from wuye_cli.services.checking.memory import Memory
from wuye_cli.services.checking.people_files import people_facts, unquoted
from wuye_cli.services.checking.places import located, waivers_in
from wuye_cli.services.checking.reading import too_large
from wuye_cli.services.checking.readings import Readings
from wuye_cli.services.checking.scope import Scope, changed, with_standards
from wuye_cli.services.checking.sources import Source, WorkTree, source_of
from wuye_cli.services.checking.tickets import Task, Wish, outcomes
from wuye_cli.store.checkpoints import is_checkpoint
from wuye_cli.store.forms import Forms, is_formed
from wuye_cli.store.layout import MEDIA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from wuye_cli.checking.facts import FileFacts, StoreFacts, TicketRow
    from wuye_cli.checking.waivers import Waiver
    from wuye_cli.services.checking.memory import Kept
    from wuye_cli.services.checking.tickets import Outcome
    from wuye_cli.store.repository import Store

CLEAN, FOUND, UNCHECKED = 0, 1, 3
"""Exit statuses; what could not be checked wins over what was found."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants checked.

    Attributes:
        paths: From the store's root; empty means all of `ROOTS`.
        since: A revision: only what changed from where its way and HEAD's part.
        staged: What git's index holds, and of it only what differs from HEAD.
        select: Rules to run, as codes or beginnings of codes; empty means all.
        ignore: Rules to leave out, likewise.
        strict: Unknown people and units are errors.
        baseline: Findings that are known, by their fingerprints.
        baseline_path: Their file, as findings about it name it.
        use_cache: Whether what earlier runs found may be used and kept.
        processes: How many work; None decides by the number of tickets.
    """

    paths: tuple[str, ...] = ()
    since: str = ""
    staged: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    baseline: Baseline | None = None
    baseline_path: str = ""
    use_cache: bool = True
    processes: int | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        findings: In the order of path, line and code.
        files: Number of files looked at, tickets among them.
        tickets: Number of tickets.
        unchecked: Paths that could not be read at all, with the system's reason.
        skipped: Checks that were left out because this clone lacks something, such as `media`.
        known: Number of findings that the baseline knows.
        gone: Entries of the baseline that are over.
        left: The baseline without them.
    """

    findings: tuple[Finding, ...] = ()
    files: int = 0
    tickets: int = 0
    unchecked: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()
    known: int = 0
    gone: tuple[Entry, ...] = ()
    left: tuple[Entry, ...] = ()


def check(
    store: Store,
    asked: Asked,
    now: datetime,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    source: Source | None = None,
) -> Report:
    """Check a store; nothing is ever written but what may be forgotten (`memory`).

    With paths, only those files are judged, though against all standards; rules over many
    tickets then see these tickets alone. With `since` or `staged`, they see all.

    Args:
        store: Its root or its index is read; git also tells earlier tiers and calendars.
        asked: What is wanted.
        now: The present instant.
        on_progress: Told how many of how many tickets are done.
        source: Where the files come from, if from elsewhere.

    Raises:
        CallError: `unknown_rule`; `bad_value` for a path that is not there; `unknown_state`.
        UncheckableError: `shallow_clone`.
    """
    selection = Selection(asked.select, asked.ignore)
    source = source or source_of(store, staged=asked.staged)
    every = source.list()
    scope, wanted = _scope(store, source, asked, every)
    run = Run(source, selection, scope, every)
    if scope.paths is not None and not scope.paths and not wanted.closed:
        return Report(unchecked=wanted.closed, left=_entries(asked))
    readings = Readings(store.ground, store.head()) if asked.use_cache else None
    contents = run.read_small_files()
    gathered = gather(
        store, contents, now, points=run.points, strict=asked.strict, readings=readings
    )
    if readings is not None:
        readings.write()
    forms = Forms(store.ground, is_used=asked.use_cache)
    for facts in gathered.files:
        run.judge(run.with_form(facts, forms))
    forms.write()
    if scope.paths is None and isinstance(source, WorkTree):
        for facts, data in people_facts(store, use_cache=asked.use_cache):
            run.judge_people(facts, data)
    memory = Memory(store, gathered.store, is_used=asked.use_cache)
    task = Task(source=source, store=gathered.store)
    tickets = run.tickets()
    for outcome in outcomes(task, run.recall(tickets, memory), processes=asked.processes):
        run.take(outcome, memory)
        if on_progress:
            on_progress(run.done, len(tickets))
    memory.write(is_whole=scope.paths is None)
    run.judge_store(gathered.store)
    return _report(run, asked, wanted, gathered)


def _scope(store: Store, source: Source, asked: Asked, every: Listing) -> tuple[Scope, Listing]:
    """Return what is judged, and the files of it that are there."""
    if not asked.paths and not asked.since and not asked.staged:
        return Scope(), every
    below = source.list(asked.paths) if asked.paths else every
    if not asked.since and not asked.staged:
        return Scope(paths=frozenset(file.path for file in below.files), is_partial=True), below
    paths = changed(store, asked.since, staged=asked.staged)
    if asked.paths:
        there = {file.path for file in below.files}
        starts = tuple(f"{path.rstrip('/')}/" for path in asked.paths)
        paths = frozenset(one for one in paths if one in there or one.startswith(starts))
    scope = Scope(paths=with_standards(paths, below.files))
    files = tuple(file for file in below.files if scope.has(file.path))
    return scope, Listing(files, below.closed)


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


def files_of(store: Store, asked: Asked) -> tuple[str, ...]:
    """Return the paths that a run would judge.

    Raises:
        CallError: As `check`.
        UncheckableError: As `check`.
    """
    source = source_of(store, staged=asked.staged)
    _, wanted = _scope(store, source, asked, source.list())
    return tuple(file.path for file in wanted.files)


class Run:
    """The findings of one run as they come, and what could not be read.

    Attributes:
        findings: As the rules tell them, before anything is set aside.
        points: Bytes of the checkpoints, by path.
        waivers: The comments that set findings aside, by path.
        rows: What rules over many tickets look at.
        done: How many tickets were read.
    """

    def __init__(self, source: Source, selection: Selection, scope: Scope, every: Listing) -> None:
        self.source = source
        self.selection = selection
        self.scope = scope
        self.every = {file.path: file for file in every.files}
        self.contents: dict[str, bytes] = {}
        self.points: dict[str, bytes] = {}
        self.findings: list[Finding] = []
        self.waivers: dict[str, tuple[Waiver, ...]] = {}
        self.unread: list[tuple[str, str]] = []
        self.rows: list[TicketRow] = []
        self.done = 0

    def read_small_files(self) -> dict[str, bytes]:
        """Read what is no ticket; judge at once those files that are not read."""
        for file in self.every.values():
            if is_ticket(file.path):
                continue
            facts = too_large(file)
            if facts is not None:
                self.judge(facts)
            elif file.path.endswith(".yaml"):
                self._read(file)
            elif is_checkpoint(file.path) and (note := self._bytes_of(file)) is not None:
                self.points[file.path] = note
        return self.contents

    def _bytes_of(self, file: Lying) -> bytes | None:
        """Return the bytes of a file; one that cannot be read is noted."""
        try:
            return self.source.read(file)
        except OSError as error:
            self.unread.append((file.path, error.strerror or ""))
            return None

    def _read(self, file: Lying) -> None:
        data = self._bytes_of(file)
        if data is None:
            return
        self.contents[file.path] = data
        if waivers.MARK in data:
            self.waivers[file.path] = waivers_in(data)

    def with_form(self, facts: FileFacts, forms: Forms) -> FileFacts:
        """Return facts that say whether the file is in canonical form, if that is asked."""
        data = self.contents.get(facts.path)
        is_asked = FORM in self.selection.codes and self.scope.has(facts.path)
        if data is None or not is_asked or not is_formed(facts.path):
            return facts
        canonical = forms.is_canonical(facts.path, data)
        return msgspec.structs.replace(facts, canonical=canonical)

    def judge(self, facts: FileFacts) -> None:
        """Judge one file that is no ticket, or that should be there."""
        if self.scope.has(facts.path):
            self._keep(self.selection.run(FILE, facts))

    def judge_people(self, facts: FileFacts, data: bytes) -> None:
        """Judge a file of residents' data, and show nothing of it."""
        found = located(self.selection.run(FILE, facts), data, shown=False)
        self.findings += map(unquoted, found)

    def tickets(self) -> list[Lying]:
        """Return the tickets that are read: those judged, and all if rules look at all."""
        if not self.selection.codes or not self.scope.needs_tickets:
            return []
        files = (file for file in self.every.values() if is_ticket(file.path))
        is_partial = self.scope.is_partial
        return [file for file in files if not is_partial or self.scope.has(file.path)]

    def recall(self, files: Sequence[Lying], memory: Memory) -> list[Wish]:
        """Take over what is known of tickets, and return what has to be read."""
        wishes = []
        for file in files:
            is_judged = self.scope.has(file.path)
            kept = memory.find(file, is_judged=is_judged)
            if kept is None:
                known = memory.blob(file.path, is_judged=is_judged)
                wishes.append(Wish(file, is_judged, known))
            else:
                self._take(file, kept, memory)
        return wishes

    def take(self, outcome: Outcome, memory: Memory) -> None:
        """Take over what came of a batch."""
        self.unread += outcome.unread
        self.done += outcome.count
        for told in outcome.told:
            kept = memory.known(told.file.path) if told.kept is None else told.kept
            self._take(told.file, kept, memory)

    def _take(self, file: Lying, kept: Kept, memory: Memory) -> None:
        memory.keep(file, kept)
        if kept.row is not None:
            self.rows.append(kept.row)
        if self.scope.has(file.path):
            self.findings += kept.findings
            if kept.waivers:
                self.waivers[file.path] = kept.waivers

    def judge_store(self, facts: StoreFacts) -> None:
        """Judge what concerns more than one file."""
        rows = tuple(sorted(self.rows, key=lambda row: row.path))
        whole = msgspec.structs.replace(facts, rows=rows, names=tuple(self.every))
        found = self.selection.run(STORE, whole)
        self._keep([finding for finding in found if self.scope.counts(finding)])

    def _keep(self, findings: list[Finding]) -> None:
        by_path: dict[str, list[Finding]] = {}
        for finding in findings:
            by_path.setdefault(finding.path, []).append(finding)
        for path, found in by_path.items():
            data = self.contents.get(path)
            if data is None and path in self.every and is_ticket(path):
                data = self._again(path)
            self.findings += located(found, data) if data is not None else found

    def _again(self, path: str) -> bytes | None:
        """Read a ticket again for the lines of findings over many tickets."""
        try:
            return self.source.read(self.every[path])
        except OSError:
            return None


def _report(run: Run, asked: Asked, wanted: Listing, gathered: Gathered) -> Report:
    """Return what is left of the findings after settings, comments and the baseline."""
    policy = Policy(gathered.settings, run.selection.codes, is_selected=bool(asked.select))
    told = with_fingerprints(sorted_findings(map(with_severity, run.findings)))
    counting = [one for finding in told if (one := policy.judged(finding))]
    left = _without_waived(run, counting, gathered, policy)
    unread = {path for path, _ in run.unread}

    def was_looked_for(entry: Entry) -> bool:
        return (
            entry.rule in _looked_for(run, policy)
            and run.scope.has(entry.path)
            and entry.path not in unread
        )

    known = compared(left, asked.baseline or Baseline(), was_looked_for)
    over = (policy.judged(one) for one in gone_findings(asked.baseline_path, known.gone))
    findings = [*known.findings, *with_fingerprints(one for one in over if one)]
    lacks_media = gathered.store.media is None and any(row.attachments for row in run.rows)
    return Report(
        findings=tuple(sorted_findings(findings)),
        files=len(wanted.files),
        tickets=sum(is_ticket(file.path) for file in wanted.files),
        unchecked=tuple(sorted({*wanted.closed, *run.unread})),
        skipped=(MEDIA,) if lacks_media else (),
        known=known.known,
        gone=known.gone,
        left=known.left,
    )


def _without_waived(
    run: Run, findings: list[Finding], gathered: Gathered, policy: Policy
) -> list[Finding]:
    """Return the findings that no comment sets aside, and those about such comments."""
    by_path: dict[str, list[Finding]] = {}
    left: list[Finding] = []
    for finding in findings:
        if finding.path in run.waivers:
            by_path.setdefault(finding.path, []).append(finding)
        else:
            left.append(finding)
    codes = _looked_for(run, policy)
    for path, found in sorted(run.waivers.items()):
        if run.scope.has(path):
            kept = waivers.apply(path, by_path.get(path, ()), found, gathered.store.today, codes)
            counting = [one for finding in kept if (one := policy.judged(finding))]
            left += with_fingerprints(counting)
        else:
            left += by_path.get(path, ())
    return sorted_findings(left)


def _looked_for(run: Run, policy: Policy) -> frozenset[str]:
    """Return the rules that were run over all that they look at."""
    if not run.scope.is_partial:
        return policy.codes
    return frozenset(
        code
        for code in policy.codes
        if not any(check.scope == STORE for check in BY_CODE[code].checks)
    )


def _entries(asked: Asked) -> tuple[Entry, ...]:
    return asked.baseline.entries if asked.baseline is not None else ()
