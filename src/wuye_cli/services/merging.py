"""Bringing two histories of a repository together, file by file, by rule: nothing stops the rest.

A file that one side alone changed is taken as that side has it; what both changed `file_merging`
brings together. Two tickets of one number are both kept, one under a new number. No line of a
record is ever merged, so no mark of a conflict can get into one. What a rule decided against stays
in view (`conflicts`). Only what git alone can hold, such as links, is left to people.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.domain.loss import Loss
from wuye_cli.services.file_merging import MergedFile, Texts, merge_file
from wuye_cli.services.renumbering import Found, are_two_tickets, renumbered
from wuye_cli.services.wording import FORMAT
from wuye_cli.store.layout import readable_path
from wuye_cli.store.line_merge import merged_lines
from wuye_cli.store.objects import blob_id
from wuye_cli.store.refs import FILE_MODES
from wuye_cli.store.ticket_paths import is_ticket

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wuye_cli.services.file_merging import BookOf
    from wuye_cli.store.repository import Store
    from wuye_cli.store.transaction import Transaction

LOST = "Wuye-Lost"
"""Trailer of a merge of ours: how many values a rule decided against; absent for none."""


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """A file that only git and people can bring together.

    Attributes:
        why: `both_changed` (a file here, a folder there), `unsafe_path`, `special_file` (a link,
            an executable, a submodule).
    """

    path: str
    why: str


class Renumbered(msgspec.Struct, frozen=True, kw_only=True):
    """One of two tickets that had one number: both are kept, this one under a new number."""

    uid: str
    was: str
    now: str


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one other history.

    Attributes:
        repository: `records` or `people`.
        source: The desk or the remote.
        how: `same` (nothing new there), `forward`, `merged`, `clash` (nothing was merged), or
            `erased` (residents' data, of which one side's history was squashed by an erasure).
        commits: Commits that are new here.
        files: Files that were changed here.
        arrived: Tickets that were not here before.
        united: Ids of the tickets that now have the events of both.
        irregular: Those of them with a step that another desk's step overtook.
        losses: Values and steps that do not stand, as `wuye conflicts` lists them.
        erased: Persons who were erased at another desk and are gone here now too.
        phoneless: Open tickets that name one of them and knew nothing of the erasure.
    """

    repository: str
    source: str
    how: str
    commit: str = ""
    commits: int = 0
    files: int = 0
    arrived: int = 0
    united: tuple[str, ...] = ()
    irregular: tuple[str, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    losses: tuple[Loss, ...] = ()
    clashes: tuple[Clash, ...] = ()
    erased: int = 0
    phoneless: tuple[str, ...] = ()


class Plan(msgspec.Struct):
    """What a merge writes, on top of our side.

    Attributes:
        files: What was made of both sides: path to bytes, None to delete.
        taken: What they alone changed: path to their blob, None to delete. Nobody has to read it
            to know what the merge comes to.
    """

    files: dict[str, bytes | None] = {}
    taken: dict[str, str | None] = {}
    arrived: int = 0
    united: list[str] = []
    irregular: list[str] = []
    renumbered: list[Renumbered] = []
    losses: list[Loss] = []
    clashes: list[Clash] = []

    @property
    def blobs(self) -> dict[str, str | None]:
        """Every file that the merge writes, with its blob; None to delete."""
        made = {path: None if data is None else blob_id(data) for path, data in self.files.items()}
        return self.taken | made


class Row(msgspec.Struct, frozen=True):
    """A file of which their side has something else than we have: its blobs, None for no file."""

    path: str
    base: str | None
    ours: str | None
    theirs: str | None
    is_ordinary: bool


def merge(
    store: Store,
    changes: Transaction,
    theirs: str,
    *,
    named: tuple[str, str],
    book_of: BookOf,
) -> Merged:
    """Bring the commit `theirs` into a repository, inside a transaction on it.

    Args:
        store: The repository.
        changes: An open transaction of it.
        theirs: A commit that is here already.
        named: What the result calls the repository, and the source.
        book_of: Returns the tiers that a ticket is pinned to.

    Raises:
        ConflictError: `unrelated_history`; `hand_edit`, when a file to be written was edited here.
    """
    ours = changes.head
    bases = merge_bases(store, ours, theirs)
    if not bases:
        raise ConflictError("unrelated_history", source=named[1])
    told = Merged(repository=named[0], source=named[1], how="same")
    if theirs in bases:
        return told
    plan = planned(store, ours, theirs, book_of=book_of, bases=bases)
    if plan.clashes:
        return msgspec.structs.replace(told, how="clash", clashes=tuple(plan.clashes))
    contents = dict(store.ground.objects.gathered(filter(None, plan.taken.values())))
    for path in sorted({*plan.files, *plan.taken}):  # a file goes before a folder of its name comes
        if path in plan.files:
            changes.take(path, plan.files[path])
        else:
            blob = plan.taken[path] or ""
            changes.take(path, contents.get(blob), lies_here=blob)
    is_forward = ours in bases
    if is_forward:
        commit = changes.forward(theirs, f"sync: forward to {named[1]}")
    else:
        commit = changes.commit(f"sync: merge {named[1]}", trailers=_trailers(plan), merge=[theirs])
    return msgspec.structs.replace(
        told,
        how="forward" if is_forward else "merged",
        commit=commit,
        commits=_count(store, ours, theirs),
        files=len(plan.files) + len(plan.taken),
        arrived=plan.arrived,
        united=tuple(plan.united),
        irregular=tuple(plan.irregular),
        renumbered=tuple(plan.renumbered),
        losses=tuple(plan.losses),
    )


def _trailers(plan: Plan) -> list[tuple[str, str]]:
    return [
        ("Wuye-Op", "sync"),
        *(("Wuye-Ticket", name) for name in plan.united),
        *((("Wuye-Ticket", one.now)) for one in plan.renumbered),
        *(((LOST, str(len(plan.losses))),) if plan.losses else ()),
        ("Wuye-Format", FORMAT),
    ]


def merge_bases(store: Store, one: str, other: str, *, ok: Sequence[int] = (0, 1)) -> list[str]:
    """Return the commits where two histories parted; several, if each merged the other before.

    Args:
        store: The repository.
        one: A commit.
        other: Another one.
        ok: What git may answer; with 128 none are found for a commit that is not here.
    """
    printed = store.ground.git.read("merge-base", "--all", one, other, ok=ok)
    return printed.decode("ascii").split()


def _count(store: Store, ours: str, theirs: str) -> int:
    return int(store.ground.git.read("rev-list", "--count", theirs, f"^{ours}"))


def planned(
    store: Store, ours: str, theirs: str, *, book_of: BookOf, bases: list[str] | None = None
) -> Plan:
    """Return what a merge of two commits writes: it follows from the two and their history alone.

    So an auditor who asks for it again gets what was committed, and both desks get the same files.

    Args:
        store: The repository.
        ours: The first parent of the merge.
        theirs: The second.
        book_of: Returns the tiers that a ticket is pinned to.
        bases: Where the two parted, if that is known.

    Returns:
        An empty plan for two histories with nothing in common, as no rule decides about these.
    """
    parted = bases or merge_bases(store, ours, theirs)
    return _Planning(store, ours, theirs, book_of).plan(parted) if parted else Plan()


class _Planning:
    """Decides about every file in which their side differs from ours."""

    def __init__(self, store: Store, ours: str, theirs: str, book_of: BookOf) -> None:
        self._store = store
        self._sides = (ours, theirs)
        self._book_of = book_of
        self._objects = store.ground.objects
        self._made: dict[str, bytes] = {}
        self._bases = cache(lambda one, other: merge_bases(store, one, other))
        self._plan = Plan()

    def plan(self, bases: list[str]) -> Plan:
        """Return the plan."""
        rows = self._rows(bases)
        plain = [row for row in rows if self._is_plain(row)]
        self._fetch(plain)
        moved = [row for row in plain if not self._decide(row)]
        for row in moved:
            self._renumber(row)
        self._plan.clashes += self._collisions()
        return self._plan

    def _rows(self, bases: list[str]) -> list[Row]:
        ours, theirs = self._sides
        if len(bases) > 1:
            return [
                row
                for path, mine, yours, ordinary in self._store.differences(ours, theirs)
                if (base := self.base_of(ours, theirs, path)) != yours
                for row in [Row(path, base, mine, yours, ordinary)]
            ]
        rows = []
        here = {}
        if bases[0] != ours:
            here = {path: new for path, _, new, _ in self._store.differences(bases[0], ours)}
        for path, base, yours, ordinary in self._store.differences(bases[0], theirs):
            mine = here.get(path, base)
            if mine != yours or not ordinary:
                rows.append(Row(path, base, mine, yours, ordinary))
        return rows

    def _is_plain(self, row: Row) -> bool:
        """Note what is in the way; a mode that both have is in nobody's."""
        try:
            readable_path(row.path)
        except StoreError as error:
            self._plan.clashes.append(Clash(path=row.path, why=error.code))
            return False
        if not row.is_ordinary:
            self._plan.clashes.append(Clash(path=row.path, why="special_file"))
        return row.is_ordinary

    def _fetch(self, rows: Iterable[Row]) -> None:
        """Read at once what both sides changed; what one alone did nobody needs to look into."""
        sides = [(row.base, row.ours, row.theirs) for row in rows if row.ours != row.base]
        wanted = dict.fromkeys(one for side in sides for one in side if one)
        self._made.update(self._objects.gathered(one for one in wanted if one not in self._made))

    def _decide(self, row: Row) -> bool:
        """Decide about one file; False for two tickets of one number."""
        if row.ours is None and is_ticket(row.path):
            self._plan.arrived += 1
        if row.ours == row.base:
            self._plan.taken[row.path] = row.theirs
            return True
        texts = self._texts(row)
        if are_two_tickets(row.path, texts):
            return False
        if is_ticket(row.path) and None not in texts[1:]:
            self._note(row.path)
        self._keep(row.path, self._merge(row.path, texts))
        return True

    def _note(self, path: str) -> None:
        self._plan.united.append(path.rpartition("/")[2].removesuffix(".yaml"))

    def _keep(self, path: str, done: MergedFile) -> None:
        self._plan.files[path] = done.data
        self._plan.losses += done.losses
        if any(one.kind == "step" for one in done.losses):
            self._plan.irregular.append(path.rpartition("/")[2].removesuffix(".yaml"))

    def _merge(self, path: str, texts: Texts) -> MergedFile:
        return merge_file(path, texts, book_of=self._book_of, lines=self._lines)

    def _lines(self, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
        return merged_lines(self._store.ground, base, ours, theirs)

    def _renumber(self, row: Row) -> None:
        """Keep two tickets of one number: the one with the later uid gets another."""
        done = renumbered(row.path, self._texts(row), self._found, self._merge)
        self._plan.files.update({done.path: done.kept, done.new_path: done.moved.data})
        self._plan.taken.pop(done.new_path, None)
        self._plan.losses += done.losses
        self._plan.renumbered.append(Renumbered(uid=done.uid, was=done.was, now=done.now))

    def _found(self, path: str) -> Found:
        """Return what lies at a path on either side, and what this merge has put there."""
        ours, theirs = (self._lying(commit, path) for commit in self._sides)
        plan = self._plan
        now = plan.files[path] if path in plan.files else self._bytes(plan.taken.get(path))
        return Found(ours, theirs, now)

    def _lying(self, commit: str, path: str) -> bytes | None:
        """Return the bytes of a file; none at all of a link or a folder, which is no ticket."""
        entry = self._entry(commit, path)
        if entry is None:
            return None
        return self._objects.blob(entry[1]) if entry[0] in FILE_MODES else b""

    def _texts(self, row: Row) -> Texts:
        return Texts(self._bytes(row.base), self._bytes(row.ours), self._bytes(row.theirs))

    def _bytes(self, blob: str | None) -> bytes | None:
        if blob is None:
            return None
        known = self._made.get(blob)
        return self._objects.blob(blob) if known is None else known

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
        texts = Texts(self._bytes(below), self._bytes(one), self._bytes(other))
        data = self._merge(path, texts).data
        return None if data is None else self._remembered(data)

    def _remembered(self, data: bytes) -> str:
        name = blob_id(data)
        self._made[name] = data
        return name

    def _entry(self, commit: str, path: str) -> tuple[int, str] | None:
        folder, _, name = path.rpartition("/")
        return self._objects.folder_at(commit, folder).get(name)

    def _blob(self, commit: str, path: str) -> str | None:
        entry = self._entry(commit, path)
        return entry[1] if entry is not None and entry[0] in FILE_MODES else None

    def _collisions(self) -> Iterator[Clash]:
        """Yield the files to be written that stand where we keep a file as their folder."""
        made, taken = self._plan.files, self._plan.taken
        gone = {path for files in (made, taken) for path, what in files.items() if what is None}
        seen: dict[str, bool] = {}
        for path in sorted({*made, *taken} - gone):
            parts = path.split("/")
            above = ["/".join(parts[:count]) for count in range(1, len(parts))]
            for one in above:
                if one not in seen:
                    seen[one] = one not in gone and self._is_file(one)
            if any(seen[one] for one in above):
                yield Clash(path=path, why="both_changed")

    def _is_file(self, path: str) -> bool:
        entry = self._entry(self._sides[0], path)
        return entry is not None and not self._objects.folder_at(self._sides[0], path)
