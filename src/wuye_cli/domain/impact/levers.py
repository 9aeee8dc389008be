"""Levers: the single changes between two texts that can move a verdict, each to be pulled alone.

A lever never changes a text; it makes another one that differs in this one thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.timekeeping.calendar import Calendar, format_window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.impact.text import Text

Way = tuple[str, ...]
"""Attributes and keys that lead from a `Text` to a value in it."""


class _Gone:
    """Stands for a value that is not there."""


GONE = _Gone()

_TIER = ("service", "rank", "raise_to", "only_for", "agreed_time_first")
_CLOCK = ("start", "stop", "human", "binds")
_PAUSE = ("stops", "stops_if_agreed")
_POLICY = ("correction_window", "visit_attempts_required")
_CALENDAR = ("zone", "always", "weekly", "makeup", "rest", "exceptions")
_CATEGORY = ("kind", "vendor")
_DEFAULTS = ("default_tier", "default_urgency", "default_complexity")
_NAMES = {"service": "class", "default_tier": "defaults.tier"} | {
    f"default_{name}": f"defaults.{name}" for name in ("urgency", "complexity")
}
"""How files call what a text calls otherwise."""


class Lever(msgspec.Struct, frozen=True, kw_only=True):
    """One change.

    Attributes:
        standard: The document, as its path below `standards/` without `.yaml`.
        key: The place inside it, as the comparison of standards names it: `tiers.general.resolve`.
        old: The value before, plain; None where there was none.
        new: The value after, plain; None where there is none.
        puts: Where in a text which value is put.
    """

    standard: str
    key: str
    old: str | None = None
    new: str | None = None
    puts: tuple[tuple[Way, Any], ...] = ()

    @property
    def name(self) -> str:
        """What it is called among all levers of two texts."""
        return f"{self.standard}#{self.key}"

    def pulled(self, text: Text) -> Text:
        """Return the text with this change."""
        for way, value in self.puts:
            text = _put(text, way, value)
        return text


def levers_between(old: Text, new: Text) -> tuple[Lever, ...]:
    """Return every change from `old` to `new` that can move a verdict, by document and key."""
    found = [
        *_tiers(old, new),
        *_parts("tiers", "clocks", ("book", "clocks"), old, new, _CLOCK),
        *_parts("tiers", "pause_reasons", ("book", "pause_reasons"), old, new, _PAUSE),
        *_keys("tiers", "channel_calendars", ("book", "channel_calendars"), old, new),
        *_fields("tiers", "policy", ("book", "policy"), old, new, _POLICY),
        *_fields("tiers", "", ("book",), old, new, ("timezone",)),
        *_calendars(old, new),
        *_holidays(old, new),
        *_categories(old, new),
        *_fields("categories", "", ("categories",), old, new, _DEFAULTS),
    ]
    if _asks(old) != _asks(new):
        found.append(Lever(standard="flows", key="flows", puts=((("flows",), new.flows),)))
    return tuple(sorted(found, key=lambda lever: lever.name))


def code_of(lever: Lever, changes: Sequence[Change]) -> str:
    """Return the code that the comparison of standards has for a lever; empty if it has none.

    A change of the very place counts first, then one inside it, then one that holds it.
    """
    there = [change for change in changes if change.standard == lever.standard and change.key]
    exact = [change for change in there if change.key == lever.key]
    inside = [change for change in there if change.key.startswith(f"{lever.key}.")]
    around = [change for change in there if lever.key.startswith(f"{change.key}.")]
    return next((change.code for change in (*exact, *inside, *around)), "")


# -- tiers ----------------------------------------------------------------------------------------


def _tiers(old: Text, new: Text) -> Iterator[Lever]:
    was, now = old.book.tiers, new.book.tiers
    for name in _all_of(was, now):
        way, key = ("book", "tiers", name), f"tiers.{name}"
        if name not in was or name not in now:
            yield _whole("tiers", key, way, was.get(name), now.get(name))
            continue
        yield from _keys("tiers", key, (*way, "targets"), old, new)
        yield from _fields("tiers", key, way, old, new, _TIER)


def _whole(standard: str, key: str, way: Way, was: Any, now: Any) -> Lever:
    return Lever(
        standard=standard,
        key=key,
        old=None if was is None else key.rpartition(".")[2],
        new=None if now is None else key.rpartition(".")[2],
        puts=((way, GONE if now is None else now),),
    )


# -- calendars ------------------------------------------------------------------------------------


def _calendars(old: Text, new: Text) -> Iterator[Lever]:
    """Yield what changed in calendars, their holidays apart."""
    for name in _all_of(old.calendars, new.calendars):
        way = ("calendars", name)
        was, now = old.calendars.get(name), new.calendars.get(name)
        if was is None or now is None:
            yield _whole(f"calendars/{name}", name, way, was, now)
            continue
        changed = {
            field: getattr(now, field)
            for field in _CALENDAR
            if getattr(was, field) != getattr(now, field)
        }
        if _table(was) != _table(now):
            changed["holidays"] = now.holidays
        for field, value in changed.items():
            yield Lever(
                standard=f"calendars/{name}",
                key=field,
                old=_plain(getattr(was, field)),
                new=_plain(value),
                puts=(((*way, field), value),),
            )


def _table(calendar: Calendar) -> str | None:
    return None if calendar.holidays is None else calendar.holidays.id


def _holidays(old: Text, new: Text) -> Iterator[Lever]:
    """Yield one lever a table of holidays: it moves every calendar that goes by it."""
    puts: dict[str, list[tuple[Way, Any]]] = {}
    for name in _all_of(old.calendars, new.calendars):
        was, now = old.calendars.get(name), new.calendars.get(name)
        if was is None or now is None or now.holidays is None or _table(was) != _table(now):
            continue
        if _days(was) != _days(now):
            puts.setdefault(now.holidays.id, []).append(
                (("calendars", name, "holidays"), now.holidays)
            )
    for table, moved in puts.items():
        yield Lever(standard=f"holidays/{table}", key="days", puts=tuple(moved))


def _days(calendar: Calendar) -> Any:
    table = calendar.holidays
    return table and (table.years, table.rest, table.makeup, table.fixed_fallback)


# -- categories -----------------------------------------------------------------------------------


def _categories(old: Text, new: Text) -> Iterator[Lever]:
    was, now = old.categories.categories, new.categories.categories
    for name in _all_of(was, now):
        way, key = ("categories", "categories", name), f"categories.{name}"
        if name not in was or name not in now:
            yield _whole("categories", key, way, was.get(name), now.get(name))
            continue
        if (was[name].tier, was[name].rules) != (now[name].tier, now[name].rules):
            yield Lever(
                standard="categories",
                key=f"{key}.tier",
                old=_table_of(was[name]),
                new=_table_of(now[name]),
                puts=(((*way, "tier"), now[name].tier), ((*way, "rules"), now[name].rules)),
            )
        yield from _keys("categories", f"{key}.limits", (*way, "limits"), old, new)
        yield from _fields("categories", key, way, old, new, _CATEGORY)


def _table_of(category: Any) -> str:
    """Return the table by which a category gives a tier, on one line."""
    rows = [
        " ".join(filter(None, (rule.place, rule.urgency, rule.complexity))) + f"→{rule.tier}"
        for rule in category.rules
    ]
    return ", ".join([*rows, *([category.tier] if category.tier else [])])


def _asks(text: Text) -> Any:
    """Return what of the flows a clock depends on: which flow fits, and what it asks for."""
    flows = text.flows.flows.values()
    return [(flow.id, flow.when, flow.steps, flow.required_if) for flow in flows]


# -- values at a place ----------------------------------------------------------------------------


def _keys(standard: str, key: str, way: Way, old: Text, new: Text) -> Iterator[Lever]:
    """Yield a lever for each key of a mapping whose value changed."""
    was, now = _at(old, way), _at(new, way)
    for name in _all_of(was, now):
        before, after = was.get(name, GONE), now.get(name, GONE)
        if before != after:
            yield _lever(standard, f"{key}.{name}", (*way, name), before, after)


def _fields(
    standard: str, key: str, way: Way, old: Text, new: Text, fields: Iterable[str]
) -> Iterator[Lever]:
    """Yield a lever for each field of a struct whose value changed."""
    was, now = _at(old, way), _at(new, way)
    for name in fields:
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            shown = ".".join(filter(None, (key, _NAMES.get(name, name))))
            yield _lever(standard, shown, (*way, name), before, after)


def _parts(
    standard: str, key: str, way: Way, old: Text, new: Text, fields: Iterable[str]
) -> Iterator[Lever]:
    """Yield a lever for each part of a mapping that came, went, or changed in one of `fields`."""
    was, now = _at(old, way), _at(new, way)
    for name in _all_of(was, now):
        before, after = was.get(name), now.get(name)
        if before is None or after is None:
            yield _whole(standard, f"{key}.{name}", (*way, name), before, after)
        else:
            yield from _fields(standard, f"{key}.{name}", (*way, name), old, new, fields)


def _lever(standard: str, key: str, way: Way, before: Any, after: Any) -> Lever:
    return Lever(
        standard=standard, key=key, old=_plain(before), new=_plain(after), puts=((way, after),)
    )


def _plain(value: Any) -> str | None:
    """Return a value on one line, as a file of the standards has it where that is short."""
    if value is GONE or value is None:
        return None
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, int) for one in value):  # noqa: PLR2004 - from and to
        return format_window(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, tuple | list | frozenset):
        return " ".join(str(_plain(one)) for one in value)
    if hasattr(value, "limit") and hasattr(value, "calendar"):
        return f"{value.limit} {value.calendar}" if value.limit else "agreed"
    return str(value)


def _all_of(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return sorted({**one, **other})


def _at(thing: Any, way: Way) -> Any:
    for step in way:
        thing = thing[step] if isinstance(thing, dict) else getattr(thing, step)
    return thing


def _put(thing: Any, way: Way, value: Any) -> Any:
    """Return a copy with `value` at the end of a way; what the way does not reach stays as it is.

    Pulled alone, a change inside a part that another change brings finds nothing to change.
    """
    if not way:
        return value
    step, rest = way[0], way[1:]
    if not isinstance(thing, dict):
        return msgspec.structs.replace(thing, **{step: _put(getattr(thing, step), rest, value)})
    if rest and step not in thing:
        return thing
    if not rest and value is GONE:
        return {key: one for key, one in thing.items() if key != step}
    return {**thing, step: _put(thing.get(step), rest, value)}
