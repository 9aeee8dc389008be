"""Which of two tiers is the more urgent one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.side import Side
    from wuye_cli.domain.comparing.spot import Spot


def tier_code(spot: Spot, old: str, new: str) -> str:
    """Return the code of another tier taking a tier's place: down, up, or aside."""
    ranks = rank_of(spot.old, old), rank_of(spot.new, new)
    if ranks[0] is None or ranks[1] is None or ranks[0] == ranks[1]:
        return "D144"
    return "D123" if ranks[1] < ranks[0] else "D124"


def rank_of(side: Side, tier: str) -> int | None:
    """Return the rank of a tier; of none, that of the default tier; None if nobody says."""
    if not tier:
        defaults = side.named("categories").get("defaults")
        tier = str(defaults.get("tier") or "") if isinstance(defaults, dict) else ""
    tiers = side.named("tiers").get("tiers")
    entry = tiers.get(str(tier)) if isinstance(tiers, dict) else None
    rank = entry.get("rank") if isinstance(entry, dict) else None
    return rank if isinstance(rank, int) else None
