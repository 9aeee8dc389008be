"""The sentence of a change, and its short form: before, after and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.render.diffs import words
from wuye_cli.render.plain import clip
from wuye_cli.render.times import duration_text

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.change import Change

SANDWICH = "D905"


def name(change: Change) -> str:
    """Return the code in words with hyphens."""
    return KINDS[change.code].name


def message(change: Change) -> str:
    """Return one sentence about a change in the language in use, safe to show."""
    return f"{words.place(change)}: {short(change)}"


def short(change: Change) -> str:
    """Return what became of a fact, without its place."""
    if change.code == SANDWICH:
        facts = change.facts
        return words.word(
            "sandwich",
            old=_clipped(change.old),
            meanwhile=_clipped(facts["meanwhile"]),
            new=_clipped(change.new),
            time=duration_text(facts["seconds"]),
            received=facts["received"],
            closed=facts["closed"],
        )
    return f"{_clipped(change.old)} → {_clipped(change.new)}{delta(change, ' ({})')}"


def after(change: Change) -> str:
    """Return the new value with by how much it changed; of a sandwich, the way back to it."""
    if change.code == SANDWICH:
        return f"{_clipped(change.facts['meanwhile'])} → {_clipped(change.new)}"
    return words.value(change.new) + delta(change, " ({})")


def delta(change: Change, form: str = "{}") -> str:
    """Return by how much a value changed, or nothing."""
    told = change.facts.get("percent")
    return form.format(f"{told:+} %") if isinstance(told, int | float) and told else ""


def _clipped(one: object) -> str:
    return clip(words.value(one), words.LONGEST) or words.word("none")
