"""The impact of a change: every past ticket judged by two texts of the standards."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import UncheckableError, WuyeError
from wuye_cli.domain.impact.levers import code_of, levers_between
from wuye_cli.domain.impact.outcome import Impact, Unjudged
from wuye_cli.domain.impact.retelling import WITHOUT, Retelling
from wuye_cli.domain.impact.text import Text, text_of
from wuye_cli.domain.impact.weighing import Ground, Weighing
from wuye_cli.domain.timekeeping.zone import zone_for
from wuye_cli.store import index_impact
from wuye_cli.store.codecs.rulebook import TIERS
from wuye_cli.store.house import past_categories
from wuye_cli.store.index_rebuild import without_collector
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.impact.levers import Lever
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.services.desk import Desk

_TOLD_EVERY = 500


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for.

    Attributes:
        filters: As lists of tickets take them, and `source`: a system that tickets came from.
        set_aside: Names of `retelling.WITHOUT`.
    """

    filters: dict[str, Any] = {}
    set_aside: tuple[str, ...] = ()

    @property
    def leave_out(self) -> frozenset[str]:
        """Kinds of events that are set aside."""
        return frozenset().union(*(WITHOUT[name] for name in self.set_aside))


def impact(
    desk: Desk,
    old: tuple[str, Rulebook],
    new: tuple[str, Rulebook],
    asked: Asked,
    *,
    changes: Sequence[Change] = (),
    on_progress: Callable[[int, int], None] | None = None,
) -> Impact:
    """Judge every past ticket by two texts, as if each had been in force at its receipt.

    What a ticket is pinned to does not matter here; its events do. Nothing is written.

    Args:
        desk: The desk: its committed tickets, imported ones included.
        old: Name and rules of the text before.
        new: Name and rules of the text after.
        asked: Which tickets, and what is set aside.
        changes: What the comparison of the two found, for the codes of the changes.
        on_progress: Told how many of how many tickets are judged.

    Raises:
        UncheckableError: `text_unreadable`, if a text has no tiers that can be read.
    """
    texts, levers = _texts(_text(old), _text(new))
    past = cache(lambda: tuple(past_categories(desk.store, read_plain)))
    retellings = _retellings(texts, past, asked.leave_out)
    now = int(desk.now().timestamp())
    db = desk.index().db
    weighing = Weighing(
        Ground(texts, levers, retellings, _held(desk.rules), asked.leave_out),
        months=_months(db, desk.settings.timezone),
        now=now,
    )
    total = index_impact.count(db, asked.filters, now)
    whole = partial(index_impact.whole_ticket, db)
    unjudged: list[Unjudged] = []
    with without_collector():
        for number, row in enumerate(index_impact.tickets(db, asked.filters, now)):
            if on_progress is not None and number % _TOLD_EVERY == 0:
                on_progress(number, total)
            try:
                weighing.take(row, whole)
            except WuyeError as error:
                facts = {name: str(value) for name, value in error.facts.items()}
                unjudged.append(Unjudged(id=row.id, code=error.code, facts=facts))
    if not asked.filters:
        unreadable = index_impact.unreadable(db)
        unjudged += [Unjudged(id=path, code=code) for path, code in unreadable]
        total += len(unreadable)
    return Impact(
        old=old[0],
        new=new[0],
        at=now,
        zone=desk.settings.timezone,
        tickets=total,
        matrix=weighing.matrix(),
        clocks=weighing.clocks(),
        groups=weighing.groups(),
        weights=weighing.weights(lambda lever: code_of(lever, changes)),
        any_of=weighing.any_of,
        together=weighing.together,
        cases=tuple(sorted(weighing.cases, key=lambda case: (case.opened, case.id))),
        open=tuple(sorted(weighing.open, key=lambda case: (_late(case.new_due), case.id))),
        unjudged=tuple(unjudged),
        set_aside=asked.set_aside,
        **_noted(weighing, texts, retellings, asked),
    )


_NEVER = 1 << 62


def _late(due: int | None) -> int:
    return _NEVER if due is None else due


def _text(side: tuple[str, Rulebook]) -> Text:
    name, rules = side
    if not rules.books:
        raise UncheckableError("text_unreadable", name=name, path=TIERS)
    return text_of(rules)


def _texts(old: Text, new: Text) -> tuple[list[Text], tuple[Lever, ...]]:
    """Return the old and the new text, each change alone, all but each; and the changes."""
    levers = levers_between(old, new)
    back = {lever.name: lever for lever in levers_between(new, old)}
    alone = [lever.pulled(old) for lever in levers]
    without = [back[lever.name].pulled(new) for lever in levers]
    return [old, new, *alone, *without], levers


def _retellings(
    texts: Sequence[Text], past: Callable[[], Any], leave_out: frozenset[str]
) -> list[Retelling]:
    """Return how each text would have had tickets written; equal tables share what they found."""
    made: dict[int, Retelling] = {}
    for text in texts:
        made.setdefault(id(text.categories), Retelling(text.categories, past, leave_out))
    return [made[id(text.categories)] for text in texts]


def _held(rules: Rulebook) -> Callable[[str, str], Text | None]:
    """Return what finds the text that the index judged tickets of a version by."""

    @cache
    def held(version: str, terms: str) -> Text | None:
        found = [book for book in rules.books if (book.version, book.terms) == (version, terms)]
        return text_of(rules, found[-1]) if found else None

    return held


def _months(db: Any, zone: str) -> tuple[list[int], list[str]]:
    """Return when each month of the tickets begins in a zone, and its name."""
    first, last = db.execute("SELECT min(opened_at), max(opened_at) FROM tickets").fetchone()
    begins: list[int] = []
    names: list[str] = []
    if first is None:
        return begins, names
    from datetime import UTC, date, datetime  # noqa: PLC0415 - an empty store needs none

    start, end = (datetime.fromtimestamp(at, UTC).year for at in (first, last))
    for year in range(start - 1, end + 2):
        for month in range(1, 13):
            begins.append(zone_for(zone, year).at(date(year, month, 1).toordinal(), 0))
            names.append(f"{year}-{month:02}")
    return begins, names


def _noted(
    weighing: Weighing, texts: Sequence[Text], retellings: Sequence[Retelling], asked: Asked
) -> dict[str, int]:
    """Return how many tickets had something set aside, got another tier, or have none."""
    found = {"aside": 0, "retiered": 0, "tierless": 0}
    for shape, count in weighing.shapes():
        tiers = [retelling.receipt(shape)[0] for retelling in retellings[:2]]
        found["aside"] += count * (not asked.leave_out.isdisjoint(shape.moves))
        found["retiered"] += count * (tiers[0] != tiers[1])
        found["tierless"] += count * any(
            tier not in text.book.tiers for tier, text in zip(tiers, texts, strict=False)
        )
    return found
