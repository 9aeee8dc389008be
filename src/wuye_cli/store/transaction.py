"""One transaction: lock, recover, read, decide, commit, unlock."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Self

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.store import maintenance, signing
from wuye_cli.store.halves import carry_out, first_half
from wuye_cli.store.message import Actor, message, person
from wuye_cli.store.operation import Signed
from wuye_cli.store.staging import Staging
from wuye_cli.store.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from types import TracebackType

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.staging import AfterCommit


class Transaction:
    """A `with` block in which one writer reads, decides and commits at most once.

    On entering, the lock is held, what an earlier command left half done is settled, and HEAD is
    read once. Leaving without `commit` leaves everything as it was.

    Args:
        ground: The repository.
        people: The second repository, when the store has one.
        by: Author and committer.
        at: The moment of the operation, with its zone.
        on_wait: Told the seconds waited for the lock.
        permit: Asked before anything is written, with the transaction and the name of its
            operation; it raises if the one who types may not write what is staged. Not asked for
            a merge: what others committed is theirs.
    """

    def __init__(
        self,
        ground: Ground,
        people: Ground | None,
        *,
        by: Actor,
        at: datetime,
        on_wait: Callable[[float], None] | None = None,
        permit: Callable[[Transaction, str], None] | None = None,
    ) -> None:
        self._permit = permit
        self._grounds = (ground, people)
        self._by = by
        self._at = at
        self._turn = Turn(self._grounds, on_wait=on_wait)
        self._here: Staging | None = None
        self._people: Staging | None = None
        self._spent = False

    def __enter__(self) -> Self:
        self._turn.__enter__()
        try:
            self._here = Staging(self._grounds[0], self._turn)
        except BaseException:
            self._turn.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._here = self._people = None
        self._turn.__exit__(kind, error, trace)

    @property
    def people(self) -> Staging:
        """The same for the second repository; its commit is made first, by `commit`.

        Raises:
            NotFoundError: `no_people`, when this clone has no `people/`.
        """
        self._open_staging()
        if self._people is None:
            ground = self._grounds[1]
            if ground is None:
                raise NotFoundError("no_people")
            self._people = Staging(ground, self._turn)
        return self._people

    @property
    def has_people(self) -> bool:
        """Whether this clone has a second repository."""
        return self._grounds[1] is not None

    @property
    def head(self) -> str:
        """The commit that this transaction reads, "" before the first."""
        return self._open_staging().head

    @property
    def after_commit(self) -> list[AfterCommit]:
        """What is called under the lock after the commit point; see `Staging`."""
        return self._open_staging().after_commit

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; see `Staging.read`."""
        return self._open_staging().read(path)

    def exists(self, path: str) -> bool:
        """Say whether a file is there; see `Staging.exists`."""
        return self._open_staging().exists(path)

    def siblings(self, folder: str) -> list[str]:
        """Return the names in a folder; see `Staging.siblings`."""
        return self._open_staging().siblings(folder)

    def list_tree(self, prefix: str) -> list[tuple[str, str]]:
        """Return path and blob id of every file below a folder; see `Staging.list_tree`."""
        return self._open_staging().list_tree(prefix)

    def put(self, path: str, data: bytes) -> None:
        """Write a file; see `Staging.put`."""
        self._open_staging().put(path, data)

    def delete(self, path: str) -> None:
        """Delete a file; see `Staging.delete`."""
        self._open_staging().delete(path)

    def adopt(self, path: str) -> bytes | None:
        """Take a hand-edited file as it lies; see `Staging.adopt`."""
        return self._open_staging().adopt(path)

    def commit(
        self,
        subject: str,
        *,
        trailers: Sequence[tuple[str, str]] = (),
        by: Actor | None = None,
        merge: Sequence[str] = (),
        may_be_empty: bool = False,
    ) -> str:
        """Do everything that was staged, as one commit, and return its id. Allowed once.

        With nothing staged and nothing to merge no commit is made, and the head is returned. When
        this returns, objects, ref, index and files are synced.

        Args:
            subject: One line.
            trailers: Key and value of each trailer.
            by: Another author than the transaction's.
            merge: Further parents, full commit ids.
            may_be_empty: Make a commit though no file changes: its trailers are what it says.

        Raises:
            ConflictError: `hand_edit` or `head_moved`. Nothing happened.
            CallError: `no_signing_key` and the like, see `signing.signer_of`. Nothing happened.
            StoreError: `disk_full`, `read_only`, `io_error`, `git_missing`, `git_failed`. Nothing
                happened; if `people/` was written first and could not be taken back at once, the
                next command does it.
        """
        here = self._open_staging()
        actor = by or self._by
        who = person(actor, self._at)
        text = message(subject, trailers)
        if self._permit is not None and not merge and not here.is_empty:
            self._permit(self, dict(trailers).get("Wuye-Op", ""))
        is_none = here.is_empty and not merge and not may_be_empty
        signer = None if is_none else signing.signer_of(self._grounds[0], here.head, actor.mail)
        self._spent = True
        people = None if self._people is None or self._people.is_empty else self._people
        noted = Signed(who, actor.name, actor.mail, message(subject))
        signed = Signed(who, actor.name, actor.mail, text, tuple(merge), signer)
        if people is not None and is_none:
            carry_out(people, lambda: people.write(noted))
        if is_none:
            return here.head
        with nullcontext() if people is None else self._first_half(people, noted):
            new = carry_out(here, lambda: here.write(signed))
        maintenance.count_commit(self._grounds[0])
        return new

    @property
    def touched(self) -> dict[str, bool]:
        """The paths that are staged, and whether each is new."""
        return self._open_staging().touched

    def _first_half(self, staging: Staging, noted: Signed) -> AbstractContextManager[None]:
        records, people = self._grounds
        if people is None:  # nothing is staged in what is not here
            raise ValueError("no people")
        return first_half(records, people, staging, noted, self._turn.lock)

    def take(self, path: str, data: bytes | None, *, lies_here: str = "") -> None:
        """Write or delete a file as another clone has it; see `Staging.take`."""
        self._open_staging().take(path, data, lies_here=lies_here)

    def forward(self, commit: str, subject: str) -> str:
        """Move on to a commit that HEAD is an ancestor of; every difference was taken before.

        Allowed once, as `commit` is, and with the same promises.

        Args:
            commit: The full id.
            subject: One line, for the reflog.
        """
        here = self._open_staging()
        signed = Signed(person(self._by, self._at), self._by.name, self._by.mail, message(subject))
        self._spent = True
        new = carry_out(here, lambda: here.forward(commit, signed))
        maintenance.count_commit(self._grounds[0])
        return new

    def _open_staging(self) -> Staging:
        if self._here is None or self._spent:
            raise ValueError("a transaction is used inside its block, and ends with its commit")
        return self._here
