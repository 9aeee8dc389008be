"""Backing up: both repositories and the photos into a folder, read again before it counts."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import (
    CallError,
    ConflictError,
    RefusedError,
    StoreError,
    UncheckableError,
)
from wuye_cli.store import atomic, backups, bundles, copying, founding, media_pool, refs
from wuye_cli.store.backup_note import LastBackup, note
from wuye_cli.store.backups import PEOPLE_BUNDLE, RECORDS_BUNDLE, Draft, Manifest, Repository
from wuye_cli.store.ground import Ground
from wuye_cli.store.layout import MEDIA, PEOPLE
from wuye_cli.store.lock import StoreLock
from wuye_cli.store.people import PERSONS
from wuye_cli.store.remotes import addresses
from wuye_cli.store.ticket_paths import TICKETS, is_ticket
from wuye_cli.store.turn import Turn
from wuye_cli.store.yaml_text import read_plain
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.desk import Desk
    from wuye_cli.store.repository import Store

    OnStep = Callable[[str, int, int], None]

_DESKS = "records/desks.yaml"
_OWNER_LENGTH = 12


class BackedUp(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was made and proved.

    Attributes:
        size: Bytes of its own folder, without the photos.
        copied: Photos and scans copied now; `media` are those that it names.
        hand_edits: Paths that are not committed, and so not in it.
        flaws: Files in `media/` that are not what their names say, and so not in it.
        unsound: Repositories whose history `git fsck --strict` complains of; they are in it.
        removed: Older backups that went, by name.
    """

    place: str
    created_at: str
    people: bool
    tickets: int
    persons: int
    commits: int
    media: int
    copied: int
    size: int
    hand_edits: tuple[str, ...] = ()
    flaws: tuple[str, ...] = ()
    unsound: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def back_up(
    desk: Desk,
    folder: Path,
    *,
    people: bool = True,
    keep: int | None = None,
    on_step: OnStep | None = None,
) -> BackedUp:
    """Make a backup in `folder`: whole, read again and proved, or not there.

    Args:
        desk: The desk.
        folder: Where backups lie; made if it is missing.
        people: Whether residents' data come along, if they are here.
        keep: How many backups of this store, desk and kind stay; older ones go at the very end.
        on_step: Told what is being done: a word, and how many of how many files.

    Raises:
        CallError: `backup_inside`, when the folder lies in the store.
        ConflictError: `backup_running`.
        RefusedError: `nothing_to_back_up`, before the first commit.
        StoreError: If a disk refuses or does not hold what was written; no backup was made then.
    """
    store = desk.store
    place = folder.resolve()
    if place.is_relative_to(store.root.resolve()):
        raise CallError("backup_inside", path=str(folder))
    step = on_step or (lambda _word, _count, _total: None)
    store.ground.prepare()
    lock = StoreLock(f"{store.ground.private}/backup.lock")
    try:
        lock.acquire(timeout=0)
    except ConflictError as error:
        raise ConflictError("backup_running") from error
    try:
        return _Making(desk, str(place), step, people=people).make(keep)
    finally:
        lock.release()


class _Making:
    def __init__(self, desk: Desk, folder: str, step: OnStep, *, people: bool) -> None:
        self._desk = desk
        self._store = desk.store
        self._folder = folder
        self._pool = str(Path(folder, backups.POOL))
        self._step = step
        self._people = desk.store.people if people else None
        self._at = desk.now()
        with Turn(self._store.grounds, on_wait=desk.on_wait):  # what a crash left is settled
            if not self._store.head():
                raise RefusedError("nothing_to_back_up")
        self._code = self._store.setting("desk") or ""
        self._id = backups.store_id(self._store.ground)

    def make(self, keep: int | None) -> BackedUp:
        draft = Draft(self._folder, f"{self._id[:_OWNER_LENGTH]}-{self._code}")
        try:
            records = self._bundled(draft, self._store, RECORDS_BUNDLE)
            # After the records: whoever a ticket names was written before it, and so is there.
            people = self._bundled(draft, self._people, PEOPLE_BUNDLE) if self._people else None
            media, copied, flaws = self._media()
            manifest = self._manifest(draft, records, people, media)
            self._require_media(media)
            self._step("verify", 0, 0)
            name = backups.folder_name(self._desk.settings.estate, self._at)
            place = draft.finish(manifest, name)
        finally:
            draft.drop()
        note(
            self._store.ground,
            LastBackup(at=self._at, place=place, people=people is not None),
        )
        return BackedUp(
            place=place,
            created_at=self._at.isoformat(),
            people=people is not None,
            tickets=manifest.counts["tickets"],
            persons=manifest.counts["persons"],
            commits=records.commits + (people.commits if people else 0),
            media=len(media),
            copied=copied,
            size=sum(part.size for part in manifest.files.values()),
            hand_edits=tuple(self._hand_edits()),
            flaws=tuple(flaws),
            unsound=tuple(
                name
                for name, one in (("records", records), ("people", people))
                if one is not None and not one.strict
            ),
            removed=tuple(self._thin_out(keep, place, with_people=people is not None)),
        )

    def _bundled(self, draft: Draft, store: Store, name: str) -> Repository:
        self._step("people" if name == PEOPLE_BUNDLE else "records", 0, 0)
        path = draft.path(name)
        with atomic.disk_errors():
            ground = store.ground
            ground.prepare()
        bundles.write_all(ground, path)
        copying.forget_cache(path)
        self._step("verify", 0, 0)
        return self._proved(ground, path)

    def _proved(self, ground: Ground, path: str) -> Repository:
        """Clone the bundle into a scratch repository, check every object, and say what is in it.

        That each object is whole and none is missing is proved on the way in. What `fsck` dislikes
        beyond that is in the store's own history, and so has to be in its backup.
        """
        scratch = str(Path(self._store.ground.private, "backup-scratch"))
        with atomic.disk_errors():
            atomic.drop_tree(scratch)
        try:
            founding.new_repository(scratch)
            copy = Ground(scratch)
            copy.git.read("bundle", "verify", "--quiet", path)
            bundle = bundles.take_in(copy, path, strict=False)
            kept = bundles.kept_refs(bundle)
            bundles.set_refs(copy, kept)
            is_strict = _pleases_fsck(copy)
            head = bundle.refs.get("HEAD", "")
            count = copy.git.read("rev-list", "--count", head)
            branch = refs.head_branch(ground.git_dir)
            return Repository(
                head=head,
                branch=branch if refs.is_ref(branch) else "",
                refs=kept,
                commits=int(count),
                strict=is_strict,
            )
        finally:
            with suppress(OSError):
                atomic.drop_tree(scratch)

    def _media(self) -> tuple[dict[str, int], int, list[str]]:
        """Copy the photos that the pool lacks; return all by hash, how many, and bad ones."""
        pool = self._pool
        lying = list(media_pool.lying_in(str(self._store.root / MEDIA)))
        held: dict[str, int] = {}
        flaws: list[str] = []
        copied = 0
        for number, one in enumerate(lying, 1):
            self._step("media", number, len(lying))
            if media_pool.holds(pool, one):
                held[one.digest] = one.size
            elif media_pool.copy(one, pool):
                held[one.digest] = one.size
                copied += 1
            else:
                flaws.append(f"{MEDIA}/{one.digest[:2]}/{one.digest}")
        return held, copied, flaws

    def _require_media(self, media: dict[str, int]) -> None:
        """See that nobody swept the pool meanwhile."""
        for digest, size in media.items():
            if not media_pool.holds(self._pool, media_pool.Lying(digest, "", size)):
                raise StoreError("bad_copy", path=media_pool.place_in(self._pool, digest))

    def _manifest(
        self, draft: Draft, records: Repository, people: Repository | None, media: dict[str, int]
    ) -> Manifest:
        persons = 0
        if self._people is not None and people is not None:
            persons = len(self._people.list_tree(PERSONS, commit=people.head))
        tickets = self._store.list_tree(TICKETS, commit=records.head)
        names = [RECORDS_BUNDLE] + ([PEOPLE_BUNDLE] if people else [])
        return Manifest(
            estate=self._desk.settings.estate,
            store=self._id,
            desk=self._code,
            desks=_desks(self._store.read_at(records.head, _DESKS)),
            created_at=self._at,
            wuye=VERSION,
            git=".".join(map(str, self._store.ground.git.version())),
            records=records,
            people=people,
            counts={
                "tickets": sum(is_ticket(path) for path, _ in tickets),
                "persons": persons,
                "media": len(media),
            },
            files={name: draft.part(name) for name in names},
            media=media,
            remotes=addresses(self._store.ground),
        )

    def _hand_edits(self) -> list[str]:
        """Return what is not committed in either repository."""
        found = [edit.path for edit in self._store.hand_edits()]
        if self._people is not None:
            found += [f"{PEOPLE}/{edit.path}" for edit in self._people.hand_edits()]
        return found

    def _thin_out(self, keep: int | None, newest: str, *, with_people: bool) -> list[str]:
        """Remove the older backups of this store, desk and kind, and photos nobody names then."""
        if keep is None:
            return []
        found, _ = backups.backups_in(self._folder)
        alike = [
            one
            for one in found
            if (one.manifest.store, one.manifest.desk) == (self._id, self._code)
            and (one.manifest.people is not None) == with_people
            and one.place != newest
        ]
        going = alike[: max(len(alike) - (keep - 1), 0)]
        for one in going:
            backups.remove_backup(one)
        if going:
            backups.sweep_pool(self._folder)
        return [Path(one.place).name for one in going]


def _pleases_fsck(ground: Ground) -> bool:
    child = ground.git.start_reader("fsck", "--full", "--strict", "--no-dangling", data=b"")
    child.output.read()
    return child.wait() == 0


def _desks(data: bytes | None) -> tuple[str, ...]:
    """Return the codes that the desks of the store have claimed."""
    try:
        desks = read_plain(data or b"desks: {}\n").get("desks", {})
    except UncheckableError:  # `check` reports it
        return ()
    return tuple(map(str, desks)) if isinstance(desks, dict) else ()
