"""Standards outside of any store: folders and single files that somebody named."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, StoreError
from wuye_cli.store import worktree
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.snapshot import Snapshot, of_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.store.snapshot import Reads

_FAMILIES = {
    "tiers": "tiers",
    "categories": "categories",
    "flows": "flows",
    "policy": "policy",
    "targets": "targets",
    "prices": "prices",
    "quality": "quality",
    "duty": "duty",
    "grades": "grades",
    "cadences": "cadences",
    "retention": "retention",
    "calendar": "calendars/{name}",
    "holidays": "holidays/{name}",
    "standard": "services/{name}",
    "procedure": "procedures/{name}",
    "cases": "cases/{name}",
    "template": "templates/{name}",
    "blueprint": "blueprints/{name}",
}
"""Where a document of a schema lies, for one that is compared by itself."""


def exists(place: str) -> bool:
    """Say whether something lies at a place that somebody typed, whatever was typed."""
    return os.path.exists(place)


def is_folder(place: str) -> bool:
    """Say whether a folder lies there."""
    return os.path.isdir(place)


def of_place(place: str, word: str, *, reads: Reads) -> Snapshot:
    """Return the standards in a folder that holds `standards/`, or is one.

    Args:
        place: Where it lies.
        word: As somebody typed it.
        reads: What was read already.

    Raises:
        CallError: `no_standards_there`.
    """
    root = os.path.normpath(place)
    if not os.path.isdir(os.path.join(root, STANDARDS)):
        files = {f"{STANDARDS}/{path}": data for path, data in _below(root).items()}
        if not any(path.endswith(".yaml") for path in files):
            raise CallError("no_standards_there", path=word)
        return Snapshot(word, files, reads=reads)
    return of_folder(root, reads=reads)


def _below(root: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
            if name.endswith(".yaml") and not name.startswith("."):
                data = _plain(root, path)
                if data is not None:
                    found[path] = data
    return found


def _plain(root: str, path: str) -> bytes | None:
    try:
        return worktree.read(root, path)
    except StoreError as error:
        if error.code == "unsafe_path":
            return None  # a link or a FIFO is no standard
        raise


def of_files(places: Sequence[str], words: Sequence[str], *, reads: Reads) -> list[Snapshot]:
    """Return two files as two texts of one standard.

    Raises:
        CallError: `no_such_place`.
    """
    texts = [file_bytes(place, word) for place, word in zip(places, words, strict=True)]
    path = path_of_texts(texts, places[1])
    return [
        Snapshot(word, {path: data} if data else {}, reads=reads)
        for word, data in zip(words, texts, strict=True)
    ]


def file_bytes(place: str, shown: str) -> bytes:
    """Return the bytes of a file that somebody named; of `/dev/null`, nothing.

    Raises:
        CallError: `no_such_place`, or for what is no plain file.
    """
    if place == os.devnull:
        return b""
    try:
        with worktree.opened(place, shown=shown) as file:
            return file.read()
    except (OSError, StoreError) as error:
        raise CallError("no_such_place", path=shown) from error


def path_of_texts(texts: Sequence[bytes], place: str) -> str:
    """Return the path that two texts of one standard have in a store.

    By where the file lies, if that is below a `standards/`, else by the schema that it names.
    """
    parts = os.path.abspath(place).replace(os.sep, "/").split(f"/{STANDARDS}/")
    if len(parts) > 1:
        return f"{STANDARDS}/{parts[-1]}"
    name = os.path.basename(place).removesuffix(".yaml")
    schemas = [
        line.partition(b":")[2].strip().strip(b"\"'").partition(b"/")[0].decode("utf-8", "replace")
        for text in reversed(texts)
        for line in text.splitlines()
        if line.startswith(b"schema:")
    ]
    where = _FAMILIES.get(schemas[0] if schemas else "", "{name}").format(name=name)
    return f"{STANDARDS}/{where}.yaml"
