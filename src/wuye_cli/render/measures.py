"""Measures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.documents.measure import EVERY, format_time
from wuye_cli.domain.documents.terms import Term
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.page_parts import listed, named
from wuye_cli.render.plain import clean
from wuye_cli.render.times import limit_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.documents.measure import Measure, TimeWindow
    from wuye_cli.domain.documents.terms import Terms

_DAYS = {"daily", "workday"}


def measure_text(measure: Measure | None, terms: Terms) -> str:
    """Return a measure in words, cleaned; empty for none."""
    return "" if measure is None else _WORDS[measure.kind](measure, terms)


def term_text(terms: Terms, kind: str, name: str) -> str:
    """Return what the standards call something, else its id."""
    return named(terms.get(kind, {}).get(name) or Term(id=clean(name)))


def window_text(window: TimeWindow) -> str:
    """Return a window of the day in words."""
    days = sentence(f"days.{window.days}") if window.days in _DAYS else clean(window.days)
    facts = {
        "days": days,
        "times": listed(format_time(time) for time in window.times),
        "start": format_time(window.times[0]),
        "end": format_time(window.times[-1]),
        "tolerance": limit_text(str(window.tolerance)) if window.tolerance else "",
    }
    said = sentence(f"measure.window_{window.kind}", **facts)
    own = clean(pick(window.text or window.text_en, window.text_en or window.text))
    return f"{said}{pick('：', ': ')}{own}" if own else said


def every_text(every: str) -> str:
    """Return how often in words."""
    if every in EVERY:
        return sentence(f"every.{every}")
    return sentence("every.other", interval=limit_text(clean(every)))


def _clock(measure: Measure, terms: Terms) -> str:
    limits = [
        sentence(
            "measure.clock_tier",
            tier=term_text(terms, "tier", tier),
            limit=limit_text(clean(term.figures[0])),
        )
        for tier in measure.tiers
        if (term := terms.get("limit", {}).get(f"{tier}.{measure.name}"))
    ]
    clock = term_text(terms, "clock", measure.name)
    return sentence("measure.clock", clock=clock, limits=listed(limits))


def _limit(measure: Measure, terms: Terms) -> str:
    return sentence(
        "measure.limit",
        limit=limit_text(str(measure.limit or "")),
        start=term_text(terms, "event", measure.start) if measure.start else "",
        stop=term_text(terms, "event", measure.stop) if measure.stop else "",
        calendar="" if measure.calendar == "always" else clean(measure.calendar),
    )


def _target(measure: Measure, terms: Terms) -> str:
    term = terms.get("target", {}).get(measure.name)
    goal, floor = term.figures if term else ("", "")
    return sentence(
        "measure.target",
        target=term_text(terms, "target", measure.name),
        goal=share_text(goal),
        floor=share_text(floor),
    )


def share_text(figure: str) -> str:
    """Return a share such as `0.95` as `95 %`; any other figure as it is."""
    try:
        share = float(figure)
    except ValueError:
        return clean(figure)
    if "." not in figure or not 0 <= share <= 1:
        return clean(figure)
    return f"{share * 100:g} %"


def _price(measure: Measure, terms: Terms) -> str:
    items = []
    for name in measure.prices:
        term = terms.get("price", {}).get(name)
        if term is None:
            items.append(clean(name))
            continue
        least, most, unit = map(clean, term.figures)
        facts = {"least": least, "most": most, "unit": unit}
        items.append(sentence("measure.price_item", item=named(term), **facts))
    return sentence("measure.price", prices=listed(items))


def _count(measure: Measure, _terms: Terms) -> str:
    count = str(measure.count or 1)
    return sentence("measure.count", every=every_text(measure.every), count=count)


def _cadence(measure: Measure, terms: Terms) -> str:
    term = terms.get("cadence", {}).get(measure.name)
    count, every = term.figures if term else ("", "")
    return sentence(
        "measure.cadence",
        cadence=term_text(terms, "cadence", measure.name),
        every=every_text(every) if every else "",
        count=clean(count) or ("1" if every else ""),
    )


def _event(measure: Measure, terms: Terms) -> str:
    return sentence("measure.event", event=term_text(terms, "event", measure.name))


def _amount(measure: Measure, _terms: Terms) -> str:
    unit = clean(pick(measure.unit, measure.unit_en or measure.unit))
    code = (
        "between" if measure.least and measure.most else "at_least" if measure.least else "at_most"
    )
    return sentence(f"measure.{code}", least=measure.least, most=measure.most, unit=unit)


def _words(measure: Measure) -> str:
    return clean(pick(measure.words, measure.words_en or measure.words))


_WORDS: dict[str, Callable[[Measure, Terms], str]] = {
    "clock": _clock,
    "limit": _limit,
    "window": lambda measure, _terms: window_text(measure.window) if measure.window else "",
    "target": _target,
    "price": _price,
    "count": _count,
    "cadence": _cadence,
    "event": _event,
    "amount": _amount,
    "occasion": lambda measure, _terms: _words(measure),
    "check": lambda measure, _terms: sentence("measure.check", words=_words(measure)),
}
