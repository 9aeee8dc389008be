"""What came of judging past tickets by two texts, in every form that commands show it in."""

from __future__ import annotations

import operator
import re
from collections import Counter as Counts
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.cli.exits import complain
from wuye_cli.cli.impact_options import aside_of, bound_of, words_of
from wuye_cli.cli.output import emit
from wuye_cli.cli.progress import Counter
from wuye_cli.cli.ticket_filters import ticket_filters
from wuye_cli.cli.viewing import view_of
from wuye_cli.domain.comparing.period import read_period
from wuye_cli.domain.errors import CallError
from wuye_cli.domain.impact.outcome import DIMENSIONS
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render import impact_pages, impact_reports, impact_values
from wuye_cli.services.comparing import changes_between
from wuye_cli.services.impacting import Asked, impact
from wuye_cli.services.texts_named import pair_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.cli.impact_options import Bound, Wish
    from wuye_cli.cli.output import Wanted
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.impact.outcome import Impact
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.texts_named import NamedText

_KNOWN = ("tier", "kind", "category", "unit", "place", "channel", "assignee", "status", "source")
_ALIASES = {"who": "assignee", "building": "unit"}
_COUNTS: dict[str, Callable[[Impact], int]] = {
    "forgiven": lambda impact: len(impact.named("forgiven")),
    "failed": lambda impact: len(impact.named("failed")),
    "changed": lambda impact: len(impact.cases),
    "overdue": lambda impact: len(impact.overdue),
    "unjudged": lambda impact: len(impact.unjudged),
}
_SIGNS = {">": operator.gt, ">=": operator.ge}
_LOST = frozenset({"S002", "S003", "S004", "S005", "S006", "S010"})
"""Faults by which a figure is left out of what was read."""
_LISTS = ("forgiven", "failed", "all")


class Ready(NamedTuple):
    """A wish, read: which tickets, what is shown of them, and which counts fail."""

    asked: Asked
    by: tuple[str, ...]
    named: str
    bounds: tuple[Bound, ...]


class ShownImpact:
    """An impact with the wish that it answers."""

    def __init__(self, desk: Desk, found: Impact, ready: Ready) -> None:
        self.found = found
        self._view = view_of(desk)
        self._ready = ready

    def value(self) -> dict[str, Any]:
        """Return it for JSON."""
        return impact_values.value(self.found, self._view)

    def text(self) -> str:
        """Return it as text."""
        return impact_pages.page(self.found, self._view, by=self._ready.by, named=self._ready.named)

    def markdown(self) -> str:
        """Return it for a comment."""
        return impact_reports.markdown(
            self.found, self._view, by=self._ready.by, named=self._ready.named
        )

    def html(self) -> list[str]:
        """Return it as elements of a page."""
        return impact_reports.html(
            self.found, self._view, by=self._ready.by, named=self._ready.named
        )

    def table(self) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
        """Return heads and rows of the tickets that it names."""
        return impact_values.CSV_HEADS, impact_values.rows(
            self.found, self._view, self._ready.named
        )

    def status(self) -> int:
        """Return 1 if a count reached its bound, which is said; else 0."""
        status = 0
        for name, sign, bound in self._ready.bounds:
            count = _COUNTS[name](self.found)
            if _SIGNS[sign](count, bound):
                status = 1
                complain("impact.fail_on", value=f"{name}{sign}{bound}", count=str(count))
        return status


def read_wish(desk: Desk, wish: Wish) -> Ready:
    """Return a wish as it is to be answered.

    Raises:
        CallError: If a word, a filter or a period is not understood.
    """
    by = words_of(wish.by, DIMENSIONS, "bad_dimension")
    named = words_of(wish.named, _LISTS, "bad_impact_list")
    bounds = tuple(bound_of(text) for text in wish.fail_on)
    asked = Asked(filters=_filters(desk, wish), set_aside=aside_of(wish.without))
    return Ready(asked, by, named[0] if named else "", bounds)


def judge(
    desk: Desk, old: NamedText, new: NamedText, ready: Ready, changes: Sequence[Change] | None
) -> ShownImpact:
    """Judge past tickets by two texts; what of a text could not be read is said on stderr.

    Args:
        desk: The desk.
        old: The text before.
        new: The text after.
        ready: The wish.
        changes: What the comparison of the two found; None to compare them here.

    Raises:
        UncheckableError: `text_unreadable`.
    """
    for text in (old, new):
        _say_faults(text)
    counter = Counter(sentence("impact.progress"))
    try:
        found = impact(
            desk,
            (old.name, old.rules),
            (new.name, new.rules),
            ready.asked,
            changes=_changes(old, new) if changes is None else changes,
            on_progress=lambda done, _total: counter.show(done),
        )
    finally:
        counter.end()
    return ShownImpact(desk, found, ready)


def show_impact(desk: Desk, names: list[str], wish: Wish, wanted: Wanted) -> int:
    """Judge past tickets by two texts, show what came of it, and return the exit status.

    Args:
        desk: The desk.
        names: As `texts_named.pair_named` takes them: nothing, one name, two, or `A..B`.
        wish: What is asked.
        wanted: Where and how it is shown.

    Raises:
        WuyeError: If a name, a filter or a text is not understood.
    """
    ready = read_wish(desk, wish)
    shown = judge(desk, *pair_named(desk, names), ready, None)
    emit(
        shown.value(),
        text=lambda _: shown.text(),
        table=shown.table,
        wanted=wanted,
        more={"markdown": shown.markdown},
    )
    return shown.status()


def _say_faults(text: NamedText) -> None:
    """Say on stderr what of a text was read but not understood: it counts as not written."""
    faults = text.snapshot.faults if text.snapshot else []
    for path, count in Counts(where for where, fault in faults if fault.code in _LOST).items():
        complain("impact.faults", name=text.name, path=path, count=str(count))


def _changes(old: NamedText, new: NamedText) -> Sequence[Change]:
    """Return what the comparison of standards finds; a version alone has no files to compare."""
    if old.snapshot is None or new.snapshot is None:
        return ()
    return changes_between(old.snapshot, new.snapshot).changes


def _filters(desk: Desk, wish: Wish) -> dict[str, Any]:
    """Return the filters of lists for what was typed.

    Raises:
        CallError: `bad_impact_query`, `bad_impact_period`, or that a name is unknown.
    """
    given: dict[str, list[str]] = {}
    for part in (part for text in wish.tickets for part in text.split()):
        name, equals, values = part.partition("=")
        name = _ALIASES.get(name, name)
        found = [value for value in re.split("[,，]", values) if value]
        if not equals or name not in _KNOWN or not found:
            raise CallError("bad_impact_query", value=part, known=list(_KNOWN))
        given.setdefault(name, []).extend(found)
    source = given.pop("source", [])
    filters: dict[str, Any] = ticket_filters(desk, given)
    if source:
        filters["source"] = source[-1]
    if wish.period:
        since, until = read_period(wish.period, desk.settings.timezone)
        filters |= {"since": since} if since is not None else {}
        filters |= {"until": until} if until is not None else {}
    return filters
