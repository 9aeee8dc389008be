"""What dotted words such as `light.indoor.resolve` or 楼内照明.办结 mean in the standards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.domain.naming import nearest_names
from wuye_cli.domain.timekeeping.limit import parse_limit
from wuye_cli.services.approving import units
from wuye_cli.services.vocabulary import CLOCKS
from wuye_cli.store.codecs.rulebook import CATEGORIES, TIERS
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.domain.marks import Path
    from wuye_cli.services.approving.units import Unit
    from wuye_cli.services.desk import Desk

LIMIT, PLAIN = "limit", "plain"
"""A limit with its calendar, or any other value, typed as the one that it replaces."""

_DIFFICULTY = {"simple": ("简单",), "complex": ("复杂",)}
_SIDES = {"goal": ("目标",), "floor": ("底线",)}
_ENDS = {"from": ("起",), "to": ("止", "最高"), "unit": ("单位",)}
_DAYS = (
    *("mon-fri", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "sat-sun", "mon-sun"),
    *("makeup", "rest"),
)
_MAIN = ("tiers", "categories", "items", "targets", "commitments", "weekly", "flows", "roles")
_SHOWN = 8
_FEW = 3
_COMMON = ("ack", "arrive", "resolve")
"""The clocks that are suggested where only a tier or a category was typed."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What was meant: one fact of a standard, or the same fact of a simple and a complex case.

    Attributes:
        words: The same in full, as a person may type it.
        kind: `limit` or `plain`.
        calendar: That a limit keeps where none is typed.
    """

    unit: str
    path: str
    ways: tuple[tuple[str | int, ...], ...]
    words: str
    kind: str = PLAIN
    calendar: str = "always"


def place_of(desk: Desk, typed: str) -> Place:
    """Return the one fact that dotted words mean.

    Raises:
        CallError: `unknown_clause` with what looks like it; `ambiguous_clause` with candidates.
    """
    text = typed.strip().strip(".").replace("。", ".").replace("．", ".")
    found = list({(p.unit, p.ways): p for p in _meanings(desk, text)}.values())
    if len(found) == 1:
        return found[0]
    if found:
        candidates = [f"{place.unit}.{place.words}" for place in found[:_SHOWN]]
        raise CallError("ambiguous_clause", value=typed, candidates=candidates)
    raise CallError("unknown_clause", value=typed, suggestions=_like(desk, text))


def _meanings(desk: Desk, text: str) -> Iterator[Place]:
    for unit in _units(desk):
        tree = _tree(desk, unit)
        names = {unit.name, unit.name.rpartition("/")[2], *units.own_names(unit.name)}
        names.update(tree[key] for key in ("label", "label_en") if isinstance(tree.get(key), str))
        rests = [rest for name in names if (rest := _after(text, name)) is not None]
        reader = _READERS.get(unit.name) or _READERS.get(unit.name.partition("/")[0])
        for rest in {text, *rests} if unit.name.partition("/")[0] != "calendars" else set(rests):
            if reader is not None:
                yield from reader(desk, unit, tree, rest)
        for rest in rests:
            yield from _by_path(unit, tree, rest)


def _units(desk: Desk) -> list[Unit]:
    paths = [(name, units.path_of_unit(name)) for name in units.unit_names(desk)]
    return [units.Unit(name, path) for name, path in paths if desk.store.read(path) is not None]


def _tree(desk: Desk, unit: Unit) -> dict[str, Any]:
    try:
        return read_plain(desk.store.read(unit.path) or b"")
    except UncheckableError:
        return {}


def _after(text: str, name: str) -> str | None:
    """Return what follows a name and a dot; an empty text if nothing does; None if it differs."""
    wanted, found = name.casefold(), text.casefold()
    if wanted and found == wanted:
        return ""
    return text[len(name) + 1 :] if wanted and found.startswith(wanted + ".") else None


def _reads(text: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield each id that the text begins with, by id or another name, and what follows."""
    for name, others in names.items():
        rests = {rest for one in (name, *others) if (rest := _after(text, one)) is not None}
        for rest in sorted(rests):
            yield name, rest


def _labels(mapping: Any, *, aliases: bool = True) -> dict[str, tuple[str, ...]]:
    """Return the entries of a mapping with what they are called."""
    if not isinstance(mapping, dict):
        return {}
    found = {}
    for name, entry in mapping.items():
        own = entry if isinstance(entry, dict) else {}
        also = own.get("aliases") if aliases else ()
        words = [own.get("label"), own.get("label_en"), *(also if isinstance(also, list) else ())]
        found[str(name)] = tuple(word for word in words if isinstance(word, str))
    return found


def _clocks(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return the clocks as they are written now, with what people call them."""
    tree = _tree(desk, units.Unit("tiers", TIERS))
    found = _labels(tree.get("clocks"))
    return {name: (*words, *CLOCKS.get(name, ())) for name, words in found.items()}


def _tier_limits(desk: Desk, unit: Unit, tree: dict[str, Any], text: str) -> Iterator[Place]:
    for tier, rest in _reads(text, _labels(tree.get("tiers"))):
        for clock, end in _reads(rest, _clocks(desk)):
            if not end:
                old = tree["tiers"][tier].get(clock)
                yield Place(
                    unit=unit.name,
                    path=unit.path,
                    ways=(("tiers", tier, clock),),
                    words=f"{tier}.{clock}",
                    kind=LIMIT,
                    calendar=_calendar_in(old),
                )


def _calendar_in(value: Any, default: str = "always") -> str:
    return str(value[1]) if isinstance(value, list) and len(value) > 1 else default


def _category_limits(desk: Desk, unit: Unit, tree: dict[str, Any], text: str) -> Iterator[Place]:
    for name, rest in _reads(text, _labels(tree.get("categories"))):
        category = tree["categories"][name]
        for clock, end in _reads(rest, _clocks(desk)):
            own = category.get("limits", {}).get(clock, {}) if isinstance(category, dict) else {}
            wanted = [level for level, more in _reads(end, _DIFFICULTY) if not more]
            levels = wanted or ([] if end else list(own) or list(_DIFFICULTY))
            if levels:
                old = own.get(levels[0]) or _of_tier(desk, category.get("tier"), clock)
                yield Place(
                    unit=unit.name,
                    path=unit.path,
                    ways=tuple(("categories", name, "limits", clock, level) for level in levels),
                    words=".".join([name, clock, *wanted]),
                    kind=LIMIT,
                    calendar=_calendar_in(old),
                )


def _of_tier(desk: Desk, tier: Any, clock: str) -> Any:
    entry = _tree(desk, units.Unit("tiers", TIERS)).get("tiers", {}).get(tier, {})
    return entry.get(clock) if isinstance(entry, dict) else None


def _hours(_desk: Desk, unit: Unit, tree: dict[str, Any], text: str) -> Iterator[Place]:
    weekly = tree.get("weekly")
    for day, rest in _reads(text, dict.fromkeys(_DAYS, ())):
        if rest or not isinstance(weekly, dict):
            continue
        way = (day,) if day in {"makeup", "rest"} else ("weekly", day)
        yield Place(unit=unit.name, path=unit.path, ways=(way,), words=text)


def _goals(_desk: Desk, unit: Unit, tree: dict[str, Any], text: str) -> Iterator[Place]:
    for name, rest in _reads(text, _labels(tree.get("targets"))):
        for side, end in _reads(rest or "goal", _SIDES):
            if not end:
                ways = (("targets", name, side),)
                yield Place(unit=unit.name, path=unit.path, ways=ways, words=f"{name}.{side}")


def _prices(_desk: Desk, unit: Unit, tree: dict[str, Any], text: str) -> Iterator[Place]:
    for name, rest in _reads(text, _labels(tree.get("items"))):
        for end, more in _reads(rest, _ENDS):
            if not more:
                ways = (("items", name, end),)
                yield Place(unit=unit.name, path=unit.path, ways=ways, words=f"{name}.{end}")


_READERS = {
    "tiers": _tier_limits,
    "categories": _category_limits,
    "calendars": _hours,
    "targets": _goals,
    "prices": _prices,
}


def _by_path(unit: Unit, tree: dict[str, Any], text: str) -> Iterator[Place]:
    """Yield what a way of keys leads to, the name of the main part left out or not."""
    for start in ((), *((main,) for main in _MAIN if isinstance(tree.get(main), dict))):
        part = tree[start[0]] if start else tree
        for way in _ways(part, text):
            kind = LIMIT if _is_limit(_at(part, way)) else PLAIN
            yield Place(
                unit=unit.name,
                path=unit.path,
                ways=((*start, *way),),
                words=text,
                kind=kind,
                calendar=_calendar_in(_at(part, way)),
            )


def _ways(tree: Any, text: str) -> Iterator[Path]:
    if isinstance(tree, list):
        named = {item["id"]: n for n, item in enumerate(tree) if _has_id(item)}
        for name, rest in _reads(text, dict.fromkeys(named, ())):
            yield from _ways_below(tree[named[name]], named[name], rest)
        return
    if isinstance(tree, dict):
        for name, rest in _reads(text, _labels(tree, aliases=False)):
            yield from _ways_below(tree[name], name, rest)


def _ways_below(part: Any, step: str | int, rest: str) -> Iterator[Path]:
    if rest:
        for way in _ways(part, rest):
            yield (step, *way)
    elif not isinstance(part, dict):
        yield (step,)


def _has_id(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str)


def _at(tree: Any, way: Path) -> Any:
    for step in way:
        tree = tree[step]
    return tree


def _is_limit(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[0], str):  # noqa: PLR2004 - a limit and a calendar
        return False
    try:
        parse_limit(value[0])
    except ValueError:
        return False
    return True


def _like(desk: Desk, text: str) -> list[str]:
    """Return what looks like the words: limits of tiers and categories, and standards."""
    clocks = _clocks(desk)
    tiers = _labels(_tree(desk, units.Unit("tiers", TIERS)).get("tiers"))
    categories = _labels(_tree(desk, units.Unit("categories", CATEGORIES)).get("categories"))
    known = [f"{name}.{clock}" for name in (*tiers, *categories) for clock in clocks]
    near = nearest_names(text, [*known, *units.unit_names(desk)])
    return [one for one in near if one != text] or _called(text, {**tiers, **categories}, clocks)


def _called(
    text: str, entries: Mapping[str, tuple[str, ...]], clocks: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Return limits of the tiers and categories in whose names the words occur."""
    wanted = text.partition(".")[0].casefold()
    found = [
        name
        for name, words in entries.items()
        if wanted and any(wanted in word.casefold() for word in (name, *words))
    ]
    return [f"{name}.{clock}" for name in found[:_FEW] for clock in clocks if clock in _COMMON]
