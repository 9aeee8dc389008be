"""The escalation ladder of a ticket as a table: who must hear of which clock, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import label, sentence
from wuye_cli.render.page_parts import name_in
from wuye_cli.render.tables import table
from wuye_cli.render.times import instant_text

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.stories import StepLine, TicketStory
    from wuye_cli.render.tables import Cell

_INDENT = "  "


def ladder_lines(story: TicketStory, *, columns: int, colour: bool) -> list[str]:
    """Draw the steps under a heading; nothing where no clock runs."""
    if not story.escalation:
        return []
    heads = [sentence(f"ladder.{head}") for head in ("clock", "used", "when", "who", "state")]
    rows = [_row(step, story) for step in story.escalation]
    drawn = table(heads, rows, right=[1], columns=columns - len(_INDENT), colour=colour)
    return ["", sentence("ladder.title"), *(_INDENT + line for line in drawn.split("\n"))]


def _row(step: StepLine, story: TicketStory) -> list[Cell]:
    state = sentence("ladder.reached" if step.reached else "ladder.ahead")
    return [
        name_in(story.book.clocks, step.clock, "clock") if step.clock else sentence("ladder.whole"),
        _used(step),
        instant_text(step.at, story.as_of.year),
        label("level", step.level),
        (state, "warn" if step.reached else "dim"),
    ]


def _used(step: StepLine) -> str:
    """Return the share in per cent, the number of the call, or nothing for a step at once."""
    if step.round:
        return sentence("ladder.round", number=str(step.round))
    return f"{step.share:.0%}" if step.share else ""
