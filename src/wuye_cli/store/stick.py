"""The folder that desks carry to one another: one bundle a desk and repository, written whole.

    FOLDER/wuye-sync/<estate>-<store>/A.bundle, A.people.bundle, B.bundle, …, media/ab/<sha256>

Nothing there is trusted: names by pattern only, no link followed, and no path given to git.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, StoreError
from wuye_cli.domain.identity import is_desk_code
from wuye_cli.store import atomic, bundles, copying, worktree
from wuye_cli.store.backups import safe_name

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

TOP = "wuye-sync"
_ID_LENGTH = 12
_ENDINGS = {"records": ".bundle", "people": ".people.bundle"}


class Stick:
    """The part of a stick that belongs to one store.

    Args:
        folder: As the person named it; it must be there.
        estate: For the name of a new folder.
        store: The store's first commit, by which its folder is found.

    Raises:
        CallError: `no_stick` if the folder is not there.
        StoreError: `unsafe_path` if a link stands in it.
    """

    def __init__(self, folder: str, estate: str, store: str) -> None:
        self._root = folder
        ending = f"-{store[:_ID_LENGTH]}"
        if not os.path.isdir(folder):
            raise CallError("no_stick", path=folder)
        names = [name for name in _names(self._place(TOP)) if name.endswith(ending)]
        self._below = f"{TOP}/{min(names, default=f'{safe_name(estate)}{ending}')}"

    def desks(self) -> list[str]:
        """Return the codes of the desks that left something there."""
        codes = {name.partition(".")[0] for name in _names(self._folder())}
        return sorted(code for code in codes if is_desk_code(code))

    def path(self, desk: str, repository: str) -> str:
        """Return where the bundle of a desk lies, there or not yet.

        Raises:
            StoreError: `unsafe_path`, if something else than a plain file is there.
        """
        return self._place(f"{self._below}/{desk}{_ENDINGS[repository]}")

    def leave(self, ground: Ground, desk: str, repository: str, branch: str) -> bool:
        """Write our bundle, if the one that is there says otherwise; say whether it was written.

        Raises:
            StoreError: If a disk refuses or does not hold what was written. What lay there before
                lies there still.
        """
        place, head = self.path(desk, repository), ground.head()
        if bundles.is_whole(place) and bundles.read_header(place).refs == {branch: head}:
            return False
        made = os.path.join(ground.private, bundles.LEAVING)
        with atomic.disk_errors():
            atomic.make_folders(os.path.dirname(place))
            atomic.remove(made)
        try:
            bundles.write_branch(ground, made, branch)
            if not copying.copy_proved(made, place, copying.hash_of(made)):
                raise StoreError("bad_copy", path=place)
        finally:
            with suppress(OSError):
                atomic.remove(made)
        return True

    def media(self) -> str:
        """Return the folder of photos and scans, there or not yet.

        Raises:
            StoreError: `unsafe_path`, if a link stands there.
        """
        return os.path.dirname(self._place(f"{self._below}/media/probe"))

    def _folder(self) -> str:
        """Return our folder, having looked that it is no link."""
        probe = self._place(f"{self._below}/A{_ENDINGS['records']}.probe")
        return os.path.dirname(probe)

    def _place(self, path: str) -> str:
        if path == TOP:
            return os.path.dirname(worktree.place_of(self._root, f"{TOP}/probe"))
        return worktree.place_of(self._root, path)


def _names(folder: str) -> list[str]:
    with suppress(OSError):
        return sorted(os.listdir(folder))
    return []
