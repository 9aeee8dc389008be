"""git's index: locked under git's own lock, edited by git on a copy, put in place as a whole.

The copy is what makes a crash harmless: `index.lock` is ours from the first look to the commit, it
carries our mark, and no child of ours ever touches the index that people's git reads.
"""

from __future__ import annotations

import os
from contextlib import suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import atomic
from wuye_cli.store.git import NULL_ID, joined, records
from wuye_cli.store.worktree import Stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.intent import Entry

_MARK = b"held by wuye\n"
_PATIENCE = 10.0  # seconds for another git to finish with the index
_ARGUMENTS = 100  # paths a command line
_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


class GitIndex:
    """The index of one repository, in the hands of a writer that holds the store's lock.

    Attributes:
        moment: The stamp of `index.lock` when it was taken: what lies long before it is settled.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._path = os.path.join(ground.git_dir, "index")
        self._lock = self._path + ".lock"
        self._memory = os.path.join(ground.private, "index-clean")
        self._held = False
        self.moment: Stamp = ()

    def lock(self) -> None:
        """Take `index.lock`; one with our mark was left by a killed command and is taken over.

        Raises:
            ConflictError: `index_locked`, when another git holds it for ten seconds.
        """
        if self._held:
            return
        mark = os.path.join(self._ground.private, "index-mark")
        until = monotonic() + _PATIENCE
        with atomic.disk_errors():
            if not has_our_mark(mark):
                atomic.replace_whole(mark, _MARK)
            while not self._grab(mark):
                if monotonic() > until:
                    raise ConflictError("index_locked", path=self._lock)
                sleep(0.005)
        self._held = True
        self.moment = stamp_of(self._ground.git_dir, "index.lock")

    def _grab(self, mark: str) -> bool:
        if self._is_made(mark):
            return True
        if not has_our_mark(self._lock):
            return False
        atomic.remove(self._lock)
        return self._is_made(mark)

    def _is_made(self, mark: str) -> bool:
        with suppress(FileExistsError):
            try:
                # name and mark appear at once, and a power cut leaves no lock without its mark
                os.link(mark, self._lock)
            except FileExistsError:
                raise
            except OSError:  # no links here
                atomic.write_new(self._lock, _MARK)
            return True
        return False

    def unlock(self) -> None:
        """Give `index.lock` back."""
        if self._held:
            self._held = False
            for _ in range(2):  # a disk may fail once, and a person's git knows no mark of ours
                with suppress(OSError):  # the next writer takes over a lock with our mark
                    atomic.remove(self._lock)
                    return

    def staged(self, head: str) -> frozenset[str]:
        """Return the paths whose index entry differs from HEAD: somebody staged them.

        The answer "none" is remembered with the index's size, times and checksum, so that as long
        as nobody else writes the index, asking costs one look at the file.
        """
        if self._stamp(head) == self._remembered():
            return frozenset()
        printed = self._ground.git.read(
            *("diff-index", "--cached", "--name-only", "-z", "--no-renames"),
            *("--ignore-submodules=all", head or _EMPTY_TREE, "--"),
        )
        found = frozenset(records(printed))
        if not found:
            self.remember_clean(head)
        return found

    def remember_clean(self, head: str) -> None:
        """Note that the index as it lies now holds exactly what `head` holds."""
        with suppress(OSError):
            atomic.replace_whole(self._memory, self._stamp(head), sync=False)

    def entries(self, paths: Sequence[str]) -> dict[str, str]:
        """Return the blob ids that the index holds for `paths`; conflicted ones as "conflict"."""
        found: dict[str, str] = {}
        for start in range(0, len(paths), _ARGUMENTS):
            some = paths[start : start + _ARGUMENTS]
            for line in records(self._ground.git.read("ls-files", "--stage", "-z", "--", *some)):
                facts, _, path = line.partition("\t")
                _, object_id, stage = facts.split(" ")
                found[path] = object_id if stage == "0" else "conflict"
        return found

    def edit_copy(self, token: str, changes: Iterable[Entry], lock: int) -> None:
        """Make the new index beside the old one, with the entries set to their `new`."""
        copy = self._ground.mine(token, "index")
        with atomic.disk_errors():
            atomic.remove(copy)
            with suppress(FileNotFoundError), open(self._path, "rb") as file:
                atomic.write_new(copy, file.read(), sync=False)
        listed = list(changes)
        self._update(copy, [one for one in listed if not one.skip], lock)
        self._update_skipped(copy, [one for one in listed if one.skip], lock)
        if not self._ground.git.syncs and os.path.exists(copy):
            with atomic.disk_errors():
                atomic.sync_file(copy)

    def _update(self, copy: str, changes: list[Entry], lock: int) -> None:
        if not changes:
            return
        lines = [
            f"100644 {one.new}\t{one.path}" if one.new else f"0 {NULL_ID}\t{one.path}"
            for one in changes
        ]
        self._ground.git.write(
            *("update-index", "-z", "--index-info"),
            data=joined(lines),
            lock=lock,
            extra={"GIT_INDEX_FILE": copy},
        )

    def _update_skipped(self, copy: str, changes: list[Entry], lock: int) -> None:
        for start in range(0, len(changes), _ARGUMENTS):
            some = changes[start : start + _ARGUMENTS]
            self._update(copy, some, lock)
            kept = [one.path for one in some if one.new]
            if kept:
                self._ground.git.write(
                    *("update-index", "--skip-worktree", "-z", "--stdin"),
                    data=joined(kept),
                    lock=lock,
                    extra={"GIT_INDEX_FILE": copy},
                )

    def refresh_copy(self, token: str, lock: int, *, split: bool) -> None:
        """Note size and times of the files in the new index; nobody must read them again.

        Args:
            token: Names the copy.
            lock: Descriptor of the store's lock.
            split: Make it the base of a split index, so that later commits write little.
        """
        self._ground.git.write(
            *("update-index", "-q", "--unmerged", *(("--split-index",) if split else ())),
            "--refresh",
            lock=lock,
            ok=(0, 1),  # 1: a file differs from the index, which is not ours to judge
            extra={"GIT_INDEX_FILE": self._ground.mine(token, "index")},
        )

    def install_copy(self, token: str) -> None:
        """Put the new index in place; the old and the new keep a second name until `settled`."""
        copy = self._ground.mine(token, "index")
        for source, name in ((self._path, "index-old"), (copy, "index-new")):
            with suppress(OSError):  # no links here, or no index yet: going back asks git instead
                os.link(source, self._ground.mine(token, name))
        with atomic.disk_errors():
            atomic.put_in_place(copy, self._path)
            atomic.sync_folder(self._ground.git_dir)

    def back(self, token: str, wanted: Sequence[Entry], lock: int) -> None:
        """Take the operation's entries out again; `wanted` has HEAD's blob as `old`."""
        old, new = (self._ground.mine(token, name) for name in ("index-old", "index-new"))
        if _same_file(self._path, new) and os.path.exists(old):
            with atomic.disk_errors():
                atomic.put_in_place(old, self._path)  # nobody wrote since: the very file comes back
                atomic.sync_folder(self._ground.git_dir)
            return
        self.correct(token, wanted, lock)

    def correct(self, token: str, wanted: Sequence[Entry], lock: int) -> None:
        """Set entries that hold `new` to `old`, and leave every other alone."""
        found = self._entries_or_anew([one.path for one in wanted], token, lock)
        wrong = [
            type(one)(one.path, None, one.old, skip=one.skip)
            for one in wanted
            if found.get(one.path) == one.new and one.old != one.new
        ]
        if wrong:
            with atomic.disk_errors():  # a power cut may keep the lock and lose what came after
                atomic.remove(self._ground.mine(token, "index") + ".lock")
            self.edit_copy(token, wrong, lock)
            with atomic.disk_errors():
                atomic.put_in_place(self._ground.mine(token, "index"), self._path)
                atomic.sync_folder(self._ground.git_dir)

    def _entries_or_anew(self, paths: list[str], token: str, lock: int) -> dict[str, str]:
        """Return the entries; make the index from HEAD if it names a shared part that is not there.

        git writes the shared part first and does not sync its name, so a power cut may keep the
        index alone. Nothing else of it can be read then; files that people edited are not touched.
        """
        try:
            return self.entries(paths)
        except StoreError as error:
            if "sharedindex." not in str(error.facts.get("reason")):
                raise
        copy = self._ground.mine(token, "index")
        with atomic.disk_errors():
            atomic.remove(copy)
        self._ground.git.write(
            *("read-tree", self._ground.head() or "--empty"),
            lock=lock,
            extra={"GIT_INDEX_FILE": copy},
        )
        with atomic.disk_errors():
            if not self._ground.git.syncs:
                atomic.sync_file(copy)
            atomic.sync_folder(self._ground.git_dir)
            atomic.put_in_place(copy, self._path)
            atomic.sync_folder(self._ground.git_dir)
        return self.entries(paths)

    def _stamp(self, head: str) -> bytes:
        try:
            with open(self._path, "rb") as file:
                facts = os.fstat(file.fileno())
                file.seek(max(facts.st_size - 20, 0))
                end = file.read().hex()
        except FileNotFoundError:
            return f"{head} none".encode()
        return f"{head} {facts.st_ino} {facts.st_size} {facts.st_mtime_ns} {end}".encode()

    def _remembered(self) -> bytes:
        with suppress(OSError), open(self._memory, "rb") as file:
            return file.read()
        return b""


def holder(path: str) -> bytes | None:
    """Return the first bytes of a lock file, None when it is not there."""
    try:
        with open(path, "rb") as file:
            return file.read(64)
    except FileNotFoundError:
        return None


def has_our_mark(path: str) -> bool:
    """Say whether a lock file was made by wuye, and so is stale for whoever holds our lock."""
    return holder(path) == _MARK


def _same_file(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
