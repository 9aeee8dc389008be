"""JSON Schemas of what commands print as JSON: one function a document, listed in `OUTPUTS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.finding import ERROR, INFO, WARNING
from wuye_cli.render.schemas.build import DIALECT, ID_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

_COUNT = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}


def _object(**properties: Any) -> dict[str, Any]:
    """Return an object with all of these keys; further ones may be added within one schema."""
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def findings_schema() -> dict[str, Any]:
    """Return the schema of `wuye check -o json`."""
    severities = (ERROR, WARNING, INFO)
    finding = _object(
        rule={"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
        name=_TEXT,
        severity={"enum": list(severities)},
        path=_TEXT,
        line=_COUNT,
        column=_COUNT,
        message=_TEXT,
        facts={"type": "object"},
        ticket=_TEXT,
        where={"type": "array", "items": {"type": ["string", "integer"]}},
    )
    top = _object(
        schema={"const": "findings/1"},
        counts=_object(**dict.fromkeys(severities, _COUNT)),
        files=_COUNT,
        tickets=_COUNT,
        unchecked={"type": "array", "items": _object(path=_TEXT, reason=_TEXT)},
        findings={"type": "array", "items": finding},
    )
    return {"$schema": DIALECT, "$id": f"{ID_PREFIX}findings", "title": "wuye check -o json"} | top


OUTPUTS: dict[str, Callable[[], dict[str, Any]]] = {
    "findings": findings_schema,
}
"""Kind, as `wuye schema` names it, to what makes its schema. A new output is a row here."""
