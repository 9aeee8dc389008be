"""The corpus of lines in `tests/data/lines`, and readings in its form."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from wuye_cli.domain.line.line import LookUp, NewTicket, Question, Step, TicketSteps, Undo
from wuye_cli.store.yaml_text import read_plain

FOLDER = Path(__file__).parents[3] / "data" / "lines"
_KINDS = {NewTicket: "new", Undo: "undo", LookUp: "show"}


@cache
def cases() -> list[dict[str, Any]]:
    """Return every case of the corpus."""
    return [
        case
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in read_plain(path.read_bytes(), path=path.name)["lines"]
    ]


def readings() -> list[dict[str, Any]]:
    """Return the cases that are understood."""
    return [case for case in cases() if "ask" not in case]


def refusals() -> list[dict[str, Any]]:
    """Return the cases that must be asked about."""
    return [case for case in cases() if "ask" in case]


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Return what a case wants, in the form of `said`."""
    value = {key: case[key] for key in case if key != "line"}
    for kind in _KINDS.values():
        if kind in value:
            return {kind: _with_whole_steps(value[kind])}
    return _with_whole_steps(value)


def _with_whole_steps(value: dict[str, Any]) -> dict[str, Any]:
    steps = [[*step, *["", {}][len(step) - 1 :]] for step in value.get("steps", [])]
    return {**value, "steps": steps} if steps else value


def said(line: Any) -> dict[str, Any]:
    """Return a reading in the form of the corpus, in which what is empty is left out."""
    if isinstance(line, Question):
        return {"ask": line.code}
    value = {key: _plain(fact) for key, fact in asdict(line).items() if fact and key != "pieces"}
    return value if isinstance(line, TicketSteps) else {_KINDS[type(line)]: value}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return [value.act, value.at, value.facts] if isinstance(value, Step) else value
