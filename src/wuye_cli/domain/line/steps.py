"""Reading steps: tokens behind a ticket's tail to acts with their facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.line.line import Piece, Question, Step, Unread
from wuye_cli.domain.line.slots import read_slot, starts_with_word
from wuye_cli.domain.line.tokens import SPOKEN
from wuye_cli.domain.line.words import CHOICES, FREE, ONCE, SPEECH, WORDS
from wuye_cli.domain.tickets.kinds import ASSIGNING

if TYPE_CHECKING:
    from wuye_cli.domain.line.tokens import Token

_BY_LENGTH = sorted(
    ((said, act) for act, word in WORDS.items() for said in (*word.zh, *word.en, *word.fixed)),
    key=lambda pair: -len(pair[0]),
)
_SHORT_NAME = 4
_TIMED = ("time", "until", "window")


class _Open:
    """A step that is being read."""

    def __init__(self, act: str, said: str) -> None:
        self.act = act
        self.word = WORDS[act]
        self.facts: dict[str, str] = {}
        if said in self.word.fixed:
            slot, value = self.word.fixed[said]
            self.facts[slot] = value

    def is_open(self, slot: str) -> bool:
        return slot in self.word.slots and (slot == "words" or slot not in self.facts)

    def fill(self, slot: str, value: str) -> None:
        known = self.facts.get(slot)
        self.facts[slot] = f"{known} {value}" if known and slot == "words" else value

    def closed(self) -> Step:
        facts = {slot: value for slot, value in self.facts.items() if slot != "time"}
        return Step(act=self.act, at=self.facts.get("time", ""), facts=facts)


class StepReader:
    """Reads tokens into steps; raises `Unread` with a question where it cannot."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._open: list[_Open] = []
        self._at: list[Token] = []
        self.pieces: list[Piece] = []

    def read(self, tokens: list[Token]) -> tuple[Step, ...]:
        """Return the steps that the tokens tell.

        Raises:
            Unread: With a question.
        """
        for at, token in enumerate(tokens):
            if self._swallows_rest(token, tokens[-1]):
                break
            self._take(token, is_first=at == 0)
        for step, token in zip(self._open, self._at, strict=True):
            _require_whole(step, token, self._line)
        self._require_once()
        return tuple(step.closed() for step in self._open)

    # -- one token ---------------------------------------------------------------------------

    def _take(self, token: Token, *, is_first: bool) -> None:
        current = self._open[-1] if self._open else None
        if current and not token.quoted and self._fits(current, token, free=False):
            return
        if not token.quoted and self._opens(token, current):
            return
        if current and self._fits(current, token, free=True):
            return
        raise Unread(_not_understood(token, self._line, is_first=is_first))

    def _fits(self, step: _Open, token: Token, *, free: bool) -> bool:
        """Give a whole token to the open slots of a step."""
        found = facts_of(step, token.text, token.plain, free=free, quoted=token.quoted)
        if found is None:
            return False
        self._fill(step, found, token.start, token.end if token.quoted else 0)
        return True

    def _opens(self, token: Token, current: _Open | None) -> bool:
        """Begin a step with a token that starts with its word."""
        in_speech = current is not None and current.act in SPEECH and current.is_open("words")
        for said, act in _BY_LENGTH:
            if not starts_with_word(token.plain, said):
                continue
            step = _Open(act, said)
            rest, view = token.text[len(said) :], token.plain[len(said) :]
            found = _facts_behind(step, rest, view, strict=in_speech)
            if found is None:
                continue
            self._open.append(step)
            self._at.append(token)
            self.pieces.append(Piece(token.start, token.start + len(said), "verb"))
            self._fill(step, found, token.start + len(said), 0)
            return True
        return False

    def _fill(self, step: _Open, found: list[tuple[str, str, int]], at: int, end: int) -> None:
        for slot, value, length in found:
            step.fill(slot, value)
            self.pieces.append(Piece(at, end or at + length, slot))
            at += length

    def _swallows_rest(self, token: Token, last: Token) -> bool:
        """Give all that follows to a step that takes the rest of the line, such as a remark."""
        current = self._open[-1] if self._open else None
        if current is None or not current.is_open("rest"):
            if current is None or "rest" not in current.word.slots:
                return False
            current.facts["rest"] += self._line[self.pieces[-1].end : last.end]
            self.pieces.append(Piece(token.start, last.end, "rest"))
            return True
        whole = token.quoted and token is last
        text = token.text if whole else self._line[token.start : last.end]
        self._fill(current, [("rest", text, last.end - token.start)], token.start, last.end)
        return True

    def _require_once(self) -> None:
        seen: set[str] = set()
        for step, token in zip(self._open, self._at, strict=True):
            if step.act in ONCE and step.act in seen:
                raise Unread(_question("line_twice", token, act=step.act))
            seen.add(step.act)


def facts_of(
    step: _Open, text: str, view: str, *, free: bool, quoted: str = ""
) -> list[tuple[str, str, int]] | None:
    """Cut a text into facts of the open slots; None unless every character is used.

    Args:
        step: Whose slots.
        text: As typed.
        view: Its plain form.
        free: Slots that take any text may take it.
        quoted: The quote it stood in: only such slots may then.
    """
    found: list[tuple[str, str, int]] = []
    taken: set[str] = set()
    while text:
        if quoted:
            return _spoken_fact(step, text, quoted)
        hit = _next_fact(step, text, view, taken, free=free)
        if hit is None:
            return None
        found.append(hit)
        taken.add(hit[0])
        text, view = text[hit[2] :], view[hit[2] :]
    return found


def _spoken_fact(step: _Open, text: str, quoted: str) -> list[tuple[str, str, int]] | None:
    """Return what a quoted text is to a step: the first free slot's, or its words."""
    wanted = ("words",) if quoted in SPOKEN else FREE
    slot = next((slot for slot in step.word.slots if slot in wanted and step.is_open(slot)), "")
    return [(slot, text, len(text))] if slot else None


def _next_fact(
    step: _Open, text: str, view: str, taken: set[str], *, free: bool
) -> tuple[str, str, int] | None:
    for slot in step.word.slots:
        is_free = slot in FREE or slot == "rest"
        if (is_free and not free) or not step.is_open(slot) or (slot in taken and slot != "words"):
            continue
        fact = read_slot(slot, text, view)
        if fact is not None and fact.length:
            return slot, fact.value, fact.length
    return None


def _facts_behind(
    step: _Open, text: str, view: str, *, strict: bool
) -> list[tuple[str, str, int]] | None:
    """Return the facts that stand right behind a word; None if it is no such word after all."""
    if not text:
        return []
    begin = len(view) - len(view.lstrip(":：="))
    text, view = text[begin:], view[begin:]
    found = facts_of(step, text, view, free=step.word.inline)
    if found is None or (strict and all(slot in FREE for slot, _, _ in found)):
        return None
    if begin and found:
        slot, value, length = found[0]
        found[0] = (slot, value, length + begin)
    return found


# -- questions ------------------------------------------------------------------------------------


def _question(code: str, token: Token, choices: tuple[str, ...] = (), **facts: str) -> Question:
    said = {"word": token.text, **facts}
    return Question(code=code, facts=said, start=token.start, end=token.end, choices=choices)


def _require_whole(step: _Open, token: Token, line: str) -> None:
    for slot in step.word.needs:
        if slot in step.facts:
            continue
        words = CHOICES.get(slot, {})
        said = line.rstrip()
        choices = tuple(f"{said} {one[0]}" for one in words.values()) if words else ()
        raise Unread(_question("line_missing", token, choices, act=step.act, slot=slot))


def _not_understood(token: Token, line: str, *, is_first: bool) -> Question:
    """Ask about a token: a step with a bad time or sum behind it, or a word that nobody knows."""
    for said, act in _BY_LENGTH:
        if not starts_with_word(token.plain, said) or len(token.plain) == len(said):
            continue
        slots = WORDS[act].slots
        rest = token.plain[len(said) :]
        if rest[0].isdigit() or rest[0] in "昨今明后周":
            code = next(
                (f"line_bad_{slot}" for slot in slots if slot in {"window", "money", *_TIMED}), ""
            )
            if code:
                code = code.replace("until", "time")
                return _question(code, token, act=act, rest=token.text[len(said) :])
    before, after = line[: token.start], line[token.start :]
    choices = (f"{before}备 {after}".strip(),) if is_first else ()
    return _question("line_unknown_word", token, choices)


def opens_step(token: Token) -> bool:
    """Whether a token, where no ticket is named, can only be a step: its word with all it needs."""
    for said, act in _BY_LENGTH:
        if starts_with_word(token.plain, said):
            step = _Open(act, said)
            found = _facts_behind(
                step, token.text[len(said) :], token.plain[len(said) :], strict=True
            )
            if found is not None or _names_somebody(act, token, len(said)):
                return True
    return False


def _names_somebody(act: str, token: Token, length: int) -> bool:
    """Whether a name stands right behind a word that gives the ticket away: 派钱, 派s3."""
    return act in ASSIGNING and 0 < len(token.plain) - length <= _SHORT_NAME


def begins_with_word(token: Token) -> bool:
    """Whether a token begins with the word of an act."""
    return any(starts_with_word(token.plain, said) for said, _ in _BY_LENGTH)


def act_of(token: Token) -> str:
    """Return the act whose word a token is, or nothing."""
    return next((act for said, act in _BY_LENGTH if token.plain == said), "")
