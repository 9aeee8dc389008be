"""How a store begins: `git init`, settings, and the files that keep git's conversions away."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import ConflictError
from wuye_cli.store import atomic, layout, worktree
from wuye_cli.store.git import Git

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.transaction import Transaction

MERGE_DRIVER = {
    "merge.wuye.name": "records and standards merged by their facts",
    # A machine without wuye merges by lines, as if there were no driver.
    "merge.wuye.driver": (
        "if command -v wuye >/dev/null; then wuye merge-driver %O %A %B %P;"
        " else git merge-file -L ours -L base -L theirs %A %O %B; fi"
    ),
}
"""What git needs in a clone to merge our files by their facts: attributes alone name no program."""

SETTINGS = {
    "core.splitIndex": "true",  # a commit rewrites a small file instead of the whole index
    "core.autocrlf": "false",  # the bytes we write are the bytes we commit
    "gc.auto": "0",  # housekeeping is ours: see `maintenance`
    "maintenance.auto": "false",
    **MERGE_DRIVER,
}
"""What every clone of a store is configured with; `upkeep` looks whether it still is."""

IGNORED = (f"/{layout.PEOPLE}/", f"/{layout.MEDIA}/", "/crew/", "/*.html", "/*.pdf")
ATTRIBUTES = ("* -text",)
MERGED = tuple(
    f"{files} merge=wuye" for files in ("standards/**/*.yaml", "records/**/*.yaml", layout.SETTINGS)
)
"""Our files are merged by their facts where the clone names the driver; else as any text."""
MERGED_PEOPLE = ("*.yaml merge=wuye",)
"""The same in `people/`."""


def found(root: str, *, with_people: bool) -> None:
    """Make the git repositories of a store that is about to be created in `root`.

    Raises:
        ConflictError: `store_exists` or `inside_repository`.
    """
    if os.path.lexists(os.path.join(root, layout.SETTINGS)):
        raise ConflictError("store_exists", path=root)
    if not _is_made(root):
        _refuse_inside(root)
        new_repository(root)
    people = os.path.join(root, layout.PEOPLE)
    if with_people and not _is_made(people):
        new_repository(people)


def _is_made(root: str) -> bool:
    """Say whether a repository is there; one that was cut short while it was made is made again."""
    git_dir = os.path.join(root, ".git")
    if os.path.isdir(git_dir):
        return os.path.lexists(os.path.join(git_dir, "HEAD"))
    return os.path.lexists(git_dir)


def _refuse_inside(root: str) -> None:
    above = os.path.dirname(root)
    while above != os.path.dirname(above):
        if os.path.lexists(os.path.join(above, ".git")):
            raise ConflictError("inside_repository", path=root, repository=above)
        above = os.path.dirname(above)


def new_repository(root: str) -> None:
    """Make an empty git repository in `root`, without hooks and without a template."""
    with atomic.disk_errors():
        atomic.make_folders(root)
    Git(root, os.path.join(root, ".git", layout.PRIVATE)).write(
        "init", "--quiet", "--template=", "-b", "main"
    )


def settle(*grounds: Ground | None) -> None:
    """Give each repository its settings and our own folder."""
    for ground in grounds:
        if ground is not None:
            ground.prepare()
            for key, value in SETTINGS.items():
                ground.git.write("config", "--local", key, value)
            with atomic.disk_errors():
                for name in ("HEAD", "config"):  # git does not sync these
                    atomic.sync_file(os.path.join(ground.common_dir, name))
                atomic.sync_folder(ground.common_dir)


def set_identity(ground: Ground, name: str, mail: str) -> None:
    """Let git know in this clone who works here."""
    ground.git.write("config", "--local", "user.name", name)
    ground.git.write("config", "--local", "user.email", mail)


def check_out(ground: Ground, branch: str, head: str) -> None:
    """Put HEAD on a branch (or on a commit, if `branch` is empty) and its files in place."""
    if branch:
        ground.git.write("symbolic-ref", "HEAD", branch)
    else:
        ground.git.write("update-ref", "--no-deref", "HEAD", head)
    ground.git.write("reset", "--quiet", "--hard", head)


def sync_tree(root: str) -> None:
    """Bring everything in a new folder to the disk."""
    if hasattr(os, "sync"):
        os.sync()  # one flush for all; a hundred thousand single ones would take minutes
        return
    for folder, _, names in os.walk(root):
        for name in names:
            with suppress(PermissionError):  # git's objects are read-only, and synced by git
                atomic.sync_file(os.path.join(folder, name))


def fill(tx: Transaction, root: str, files: Mapping[str, bytes]) -> None:
    """Stage the first files, with `.gitignore` and `.gitattributes` added to what is there.

    Raises:
        ConflictError: `file_exists`.
    """
    listed = dict(files)
    for name, lines in ((".gitignore", IGNORED), (".gitattributes", (*ATTRIBUTES, *MERGED))):
        _extend(tx, root, name, lines + tuple(listed.pop(name, b"").decode().splitlines()))
    if tx.has_people and not tx.people.head:
        tx.people.put(".gitattributes", with_lines(None, (*ATTRIBUTES, *MERGED_PEOPLE)))
    for path, data in listed.items():
        if worktree.read(root, path) is not None:
            raise ConflictError("file_exists", path=path)
        tx.put(path, data)


def _extend(tx: Transaction, root: str, name: str, lines: tuple[str, ...]) -> None:
    lying = worktree.read(root, name)
    text = with_lines(lying, lines)
    if lying == tx.read(name):
        tx.put(name, text)
        return
    with atomic.disk_errors():  # somebody's own file that git does not know yet: it comes along
        atomic.replace_whole(worktree.place_of(root, name), text)
    tx.adopt(name)


def with_lines(present: bytes | None, wanted: tuple[str, ...]) -> bytes:
    """Return a text with the lines that it lacks added at its end."""
    text = present or b""
    known = set(text.splitlines())
    if text and not text.endswith(b"\n"):
        text += b"\n"
    for line in (one.encode() for one in wanted):
        if line not in known:
            known.add(line)
            text += line + b"\n"
    return text
