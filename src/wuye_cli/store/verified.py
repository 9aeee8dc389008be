"""Whether signatures of commits hold: asked of `ssh-keygen` once, and remembered by commit.

A commit's id covers its signature, so an answer holds for good. The memory is a local file like
any other below `.git`: `audit verify --full` and the hook of a server do not read it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.store import ssh
from wuye_cli.store.sealed import keep_sealed, read_sealed

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

_NAME = "signatures.msgpack"
_SAVE_EVERY = 1000


class Verified:
    """Answers for one repository.

    Args:
        ground: The repository.
        believes: What an earlier run kept is believed.
    """

    def __init__(self, ground: Ground, *, believes: bool = True) -> None:
        self._ground = ground
        self._known: dict[str, bool] = _load(ground) if believes else {}
        self._fresh = 0

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
        if self._fresh and os.path.isdir(self._ground.private):
            keep_sealed(self._ground, _NAME, msgspec.msgpack.encode(self._known))


def _load(ground: Ground) -> dict[str, bool]:
    body = read_sealed(ground, _NAME)
    try:
        return msgspec.msgpack.decode(body, type=dict[str, bool]) if body is not None else {}
    except msgspec.DecodeError:
        return {}
