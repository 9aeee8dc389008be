"""Filters of tickets as people type them: names of tiers, categories and people to their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets.call import normal_unit
from wuye_cli.domain.tickets.kinds import STATUSES
from wuye_cli.i18n.catalog import label
from wuye_cli.services.vocabulary import (
    category_names,
    channel_of,
    kind_names,
    person_of,
    tier_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.services.desk import Desk

Texts = list[str] | None


def ticket_filters(desk: Desk, given: Mapping[str, Texts]) -> dict[str, Any]:
    """Return the filters with every name resolved to its id.

    Raises:
        CallError: If a name is unknown.
    """
    book = desk.rules.book_at(desk.now())
    statuses = {name: (label("status", name),) for name in STATUSES}
    readers: dict[str, Callable[[str], str]] = {
        "status": lambda text: find_named(text, statuses, code="unknown_status"),
        "kind": lambda text: find_named(text, kind_names(desk.rules), code="unknown_kind"),
        "tier": lambda text: find_named(text, tier_names(book), code="unknown_tier"),
        "category": lambda text: find_named(
            text, category_names(desk.rules.categories), code="unknown_category"
        ),
        "unit": lambda text: normal_unit(text) or text,
        "assignee": lambda text: person_of(desk, text),
        "channel": lambda text: channel_of(desk, text),
    }
    return {
        name: [readers[name](text) if name in readers else text for text in texts]
        for name, texts in given.items()
        if texts
    }
