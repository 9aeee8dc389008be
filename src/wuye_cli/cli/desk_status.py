"""What the prompt shows beside the line: what comes due next, and the words that may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.completing import OFFERS
from wuye_cli.cli.viewing import view_of
from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.line.words import WORDS
from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render import lists
from wuye_cli.render.plain import clean
from wuye_cli.store.index_lists import due_rows

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_TITLE = 12
_WHOLE = 10


def coming_line(root: Path, *, whole: bool = False) -> str:
    """Return what comes due next in one line, or the first ten; nothing of a store out of reach."""
    try:
        desk = open_desk(root)
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


def offers(root: Path) -> list[tuple[str, str]]:
    """Return what may be typed, each with what it means: open tickets, colleagues, words."""
    found = [(pick(word.zh[0], word.en[0]), label("event", act)) for act, word in WORDS.items()]
    try:
        desk = open_desk(root)
        for kind in ("ticket", "person"):
            found += [(clean(one), clean(meaning)) for one, meaning in OFFERS[kind](desk, "")]
    except WuyeError:
        return found
    return found
