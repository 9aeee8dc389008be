"""What standards and settings were read as, kept below `.git`: half of a second check was this.

Texts are kept by the id of their bytes, and that all worked cases hold by those of all texts and by
HEAD, whose history has the earlier tiers; so nothing kept ever grows wrong, and another wuye begins
anew. Only what was read without a fault is kept. The file can be deleted at any time.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.marks import Trap
from wuye_cli.services.checking.code_state import code_state
from wuye_cli.services.checking.reading import Read, read_tree
from wuye_cli.store import atomic
from wuye_cli.store.objects import blob_id
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.store.ground import Ground

FILE = "readings.msgpack"
_CODE = ("domain", "services/checking", "store")


class _Book(msgspec.Struct, array_like=True):
    """What was read, by the id of the bytes, and with which texts all worked cases hold."""

    key: list[Any]
    texts: dict[str, tuple[Any, tuple[Trap, ...]]]
    holding: str = ""


class Readings:
    """What is known of texts other than tickets.

    Args:
        ground: The repository whose `.git` holds the file; None keeps nothing.
        head: Its commit.
    """

    def __init__(self, ground: Ground | None = None, head: str = "") -> None:
        self._path = Path(ground.private) / FILE if ground is not None else None
        self._head = head
        self._key = [VERSION, *code_state(_CODE)] if self._path is not None else []
        self._known = self._read()
        self._next = _Book(self._key, {})

    def _read(self) -> _Book:
        with suppress(OSError, msgspec.MsgspecError, ValueError, RecursionError):
            if self._path is not None:
                book = msgspec.msgpack.decode(self._path.read_bytes(), type=_Book)
                if book.key == self._key:
                    return book
        return _Book(self._key, {})

    def read(self, data: bytes, path: str) -> Read:
        """Read a file strictly, or tell what was read of the same bytes before."""
        name = blob_id(data)
        known = self._known.texts.get(name)
        found = Read(known[0], (), known[1]) if known is not None else read_tree(data, path)
        if found.tree is not None and not found.troubles:
            self._next.texts[name] = (found.tree, found.traps)
        return found

    def hold(self, contents: Mapping[str, bytes]) -> bool:
        """Say whether all worked cases held when the texts and the history were these."""
        return self._path is not None and self._known.holding == self._mark(contents)

    def keep_holding(self, contents: Mapping[str, bytes]) -> None:
        """Note that all worked cases hold."""
        self._next.holding = self._mark(contents)

    def _mark(self, contents: Mapping[str, bytes]) -> str:
        told = [self._head, *sorted((path, blob_id(data)) for path, data in contents.items())]
        return sha256(msgspec.msgpack.encode(told)).hexdigest()

    def write(self) -> None:
        """Keep what is known; that it could not be written costs time, nothing else."""
        is_known = self._next.texts.keys() <= self._known.texts.keys()
        if self._path is None or (is_known and self._next.holding == self._known.holding):
            return
        # TypeError, OverflowError: a whole number too large, or a half character, is not kept.
        with suppress(OSError, TypeError, ValueError, OverflowError, RecursionError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            atomic.keep(str(self._path), msgspec.msgpack.encode(self._next))
