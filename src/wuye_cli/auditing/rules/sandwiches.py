"""G018: a promise made worse, used, and put right again, so that the ends of a month agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from wuye_cli.auditing.judge import Plain, finding
from wuye_cli.domain.comparing.ascent import Ascent
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.comparing.sandwich import Sandwich, Step, sandwiches
from wuye_cli.domain.comparing.side import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

LONGEST_S = 31 * 86400
"""What stood longer than a month was in a monthly report: a change of mind, and no sandwich."""

_STANDARDS, _SETTINGS = "standards/", "wuye.yaml"
_SHOWN = 5
_KEPT = ("code", "level", "customer", "staff", "standard", "key", "old", "new")


class Stage(msgspec.Struct):
    """A commit that changed a standard; `above` is a number in hexadecimal digits."""

    commit: str
    who: str
    at: int
    above: str
    changes: list[Change]


class Memory(msgspec.Struct):
    """What a later run must know of this one.

    Attributes:
        stages: Every commit that changed a standard.
        tip: The last commit that was seen.
        told: Pairs of stages that were told or are no matter.
        unused: Pairs of stages between which nobody wrote on a ticket, so far.
    """

    stages: list[Stage] = []
    tip: str = ""
    told: set[tuple[int, int]] = set()
    unused: set[tuple[int, int]] = set()


class Used(NamedTuple):
    """Tickets on which somebody wrote while a promise was worse; those ended among them first."""

    tickets: tuple[str, ...]
    ended: int


class Bending(Protocol):
    """What the judge needs of the one who can read standards and tickets."""

    def sides(self, commit: Commit, past: Past) -> Sequence[Sequence[Change]]:
        """Return what a commit changed in the standards against each parent."""

    def used(self, opened: str, closed: str, until: str) -> Used:
        """Return the tickets of the commits that stand on the one and not on the other."""

    def stands_on(self, commit: str, others: Sequence[str]) -> Sequence[str]:
        """Return those of some commits that a commit stands on."""

    def is_approved(self, commit: str, standard: str, until: str) -> bool:
        """Say whether the text of a standard at a commit was approved up to another commit."""

    def is_met(self, commit: str, standard: str) -> bool:
        """Say whether a merge brings two approved texts of a standard together by rule."""


class SandwichJudge(Plain):
    """Climbs the history of the standards, and looks down at every step that mends a promise."""

    codes = ("G018",)

    def __init__(self, bending: Bending) -> None:
        self.memory = Memory()
        self._bending = bending
        self._ascent: Ascent | None = None

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Note what a commit changed; tell a promise that it puts right again."""
        ascent = self._begun(commit)
        changes: list[Change] = []
        if _touches(commit) and commit.parents:
            sides = self._bending.sides(commit, past)
            changes = ascent.changed(commit.parents, sides) if sides else []
        if changes:
            bare = [_bare(change) for change in changes]
            step = ascent.step_up(commit.id, commit.parents, bare)
            self.memory.stages.append(
                Stage(
                    commit=commit.id,
                    who=f"{commit.author[0]} <{commit.author[1]}>",
                    at=commit.committed,
                    above=f"{step.above:x}",
                    changes=bare,
                )
            )
        else:
            ascent.pass_by(commit.id, commit.parents)
        self.memory.tip = commit.id
        if changes or self._brings_in(ascent, commit.parents):
            yield from self._told(ascent, commit)

    def _begun(self, commit: Commit) -> Ascent:
        """Return the ascent, with what earlier runs saw; ask where it is entered from the side."""
        stages = self.memory.stages
        if self._ascent is None:
            steps = [
                Step(number, int(stage.above, 16), stage.changes)
                for number, stage in enumerate(stages)
            ]
            self._ascent = Ascent(steps)
            if self.memory.tip:
                self._ascent.above[self.memory.tip] = (1 << len(steps)) - 1
        for parent in commit.parents:
            if parent not in self._ascent.above:
                names = [one.commit for one in stages]
                known = set(self._bending.stands_on(parent, names)) if names else set()
                self._ascent.above[parent] = sum(
                    1 << number for number, one in enumerate(stages) if one.commit in known
                )
        return self._ascent

    def _brings_in(self, ascent: Ascent, parents: Sequence[str]) -> bool:
        """Say whether a merge brings in what was done while a promise was worse."""
        bits = [ascent.above.get(parent, 0) for parent in parents]
        return len(bits) > 1 and any(
            one >> closed & 1 and other >> opened & 1 and not other >> closed & 1
            for opened, closed in self.memory.unused
            for one in bits
            for other in bits
        )

    def _told(self, ascent: Ascent, commit: Commit) -> Iterator[Finding]:
        """Yield what a commit closes, or brings tickets into that a side wrote meanwhile."""
        here = ascent.above[commit.id]
        pairs: dict[tuple[int, int], list[Sandwich]] = {}
        for one in sandwiches(ascent.steps):
            if here >> one.closed & 1 and (one.opened, one.closed) not in self.memory.told:
                pairs.setdefault((one.opened, one.closed), []).append(one)
        for (first, last), parts in pairs.items():
            found = self._judged((first, last), parts, commit.id)
            if found is not None:
                yield found

    def _judged(self, ends: tuple[int, int], parts: list[Sandwich], until: str) -> Finding | None:
        opened, closed = (self.memory.stages[one] for one in ends)
        bad = [one for one in parts if not self._is_fair(one, opened, closed)]
        if not bad:
            self.memory.told.add(ends)
            return None
        used = self._bending.used(opened.commit, closed.commit, until)
        if not used.tickets:
            self.memory.unused.add(ends)
            return None
        self.memory.unused.discard(ends)
        self.memory.told.add(ends)
        worse = bad[0].worse
        found = finding(
            "G018",
            None,
            ticket=used.tickets[0],
            path=path_of(worse.standard),
            what="whole" if all(one.is_whole for one in bad) else "part",
            opened=opened.commit,
            opened_who=opened.who,
            keys=[f"{one.worse.standard} {one.worse.key}" for one in bad][:_SHOWN],
            old=worse.old,
            new=worse.new,
            tickets=list(used.tickets[:_SHOWN]),
            count=len(used.tickets),
            ended=used.ended,
        )
        made = {"commit": closed.commit, "who": closed.who, "at": closed.at}
        return msgspec.structs.replace(found, facts={**made, **found.facts})

    def _is_fair(self, one: Sandwich, opened: Stage, closed: Stage) -> bool:
        """Say whether everybody could know: it stood for long, or was approved as it stood.

        Nor is it anybody's doing where two approved texts met, and neither stands till one of them
        is chosen.
        """
        standard = one.worse.standard
        return (
            abs(closed.at - opened.at) > LONGEST_S
            or self._bending.is_approved(opened.commit, standard, closed.commit)
            or self._bending.is_met(opened.commit, standard)
        )


def _touches(commit: Commit) -> bool:
    return any(
        change.path.startswith(_STANDARDS) or change.path == _SETTINGS
        for side in (commit.changes, *commit.others)
        for change in side
    )


def _bare(change: Change) -> Change:
    """Return a change without lines and words: what a later run is told of it."""
    return Change(**{name: getattr(change, name) for name in _KEPT})
