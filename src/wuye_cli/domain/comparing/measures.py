"""How the measure of a clause is compared: by its kind, each kind by its own direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.events import kept_for, start_events, stop_events
from wuye_cli.domain.comparing.grammar import Record, elsewhere, is_empty, plain_value, words
from wuye_cli.domain.comparing.heads import label, reference
from wuye_cli.domain.comparing.limits import target
from wuye_cli.domain.comparing.often import (
    Rated,
    amount,
    between_times,
    by_times,
    days,
    tolerance,
)
from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.comparing.texts import texts

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot

_KINDS = (
    "clock", "limit", "window", "target", "price", "count", "cadence", "event", "amount",
    "occasion", "check",
)  # fmt: skip
_WINDOWS = ("by", "about", "from", "between")
_definition = plain_value("D404")


def _limit(spot: Spot, old: Any, new: Any) -> Found:
    """Compare limits; one without a calendar runs round the clock."""
    before = [old, "always"] if isinstance(old, str) else old
    after = [new, "always"] if isinstance(new, str) else new
    yield from target(spot, before, after)


WINDOW = Record(
    {
        "by": by_times,
        "from": by_times,
        "about": _definition,
        "between": between_times,
        "tolerance": tolerance,
        "days": days,
        **texts("text"),
    }
)

AMOUNT = Record(
    {
        "least": amount("D402", "D401", other="D404"),
        "most": amount("D401", "D402", other="D404"),
        "unit": _definition,
        "unit_en": label,
    }
)


def window(spot: Spot, old: Any, new: Any) -> Found:
    """Compare two windows of the day; of different kinds they are different promises."""
    if _kind(old, _WINDOWS) != _kind(new, _WINDOWS):
        yield spot.found("D404", plain(old), plain(new))
    else:
        yield from WINDOW(spot, old, new)


MEASURE = Rated(
    {
        "clock": reference,
        "tiers": kept_for,
        "limit": _limit,
        "from": start_events,
        "to": stop_events,
        "window": window,
        "target": reference,
        "price": words("D701", "D701"),
        "count": elsewhere,
        "every": elsewhere,
        "cadence": reference,
        "event": reference,
        "amount": AMOUNT,
        **texts("occasion"),
        **texts("check"),
    }
)


def measure(spot: Spot, old: Any, new: Any) -> Found:
    """Compare how something is measured: gained, lost, of another kind, or of another figure."""
    if is_empty(old) and is_empty(new):
        return
    if is_empty(old) or is_empty(new):
        yield spot.found(
            "D114" if is_empty(old) else "D113", plain(old) or None, plain(new) or None
        )
    elif _kind(old, _KINDS) != _kind(new, _KINDS):
        yield spot.found("D404", plain(old), plain(new))
    else:
        yield from MEASURE(spot, old, new)


def _kind(value: Any, kinds: tuple[str, ...]) -> str:
    """Return the leading key; `every` alone is a count of one."""
    if not isinstance(value, dict):
        return "count"
    return next((name for name in kinds if name in value), "count")
