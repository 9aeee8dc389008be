"""The files of a store other than tickets, read once, with every fault found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.facts import FileFacts, Trouble
from wuye_cli.services.checking.reading import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.services.checking.reading import Read


class Texts:
    """The files other than tickets: bytes and trees, read once, with every fault found.

    Args:
        contents: Bytes by path from the root.
        read: What reads the bytes of one, given its path.
    """

    def __init__(
        self, contents: dict[str, bytes], read: Callable[[bytes, str], Read] = read_tree
    ) -> None:
        self.contents = contents
        self.reads: dict[str, Read] = {
            path: read(data, path) for path, data in contents.items() if path.endswith(".yaml")
        }
        self.troubles: dict[str, list[Trouble]] = {
            path: list(read.troubles) for path, read in self.reads.items()
        }

    def tree(self, path: str) -> dict[str, Any] | None:
        """Return the tree of a file, None if there is none or YAML refuses it."""
        read = self.reads.get(path)
        return read.tree if read else None

    def below(self, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield path and tree of the readable files below a folder (with its final `/`)."""
        for path, read in self.reads.items():
            if path.startswith(folder) and read.tree is not None:
                yield path, read.tree

    def add(self, path: str, *troubles: Trouble) -> None:
        """Note faults of a file."""
        self.troubles.setdefault(path, []).extend(troubles)

    def facts(self) -> tuple[FileFacts, ...]:
        """Return the facts of every file."""
        return tuple(
            FileFacts(
                path=path,
                troubles=tuple(troubles),
                traps=self.reads[path].traps if path in self.reads else (),
            )
            for path, troubles in self.troubles.items()
        )
