"""Files below `.git` that only save time, under a seal: who edits one by hand breaks it.

The seal is no secret, so whoever knows wuye can set it anew. It tells damage, a file of another
clone or of another wuye, and a hand edit from what wuye wrote here itself.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from wuye_cli.store import atomic
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.store.ground import Ground

_SIZE = sha256().digest_size


def read_sealed(ground: Ground, name: str, made_of: Sequence[str] = ()) -> memoryview | None:
    """Return what was kept under a name, or nothing if it is not what was kept.

    Args:
        ground: The repository.
        name: The file's name in our folder below `.git`.
        made_of: What it depends on beside this clone and this version of wuye.
    """
    try:
        with open(os.path.join(ground.private, name), "rb") as file:
            data = file.read()
    except (OSError, ValueError):
        return None
    body = memoryview(data)[_SIZE:]
    return body if data[:_SIZE] == _seal(ground, name, made_of, body) else None


def keep_sealed(ground: Ground, name: str, body: bytes, made_of: Sequence[str] = ()) -> None:
    """Keep bytes under a name; that they could not be kept costs time, nothing else."""
    with suppress(OSError):
        whole = _seal(ground, name, made_of, body) + body
        atomic.replace_whole(os.path.join(ground.private, name), whole, sync=False)


def _seal(ground: Ground, name: str, made_of: Sequence[str], body: bytes | memoryview) -> bytes:
    place = os.path.realpath(ground.private)
    facts = [name, VERSION, place, *made_of]
    told = b"".join(b"%d:%s" % (len(one), one) for one in map(os.fsencode, facts))
    digest = sha256(b"%d:%s" % (len(told), told))
    digest.update(body)
    return digest.digest()
