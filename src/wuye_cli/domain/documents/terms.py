"""Names and figures of what documents refer to, for showing them."""

from __future__ import annotations

import msgspec


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the standards declare.

    Attributes:
        figures: What it comes to: of a limit amount and calendar, of a target its goal, of a price
            least, most and unit, of a cadence how many and how often.
    """

    id: str
    label: str = ""
    label_en: str = ""
    figures: tuple[str, ...] = ()


Terms = dict[str, dict[str, Term]]
"""Kind (role, category, clock, tier, limit, target, price, cadence, event, promise, calendar,
clause) to id to term."""
