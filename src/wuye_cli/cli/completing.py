"""Candidates for a shell: ids and names of this store, one a line, a tab before what they mean."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.output import say
from wuye_cli.domain.errors import WuyeError
from wuye_cli.render.plain import clean
from wuye_cli.services.vocabulary import category_names, tier_names
from wuye_cli.store.index_reader import complete_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from wuye_cli.services.desk import Desk

    Candidates = Iterable[tuple[str, str]]


def complete(words: list[str]) -> int:
    """Print what may stand for the last word; a store that cannot be read offers nothing.

    Args:
        words: The kind of id, as in `completion.KINDS`, and what was typed of it so far.
    """
    kind, prefix = (*words, "", "")[:2]
    offer = OFFERS.get(kind)
    if offer is None:
        return 0
    try:
        desk = open_desk(Path(os.environ.get("WUYE_STORE") or os.curdir))
        lines = [f"{clean(one)}\t{clean(meaning)}\n" for one, meaning in offer(desk, prefix)]
    except WuyeError:
        return 0  # in the middle of typing nobody wants to read an error
    if lines:
        say("".join(lines))
    return 0


def _tickets(desk: Desk, prefix: str) -> Iterator[tuple[str, str]]:
    for one, title, where in complete_ids(desk.index().db, prefix):
        yield one, f"{where} {title}".strip()


def _persons(desk: Desk, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield registered staff by name, then everybody else who was ever given a ticket."""
    names = {
        str(member.get("name") or one): one
        for one, member in desk.rules.staff.items()
        if isinstance(member, dict)
    }
    rows = desk.index().db.execute(
        "SELECT DISTINCT assignee FROM tickets WHERE assignee <> '' ORDER BY assignee"
    )
    known = set(names.values())
    names |= {row[0]: "" for row in rows if row[0] not in known and row[0] not in names}
    yield from ((name, one) for name, one in names.items() if name.startswith(prefix))


def _of(
    names: Callable[[Desk], Mapping[str, tuple[str, ...]]],
) -> Callable[[Desk, str], Candidates]:
    """Return what offers each id once: by its label, or by the name that was begun."""

    def offer(desk: Desk, prefix: str) -> Iterator[tuple[str, str]]:
        for one, words in names(desk).items():
            said = [word for word in (*words[:1], one, *words[1:]) if word]
            fits = next((word for word in said if word.startswith(prefix)), "")
            if fits:
                yield fits, one if fits != one else said[0]

    return offer


OFFERS: dict[str, Callable[[Desk, str], Candidates]] = {
    "ticket": _tickets,
    "person": _persons,
    "category": _of(lambda desk: category_names(desk.rules.categories)),
    "tier": _of(lambda desk: tier_names(desk.rules.book_at(desk.now()))),
    "calendar": _of(lambda desk: dict.fromkeys(desk.rules.calendars, ())),
}
"""Kind of id to what offers it."""
