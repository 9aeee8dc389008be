"""Bringing two histories of a repository together: file by file, all of it or nothing.

A file that one side alone changed is taken as that side has it; a ticket on which both wrote gets
the events of both; a standard gets the changes of both, unless both changed one fact. What no rule
covers is listed, and then nothing is merged at all. No line of a file is ever merged, so no mark of
a conflict can get into one. Approvals are never merged: somebody approved one text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError, StoreError, UncheckableError
from wuye_cli.domain.tickets.uniting import united
from wuye_cli.services.standard_merging import Dispute, is_mergeable, merge_texts
from wuye_cli.services.wording import FORMAT
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.layout import readable_path
from wuye_cli.store.line_merge import merged_lines
from wuye_cli.store.objects import blob_id
from wuye_cli.store.ticket_paths import is_ticket

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.store.repository import Store
    from wuye_cli.store.staging import AfterCommit
    from wuye_cli.store.transaction import Transaction

    BookOf = Callable[[Ticket], TierBook]

DESKS = "records/desks.yaml"


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """A file that cannot be brought together by rule.

    Attributes:
        why: `both_changed`, `same_number`, `not_appended`, `head_differs`, `desks_file`,
            `unreadable`, `unsafe_path`, `special_file` (a link, an executable, a submodule),
            `same_fact`, `taken_out` (one side removed a fact of a standard).
        disputes: The facts of a standard that are in the way.
    """

    path: str
    why: str
    disputes: tuple[Dispute, ...] = ()


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one other history.

    Attributes:
        repository: `records` or `people`.
        source: The desk or the remote.
        how: `same` (nothing new there), `forward`, `merged`, or `clash` (nothing was merged).
        commits: Commits that are new here.
        files: Files that were changed here.
        united: Ids of the tickets that now have the events of both.
        irregular: Those of them whose events do not all go together.
    """

    repository: str
    source: str
    how: str
    commit: str = ""
    commits: int = 0
    files: int = 0
    united: tuple[str, ...] = ()
    irregular: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


class Plan(msgspec.Struct):
    """What a merge would write: path to bytes, None to delete."""

    files: dict[str, bytes | None] = {}
    united: list[str] = []
    irregular: list[str] = []
    clashes: list[Clash] = []

    def note(self, path: str, whole: Ticket, is_irregular: bool) -> None:  # noqa: FBT001
        """Note a ticket that has the events of both sides."""
        self.files[path] = write_ticket(whole)
        self.united.append(whole.id)
        if is_irregular:
            self.irregular.append(whole.id)


def merge(
    store: Store,
    changes: Transaction,
    theirs: str,
    *,
    named: tuple[str, str],
    book_of: BookOf,
    follow: AfterCommit | None = None,
) -> Merged:
    """Bring the commit `theirs` into a repository, inside a transaction on it.

    Args:
        store: The repository.
        changes: An open transaction of it.
        theirs: A commit that is here already.
        named: What the result calls the repository, and the source.
        book_of: Returns the tiers that a ticket is pinned to.
        follow: Told of the commit, under the lock.

    Raises:
        ConflictError: `unrelated_history`; `hand_edit`, when a file to be written was edited here.
    """
    ours = changes.head
    bases = _bases(store, ours, theirs)
    if not bases:
        raise ConflictError("unrelated_history", source=named[1])
    told = Merged(repository=named[0], source=named[1], how="same")
    if theirs in bases:
        return told
    plan = _planned(store, ours, theirs, book_of)
    if plan.clashes:
        return msgspec.structs.replace(told, how="clash", clashes=tuple(plan.clashes))
    for path, data in plan.files.items():
        changes.take(path, data)
    if follow is not None:
        changes.after_commit.append(follow)
    is_forward = ours in bases
    if is_forward:
        commit = changes.forward(theirs, f"sync: forward to {named[1]}")
    else:
        commit = changes.commit(
            f"sync: merge {named[1]}",
            trailers=[
                ("Wuye-Op", "sync"),
                *(("Wuye-Ticket", name) for name in plan.united),
                ("Wuye-Format", FORMAT),
            ],
            merge=[theirs],
        )
    return msgspec.structs.replace(
        told,
        how="forward" if is_forward else "merged",
        commit=commit,
        commits=_count(store, ours, theirs),
        files=len(plan.files),
        united=tuple(plan.united),
        irregular=tuple(plan.irregular),
    )


def _bases(store: Store, one: str, other: str) -> list[str]:
    printed = store.ground.git.read("merge-base", "--all", one, other, ok=(0, 1))
    return printed.decode("ascii").split()


def _count(store: Store, ours: str, theirs: str) -> int:
    return int(store.ground.git.read("rev-list", "--count", theirs, f"^{ours}"))


def _planned(store: Store, ours: str, theirs: str, book_of: BookOf) -> Plan:
    """Decide about every file in which the two differ."""
    plan = Plan()
    deciding = _Deciding(store, book_of)
    for path, mine, yours, is_ordinary in store.differences(ours, theirs):
        base = deciding.base_of(ours, theirs, path)
        if yours == base and mine != yours:
            continue
        if not is_ordinary:  # perhaps nothing but the mode was changed
            plan.clashes.append(Clash(path=path, why="special_file"))
            continue
        try:
            readable_path(path)
            if mine == base:
                plan.files[path] = deciding.bytes_of(yours)
            elif is_mergeable(path):
                plan.files[path] = deciding.standard(path, base, mine, yours)
            else:
                plan.note(path, *deciding.united(path, base, mine, yours))
        except (ConflictError, StoreError) as error:
            disputes = error.facts.get("disputes", ())
            plan.clashes.append(Clash(path=path, why=error.code, disputes=disputes))
    plan.clashes += _collisions(store, ours, plan.files)
    return plan


def _collisions(store: Store, ours: str, files: dict[str, bytes | None]) -> list[Clash]:
    """Return the files to be written that stand where we keep a file as their folder."""
    gone = {path for path, data in files.items() if data is None}
    found = []
    for path in files.keys() - gone:
        parts = path.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts))]
        if any(one not in gone and _is_file(store, ours, one) for one in above):
            found.append(Clash(path=path, why="both_changed"))
    return sorted(found, key=lambda one: one.path)


def _is_file(store: Store, commit: str, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    entry = store.ground.objects.folder_at(commit, folder).get(name)
    return entry is not None and not store.ground.objects.folder_at(commit, path)


class _Deciding:
    """Looks at files of both sides and of where they parted."""

    def __init__(self, store: Store, book_of: BookOf) -> None:
        self._store = store
        self._book_of = book_of
        self._objects = store.ground.objects
        self._made: dict[str, bytes] = {}
        self._bases = cache(lambda one, other: _bases(store, one, other))

    def base_of(self, one: str, other: str, path: str) -> str | None:
        """Return the blob of a file where two histories parted.

        Where they parted several times (each merged the other's work before), the files of those
        commits are brought together first, as each of the two did.
        """
        commits = self._bases(one, other)
        base = self._blob(commits[0], path) if commits else None
        for number, commit in enumerate(commits[1:], 1):
            found = self._blob(commit, path)
            if found != base:
                below = self.base_of(commits[number - 1], commit, path)
                base = self._virtual(path, below, base, found)
        return base

    def _virtual(
        self, path: str, below: str | None, one: str | None, other: str | None
    ) -> str | None:
        if one == below:
            return other
        if other == below:
            return one
        try:
            if is_mergeable(path):
                data = self.standard(path, below, one, other)
            else:
                data = write_ticket(self.united(path, below, one, other)[0])
        except ConflictError:
            return below
        self._made[blob_id(data)] = data
        return blob_id(data)

    def _blob(self, commit: str, path: str) -> str | None:
        folder, _, name = path.rpartition("/")
        entry = self._objects.folder_at(commit, folder).get(name)
        return entry[1] if entry is not None else None

    def bytes_of(self, blob: str | None) -> bytes | None:
        """Return the bytes of a blob, None for a file that is not there."""
        if blob is None:
            return None
        return self._made.get(blob) or self._objects.blob(blob)

    def standard(self, path: str, base: str | None, ours: str | None, theirs: str | None) -> bytes:
        """Return a standard with the changes of both sides.

        Raises:
            ConflictError: `same_fact` or `taken_out` with the facts in the way; `unreadable`;
                `both_changed`, if one side has no such file.
        """
        sides = [self.bytes_of(one) for one in (base, ours, theirs)]
        before, mine, yours = sides
        if before is None or mine is None or yours is None:
            raise ConflictError("both_changed")
        lines = merged_lines(self._store.ground, before, mine, yours)
        merged = merge_texts(before, mine, yours, lines)
        if merged.text is not None:
            return merged.text
        if merged.unread:
            raise ConflictError("unreadable")
        if not merged.disputes:
            raise ConflictError("both_changed")  # comments of both, in one place
        code = "same_fact" if merged.undecided else "taken_out"
        raise ConflictError(code, path=path, disputes=merged.disputes)

    def united(
        self, path: str, base: str | None, ours: str | None, theirs: str | None
    ) -> tuple[Ticket, bool]:
        """Return a ticket with the events of both sides.

        Raises:
            ConflictError: With why that cannot be done.
        """
        sides = [self.bytes_of(one) for one in (base, ours, theirs)]
        if path == DESKS:
            raise ConflictError("desks_file")
        if not is_ticket(path) or any(one is None for one in sides[1:]):
            raise ConflictError("both_changed")
        try:
            tickets = [None if one is None else read_ticket(one, path=path) for one in sides]
        except UncheckableError as error:
            raise ConflictError("unreadable") from error
        before, mine, yours = tickets
        if mine is None or yours is None or mine.uid != yours.uid:
            raise ConflictError("same_number")
        if before is None:
            raise ConflictError("both_changed")
        return united(before, mine, yours, self._book_of(before))
