"""The JSON Schemas of every kind, as files; shared by `wuye schema` and `wuye init`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.file_kinds import FILES
from wuye_cli.render.machine import to_json
from wuye_cli.render.schemas.build import schema_of
from wuye_cli.render.schemas.outputs import OUTPUTS
from wuye_cli.services.file_formats import found_formats
from wuye_cli.store.editor_files import schema_path

if TYPE_CHECKING:
    from collections.abc import Iterable


def all_kinds() -> tuple[str, ...]:
    """Return every kind that has a schema: of files first, then of outputs."""
    return (*FILES, *OUTPUTS)


def schemas(kinds: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return kind to JSON Schema."""
    formats = found_formats()
    return {kind: OUTPUTS[kind] if kind in OUTPUTS else schema_of(kind, formats) for kind in kinds}


def editor_files() -> dict[str, bytes]:
    """Return path and bytes of the schemas that a store carries for editors."""
    placed = [kind for kind, file in FILES.items() if file.globs]
    return {schema_path(kind): to_json(schema).encode() for kind, schema in schemas(placed).items()}
