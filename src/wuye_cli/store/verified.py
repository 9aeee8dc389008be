"""Whether signatures of commits hold: asked of `ssh-keygen` once, and remembered by commit.

A commit's id covers its signature, so an answer holds for good. The memory is a local file like
any other below `.git`: `audit verify --full` does not read it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.store import atomic, ssh

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

_NAME = "signatures.msgpack"
_SAVE_EVERY = 1000


class Verified:
    """Answers for one repository.

    Args:
        ground: The repository.
        full: Believe nothing of an earlier run.
    """

    def __init__(self, ground: Ground, *, full: bool = False) -> None:
        self._private = ground.private
        self._known: dict[str, bool] = {} if full else _load(self._path)
        self._fresh = 0

    @property
    def _path(self) -> str:
        return os.path.join(self._private, _NAME)

    def holds(self, commit: str, payload: bytes, signature: str) -> bool:
        """Say whether a signature holds for the bytes of a commit.

        Raises:
            StoreError: `ssh_missing`, or what the disk did.
        """
        known = self._known.get(commit)
        if known is None:
            known = self._known[commit] = not ssh.complaint_about(signature, payload)
            self._fresh += 1
            if self._fresh % _SAVE_EVERY == 0:
                self.keep()
        return known

    def keep(self) -> None:
        """Remember what was asked so far; a clone that cannot be written to asks again."""
        if self._fresh and os.path.isdir(self._private):
            with suppress(OSError):
                atomic.replace_whole(self._path, msgspec.msgpack.encode(self._known), sync=False)


def _load(path: str) -> dict[str, bool]:
    try:
        with open(path, "rb") as file:
            return msgspec.msgpack.decode(file.read(), type=dict[str, bool])
    except (OSError, msgspec.DecodeError):
        return {}
