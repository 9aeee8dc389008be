"""Judging tickets under two texts and under every change between them, and counting."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.impact.outcome import (
    ANY,
    DIMENSIONS,
    ONE,
    TOGETHER,
    Blame,
    Case,
    CaseClock,
    Weight,
    blame,
    matrix_of,
    share,
    sum_up,
)
from wuye_cli.domain.impact.quick import Known, Planner, Quick
from wuye_cli.domain.impact.shape import Shape
from wuye_cli.domain.impact.verdicts import ABSENT, Clocked, Judge, Judged, state_of
from wuye_cli.domain.impact.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wuye_cli.domain.impact.levers import Lever
    from wuye_cli.domain.impact.outcome import Matrix
    from wuye_cli.domain.impact.retelling import Retelling
    from wuye_cli.domain.impact.text import Text
    from wuye_cli.domain.tickets.ticket import Ticket

_read_shape = msgspec.json.Decoder(Shape).decode
OLD, NEW = 0, 1
"""Where the two texts stand among the texts; then come each change alone, then all but each."""


class Filed(NamedTuple):
    """One ticket as the index has it; `opened` in epoch seconds, `shape` as JSON."""

    n: int
    id: str
    title: str
    unit: str
    place: str
    tier: str
    category: str
    opened: int
    is_open: int
    shape: str
    clocks: list[Known]


class _Sight(NamedTuple):
    """What tickets of one shape see of the texts.

    Attributes:
        shape: The shape.
        alike: For each text the index among `distinct` of the first one that looks the same.
        distinct: The indexes of the texts that are judged by.
        quick: Judges by those that are in `easy`; None where only the engine can.
        easy: Index among `distinct` to that in `quick`.
        all_easy: The engine is needed for none.
    """

    shape: Shape
    alike: list[int]
    distinct: list[int]
    quick: Quick | None
    easy: dict[int, int]
    all_easy: bool


class Ground(NamedTuple):
    """What tickets are judged on.

    Attributes:
        texts: The old text, the new one, each change alone, all but each.
        levers: The changes.
        retellings: How each text would have had a ticket written.
        held: Finds the text that the index judged tickets of a version and fingerprint by.
        leave_out: Kinds of events that are set aside.
    """

    texts: Sequence[Text]
    levers: Sequence[Lever]
    retellings: Sequence[Retelling]
    held: Callable[[str, str], Text | None]
    leave_out: frozenset[str]


class Weighing:
    """Judges tickets one by one, and counts.

    Args:
        ground: What they are judged on.
        months: Instants at which months begin, ascending, and their names.
        now: Epoch seconds.
    """

    def __init__(self, ground: Ground, *, months: tuple[list[int], list[str]], now: int) -> None:
        self._levers = ground.levers
        self._views = Views(ground.texts, ground.retellings)
        self._now = now
        self._months = months
        pairs = list(zip(ground.texts, ground.retellings, strict=True))
        self._judges = [Judge(text, retelling, now) for text, retelling in pairs]
        self._planners = [
            Planner(text, retelling, ground.held, ground.leave_out) for text, retelling in pairs
        ]
        self._sights: dict[str, _Sight] = {}
        self._places: Counter[tuple[str, str, str, int, str, str]] = Counter()
        self._clocks: Counter[tuple[tuple[str, str, str], ...]] = Counter()
        self._quick_clocks: Counter[tuple[tuple[str, ...], ...]] = Counter()
        self._states: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._blamed: Counter[tuple[str, tuple[int, ...], str, str]] = Counter()
        self.cases: list[Case] = []
        self.open: list[Case] = []

    def take(self, ticket: Filed, whole: Callable[[int], Ticket]) -> None:
        """Judge one ticket and count it.

        Args:
            ticket: The ticket.
            whole: Returns all of it by its number, where only the engine can tell.

        Raises:
            WuyeError: If one of the texts cannot judge it; it is not counted then.
        """
        _, _, _, unit, _, tier, category, opened, is_open, shape, rows = ticket
        sight = self._sights.get(shape)
        if sight is None:
            sight = self._sights[shape] = self._sight(_read_shape(shape))
        names = tuple([row[0] for row in rows])
        found = sight.quick.judge(rows, names) if sight.quick else None
        at = sight.alike[NEW]
        judged: list[Judged] = []
        if found is not None and sight.all_easy:
            states, verdicts = found
            self._quick_clocks[names, verdicts[OLD], verdicts[at]] += 1
        else:
            judged = self._judged(ticket, sight, whole(ticket.n), quickly=found is not None)
            states = [one.state for one in judged]
            self._clocks[_by_clock(judged[OLD], judged[at])] += 1
        self._states[shape, tuple(states)] += 1
        month = bisect_right(self._months[0], opened) - 1
        building = unit.partition("-")[0]
        self._places[tier, category, building, month, states[OLD], states[at]] += 1
        if is_open or states[OLD] != states[at]:
            if sight.quick and not judged:
                judged = [sight.quick.whole(rows, index) for index in range(len(states))]
            self._note(ticket, sight, judged)

    def _judged(self, ticket: Filed, sight: _Sight, told: Ticket, *, quickly: bool) -> list[Judged]:
        """Return what each distinct text makes of a ticket that the engine is needed for."""
        found = []
        for place, index in enumerate(sight.distinct):
            easy = sight.easy.get(place) if quickly else None
            if easy is None or sight.quick is None:
                found.append(self._judges[index].judged(told))
            else:
                found.append(sight.quick.whole(ticket.clocks, easy))
        return found

    def _sight(self, shape: Shape) -> _Sight:
        firsts = self._views.first_alike(shape)
        distinct = sorted(set(firsts))
        plans = [self._planners[at].plan(shape) for at in distinct]
        known = [plan for plan in plans if plan is not None]
        places = [place for place, plan in enumerate(plans) if plan is not None]
        return _Sight(
            shape,
            [distinct.index(at) for at in firsts],
            distinct,
            Quick(known, self._now, imported=shape.imported) if known else None,
            {place: number for number, place in enumerate(places)},
            len(known) == len(plans),
        )

    def _note(self, ticket: Filed, sight: _Sight, judged: list[Judged]) -> None:
        old, new = judged[OLD], judged[sight.alike[NEW]]
        guilt = Blame("", ())
        if old.state != new.state:
            states = [judged[index].state for index in sight.alike]
            count = len(self._levers)
            alone, without = states[2 : 2 + count], states[2 + count :]
            guilt = blame(new.state, old.state, alone, without)
            self._blamed[guilt.by, guilt.levers, old.state, new.state] += 1
        is_open = bool(ticket.is_open)
        case = Case(
            id=ticket.id,
            title=ticket.title,
            unit=ticket.unit,
            place=ticket.place,
            tier=ticket.tier,
            category=ticket.category,
            opened=ticket.opened,
            is_open=is_open,
            old=old.state,
            new=new.state,
            by=guilt.by,
            changes=tuple(self._levers[number].name for number in guilt.levers),
            clocks=_seen_otherwise(old, new),
            old_due=_next_due(old) if is_open else None,
            new_due=_next_due(new) if is_open else None,
        )
        if guilt.by:
            self.cases.append(case)
        if is_open:
            self.open.append(case)

    # -- sums -----------------------------------------------------------------------------

    def matrix(self) -> Matrix:
        """Return the matrix of all tickets."""
        counts: Counter[tuple[str, str]] = Counter()
        for (*_, old, new), count in self._places.items():
            counts[old, new] += count
        return matrix_of(counts)

    def groups(self) -> dict[str, dict[str, Matrix]]:
        """Return the matrices by tier, category, building and month."""
        names = self._months[1]
        return {
            dimension: sum_up(
                ((names[place[3]] if dimension == "month" else str(place[at]), *place[4:]), count)
                for place, count in self._places.items()
            )
            for at, dimension in enumerate(DIMENSIONS)
        }

    def clocks(self) -> dict[str, Matrix]:
        """Return the matrices by clock."""
        return sum_up(
            [
                *((one, count) for ones, count in self._clocks.items() for one in ones),
                *_quick_clocks(self._quick_clocks),
            ]
        )

    def weights(self, codes: Callable[[Lever], str]) -> tuple[Weight, ...]:
        """Return what each change did, those that moved the most first."""
        tallies = self._tallies()
        size = len(self._levers)
        found = [
            Weight(
                lever=lever,
                code=codes(lever),
                **self._alone_moved(number),
                alone=share(tallies[2 + number]),
                without=share(tallies[2 + size + number]),
            )
            for number, lever in enumerate(self._levers)
        ]
        return tuple(
            sorted(found, key=lambda one: (-one.forgiven - one.failed - one.other, one.lever.name))
        )

    def _alone_moved(self, number: int) -> dict[str, int]:
        moved = Counter({"forgiven": 0, "failed": 0, "other": 0})
        for (by, levers, old, new), count in self._blamed.items():
            if by == ONE and levers == (number,):
                became = {("missed", "met"): "forgiven", ("met", "missed"): "failed"}
                moved[became.get((old, new), "other")] += count
        return dict(moved)

    def shared(self, by: str) -> int:
        """Return how many tickets `any` of several changes moves, or only several `together`."""
        return sum(count for (who, *_), count in self._blamed.items() if who == by)

    @property
    def any_of(self) -> int:
        """Tickets that any of several changes would have moved by itself."""
        return self.shared(ANY)

    @property
    def together(self) -> int:
        """Tickets that no single change moves."""
        return self.shared(TOGETHER)

    def _tallies(self) -> list[Counter[str]]:
        """Return the states of all tickets under each text."""
        tallies: list[Counter[str]] = [Counter() for _ in self._judges]
        for (shape, states), count in self._states.items():
            sight = self._sights[shape]
            for tally, index in zip(tallies, sight.alike, strict=True):
                tally[states[index]] += count
        return tallies

    def shapes(self) -> list[tuple[Shape, int]]:
        """Return every shape with its tickets."""
        counts: Counter[str] = Counter()
        for (shape, _), count in self._states.items():
            counts[shape] += count
        return [(self._sights[shape].shape, count) for shape, count in counts.items()]


def _quick_clocks(
    counted: Counter[tuple[tuple[str, ...], ...]],
) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Yield clock, old and new state with their count; a clock that neither text has is none."""
    for (names, before, after), count in counted.items():
        for name, old, new in zip(names, before, after, strict=True):
            if not old == new == ABSENT:
                yield (name, state_of(old), state_of(new)), count


def _by_clock(old: Judged, new: Judged) -> tuple[tuple[str, str, str], ...]:
    """Return name, old and new state of each clock; one that a text does not have is none there."""
    if old is new:
        return tuple([(one.clock, one.state, one.state) for one in old.clocks])
    before = {(one.cycle, one.clock): one.state for one in old.clocks}
    after = {(one.cycle, one.clock): one.state for one in new.clocks}
    return tuple(
        [
            (clock, before.get((cycle, clock), "none"), after.get((cycle, clock), "none"))
            for cycle, clock in {**before, **after}
        ]
    )


def _seen_otherwise(old: Judged, new: Judged) -> tuple[CaseClock, ...]:
    """Return the clocks whose due or verdict the two texts do not share."""
    before = {(one.cycle, one.clock): one for one in old.clocks}
    after = {(one.cycle, one.clock): one for one in new.clocks}
    found = []
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        if was is None or now is None or (was.due, was.verdict) != (now.due, now.verdict):
            found.append(_case_clock(key, was, now))
    return tuple(found)


def _case_clock(key: tuple[int, str], was: Clocked | None, now: Clocked | None) -> CaseClock:
    known = was or now
    return CaseClock(
        clock=key[1],
        cycle=key[0],
        stopped=known.stopped if known else None,
        old_due=was.due if was else None,
        new_due=now.due if now else None,
        old_verdict=was.verdict if was else "",
        new_verdict=now.verdict if now else "",
    )


def _next_due(judged: Judged) -> int | None:
    """Return the earliest due of the clocks that run; those of the desk's own duty go first."""
    running = [one for one in judged.clocks if one.due is not None and _runs(one)]
    binding = [one.due for one in running if one.binding and one.due is not None]
    return min(binding or [one.due for one in running if one.due is not None], default=None)


def _runs(clock: Clocked) -> bool:
    return clock.stopped is None and clock.verdict not in {"void", "met_attempted", "not_started"}
