"""Reading a line that reports something new: who, where, what, and what was done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.line.callers import (
    caller_of,
    is_bad_phone,
    phone_of,
    short_unit,
    spelt_place,
    unit_at_front,
)
from wuye_cli.domain.line.line import NewTicket, Piece, Question, Unread
from wuye_cli.domain.line.moments import moment_at_front, window_at_front
from wuye_cli.domain.line.script import plain, simplified
from wuye_cli.domain.line.steps import StepReader, begins_with_word
from wuye_cli.domain.line.tokens import tokens_of
from wuye_cli.domain.line.words import NIGHT
from wuye_cli.domain.tickets.call import place_at_front
from wuye_cli.domain.tickets.channels import CHANNELS

if TYPE_CHECKING:
    from wuye_cli.domain.line.tokens import Token

_LEAST_CHARACTERS = 4
_LEAST_WORDS = 2
_BAR = "|"
_CHANNEL_WORDS = {
    word: channel
    for channel, words in CHANNELS.items()
    for word in words
    if word not in {"call", "visit"}
}


class Arrival:
    """Reads one line that reports something new; raises `Unread` with a question."""

    def __init__(self, line: str, start: int = 0, *, forced: bool = False) -> None:
        self._line = line
        self._view = plain(line)
        self._forced = forced
        self._said: dict[str, Any] = {}
        self._pieces: list[Piece] = []
        self._start = start

    def read(self, before: list[Piece]) -> NewTicket:
        """Return what is reported.

        Args:
            before: Pieces in front that were read already.

        Raises:
            Unread: With a question.
        """
        end = self._read_steps()
        tokens = tokens_of(self._line[:end], self._start)
        tokens = self._front(tokens)
        tokens = self._back(tokens)
        self._matter(tokens)
        pieces = sorted([*before, *self._pieces], key=lambda piece: piece.start)
        return NewTicket(pieces=tuple(pieces), **self._said)

    # -- what was done already -------------------------------------------------------------

    def _read_steps(self) -> int:
        """Read what stands behind a bar, if it tells steps; return where the report ends."""
        bar = self._view.rfind(_BAR)
        behind = tokens_of(self._line, bar + 1) if bar >= 0 else []
        if not behind or not begins_with_word(behind[0]):
            return len(self._line)
        reader = StepReader(self._line)
        steps = reader.read(behind)
        self._said["slip"] = next((step.facts["ref"] for step in steps if step.act == "slip"), "")
        self._said["steps"] = tuple(step for step in steps if step.act != "slip")
        self._pieces += [Piece(bar, bar + 1, "bar"), *reader.pieces]
        return bar

    # -- the front -------------------------------------------------------------------------

    def _front(self, tokens: list[Token]) -> list[Token]:
        for read in (self._night, self._channel, self._time, self._phone, self._caller):
            if len(tokens) > 1 and not tokens[0].quoted:
                tokens = read(tokens)
        return self._where(tokens)

    def _night(self, tokens: list[Token]) -> list[Token]:
        if tokens[0].plain not in NIGHT:
            return tokens
        self._said["night"] = True
        return self._used(tokens, 1, "night")

    def _channel(self, tokens: list[Token]) -> list[Token]:
        channel = _CHANNEL_WORDS.get(tokens[0].plain.rstrip(":："), "")
        if not channel:
            return tokens
        self._said["channel"] = channel
        return self._used(tokens, 1, "channel")

    def _time(self, tokens: list[Token]) -> list[Token]:
        """Take a time for the call's own only in the night book, or right before a place."""
        start = tokens[0].start
        found = moment_at_front(self._view[start:])
        if found is None:
            return tokens
        end = start + found.length
        count = sum(1 for token in tokens if token.end <= end)
        whole = count and tokens[count - 1].end == end and count < len(tokens)
        if not whole or not ("night" in self._said or self._is_place(tokens[count])):
            return tokens
        self._said["at"] = found.text
        return self._used(tokens, count, "at")

    def _phone(self, tokens: list[Token]) -> list[Token]:
        phone = phone_of(tokens[0].text)
        if not phone:
            return tokens
        self._said["phone"] = phone
        return self._used(tokens, 1, "phone")

    def _caller(self, tokens: list[Token]) -> list[Token]:
        caller = caller_of(tokens[0].text, tokens[0].plain)
        if caller is None or not self._is_place(tokens[1]):
            return tokens
        self._note_caller(caller._asdict())
        return self._used(tokens, 1, "caller")

    def _is_place(self, token: Token) -> bool:
        view = self._view[token.start :]
        return bool(unit_at_front(view) or spelt_place(view) or place_at_front(token.plain))

    def _where(self, tokens: list[Token]) -> list[Token]:
        """Take a home or a common place off the front; what sticks to it is the matter."""
        if not tokens or tokens[0].quoted:
            return tokens
        start = tokens[0].start
        end = tokens[-1].end
        view = self._view[start:end]
        short = short_unit(tokens[0].plain)
        if short and len(tokens) > 1 and not self._forced:
            raise Unread(_short_question(self._line, tokens[0], *short))
        place = unit_at_front(view) or spelt_place(view)
        if place and (place.unit or not place_at_front(tokens[0].plain).startswith(place.place)):
            length = place.length
            self._said["unit" if place.unit else "place"] = place.unit or simplified(
                self._line[start : start + length]
            )
        else:
            length = len(place_at_front(tokens[0].plain))
            if not length:
                return tokens
            self._said["place"] = simplified(tokens[0].text[:length])
        self._pieces.append(
            Piece(start, start + length, "unit" if place and place.unit else "place")
        )
        return tokens_of(self._line[:end], start + length)

    def _used(self, tokens: list[Token], count: int, role: str) -> list[Token]:
        self._pieces.append(Piece(tokens[0].start, tokens[count - 1].end, role))
        return tokens[count:]

    # -- the end ---------------------------------------------------------------------------

    def _back(self, tokens: list[Token]) -> list[Token]:
        """Take phone, names and the agreed window off the end; one word stays as the matter."""
        while tokens:
            role = self._last(tokens[-1], alone=len(tokens) == 1)
            if not role:
                break
            self._pieces.append(Piece(tokens[-1].start, tokens[-1].end, role))
            tokens = tokens[:-1]
        return tokens

    def _last(self, token: Token, *, alone: bool) -> str:
        if token.quoted:
            return ""
        if is_bad_phone(token.plain):
            raise Unread(
                Question(
                    code="line_bad_phone", start=token.start, end=token.end,
                    facts={"word": token.text, "digits": str(len(token.text))},
                )
            )  # fmt: skip
        phone = phone_of(token.text)
        if phone and "phone" not in self._said:
            self._said["phone"] = phone
            return "phone"
        window = window_at_front(token.plain[1:]) if token.plain[:1] == "约" else None
        if window and window.length == len(token.plain) - 1:
            self._said["window"] = window.text
            return "window"
        caller = None if alone and not self._has_place() else caller_of(token.text, token.plain)
        if caller is None or not self._note_caller(caller._asdict()):
            return ""
        return "caller"

    def _has_place(self) -> bool:
        return bool({"unit", "place", "phone"} & self._said.keys())

    def _note_caller(self, caller: dict[str, str]) -> bool:
        """Note who calls or took the call; False if the line has named one already."""
        named = {key: value for key, value in caller.items() if value}
        named = {"caller" if key == "name" else key: value for key, value in named.items()}
        if named.keys() & self._said.keys():
            return False
        self._said |= named
        return True

    # -- the matter ------------------------------------------------------------------------

    def _matter(self, tokens: list[Token]) -> None:
        if not tokens:
            raise Unread(_no_matter(self._line))
        start, end = tokens[0].start, tokens[-1].end
        only = tokens[0] if len(tokens) == 1 and tokens[0].quoted else None
        text = only.text.strip() if only else self._line[start:end].strip()
        if not text:
            raise Unread(_no_matter(self._line))
        if not self._forced and not self._has_place() and not _says_something(text):
            choices = (f"新 {self._line.strip()}",)
            raise Unread(Question(code="line_unclear", facts={"word": text}, start=start,
                                  end=end, choices=choices))  # fmt: skip
        self._said["matter"] = text
        self._pieces.append(Piece(start, end, "matter"))


def _no_matter(line: str) -> Question:
    return Question(code="line_no_matter", facts={"word": line.strip()}, end=len(line))


def _says_something(text: str) -> bool:
    """Whether a text without a place is long enough to be meant."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    words = sum(part.isalpha() and len(part) > 1 for part in text.split())
    return chinese >= _LEAST_CHARACTERS or words >= _LEAST_WORDS


def _short_question(line: str, token: Token, building: str, room: str) -> Question:
    after = line[token.end :]
    before = line[: token.start]
    choices = tuple(f"{before}{building}-{entrance}-{room}{after}" for entrance in (1, 2, 3))
    return Question(
        code="line_unit_short", facts={"word": token.text, "building": building, "room": room},
        start=token.start, end=token.end, choices=choices,
    )  # fmt: skip
