"""What the pages about file formats and the JSON Schemas say of each key, in Chinese and English.

One module for each kind of file; the form of a row is in `row`.
"""

from __future__ import annotations

from wuye_cli.checking.file_kinds import ENTRIES, TOPS
from wuye_cli.i18n.format_words.approvals import APPROVALS
from wuye_cli.i18n.format_words.cases import CASES
from wuye_cli.i18n.format_words.categories import CATEGORIES
from wuye_cli.i18n.format_words.documents import ABOUT, DOCUMENTS
from wuye_cli.i18n.format_words.figures import FIGURES
from wuye_cli.i18n.format_words.flows import FLOWS
from wuye_cli.i18n.format_words.hours import HOURS
from wuye_cli.i18n.format_words.imports import IMPORTS
from wuye_cli.i18n.format_words.kinds import KINDS
from wuye_cli.i18n.format_words.papers import PAPERS
from wuye_cli.i18n.format_words.people import PEOPLE
from wuye_cli.i18n.format_words.policy import POLICY
from wuye_cli.i18n.format_words.readers import FOR_READERS
from wuye_cli.i18n.format_words.row import Words
from wuye_cli.i18n.format_words.settings import SETTINGS
from wuye_cli.i18n.format_words.tickets import TICKETS
from wuye_cli.i18n.format_words.tiers import TIERS

__all__ = ["FOR_READERS", "KINDS", "WORDS", "Words"]

WORDS: dict[str, Words] = {
    **TICKETS,
    **SETTINGS,
    **PEOPLE,
    **TIERS,
    **CATEGORIES,
    **FLOWS,
    **HOURS,
    **FIGURES,
    **POLICY,
    **APPROVALS,
    **PAPERS,
    **CASES,
    **IMPORTS,
    **{name: Words(*parts) for name, parts in DOCUMENTS.items()},
}
"""Section name to its words; the pages have them in the order of `services.file_formats`."""

for _name in TOPS:
    WORDS[_name].rows.update(
        {key: row for key, row in ABOUT.items() if key not in WORDS[_name].rows}
    )
for _name in ENTRIES:
    WORDS[_name].rows.setdefault("formerly", ABOUT["formerly"])
