"""Schemas for editors: written into a store with the lines and settings that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.store.editor_files import VSCODE, vscode_settings, with_modeline
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.worktree import read as read_lying

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """What was written.

    Attributes:
        commit: The commit; the head where nothing was to be written.
        paths: Files that were written.
        by_hand: What belongs into `.vscode/settings.json`, where that file was left alone.
    """

    commit: str
    paths: tuple[str, ...] = ()
    by_hand: dict[str, Any] = {}


def install(desk: Desk, schemas: Mapping[str, bytes]) -> Installed:
    """Write the schemas, a line in each standard that names its own, and settings of VS Code.

    Args:
        desk: The store.
        schemas: Path and bytes of every schema.

    Raises:
        ConflictError: `hand_edit`, if one of the files was edited and not committed.
    """
    with desk.transaction() as changes:
        wanted = {**schemas, **_marked(changes)}
        settings, by_hand = _settings(desk, changes)
        if settings is not None:
            wanted[VSCODE] = settings
        written = [path for path, data in wanted.items() if changes.read(path) != data]
        for path in written:
            changes.put(path, wanted[path])
        commit = changes.commit(
            f"schemas for editors: {len(written)} files", trailers=[("Wuye-Op", "schema.install")]
        )
    return Installed(commit=commit, paths=tuple(written), by_hand=by_hand)


def _marked(changes: Transaction) -> dict[str, bytes]:
    """Return the standards with their modelines."""
    paths = [path for path, _ in changes.list_tree(STANDARDS) if path.endswith(".yaml")]
    return {path: with_modeline(path, changes.read(path) or b"") for path in paths}


def _settings(desk: Desk, changes: Transaction) -> tuple[bytes | None, dict[str, Any]]:
    """Return the settings of VS Code; somebody's own file that git does not know stays theirs."""
    lying = read_lying(str(desk.store.root), VSCODE)
    settings, by_hand = vscode_settings(lying)
    if settings is not None and lying is not None and lying != changes.read(VSCODE):
        return None, vscode_settings(b"-")[1]
    return settings, by_hand
