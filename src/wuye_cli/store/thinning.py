"""Only recent months on disk: a sparse checkout whose index does not grow with the years.

What lies outside the cone is read from git's objects, and written there without a work-tree file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError
from wuye_cli.store import layout, refs
from wuye_cli.store.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.repository import Store

_SPARSE_INDEX_SINCE = (2, 37)
_TICKETS = "tickets"


def tune(store: Store, months: Sequence[str]) -> None:
    """Keep only the tickets of some months on disk, and everything that is no ticket.

    Args:
        store: The store.
        months: `YYYY/MM` of each month; one without tickets yet is welcome, so that what will be
            written in it lies on the disk.

    Raises:
        CallError: `git_too_old` (needs 2.37), or `bad_month`.
        StoreError: If git refuses; hand edits outside the months stay where they are.
    """
    ground = store.ground
    for month in months:
        year, _, number = month.partition("/")
        if not (len(month) == len("2026/11") and year.isdigit() and number.isdigit()):
            raise CallError("bad_month", month=month)
    if ground.git.version() < _SPARSE_INDEX_SINCE:
        raise CallError("git_too_old", needed="2.37")
    with Turn(store.grounds) as turn:
        cone = sorted({*_folders(ground), *(f"{_home()}/{month}" for month in months)})
        ground.git.write("config", "--local", "core.splitIndex", "false", lock=turn.lock)
        ground.git.write("update-index", "--no-split-index", lock=turn.lock)
        # A file whose size and times the index does not know would be taken for a hand edit.
        ground.git.write("update-index", "-q", "--refresh", lock=turn.lock, ok=(0, 1))
        ground.git.write(
            *("sparse-checkout", "set", "--cone", "--sparse-index", "--stdin"),
            data="".join(f"{folder}\n" for folder in cone).encode(),
            lock=turn.lock,
        )


def untune(store: Store) -> None:
    """Bring every file back to the disk."""
    ground = store.ground
    with Turn(store.grounds) as turn:
        ground.git.write("sparse-checkout", "disable", lock=turn.lock)
        ground.git.write("config", "--local", "core.splitIndex", "true", lock=turn.lock)
        ground.git.write("update-index", "--split-index", lock=turn.lock)


def _home() -> str:
    return f"{layout.RECORDS}/{_TICKETS}"


def _folders(ground: Ground) -> list[str]:
    """Return the folders that stay whole: all at the root and all in `records` but the tickets."""
    head = ground.head()
    root = _names(ground, head, "")
    kept = [name for name in root if name != layout.RECORDS]
    kept += [
        f"{layout.RECORDS}/{name}"
        for name in _names(ground, head, layout.RECORDS)
        if name != _TICKETS
    ]
    return kept


def _names(ground: Ground, head: str, folder: str) -> list[str]:
    tree = ground.objects.folder_at(head, folder)
    return [name for name, (mode, _) in tree.items() if mode == refs.TREE_MODE]
