"""What the desk answers to a line: what it understood, what was written, or what it must ask."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from wuye_cli.cli.echo import written_text, written_view
from wuye_cli.cli.exits import spoken
from wuye_cli.domain.line.words import WORDS
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from wuye_cli.cli.output import Screen
    from wuye_cli.domain.errors import WuyeError
    from wuye_cli.domain.line.line import Question
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.household import Household
    from wuye_cli.services.lines import Entry


def entry_text(desk: Desk, entry: Entry, screen: Screen) -> str:
    """Return the answer to a line for people."""
    if entry.question is not None:
        return question_text(entry.question)
    if entry.shown is not None:
        return household_text(desk, entry.shown, screen)
    return written_text(desk, entry.written, screen, timed=True) if entry.written else ""


def question_text(question: Question) -> str:
    """Return a question and, numbered, the lines that may have been meant."""
    lines = [spoken(question.code, **question_facts(question))]
    lines += [f"  {at}) {clean(choice)}" for at, choice in enumerate(question.choices, 1)]
    return "\n".join(lines)


def question_facts(question: Question) -> dict[str, str]:
    """Return the facts of a question with its act and slot in words."""
    facts = dict(question.facts)
    if act := facts.get("act"):
        word = WORDS.get(act)
        facts["act"] = pick(word.zh[0], word.en[0]) if word else act
    if slot := facts.get("slot"):
        facts["slot"] = sentence(f"slot.{slot}")
    return facts


def household_text(desk: Desk, found: Household, screen: Screen) -> str:
    """Return the open tickets of a home, each with its next due and the last contact."""
    if not found.open:
        return spoken("line.none_open", where=found.where)
    lines = []
    for written in found.open:
        lines.append(written_text(desk, written, screen))
        last = datetime.fromtimestamp(found.contacts[written.ticket.id], UTC).astimezone(desk.zone)
        lines.append("  " + sentence("line.last_contact", at=f"{last:%m-%d %H:%M}"))
    if found.more:
        lines.append("  " + sentence("line.more", count=str(found.more)))
    return "\n".join(lines)


def entry_view(desk: Desk | None, text: str, entry: Entry, number: int = 0) -> dict[str, Any]:
    """Return the answer to a line as JSON.

    Keys: `number` (its place in what was fed, else 0), `line` (as typed), `read` (as understood, or
    null), `written`, `shown` (a list of tickets, or null), `question` (`code`, `facts`, `start`,
    `end`, `choices`) and `error`, which is null here. `written` and the items of `shown` have the
    keys of a written ticket; a line that was only read has neither and needs no desk.
    """
    shown = entry.shown.open if entry.shown and desk else None
    return {
        "number": number,
        "line": text,
        "read": read_view(entry.line),
        "written": written_view(desk, entry.written) if entry.written and desk else None,
        "shown": None
        if shown is None or desk is None
        else [written_view(desk, one) for one in shown],
        "question": to_builtins(entry.question) if entry.question else None,
        "error": None,
    }


def read_view(line: Any) -> dict[str, Any] | None:
    """Return a line as understood: its kind, and what it says; empty facts are left out."""
    if line is None:
        return None
    said = {key: value for key, value in to_builtins(line).items() if value not in ("", [], ())}
    return {"kind": type(line).__name__, **said}


def error_view(text: str, error: WuyeError, number: int = 0) -> dict[str, Any]:
    """Return a refused line as JSON: as `entry_view`, with `error` (`code`, `facts`)."""
    return {
        "number": number,
        "line": text,
        "read": None,
        "written": None,
        "shown": None,
        "question": None,
        "error": {"code": error.code, "facts": to_builtins(error.facts, str_keys=True)},
    }
