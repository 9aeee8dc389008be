"""Reading measures and windows of the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.documents.measure import (
    DAILY,
    EVERY,
    MEASURE_KINDS,
    WINDOW_KINDS,
    WORKDAY,
    Measure,
    TimeWindow,
)
from wuye_cli.domain.timekeeping.calendar import parse_time, parse_weekdays, parse_window
from wuye_cli.domain.timekeeping.limit import Limit, parse_limit
from wuye_cli.store.codecs.reading import Node, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.store.codecs.known import Known

MEASURE_KEYS = (
    *(name for name in MEASURE_KINDS if name != "count"),
    "count",
    "every",
    "tiers",
    "from",
    "to",
    "occasion_en",
    "check_en",
)
WINDOW_KEYS = (*WINDOW_KINDS, "tolerance", "days", "text", "text_en")
AMOUNT_KEYS = ("least", "most", "unit", "unit_en")
_INTERVAL = re.compile(r"[1-9][0-9]{0,3}(d|wd| (days|weeks|months|years))")
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_SHARE = re.compile(r"([0-9]{1,3})(\.[0-9]{1,4})?%")
_WHOLE_SHARE = 100


def read_measure(node: Node, known: Known) -> Measure | None:
    """Read a measure: a mapping with exactly one of the kinds, and what goes with it."""
    if not node.present or not node.is_a(dict, "mapping"):
        return None
    kind = _kind(node)
    if not kind:
        return None
    keys = (kind, *MEASURE_KINDS[kind])
    if not node.fields(keys):
        return None
    return Measure(kind=kind, **_READERS[kind](node, known))


def _kind(node: Node) -> str:
    """Return the one kind that a measure names; report none, or more than one."""
    named = [name for name in MEASURE_KINDS if name in node.value]
    if not named and "every" in node.value:
        return "count"
    if not named:
        node.fields((*MEASURE_KINDS, "every"))
        node.report("S002", field=" / ".join(MEASURE_KINDS))
        return ""
    for name in named[1:]:
        node.report("S001", field=name, suggestion="")
    return named[0] if len(named) == 1 else ""


def _clock(node: Node, known: Known) -> dict[str, Any]:
    return {
        "name": node.at("clock").reference(known.clocks),
        "tiers": node.at("tiers").references(known.tiers, "R001"),
    }


def _limit(node: Node, known: Known) -> dict[str, Any]:
    part = node.at("limit")
    ends = {
        "start": node.at("from").reference(known.events),
        "stop": node.at("to").reference(known.events),
    }
    if isinstance(part.value, str):
        return {"limit": part.limit(), "calendar": "always", **ends}
    pair = part.items()
    if len(pair) != 2:  # noqa: PLR2004 - a limit and a calendar
        if isinstance(part.value, list):
            part.report("S003", wanted="[limit, calendar]", got="list")
        return ends
    return {"limit": pair[0].limit(), "calendar": pair[1].reference(known.calendars), **ends}


def _count(node: Node, _known: Known) -> dict[str, Any]:
    every = node.at("every")
    if not every.present:
        node.report("S002", field="every")
    return {"count": node.at("count").whole(1, least=1), "every": read_every(every)}


def read_every(node: Node) -> str:
    """Read how often: `day`, `month` …, or an interval such as `15d` or `2 months`."""
    text = node.text()
    if text and text not in EVERY and not _INTERVAL.fullmatch(text):
        allowed = [*EVERY, "15d", "2 months"]
        node.report("S004", value=text, allowed=allowed, suggestion=nearest(text, EVERY))
    return text


def _amount(node: Node, _known: Known) -> dict[str, Any]:
    part = node.at("amount")
    if not part.fields(AMOUNT_KEYS, required=("unit",)):
        return {}
    if not (part.at("least").present or part.at("most").present):
        part.report("S002", field="most")
    return {
        "least": _number(part.at("least")),
        "most": _number(part.at("most")),
        "unit": part.at("unit").text(),
        "unit_en": part.at("unit_en").text(),
    }


def _number(node: Node) -> str:
    """Read a number as it is written: bare, or a decimal text in quotes."""
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return f"{node.value:g}" if isinstance(node.value, float) else str(node.value)
    text = node.text()
    if text and not _NUMBER.fullmatch(text):
        node.report("S003", wanted="number", got="text")
        return ""
    return text


def _named(key: str, names: str) -> Callable[[Node, Known], dict[str, Any]]:
    return lambda node, known: {"name": node.at(key).reference(getattr(known, names))}


def _worded(key: str) -> Callable[[Node, Known], dict[str, Any]]:
    return lambda node, _known: {
        "words": node.at(key).text(),
        "words_en": node.at(f"{key}_en").text(),
    }


_READERS: dict[str, Callable[[Node, Known], dict[str, Any]]] = {
    "clock": _clock,
    "limit": _limit,
    "window": lambda node, _known: {"window": read_window(node.at("window"))},
    "target": _named("target", "targets"),
    "price": lambda node, known: {"prices": node.at("price").references(known.prices)},
    "count": _count,
    "cadence": _named("cadence", "cadences"),
    "event": _named("event", "events"),
    "amount": _amount,
    "occasion": _worded("occasion"),
    "check": _worded("check"),
}


def read_window(node: Node) -> TimeWindow | None:
    """Read a window of the day: exactly one of `by`, `about`, `from` and `between`."""
    if not node.fields(WINDOW_KEYS):
        return None
    named = [name for name in WINDOW_KINDS if name in node.value]
    if not named:
        node.report("S002", field=" / ".join(WINDOW_KINDS))
        return None
    for name in named[1:]:
        node.report("S001", field=name, suggestion="")
    kind = named[0]
    part = node.at(kind)
    times = _between(part) if kind == "between" else _times(part, several=kind == "by")
    tolerance = _slack(node.at("tolerance"))
    if kind == "about" and not node.at("tolerance").present:
        node.report("S002", field="tolerance")
    days = _days(node.at("days"))
    if not times:
        return None
    return TimeWindow(
        kind=kind,
        times=times,
        tolerance=tolerance,
        days=days,
        text=node.at("text").text(),
        text_en=node.at("text_en").text(),
    )


def _times(node: Node, *, several: bool) -> tuple[int, ...]:
    nodes = node.items() if several and isinstance(node.value, list) else [node]
    found = tuple(time for part in nodes if (time := _time(part)) is not None)
    if isinstance(node.value, list) and not node.value:
        node.report("S011")
    return found


def _time(node: Node) -> int | None:
    if not node.is_a(str, "time"):
        return None
    try:
        return parse_time(node.value)
    except ValueError:
        node.report("S006", value=node.value, wanted="time")
        return None


def _between(node: Node) -> tuple[int, ...]:
    if not node.is_a(str, "window"):
        return ()
    try:
        return parse_window(node.value)
    except ValueError:
        node.report("S006", value=node.value, wanted="window")
        return ()


def _slack(node: Node) -> Limit | None:
    """Read a tolerance in minutes or hours; one of days is no tolerance of a time of day."""
    limit = node.limit()
    if limit is not None and limit.seconds is None:
        node.report("S005", value=str(limit))
        return None
    return limit


def _days(node: Node) -> str:
    text = node.text(DAILY)
    if text in (DAILY, WORKDAY):
        return text
    try:
        parse_weekdays(text)
    except ValueError:
        node.report("S006", value=text, wanted="weekdays")
        return DAILY
    return text


def read_tolerance(node: Node) -> str:
    """Read the tolerance of a flexible commitment: a limit, a share such as `5%`, or words.

    What is written in bare letters and digits is meant as one of the first two.
    """
    text = node.text()
    if not text:
        return ""
    share = _SHARE.fullmatch(text)
    if share and float(text[:-1]) > _WHOLE_SHARE:
        node.report("S010", value=text, least="0%", most="100%")
    elif not share and text.isascii() and " " not in text:
        try:
            parse_limit(text)
        except ValueError:
            node.report("S005", value=text)
    return text
