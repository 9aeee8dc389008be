"""Pages of documents whose format only the rules read: their trees, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import pick
from wuye_cli.render.document_pages import fact
from wuye_cli.render.pages import Page, Section
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from collections.abc import Mapping


def tree_page(title: str, tree: Mapping[str, Any], *, place: str) -> Page:
    """Return the page of any document: its own facts, then its collections, entry by entry."""
    facts = [fact("path", place)]
    sections: list[Section] = []
    for key, value in tree.items():
        if isinstance(value, dict) and any(isinstance(one, dict) for one in value.values()):
            sections += [tree_section(f"{key}.{name}", one) for name, one in value.items()]
        else:
            facts.append((clean(str(key)), flat(value)))
    return Page(clean(title), tuple(facts), tuple(sections))


def tree_section(title: str, value: Any) -> Section:
    """Return one entry of a collection."""
    if not isinstance(value, dict):
        return Section(clean(title), (("", flat(value)),))
    return Section(clean(title), tuple((clean(str(key)), flat(one)) for key, one in value.items()))


def flat(value: Any) -> str:
    """Return a value of a tree on one line."""
    if isinstance(value, dict):
        return pick("；", "; ").join(
            f"{clean(str(key))}: {flat(one)}" for key, one in value.items()
        )
    if isinstance(value, list):
        return pick("、", ", ").join(flat(one) for one in value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else clean(str(value))
