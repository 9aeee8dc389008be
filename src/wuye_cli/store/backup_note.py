"""When this clone was last backed up: a note below `.git`, for `status`."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.store import atomic

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

_NAME = "backup.json"


class LastBackup(msgspec.Struct, frozen=True, kw_only=True):
    """The last whole backup of this clone, residents' data included or not."""

    at: datetime
    place: str
    people: bool


def note(ground: Ground, last: LastBackup) -> None:
    """Keep in mind that a backup was made."""
    ground.prepare()
    with atomic.disk_errors():
        atomic.replace_whole(os.path.join(ground.private, _NAME), msgspec.json.encode(last))


def last_backup(ground: Ground) -> LastBackup | None:
    """Return the last backup, None if nobody remembers one."""
    try:
        with open(os.path.join(ground.private, _NAME), "rb") as file:
            found = msgspec.json.decode(file.read(), type=LastBackup)
    except (OSError, msgspec.DecodeError):
        return None
    return found if found.at.tzinfo is not None else None
