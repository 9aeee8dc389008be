"""Walking a history with all judges at once, and saying what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.judge import finding
from wuye_cli.auditing.rules.records import NEWER
from wuye_cli.auditing.ticket_change import name_of
from wuye_cli.checking.fingerprints import with_fingerprints
from wuye_cli.domain.errors import StoreError
from wuye_cli.services.auditing.checkpointing import commit_named
from wuye_cli.services.auditing.judges import JUDGES, LOOKS, Circumstances
from wuye_cli.services.auditing.looking import BROKEN, broken, prevented
from wuye_cli.services.auditing.past import Course, View
from wuye_cli.services.auditing.verdict import Verdict
from wuye_cli.store import revisions
from wuye_cli.store.codecs.policy import POLICY
from wuye_cli.store.replay import Replay, line_of
from wuye_cli.store.staging import list_tree
from wuye_cli.store.ticket_paths import TICKETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from wuye_cli.auditing.judge import Judge, Scope
    from wuye_cli.checking.finding import Finding
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.replay import Line
    from wuye_cli.store.repository import Store


_OUTRANKED = frozenset({"G040"})
"""Codes that say less than any other about the same ticket in the same commit."""
_SHORTEST = 7
"""Fewest digits of an id that name a blob."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants verified.

    Attributes:
        revision: The state whose history is judged.
        since: A commit from which on is judged; empty for the beginning.
        policy_pin: What the policy must be: a blob's id or its beginning, or a commit that has it.
        against: Code or file of a checkpoint that the history must have.
    """

    revision: str = revisions.HEAD
    since: str = ""
    policy_pin: str = ""
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
        on_progress: Told how many commits are judged, and of how many.

    Raises:
        CallError: `unknown_state`, `ambiguous_revision`.
        UncheckableError: `no_commits`.
        StoreError: If the disk fails.
    """
    until = revisions.resolve(store, asked.revision)
    since = _since(store, asked.since, until)
    ground = store.ground
    lacking = prevented(ground)
    if lacking:
        return Verdict(until=until, since=since, findings=tuple(with_fingerprints(lacking)))
    line = line_of(ground, until, (since,) if since else ())
    run = Circumstances(
        ground=ground,
        now=now,
        until=until,
        since=since,
        known=tuple(_tickets_at(ground, since)),
        against=asked.against,
    )
    judges = {name: make(run) for name, make in JUDGES.items()}
    try:
        found, unread = walk(ground, line, judges, now, on_progress)
    except StoreError as error:
        if error.code not in BROKEN:
            raise
        return Verdict(until=until, since=since, findings=tuple(with_fingerprints(broken(error))))
    found += [one for look in LOOKS for one in look(run)]
    found += _pinned(store, asked.policy_pin, until)
    for judge in judges.values():
        found += judge.end()
    return _verdict(run, line, judges, found, unread)


def _since(store: Store, typed: str, until: str) -> str:
    """Return the commit of a revision or of a checkpoint's code, nothing for nothing."""
    if not typed:
        return ""
    return commit_named(store.ground, until, typed) or revisions.resolve(store, typed)


def walk(
    ground: Ground,
    line: Sequence[Line],
    judges: Mapping[str, Judge],
    now: int,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Finding], list[tuple[str, str]]]:
    """Show the commits of a line to judges; return what they found, and files of later formats."""
    replay, course = Replay(ground, line), Course(ground, line)
    view = View(replay)
    sees = [judge.see for judge in judges.values()]
    found: list[Finding] = []
    unread: list[tuple[str, str]] = []
    for number, commit in enumerate(replay.commits(), 1):
        before = course.before(commit)
        view.stand_at(commit, before)
        found += without_outranked([one for see in sees for one in see(commit, view)])
        unread += [(one.path, one.unread) for one in view.tickets() if one.unread in NEWER]
        course.go_on(commit, before, now)
        if on_progress is not None:
            on_progress(number, len(line))
    return found, unread


def without_outranked(found: list[Finding]) -> list[Finding]:
    """Return the findings of one commit without those that a graver one of its ticket explains."""
    if len(found) < 2:  # noqa: PLR2004 - nothing to outrank it
        return found
    told = {one.ticket for one in found if one.rule not in _OUTRANKED}
    return [one for one in found if one.rule not in _OUTRANKED or one.ticket not in told]


def _pinned(store: Store, pin: str, until: str) -> Iterator[Finding]:
    """G027: the policy is another one than the reader of the verdict wants to go by."""
    if not pin:
        return
    found = store.ground.objects.blob_at(until, POLICY) or ""
    commit = revisions.known(store, pin)
    wanted = store.ground.objects.blob_at(commit, POLICY) or "" if commit else pin.lower()
    is_it = found == wanted or (
        not commit and len(wanted) >= _SHORTEST and found.startswith(wanted)
    )
    if not is_it:
        yield finding("G027", None, path=POLICY, what="pin", got=found, wanted=wanted)


def _tickets_at(ground: Ground, commit: str) -> Iterable[str]:
    """Return the ids of the tickets at a commit, none for nothing."""
    return (name_of(path) for path, _ in list_tree(ground, commit, TICKETS))


def _verdict(
    run: Circumstances,
    line: Sequence[Line],
    judges: Mapping[str, Judge],
    found: Sequence[Finding],
    unread: Sequence[tuple[str, str]],
) -> Verdict:
    scopes: list[Scope] = [judge.scope() for judge in judges.values()]
    place = {one.commit: number for number, one in enumerate(line)}
    ordered = sorted(found, key=lambda one: place.get(str(one.facts.get("commit")), len(place)))
    return Verdict(
        until=run.until,
        since=run.since,
        commits=len(line),
        walked=len(line),
        counts={name: count for scope in scopes for name, count in scope.counts.items()},
        uncovered=tuple(gap for scope in scopes for gap in scope.uncovered),
        findings=tuple(with_fingerprints(ordered)),
        unchecked=tuple(dict.fromkeys(unread)),
    )
