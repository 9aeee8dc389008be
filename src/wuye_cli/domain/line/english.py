"""Where an English word is a step, and where it is only said: all words stand alone there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.line.facts import act_of, begins_with_word, facts_of
from wuye_cli.domain.line.slots import opened_by
from wuye_cli.domain.line.words import PREFIXES, SPEECH

if TYPE_CHECKING:
    from wuye_cli.domain.line.facts import OpenStep
    from wuye_cli.domain.line.tokens import Token

NAMES = ("who", "person", "party")
_TO_SOMEBODY = frozenset({"dispatch", "transfer", "vendor_call"})
"""`to`, `pass` and `call` are everywhere: they are steps only before a name with a capital."""


def is_step(step: OpenStep, following: Token | None, current: OpenStep) -> bool:
    """Whether a word is a step where the one before it could take it for speech.

    It is one before a fact of its own (`done 1040`, `to Zhao`), and at the end of the line unless
    somebody is being quoted.

    Args:
        step: What it would begin.
        following: What stands behind it.
        current: The step before it, which still takes words.
    """
    begun = "words" in current.facts
    speaks = current.act in SPEECH
    if following is None:
        return not speaks or not (begun or "words" in current.word.needs)
    if following.quoted or takes(step, following):
        return True
    if speaks and begun:
        return False
    if step.missing() in NAMES:
        text = following.text
        return step.act not in _TO_SOMEBODY or text[:1].isupper() or text[-1:].isdigit()
    needs_words = step.act == "note" or "words" in step.word.needs
    return not speaks and (needs_words or (not begun and bool(act_of(following))))


def is_speech(step: OpenStep, following: Token) -> bool:
    """Whether a word at the front only happens to be that of a step: `nobody answers`."""
    if begins_with_word(following) or takes(step, following):
        return False
    return not (step.missing() and following.text[:1].isupper())


def ends_speech(step: OpenStep, following: Token | None) -> bool:
    """Whether a word behind a reason is the next step."""
    if following is None or takes(step, following):
        return True
    return step.missing() in NAMES and following.text[:1].isupper()


def takes(step: OpenStep, token: Token) -> bool:
    """Whether a token is a fact of a step that no speech is, or opens one."""
    if facts_of(step, token.text, token.plain, free=False):
        return True
    slots = (slot for slot in (*PREFIXES, "field") if step.is_open(slot))
    return any(opened_by(slot, token.plain) for slot in slots)
