"""The words of an auditor's working paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.gateways.sheets.model import Words
from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.audit_report import method_notes
from wuye_cli.render.explanations import tier_name
from wuye_cli.render.page_parts import named
from wuye_cli.services.audit_papers.workpaper import ANSWERS, COLUMNS, TESTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.audit_papers.sampling import Sample
    from wuye_cli.services.desk import Desk


def words_at(desk: Desk) -> Callable[[str, str], str]:
    """Return what says a value of a kind: tiers and categories as the standards call them."""
    rules = desk.rules
    book = rules.book_at(desk.now())

    def say(kind: str, value: str) -> str:
        if kind == "tier" and value in book.tiers:
            return tier_name(book, value)
        known = rules.categories.categories
        if kind == "category" and value in known:
            return named(known[value])
        return label(kind, value)

    return say


def paper_words(sample: Sample, say: Callable[[str, str], str] = label) -> Words:
    """Return how the paper of a sample is said in the language in use."""
    shown = {one.id: pick(one.zh, one.en) for one in ANSWERS}
    return Words(
        title=sentence("audit.paper.title"),
        headings={column.key: sentence(f"audit.col.{column.key}") for column in COLUMNS},
        shown={f"test_{test}": shown for test in TESTS},
        notes=(sentence("audit.method.title"), method_notes(sample, say)),
    )
