"""JSON Schemas of what commands print or write as JSON, by the name that `wuye schema` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.render.diffs.schema import DIFF_REPORT
from wuye_cli.render.reports.schemas import BASELINE, FINDINGS
from wuye_cli.render.schemas.impact import IMPACT
from wuye_cli.render.schemas.standards import STANDARD_ANSWERS

if TYPE_CHECKING:
    from typing import Any

OUTPUTS: dict[str, dict[str, Any]] = {
    "findings": FINDINGS,
    "baseline": BASELINE,
    "diff-report": DIFF_REPORT,
    "impact": IMPACT,
    **STANDARD_ANSWERS,
}
"""Kind to its schema. A new output is a row here."""
