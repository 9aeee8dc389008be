"""A pack as it lies on a disk: an archive or a folder."""

from __future__ import annotations

from pathlib import Path

from wuye_cli.domain.errors import CallError
from wuye_cli.store.archives import read_archive
from wuye_cli.store.atomic import disk_errors

_OTHERS = "check/"
"""Where the readme has git reckon the ids anew; nothing of the pack lies there."""


def read_pack(path: str) -> dict[str, bytes]:
    """Return the files of a pack by their paths; nothing is unpacked.

    Raises:
        CallError: `audit.no_archive`, `audit.odd_archive`.
        StoreError: If the disk refuses.
    """
    place = Path(path)
    if not place.exists():
        raise CallError("audit.no_archive", path=path)
    with disk_errors():
        if not place.is_dir():
            return read_archive(place.read_bytes(), path)
        found: dict[str, bytes] = {}
        for one in sorted(place.rglob("*")):
            if one.is_symlink():
                raise CallError("audit.odd_archive", path=path, name=str(one))
            name = one.relative_to(place).as_posix()
            if one.is_file() and not name.startswith(_OTHERS):
                found[name] = one.read_bytes()
        return found
