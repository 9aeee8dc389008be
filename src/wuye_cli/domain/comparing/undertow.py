"""Unchanged texts that come to something else: a calendar, a holiday, a channel's hours moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.limits import read_target
from wuye_cli.domain.comparing.side import name_of
from wuye_cli.domain.comparing.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.effective import Effects

_LIMITED = frozenset({"tiers", "categories", "standard", "procedure"})


def undertow(effects: Effects, found: Iterable[Change]) -> Iterator[Change]:
    """Yield D211 and D212 for every limit whose text both sides share.

    Args:
        effects: The two sides.
        found: What has been told already; where a limit's own text moved, nothing is added.
    """
    if not effects.any_moved:
        return
    told = {(one.standard, one.key) for one in found}
    for path, sheet in sorted(effects.new.sheets.items()):
        before = effects.old.sheets.get(path)
        if before is not None and sheet.family in _LIMITED:
            spot = Spot(name_of(path), path, effects)
            yield from _below(spot, before.tree, sheet.tree, told)


def _below(spot: Spot, old: Any, new: Any, told: set[tuple[str, str]]) -> Iterator[Change]:
    """Look for limits below a place; a limit is known by its form, wherever it stands."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, part in new.items():
            if name in old and isinstance(part, (dict, list)):
                yield from _below(spot.at(str(name)), old[name], part, told)
        return
    target = read_target(new)
    if target is None or target != read_target(old):
        return
    if (spot.standard, ".".join(spot.key)) in told:
        return
    for effect in spot.effects.of_same_text(target):
        code = "D211" if effect.is_worse else "D212"
        limit = {"limit": str(target.limit), "calendar": target.calendar}
        yield spot.found(code, limit | effect.old, limit | effect.new, **effect.facts)
