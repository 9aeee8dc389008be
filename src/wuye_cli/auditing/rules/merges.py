"""G020-G022: a merge holds what both sides did, by rule, and nothing else.

`git log -p` shows nothing of a merge, so nowhere is a change hidden better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from wuye_cli.auditing.judge import Plain, finding
from wuye_cli.auditing.lineage import Lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

_TICKETS = "records/tickets/"
_SHOWN = 5
_TWO = 2

Entry = tuple[str, str]
"""Mode and blob of a file, both empty for no file."""
NO_FILE: Entry = ("", "")


class Sides(NamedTuple):
    """A file in the four commits that a merge is about.

    Attributes:
        base: Where the two sides parted.
        ours: At the first parent.
        theirs: At the second.
        made: In the merge.
    """

    path: str
    base: Entry
    ours: Entry
    theirs: Entry
    made: Entry

    @property
    def wanted(self) -> Entry | None:
        """What the file must be if only one side changed it; None if both did, each otherwise."""
        if self.ours in {self.base, self.theirs}:
            return self.theirs
        return self.ours if self.base == self.theirs else None

    @property
    def is_kept(self) -> bool:
        """Whether the merge holds what one side alone did."""
        return self.made == self.wanted


class Remerge(Protocol):
    """What the judge needs of the one who can look into commits and merge files."""

    def bases(self, one: str, other: str) -> Sequence[str]:
        """Return the commits where two histories parted."""

    def base(self, bases: Sequence[str], path: str) -> Entry:
        """Return the file at a path where two histories parted; of several such places made one."""

    def plan(self, commit: Commit, bases: Sequence[str], past: Past) -> Mapping[str, str]:
        """Return the blobs that a merge of ours writes over the first parent, "" to delete."""

    def settles(self, sides: Sides) -> bool:
        """Say whether every fact of a file that both changed is of a side, and none is lost."""


class MergesJudge(Plain):
    """Merges every merge again."""

    codes = ("G020", "G021", "G022")

    def __init__(self, remerge: Remerge) -> None:
        self._lineage = Lineage()
        self._remerge = remerge
        self._first: dict[str, Commit] = {}

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge a merge, and note where every commit stands."""
        self._lineage.add(commit.id, commit.parents)
        if not commit.parents:
            self._first[commit.id] = commit
        if len(commit.parents) < _TWO:
            return
        if len(commit.parents) > _TWO:
            yield finding("G021", commit, what="octopus", parents=list(commit.parents))
            return
        bases = self._lineage.bases(*commit.parents)
        if bases is None:
            bases = list(self._remerge.bases(*commit.parents))
        if not bases:
            yield self._unrelated(commit)
            return
        yield from self._again(commit, past, bases)

    def _unrelated(self, commit: Commit) -> Finding:
        """Return G021 for the later of two beginnings: the one that was brought to the other."""
        sides = [self._lineage.beginnings(one) for one in commit.parents]
        begun = [self._first[name] for side in sides for name in side if name in self._first]
        if len(begun) < _TWO:
            return finding("G021", commit, what="unrelated", merge=commit.id)
        later = max(reversed(begun), key=lambda one: one.committed)
        return finding("G021", later, what="unrelated", merge=commit.id)

    def _again(self, commit: Commit, past: Past, bases: list[str]) -> Iterator[Finding]:
        files = list(self._files(commit, bases))
        odd = [one for one in files if not one.is_kept]
        if odd:
            plan = self._remerge.plan(commit, bases, past)
            odd = [one for one in odd if plan.get(one.path, one.ours[1]) != one.made[1]]
        odd = _without_moved(files, odd, self._remerge)
        odd = [one for one in odd if one.wanted is not None or not self._is_settled(one, files)]
        if odd:
            yield from _told(commit, files, odd)

    def _is_settled(self, one: Sides, files: Sequence[Sides]) -> bool:
        """Say whether a person decided well; a file under a new name is not deleted."""
        is_moved = one.made == NO_FILE and any(
            other.base == NO_FILE and other.made == one.base for other in files
        )
        return not is_moved and self._remerge.settles(one)

    def _files(self, commit: Commit, bases: Sequence[str]) -> Iterator[Sides]:
        """Yield every file in which the merge differs from a parent."""
        ours, theirs = ({one.path: one for one in side} for side in _both(commit))
        for path in dict.fromkeys((*ours, *theirs)):
            one = ours.get(path) or theirs[path]
            made = (one.new_mode, one.new)
            sides = [
                (side[path].old_mode, side[path].old) if path in side else made
                for side in (ours, theirs)
            ]
            yield Sides(path, self._remerge.base(bases, path), sides[0], sides[1], made)


def _both(commit: Commit) -> tuple[Sequence[FileChange], Sequence[FileChange]]:
    return commit.changes, commit.others[0]


def _without_moved(files: Sequence[Sides], odd: list[Sides], remerge: Remerge) -> list[Sides]:
    """Leave out what one side renamed and the other changed: git carries the change over."""
    if not odd:
        return odd
    gone = [one for one in files if one.made == NO_FILE and not one.path.startswith(_TICKETS)]
    left = list(odd)
    for new in [one for one in odd if one.made != NO_FILE and one.base == NO_FILE]:
        for old in gone:
            whole = _carried(old, new)
            if whole is not None and (whole.is_kept or remerge.settles(whole)):
                left = [one for one in left if one.path not in {old.path, new.path}]
    return left


def _carried(old: Sides, new: Sides) -> Sides | None:
    """Return a file as one if one side renamed it, with what the other did under the old name."""
    if old.ours == NO_FILE and new.theirs == NO_FILE:
        ours = new.ours if new.ours != NO_FILE else old.base
        return Sides(new.path, old.base, ours, old.theirs, new.made)
    if old.theirs == NO_FILE and new.ours == NO_FILE:
        theirs = new.theirs if new.theirs != NO_FILE else old.base
        return Sides(new.path, old.base, old.ours, theirs, new.made)
    return None


def _told(commit: Commit, files: Sequence[Sides], odd: list[Sides]) -> Iterator[Finding]:
    """Tell G022 for a side of which nothing was taken, and G020 for what is left."""
    for number in range(_TWO):
        gone = _dropped(files, number)
        if gone and {one.path for one in gone} & {one.path for one in odd}:
            yield _one("G022", commit, "dropped", gone, side=commit.parents[number])
            odd = [one for one in odd if one not in gone]
    if odd:
        what = "lost" if all(one.made in {one.ours, one.theirs} for one in odd) else "invented"
        yield _one("G020", commit, what, odd)


def _dropped(files: Sequence[Sides], number: int) -> list[Sides]:
    """Return what a side did, if the merge holds all of it as the other side has it."""
    did = []
    for one in files:
        mine, other = (one.ours, one.theirs) if number == 0 else (one.theirs, one.ours)
        if mine not in {one.base, other}:
            if one.made != other:
                return []
            did.append(one)
    return did


def _one(code: str, commit: Commit, what: str, files: Sequence[Sides], **facts: str) -> Finding:
    paths = [one.path for one in files]
    tickets = [
        path.rpartition("/")[2].removesuffix(".yaml") for path in paths if path.startswith(_TICKETS)
    ]
    return finding(
        code,
        commit,
        ticket=tickets[0] if tickets else "",
        path=paths[0],
        what=what,
        paths=paths[:_SHOWN],
        tickets=tickets[:_SHOWN],
        count=len(paths),
        **facts,
    )
