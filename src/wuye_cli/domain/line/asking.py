"""The questions about steps: what is missing or not understood, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.line.callers import is_name
from wuye_cli.domain.line.facts import BY_LENGTH, words_at
from wuye_cli.domain.line.guesses import near
from wuye_cli.domain.line.line import Question, Unread
from wuye_cli.domain.line.patterns import compiled
from wuye_cli.domain.line.places import short_unit
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.times import is_clock_like, is_window_like
from wuye_cli.domain.line.words import CHOICES, FIELDS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.line.facts import Hit, OpenStep
    from wuye_cli.domain.line.tokens import Token

_TIMED = ("time", "until")
_FIGURES = r"\d{1,3}分?"
_SUM_LIKE = r"[-+¥￥\d零一二两三四五六七八九十百千万]"
_CLOCK_AT_END = r"(?:\d{1,2}:)?\d{1,5}(?:[点时]\d{0,2}分?)?$"
_LEAST_CLOCK = 3
_INSTEAD = {"业主不在": "无人"}
"""What is more likely meant by a word where what it needs is missing."""


def question(code: str, token: Token, choices: Iterable[str] = (), /, **facts: str) -> Question:
    """Return a question about a token."""
    return Question(
        code=code, facts={"word": token.text, **facts}, start=token.start, end=token.end,
        choices=tuple(dict.fromkeys(choices)),
    )  # fmt: skip


def half_of_day(line: str, start: int, hit: Hit) -> Unread:
    """Ask whether 3点 is the night's or the afternoon's."""
    at, end = start + hit.clock, start + hit.length
    clocks = (hit.other.rpartition(" ")[2], hit.value.rpartition(" ")[2])
    choices = tuple(f"{line[:at]}{clock}{line[end:]}".strip() for clock in clocks)
    facts = {"word": line[start:end]}
    return Unread(
        Question(code="line_half_of_day", facts=facts, start=start, end=end, choices=choices)
    )


def short_home(line: str, token: Token, building: str, room: str) -> Question:
    """Ask for the entrance of a home: 2-803."""
    start = plain(line).rindex(building, token.start, token.end - len(room))
    choices = (
        f"{line[:start]}{building}-{entrance}-{room}{line[token.end :]}".strip()
        for entrance in (1, 2, 3)
    )
    return question("line_unit_short", token, choices, building=building, room=room)


# -- a fact that is missing -----------------------------------------------------------------------


def lacking(step: OpenStep, line: str) -> Unread:
    """Ask for a fact that a step cannot do without; `rest` is what stood in its place."""
    slot = step.missing()
    start, end = step.spans.get("words", (step.end, step.end))
    rest = line[start:end]
    if slot == "money" and compiled(_SUM_LIKE).match(plain(rest)):
        return Unread(question("line_bad_money", step.token, act=step.act, rest=rest))
    choices = _offers(step, slot, line)
    if instead := _INSTEAD.get(step.token.plain):
        begin, behind = line[: step.token.start], line[step.token.end :]
        choices = (f"{begin}{instead}{behind}".strip(), *choices)
    return Unread(question("line_missing", step.token, choices, act=step.act, slot=slot, rest=rest))


def _offers(step: OpenStep, slot: str, line: str) -> tuple[str, ...]:
    """Return lines with the fact put in: in place of what looks like it, else behind the step."""
    table = CHOICES.get(slot, {})
    in_english = step.token.plain[:1].isascii()
    start, end = step.spans.get("words", (step.end, step.end))
    typed = plain(line[start:end])
    known = near(typed, _words_of(slot)) if typed else []
    if not known:
        known = [_said_of(words, in_english=in_english) for words in table.values()]
        if not compiled(_FIGURES).fullmatch(typed):
            start = end = step.end
    blank = "" if start < end else " "
    return tuple(f"{line[:start]}{blank}{word}{line[end:]}".strip() for word in known)


def _words_of(slot: str) -> list[str]:
    return [word for words in CHOICES.get(slot, {}).values() for word in words]


def _said_of(words: tuple[str, ...], *, in_english: bool) -> str:
    english = (word for word in words if in_english and word.isascii() and not word[0].isdigit())
    return next(english, words[0])


# -- a token that is not understood ---------------------------------------------------------------


def not_understood(token: Token, line: str, current: OpenStep | None, tail: str) -> Unread:
    """Ask about a token that is no step and no fact of the one before it."""
    if current is not None and (asked := _bad_fact(token, line, current)):
        return Unread(asked)
    for _, act, length in words_at(token.plain):
        if length < len(token.plain) and (asked := _bad_step(token, line, act, length)):
            return Unread(asked)
    guesses = _meant(token, line, current)
    if current is not None:
        before, after = line[: token.start], line[token.start :]
        return Unread(
            question("line_unknown_word", token, (*guesses, f"{before}备 {after}".strip()))
        )
    rest = line[token.start :].rstrip()
    whole = token._replace(text=rest, end=len(line.rstrip()))
    choices = (*guesses, f"{tail} 备 {rest}", f"新 {line.strip()}")
    return Unread(question("line_no_event", whole, choices, tail=tail))


def is_bad_time(step: OpenStep, token: Token) -> bool:
    """Whether a token looks like a time where the step wants one, but is none that exists."""
    wanted = any(slot in step.word.slots and slot not in step.facts for slot in _TIMED)
    return wanted and not token.quoted and is_clock_like(token.plain)


def _bad_fact(token: Token, line: str, step: OpenStep) -> Question | None:
    """Return what is wrong with a token that should have been a fact of the step before it."""
    slot = step.missing()
    code = "line_bad_time" if is_bad_time(step, token) else _bad_code({slot}, token.plain)
    if code:
        return question(code, token, act=step.act, rest=token.text)
    if not slot:
        return None
    if slot == "field" and (asked := _bad_field(token, line, token.plain)):
        return asked
    before, after = line[: token.start], line[token.end :]
    choices = (f"{before}{word}{after}".strip() for word in near(token.plain, _words_of(slot)))
    return question("line_missing", token, choices, act=step.act, slot=slot, rest=token.text)


def _bad_step(token: Token, line: str, act: str, length: int) -> Question | None:
    """Return what is wrong with a token that begins with a word and goes on with a wrong fact."""
    view, slots = token.plain[length:], set(WORDS[act].slots)
    if code := _bad_code(slots, view):
        return question(code, token, act=act, rest=token.text[length:])
    clock = _bad_clock(view, is_named=WORDS[act].inline) if slots.intersection(_TIMED) else ""
    if clock:
        return question("line_bad_time", token, act=act, rest=token.text[-len(clock) :])
    if "field" in slots and (asked := _bad_field(token, line, view)):
        return asked
    slot = "score" if "score" in slots else next(iter(WORDS[act].needs), "")
    if slot not in {"score", "who"}:
        return None
    before, after = line[: token.start + length], line[token.end :]
    choices = [f"{before} {word}{after}".strip() for word in near(view, _words_of(slot))]
    if slot == "who":
        choices.append(f"{line[: token.start]}备 {line[token.start :]}".strip())
    rest = token.text[length:]
    return question("line_missing", token, choices, act=act, slot=slot, rest=rest)


def _bad_code(slots: set[str], view: str) -> str:
    if "window" in slots and is_window_like(view):
        return "line_bad_window"
    return "line_bad_money" if "money" in slots and compiled(_SUM_LIKE).match(view) else ""


def _bad_clock(view: str, *, is_named: bool) -> str:
    """Return the clock that does not exist behind a word: all of it, or the end of `钱2561`."""
    if is_clock_like(view) or view[0].isdigit():
        return view
    match = compiled(_CLOCK_AT_END).search(view) if is_named else None
    return match[0] if match and len(match[0]) >= _LEAST_CLOCK else ""


def _bad_field(token: Token, line: str, view: str) -> Question | None:
    """Ask for the entrance of a home that is to stand on the ticket."""
    for opener in ("", *sorted(FIELDS["unit"], key=len, reverse=True)):
        short = short_unit(view.removeprefix(opener).lstrip(" :="))
        if view.startswith(opener) and short:
            return short_home(line, token, *short)
    return None


def _meant(token: Token, line: str, current: OpenStep | None) -> list[str]:
    """Return lines that may have been meant: a word near the typed one, or a verb left out."""
    before, after = line[: token.start], line[token.end :]
    match = compiled(_CLOCK_AT_END).search(token.plain)
    figures = token.text[match.start() :] if match else ""
    typed = token.plain[: len(token.plain) - len(figures)]
    blank = " " if figures and typed.isascii() else ""
    known = near(typed, (said for said, _ in BY_LENGTH))
    found = [f"{before}{word}{blank}{figures}{after}".strip() for word in known]
    if token.plain in _words_of("score") and not token.plain.isdigit():
        found.insert(0, f"{before}访 {token.text}{after}".strip())
    if current is None and is_name(token.plain):
        found.append(f"{before}派 {token.text}{after}".strip())
    return found
