"""Bundles: a repository's history in one file, made by git, and judged before it is taken in.

`git fetch` from a bundle checks nothing but the pack's checksum (in git 2.39 `fsckObjects` does not
reach it). So the header is read here, and the pack goes through `index-pack --strict` into a folder
of its own; only what is sound, whole and of our own history is moved beside our objects. No name
from a bundle ever becomes an argument or a path.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import IO, TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import atomic, refs, worktree
from wuye_cli.store.objects import pack_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.store.ground import Ground

    Related = Callable[[str, Mapping[str, str]], bool]

_SIGNATURE = b"# v2 git bundle\n"
_LONGEST_LINE = 1 << 12
_MOST_LINES = 100_000
_CHUNK = 1 << 20
_CHECKSUM = 20
_INCOMING = "incoming-"
LEAVING = "leaving.bundle"
"""Name of a bundle, in our own folder, that is about to be left for others."""
VIA = "refs/wuye/via"
"""Refs to what other desks left for us."""
KEPT = ("refs/heads/", "refs/tags/", "refs/notes/", "refs/wuye/")
"""Refs that a backup carries: not what a clone knows of others, nor what replaces objects."""
OWN_AFFAIR = ("refs/wuye/pending/", f"{VIA}/")
"""Refs that mean something in one clone only."""
_LEFT_OUT = ("refs/remotes/*", "refs/replace/*", "refs/stash", *(f"{one}*" for one in OWN_AFFAIR))


class Bundle(msgspec.Struct, frozen=True):
    """The header of a bundle.

    Attributes:
        refs: Name to commit; `HEAD` among them.
        offset: Where the pack begins.
    """

    refs: dict[str, str]
    offset: int


def write_all(ground: Ground, path: str) -> None:
    """Write a bundle of everything that a backup carries, with the whole history."""
    left_out = [f"--exclude={one}" for one in _LEFT_OUT]
    ground.git.write("bundle", "create", "--quiet", path, *left_out, "--all")
    with atomic.disk_errors():
        atomic.sync_file(path)


def write_branch(ground: Ground, path: str, branch: str) -> None:
    """Write a bundle of one branch, with the whole history."""
    ground.git.write("bundle", "create", "--quiet", path, branch)
    with atomic.disk_errors():
        atomic.sync_file(path)


def read_header(path: str) -> Bundle:
    """Return what a bundle says of itself.

    Raises:
        FileNotFoundError: If there is none.
        StoreError: `damaged_bundle`; `unsafe_path` if it is no plain file.
    """
    with worktree.opened(path) as file:
        return _header(file, path)


def _header(file: IO[bytes], path: str) -> Bundle:
    if file.readline(_LONGEST_LINE) != _SIGNATURE:
        raise StoreError("damaged_bundle", path=path)
    found: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE)
        if line == b"\n":
            return Bundle(found, file.tell())
        commit, _, name = line.decode("utf-8", "surrogateescape").partition(" ")
        if not refs.is_id(commit) or not name.endswith("\n"):
            break  # also one that builds on commits it does not hold: ours never do
        found[name[:-1]] = commit
    raise StoreError("damaged_bundle", path=path)


def is_whole(path: str) -> bool:
    """Say whether a bundle is one and its pack has the checksum that stands at its end."""
    try:
        with worktree.opened(path) as file:
            bundle = _header(file, path)
            left = os.fstat(file.fileno()).st_size - bundle.offset - _CHECKSUM
            hashed = pack_digest()
            while left > 0 and (chunk := file.read(min(left, _CHUNK))):
                hashed.update(chunk)
                left -= len(chunk)
            return left == 0 and file.read() == hashed.digest()
    except (FileNotFoundError, StoreError):
        return False


def take_in(
    ground: Ground,
    path: str,
    *,
    lock: int = -1,
    strict: bool = True,
    kin: str = "",
    related: Related | None = None,
) -> Bundle:
    """Judge a bundle and take its objects in; no ref is set.

    Args:
        ground: The repository.
        path: The bundle.
        lock: Descriptor of a lock that git keeps if we die.
        strict: Refuse what `git fsck --strict` would complain of.
        kin: A commit of ours with which every branch of the bundle must share history.
        related: Says of a commit that shares none, with the environment in which git sees it,
            whether it belongs to ours all the same.

    Raises:
        FileNotFoundError: If there is no bundle.
        ConflictError: `unrelated_history`.
        StoreError: `damaged_bundle`, or what the disk says. Nothing was taken in.
    """
    ground.prepare()
    folder = ground.mine(os.urandom(8).hex(), "incoming")
    with worktree.opened(path) as file:
        bundle = _header(file, path)
        try:
            with atomic.disk_errors():
                _open_quarantine(ground, folder)
            _index(ground, file, folder, lock, strict=strict)
            _judge(ground, bundle, folder, kin, related)
            _move_in(ground, folder)
        except StoreError as error:
            if error.code != "git_failed":
                raise
            reason = str(error.facts.get("reason", ""))
            raise StoreError("damaged_bundle", path=path, reason=reason[-200:]) from error
        finally:
            with suppress(OSError):
                atomic.drop_tree(folder)
    return bundle


def sweep(ground: Ground) -> None:
    """Remove what killed syncs left; the caller holds the lock under which they work."""
    with suppress(FileNotFoundError):
        for name in os.listdir(ground.private):
            if name.startswith(_INCOMING):
                with suppress(OSError):
                    atomic.drop_tree(os.path.join(ground.private, name))
            elif name.startswith(LEAVING):
                atomic.remove(os.path.join(ground.private, name))
    for folder, _, names in os.walk(ground.ref_file(VIA)):
        for name in names:
            if name.endswith(".lock"):
                atomic.remove(os.path.join(folder, name))


def set_refs(ground: Ground, wanted: dict[str, str], lock: int = -1) -> None:
    """Set refs as they are given, in one step."""
    orders = "".join(f"update {name}\0{commit}\0\0" for name, commit in wanted.items())
    if orders:
        data = orders.encode("utf-8", "surrogateescape")
        ground.git.write("update-ref", "--no-deref", "--stdin", "-z", data=data, lock=lock)


def kept_refs(bundle: Bundle) -> dict[str, str]:
    """Return the refs of a bundle that a restored repository gets."""
    return {
        name: commit
        for name, commit in bundle.refs.items()
        if name.startswith(KEPT) and not name.startswith(OWN_AFFAIR)
    }


def _open_quarantine(ground: Ground, folder: str) -> None:
    os.mkdir(folder)
    for name in ("pack", "info"):
        os.mkdir(os.path.join(folder, name))
    objects = os.path.abspath(ground.objects.folder).replace(os.sep, "/")
    alternates = os.path.join(folder, "info", "alternates")
    atomic.write_new(alternates, os.fsencode(objects) + b"\n", sync=False)


def _index(ground: Ground, file: IO[bytes], folder: str, lock: int, *, strict: bool) -> None:
    judged = ("--strict",) if strict else ()
    child = ground.git.start_writer(
        *("index-pack", "--stdin", "--fix-thin", *judged),
        lock=lock,
        extra={"GIT_OBJECT_DIRECTORY": folder},
    )
    try:
        while chunk := file.read(_CHUNK):
            child.feed(chunk)
        child.finish()
    finally:
        child.wait()


def _judge(ground: Ground, bundle: Bundle, folder: str, kin: str, related: Related | None) -> None:
    """See that nothing is missing below the commits, and that we have a commit in common."""
    extra = {"GIT_OBJECT_DIRECTORY": folder}
    asked = "".join(f"{one}\n" for one in dict.fromkeys(bundle.refs.values()))
    ground.git.read(
        *("rev-list", "--objects", "--stdin", "--not", "--all", "--quiet"),
        data=asked.encode("ascii"),
        extra=extra,
    )
    for commit in dict.fromkeys(bundle.refs.values()) if kin else ():
        shares = ground.git.read("merge-base", kin, commit, ok=(0, 1), extra=extra)
        if not shares and not (related is not None and related(commit, extra)):
            raise ConflictError("unrelated_history")


def _move_in(ground: Ground, folder: str) -> None:
    """Put the new packs beside ours, each index after its pack."""
    source, target = os.path.join(folder, "pack"), os.path.join(ground.objects.folder, "pack")
    with atomic.disk_errors():
        atomic.make_folders(target)
        for name in sorted(os.listdir(source), key=lambda one: one.endswith(".idx")):
            place = os.path.join(target, name)
            if name.startswith("pack-") and not os.path.exists(place):
                atomic.put_in_place(os.path.join(source, name), place)
        atomic.sync_folder(target)
