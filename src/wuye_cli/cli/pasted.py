"""The preview of a copied chat, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, say_error, spoken
from wuye_cli.cli.line_echo import entry_text, entry_view, error_view, question_text
from wuye_cli.cli.output import say, screen
from wuye_cli.cli.typed_text import is_agreed, read_text
from wuye_cli.domain.line.printing import print_line
from wuye_cli.i18n.catalog import label, sentence
from wuye_cli.render.machine import to_json
from wuye_cli.render.plain import clean
from wuye_cli.services.pasting import CHATTER, NEW, STEP, enter_planned, plan

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.services.desk import Desk
    from wuye_cli.services.pasting import Pasted, Planned

SOME_NOT = 1


def run(root: Path, file: str, *, sure: bool, only_look: bool, as_json: bool) -> int:
    """Preview a chat and, if so wished, enter it.

    Returns:
        0; 1 if a line that looks like a step was not entered.
    """
    desk = open_desk(root)
    planned = plan(desk, read_text(file))
    to_enter = [one for one in planned if one.fate in {STEP, NEW}]
    if not as_json:
        say("\n".join(_preview(desk, one) for one in planned) or spoken("paste.nothing"))
        complain("paste.planned", count=len(to_enter), all=len(planned))
    go_on = bool(to_enter) and not only_look
    if go_on and not sure and not is_agreed(sentence("paste.sure", count=str(len(to_enter)))):
        complain("paste.not_entered")
        go_on = False
    done = list(enter_planned(desk, planned)) if go_on else []
    failed = [one for one in done if one.entry is None or one.entry.question]
    if as_json:
        say(to_json(_view(desk, planned, done)))
    for one in done if not as_json else ():
        _report(desk, one)
    unread = any(one.fate not in {STEP, NEW, CHATTER, "entered"} for one in planned)
    return SOME_NOT if failed or unread else 0


def _preview(desk: Desk, one: Planned) -> str:
    """Return one line of the preview: number, sender, time, fate, and what was understood."""
    said = f"{one.said.astimezone(desk.zone):%m-%d %H:%M}" if one.said else ""
    who = clean(one.who or one.message.nick)
    head = f"{one.message.line:>3} {label('paste', one.fate)} {who} {said}".rstrip()
    if one.fate in {STEP, NEW} and one.read is not None:
        return f"{head}  {clean(print_line(one.read))}"
    if one.question is not None and one.fate != CHATTER:
        return f"{head}  {clean(one.text)}\n      {question_text(one.question)}"
    if one.tickets:
        return f"{head}  {clean(one.text)}  ({', '.join(one.tickets)})"
    return f"{head}  {clean(one.text)}"


def _report(desk: Desk, one: Pasted) -> None:
    say(f"> {clean(one.planned.message.nick)}: {clean(one.planned.text)}")
    if one.error is not None:
        say_error(one.error)
    elif one.entry is not None:
        say(entry_text(desk, one.entry, screen()))


def _view(desk: Desk, planned: list[Planned], done: list[Pasted]) -> list[dict[str, Any]]:
    """Return every line with its fate and, where it was entered, what came of it."""
    came = {id(one.planned): one for one in done}
    views = []
    for one in planned:
        found = came.get(id(one))
        entry = found.entry if found else None
        error = found.error if found else None
        view = entry_view(desk, one.text, entry) if entry else None
        views.append(
            {
                "line": one.message.line,
                "nick": one.message.nick,
                "who": one.who,
                "said": one.said.isoformat() if one.said else None,
                "text": one.text,
                "fate": one.fate,
                "src": one.src,
                "tickets": list(one.tickets),
                "entry": view if error is None else error_view(one.text, error),
            }
        )
    return views
