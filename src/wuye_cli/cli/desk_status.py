"""What the prompt shows beside the line: what comes due next, and the words that may be typed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.completing import OFFERS
from wuye_cli.cli.viewing import view_of
from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.line.words import WORDS
from wuye_cli.domain.tickets.kinds import ASSIGNING
from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render import lists
from wuye_cli.render.plain import clean
from wuye_cli.store.index_lists import due_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wuye_cli.services.desk import Desk

_LONGEST_TITLE = 12
_WHOLE = 10


def coming_line(root: Path, *, whole: bool = False) -> str:
    """Return what comes due next in one line, or the first ten; nothing of a store out of reach."""
    try:
        with closing(open_desk(root)) as desk:
            view = view_of(desk)
            db = desk.index().db
            rows, total, overdue = due_rows(db, view.now, page_size=_WHOLE)
            if whole:
                return lists.due_text(view, rows, total, overdue, page_size=_WHOLE)
            if overdue:  # the first of those that can still be met
                rows, _, _ = due_rows(db, view.now, page=overdue + 1, page_size=1)
    except WuyeError:
        return ""
    if not rows:
        return sentence("desk.nothing_due", overdue=str(overdue or ""))
    row = rows[0]
    return sentence(
        "desk.coming",
        at=view.when(row["due"]),
        clock=view.name("clock", row["clock"]) or label("clock", row["clock"]),
        id=clean(row["id"]),
        where=clean(row["unit"] or row["place"]),
        title=clean(row["title"])[:_LONGEST_TITLE],
        overdue=str(overdue or ""),
        total=str(total),
    )


def offers(root: Path, typed: str, *, first: bool) -> list[tuple[str, str]]:
    """Return what may stand for a word that was begun, each with what it means.

    At the front of a line these are open tickets; behind it words of steps, in both languages, and
    colleagues by name or id, also right behind a word that gives a ticket away: `派赵`.
    """
    try:
        with closing(open_desk(root)) as desk:
            if first:
                found = OFFERS["ticket"](desk, typed)
                return [(clean(one), clean(meaning)) for one, meaning in found]
            return [*_words(typed), *_colleagues(desk, typed)]
    except WuyeError:
        return []


def _words(typed: str) -> Iterator[tuple[str, str]]:
    for act, word in WORDS.items():
        said = (*word.zh, *word.en) if pick("zh", "en") == "zh" else (*word.en, *word.zh)
        fits = next((one for one in said if one.startswith(typed.lower())), "")
        if fits:
            yield fits, label("event", act)


def _colleagues(desk: Desk, typed: str) -> Iterator[tuple[str, str]]:
    stuck = next((one for one in _GIVING if typed.startswith(one) and typed != one), "")
    begun = typed[len(stuck) :]
    for name, one in OFFERS["person"](desk, ""):
        fits = name if name.startswith(begun) else one if one.startswith(begun) else ""
        if fits:
            yield stuck + clean(fits), clean(one if fits == name else name)


_GIVING = sorted((word for act in ASSIGNING for word in WORDS[act].zh), key=len, reverse=True)
"""Words behind which a name may stand without a blank."""
