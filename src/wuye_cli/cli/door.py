"""The front door: answers the read-only commands people run all day, without the command line.

It serves only the exact words it knows, from an index that stands for HEAD, and leaves everything
else to Typer, which calls the same readers and the same drawers. Importing this must stay cheap:
a test lists what may not be loaded. `sync` at a remote is let in too, which desks run all day by
themselves: Typer would be an eighth of what it costs with a thousand tickets.
"""

from __future__ import annotations

import os
import sys

from wuye_cli.store.index_reader import RECENT_S, find_tickets, open_fresh, show_ticket

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from wuye_cli.render.view import View

_STORE_OPTIONS = ("-C", "--store")


class Asked:
    """The words of one command, taken apart."""

    __slots__ = ("flags", "places", "start")

    def __init__(self) -> None:
        self.flags: set[str] = set()
        self.places: list[str] = []
        self.start = os.environ.get("WUYE_STORE") or "."


def run(words: list[str], now: int | None = None) -> int | None:
    """Answer a command on stdout and return its status, or None to leave it to the command line.

    Args:
        words: The arguments without the program's name.
        now: The present instant, epoch seconds; read from the clock if None.

    Raises:
        OSError: If stdout cannot be written.
    """
    if words[:1] == ["sync"]:
        return _sync(words[1:])
    size = 1 if words[:1] == ["due"] else 2
    serve, flags, places = _COMMANDS.get(tuple(words[:size]), (None, frozenset(), 0))
    asked = None if serve is None else _parsed(words[size:], flags)
    if serve is None or asked is None or len(asked.places) != places:
        return None
    git_dir = _git_dir(asked.start)
    told = os.path.lexists(os.path.join(git_dir, "wuye", "conflicts-open"))  # said under a list
    opened = open_fresh(git_dir) if git_dir and not told else None
    if opened is None:
        return None
    db, meta = opened
    try:
        text = serve(db, meta, asked, _clock() if now is None else now)
    finally:
        db.close()
    if text is None:
        return None
    sys.stdout.write(text)
    return 0


def _sync(words: list[str]) -> int | None:
    asked = _parsed(words, frozenset({"--json", "--no-people"}))
    if asked is None or len(asked.places) > 1:
        return None
    from pathlib import Path  # noqa: PLC0415 - lists load none of these

    _load_msgspec()
    from wuye_cli.cli.store_language import speak_like_the_store  # noqa: PLC0415 - see above
    from wuye_cli.cli.sync_told import run_sync  # noqa: PLC0415 - see above

    speak_like_the_store(asked.start)
    people, as_json = "--no-people" not in asked.flags, "--json" in asked.flags
    return run_sync(Path(asked.start), *asked.places, people=people, as_json=as_json)


def _load_msgspec() -> None:
    """Load msgspec without `typing_extensions`, which it asks for what `typing` has by now.

    With it come `inspect`, `ast` and `tokenize`: a half of an interpreter start, for nothing.
    """
    extras = "typing_extensions"
    if extras in sys.modules:
        return
    sys.modules[extras] = None  # type: ignore[assignment] # so an import of it fails
    try:
        import msgspec  # noqa: F401, PLC0415 - see above
    finally:
        del sys.modules[extras]


def _parsed(words: list[str], flags: frozenset[str]) -> Asked | None:
    """Return the flags and arguments, or None if there is a word we do not know."""
    asked = Asked()
    rest = iter(words)
    for word in rest:
        if word in flags:
            asked.flags.add(word)
        elif word in _STORE_OPTIONS:
            asked.start = next(rest, "")
        elif word.startswith("-"):
            return None
        else:
            asked.places.append(word)
    return asked if asked.start and not {"--json", "--csv"} <= asked.flags else None


def _git_dir(start: str) -> str:
    """Return the git folder of the store at or above `start`; empty if that is not plain to see."""
    folder = os.path.abspath(start)
    while True:
        git_dir = os.path.join(folder, ".git")
        if os.path.isfile(os.path.join(folder, "wuye.yaml")) and os.path.lexists(git_dir):
            return git_dir if os.path.isdir(git_dir) else ""
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above


def _clock() -> int:
    """Return the present instant: of the world that is set up, else of the system."""
    bootstrap = sys.modules.get("wuye_cli.bootstrap")
    if bootstrap is not None:
        return int(bootstrap.world().clock.now().timestamp())
    # The door stands in for bootstrap, whose import alone would cost more than the answer.
    from time import time  # noqa: PLC0415, TID251 - see above

    return int(time())


def _view(db: Connection, meta: dict[str, object], now: int) -> View:
    from wuye_cli.cli.screen import columns, wants_colour  # noqa: PLC0415 - completion draws nothing
    from wuye_cli.i18n.catalog import use_language  # noqa: PLC0415 - see above
    from wuye_cli.render.view import View  # noqa: PLC0415 - see above
    from wuye_cli.store.index_reader import names, zone_offsets  # noqa: PLC0415 - see above

    use_language(str(meta["language"]))
    return View(
        now,
        zone_offsets(db),
        names(db),
        columns=columns(),
        colour=wants_colour(),
        broken=int(str(meta["broken"])),
    )


def _list(db: Connection, meta: dict[str, object], asked: Asked, now: int) -> str:
    from wuye_cli.render import lists  # noqa: PLC0415 - each command loads its own
    from wuye_cli.store.index_lists import PAGE, list_tickets  # noqa: PLC0415 - see above

    whole = bool(asked.flags & {"--json", "--csv"})
    filters = {"all": True} if "--all" in asked.flags else {}
    size = None if whole else PAGE
    rows, total = list_tickets(db, filters, now, page_size=size)
    view = _view(db, meta, now)
    if whole:
        return _machine(asked, lists.LIST_KEYS, lists.list_objects(view, rows))
    return lists.tickets_text(view, rows, total, page_size=size) + "\n"


def _due(db: Connection, meta: dict[str, object], asked: Asked, now: int) -> str:
    from wuye_cli.render import lists  # noqa: PLC0415 - each command loads its own
    from wuye_cli.store.index_lists import PAGE, due_rows  # noqa: PLC0415 - see above

    whole = bool(asked.flags & {"--json", "--csv"})
    size = None if whole else PAGE
    rows, total, overdue = due_rows(db, now, page_size=size)
    view = _view(db, meta, now)
    if whole:
        return _machine(asked, lists.DUE_KEYS, lists.due_objects(view, rows))
    return lists.due_text(view, rows, total, overdue, page_size=size) + "\n"


def _machine(asked: Asked, keys: tuple[str, ...], objects: list[dict[str, object]]) -> str:
    if "--json" in asked.flags:
        from wuye_cli.render.json_text import json_text  # noqa: PLC0415 - text lists need no JSON

        return json_text(objects)
    from wuye_cli.render.lists import cells  # noqa: PLC0415 - loaded already
    from wuye_cli.render.machine import to_csv  # noqa: PLC0415 - imports csv, which imports re

    return to_csv(*cells(keys, objects))


def _show(db: Connection, meta: dict[str, object], asked: Asked, now: int) -> str | None:
    from wuye_cli.render import ticket_page  # noqa: PLC0415 - each command loads its own

    found = find_tickets(db, asked.places[0], closed_since=now - RECENT_S)
    if len(found) != 1:
        return None  # the command line says what is wrong
    ticket = show_ticket(db, found[0]["n"], now)
    view = _view(db, meta, now)
    if "--json" in asked.flags:
        from wuye_cli.render.json_text import json_text  # noqa: PLC0415 - a page needs no JSON

        return json_text(ticket_page.ticket_object(view, ticket))
    return ticket_page.ticket_text(view, ticket) + "\n"


def _complete(db: Connection, _: dict[str, object], asked: Asked, __: int) -> str:
    from wuye_cli.render.plain import clean  # noqa: PLC0415 - each command loads its own
    from wuye_cli.store.index_reader import complete_ids  # noqa: PLC0415 - see above

    found = complete_ids(db, asked.places[0])
    return "".join(
        f"{clean(one)}\t{clean(f'{where} {title}'.strip())}\n" for one, title, where in found
    )


if TYPE_CHECKING:
    Serve = Callable[[Connection, dict[str, object], Asked, int], str | None]

_COMMANDS: dict[tuple[str, ...], tuple[Serve, frozenset[str], int]] = {
    ("ticket", "list"): (_list, frozenset({"--json", "--csv", "--all"}), 0),
    ("ticket", "show"): (_show, frozenset({"--json"}), 1),
    ("due",): (_due, frozenset({"--json", "--csv"}), 0),
    ("__complete", "ticket"): (_complete, frozenset(), 1),
}
