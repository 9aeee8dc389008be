"""Asking for the impact of a change: its options, and the one function that answers them."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from wuye_cli.cli.options import h
from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.cli.output import Wanted
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.impact.outcome import Impact
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.texts_named import NamedText

Tickets = Annotated[
    list[str] | None,
    typer.Option(
        "--tickets",
        metavar="NAME=VALUE",
        show_default=False,
        help=h(
            "只算这些工单：tier=一般委托 category=water unit=3 source=系统名，可重复",
            "These tickets only: tier=general category=water unit=3 source=NAME; repeatable",
        ),
    ),
]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="FROM..TO",
        help=h("受理时间：2026-01..2026-06", "Received then: 2026-01..2026-06"),
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WORDS",
        help=h(
            "分组：tier,category,building,month", "Groups to show: tier,category,building,month"
        ),
    ),
]
Without = Annotated[
    str,
    typer.Option(
        "--without",
        metavar="WORDS",
        help=h(
            "不计这些：agreed 约定时间，appointments 预约改约，pauses 暂停",
            "Set aside: agreed (times), appointments, pauses",
        ),
    ),
]
Named = Annotated[
    str,
    typer.Option(
        "--list",
        metavar="WHICH",
        help=h("点名：forgiven failed all", "Name the tickets: forgiven, failed or all"),
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="COUNT",
        show_default=False,
        help=h(
            "达到就以 1 退出：'forgiven>0'；另有 failed changed overdue unjudged",
            "Leave with 1 at: 'forgiven>0'; also failed, changed, overdue, unjudged",
        ),
    ),
]

_KNOWN = ("tier", "kind", "category", "unit", "place", "channel", "assignee", "status", "source")
_ALIASES = {"who": "assignee", "building": "unit"}
_COUNTS: dict[str, Callable[[Impact], int]] = {
    "forgiven": lambda impact: len(impact.named("forgiven")),
    "failed": lambda impact: len(impact.named("failed")),
    "changed": lambda impact: len(impact.cases),
    "overdue": lambda impact: len(impact.overdue),
    "unjudged": lambda impact: len(impact.unjudged),
}
_SIGNS = {">": operator.gt, ">=": operator.ge}
_BOUND = re.compile(r"\s*([a-z]+)\s*(>=|>)\s*([0-9]{1,9})\s*", re.ASCII)
_LOST = frozenset({"S002", "S003", "S004", "S005", "S006", "S010"})
"""Faults by which a figure is left out of what was read."""
_LISTS = ("forgiven", "failed", "all")


class Wish(NamedTuple):
    """What somebody asks of an impact, as typed."""

    tickets: Sequence[str] = ()
    period: str = ""
    by: str = "tier"
    without: str = ""
    named: str = ""
    fail_on: Sequence[str] = ()


def show_impact(desk: Desk, names: list[str], wish: Wish, wanted: Wanted) -> int:
    """Judge past tickets by two texts, show what came of it, and return the exit status.

    Args:
        desk: The desk.
        names: As `texts_named.pair_named` takes them: nothing, one name, two, or `A..B`.
        wish: What is asked.
        wanted: Where and how it is shown.

    Raises:
        WuyeError: If a name, a filter or a text is not understood.
    """
    from wuye_cli.cli.output import emit  # noqa: PLC0415 - help needs none of it
    from wuye_cli.cli.progress import Counter  # noqa: PLC0415
    from wuye_cli.cli.viewing import view_of  # noqa: PLC0415
    from wuye_cli.domain.impact.outcome import DIMENSIONS  # noqa: PLC0415
    from wuye_cli.i18n.catalog import sentence  # noqa: PLC0415
    from wuye_cli.render import impact_pages, impact_values  # noqa: PLC0415
    from wuye_cli.services.impacting import Asked, impact  # noqa: PLC0415
    from wuye_cli.services.texts_named import pair_named  # noqa: PLC0415

    by = _words(wish.by, DIMENSIONS, "bad_dimension")
    aside = aside_of(wish.without)
    named = _words(wish.named, _LISTS, "bad_impact_list")
    bounds = [_bound(text) for text in wish.fail_on]
    asked = Asked(filters=_filters(desk, wish), set_aside=aside)
    old, new = pair_named(desk, names)
    for text in (old, new):
        _say_faults(text)
    counter = Counter(sentence("impact.progress"))
    try:
        found = impact(
            desk,
            (old.name, old.rules),
            (new.name, new.rules),
            asked,
            changes=_changes(old, new),
            on_progress=lambda done, _total: counter.show(done),
        )
    finally:
        counter.end()
    view = view_of(desk)
    which = named[0] if named else ""
    emit(
        impact_values.value(found, view),
        text=lambda _: impact_pages.page(found, view, by=by, named=which),
        table=lambda: (impact_values.CSV_HEADS, impact_values.rows(found, view, which)),
        wanted=wanted,
    )
    return _status(found, bounds)


def _say_faults(text: NamedText) -> None:
    """Say on stderr what of a text was read but not understood: it counts as not written."""
    from collections import Counter as Counts  # noqa: PLC0415 - as above

    from wuye_cli.i18n.catalog import sentence  # noqa: PLC0415 - as above
    from wuye_cli.render.plain import clean  # noqa: PLC0415 - as above

    faults = text.snapshot.faults if text.snapshot else []
    for path, count in Counts(where for where, fault in faults if fault.code in _LOST).items():
        said = sentence("impact.faults", name=clean(text.name), path=clean(path), count=str(count))
        typer.echo(said, err=True)


def _changes(old: NamedText, new: NamedText) -> Sequence[Change]:
    """Return what the comparison of standards finds; a version alone has no files to compare."""
    from wuye_cli.services.comparing import changes_between  # noqa: PLC0415 - as above

    if old.snapshot is None or new.snapshot is None:
        return ()
    return changes_between(old.snapshot, new.snapshot).changes


def _status(found: Impact, bounds: Sequence[tuple[str, str, int]]) -> int:
    from wuye_cli.i18n.catalog import sentence  # noqa: PLC0415 - as above

    status = 0
    for name, sign, bound in bounds:
        count = _COUNTS[name](found)
        if _SIGNS[sign](count, bound):
            status = 1
            said = sentence("impact.fail_on", value=f"{name}{sign}{bound}", count=str(count))
            typer.echo(said, err=True)
    return status


def aside_of(text: str) -> tuple[str, ...]:
    """Return what is to be set aside.

    Raises:
        CallError: `bad_aside`.
    """
    from wuye_cli.domain.impact.retelling import WITHOUT  # noqa: PLC0415 - as above

    return _words(text, WITHOUT, "bad_aside")


def _words(text: str, known: Any, code: str) -> tuple[str, ...]:
    """Return the words of a list with commas, each of which must be known.

    Raises:
        CallError: With `code`.
    """
    words = [word for word in re.split(r"[\s,，、]+", text) if word]
    for word in words:
        if word not in known:
            raise CallError(code, value=word, known=list(known))
    return tuple(dict.fromkeys(words))


def _bound(text: str) -> tuple[str, str, int]:
    found = _BOUND.fullmatch(text)
    if found is None or found[1] not in _COUNTS:
        raise CallError("bad_fail_on", value=text, known=list(_COUNTS))
    return found[1], found[2], int(found[3])


def _filters(desk: Desk, wish: Wish) -> dict[str, Any]:
    """Return the filters of lists for what was typed.

    Raises:
        CallError: `bad_impact_query`, `bad_impact_period`, or that a name is unknown.
    """
    from wuye_cli.cli.ticket_filters import ticket_filters  # noqa: PLC0415 - as above
    from wuye_cli.domain.comparing.period import read_period  # noqa: PLC0415 - as above

    given: dict[str, list[str]] = {}
    for part in (part for text in wish.tickets for part in text.split()):
        name, equals, values = part.partition("=")
        name = _ALIASES.get(name, name)
        found = [value for value in re.split("[,，]", values) if value]
        if not equals or name not in _KNOWN or not found:
            raise CallError("bad_impact_query", value=part, known=list(_KNOWN))
        given.setdefault(name, []).extend(found)
    source = given.pop("source", [])
    filters: dict[str, Any] = ticket_filters(desk, given)
    if source:
        filters["source"] = source[-1]
    if wish.period:
        since, until = read_period(wish.period, desk.settings.timezone)
        filters |= {"since": since} if since is not None else {}
        filters |= {"until": until} if until is not None else {}
    return filters
