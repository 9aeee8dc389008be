"""Restoring: a store made anew from a backup that was proved first; whole, or not there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.domain.identity import desk_code, is_desk_code
from wuye_cli.store import atomic, backups, bundles, copying, founding, media_pool
from wuye_cli.store.aside import made_aside
from wuye_cli.store.backup_note import LastBackup, note
from wuye_cli.store.backups import PEOPLE_BUNDLE, RECORDS_BUNDLE, Backup
from wuye_cli.store.ground import Ground
from wuye_cli.store.layout import MEDIA, PEOPLE
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.desk import Desk
    from wuye_cli.store.backups import Repository

    OnStep = Callable[[str, int, int], None]


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """A store that was made from a backup.

    Attributes:
        desk: The code that it writes under; `was` is the code of the machine that was backed up.
        people: Whether residents' data came along.
        remotes: Name to address of the remotes that the old machine had; none is set here.
    """

    root: str
    estate: str
    backup: str
    created_at: str
    desk: str
    was: str
    people: bool
    media: int
    remotes: dict[str, str] = {}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a store holds, for whoever wonders whether everything is back."""

    tickets: int
    open: int
    persons: int
    last_ticket: str
    last_at: int | None


def restore(
    source: Path,
    target: Path,
    *,
    fresh_desk: bool,
    entropy: Callable[[int], bytes],
    on_step: OnStep | None = None,
) -> Restored:
    """Make the store in `target` that the backup in `source` holds.

    Args:
        source: The folder of one backup.
        target: Must not exist, or be empty.
        fresh_desk: Write under a new code, as the old machine goes on working.
        entropy: Returns that many random bytes.
        on_step: Told what is being done: a word, and how many of how many files.

    Raises:
        CallError: `not_a_backup`, `not_empty`.
        ConflictError: `restore_running`.
        StoreError: `damaged_backup` with the file; `missing_medium`; or what the disk says.
        UncheckableError: `newer_backup`.
    """
    step = on_step or (lambda _word, _count, _total: None)
    backup = backups.read_backup(str(source.resolve()))
    place = target.resolve()
    with made_aside(place, "restore") as aside:
        media = _proved(backup, step)
        restored = _made(backup, aside, media, entropy, step, fresh_desk=fresh_desk)
    return msgspec.structs.replace(restored, root=str(place))


def what_is_there(desk: Desk) -> Found:
    """Return what the store holds; the index is built on the way."""
    db = desk.index().db
    tickets, still_open = db.execute("SELECT count(*), total(is_open) FROM tickets").fetchone()
    last = db.execute("SELECT id, updated_at FROM tickets ORDER BY updated_at DESC, id LIMIT 1")
    name, at = last.fetchone() or ("", None)
    people = desk.store.people
    persons = len(people.list_tree("persons")) if people is not None else 0
    return Found(
        tickets=tickets, open=int(still_open), persons=persons, last_ticket=name, last_at=at
    )


def _proved(backup: Backup, step: OnStep) -> list[media_pool.Lying]:
    """Compare every file with the manifest; return where the photos lie.

    Raises:
        StoreError: `damaged_backup` or `missing_medium`.
    """
    manifest = backup.manifest
    for name, part in manifest.files.items():
        step("prove", 0, 0)
        place = str(Path(backup.place, name))
        if not copying.is_sound(place, part.sha256):
            raise StoreError("damaged_backup", path=place)
    found = []
    pools = [str(Path(backup.place, MEDIA)), str(Path(backup.place).parent / backups.POOL)]
    for number, (digest, size) in enumerate(manifest.media.items(), 1):
        step("media", number, len(manifest.media))
        places = [media_pool.place_in(pool, digest) for pool in pools]
        lying = next((place for place in places if Path(place).exists()), "")
        if not lying:
            raise StoreError("missing_medium", path=places[-1])
        if not copying.is_sound(lying, digest):
            raise StoreError("damaged_backup", path=lying)
        found.append(media_pool.Lying(digest, lying, size))
    return found


def _made(
    backup: Backup,
    root: Path,
    media: list[media_pool.Lying],
    entropy: Callable[[int], bytes],
    step: OnStep,
    *,
    fresh_desk: bool,
) -> Restored:
    """Make the whole store in a folder aside."""
    manifest = backup.manifest
    step("records", 0, 0)
    _clone(manifest.records, str(Path(backup.place, RECORDS_BUNDLE)), str(root))
    if manifest.people is not None:
        step("people", 0, 0)
        _clone(manifest.people, str(Path(backup.place, PEOPLE_BUNDLE)), str(root / PEOPLE))
    for number, one in enumerate(media, 1):
        step("copy", number, len(media))
        if not media_pool.copy(one, str(root / MEDIA)):
            raise StoreError("damaged_backup", path=one.place)
    store = Store.open_at(str(root))
    founding.settle(*store.grounds)
    code = manifest.desk if is_desk_code(manifest.desk) else ""
    if fresh_desk:
        code = _fresh_code({manifest.desk, *manifest.desks}, entropy)
    if code:
        store.set_setting("desk", code)
    with_people = manifest.people is not None
    note(
        store.ground,
        LastBackup(at=manifest.created_at, place=backup.place, people=with_people),
    )
    with atomic.disk_errors():
        founding.sync_tree(str(root))
    store.close()
    return Restored(
        root=str(root),
        estate=manifest.estate,
        backup=backup.place,
        created_at=manifest.created_at.isoformat(),
        desk=code,
        was=manifest.desk,
        people=with_people,
        media=len(media),
        remotes=manifest.remotes,
    )


def _clone(wanted: Repository, bundle: str, root: str) -> None:
    """Make a repository of a bundle, with every ref where it was, checked out."""
    founding.new_repository(root)
    ground = Ground(root)
    try:
        taken = bundles.take_in(ground, bundle, strict=wanted.strict)
        kept = bundles.kept_refs(taken)
        if kept != wanted.refs or taken.refs.get("HEAD") != wanted.head:
            raise StoreError("damaged_backup", path=bundle)
        bundles.set_refs(ground, kept)
        founding.check_out(ground, wanted.branch, wanted.head)
    finally:
        ground.objects.close()


def _fresh_code(known: set[str], entropy: Callable[[int], bytes]) -> str:
    while True:
        code = desk_code(entropy(2))
        if code not in known:
            return code
