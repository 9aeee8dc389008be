"""Explanations on a page: each due with its start, figure, days, pauses and verdict."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.clock_state import state_text
from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean, clip
from wuye_cli.render.tables import table
from wuye_cli.render.times import day_text, hours_text, instant_text, limit_text, open_text
from wuye_cli.render.width import width, wrap

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.explanation import DayLine, DueWay
    from wuye_cli.domain.tickets.stories import (
        ClockStory,
        MoveLine,
        PauseLine,
        TermLine,
        TicketStory,
    )
    from wuye_cli.domain.tickets.tier import Clock, Tier, TierBook

FULL_WIDTH = 80
_LABEL = 6
_WHOLE_DAY = "00:00-24:00"
_INDENT = "    "
_FOLDED_CLOSED = 2
_FOLDED_OPEN = 5
"""So many days alike in a row are shown as one line."""

VERDICT_ROLES = {
    "met": "good",
    "met_attempted": "good",
    "failed_late": "bad",
    "failed_open": "bad",
    "warning": "warn",
    "paused": "warn",
}


def story_page(
    story: TicketStory, *, category: str = "", columns: int | None = None, colour: bool = False
) -> str:
    """Draw the whole explanation of a ticket.

    Args:
        story: What is explained.
        category: Label of the ticket's category.
        columns: Room on the terminal; None for the usual width.
        colour: Whether roles show.
    """
    page = _Page(story.book, story.as_of.year, columns or FULL_WIDTH, colour=colour)
    ticket = story.ticket
    head = sentence(
        "story.head",
        id=ticket.id,
        where=clean(ticket.unit or ticket.place),
        title=clean(ticket.title),
    )
    lines = [clip(head.replace("    ", "  ").rstrip(), page.columns)]
    lines += wrap(
        sentence(
            "story.rules",
            tier=tier_name(story.book, story.standing.tier),
            category=clean(category),
            version=story.book.version,
            when=instant_text(story.as_of),
            verdict=sentence(f"ticketverdict.{story.verdict}"),
        ),
        page.columns,
    )
    several = len(story.standing.cycles) > 1
    for cycle, stories in groupby(story.stories, key=lambda one: one.cycle):
        if several:
            lines += ["", sentence("story.cycle", number=str(cycle))]
        for one in stories:
            lines += ["", *page.clock(one)]
    if not story.stories:
        lines += ["", sentence("story.none")]
    return "\n".join(lines)


def tier_name(book: TierBook, name: str) -> str:
    """Return a tier as people call it."""
    tier = book.tiers.get(name)
    return named(tier) if tier else name


def clock_name(book: TierBook, name: str) -> str:
    """Return a clock as people call it: the standard's own words first."""
    clock = book.clocks.get(name)
    said = clean(pick(clock.label, clock.label_en)) if clock else ""
    return said or label("clock", name)


def named(one: Tier | Clock) -> str:
    """Return the label in the language in use, else the other one, else the id."""
    return clean(pick(one.label or one.label_en, one.label_en or one.label)) or one.id


def way_lines(way: DueWay, *, indent: str, year: int | None, columns: int | None) -> list[str]:
    """Draw the days of a due as an indented table, with the sum under it."""
    if not way.days:
        return []
    paused = way.paused > 0
    heads = ["day", "kind", "windows", "counted", *(["paused"] if paused else []), "total", "left"]
    rows = [row for run in _runs(way.days) for row in _day_rows(run, year, paused=paused)]
    room = None if columns is None else columns - len(indent)
    drawn = table(
        [sentence(f"days.{head}") for head in heads],
        rows,
        right=range(3, len(heads)),
        columns=room,
    )
    total = sentence(
        "days.budget",
        counted=hours_text(sum(line.counted for line in way.days)),
        budget=hours_text(way.budget),
        paused=hours_text(way.paused) if paused else "",
    )
    return [indent + line for line in (*drawn.split("\n"), total)]


def is_round_the_clock(way: DueWay) -> bool:
    """Say whether every day of a due was open throughout."""
    return all(line.windows == (_WHOLE_DAY,) for line in way.days)


def _runs(days: tuple[DayLine, ...]) -> list[list[DayLine]]:
    """Put together days in a row that are alike, where there are enough of them to fold."""
    runs: list[list[DayLine]] = []
    for _, alike in groupby(days, key=_alike):
        run = list(alike)
        least = _FOLDED_OPEN if run[0].counted or run[0].paused else _FOLDED_CLOSED
        runs += [run] if len(run) >= least else [[line] for line in run]
    return runs


def _alike(line: DayLine) -> tuple[object, ...]:
    """Return what must be the same for days to be folded; closed days are alike of any kind."""
    if not line.counted and not line.paused:
        return (line.missing, bool(line.windows))
    return (line.missing, line.kind, line.windows, line.counted, line.paused)


def _day_rows(run: list[DayLine], year: int | None, *, paused: bool) -> list[list[str]]:
    first, last = run[0], run[-1]
    kinds = dict.fromkeys(line.kind for line in run)
    kind = pick("、", ", ").join(sentence(f"daykind.{kind}") for kind in kinds)
    if first.missing:
        kind += sentence("daykind.provisional")
    shown = " ".join(first.windows) or sentence("daykind.closed")
    if len(run) > 1:
        shown = f"{sentence('days.folded', count=str(len(run)))} {shown}"
        span = f"{first.day:%m-%d}…{last.day:%m-%d}"
    else:
        span = day_text(first.day, year)
    counted = [hours_text(sum(line.counted for line in run))]
    if paused:
        counted.append(hours_text(sum(line.paused for line in run)))
    return [[span, kind, shown, *counted, hours_text(last.total), hours_text(last.left)]]


class _Page:
    """What every line of a page depends on."""

    def __init__(self, book: TierBook, year: int, columns: int, *, colour: bool) -> None:
        self.book = book
        self.year = year
        self.columns = columns
        self.colour = colour

    def clock(self, story: ClockStory) -> list[str]:
        """Draw one clock: verdict and due, start, days, source, pauses, moves, promise, notes."""
        verdict = label("verdict", story.verdict)
        head = paint(clock_name(self.book, story.clock), "head", on=self.colour)
        painted = paint(verdict, VERDICT_ROLES.get(story.verdict, "dim"), on=self.colour)
        room = self.columns - width(clock_name(self.book, story.clock)) - width(verdict) - 4
        first, *more = wrap(state_text(story, self.book, self.year), max(room, 20))
        lines = [f"{head}  {painted}  {first}", *(" " * _LABEL + line for line in more)]
        if story.way is not None:
            lines += self._start(story, story.way)
        for term in story.terms:
            lines += self._term(term)
        for pause in story.pauses:
            lines += self._pause(pause)
        for move in story.moves:
            if move.due_before or move.due_after:
                lines += self._move(move)
        return lines + self._promise(story) + self._notes(story)

    def _under(self, code: str, text: str) -> list[str]:
        """Return a labelled line under a clock, wrapped with a hanging indent."""
        said = f"  {sentence(code)}"
        pad = " " * max(_LABEL + pick(0, 2) - width(said) + 2, 2)
        margin = width(said) + len(pad)
        first, *more = wrap(text, self.columns - margin)
        return [said + pad + first, *(" " * margin + line for line in more)]

    def _start(self, story: ClockStory, way: DueWay) -> list[str]:
        started = story.started
        facts = {
            "when": instant_text(way.start, self.year),
            "event": started.do if started and started.at == way.start else _cause(story, way),
            "who": clean(started.who) if started and started.at == way.start else "",
        }
        if way.is_fixed:
            return self._under("line.start", sentence("start.fixed", **facts))
        said = sentence(
            "start.limit",
            **facts,
            limit=limit_text(way.limit),
            calendar=way.calendar,
            rule=_rule(way),
        )
        return self._under("line.start", said) + self._days(way)

    def _days(self, way: DueWay) -> list[str]:
        """Draw the days: none of round the clock, one line for one day, else a table."""
        if not way.paused and is_round_the_clock(way):
            return []
        if len(way.days) > 1 or way.paused:
            return way_lines(way, indent=_INDENT, year=self.year, columns=self.columns)
        line = way.days[0]
        said = sentence(
            "day.one",
            day=day_text(line.day, self.year),
            kind=sentence(f"daykind.{line.kind}"),
            windows=" ".join(line.windows),
            counted=hours_text(line.counted),
        )
        return [_INDENT + said]

    def _term(self, term: TermLine) -> list[str]:
        why = sentence(f"term.{term.why}", tier=tier_name(self.book, term.tier))
        if not term.decides:
            due = instant_text(term.due, self.year)
            return self._under("line.basis", sentence("term.not_deciding", why=why, due=due))
        if term.limit:
            why = f"{why}{pick('：', ': ')}{clean(term.basis) or sentence('basis.none')}"
        return self._under("line.basis", why)

    def _pause(self, pause: PauseLine) -> list[str]:
        if pause.event is None:
            reason = sentence("pause.appointment")
        else:
            known = self.book.pause_reasons.get(pause.reason)
            own = clean(pick(known.label, known.label_en)) if known else ""
            reason = own or label("reason", clean(pause.reason))
        end = sentence("pause.end_unknown") if pause.end is None else instant_text(
            pause.end, self.year
        )  # fmt: skip
        effect = sentence(f"effect.{pause.effect}", open=open_text(pause.seconds))
        begin = instant_text(pause.begin, self.year)
        said = sentence("pause.line", reason=reason, begin=begin, end=end, effect=effect)
        return self._under("line.pause", said)

    def _move(self, move: MoveLine) -> list[str]:
        before, after = (
            sentence("moved.none") if due is None else instant_text(due, self.year)
            for due in (move.due_before, move.due_after)
        )
        end = move.window_end
        to = tier_name(self.book, move.to) if move.to else ""
        said = sentence(
            "move.line",
            when=instant_text(move.event.at, self.year),
            event=move.event.do,
            asked=sentence(f"asked.{move.asked_by}") if move.asked_by in _ASKED else "",
            to=to or (instant_text(end, self.year) if end else ""),
            effect=sentence(f"moved.{move.effect}", before=before, after=after),
        )
        return self._under("line.move", said)

    def _promise(self, story: ClockStory) -> list[str]:
        if story.promise_due is None:
            return []
        said = sentence(
            "promise.line",
            due=instant_text(story.promise_due, self.year),
            verdict=label("verdict", story.promise_verdict),
        )
        return self._under("line.promise", said)

    def _notes(self, story: ClockStory) -> list[str]:
        lines: list[str] = []
        if story.missing:
            years = [str(year) for year in story.missing]
            lines += self._under("line.note", sentence("note.provisional", years=years))
        for event in story.ignored:
            when = instant_text(event.at, self.year)
            said = sentence("note.ignored", when=when, event=event.do)
            lines += self._under("line.note", said)
        clock = self.book.clocks.get(story.clock)
        if not story.binding and clock is not None:
            binds = clean(clock.binds)
            lines += self._under("line.note", sentence("state.not_binding", binds=binds))
        return lines


_ASKED = frozenset({"owner", "company"})


def _cause(story: ClockStory, way: DueWay) -> str:
    """Return the kind of the event from which a limit runs that began after the clock did."""
    return next((move.event.do for move in story.moves if move.event.at == way.start), "receive")


def _rule(way: DueWay) -> str:
    """Return the rule of counting, where the limit is one of days."""
    if not way.limit.endswith("d"):
        return sentence("rule.always") if is_round_the_clock(way) else ""
    code = "rule.days_always" if is_round_the_clock(way) else "rule.days"
    return sentence(code, budget=open_text(way.budget))
