"""What review pages show beside a line: GitHub's commands, GitLab's list, reviewdog's rdjson."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.finding import ERROR, INFO, WARNING
from wuye_cli.i18n.catalog import catalog, fill
from wuye_cli.render.machine import to_json
from wuye_cli.render.plain import clean, clean_lines
from wuye_cli.render.reports.item import Item, by_place, own_fingerprints

if TYPE_CHECKING:
    from wuye_cli.render.reports.item import Sheet

UNCHECKED = "unchecked"
"""Code of what could not be looked at, in formats that have no place of their own for it."""

_COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}
_WEIGHTS = {ERROR: "major", WARNING: "minor", INFO: "info"}
_GRADES = {ERROR: "ERROR", WARNING: "WARNING", INFO: "INFO"}


def _with_gaps(sheet: Sheet) -> list[Item]:
    """Return the items, and one for each thing that could not be checked."""
    words = catalog("reports")["unchecked"]
    gaps = [
        Item(
            code=UNCHECKED,
            name=UNCHECKED,
            level=ERROR,
            path=path,
            message=fill(words, {"path": clean(path), "reason": clean(reason)}),
        )
        for path, reason in sheet.unchecked
    ]
    return by_place((*sheet.items, *gaps))


def github(sheet: Sheet) -> str:
    """Return workflow commands of GitHub Actions, which Gitea and Forgejo read as well."""
    return "".join(_command(item) + "\n" for item in _with_gaps(sheet))


def _command(item: Item) -> str:
    facts = {"title": f"{item.code} {item.name}"}
    if item.path:
        facts = {"file": clean(item.path)} | facts
    if item.line:
        facts |= {"line": str(item.line), "col": str(max(item.column, 1))}
    told = ",".join(f"{name}={_written(text, _PROPERTY)}" for name, text in facts.items())
    said = f"{clean(item.place)}: {item.code} {item.message}" if item.path else item.message
    return f"::{_COMMANDS[item.level]} {told}::{_written(said, _DATA)}"


def _written(text: str, ways: dict[str, str]) -> str:
    return "".join(ways.get(char, char) for char in clean_lines(text))


def gitlab(sheet: Sheet) -> str:
    """Return the list that GitLab's code quality report is read from."""
    items = _with_gaps(sheet)
    return to_json(
        [
            {
                "description": f"{item.code} {item.message}",
                "check_name": item.name if item.code == item.name else f"{item.code} {item.name}",
                "fingerprint": fingerprint,
                "severity": _WEIGHTS[item.level],
                "location": {"path": item.path, "lines": {"begin": max(item.line, 1)}},
            }
            for item, fingerprint in zip(items, own_fingerprints(items), strict=True)
        ]
    )


def rdjson(sheet: Sheet) -> str:
    """Return reviewdog's diagnostics; its columns count bytes, so the line must be known."""
    return to_json(
        {
            "source": {"name": "wuye"},
            "diagnostics": [
                {
                    "message": item.message,
                    "location": _location(item),
                    "severity": _GRADES[item.level],
                    "code": {"value": item.code},
                }
                for item in _with_gaps(sheet)
            ],
        }
    )


def _location(item: Item) -> dict[str, Any]:
    if not item.line:
        return {"path": item.path}
    start = {"line": item.line}
    if item.excerpt and 0 < item.column <= len(item.excerpt) + 1:
        before = item.excerpt[: item.column - 1]
        start["column"] = len(before.encode("utf-8", "surrogatepass")) + 1
    return {"path": item.path, "range": {"start": start}}
