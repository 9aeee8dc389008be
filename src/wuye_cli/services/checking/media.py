"""`media/`: photos and scans named by their content, hashed only when a ticket names one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Self

from wuye_cli.store.layout import MEDIA

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.store.repository import Store


class MediaFolder(Mapping[str, str]):
    """SHA-256 that a file is named by to the one that its content has.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def of(cls, store: Store) -> Self | None:
        """Return the folder, or None if there is none in this clone."""
        root = store.root / MEDIA
        return cls(root) if root.is_dir() and not root.is_symlink() else None

    def __getitem__(self, digest: str) -> str:
        place = self.root / digest[:2] / digest
        if not digest.isalnum() or not place.is_file() or place.is_symlink():
            raise KeyError(digest)
        import hashlib  # noqa: PLC0415 - loads OpenSSL, and most stores have no media

        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def __iter__(self) -> Iterator[str]:
        for _, _, names in os.walk(self.root):
            yield from names

    def __len__(self) -> int:
        return sum(1 for _ in self)
