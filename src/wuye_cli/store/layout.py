"""Where things lie in a store: the names of its files and folders, and which paths are safe."""

from __future__ import annotations

import os
from functools import lru_cache

from wuye_cli.domain.errors import CallError, StoreError

SETTINGS = "wuye.yaml"
"""The store's own settings; the folder that holds it and `.git` is a store."""
RECORDS = "records"
STANDARDS = "standards"
PEOPLE = "people"
"""The second repository, with the names and numbers of residents."""
MEDIA = "media"
PRIVATE = "wuye"
"""Our folder below `.git`: lock, intent, index, files on their way. Nothing in it is committed."""

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
_LONGEST_SEGMENT = 200


def checked_path(path: str) -> str:
    """Return `path` if it may be written below a store's root.

    Such a path is relative, its segments are ASCII letters, digits, `.`, `_` and `-`, none of them
    begins with `-` or is git's own (`.git`, `.gitmodules`, `git~1`).

    Raises:
        StoreError: `unsafe_path`.

    Example:
        >>> checked_path("records/tickets/2026/11/21/WY-261121-A017.yaml")
        'records/tickets/2026/11/21/WY-261121-A017.yaml'
    """
    for segment in readable_path(path).split("/"):
        if segment[0] == "-" or not _PLAIN.issuperset(segment):
            raise StoreError("unsafe_path", path=path)
    return path


@lru_cache(maxsize=4096)  # a path that is written is asked about at each step
def readable_path(path: str) -> str:
    """Return `path` if it names something inside the store; people's own names are welcome.

    Raises:
        StoreError: `unsafe_path`, when it is absolute, climbs, holds a control character, or
            touches what is git's.
    """
    for segment in path.split("/"):
        if not segment or len(segment) > _LONGEST_SEGMENT or _is_unsafe(segment):
            raise StoreError("unsafe_path", path=path)
    return path


def _is_unsafe(segment: str) -> bool:
    folded = segment.casefold().rstrip(". ")
    return (
        folded in {"", ".git", ".gitmodules", "git~1"}
        or segment[0] == '"'
        or "\\" in segment
        or not segment.isprintable()
    )


def find_root(start: str) -> str:
    """Return the nearest folder at or above `start` that holds `wuye.yaml` and `.git`.

    Raises:
        CallError: `no_store`.
    """
    folder = os.path.abspath(start)
    while True:
        if os.path.lexists(os.path.join(folder, ".git")) and os.path.isfile(
            os.path.join(folder, SETTINGS)
        ):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            raise CallError("no_store", path=start)
        folder = above


def is_bare(folder: str) -> bool:
    """Say whether a folder is a git repository without a work tree, as a server keeps it."""
    parts = ("objects", "refs")
    return os.path.isfile(os.path.join(folder, "HEAD")) and all(
        os.path.isdir(os.path.join(folder, name)) for name in parts
    )


def git_folders(root: str) -> tuple[str, str]:
    """Return the git folder of a work tree and the one it shares with its sister work trees.

    Raises:
        StoreError: `damaged_repository`, when `.git` leads nowhere.
    """
    git_dir = os.path.join(root, ".git")
    if not os.path.isdir(git_dir):
        git_dir = os.path.normpath(os.path.join(root, _pointer(git_dir, "gitdir: ")))
    shared = os.path.join(git_dir, "commondir")
    if os.path.isfile(shared):
        return git_dir, os.path.normpath(os.path.join(git_dir, _pointer(shared, "")))
    return git_dir, git_dir


def _pointer(path: str, before: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            text = file.read(4096)
    except OSError as error:
        raise StoreError("damaged_repository", path=path) from error
    if not text.startswith(before):
        raise StoreError("damaged_repository", path=path)
    return text[len(before) :].rstrip("\r\n")
