"""Family Q: how well the written standard is founded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.facts import TIERS
from wuye_cli.checking.finding import Finding
from wuye_cli.domain.tickets.tier import basis_counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts


def house_limits(store: StoreFacts) -> Iterator[Finding]:
    """Q042: limits that the house chose, or that have no basis at all; counted, not forbidden."""
    if store.book is None:
        return
    counts = basis_counts(store.book)
    if counts.house or counts.none:
        facts = {"count": counts.house, "total": counts.limits, "unfounded": counts.none or None}
        yield Finding(rule="Q042", path=TIERS, where=("tiers",), facts=facts)
