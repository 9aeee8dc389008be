"""Categories (类别): what a ticket is about, and the decision table from it to a tier."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wuye_cli.domain.tickets.tier import Target

KINDS = (
    "repair",
    "clean",
    "green",
    "order",
    "complaint",
    "violation",
    "inquiry",
    "suggestion",
    "praise",
    "hazard",
    "hotline",
)
"""What a ticket may be: 报修 保洁 绿化 秩序 投诉 违规 咨询 建议 表扬 隐患 热线工单."""

PLACES = ("private", "common")
"""Inside a home, or a common part."""

URGENCIES = ("danger", "outage", "normal")
COMPLEXITIES = ("simple", "complex")


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a category's decision table; an empty condition is the catch-all."""

    tier: str
    place: str = ""
    urgency: str = ""
    complexity: str = ""


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """One category.

    Attributes:
        tier: Tier when no row of `rules` matches (or there are none).
        limits: Clock to complexity to target; replaces the tier's target for this category.
        require: Facts that a ticket of this category must carry.
        hours: Kind of permitted hours that it concerns, such as `decoration`.
    """

    id: str
    label: str = ""
    label_en: str = ""
    kind: str = ""
    tier: str = ""
    rules: tuple[Rule, ...] = ()
    aliases: tuple[str, ...] = ()
    limits: dict[str, dict[str, Target]] = {}
    skill: str = ""
    doer: str = ""
    vendor: str = ""
    utility: str = ""
    plan: str = ""
    hours: str = ""
    service_class: int | None = None
    subcodes: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    incident_fields: tuple[str, ...] = ()
    due_from_source: bool = False
    basis: str = ""


class CategoryBook(msgspec.Struct, frozen=True, kw_only=True):
    """All categories, danger words, and what holds for an unclassified ticket.

    Attributes:
        calm_words: Words in which a danger word means none: 燃气费, 燃气表.
        effective_from: For tickets received from then on; None: since ever.
    """

    version: str = "1"
    effective_from: datetime | None = None
    categories: dict[str, Category] = {}
    danger_words: tuple[str, ...] = ()
    calm_words: tuple[str, ...] = ()
    default_kind: str = "repair"
    default_tier: str = "general"
    default_urgency: str = "normal"
    default_complexity: str = "simple"
    place_from: str = "unit_or_place"
