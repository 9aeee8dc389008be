"""Every table of categories that ever stood in a store: by these the desk decided tiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store.codecs.categories import read_category_book
from wuye_cli.store.codecs.rulebook import CATEGORIES
from wuye_cli.store.house import past_versions
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.category import CategoryBook
    from wuye_cli.store.repository import Store


def past_categories(store: Store) -> tuple[CategoryBook, ...]:
    """Return every committed table of categories, newest first; unreadable ones are passed over."""
    found = []
    for data in past_versions(store, CATEGORIES):
        try:
            found.append(read_category_book(read_plain(data))[0])
        except UncheckableError:
            continue
    return tuple(found)
