"""A token cut into the facts of a step, and cut in two where another step begins inside it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.line.clocks import any_of
from wuye_cli.domain.line.line import Step
from wuye_cli.domain.line.patterns import compiled
from wuye_cli.domain.line.slots import has_quotes, read_slot, starts_with_word
from wuye_cli.domain.line.times import moment_at_front
from wuye_cli.domain.line.tokens import SPOKEN, Token
from wuye_cli.domain.line.words import CHOICES, FREE, SPEECH, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

BY_LENGTH = sorted(
    ((said, act) for act, word in WORDS.items() for said in (*word.zh, *word.en, *word.fixed)),
    key=lambda pair: -len(pair[0]),
)
"""Every word with its act, the longest first."""
_BY_START = {
    start: [(said, act) for said, act in BY_LENGTH if said[0] == start]
    for start in {said[0] for said, _ in BY_LENGTH}
}
_LONGEST_GLUED = 60
_LEAST_SAID = 3
_VERB = any_of(said for said, _ in BY_LENGTH if not said.isascii())
_TIMED_VERB = rf"(?<=.)(?:{_VERB})(?=\d{{4}}(?!\d)|\d{{1,2}}[:点]\d)"
_LAST_VERB = rf"(?<=[\d分半])(?:{_VERB})了?$"


class Hit(NamedTuple):
    """A fact found in a token; see `slots.Fact`."""

    slot: str
    value: str
    length: int
    other: str = ""
    clock: int = 0


class OpenStep:
    """A step that is being read.

    Attributes:
        token: Where its word stands.
        end: Where its last fact ends in the line.
        spans: Slot to where its fact stands.
    """

    def __init__(self, act: str, said: str, token: Token) -> None:
        self.act = act
        self.word = WORDS[act]
        self.token = token
        self.end = token.end
        self.spans: dict[str, tuple[int, int]] = {}
        self.facts: dict[str, str] = {}
        if said in self.word.fixed:
            slot, value = self.word.fixed[said]
            self.facts[slot] = value

    def is_open(self, slot: str) -> bool:
        """Whether a slot can take a fact."""
        return slot in self.word.slots and (slot == "words" or slot not in self.facts)

    def missing(self) -> str:
        """Return the first slot that must be filled and is not."""
        return next((slot for slot in self.word.needs if not self.facts.get(slot)), "")

    def fill(self, slot: str, value: str, start: int, end: int, *, gap: str | None = None) -> None:
        """Put a fact into its slot; further words join those before, over what stood between."""
        known = self.facts.get(slot) if slot == "words" else None
        between = " " if gap is None else gap
        self.facts[slot] = value if known is None else f"{known}{between}{value}"
        self.spans[slot] = (self.spans[slot][0] if known is not None else start, end)
        self.end = end

    def closed(self) -> Step:
        """Return the step."""
        facts = {slot: value for slot, value in self.facts.items() if slot != "time"}
        return Step(act=self.act, at=self.facts.get("time", ""), facts=facts)


def facts_of(
    step: OpenStep, text: str, view: str, *, free: bool, quoted: str = ""
) -> list[Hit] | None:
    """Cut a text into facts of the open slots; None unless every character is used.

    Args:
        step: Whose slots.
        text: As typed.
        view: Its plain form.
        free: Slots that take any text may take it.
        quoted: The quote it stood in: only such slots may then.
    """
    if quoted:
        return _spoken_fact(step, text, quoted)
    found: list[Hit] = []
    at = 0
    while at < len(text):
        hit = _next_fact(step, text[at:], view[at:], {hit.slot for hit in found}, free=free)
        if hit is None:
            return None
        found.append(hit)
        at += hit.length
    return _without_half_words(found, text)


def _without_half_words(found: list[Hit], text: str) -> list[Hit] | None:
    """Take no word of a closed list for a fact if speech goes on right behind it.

    电话没人接 is not told by phone, 有效期已过 is not valid: it is speech from there on. What is no
    score (一般般) is asked about.
    """
    if not found or found[-1].slot != "words":
        return found
    first = next((at for at, hit in enumerate(found) if hit.slot in CHOICES), None)
    if first is None:
        return found
    if any(hit.slot == "score" for hit in found):
        return None
    said = text[sum(hit.length for hit in found[:first]) :]
    return [*found[:first], Hit("words", said, len(said))]


def _spoken_fact(step: OpenStep, text: str, quoted: str) -> list[Hit] | None:
    """Return what a quoted text is to a step: the first free slot's, or its words."""
    wanted = ("words",) if quoted in SPOKEN else FREE
    slot = next((slot for slot in step.word.slots if slot in wanted and step.is_open(slot)), "")
    if not slot or not text.strip() or (slot != "words" and has_quotes(text)):
        return None
    return [Hit(slot, text, len(text))]


def _next_fact(step: OpenStep, text: str, view: str, taken: set[str], *, free: bool) -> Hit | None:
    for slot in step.word.slots:
        is_free = slot in FREE or slot == "rest"
        if (is_free and not free) or not step.is_open(slot) or (slot in taken and slot != "words"):
            continue
        fact = read_slot(slot, text, view)
        if fact is not None and fact.length:
            return Hit(slot, *fact)
    return None


def facts_behind(step: OpenStep, text: str, view: str, *, strict: bool) -> list[Hit] | None:
    """Return the facts that stand right behind a word; None if it is no such word after all.

    Args:
        step: What the word begins.
        text: As typed.
        view: Its plain form.
        strict: Free text alone is not enough: 备用电源坏了 is no remark.
    """
    if not text:
        return []
    begin = len(view) - len(view.lstrip(":="))
    if not view[begin:]:
        return []
    free = step.word.inline or (_says_much(step) and len(view) - begin >= _LEAST_SAID)
    found = facts_of(step, text[begin:], view[begin:], free=free)
    if found is None or (strict and all(hit.slot in (*FREE, "rest") for hit in found)):
        return None
    if begin:
        first = found[0]
        found[0] = first._replace(length=first.length + begin, clock=first.clock + begin)
    return found


def _says_much(step: OpenStep) -> bool:
    """Whether speech may stick to a word: 告知业主明天停水, but not 告业主, nor 修好了还漏."""
    said = step.token.plain
    return step.act in SPEECH and len(said) > 1 and not said.isascii()


def word_length(view: str, said: str) -> int:
    """Return how many characters a word takes at the front: 完 and 完了; 0 if it is not there."""
    if not starts_with_word(view, said):
        return 0
    return len(said) + (not said.isascii() and view[len(said) :].startswith("了"))


def words_at(view: str) -> Iterator[tuple[str, str, int]]:
    """Yield the words at the front, the longest first: word, act, and how many characters."""
    for said, act in _BY_START.get(view[:1], ()):
        if length := word_length(view, said):
            yield said, act, length


def begins_with_word(token: Token) -> bool:
    """Whether a token begins with the word of an act."""
    return any(words_at(token.plain))


def begins_with_time(token: Token) -> bool:
    """Whether a token is a step with its time in front: `1005到`."""
    found = moment_at_front(token.plain) if token.plain[:1].isdigit() else None
    rest = token.behind(found.length) if found else None
    return rest is not None and bool(act_of(rest)) and not rest.plain.isascii()


def act_of(token: Token) -> str:
    """Return the act whose word a token is, or nothing."""
    acts = (act for _, act, length in words_at(token.plain) if length == len(token.plain))
    return next(acts, "")


def timed_parts(token: Token) -> list[Token]:
    """Cut a token before every step with a clock of its own: `到1005完1040`, `派钱到1005`."""
    if token.quoted or len(token.plain) > _LONGEST_GLUED or not begins_with_word(token):
        return [token]
    starts = [match.start() for match in compiled(_TIMED_VERB).finditer(token.plain)]
    starts = [at for at in starts if not _is_inside_word(token, at)]
    return _cut(token, starts)


def _is_inside_word(token: Token, at: int) -> bool:
    """Whether a verb found is the end of the word that the token begins with: 维保到0831."""
    return any(len(said) > at for said, _, _ in words_at(token.plain))


def last_parts(token: Token) -> list[Token]:
    """Cut off a bare step at the end, right behind a time: `完1040告`."""
    if token.quoted or len(token.plain) > _LONGEST_GLUED:
        return [token]
    match = compiled(_LAST_VERB).search(token.plain)
    return _cut(token, [match.start()] if match and match.start() else [])


def _cut(token: Token, starts: list[int]) -> list[Token]:
    edges = pairwise([0, *starts, len(token.plain)])
    return [token.behind(begin).until(end - begin) for begin, end in edges if end > begin]
