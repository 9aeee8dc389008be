"""English sentences of schemas, canonical form, hooks and CI."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "schema.kind": "Kind",
    "schema.files": "Files",
    "schema.about": "What it is",
    "schema.next": "One of them: wuye schema tiers. For editors: wuye schema install",
    "schema.written": "{count} files written to {folder}",
    "schema.installed": "{count} files written and committed: the schemas in .wuye/schema/, the first line of each standard, .vscode/settings.json. Editors with a YAML extension check from now on as you type",
    "schema.nothing": "All is there already, nothing to write",
    "schema.by_hand": ".vscode/settings.json is your own and was left alone. Please add this to it:",
    "schema_one_of": "Use KIND or --all, not both",
    "schema.foreign": "{path} was not written by wuye and is not overwritten. Please name another folder",
}
