"""What standards and settings were read as, kept below `.git`: half of a second check was this.

Texts are kept by the id of their bytes, what git tells of the past by HEAD and by what cuts history
short, and that all worked cases hold by all of these; so nothing kept ever grows wrong, and another
wuye begins anew. Only what was read without a fault is kept. The file can be deleted at any time.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.marks import Trap
from wuye_cli.services.checking.reading import Read, read_tree
from wuye_cli.store import atomic
from wuye_cli.store.code_state import code_state
from wuye_cli.store.objects import blob_id
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.store.ground import Ground

FILE = "readings.msgpack"
_CODE = ("domain", "services/checking", "store")
_CUT_SHORT = ("shallow", "info/grafts")
"""Files below `.git` by which the same HEAD has another past."""


class _Book(msgspec.Struct, array_like=True):
    """What was read, by the id of the bytes, and with which texts all worked cases hold.

    Attributes:
        key: Of the code that read it.
        head: To which `past` belongs.
        past: When each text of a file was committed, the newest first, by path.
        latest: When HEAD was committed, in epoch seconds.
    """

    key: list[Any]
    texts: dict[str, tuple[Any, tuple[Trap, ...]]]
    holding: str = ""
    head: str = ""
    past: dict[str, list[tuple[datetime, bytes]]] = {}
    latest: int | None = None


class Readings:
    """What is known of texts other than tickets.

    Args:
        ground: The repository whose `.git` holds the file; None keeps nothing.
        head: Its commit.
    """

    def __init__(self, ground: Ground | None = None, head: str = "") -> None:
        self._path = Path(ground.private) / FILE if ground is not None else None
        self._head = _marked(ground, head)
        self._key = [VERSION, *code_state(_CODE)] if self._path is not None else []
        self._known = self._read()
        self._next = _Book(self._key, {}, head=self._head)

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

    def past(
        self, path: str, ask: Callable[[str], list[tuple[datetime, bytes]]]
    ) -> list[tuple[datetime, bytes]]:
        """Return when each text of a file was committed, as `ask` tells it once for each HEAD."""
        known = self._known.past if self._known.head == self._head else {}
        found = known[path] if path in known else ask(path)
        self._next.past[path] = found
        return found

    def latest(self, ask: Callable[[], int]) -> int:
        """Return when HEAD was committed, in epoch seconds."""
        known = self._known.latest if self._known.head == self._head else None
        self._next.latest = ask() if known is None else known
        return self._next.latest

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
        known, now = self._known, self._next
        is_known = (now.texts.keys() | now.past.keys()) <= (known.texts.keys() | known.past.keys())
        same = (now.holding, now.head, now.latest) == (known.holding, known.head, known.latest)
        if self._path is None or (is_known and same):
            return
        # TypeError, OverflowError: a whole number too large, or a half character, is not kept.
        with suppress(OSError, TypeError, ValueError, OverflowError, RecursionError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            atomic.keep(str(self._path), msgspec.msgpack.encode(self._next))


def _marked(ground: Ground | None, head: str) -> str:
    """Return HEAD with what cuts its history short."""
    if ground is None:
        return head
    cuts = [one for one in _CUT_SHORT if Path(ground.common_dir, one).exists()]
    return ":".join((head, *cuts))
