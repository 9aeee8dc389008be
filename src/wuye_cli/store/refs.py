"""HEAD, refs and loose objects, read without starting git."""

from __future__ import annotations

import os
import zlib

from wuye_cli.domain.errors import StoreError

_HEX = frozenset("0123456789abcdef")
ID_LENGTH = 40
TREE_MODE = 0o040000
_PART = 1 << 16
_OPEN = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
FILE_MODES = frozenset({0o100644, 0o100755})


def is_id(text: str) -> bool:
    """Say whether `text` is a full object id of 40 hexadecimal digits."""
    return len(text) == ID_LENGTH and _HEX.issuperset(text)


def read_head(git_dir: str, common_dir: str) -> str:
    """Return the commit that HEAD stands on, or "" before the first commit.

    Raises:
        StoreError: `damaged_repository` when HEAD is unreadable, `unsupported_repository` when the
            repository keeps its refs or ids in a way that we do not read (reftable, SHA-256).
    """
    branch = head_branch(git_dir)
    return read_ref(common_dir, branch) if is_ref(branch) else branch


def is_ref(text: str) -> bool:
    """Say whether what `head_branch` returned is the name of a ref."""
    return text.startswith("refs/")


def head_branch(git_dir: str) -> str:
    """Return the ref that HEAD names, or the commit id of a detached HEAD."""
    path = os.path.join(git_dir, "HEAD")
    text = _text(path)
    if text is None:
        raise StoreError("damaged_repository", path=path)
    if text.startswith("ref: "):
        name = text[5:].strip()
        if name == "refs/heads/.invalid":
            raise StoreError("unsupported_repository", reason="reftable")
        return name
    return _as_id(text, path)


def read_ref(common_dir: str, name: str) -> str:
    """Return the id that the ref `name` holds, or "" when there is no such ref."""
    path = os.path.join(common_dir, *name.split("/"))
    for _ in range(2):  # a ref may move into packed-refs between the two looks
        text = _text(path)
        if text is not None:
            return _as_id(text, path)
        packed = _packed_ref(common_dir, name)
        if packed:
            return packed
    return ""


def _packed_ref(common_dir: str, name: str) -> str:
    path = os.path.join(common_dir, "packed-refs")
    wanted = f" {name}"
    for line in (_text(path) or "").split("\n"):
        if line.endswith(wanted) and not line.startswith("#"):
            return _as_id(line[: -len(wanted)], path)
    return ""


def _text(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _as_id(text: str, path: str) -> str:
    found = text.strip()
    if is_id(found):
        return found
    if len(found) == 64 and _HEX.issuperset(found):  # noqa: PLR2004 - the length of a SHA-256
        raise StoreError("unsupported_repository", reason="sha256")
    raise StoreError("damaged_repository", path=path)


def read_loose(objects_dir: str, object_id: str) -> tuple[str, bytes] | None:
    """Return kind and body of a loose object, or None when it is not loose.

    Raises:
        StoreError: `damaged_object`, when the file is there but is not what it should be.
    """
    path = f"{objects_dir}/{object_id[:2]}/{object_id[2:]}"
    try:
        number = os.open(path, _OPEN)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        packed = read_all(number)
    finally:
        os.close(number)
    try:
        whole = zlib.decompress(packed)
    except zlib.error as error:
        raise StoreError("damaged_object", id=object_id) from error
    head, mark, body = whole.partition(b"\0")
    kind, _, size = head.partition(b" ")
    if not mark or size != b"%d" % len(body):
        raise StoreError("damaged_object", id=object_id)
    return kind.decode("ascii", "replace"), body


def read_all(number: int) -> bytes:
    """Return what an open file holds; of a small one a stream of Python's costs twice as much."""
    parts = []
    while part := os.read(number, _PART):
        parts.append(part)
    return b"".join(parts)


def tree_of_commit(body: bytes) -> str:
    """Return the tree id that a commit names in its first line.

    Raises:
        StoreError: `damaged_object`.
    """
    if body[:5] == b"tree " and body[45:46] == b"\n":
        return body[5:45].decode("ascii", "replace")
    raise StoreError("damaged_object", id="")


def parse_tree(body: bytes) -> dict[str, tuple[int, str]]:
    """Return mode and id of every name in a tree object.

    Raises:
        StoreError: `damaged_object`.
    """
    entries = {}
    at, end = 0, len(body)
    try:
        while at < end:
            space = body.index(b" ", at)
            stop = body.index(b"\0", space)
            mode = int(body[at:space], 8)
            at = stop + 21
            name = body[space + 1 : stop].decode("utf-8", "surrogateescape")
            entries[name] = (mode, body[stop + 1 : at].hex())
    except ValueError as error:
        raise StoreError("damaged_object", id="") from error
    return entries
