"""G001, G030-G033: whether the history still is what its checkpoints say, and has enough of them.

A checkpoint speaks of a commit before the one that brings it. Whoever rewrites what lies before it
has to rewrite it as well, and then it is another one than the world has seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from wuye_cli.auditing.checkpoint import Checkpoint, label_of, lost_and_changed
from wuye_cli.auditing.commit import OP
from wuye_cli.auditing.judge import SKEW_S, Plain, Scope, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.checkpoint import NoteSignature
    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.register import Register, Registers
    from wuye_cli.checking.finding import Finding

FOLDER = "records/checkpoints/"
OPERATION = "checkpoint"
_HOUR, _DAY = 3600, 86_400
_EVERY_S = {"day": _DAY + _DAY // 2, "week": 8 * _DAY, "month": 35 * _DAY}
"""How long the records may go on without a checkpoint: the period, and time to remember it."""


class Ground(Protocol):
    """What a repository can say about a checkpoint."""

    def read(self, data: bytes) -> Checkpoint | None:
        """Return what a file holds, None if it is no checkpoint."""

    def stands_on(self, commit: str, earlier: str) -> bool:
        """Say whether a commit stands on an earlier one."""

    def state(self, commit: str) -> tuple[str, int, str]:
        """Return the tree of a commit, how many commits it stands on, and its manifest."""

    def tickets(self, commit: str) -> str:
        """Return the list of the tickets in a commit."""

    def key_of(self, point: Checkpoint, signature: NoteSignature) -> str:
        """Return the key that a line is signed with, "" if it does not hold."""


class Demands(NamedTuple):
    """What the policy at the end of the walk wants.

    Attributes:
        every: `day`, `week` or `month`, or nothing.
        witnesses: How many others must have signed the last checkpoint.
    """

    every: str = ""
    witnesses: int = 0


class Seen(msgspec.Struct):
    """A checkpoint of the history.

    Attributes:
        at: When it says it was made, in epoch seconds.
        by: Mail of who made it.
        witnesses: Ids of others in the register who signed it.
    """

    number: int
    code: str
    commit: str
    at: int
    by: str
    witnesses: list[str] = []


class Memory(msgspec.Struct):
    """What is kept from commit to commit.

    Attributes:
        first: Date of the first commit.
        latest: Date of the latest commit that was no checkpoint.
        after: Such commits since the last checkpoint.
        longest: Seconds between two checkpoints, or between the first commit and the first one.
        points: Path to checkpoint.
        last: Path of the last one.
    """

    first: int = 0
    latest: int = 0
    after: int = 0
    longest: int = 0
    points: dict[str, Seen] = {}
    last: str = ""


class Checkpoints(Plain):
    """Looks at the checkpoints that commits bring."""

    codes = ("G001", "G016", "G030", "G031", "G032", "G033")

    def __init__(self, ground: Ground, registers: Registers, demands: Demands, now: int) -> None:
        """Begin; dates after `now`, in epoch seconds, call for no checkpoint: they are G015."""
        self.memory = Memory()
        self._now = now
        self._ground = ground
        self._registers = registers
        self._demands = demands

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge the checkpoints that a commit brings, changes or removes."""
        memory = self.memory
        memory.first = memory.first or commit.committed
        if len(commit.parents) < 2:  # noqa: PLR2004 - what a merge brings was seen on its side
            changes = [one for one in commit.changes if _is_checkpoint(one.path)]
            gone = {one.old for one in changes if not one.new}
            for change in changes:
                if change.new not in gone:  # under another name: told where it was taken from
                    yield from self._change(commit, past, change)
        if OPERATION not in commit.trailer(OP):
            memory.after += 1
            if commit.committed <= self._now:
                memory.latest = max(memory.latest, commit.committed)

    def _change(self, commit: Commit, past: Past, change: FileChange) -> Iterator[Finding]:
        old = self._ground.read(past.blob(change.old)) if change.old else None
        new = self._ground.read(past.blob(change.new)) if change.new else None
        if new is None:
            what = "unreadable" if change.new else "removed"
            if change.new or old is not None:
                yield finding("G001", commit, path=change.path, what=what, **_named(old))
            return
        register = self._registers.at(past)
        if old is None:
            yield from self._first(commit, change.path, new, register)
        elif old.text != new.text or old.tickets != new.tickets:
            yield finding("G001", commit, path=change.path, what="changed", **_named(old))
            return
        elif not set(old.signatures) <= set(new.signatures):
            yield finding("G032", commit, path=change.path, what="removed", **_named(new))
        known = set(old.signatures) if old is not None else set()
        yield from self._signed(commit, change.path, new, known, register)

    def _first(
        self, commit: Commit, path: str, point: Checkpoint, register: Register
    ) -> Iterator[Finding]:
        memory = self.memory
        at = int(point.at.timestamp())
        yield from judged(self._ground, point, commit.id, commit, path)
        if abs(at - commit.committed) > SKEW_S:
            yield finding("G016", commit, path=path, what="checkpoint", **_named(point))
        before = memory.points[memory.last].at if memory.last else memory.first
        memory.longest = max(memory.longest, at - before)
        memory.points[path] = Seen(
            number=point.size,
            code=point.code,
            commit=point.commit,
            at=at,
            by=commit.committer[1].casefold(),
        )
        memory.last, memory.after = path, 0
        if register.is_required and not self._own(point, register):
            yield finding("G032", commit, path=path, what="none", **_named(point))

    def _own(self, point: Checkpoint, register: Register) -> bool:
        """Say whether anybody of the register signed it."""
        return any(register.live(self._ground.key_of(point, one)) for one in point.signatures)

    def _signed(
        self,
        commit: Commit,
        path: str,
        point: Checkpoint,
        known: set[NoteSignature],
        register: Register,
    ) -> Iterator[Finding]:
        seen = self.memory.points.get(path)
        for one in point.signatures:
            if one in known:
                continue
            key = self._ground.key_of(point, one)
            if not key:
                facts = {"name": one.name, "key": one.fingerprint, **_named(point)}
                yield finding("G032", commit, path=path, what="bad", **facts)
            holders = register.live(key) if key and seen is not None else []
            if seen is None or not holders or seen.by in {one.mail.casefold() for one in holders}:
                continue  # a key that the maker has witnesses nothing, under whatever name
            if not any(member.id in seen.witnesses for member in holders):
                seen.witnesses.append(holders[0].id)

    def end(self) -> Iterator[Finding]:
        """Judge whether there are enough checkpoints, by the policy at the end."""
        memory, demands = self.memory, self._demands
        allowed = _EVERY_S.get(demands.every)
        last = memory.points.get(memory.last)
        facts = {"every": demands.every}
        if last is None:
            if allowed and memory.latest - memory.first > allowed:
                yield finding("G030", None, path=FOLDER, **facts)
            return
        about = {"number": last.number, "label": label_of(last.number, last.code)}
        behind = memory.latest - last.at
        if allowed and memory.after and behind > allowed:
            told = {**facts, **about, "days": behind // _DAY, "count": memory.after}
            yield finding("G031", None, path=memory.last, **told)
        if len(last.witnesses) < demands.witnesses:
            told = {**about, "wanted_count": demands.witnesses, "count": len(last.witnesses)}
            yield finding("G033", None, path=memory.last, **told)

    def scope(self) -> Scope:
        """Say how far apart the checkpoints are, who witnessed the last, and what it leaves out."""
        memory = self.memory
        last = memory.points.get(memory.last)
        if last is None:
            return Scope(uncovered=(("no_checkpoint", {}),))
        counts = {
            "checkpoints": len(memory.points),
            "bracket": -(-memory.longest // _HOUR),
            "witnesses": len(last.witnesses),
        }
        gaps = (("after_checkpoint", {"count": memory.after}),) if memory.after else ()
        return Scope(counts=counts, uncovered=gaps)


def _is_checkpoint(path: str) -> bool:
    return path.startswith(FOLDER) and path.endswith(".txt")


def judged(
    ground: Ground, point: Checkpoint, until: str, commit: Commit | None, path: str = ""
) -> Iterator[Finding]:
    """Judge a checkpoint by the history of a commit: G001 with the tickets that it lost.

    Args:
        ground: The repository.
        point: The checkpoint.
        until: The commit whose history must have it.
        commit: The commit that brought it, None if it came from outside.
        path: Where it lies.
    """
    facts = _named(point)
    if not point.is_whole:
        yield finding("G001", commit, path=path, what="list", **facts)
    elif not ground.stands_on(until, point.commit):
        lost, _ = lost_and_changed(point.tickets, ground.tickets(until))
        first = lost[0] if lost else ""
        told = {**facts, "missing": point.commit, "tickets": lost, "count": len(lost)}
        what = "lost" if lost else "gone"
        yield finding("G001", commit, ticket=first, path=path, what=what, **told)
    elif ground.state(point.commit) != (point.tree, point.size, point.manifest):
        now = ground.tickets(point.commit)
        lost, changed = lost_and_changed(point.tickets, now)
        named = sorted({*lost, *changed})
        told = {**facts, "missing": point.commit, "tickets": named, "count": len(named)}
        first = named[0] if named else ""
        yield finding("G001", commit, ticket=first, path=path, what="other", **told)


def _named(point: Checkpoint | None) -> dict[str, Any]:
    if point is None:
        return {}
    return {"number": point.size, "label": label_of(point.size, point.code)}
