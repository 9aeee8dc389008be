"""Rules for what starts and stops a clock, and for whom a duty is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import listed

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot

_EARLIEST = ["receive"]
_UNDECIDED = {"customer": "unknown", "staff": "unknown"}


def start_events(spot: Spot, old: Any, new: Any) -> Found:
    """Compare what starts a clock, in order of preference; nothing comes before the receipt."""
    before, after = listed(old), listed(new)
    if before == after:
        return
    if after == _EARLIEST:
        yield spot.found("D128", before, after)
    else:
        yield spot.found("D117", before, after, **({} if before == _EARLIEST else _UNDECIDED))


def stop_events(spot: Spot, old: Any, new: Any) -> Found:
    """Compare what stops a clock: one event more is one more way out."""
    before, after = listed(old), listed(new)
    if before == after:
        return
    if set(before) == set(after):
        yield spot.found("D901", before, after)
    elif set(after) < set(before):
        yield spot.found("D129", before, after)
    else:
        more = set(after) > set(before)
        yield spot.found("D118", before, after, **({} if more else _UNDECIDED))


def kept_for(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the categories or tiers that a duty is kept for; without a list it is for all."""
    before, after = listed(old), listed(new)
    if set(before) == set(after):
        return
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if old is None or new is None:
        yield spot.found("D309" if new is None else "D308", before or None, after or None)
        return
    if gone:
        yield spot.found("D308", gone, None)
    if come:
        yield spot.found("D309", None, come)
