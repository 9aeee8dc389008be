"""Which texts of standards are in canonical form: kept below `.git`, as finding out takes a while.

By the id of their bytes, so that an entry never grows wrong; another wuye begins anew. The file can
be deleted at any time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.objects import blob_id
from wuye_cli.store.starter import starter_files
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.store.ground import Ground

FILE = "forms.msgpack"
_CODE = (
    "canonical",
    "formatting",
    "layout_proof",
    "plain_scalar",
    "yaml_edit",
    "yaml_spans",
    "yaml_text",
)


class _Book(msgspec.Struct, array_like=True):
    """What was found, by the id of the bytes."""

    key: list[str]
    found: dict[str, bool]


class Forms:
    """What is known of the form of texts.

    Args:
        ground: The repository whose `.git` holds the file.
        is_used: False neither reads nor writes it.
    """

    def __init__(self, ground: Ground, *, is_used: bool = True) -> None:
        self._path = os.path.join(ground.private, FILE)
        self._key = _key()
        self._is_used = is_used
        self._known = self._read() if is_used else {}
        self._asked: dict[str, bool] = {}

    def _read(self) -> dict[str, bool]:
        try:
            with open(self._path, "rb") as file:
                book = msgspec.msgpack.decode(file.read(), type=_Book)
        except (OSError, msgspec.MsgspecError, ValueError):
            return {}
        return book.found if book.key == self._key else {}

    def is_canonical(self, path: str, data: bytes) -> bool:
        """Say whether a file is in its canonical form."""
        name = blob_id(data)
        found = self._known.get(name)
        if found is None:
            from wuye_cli.store.formatting import is_canonical  # noqa: PLC0415 - new texts only

            found = name in _carried() or is_canonical(data, path=path)
        self._asked[name] = found
        return found

    def learn(self, texts: Iterable[bytes]) -> None:
        """Note texts that were written in canonical form."""
        self._asked |= dict.fromkeys(map(blob_id, texts), True)

    def write(self) -> None:
        """Keep what is known; that it could not be written costs time, nothing else."""
        if not self._is_used or self._asked.items() <= self._known.items():
            return
        with suppress(OSError):
            os.makedirs(os.path.dirname(self._path), exist_ok=True)
            book = _Book(self._key, self._known | self._asked)
            atomic.keep(self._path, msgspec.msgpack.encode(book))


def is_formed(path: str) -> bool:
    """Say whether a canonical form is asked of a file: of settings and standards."""
    return path == SETTINGS or (path.startswith(STANDARDS + "/") and path.endswith(".yaml"))


@cache
def _carried() -> frozenset[str]:
    """Return the ids of the starter standards that the program carries.

    They are in canonical form, which a test sees to; many a store has most of them unchanged.
    """
    with suppress(StoreError):
        return frozenset(map(blob_id, starter_files().values()))
    return frozenset()


def _key() -> list[str]:
    """Return what tells one state of the form's own code from another, for whoever edits it."""
    folder = os.path.dirname(__file__)
    facts = [os.stat(os.path.join(folder, f"{name}.py")) for name in _CODE]
    return [VERSION, *(f"{one.st_size} {one.st_mtime_ns}" for one in facts)]
