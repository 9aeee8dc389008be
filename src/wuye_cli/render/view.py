"""What every list is drawn with: the present instant, the zone, the names of things, the screen."""

from __future__ import annotations

from wuye_cli.i18n.catalog import catalog, fill, label, language
from wuye_cli.render.wall import Wall

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}

BAD = "bad"
ROLES = {"failed": BAD, "failed_open": BAD, "failed_late": BAD, "warning": "warn", "paused": "dim"}
"""Verdict to the role of its colour."""


class View:
    """The surroundings of a list.

    Args:
        now: The present instant, epoch seconds.
        offsets: The zone, as `Wall` takes it.
        names: Kind, id, Chinese and English name of tiers, categories, clocks, reasons and staff.
        columns: Room on the terminal, None for no end.
        colour: Whether colours show.
        broken: How many records could not be read.
    """

    def __init__(
        self,
        now: int,
        offsets: Sequence[tuple[int, int]],
        names: Iterable[tuple[str, str, str, str]] = (),
        *,
        columns: int | None = None,
        colour: bool = False,
        broken: int = 0,
    ) -> None:
        self.now = now
        self.wall = Wall(offsets)
        at = 2 if language() == "zh" else 3
        self._names = {(one[0], one[1]): one[at] or one[2] for one in names}
        self.columns = columns
        self.colour = colour
        self.broken = broken

    def name(self, kind: str, value: str) -> str:
        """Return what people call a value: the estate's own name, else ours, else the value."""
        return self._names.get((kind, value)) or (label(kind, value) if value else "")

    def when(self, instant: int | None) -> str:
        """Return an instant as people say it: `今天 17:30`, `11-25 18:00`, or empty for None."""
        if instant is None:
            return ""
        wall = self.wall
        time = wall.time(instant)
        near = _DAYS.get(wall.day(instant) - wall.day(self.now))
        if near:
            return f"{word(near)} {time}"
        date = wall.date(instant)
        return f"{date[5:]} {time}" if date[:4] == wall.date(self.now)[:4] else f"{date} {time}"

    def left(self, due: int | None) -> str:
        """Return how long there is until `due`, or by how much it is over."""
        if due is None:
            return ""
        rest = due - self.now
        return word("left" if rest >= 0 else "over", time=span(abs(rest)))

    def iso(self, instant: int | None) -> str | None:
        """Return an instant for machines, in the store's zone."""
        return None if instant is None else self.wall.iso(instant)


def word(code: str, **facts: object) -> str:
    """Return a word or sentence of the lists, with its facts."""
    text = catalog("lists").get(code, code)
    if not facts:
        return text
    if "[[" not in text:  # most words, several a row
        return text.format_map(facts)
    return fill(text, {name: "" if fact is None else str(fact) for name, fact in facts.items()})


def span(seconds: int) -> str:
    """Return a length of time by its two largest units."""
    days, hours, minutes = seconds // _DAY, seconds % _DAY // _HOUR, seconds % _HOUR // _MINUTE
    parts = [("days", days), ("hours", hours)] if days else [("hours", hours), ("minutes", minutes)]
    said = [word(unit, n=count) for unit, count in parts if count]
    return word("joint").join(said) if said else word("moment")
