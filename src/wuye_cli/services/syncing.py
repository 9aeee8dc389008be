"""Meeting other desks: over a folder that is carried about, or at a git remote."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError, ConflictError, StoreError
from wuye_cli.services.doubles import Twin, named_photos, twins
from wuye_cli.services.losses import Conflict, open_ones, refreshed
from wuye_cli.services.losses import kept as losses_kept
from wuye_cli.services.merge_setup import set_up
from wuye_cli.services.merging import Merged, merge
from wuye_cli.store import bundles, forgetting, meeting_note, refs, remotes
from wuye_cli.store.detached import is_merging, way_back
from wuye_cli.store.layout import MEDIA
from wuye_cli.store.lock import StoreLock
from wuye_cli.store.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wuye_cli.services.desk import Desk
    from wuye_cli.store.repository import Store
    from wuye_cli.store.stick import Stick

_TRIES = 5
_DYING_S = 3.0
"""So long may the git of a killed sync go on, which still holds its lock."""
_THEIR_FAULT = frozenset({"damaged_bundle", "unrelated_history", "unsafe_path"})


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was left for others: the repository, where to, and whether anything new was."""

    repository: str
    to: str
    new: bool


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that could not be taken in: whose, of which repository, and why."""

    source: str
    repository: str
    code: str


class Synced(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        received: What became of each other history; `how` is `clash` where nothing was merged.
        skipped: Desks whose bundle holds nothing for this branch.
        troubles: Bundles that could not be taken in.
        photos_in: Photos and scans of our tickets that were copied from the folder;
            `photos_out` those that were copied there.
        without_people: Residents' data stayed out of it, as there is no remote for `people/`.
        twins: Tickets that may be one, looked for when new tickets came.
        conflicts: What merges decided against, ours or those that came, and nobody knew here yet.
        open_conflicts: How many nobody has settled.
    """

    desk: str
    received: tuple[Merged, ...] = ()
    sent: tuple[Sent, ...] = ()
    skipped: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    photos_in: int = 0
    photos_out: int = 0
    without_people: bool = False
    twins: tuple[Twin, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    open_conflicts: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether everything could be brought together."""
        return not self.troubles and all(one.how != "clash" for one in self.received)


def by_folder(desk: Desk, folder: Path, *, people: bool = True) -> Synced:
    """Take in what other desks left in a folder, and leave what is here.

    Args:
        desk: The desk.
        folder: A stick, a shared folder.
        people: Whether residents' data are carried too, if they are here.

    Raises:
        ConflictError: `two_desks`, when another machine writes under our code; `hand_edit`,
            `sync_running`, `no_branch`, `no_commit`, `conflict.of_git`.
        CallError: `no_stick`.
        StoreError: What the disk says.
    """
    from wuye_cli.store import backups  # noqa: PLC0415 - a remote needs none of these
    from wuye_cli.store.stick import Stick  # noqa: PLC0415 - as above

    with _alone(desk) as met:
        uid = backups.store_id(desk.store.ground)
        stick = Stick(str(folder.resolve()), desk.settings.estate, uid)
        code = _code(desk)
        kinds = met.repositories(people=people)
        for other in [code, *(one for one in stick.desks() if one != code)]:
            for kind, store in kinds:
                met.take(stick, other, code, kind, store)
        met.take_after_erasures(stick, code)
        for kind, store in kinds:
            branch = _branch(store)
            new = stick.leave(store.ground, code, kind, branch)
            met.sent.append(Sent(repository=kind, to=stick.path(code, kind), new=new))
        taken, left = met.swap_photos(stick.media())
        return msgspec.structs.replace(met.result(code), photos_in=taken, photos_out=left)


def by_remote(desk: Desk, remote: str = "", *, people: bool = True) -> Synced:
    """Fetch, bring together and push, each repository at its own remote; again if it moved on.

    Args:
        desk: The desk.
        remote: Name of the remote of the records; the usual one if empty.
        people: Whether residents' data are synced too, where they have a remote.

    Raises:
        CallError: `no_remote`, `unknown_remote`.
        ConflictError: `push_refused`, `too_busy`, `other_branch`, and as `by_folder`.
        UncheckableError: `unreachable`, `remote_unwritable`, `password_wanted`, `ssh_refused`;
            everything is kept here and goes out the next time.
    """
    with _alone(desk) as met:
        main = remotes.remote_of(desk.store.ground, remote)
        if not main:
            raise CallError("no_remote")
        without = False
        later = []
        for kind, store in met.repositories(people=people):
            name = main if kind == "records" else remotes.remote_of(store.ground)
            if not name:
                without = True
            elif not met.meet(name, kind, store, may_wait=kind == "people"):
                later.append((name, kind, store))
        for name, kind, store in later:  # the tickets that say who was erased are here now
            met.meet(name, kind, store)
        return met.result(desk.store.setting("desk") or "", without_people=without)


@contextmanager
def _alone(desk: Desk) -> Iterator[_Meeting]:
    """Hold the lock of syncing, under which nobody else takes bundles in."""
    ground = desk.store.ground
    if any(is_merging(one) for one in desk.store.grounds):
        raise ConflictError("conflict.of_git")
    ground.prepare()
    lock = StoreLock(f"{ground.private}/sync.lock")
    try:
        lock.acquire(timeout=_DYING_S)
    except ConflictError as error:
        raise ConflictError("sync_running") from error
    try:
        with Turn(desk.store.grounds, on_wait=desk.on_wait):  # what a crash left is settled
            for one in desk.store.grounds:
                bundles.sweep(one)
                meeting_note.sweep(one)
        set_up(desk)
        yield _Meeting(desk, lock.number)
    finally:
        lock.release()


class _Meeting:
    def __init__(self, desk: Desk, lock: int) -> None:
        self._desk = desk
        self._lock = lock
        self.received: list[Merged] = []
        self.sent: list[Sent] = []
        self.skipped: list[str] = []
        self.troubles: list[Trouble] = []
        self._later: list[tuple[str, Store]] = []
        self._seen: dict[str, str] = {}
        """What each remote had before this meeting."""

    def repositories(self, *, people: bool = True) -> list[tuple[str, Store]]:
        """Return the repositories to sync: people first, as a ticket names who is there already."""
        store = self._desk.store
        found: list[tuple[str, Store]] = [("records", store)]
        if people and store.people is not None:
            found.insert(0, ("people", store.people))
        return found

    def take(self, stick: Stick, other: str, own: str, kind: str, store: Store) -> None:
        """Take in the bundle of a desk and merge it; note what is wrong with it."""
        try:
            path = stick.path(other, kind)
            theirs = self._taken_in(path, store)
        except FileNotFoundError:
            return
        except (ConflictError, StoreError) as error:
            if error.code not in _THEIR_FAULT:
                raise
            if kind == "people" and error.code == "unrelated_history" and other != own:
                self._later.append((other, store))
                return
            if other != own:  # what is wrong with ours is mended by writing it anew
                self.troubles.append(Trouble(source=other, repository=kind, code=error.code))
            return
        if not theirs:
            self.skipped.append(other)
            return
        if other != own:
            name = _branch(store).removeprefix("refs/heads/")
            bundles.set_refs(store.ground, {f"{bundles.VIA}/{other}/{name}": theirs}, self._lock)
        self._merge(store, kind, other, theirs, forward_only=other == own)

    def _taken_in(self, path: str, store: Store) -> str:
        """Return the commit of our branch in a bundle, its objects taken in; "" if none."""
        branch, head = _branch(store), store.head()
        theirs = bundles.read_header(path).refs.get(branch, "")
        if theirs and theirs != head and not _holds(store, theirs):
            bundle = bundles.take_in(store.ground, path, lock=self._lock, kin=head)
            return bundle.refs.get(branch, "")
        return theirs

    def take_after_erasures(self, stick: Stick, own: str) -> None:
        """Take in residents' data that had no history in common, now that the tickets are here."""
        waiting, self._later = self._later, []
        for other, store in waiting:
            self.take(stick, other, own, "people", store)  # what the one before brought may do
            if self._later:
                self._later = []
                self._take_erased(stick, other, store)

    def _take_erased(self, stick: Stick, other: str, store: Store) -> None:
        """Take in a bundle of residents' data of which a history was squashed by an erasure."""
        from wuye_cli.services.erased_meeting import (  # noqa: PLC0415 - few meetings need it
            is_taken,
            kin,
        )

        path = stick.path(other, "people")
        branch = _branch(store)
        theirs = bundles.read_header(path).refs.get(branch, "")
        if is_taken(store, theirs):
            return
        kept = f"{bundles.VIA}/{other}/{branch.removeprefix('refs/heads/')}"
        self._seen["people"] = refs.read_ref(store.ground.common_dir, kept)
        try:
            bundles.take_in(
                *(store.ground, path),
                lock=self._lock,
                kin=store.head(),
                related=lambda commit, extra: kin(store, commit, extra) is not None,
            )
        except ConflictError as error:
            if error.code != "unrelated_history":
                raise
            self.troubles.append(Trouble(source=other, repository="people", code=error.code))
            return
        self._after_erasure(store, other, theirs)
        forgetting.forget_replaced(store.ground, self._desk.on_wait)

    def swap_photos(self, pool: str) -> tuple[int, int]:
        """Copy photos and scans that one side lacks; come in only those that a ticket names."""
        from wuye_cli.store import media_pool  # noqa: PLC0415 - a remote takes no photos
        from wuye_cli.store.media import MAX_SIZE  # noqa: PLC0415 - as above

        own = str(self._desk.store.root / MEDIA)
        here = {one.digest: one for one in media_pool.lying_in(own)}
        there = {one.digest: one for one in media_pool.lying_in(pool)}
        coming = [there[digest] for digest in there.keys() - here.keys()]
        named = named_photos(self._desk) if coming else frozenset()
        wanted = [one for one in coming if one.digest in named and one.size <= MAX_SIZE]
        going = [here[digest] for digest in here.keys() - there.keys()]
        copied = [
            [media_pool.copy(one, to) for one in listed]
            for listed, to in ((wanted, own), (going, pool))
        ]
        return sum(copied[0]), sum(copied[1])

    def meet(self, remote: str, kind: str, store: Store, *, may_wait: bool = False) -> bool:
        """Fetch, merge and push until what is here is there.

        Returns:
            False if it has to wait for the tickets: residents' data of which a history was erased.
        """
        branch = _branch(store)
        for _ in range(_TRIES):
            before = store.head()
            self._seen.setdefault(kind, remotes.last_seen(store.ground, remote, branch))
            theirs = remotes.fetch(store.ground, remote, branch)
            replaces = ""
            if theirs and theirs != before:
                done, replaces = self._taken_from(remote, kind, store, theirs, may_wait=may_wait)
                if done.how in {"clash", "later"}:
                    return done.how == "clash"
            if not theirs:
                _require_usual(store, remote, branch)
            if theirs == store.head() or remotes.push(
                store.ground, remote, branch, replaces=replaces
            ):
                new = theirs != store.head()
                self.sent.append(Sent(repository=kind, to=remote, new=new))
                remotes.follow(store.ground, remote, branch)
                if kind == "people":
                    forgetting.forget_replaced(store.ground, self._desk.on_wait)
                return True
        raise ConflictError("too_busy", remote=remote)

    def _taken_from(
        self, remote: str, kind: str, store: Store, theirs: str, *, may_wait: bool
    ) -> tuple[Merged, str]:
        """Merge what a remote has; `later` if that has to wait for the tickets.

        Returns:
            What became of it, and the commit that ours stands in place of, "" for none.
        """
        try:
            return self._merge(store, kind, remote, theirs), ""
        except ConflictError as error:
            if kind != "people" or error.code != "unrelated_history":
                raise
        if may_wait:
            return Merged(repository=kind, source=remote, how="later"), ""
        return self._after_erasure(store, remote, theirs)

    def _after_erasure(self, store: Store, source: str, theirs: str) -> tuple[Merged, str]:
        """Bring residents' data together of which one side was squashed by an erasure.

        Returns:
            What became of it, and the commit that ours stands in place of, "" for none.
        """
        from wuye_cli.services.erased_meeting import (  # noqa: PLC0415 - few meetings need it
            bring_together,
            kin,
        )

        known = kin(store, theirs)
        if known is None:
            trouble = Trouble(source=source, repository="people", code="unrelated_history")
            self.troubles.append(trouble)
            return Merged(repository="people", source=source, how="clash"), ""
        base = self._seen.get("people", "")
        done = bring_together(self._desk, store, theirs, known, source=source, base=base)
        self.received.append(done)
        self._desk.forget()
        return done, "" if known.how == "theirs" else theirs

    def _merge(
        self, store: Store, kind: str, source: str, theirs: str, *, forward_only: bool = False
    ) -> Merged:
        desk = self._desk
        with store.transaction(by=desk.actor, at=desk.now(), on_wait=desk.on_wait) as changes:
            if forward_only and kind == "records" and not _in_line(store, changes.head, theirs):
                raise ConflictError("two_desks", desk=source)
            done = merge(store, changes, theirs, named=(kind, source), book_of=desk.book_of)
        if done.how != "same" or not forward_only:
            self.received.append(done)
        desk.forget()
        return done

    def result(self, code: str, *, without_people: bool = False) -> Synced:
        """Return what came of the meeting."""
        fresh, left = self._conflicts()
        came = any(one.arrived for one in self.received)
        return Synced(
            desk=code,
            received=tuple(self.received),
            sent=tuple(self.sent),
            skipped=tuple(dict.fromkeys(self.skipped)),
            troubles=tuple(self.troubles),
            without_people=without_people,
            twins=tuple(twins(self._desk)) if came else (),
            conflicts=tuple(fresh),
            open_conflicts=left,
        )

    def _conflicts(self) -> tuple[list[Conflict], int]:
        """Return the conflicts that are new here, and how many nobody has settled."""
        made = {one.commit: one.losses for one in self.received if one.how == "merged"}
        found = []
        settled: set[str] = set()
        for kind, store in reversed(self.repositories()):  # what was settled the records say
            known = set(losses_kept(store).found)
            book = refreshed(store, kind, self._desk.book_of, made)
            settled |= book.settled
            book.settled |= settled
            found += [(one.id not in known, one) for one in open_ones(book)]
        return [one for is_new, one in found if is_new], len(found)


def _branch(store: Store) -> str:
    branch = refs.head_branch(store.ground.git_dir)
    if not refs.is_ref(branch):
        raise ConflictError("no_branch", command=way_back(store.ground))
    if not store.head():
        raise ConflictError("no_commit")
    return branch


def _require_usual(store: Store, remote: str, branch: str) -> None:
    """Refuse to send a branch that the remote has not, while the others meet on another one."""
    main = remotes.first_branch(store.ground, remote)
    if main not in {"", branch}:
        names = {"branch": branch, "main": main}
        short = {key: name.removeprefix("refs/heads/") for key, name in names.items()}
        raise ConflictError("other_branch", remote=remote, **short)


def _code(desk: Desk) -> str:
    """Return the code of this desk; a clone without one takes one now."""
    with desk.transaction() as changes:
        return desk.code(changes)


def _holds(store: Store, commit: str) -> bool:
    printed = store.ground.git.read("cat-file", "--batch-check", data=f"{commit}\n".encode())
    return printed.split()[1:2] == [b"commit"]


def _in_line(store: Store, one: str, other: str) -> bool:
    """Say whether one of two commits stands on the other."""
    printed = store.ground.git.read("merge-base", "--all", one, other, ok=(0, 1))
    return printed.decode("ascii").strip() in {one, other}
