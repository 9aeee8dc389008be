"""One repository as it lies on the disk: its folders, its HEAD, its objects, its git."""

from __future__ import annotations

import os
from contextlib import suppress

from wuye_cli.store import atomic, layout, refs
from wuye_cli.store.git import Git, records
from wuye_cli.store.git_settings import Settings, read_settings
from wuye_cli.store.objects import Objects


class Ground:
    """What every part of the store needs to know about a repository.

    Args:
        root: The work tree, absolute; of a bare repository its folder.
        lock_file: The lock of the store; the main repository and `people/` share one.
        bare: There is no work tree: the repository is only read.
        standing: The commit to be looked at in place of HEAD: one that a push has sent, and that no
            ref names yet.

    Attributes:
        root: The work tree.
        git_dir: Its git folder (HEAD, index).
        common_dir: The git folder shared by sister work trees (refs, objects).
        private: Our own folder, `git_dir/wuye`.
        lock_file: The file that writers lock.
        git: Starts git here.
        objects: Reads what is committed.
    """

    def __init__(
        self, root: str, lock_file: str = "", *, bare: bool = False, standing: str = ""
    ) -> None:
        self._standing = standing
        self.root = root
        self.git_dir, self.common_dir = (root, root) if bare else layout.git_folders(root)
        self.private = os.path.join(self.git_dir, layout.PRIVATE)
        self.lock_file = lock_file or os.path.join(self.common_dir, layout.PRIVATE, "lock")
        self.git = Git(root, self.private, bare=bare)
        self.objects = Objects(self.common_dir, self.git)
        self._settings: tuple[tuple[int, ...], Settings] | None = None

    def head(self) -> str:
        """Return the commit that HEAD stands on, "" before the first."""
        if self._standing:
            return self._standing
        with atomic.disk_errors():
            return refs.read_head(self.git_dir, self.common_dir)

    def settings(self) -> Settings:
        """Return git's settings as they stand here, asked once: a sync wants six of them.

        They are asked for again once the repository's own file of them is another.
        """
        stamp: tuple[int, ...] = ()
        with suppress(OSError):
            facts = os.stat(os.path.join(self.common_dir, "config"))
            stamp = (facts.st_ino, facts.st_size, facts.st_mtime_ns)
        if self._settings is None or self._settings[0] != stamp:
            printed = self.git.read("config", "--list", "--show-scope", "-z")
            self._settings = (stamp, read_settings(records(printed)))
        return self._settings[1]

    def prepare(self) -> None:
        """Make our folders below `.git` if they are missing."""
        for folder in (self.private, os.path.dirname(self.lock_file)):
            if not os.path.isdir(folder):
                with atomic.disk_errors():
                    atomic.make_folders(folder)

    def mine(self, token: str, name: str) -> str:
        """Return the path of something that the operation `token` leaves on its way."""
        return f"{self.private}/{name}-{token}"

    def pending_ref(self, token: str) -> str:
        """Return the private ref that holds the operation's commit until it is done."""
        return f"refs/wuye/pending/{token}"

    def ref_file(self, name: str) -> str:
        """Return where a loose ref lies."""
        return os.path.join(self.common_dir, *name.split("/"))
