"""The end of a line that reports something new: phone, who called, and the window agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.line.asking import half_of_day, question
from wuye_cli.domain.line.callers import (
    caller_of,
    glued_phone,
    is_bad_phone,
    landline,
    named_phone,
    phone_of,
    says_phone,
)
from wuye_cli.domain.line.facts import Hit
from wuye_cli.domain.line.line import Unread
from wuye_cli.domain.line.times import is_window_like, window_at_front
from wuye_cli.domain.line.words import WORDS

if TYPE_CHECKING:
    from wuye_cli.domain.line.gathered import Gathered
    from wuye_cli.domain.line.tokens import Token

_WINDOW_WORDS = ("约", *WORDS["window"].en)
_LONGEST_PHONE = 4
"""Tokens of a phone at most: +86 138 0000 1234."""


def read_end(report: Gathered, tokens: list[Token]) -> list[Token]:
    """Take phone, names and the agreed window off the end; return the tokens that are left.

    Raises:
        Unread: With a question.
    """
    tokens = _unglued(report, tokens)
    count = 1
    while tokens and count:
        count = (
            _phone(report, tokens) or _window(report, tokens) or _caller(report, tokens)
            if not tokens[-1].quoted
            else 0
        )
        tokens = tokens[: len(tokens) - count]
    return tokens


def _unglued(report: Gathered, tokens: list[Token]) -> list[Token]:
    """Cut a phone off the last word that it sticks to: 漏水13800001234."""
    last = tokens[-1] if tokens else None
    phone = glued_phone(last.plain) if last and not last.quoted else ""
    if last is None or not phone or "phone" in report.said or named_phone(last.plain):
        return tokens
    length = len(last.plain) - len(phone)
    report.note("phone", phone, last.start + length, last.end)
    return [*tokens[:-1], last.until(length)]


def _phone(report: Gathered, tokens: list[Token]) -> int:
    """Take a phone off the end; return how many tokens it was."""
    last = tokens[-1]
    if not any(char.isdigit() for char in last.plain[-_LONGEST_PHONE:]):
        return 0
    for count in range(min(_LONGEST_PHONE, len(tokens)), 0, -1):
        phone = phone_of(report.line[tokens[-count].start : last.end])
        if count == 1:
            phone = phone or named_phone(last.plain) or _local_phone(tokens)
        if phone and "phone" not in report.said:
            before = tokens[-count - 1] if count < len(tokens) else last
            taken = count + (says_phone(before.plain) and not before.quoted)
            report.note("phone", phone, tokens[-taken].start, last.end)
            return taken
    if is_bad_phone(last.plain):
        digits = str(sum(char.isdigit() for char in last.plain))
        choice = _in_quotes(report.line, last.start, last.end)
        raise Unread(question("line_bad_phone", last, (choice,), digits=digits))
    return 0


def _in_quotes(line: str, start: int, end: int) -> str:
    """Return the line with a part that is meant as it stands, as words of the caller."""
    return f"{line[:start]}“{line[start:end]}”{line[end:]}".strip()


def _local_phone(tokens: list[Token]) -> str:
    """Return a number without area code behind a name or a word for a phone."""
    before = tokens[-2] if len(tokens) > 1 else None
    named = before and (says_phone(before.plain) or caller_of(before.text, before.plain))
    return landline(tokens[-1].plain) if named else ""


def _window(report: Gathered, tokens: list[Token]) -> int:
    """Take an agreed window off the end: 约周四14-16, appt tomorrow 10-12."""
    last = tokens[-1]
    word = next((word for word in _WINDOW_WORDS if last.plain.startswith(word)), "")
    start, count = last.start + len(word), 1
    if len(last.plain) == len(word) or not word:
        if len(tokens) == 1 or tokens[-2].plain not in _WINDOW_WORDS:
            return 0
        start, count = last.start, 2
    view = report.view[start : last.end]
    if "window" in report.said or not is_window_like(view):
        return 0
    first = tokens[-count].start
    found = window_at_front(view)
    if found is None or found.length != len(view):
        whole = last._replace(start=first, text=report.line[first : last.end])
        rest = report.line[start : last.end]
        choice = _in_quotes(report.line, first, last.end)
        raise Unread(question("line_bad_window", whole, (choice,), act="window", rest=rest))
    if found.other:
        raise half_of_day(report.line, start, Hit("window", *found))
    report.note("window", found.text, first, last.end)
    return count


def _caller(report: Gathered, tokens: list[Token]) -> int:
    last = tokens[-1]
    if len(tokens) == 1 and not report.is_somewhere():
        return 0
    return int(report.note_caller(caller_of(last.text, last.plain), last))
