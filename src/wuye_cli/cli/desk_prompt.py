"""The prompt of the desk: a line typed, answered at once, and what comes due always in sight.

What was typed is remembered for this session only, as lines hold the phones of residents. Nothing
waits to be saved: an answered line is a commit, so a closed terminal loses at most what stands in
the line.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.desk_lines import answer
from wuye_cli.cli.desk_status import coming_line, offers
from wuye_cli.cli.exits import complain, say_error
from wuye_cli.cli.output import say, wants_colour
from wuye_cli.domain.errors import WuyeError
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.colour import paint

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.cli.desk_lines import Ways
    from wuye_cli.services.lines import Entry

LEAVE = frozenset({"q", "quit", "exit", "退", "退出", "bye"})
HELP = frozenset({"?", "？", "h", "help", "帮助"})
DUE = frozenset({"due", "到期", "期"})
_DANGER = "note_danger_raised"


class Typing(Protocol):
    """Where lines come from: an editing prompt, or the plain one."""

    def line(self) -> str:
        """Return the next line; EOFError at the end, KeyboardInterrupt for ctrl-C."""

    def key(self, keys: str) -> str:
        """Return one of the keys, a line typed instead, or nothing."""


class PlainTyping:
    """The plain prompt: for terminals that cannot move a cursor."""

    def __init__(self, coming: Callable[[], str]) -> None:
        self._coming = coming

    def line(self) -> str:
        """Return the next line, below what comes due."""
        if above := self._coming():
            say(above)
        return input(sentence("desk.prompt"))

    def key(self, keys: str) -> str:
        """Return what was typed to choose one of the keys."""
        del keys
        return input(sentence("desk.choose")).strip()


def run(ways: Ways) -> int:
    """Answer lines until the terminal ends or a word to leave is typed."""
    ways = ways._replace(prompted=True)
    with closing(open_desk(ways.root)) as desk:  # what is no store is said before the first prompt
        say(sentence("desk.hello", estate=desk.settings.estate))
    typing = _typing(ways)
    while True:
        try:
            text = typing.line()
        except KeyboardInterrupt:
            complain("desk.dropped")
            continue
        except EOFError:
            break
        if text.strip().lower() in LEAVE:
            break
        for one in text.split("\n"):  # what was pasted may be several
            _answered(one, typing, ways)
    say(sentence("desk.bye"))
    return 0


def _typing(ways: Ways) -> Typing:
    def coming() -> str:
        return coming_line(ways.root)

    if os.environ.get("TERM") in {"dumb", ""} or os.environ.get("WUYE_PLAIN"):
        return PlainTyping(coming)
    from wuye_cli.cli.desk_editing import EditedTyping  # noqa: PLC0415 - only this prompt needs it

    return EditedTyping(coming, lambda typed, first: offers(ways.root, typed, first=first))


def _answered(text: str, typing: Typing, ways: Ways) -> None:
    """Answer a line; a question takes a key, and danger wants to be seen."""
    while text.strip():
        if text.strip().lower() in HELP:
            say(sentence("desk.help"))
            return
        if text.strip().lower() in DUE:
            say(coming_line(ways.root, whole=True))
            return
        entry = _tried(text, ways)
        text = _next(entry, typing) if entry else ""


def _tried(text: str, ways: Ways) -> Entry | None:
    try:
        return answer(text, ways)
    except KeyboardInterrupt:
        complain("desk.interrupted")
    except WuyeError as error:
        sys.stdout.flush()
        say_error(error)
    return None


def _next(entry: Entry, typing: Typing) -> str:
    """Return the line to go on with: a choice, or what was typed at a stop; else nothing."""
    question = entry.question
    choices = question.choices if question else ()
    is_danger = entry.written is not None and any(
        code == _DANGER for code, _ in entry.written.notes
    )
    try:
        if choices:
            chosen = typing.key("".join(str(at) for at in range(1, len(choices) + 1)))
            return choices[int(chosen) - 1] if _is_choice(chosen, len(choices)) else chosen
        if is_danger:
            say(paint(sentence("desk.danger"), "bad", on=wants_colour(sys.stdout)) + "\a")
            return typing.key("")
    except (KeyboardInterrupt, EOFError):
        return ""
    return ""


def _is_choice(text: str, count: int) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= count
