"""Running the worked cases of the standards (T021)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.facts import CaseFailure, Trouble
from wuye_cli.domain.tickets.case_run import run_cases
from wuye_cli.services.checking.reading import troubles_of
from wuye_cli.store.codecs.casefile import read_case_file

if TYPE_CHECKING:
    from wuye_cli.checking.finding import Where
    from wuye_cli.domain.tickets.rulebook import Rulebook

_LISTS = ("calc_vectors", "ticket_vectors")


def run(
    path: str, tree: dict[str, Any], rules: Rulebook
) -> tuple[tuple[Trouble, ...], list[CaseFailure]]:
    """Run the cases of one file over the store's rules; return its faults and what fails."""
    case_file, problems = read_case_file(tree, base=rules)
    failures = [
        CaseFailure(
            path=path,
            case=outcome.id,
            what=mismatch.what,
            expected=_shown(mismatch.expected),
            actual=_shown(mismatch.actual),
            where=_where(tree, outcome.id),
        )
        for outcome in run_cases(case_file)
        for mismatch in outcome.mismatches
    ]
    return troubles_of(problems), failures


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _where(tree: dict[str, Any], name: str) -> Where:
    """Return the place of a case in its file."""
    for key in _LISTS:
        items = tree.get(key)
        for number, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and item.get("id") == name:
                return (key, number)
    return ()
