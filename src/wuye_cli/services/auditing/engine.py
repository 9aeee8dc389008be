"""Walking a history with all judges at once, and saying what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.auditing.judge import finding
from wuye_cli.auditing.ranks import ranked
from wuye_cli.auditing.rules.records import NEWER
from wuye_cli.auditing.ticket_change import name_of
from wuye_cli.checking.fingerprints import with_fingerprints
from wuye_cli.domain.errors import CallError, StoreError, UncheckableError
from wuye_cli.services.auditing import remembering
from wuye_cli.services.auditing.checkpointing import commit_named
from wuye_cli.services.auditing.course import Course
from wuye_cli.services.auditing.judges import JUDGES, LOOKS, Circumstances
from wuye_cli.services.auditing.looking import BROKEN, aside, broken, prevented
from wuye_cli.services.auditing.mending import Mending
from wuye_cli.services.auditing.past import View
from wuye_cli.services.auditing.remembering import Kept
from wuye_cli.services.auditing.signing import zone_of
from wuye_cli.services.auditing.verdict import Verdict
from wuye_cli.store import revisions
from wuye_cli.store.codecs.policy import POLICY
from wuye_cli.store.replay import Replay, line_of
from wuye_cli.store.staging import list_tree
from wuye_cli.store.ticket_paths import TICKETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wuye_cli.auditing.judge import Judge, Scope
    from wuye_cli.checking.finding import Finding
    from wuye_cli.store.replay import Line
    from wuye_cli.store.repository import Store


_SHORT = 10
_SHORTEST = 7
"""Fewest digits of an id that name a blob."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants verified.

    Attributes:
        revision: The state whose history is judged.
        since: A commit from which on is judged; empty for the beginning.
        policy_pin: What the policy must be: a blob's id or its beginning, or a commit that has it.
        full: Nothing that an earlier run kept is believed, and every object is read.
        remembers: What an earlier run kept is believed, and this one keeps what it found.
        against: Code or file of a checkpoint that the history must have.
    """

    revision: str = revisions.HEAD
    since: str = ""
    policy_pin: str = ""
    full: bool = False
    remembers: bool = True
    against: str = ""


def verify(
    store: Store,
    asked: Asked,
    now: int,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Verdict:
    """Judge a history.

    Args:
        store: The store.
        asked: What of it.
        now: Epoch seconds.
        on_progress: Told how many commits are judged, and how many files of the next were read.

    Raises:
        CallError: `unknown_state`, `ambiguous_revision`.
        UncheckableError: `no_commits`.
        StoreError: If the disk fails.
    """
    until = _until(store, asked.revision)
    since = _since(store, asked.since, until)
    ground = store.ground
    lacking = prevented(ground)
    if lacking:
        return Verdict(until=until, since=since, findings=tuple(with_fingerprints(lacking)))
    run = Circumstances(
        ground=ground,
        now=now,
        until=until,
        since=since,
        known=tuple(name_of(path) for path, _ in list_tree(ground, since, TICKETS)),
        full=asked.full,
        believes=asked.remembers and not asked.full,
        against=asked.against,
    )
    try:
        walked = walk(run, asked, on_progress)
    except StoreError as error:
        if error.code not in BROKEN:
            raise
        return Verdict(until=until, since=since, findings=tuple(with_fingerprints(broken(error))))
    found = [one for look in LOOKS for one in look(run)]
    found += _pinned(store, asked.policy_pin, until)
    for judge in walked.judges.values():
        found += judge.end()
    beside = aside(ground, until)
    return _verdict(store, run, walked, [*found, *beside.findings], beside.gaps)


class Walked(NamedTuple):
    """A walk that is over.

    Attributes:
        kept: What was found in all of it.
        line: The commits that were read in this run.
    """

    judges: dict[str, Judge]
    kept: Kept
    line: Sequence[Line]


def _until(store: Store, typed: str) -> str:
    """Return the commit to judge up to; git is asked first, as a branch may stand for another."""
    try:
        return revisions.resolve(store, typed)
    except CallError as error:
        if typed == revisions.HEAD and not store.head():
            raise UncheckableError("no_commits") from error
        raise


def _since(store: Store, typed: str, until: str) -> str:
    """Return the commit of a revision or of a checkpoint's code, nothing for nothing."""
    if not typed:
        return ""
    return commit_named(store.ground, until, typed) or revisions.resolve(store, typed)


def walk(
    run: Circumstances, asked: Asked, on_progress: Callable[[int, int], None] | None = None
) -> Walked:
    """Show every commit to all judges, from where an earlier run ended."""
    ground = run.ground
    judges = {name: make(run) for name, make in JUDGES.items()}
    key = remembering.key_of(run.since, asked.policy_pin, judges)
    known = remembering.recalled(ground, key) if run.believes else None
    kept = known
    if known is not None and not remembering.is_before(ground, known.end.commit, run.until):
        kept = None
    if kept is not None and not remembering.take_up(kept, judges):
        judges = {name: make(run) for name, make in JUDGES.items()}
        kept = None
    begun = kept.end.commit if kept is not None else run.since
    line = line_of(ground, run.until, (begun,) if begun else ())
    course = Course(ground, line, kept.end if kept is not None else None)
    mending = Mending(ground, kept.findings if kept is not None else ())
    found, unread = _shown(run, line, course, (list(judges.values()), mending), on_progress)
    whole = Kept(
        end=course.end,
        commits=(kept.commits if kept else 0) + len(line),
        findings=(*(kept.findings if kept else ()), *found),
        unread=(*(kept.unread if kept else ()), *unread),
        memories={},
    )
    is_older = known is not None and remembering.is_before(ground, run.until, known.end.commit)
    if line and not is_older and asked.remembers:
        remembering.keep(ground, key, whole, judges)
    return Walked(judges=judges, kept=whole, line=line)


def _shown(
    run: Circumstances,
    line: Sequence[Line],
    course: Course,
    court: tuple[Sequence[Judge], Mending],
    on_progress: Callable[[int, int], None] | None,
) -> tuple[list[Finding], list[tuple[str, str]]]:
    """Show the commits of a line to judges; return what they found, and files of later formats."""
    judges, mending = court
    steps = _Steps(on_progress)
    replay = Replay(run.ground, line, steps.file)
    view = View(replay, run.ground, zone_of(run.ground, run.until), steps.file)
    sees = [judge.see for judge in judges]
    found: list[Finding] = []
    unread: list[tuple[str, str]] = []
    for commit in replay.commits():
        before = course.before(commit)
        view.stand_at(commit, before)
        told = ranked([one for see in sees for one in see(commit, view)])
        found += mending.left(commit, told)
        unread += [(one.path, one.unread) for one in view.tickets() if one.unread in NEWER]
        course.go_on(commit, before, run.now)
        steps.commit()
    return found, unread


class _Steps:
    """How far a walk is: a commit may bring a hundred thousand files, so these count too."""

    def __init__(self, told: Callable[[int, int], None] | None) -> None:
        self._told = told
        self._commits = self._files = 0

    def commit(self) -> None:
        """Note that a commit is judged."""
        self._commits += 1
        self._files = 0
        if self._told is not None:
            self._told(self._commits, 0)

    def file(self) -> None:
        """Note that a file of the next commit was read."""
        self._files += 1
        if self._told is not None:
            self._told(self._commits, self._files)


def _pinned(store: Store, pin: str, until: str) -> Iterator[Finding]:
    """G027: the policy is another one than the reader of the verdict wants to go by."""
    if not pin:
        return
    found = store.ground.objects.plain_at(until, POLICY) or ""
    commit = revisions.known(store, pin)
    wanted = store.ground.objects.plain_at(commit, POLICY) or "" if commit else pin.lower()
    is_it = found == wanted or (
        not commit and len(wanted) >= _SHORTEST and found.startswith(wanted)
    )
    if not is_it:
        yield finding("G027", None, path=POLICY, what="pin", got=found, wanted=wanted)


def _verdict(
    store: Store,
    run: Circumstances,
    walked: Walked,
    found: Sequence[Finding],
    beside: Sequence[tuple[str, dict[str, Any]]],
) -> Verdict:
    scopes: list[Scope] = [judge.scope() for judge in walked.judges.values()]
    tickets = sum(1 for _ in list_tree(run.ground, run.until, TICKETS))
    counted = {name: count for scope in scopes for name, count in scope.counts.items()}
    gaps = [gap for scope in scopes for gap in scope.uncovered]
    return Verdict(
        until=run.until,
        since=run.since,
        commits=walked.kept.commits,
        walked=len(walked.line),
        counts={"tickets": tickets, **counted},
        uncovered=(*_left_out(store, run.since), *_believed(walked), *beside, *gaps),
        findings=tuple(with_fingerprints((*walked.kept.findings, *found))),
        unchecked=tuple(dict.fromkeys(walked.kept.unread)),
    )


def _believed(walked: Walked) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield how many commits stand on the word of an earlier run."""
    count = walked.kept.commits - len(walked.line)
    if count:
        yield "remembered", {"count": count}


def _left_out(store: Store, since: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what nobody looked at."""
    if since:
        count = int(store.ground.git.read("rev-list", "--count", since, "--"))
        yield "before", {"count": count, "since": since[:_SHORT]}
    if store.people is not None:
        yield "people", {}
