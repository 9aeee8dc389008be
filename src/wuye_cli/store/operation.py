"""One operation: intent, objects, files, git's index, the ref, in that order, or nothing at all.

The ref is the commit point. Whatever fails before it is undone at once; whatever dies before it is
undone by the next command, and what dies after it is finished (see `recovery`).
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import atomic, intent, recovery, refs, signing, worktree
from wuye_cli.store.flush import flush
from wuye_cli.store.git import NULL_ID
from wuye_cli.store.intent import Entry, Intent
from wuye_cli.store.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.store.git_index import GitIndex
    from wuye_cli.store.ground import Ground

_PROBE = 1 << 16
_MANY = 64
"""From so many files on, they are brought to the disk at once."""
_MOVED = ("but expected", "reference already exists", "unable to resolve reference")


class Change(msgspec.Struct, frozen=True):
    """One file to be written or deleted.

    Attributes:
        entry: What the intent says of it.
        data: The new bytes, None to delete.
        lies_here: They are in the object store already, as what another clone sent is.
        stamp: Of the file when it was found to hold what HEAD has; () if no stamp can say so.
    """

    entry: Entry
    data: bytes | None
    lies_here: bool = False
    stamp: worktree.Stamp = ()


class Signed(msgspec.Struct, frozen=True):
    """The commit to be made, as text.

    Attributes:
        person: Author and committer, see `message.person`.
        name: The committer's name for the reflog.
        mail: The committer's mail for the reflog.
        text: The whole message.
        parents: Further parents, for a merge.
        signer: Signs it, None where nobody need.
    """

    person: str
    name: str
    mail: str
    text: str
    parents: tuple[str, ...] = ()
    signer: Signer | None = None


class Operation:
    """Carries out one commit in one repository.

    Args:
        ground: The repository.
        index: Its index, already locked.
        lock: Descriptor of the store's lock, already held.
        head: The commit to build on.

    Attributes:
        token: Names everything that this operation leaves on its way.
    """

    def __init__(self, ground: Ground, index: GitIndex, lock: int, head: str) -> None:
        self._ground = ground
        self._index = index
        self._lock = lock
        self._head = head
        self.token = os.urandom(8).hex()

    def perform(self, changes: Sequence[Change], signed: Signed) -> str:
        """Do it and return the new commit; everything is on the disk then.

        The intent still stands afterwards: the caller calls `close` when its own work is done.

        Raises:
            ConflictError: `head_moved` or `hand_edit`, when somebody was there in between.
            StoreError: If git or the disk refuses. The store is as it was.
        """
        return self.carry_out(self._planned(changes), lambda: self._make(changes, signed), signed)

    def forward(self, changes: Sequence[Change], commit: str, signed: Signed) -> str:
        """Move on to a commit that is there already and that HEAD is an ancestor of.

        Args:
            changes: Every file that differs between HEAD and `commit`.
            commit: Its id.
            signed: Who and why, for the reflog.

        Raises:
            ConflictError: `head_moved` or `hand_edit`.
            StoreError: If git or the disk refuses. The store is as it was.
        """

        def make() -> str:
            # so that recovery knows a lock with this commit in it for ours
            pending = self._ground.pending_ref(self.token)
            self._ground.git.write("update-ref", pending, commit, lock=self._lock)
            self._index.edit_copy(self.token, [change.entry for change in changes], self._lock)
            self._put_in_place(changes, commit)
            return commit

        return self.carry_out(self._planned(changes), make, signed)

    def _planned(self, changes: Sequence[Change]) -> Intent:
        entries = tuple(change.entry for change in changes)
        return Intent(token=self.token, head=self._head, entries=entries)

    def carry_out(self, planned: Intent, make: Callable[[], str], signed: Signed) -> str:
        """Write the intent, make the commit and everything about it, and move HEAD to it.

        Args:
            planned: What is about to be done.
            make: Does it, all but the ref, synced, and returns the new commit.
            signed: Who and why, for the reflog.
        """
        try:
            with atomic.disk_errors():
                intent.save(self._ground.private, planned)
            commit = make()
            self._move_head(commit, signed)
        except StoreError as error:
            self._settle(planned)
            self._ask_disk(error)
            raise
        except BaseException:
            self._settle(planned)
            raise
        self._sync_head(commit)
        return commit

    def close(self) -> None:
        """Remove what the operation left on its way, then the intent: nothing is left to do."""
        for _ in range(2):  # a disk may fail once
            with suppress(OSError, StoreError):  # the next command tries again, as the intent stays
                self._clear()
                return

    def _clear(self) -> None:
        if os.path.lexists(os.path.join(self._ground.git_dir, "HEAD.lock")):
            left = intent.load(self._ground.private)
            if left is not None:
                recovery.free_refs(self._ground, left)  # a git that died after its work
        recovery.clear_traces(self._ground, self.token)
        intent.forget(self._ground.private)

    def _ask_disk(self, error: StoreError) -> None:
        """Find out why git could not write, as it often does not say."""
        if error.code != "io_error" or "command" not in error.facts:
            return
        probe = self._ground.mine(self.token, "probe")
        try:
            with atomic.disk_errors():
                atomic.write_new(probe, bytes(_PROBE))
        finally:
            with suppress(OSError):
                atomic.remove(probe)

    def _settle(self, planned: Intent) -> None:
        # A second failure on the way back leaves the intent, and the next command settles it; the
        # person is told of the first.
        with suppress(StoreError, OSError):
            if planned.kind == "bulk":
                planned = intent.load(self._ground.private) or planned
            recovery.free_refs(self._ground, planned)
            recovery.settle(self._ground, self._index, planned, self._lock)

    def _make(self, changes: Sequence[Change], signed: Signed) -> str:
        """Prepare everything that needs room, then put it in place by renames alone."""
        ground, token = self._ground, self.token
        importer = ground.git.start_writer("fast-import", "--quiet", lock=self._lock)
        try:
            for part in commit_lines(ground.pending_ref(token), self._head, changes, signed):
                importer.feed(part)
            importer.feed(b"done\n")
            importer.flush()
            entries = [change.entry for change in changes]
            self._index.edit_copy(token, entries, self._lock)
        finally:
            status = importer.wait()
        importer.judge(status)
        commit = refs.read_ref(ground.common_dir, ground.pending_ref(token))
        if signed.signer is not None:
            commit = self.seal((commit,), signed.signer)
        self._put_in_place(changes, commit)
        return commit

    def seal(self, commits: Sequence[str], signer: Signer) -> str:
        """Put signed commits in the place of the chain just made, and return the last."""
        commit = signing.seal(self._ground, commits, signer, lock=self._lock)
        pending = self._ground.pending_ref(self.token)
        self._ground.git.write("update-ref", pending, commit, lock=self._lock)
        with atomic.disk_errors():
            for twin in commits:  # nobody knows the unsigned ones; in a pack they stay till gc
                atomic.remove(os.path.join(self._ground.objects.folder, twin[:2], twin[2:]))
        return commit

    def _put_in_place(self, changes: Sequence[Change], commit: str) -> None:
        """Put files and index where they belong; all is synced but the ref."""
        with atomic.disk_errors():
            is_all_synced = self._write_beside(changes)
            self._place(changes)
        self._index.install_copy(self.token)
        if not is_all_synced:
            self._sync_objects(commit, [change.entry for change in changes])

    def _write_beside(self, changes: Sequence[Change]) -> bool:
        """Write the new files where no one looks, synced; say whether the new objects are too."""
        ground = self._ground
        waiting = [
            (ground.mine(self.token, f"new{number}"), change.data)
            for number, change in enumerate(changes)
            if change.data is not None and not change.entry.hands_off
        ]
        many = len(waiting) >= _MANY
        for place, data in waiting:
            atomic.write_new(place, data, sync=not many)
        if not many:
            return False
        if flush(ground.private):
            return os.stat(ground.private).st_dev == os.stat(ground.objects.folder).st_dev
        for place, _ in waiting:
            atomic.sync_file(place)
        return False

    def _place(self, changes: Sequence[Change]) -> None:
        ground, token = self._ground, self.token
        # Many old files need no second name: those replaced have made room for going back, and to
        # make and remove a thousand names is a tenth of a merge.
        keeps_links = len(changes) < _MANY
        folders: set[str] = set()
        looked: set[str] = set()
        for number, change in enumerate(changes):
            entry = change.entry
            if entry.hands_off:
                continue
            if self._is_edited(change, looked):
                raise ConflictError("hand_edit", path=entry.path)
            place = f"{ground.root}/{entry.path}"
            if entry.old and keeps_links:
                worktree.keep_link(place, ground.mine(token, f"old{number}"))
            if entry.new:
                folders.add(worktree.install(place, ground.mine(token, f"new{number}")))
            else:
                worktree.remove(ground.root, entry.path)
                looked.clear()  # empty folders went with it
        for folder in sorted(folders):  # once each: till the ref moves the intent leads back
            atomic.sync_folder(folder)

    def _is_edited(self, change: Change, looked: set[str]) -> bool:
        """Say whether somebody wrote a file since it was staged; a stamp saves reading it again.

        Of a thousand files that is a twentieth of a merge.
        """
        root, path = self._ground.root, change.entry.path
        if change.stamp and worktree.stamp_of(root, path, looked) == change.stamp:
            return False
        return worktree.blob_of(root, path, looked) != change.entry.old

    def _move_head(self, commit: str, signed: Signed) -> None:
        subject = signed.text.partition("\n")[0]
        moment = signed.person.rpartition("> ")[2]
        try:
            self._ground.git.write(
                *("update-ref", "-m", subject, "HEAD", commit, self._head or NULL_ID),
                lock=self._lock,
                extra={
                    "GIT_COMMITTER_NAME": signed.name,
                    "GIT_COMMITTER_EMAIL": signed.mail,
                    "GIT_COMMITTER_DATE": moment,
                },
            )
        except StoreError as error:
            if self._ground.head() != commit:
                raise self._refusal(error) from error
            # else git died after its work: it is done

    def _refusal(self, error: StoreError) -> StoreError | ConflictError:
        """Return what it means that git would not move the ref."""
        reason = str(error.facts.get("reason"))
        if any(words in reason for words in _MOVED):
            return ConflictError("head_moved", head=self._head)
        if "File exists" in reason:
            return ConflictError("ref_locked", path=self._ground.git_dir)
        return error

    def _sync_objects(self, commit: str, entries: Sequence[Entry]) -> None:
        """Bring the names of the new objects to the disk: git syncs only what is in them."""
        with atomic.disk_errors():
            for folder in sorted(self._object_folders(commit, entries)):
                atomic.sync_folder(folder)

    def _sync_head(self, commit: str) -> None:
        """Bring the ref's name to the disk.

        Raises:
            StoreError: `unconfirmed`: the commit stands, but the disk did not say that it holds it.
        """
        ground = self._ground
        branch = refs.head_branch(ground.git_dir)
        path = ground.ref_file(branch) if refs.is_ref(branch) else f"{ground.git_dir}/HEAD"
        try:
            if not ground.git.syncs and os.path.exists(path):
                atomic.sync_file(path)
            for folder in {os.path.dirname(path), ground.git_dir}:  # HEAD.lock went from the second
                atomic.sync_folder(folder)
        except OSError as error:
            self.close()
            raise StoreError("unconfirmed", commit=commit, reason=str(error)) from error

    def _object_folders(self, commit: str, entries: Sequence[Entry]) -> set[str]:
        objects = self._ground.objects
        ids = {commit, objects.root_tree(commit)}
        ids.update(entry.new for entry in entries if entry.new)
        for folder in {entry.path.rpartition("/")[0] for entry in entries}:
            ids.update(objects.way_to(commit, f"{folder}/"))
        folders = {os.path.join(objects.folder, one[:2]) for one in ids}
        present = {folder for folder in folders if os.path.isdir(folder)}
        return present | {objects.folder, os.path.join(objects.folder, "pack")}


def commit_lines(ref: str, head: str, changes: Sequence[Change], signed: Signed) -> list[bytes]:
    """Return the import stream of one commit on `ref`."""
    text = signed.text.encode()
    lines = [
        b"feature done\n",
        f"commit {ref}\nauthor {signed.person}\ncommitter {signed.person}\n".encode(),
        b"data %d\n" % len(text) + text + b"\n",
    ]
    lines.extend(
        f"{word} {one}\n".encode()
        for word, one in [("from", head), *(("merge", parent) for parent in signed.parents)]
        if one
    )
    lines.extend(
        b"M 100644 %s %s\n" % (change.entry.new.encode(), change.entry.path.encode())
        if change.lies_here and change.entry.new
        else file_line(change.entry.path, change.data)
        for change in changes
    )
    lines.append(b"\n")
    return lines


def file_line(path: str, data: bytes | None) -> bytes:
    """Return one file of a commit in the import stream."""
    if data is None:
        return b"D " + path.encode() + b"\n"
    return b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(data)) + data + b"\n"
