"""How prices, targets and cadences are compared."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import (
    Record,
    elsewhere,
    is_number,
    plain_value,
    share,
    words,
)
from wuye_cli.domain.comparing.heads import HEAD, NAMES, owner, reference
from wuye_cli.domain.comparing.keyed import Keyed
from wuye_cli.domain.comparing.limits import span
from wuye_cli.domain.comparing.often import Rated, amount, by_times, frequency, tolerance
from wuye_cli.domain.comparing.spot import plain

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot

_definition = plain_value("D404")


def price(spot: Spot, old: Any, new: Any) -> Found:
    """Compare a bound of a price; from nothing to something is a charge, told once."""
    before, after = _yuan(old), _yuan(new)
    if before is None or after is None:
        yield spot.found(
            "D321" if before is None else "D322", plain(old), plain(new), customer="unknown"
        )
        return
    if before == after:
        yield spot.found("D115", plain(old), plain(new))
        return
    free = [_yuan((entry or {}).get("to")) == 0 for entry in spot.peer]
    if free[0] != free[1]:
        if spot.key[-1] == "to":
            yield spot.found("D323" if free[0] else "D324", plain(old), plain(new))
        return
    moved = share(float(before), float(after))
    yield spot.found("D321" if after > before else "D322", plain(old), plain(new), **moved)


def _yuan(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


ITEM = Record(
    {
        **NAMES,
        "unit": plain_value("D327"),
        "from": price,
        "to": price,
        "aliases": words("D141", "D140"),
    }
)

PRICES = Record({**HEAD, "items": Keyed(ITEM, "D326", "D325")})


def bound(spot: Spot, old: Any, new: Any) -> Found:
    """Compare what a figure is to reach: a share the more the better, a mere count the fewer."""
    if old is None or new is None:
        yield spot.found("D409" if old is None else "D403", old, new)
        return
    if not is_number(old) or not is_number(new):
        yield spot.found("D404", plain(old), plain(new))
        return
    lower = new < old if _is_share(spot) else new > old
    codes = ("D407", "D408") if _is_follow_up(spot) else ("D401", "D402")
    if old != new:
        yield spot.found(codes[0] if lower else codes[1], old, new, **share(old, new))


def _is_share(spot: Spot) -> bool:
    """Whether a target is a part of something; without `of` it counts what should not be."""
    return any((entry or {}).get("of") for entry in spot.peer)


def _is_follow_up(spot: Spot) -> bool:
    """Whether a target counts follow-ups: its words say so, or its name does."""
    counted = [str((entry or {}).get("counts", "")) for entry in spot.peer]
    return any("回访" in text for text in counted) or spot.key[-2].endswith(".visit")


TARGET = Record(
    {
        **NAMES,
        "of": _definition,
        "counts": _definition,
        "floor": bound,
        "goal": bound,
        "period": words("D406", "D405"),
        "also": _definition,
        "show": _definition,
        "show_only": _definition,
        "empty_ok": _definition,
    }
)

SCORE = Record({**NAMES, "scale": _definition, "satisfied_from": _definition})

TARGETS = Record({**HEAD, "score": SCORE, "targets": Keyed(TARGET, "D409", "D403")})

CADENCE = Rated(
    {
        **NAMES,
        "register": reference,
        "by": owner,
        "to": words("D504", "D504"),
        "every": elsewhere,
        "count": elsewhere,
        "flood_season": frequency,
        "of": _definition,
        "per": _definition,
        "draw": _definition,
        "persons": amount("D406", "D405", other="D404"),
        "at": by_times,
        "before": by_times,
        "between": _definition,
        "due": span("D111", "D112", other="D404"),
        "tolerance": tolerance,
        "empty_ok": _definition,
    }
)

CADENCES = Record({**HEAD, "cadences": Keyed(CADENCE, "D406", "D405")})

PARTS = {
    "prices": PRICES,
    "prices.item": ITEM,
    "targets": TARGETS,
    "targets.target": TARGET,
    "cadences": CADENCES,
    "cadences.cadence": CADENCE,
}
"""Section of the page on formats to the record that compares it."""
