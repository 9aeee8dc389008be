"""Explanations on a page: each due with its start, figure, days, pauses and verdict."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import label, language, pick, sentence
from wuye_cli.render.clock_state import state_text
from wuye_cli.render.colour import paint
from wuye_cli.render.day_table import is_round_the_clock, way_lines
from wuye_cli.render.ladder_page import ladder_lines
from wuye_cli.render.page_parts import FULL_WIDTH, entry, name_in, named
from wuye_cli.render.plain import clean, clip
from wuye_cli.render.times import day_text, hours_text, instant_text, limit_text, open_text
from wuye_cli.render.width import width, wrap

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.explanation import DueWay
    from wuye_cli.domain.tickets.stories import (
        ClockStory,
        MoveLine,
        PauseLine,
        TermLine,
        TicketStory,
    )
    from wuye_cli.domain.tickets.tier import TierBook

_LABEL = {"zh": 4, "en": 7}
"""Columns of the longest label under a clock."""

_INDENT = "    "

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
    if story.under:
        said = sentence("story.under", under=clean(story.under), pinned=story.pinned)
        lines += wrap(said, page.columns)
    for text in story.waiting:
        said = sentence("story.waiting", standard=text.standard, version=clean(text.version))
        lines += wrap(said, page.columns)
    several = len(story.standing.cycles) > 1
    for cycle, stories in groupby(story.stories, key=lambda one: one.cycle):
        if several:
            lines += ["", sentence("story.cycle", number=str(cycle))]
        for one in stories:
            lines += ["", *page.clock(one)]
    if not story.stories:
        lines += ["", sentence("story.none")]
    lines += ladder_lines(story, columns=page.columns, colour=colour)
    return "\n".join(lines)


def tier_name(book: TierBook, name: str) -> str:
    """Return a tier as people call it."""
    tier = book.tiers.get(name)
    return named(tier) if tier else clean(name)


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
        head = paint(self._name(story), "head", on=self.colour)
        painted = paint(verdict, VERDICT_ROLES.get(story.verdict, "dim"), on=self.colour)
        room = self.columns - width(self._name(story)) - width(verdict) - 4
        first, *more = wrap(state_text(story, self.book, self.year), max(room, 20))
        lines = [f"{head}  {painted}  {first}", *(_INDENT + line for line in more)]
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

    def _name(self, story: ClockStory) -> str:
        return name_in(self.book.clocks, story.clock, "clock")

    def _under(self, code: str, text: str) -> list[str]:
        """Return a labelled line under a clock, wrapped with a hanging indent."""
        said = sentence(code)
        pad = " " * (_LABEL[language()] - width(said))
        return entry(said + pad, text, columns=self.columns, indent=2)

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
            reason = name_in(self.book.pause_reasons, pause.reason, "reason")
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
