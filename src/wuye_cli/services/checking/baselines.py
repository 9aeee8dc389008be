"""The file of known findings: read strictly, written whole, never grown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.baseline import SCHEMA, Baseline, Entry
from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.store import atomic, worktree
from wuye_cli.store.layout import SETTINGS, readable_path
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.store.repository import Store


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    findings: list[Entry]


def read_baseline(path: Path, *, may_be_new: bool) -> Baseline:
    """Return the baseline in a file.

    Raises:
        CallError: `no_baseline`, `bad_baseline`.
        StoreError: What the disk says.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if may_be_new:
            return Baseline(is_new=True)
        raise CallError("no_baseline", path=str(path)) from None
    except OSError as error:
        raise CallError("bad_baseline", path=str(path), detail=error.strerror or "") from error
    return baseline_of(data, str(path))


def baseline_of(data: bytes, path: str) -> Baseline:
    """Return the baseline in some bytes.

    Raises:
        CallError: `bad_baseline`.
    """
    try:
        read = msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CallError("bad_baseline", path=path, detail=str(error)) from error
    if read.schema != SCHEMA:
        raise CallError("bad_baseline", path=path, detail=read.schema)
    return Baseline(entries=tuple(sorted(read.findings)))


def settled(store: Store) -> Path | None:
    """Return the file that the settings of the work tree name, if they can be read and name one."""
    named = _named(worktree.read(str(store.root), SETTINGS))
    return Path(worktree.place_of(str(store.root), readable_path(named))) if named else None


def committed(store: Store) -> tuple[str, Baseline] | None:
    """Return name and entries of the committed baseline that the committed settings name.

    Raises:
        CallError: `bad_baseline`.
    """
    named = _named(store.read(SETTINGS))
    data = store.read(readable_path(named)) if named else None
    return None if data is None else (named, baseline_of(data, named))


def _named(settings: bytes | None) -> str:
    if settings is None or not (b"baseline" in settings or b"\\" in settings):
        return ""  # the key is written so, or with an escape: most need no reading
    try:
        tree = read_plain(settings)
    except UncheckableError:
        return ""
    check = tree.get("check")
    named = check.get("baseline") if isinstance(check, dict) else None
    return named if isinstance(named, str) else ""


def write_baseline(path: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline, an entry a line, so that a diff shows which are gone.

    Raises:
        CallError: `bad_baseline`, if there is no such folder.
        StoreError: What the disk says.
    """
    lines = ",\n".join(
        "    " + json.dumps(msgspec.to_builtins(entry), ensure_ascii=True) for entry in entries
    )
    body = f"\n{lines}\n  " if lines else ""
    text = f'{{\n  "schema": "{SCHEMA}",\n  "findings": [{body}]\n}}\n'
    if not path.parent.is_dir():
        raise CallError("bad_baseline", path=str(path), detail=str(path.parent))
    try:
        atomic.replace_whole(str(path), text.encode())
    except OSError as error:
        raise atomic.store_error(error) from error
