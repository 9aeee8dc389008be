"""The front of a line that reports something new: channel, time, phone, name, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.line.asking import half_of_day, question, short_home
from wuye_cli.domain.line.callers import caller_of, phone_of
from wuye_cli.domain.line.facts import Hit
from wuye_cli.domain.line.line import Unread
from wuye_cli.domain.line.places import NOWHERE, place_in_front, short_unit
from wuye_cli.domain.line.script import simplified
from wuye_cli.domain.line.times import Found, day_at_front, is_clock_like, moment_at_front
from wuye_cli.domain.line.tokens import tokens_of
from wuye_cli.domain.line.words import NIGHT
from wuye_cli.domain.tickets.channels import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wuye_cli.domain.line.callers import Caller
    from wuye_cli.domain.line.gathered import Gathered
    from wuye_cli.domain.line.places import Place
    from wuye_cli.domain.line.tokens import Token

CHANNEL_WORDS = {
    word: channel
    for channel, words in CHANNELS.items()
    for word in (channel, *words)
    if word not in {"call", "visit"}
}
"""What a line may begin with to say how it came in."""

GREETINGS = frozenset(
    {"您好", "你好", "喂", "师傅", "师傅好", "早上好", "上午好", "中午好", "下午好", "晚上好",
     "hello", "hi"}
)  # fmt: skip
"""What a message begins with that says nothing yet."""


def read_front(report: Gathered, tokens: list[Token]) -> list[Token]:
    """Take what stands before the matter off the front; return the tokens that are left.

    Raises:
        Unread: With a question.
    """
    tokens = _taken(report, tokens, (_night, _channel, _greeting, _time, _phone, _caller))
    place = _where(report, tokens)
    if place is NOWHERE:
        return tokens
    return _taken(report, _cut_place(report, tokens, place), (_caller_behind, _phone))


def _taken(
    report: Gathered, tokens: list[Token], takers: Iterable[Callable[[Gathered, list[Token]], bool]]
) -> list[Token]:
    for take in takers:
        tokens = _unlabelled(report, tokens)
        if len(tokens) > 1 and not tokens[0].quoted and take(report, tokens):
            tokens = tokens[1:]
    return tokens


def _unlabelled(report: Gathered, tokens: list[Token]) -> list[Token]:
    """Cut a first token behind the colon of a channel or a name: 微信：3-1-502, 张女士：漏水."""
    if not tokens or tokens[0].quoted:
        return tokens
    first, last = tokens[0], tokens[-1]
    length = first.plain.find(":") + 1
    head = first.until(length - 1) if 1 < length < len(first.plain) else None
    if head is None or not (head.plain in CHANNEL_WORDS or caller_of(head.text, head.plain)):
        return tokens
    return [first.until(length), *tokens_of(report.line[: last.end], first.start + length)]


def _greeting(report: Gathered, tokens: list[Token]) -> bool:
    """Take a greeting right before a place; elsewhere it is left to the matter."""
    return tokens[0].plain.rstrip(":.") in GREETINGS and _is_place(report, tokens[1])


def _night(report: Gathered, tokens: list[Token]) -> bool:
    token = tokens[0]
    if token.plain not in NIGHT:
        return False
    report.note("night", value=True, start=token.start, end=token.end)
    return True


def _channel(report: Gathered, tokens: list[Token]) -> bool:
    """Take the channel; an English word for one only before a place, as in `phone 3-1-502`."""
    token = tokens[0]
    word = token.plain.rstrip(":")
    channel = CHANNEL_WORDS.get(word, "")
    if not channel or (word.isascii() and word.isalpha() and not _is_place(report, tokens[1])):
        return False
    report.note("channel", channel, token.start, token.end)
    return True


def _time(report: Gathered, tokens: list[Token]) -> bool:
    """Take a time for the call's own only in the night book, or right before a place."""
    token = tokens[0]
    if not (report.is_night or _is_place(report, tokens[1])):
        return False
    found = moment_at_front(token.plain)
    if found is None and day_at_front(token.plain):
        _ask_for_hour(report, tokens)
    elif found is None and is_clock_like(token.plain):
        raise Unread(question("line_bad_time", token, act="receive", rest=token.text))
    if found is None or found.length != len(token.plain):
        return False
    if found.other and not report.is_night:
        raise half_of_day(report.line, token.start, Hit("time", *found))
    report.note("at", found.text, token.start, token.end)
    return True


def _ask_for_hour(report: Gathered, tokens: list[Token]) -> None:
    """Ask what a day before a home is: when they called, or since when.

    Raises:
        Unread: With a question.
    """
    token, line = tokens[0], report.line.strip()
    place = place_in_front(report.view[tokens[1].start :])
    whole = (day_at_front(token.plain) or Found("", 0)).length == len(token.plain)
    if report.forced or not place.unit or not whole:
        return
    behind = tokens[1].start + place.length
    home, rest = report.line[tokens[1].start : behind], report.line[behind:].strip(" ,，")
    raise Unread(question("line_unclear", token, (f"{home} {token.text} {rest}", f"新 {line}")))


def _phone(report: Gathered, tokens: list[Token]) -> bool:
    token = tokens[0]
    phone = phone_of(token.text)
    if not phone or "phone" in report.said:
        return False
    report.note("phone", phone, token.start, token.end)
    return True


def _caller(report: Gathered, tokens: list[Token]) -> bool:
    """Take a name that stands right before a place."""
    token = tokens[0]
    return _is_place(report, tokens[1]) and report.note_caller(_named(token), token)


def _caller_behind(report: Gathered, tokens: list[Token]) -> bool:
    """Take a name right behind the home: 3-1-502 张女士 13800001234 厨房漏水."""
    token = tokens[0]
    caller = _named(token)
    return caller is not None and bool(caller.name) and report.note_caller(caller, token)


def _named(token: Token) -> Caller | None:
    length = len(token.plain.rstrip(":"))
    return caller_of(token.text[:length], token.plain[:length])


def _is_place(report: Gathered, token: Token) -> bool:
    return not token.quoted and place_in_front(report.view[token.start :]) is not NOWHERE


def _where(report: Gathered, tokens: list[Token]) -> Place:
    if not tokens or tokens[0].quoted:
        return NOWHERE
    short = short_unit(tokens[0].plain)
    if short and not report.forced:
        raise Unread(short_home(report.line, tokens[0], *short))
    return place_in_front(report.view[tokens[0].start : tokens[-1].end])


def _cut_place(report: Gathered, tokens: list[Token], place: Place) -> list[Token]:
    """Take a home or a common place off the front; what sticks to it is the matter."""
    start, end = tokens[0].start, tokens[-1].end
    behind = start + place.length
    value = place.unit or simplified(report.line[start:behind])
    behind += report.view[behind : behind + 1] == ":"
    report.note("unit" if place.unit else "place", value, start, behind)
    return tokens_of(report.line[:end], behind)
