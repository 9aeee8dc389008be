"""Promises whose own words stay while what they lean on moves (D702)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.change import SAME
from wuye_cli.domain.comparing.grammar import listed
from wuye_cli.domain.comparing.side import name_of
from wuye_cli.domain.comparing.spot import Spot, is_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.effective import Effects

_WHOLE = frozenset({"D801", "D802", "D999"})
_PARTS = ("commitments", "items")
_DEPTHS = {"tiers": 3}
"""How far down the entry of a standard lies that a measure names."""
_NAMED = {
    "target": ("targets", "targets"),
    "price": ("prices", "items"),
    "cadence": ("cadences", "cadences"),
}
"""Key of a measure to the standard and the collection that it names an entry of."""
_LEANED_ON = frozenset({"tiers", *(standard for standard, _ in _NAMED.values())})
"""The standards that a measure can name something of: only their changes move others."""


def inherited(effects: Effects, found: Iterable[Change]) -> Iterator[Change]:
    """Yield a pointer for each unchanged measure that another change moves.

    It is for information: the change that it points to is counted where it stands.
    """
    moving = [
        change
        for change in found
        if change.standard in _LEANED_ON and change.customer != SAME and change.code not in _WHOLE
    ]
    if not moving:
        return
    leaning = _leaning(effects)
    for change in moving:
        for place in leaning.get((change.standard, ".".join(_entry(change))), ()):
            yield place.found(
                "D702",
                change.old,
                change.new,
                customer=change.customer,
                staff=change.staff,
                source=change.fingerprint,
                source_code=change.code,
                source_key=f"{change.standard}#{change.key}",
            )


def _entry(change: Change) -> list[str]:
    """Return the key of what a measure may name: a limit of a tier, or a whole entry."""
    depth = _DEPTHS.get(change.standard, 2)
    return [str(step) for step in (change.where_new or change.where_old)[:depth]]


def _leaning(effects: Effects) -> dict[tuple[str, str], list[Spot]]:
    """Return the unchanged measures by what they lean on: standard and key."""
    found: dict[tuple[str, str], list[Spot]] = {}
    for path, sheet in effects.new.sheets.items():
        before = effects.old.sheets.get(path)
        if sheet.family != "standard" or before is None:
            continue
        spot = Spot(name_of(path), path, effects)
        for part in _PARTS:
            clauses, was = sheet.tree.get(part), before.tree.get(part)
            if not isinstance(clauses, dict) or not isinstance(was, dict):
                continue
            for name, clause in clauses.items():
                measure = _measure(clause)
                if measure and is_same(measure, _measure(was.get(name))):
                    place = spot.at(part).at(name).at("measure")
                    for target in _names(measure):
                        found.setdefault(target, []).append(place)
    return found


def _measure(clause: Any) -> dict[str, Any]:
    measure = clause.get("measure") if isinstance(clause, dict) else None
    return measure if isinstance(measure, dict) else {}


def _names(measure: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield standard and key of what a measure names."""
    for tier in listed(measure.get("tiers")) if "clock" in measure else ():
        yield "tiers", f"tiers.{tier}.{measure['clock']}"
    for field, (standard, part) in _NAMED.items():
        for name in listed(measure.get(field)):
            yield standard, f"{part}.{name}"
