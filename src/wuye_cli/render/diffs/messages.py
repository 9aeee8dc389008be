"""The sentence of a change, and its short form: before, after and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import BETTER
from wuye_cli.i18n.catalog import catalog
from wuye_cli.render.diffs import words
from wuye_cli.render.plain import clip
from wuye_cli.render.times import duration_text

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.change import Change

SANDWICH = "D905"
_FIGURES = frozenset({"limit", "worst", "p95", "median"})
_MOST_SPANS = 3


def name(change: Change) -> str:
    """Return the code in words with hyphens."""
    return KINDS[change.code].name


def message(change: Change) -> str:
    """Return one sentence about a change in the language in use, safe to show."""
    return f"{words.place(change)}: {short(change)}"


def short(change: Change) -> str:
    """Return what became of a fact, without its place."""
    title = catalog("diff")[change.code]
    return f"{title}{words.word('colon')}{_became(change)}"


def _became(change: Change) -> str:
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
    if _is_effect(change.old) and _is_effect(change.new):
        return _effect(change)
    return f"{_clipped(change.old)} → {_clipped(change.new)}{delta(change, ' ({})')}"


def _is_effect(one: object) -> bool:
    return isinstance(one, dict) and _FIGURES.issubset(one)


def _effect(change: Change) -> str:
    """Return what a limit comes to on two calendars, and whom it hurts when."""
    waits = [
        (name, duration_text(change.old[name]), duration_text(change.new[name]))
        for name in ("worst", "p95", "median")
    ]
    figures = [
        words.word(f"effect.{name}", old=old, new=new) for name, old, new in waits if old != new
    ]
    way = -1 if change.customer == BETTER else 1  # the spans of a gain tell how much is gained
    spans = [
        words.word(
            "effect.when",
            begin=_begin_or_end(span["from"]),
            end=_begin_or_end(span["to"]),
            time=_signed(way * span["most"]),
        )
        for span in change.facts.get("when", ())[:_MOST_SPANS]
    ]
    limits = " → ".join(dict.fromkeys(str(one["limit"]) for one in (change.old, change.new)))
    return words.word("ends").join(
        [f"{limits} {words.word('joint').join(figures)}".rstrip(), *spans]
    )


def _begin_or_end(text: str) -> str:
    """Return `fri 17:00` in the language in use, or a date as it is."""
    day, blank, hour = text.partition(" ")
    return f"{words.word(f'day.{day}')} {hour}" if blank else day


def _signed(seconds: int) -> str:
    return ("+" if seconds > 0 else "−") + duration_text(abs(seconds))


def before(change: Change) -> str:
    """Return the old value; of an effect, the longest wait."""
    return _longest(change.old) if _is_effect(change.old) else words.value(change.old)


def _longest(figures: dict[str, Any]) -> str:
    return (
        f"{figures['limit']} ({words.word('effect.longest', time=duration_text(figures['worst']))})"
    )


def after(change: Change) -> str:
    """Return the new value with by how much it changed; of a sandwich, the way back to it."""
    if _is_effect(change.new):
        return _longest(change.new)
    if change.code == SANDWICH:
        return f"{_clipped(change.facts['meanwhile'])} → {_clipped(change.new)}"
    return words.value(change.new) + delta(change, " ({})")


def delta(change: Change, form: str = "{}") -> str:
    """Return by how much a value changed, or nothing."""
    told = change.facts.get("percent")
    return form.format(f"{told:+} %") if isinstance(told, int | float) and told else ""


def _clipped(one: object) -> str:
    return clip(words.value(one), words.LONGEST) or words.word("none")
