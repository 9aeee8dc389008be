"""`media/`: photos and scans by their content, hashed only when a ticket names one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import Self

from wuye_cli.domain.errors import StoreError
from wuye_cli.store.layout import readable_path


class MediaFolder(Mapping[str, str]):
    """Names of files to the SHA-256 of their content, in hexadecimal.

    A name is a path below the folder, or the hash itself, then also below its first two digits.

    Args:
        root: The folder.
    """

    def __init__(self, root: str) -> None:
        self.root = root

    @classmethod
    def of(cls, root: str) -> Self | None:
        """Return the folder, or None if there is none in this clone."""
        return cls(root) if os.path.isdir(root) and not os.path.islink(root) else None

    def __getitem__(self, name: str) -> str:
        for path in (name, f"{name[:2]}/{name}"):
            place = self._place(path)
            if place:
                with open(place, "rb") as file:
                    return hashlib.file_digest(file, "sha256").hexdigest()
        raise KeyError(name)

    def _place(self, path: str) -> str:
        try:
            place = os.path.join(self.root, readable_path(path.removeprefix("media/")))
        except StoreError:  # a hostile name leads nowhere
            return ""
        return place if os.path.isfile(place) and not os.path.islink(place) else ""

    def __iter__(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.root):
            below = os.path.relpath(folder, self.root).replace(os.sep, "/")
            yield from (name if below == "." else f"{below}/{name}" for name in names)

    def __len__(self) -> int:
        return sum(1 for _ in self)
