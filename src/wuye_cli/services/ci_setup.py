"""A CI recipe put into a store; somebody's own file is not overwritten unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError
from wuye_cli.store.atomic import disk_errors, replace_whole
from wuye_cli.store.worktree import place_of
from wuye_cli.store.worktree import read as read_lying

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk


class Placed(msgspec.Struct, frozen=True):
    """Where the recipe lies, the commit (the head if there is none), and whether it was written."""

    path: str
    commit: str
    is_new: bool


def place(desk: Desk, path: str, data: bytes, *, force: bool = False) -> Placed:
    """Write a recipe, as one commit.

    Raises:
        ConflictError: `ci.exists`, if another file is there and may not be overwritten;
            `hand_edit`, if it was edited and not committed.
    """
    root = str(desk.store.root)
    with desk.transaction() as changes:
        lying, committed = read_lying(root, path), changes.read(path)
        if lying not in (None, data) and not force:
            raise ConflictError("ci.exists", path=path)
        if lying not in (committed, None):
            with disk_errors():
                replace_whole(place_of(root, path), data)  # what was edited is given up, as asked
            changes.adopt(path)
        else:
            changes.put(path, data)
        commit = changes.commit(f"ci init {path}", trailers=[("Wuye-Op", "ci.init")])
    return Placed(path, commit, is_new=data not in (lying, committed) or lying != committed)
