"""The only room that starts git: argument lists only, a clean environment, errors with codes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic
from wuye_cli.store.process import Child, start_detached, start_process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NULL_ID = "0" * 40
_SYNC_KNOWN_SINCE = (2, 36)
_SAFE = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.attributesFile=/dev/null",
    "protocol.ext.allow=never",
    "gc.auto=0",
    "maintenance.auto=false",
    "advice.detachedHead=false",
    "advice.graftFileDeprecated=false",  # or its hint stands before every complaint
)
_SPARING = (
    "core.packedGitLimit=32m",
    "core.packedGitWindowSize=1m",
    "core.deltaBaseCacheLimit=16m",
)
"""For git that goes over a whole history: it keeps less of the packs at hand.

Over 100,000 commits `fsck` takes 160 MB with it and 305 without, `diff-tree` 136 and 278, and
neither takes more CPU.
"""
_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_TRIM_THRESHOLD_": "33554432",
    "MALLOC_TOP_PAD_": "1048576",
}
"""For each object that it presses git takes a quarter of a megabyte, which glibc hands back to the
system and fetches again, page by page: a quarter of a push of a thousand tickets. Told to keep a
few megabytes, it does not. Other libraries know none of these names."""
_QUARANTINE = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
_WRITING = ("core.filesRefLockTimeout=10000", "core.packedRefsTimeout=10000")


def find_git() -> str:
    """Return the path of git, from the absolute folders of `PATH` only.

    Raises:
        StoreError: `git_missing`.
    """
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    raise StoreError("git_missing")


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return our environment without anything that could lead git elsewhere.

    Replaced objects and grafts are not followed: an id names the bytes that were committed.
    """
    own = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    kept = {**_MEMORY, **own}  # who sets one of these knows why
    kept.update(GIT_CONFIG_NOSYSTEM="1", GIT_TERMINAL_PROMPT="0", LC_ALL="C", LANGUAGE="C")
    kept.update(GIT_LITERAL_PATHSPECS="1", GIT_NO_REPLACE_OBJECTS="1", GIT_GRAFT_FILE=os.devnull)
    kept.update(extra or {})
    return kept


def _quarantine() -> dict[str, str]:
    """Return where objects of a push wait while a hook of the receiving side decides."""
    if "GIT_QUARANTINE_PATH" not in os.environ:
        return {}
    return {name: os.environ[name] for name in _QUARANTINE if name in os.environ}


class Git:
    """Starts git for one repository.

    Args:
        root: The work tree.
        private: Our folder below `.git`, where git's version is remembered.
        bare: `root` is the git folder itself, and there is no work tree. Objects that a push has
            sent and nobody has accepted yet are seen, as git shows them to a hook.
    """

    def __init__(self, root: str, private: str, *, bare: bool = False) -> None:
        self._root = root
        self._private = private
        self._where = ("--git-dir=.",) if bare else ()
        self._waiting = _quarantine() if bare else {}
        self._path = ""
        self._syncs = False

    def read(
        self,
        *args: str,
        data: bytes = b"",
        ok: Sequence[int] = (0,),
        index: str = "",
        extra: Mapping[str, str] | None = None,
    ) -> bytes:
        """Run a command that changes nothing and return what it printed.

        Args:
            *args: The command and its arguments.
            data: What it reads from its standard input.
            ok: Exit statuses that are answers.
            index: Another index file than the repository's own.
            extra: More environment.

        Raises:
            StoreError: If git is missing or fails.
        """
        environment = {"GIT_OPTIONAL_LOCKS": "0", **(extra or {})}
        if index:
            environment["GIT_INDEX_FILE"] = index
        return self._start(args, self._settings(), data, environment).result(ok)

    def write(
        self,
        *args: str,
        data: bytes = b"",
        lock: int = -1,
        extra: Mapping[str, str] | None = None,
        ok: Sequence[int] = (0,),
    ) -> bytes:
        """Run a command that changes the repository; what it wrote is synced when it returns.

        Args:
            *args: The command and its arguments.
            data: What it reads from its standard input.
            lock: Descriptor of the store's lock, which the child keeps if we die.
            extra: More environment.
            ok: Exit statuses that are answers.
        """
        return self._start(args, self.writing_settings(), data, extra, lock).result(ok)

    def converse(self, *args: str, ok: Sequence[int] = (0,)) -> tuple[int, bytes, str]:
        """Run a command that speaks to another machine, as `write`.

        Returns:
            Its exit status, what it printed, and what was said beside it, as by the other side.
        """
        child = self._start(args, self.writing_settings(), b"", None)
        try:
            printed = child.output.read()
        finally:
            status = child.wait()
        child.judge(status, ok)
        return status, printed, child.complaints()

    def start_writer(self, *args: str, lock: int, extra: Mapping[str, str] | None = None) -> Child:
        """Start a command that changes the repository and is fed through `Child.feed`."""
        return self._start(args, self.writing_settings(), None, extra, lock)

    def start_reader(self, *args: str, data: bytes | None = None, sparing: bool = False) -> Child:
        """Start a command whose output is read while it runs.

        Args:
            *args: The command and its arguments.
            data: What it reads from its standard input; None gives it a pipe.
            sparing: It goes over a whole history, once and in order, and may be sparing of memory.
        """
        settings = self._settings(*(_SPARING if sparing else ()))
        return self._start(args, settings, data, {"GIT_OPTIONAL_LOCKS": "0"})

    def start_detached(self, program: Sequence[str]) -> None:
        """Start a program of ours that outlives this process and holds nothing of it."""
        start_detached(program, clean_environment())

    def identity(self) -> tuple[str, str] | None:
        """Return the name and mail that git is configured with, None unless both are."""
        keys = (
            "config",
            "-z",
            "--get-regexp",
            r"^user\.(name|email)$",
        )  # one start of git, not two
        told = dict(text.partition("\n")[::2] for text in records(self.read(*keys, ok=(0, 1))))
        name, mail = told.get("user.name"), told.get("user.email")
        return (name, mail) if name and mail else None

    @property
    def syncs(self) -> bool:
        """Whether this git syncs refs and index by itself (2.36 and later)."""
        self._path = self._path or find_git()
        self._syncs = self._syncs or self.version() >= _SYNC_KNOWN_SINCE
        return self._syncs

    def version(self) -> tuple[int, ...]:
        """Return git's version; asked once per git binary and remembered in our folder."""
        path = self._path = self._path or find_git()
        stamp = os.stat(path)
        key = f"{path} {stamp.st_mtime_ns} {stamp.st_size} "
        memory = os.path.join(self._private, "git-version")
        try:
            with open(memory, encoding="utf-8") as file:
                known = file.read()
        except OSError:
            known = ""
        if not known.startswith(key):
            text = start_process([path, "version"], b"", clean_environment()).result((0,))
            known = key + text.decode("ascii", "replace").split()[2]
            if os.path.isdir(self._private):
                with suppress(OSError):  # not remembered: the next command asks again
                    atomic.replace_whole(memory, known.encode(), sync=False)
        return _numbers(known[len(key) :])

    def writing_settings(self) -> list[str]:
        """Return the `-c` settings under which a command may write."""
        sync = "core.fsync=all" if self.syncs else "core.fsyncObjectFiles=true"
        more = ("core.fsyncMethod=fsync",) if self.syncs else ()
        return self._settings(sync, *more, *_WRITING)

    def _settings(self, *more: str) -> list[str]:
        return [part for setting in (*_SAFE, *more) for part in ("-c", setting)]

    def _start(
        self,
        args: Sequence[str],
        settings: list[str],
        data: bytes | None,
        extra: Mapping[str, str] | None,
        lock: int = -1,
    ) -> Child:
        self._path = self._path or find_git()
        line = [self._path, "-C", self._root, *self._where, *settings, *args]
        environment = clean_environment({**self._waiting, **(extra or {})})
        return start_process(line, data, environment, lock, args[0])


def records(data: bytes) -> Iterator[str]:
    """Yield the texts of output made with `-z`."""
    for part in data.split(b"\0"):
        if part:
            yield part.decode("utf-8", "surrogateescape")


def joined(texts: Iterable[str]) -> bytes:
    """Return texts as input for a command that reads with `-z`."""
    return b"".join(text.encode("utf-8", "surrogateescape") + b"\0" for text in texts)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2] if part.isdigit())
