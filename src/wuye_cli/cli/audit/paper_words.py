"""The words of an auditor's working paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.gateways.sheets.model import Words
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.audit_report import method_notes
from wuye_cli.services.audit_papers.workpaper import ANSWERS, COLUMNS, TESTS

if TYPE_CHECKING:
    from wuye_cli.services.audit_papers.sampling import Sample


def paper_words(sample: Sample) -> Words:
    """Return how the paper of a sample is said in the language in use."""
    shown = {one.id: pick(one.zh, one.en) for one in ANSWERS}
    return Words(
        title=sentence("audit.paper.title"),
        headings={column.key: sentence(f"audit.col.{column.key}") for column in COLUMNS},
        shown={f"test_{test}": shown for test in TESTS},
        notes=(sentence("audit.method.title"), method_notes(sample)),
    )
