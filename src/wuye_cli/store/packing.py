"""Packs of objects: what is new has its name on the disk before anything that it replaces goes.

git syncs the bytes of a pack and never its name, and `repack -d` and `gc` drop the old packs and
loose objects at once. A disk that keeps names in another order may then have neither. So here git
only adds, the folders are synced, and the removing is a step of its own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.store import atomic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.store.ground import Ground

_ADD = ("pack-objects", "-q", "--non-empty", "--delta-base-offset", "--honor-pack-keep")
_REFERRED = ("--all", "--reflog", "--indexed-objects")
_GEOMETRIC_SINCE = (2, 32)
_FACTOR = 2
_KEPT = frozenset({".keep", ".promisor"})
_COUNT_AT = 8 + 255 * 4  # in an index of version 2: magic, version, the last line of the fan-out
_ENDS = (".idx", ".rev", ".bitmap", ".mtimes", ".pack")
"""The files of a pack; without its `.idx` git looks at no other."""


def pack_all(ground: Ground, lock: int) -> list[str]:
    """Pack all that refs, reflogs and index need; return the packs that this replaces."""
    old = _packs(ground, _KEPT)
    new = _added(ground, lock, *_REFERRED)
    return [name for name, size in old.items() if size and name not in new]


def pack_loose(ground: Ground, lock: int) -> list[str]:
    """Pack the loose objects, and join packs till each is twice as large as all smaller ones.

    Returns:
        The packs that this replaces.
    """
    old = _packs(ground, _KEPT | {".mtimes"})  # git's own wait for what nobody refers to
    if ground.git.version() < _GEOMETRIC_SINCE:  # it packs what is loose and joins nothing
        _added(ground, lock, *_REFERRED, "--unpacked", "--incremental")
        return []
    joined = too_small(old)
    listed = [name if name in joined else f"^{name}" for name in old]
    lines = "".join(f"{line}.pack\n" for line in listed).encode()
    new = _added(ground, lock, "--stdin-packs", "--unpacked", data=lines)
    return [name for name in joined if name not in new]


def too_small(packs: dict[str, int]) -> list[str]:
    """Return the packs to join, so that of the rest each is twice as large as the one before.

    Args:
        packs: Name and number of objects; 0 for one that stays as it is.

    Example:
        >>> too_small({"a": 1000, "b": 10, "c": 8})
        ['c', 'b']
        >>> too_small({"a": 1000, "b": 450, "c": 300})
        ['c', 'b', 'a']
        >>> too_small({"a": 1000, "b": 10})
        []
    """
    names = sorted((name for name in packs if packs[name]), key=lambda name: packs[name])
    sizes = [packs[name] for name in names]
    until = len(names)
    while until > 1 and sizes[until - 1] >= _FACTOR * sizes[until - 2]:
        until -= 1
    if until < 2:  # noqa: PLR2004 - one pack has nothing to be joined with
        return []
    while until < len(names) and sizes[until] < _FACTOR * sum(sizes[:until]):
        until += 1
    return names[:until]


def drop(ground: Ground, replaced: Iterable[str], lock: int) -> None:
    """Bring the names of the packs to the disk, then remove what they replace, loose objects too.

    Args:
        ground: The repository, whose lock is held: an import that is on its way has a pack with a
            name that is not synced, which is no reason yet to drop a loose object.
        replaced: The packs that are not needed any more.
        lock: Descriptor of the lock.
    """
    folder = _folder(ground)
    with atomic.disk_errors():
        if not os.path.isdir(folder):
            return
        atomic.sync_folder(folder)
        atomic.sync_folder(ground.objects.folder)
    ground.git.write("prune-packed", "-q", lock=lock)
    with atomic.disk_errors():
        gone = list(replaced)
        if gone and atomic.remove(os.path.join(folder, "multi-pack-index")):
            atomic.sync_folder(folder)  # it names them
        for name in gone:
            for end in _ENDS:
                atomic.remove(os.path.join(folder, name + end))


def _folder(ground: Ground) -> str:
    return os.path.join(ground.objects.folder, "pack")


def _added(ground: Ground, lock: int, *which: str, data: bytes = b"") -> set[str]:
    """Have git make a pack and return its name; more than one, if git is told to split them."""
    place = os.path.join(_folder(ground), "pack")
    made = ground.git.write(*_ADD, *which, "--", place, data=data, lock=lock)
    return {f"pack-{line}" for line in made.decode("ascii").split()}


def _packs(ground: Ground, marks: frozenset[str]) -> dict[str, int]:
    """Return the packs and how many objects each has; 0 for one that has such a mark beside it."""
    folder = _folder(ground)
    with atomic.disk_errors():
        names = set(os.listdir(folder)) if os.path.isdir(folder) else set()
        packs = sorted(
            one
            for one, end in map(os.path.splitext, names)
            if end == ".idx" and f"{one}.pack" in names
        )
        return {
            one: 0 if names & {one + mark for mark in marks} else _size(f"{folder}/{one}.idx")
            for one in packs
        }


def _size(index: str) -> int:
    with open(index, "rb") as file:
        file.seek(_COUNT_AT)
        return int.from_bytes(file.read(4), "big")
