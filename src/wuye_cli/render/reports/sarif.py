"""SARIF 2.1.0 (OASIS), with what code scanning of GitHub reads of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.finding import ERROR, INFO, WARNING
from wuye_cli.i18n.catalog import catalog, fill, pick
from wuye_cli.render.machine import to_json
from wuye_cli.render.reports.item import by_place, own_fingerprints
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from wuye_cli.render.reports.item import Item, Sheet

_IN_URI = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}


def sarif(sheet: Sheet) -> str:
    """Return a report as SARIF: one run, its rules with their help, a result for every item."""
    items = by_place(sheet.items)
    rules = _rules(items, sheet)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [
        _result(item, numbers[item.code], fingerprint)
        for item, fingerprint in zip(items, own_fingerprints(items), strict=True)
    ]
    return to_json(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "wuye",
                            "semanticVersion": VERSION,
                            "version": VERSION,
                            "rules": rules,
                        }
                    },
                    "language": pick("zh-CN", "en-US"),
                    "automationDetails": {"id": f"wuye/{sheet.command}/"},
                    "columnKind": "unicodeCodePoints",
                    "originalUriBaseIds": {
                        ROOT: {"description": {"text": catalog("reports")["root"]}}
                    },
                    "invocations": [_invocation(sheet)],
                    "results": results,
                }
            ],
        }
    )


def _rules(items: list[Item], sheet: Sheet) -> list[dict[str, Any]]:
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.code, item)
    return [_rule(found[code], sheet.about.get(code, "")) for code in sorted(found)]


def _rule(item: Item, why: str) -> dict[str, Any]:
    asked = item.help or item.name
    told = f"{asked} {why}".strip()
    return {
        "id": item.code,
        "name": "".join(word.capitalize() for word in item.name.split("-")),
        "shortDescription": {"text": asked},
        "fullDescription": {"text": told},
        "help": {"text": told},
        "defaultConfiguration": {"level": _LEVELS[item.level]},
        "properties": {"tags": [item.name]},
    }


def _result(item: Item, number: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": number,
        "level": _LEVELS[item.level],
        "message": {"text": item.message or item.name},
        "locations": [_location(item.path, item.line, item.column)] if item.path else [],
        "partialFingerprints": {"wuye/v1": fingerprint},
        "properties": {"facts": item.facts},
    }
    if item.own_level:
        result["properties"]["level"] = item.own_level
    return result


def _location(path: str, line: int = 0, column: int = 0) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(path), "uriBaseId": ROOT}}
    if line:
        region = {"startLine": line}
        physical["region"] = region | ({"startColumn": column} if column else {})
    return {"physicalLocation": physical}


def uri(path: str) -> str:
    """Return a path of the store as a relative URI; a `:` in it would look like a scheme."""
    octets = path.encode("utf-8", "surrogateescape")
    return "".join(chr(one) if one in _IN_URI else f"%{one:02X}" for one in octets)


def _invocation(sheet: Sheet) -> dict[str, Any]:
    told: dict[str, Any] = {"executionSuccessful": not sheet.unchecked}
    if sheet.unchecked:
        words = catalog("reports")["unchecked"]
        told["toolExecutionNotifications"] = [
            {
                "level": "error",
                "message": {"text": fill(words, {"path": path, "reason": reason})},
                "locations": [_location(path)],
            }
            for path, reason in sorted(sheet.unchecked)
        ]
    return told
