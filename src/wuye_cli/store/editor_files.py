"""Files that tell an editor which schema a file has: schemas, modelines, settings of VS Code."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from wuye_cli.checking.file_kinds import FILES, kind_at
from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store import atomic
from wuye_cli.store.page_files import write_page

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = ".wuye/schema"
VSCODE = ".vscode/settings.json"

_MODELINE = "# yaml-language-server: $schema="
_INDENT = re.compile(r"^([ \t]+)\S", re.MULTILINE)


def schema_path(kind: str) -> str:
    """Return where the schema of a kind lies, from the root of the store."""
    return f"{FOLDER}/{kind}.json"


def with_modeline(path: str, data: bytes) -> bytes:
    r"""Return a standard with the line that names its schema first, from the file's own folder.

    A file that has such a line for another schema keeps it, as does a file of no known kind.

    >>> with_modeline("standards/tiers.yaml", b"schema: tiers/1\n").decode().splitlines()[0]
    '# yaml-language-server: $schema=../.wuye/schema/tiers.json'
    """
    kind = kind_at(path)
    if not kind or _MODELINE.encode() in data:
        return data
    return f"{_MODELINE}{'../' * path.count('/')}{schema_path(kind)}\n".encode() + data


def wanted_settings() -> dict[str, list[str]]:
    """Return what `yaml.schemas` of VS Code should hold: schema to the files that have it."""
    return {
        f"./{schema_path(kind)}": list(file.globs) for kind, file in FILES.items() if file.globs
    }


def vscode_settings(lying: bytes | None) -> tuple[bytes | None, dict[str, Any]]:
    """Return the settings of VS Code with our schemas, and what could not be written into them.

    Nothing that is there is changed: only keys that are missing are added. A file that is no plain
    JSON (it may hold comments) is left alone.

    Returns:
        The bytes, None to leave the file as it is; and what a person should add by hand.
    """
    wanted = wanted_settings()
    if lying is None:
        return _json({"yaml.schemas": wanted}, "  "), {}
    try:
        text = lying.decode()
        tree = json.loads(text)
        own = tree.setdefault("yaml.schemas", {})
        missing = {key: globs for key, globs in wanted.items() if key not in own}
        own |= missing
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None, wanted
    if not missing:
        return None, {}
    found = _INDENT.search(text)
    return _json(tree, found[1] if found else "  "), {}


def write_schemas(folder: str, files: Mapping[str, bytes], *, mark: bytes) -> None:
    """Write schemas into a folder, which is made if it is not there; each whole or not at all.

    Args:
        folder: Where.
        files: Name to content.
        mark: Stands in every schema of ours; a file of that name without it is somebody else's.

    Raises:
        CallError: `bad_value`, if the folder cannot be one.
        ConflictError: `schema.foreign` with the file; nothing was written.
        StoreError: If the disk is full, out of reach or not writable.
    """
    if "\0" in folder or (os.path.lexists(folder) and not os.path.isdir(folder)):
        raise CallError("bad_value", value=folder, field="--all")
    with atomic.disk_errors():
        atomic.make_folders(os.path.abspath(folder))
        for name in files:
            place = os.path.join(folder, name)
            if os.path.lexists(place) and not _is_marked(place, mark):
                raise ConflictError("schema.foreign", path=place)
        for name, data in files.items():
            write_page(os.path.join(folder, name), data)


def _is_marked(place: str, mark: bytes) -> bool:
    if os.path.islink(place) or not os.path.isfile(place):
        return False
    with open(place, "rb") as file:
        return mark in file.read(1024)


def _json(tree: Mapping[str, Any], indent: str) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=indent) + "\n").encode()
