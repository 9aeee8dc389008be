"""Backups as they lie in a folder: made aside and renamed, so that what looks like one is whole.

FOLDER/wuye-<estate>-<YYYYMMDD-HHMMSS>/   records.bundle, people.bundle, manifest.json,
                                          SHA256SUMS (for `sha256sum -c`, without wuye)
FOLDER/wuye-media/ab/<sha256>             photos and scans, shared by the backups
FOLDER/.wuye-part-…                       one on its way, or left by a crash
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError, StoreError, UncheckableError
from wuye_cli.store import atomic, copying, media_pool, refs, worktree

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

SCHEMA = "backup/1"
POOL = "wuye-media"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
RECORDS_BUNDLE = "records.bundle"
PEOPLE_BUNDLE = "people.bundle"
_NAMES = (RECORDS_BUNDLE, PEOPLE_BUNDLE, MANIFEST, SUMS)
_PREFIX = "wuye-"
_PART = ".wuye-part-"
_LEAVING = f"{_PART}gone-"
_LARGEST_MANIFEST = 1 << 28
_LONGEST_NAME = 40
_UNFIT = frozenset('<>:"/\\|?*')


class Part(msgspec.Struct, frozen=True):
    """A file of a backup: its hash and its size."""

    sha256: str
    size: int


class Repository(msgspec.Struct, frozen=True, kw_only=True):
    """A repository as its bundle holds it.

    Attributes:
        head: The commit of HEAD.
        branch: The ref that HEAD names; empty if HEAD names a commit.
        refs: Name to commit.
        commits: How many HEAD stands on, itself included.
        strict: `git fsck --strict` has nothing to complain of.
    """

    head: str
    branch: str
    refs: dict[str, str]
    commits: int
    strict: bool = True


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself.

    Attributes:
        store: The first commit of the records, the same in all clones of a store.
        desk: Code of the desk that was backed up; `desks` are those that the store knows.
        counts: `tickets`, `persons`, `media`.
        files: Name to hash and size.
        media: Hash to size of the photos and scans.
        remotes: Name to address, without passwords.
    """

    schema: str = SCHEMA
    estate: str
    store: str
    desk: str
    desks: tuple[str, ...] = ()
    created_at: datetime
    wuye: str
    git: str
    records: Repository
    people: Repository | None = None
    counts: dict[str, int] = {}
    files: dict[str, Part] = {}
    media: dict[str, int] = {}
    remotes: dict[str, str] = {}


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A whole backup: its folder and its manifest."""

    place: str
    manifest: Manifest


def safe_name(text: str) -> str:
    r"""Return a text as a part of a file name that every system takes.

    Example:
        >>> safe_name("阳光 花园/一期: A*\x1b"), safe_name("..")
        ('阳光-花园-一期-A', 'store')
    """
    plain = "".join(
        "-" if char.isspace() or char in _UNFIT or not char.isprintable() else char for char in text
    )
    joined = "-".join(part for part in plain.split("-") if part)
    return joined[:_LONGEST_NAME].strip(" .-") or "store"


def store_id(ground: Ground) -> str:
    """Return the first commit of a repository, which all its clones share."""
    printed = ground.git.read("rev-list", "--max-parents=0", "--first-parent", "HEAD")
    return printed.decode("ascii").split()[-1]


class Draft:
    """A backup on its way, in a folder that does not look like one.

    Args:
        folder: Where backups lie.
        owner: Tells the drafts of one desk from others'; those left by it are removed.
    """

    def __init__(self, folder: str, owner: str) -> None:
        self._folder = folder
        self.place = os.path.join(folder, f"{_PART}{owner}-{os.urandom(4).hex()}")
        with atomic.disk_errors():
            atomic.make_folders(folder)
            for name in os.listdir(folder):
                if name.startswith((f"{_PART}{owner}-", _LEAVING)):
                    atomic.drop_tree(os.path.join(folder, name))
            os.mkdir(self.place)

    def path(self, name: str) -> str:
        """Return where a file of the draft lies."""
        return os.path.join(self.place, name)

    def part(self, name: str) -> Part:
        """Return hash and size of a file, read from the disk again."""
        copying.forget_cache(self.path(name))
        return Part(copying.hash_of(self.path(name)), os.path.getsize(self.path(name)))

    def finish(self, manifest: Manifest, name: str) -> str:
        """Write the manifest, read everything again, and give the folder its name; return it.

        Raises:
            StoreError: `bad_copy`, when the disk gives back other bytes than were written.
        """
        data = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
        with atomic.disk_errors():
            atomic.write_new(self.path(MANIFEST), data)
        with atomic.disk_errors():
            atomic.write_new(self.path(SUMS), _sums(data, manifest))
            atomic.sync_folder(self.place)
        if read_backup(self.place).manifest != manifest:
            raise StoreError("bad_copy", path=self.path(MANIFEST))
        with atomic.disk_errors():
            return self._named(name)

    def _named(self, name: str) -> str:
        for number in range(1, 100):
            place = os.path.join(self._folder, name if number == 1 else f"{name}-{number}")
            if not os.path.lexists(place):
                break
        atomic.put_in_place(self.place, place)
        atomic.sync_folder(self._folder)
        return place

    def drop(self) -> None:
        """Remove what is left of it; no harm after `finish`."""
        with suppress(OSError):
            atomic.drop_tree(self.place)


def folder_name(estate: str, at: datetime) -> str:
    """Return the name of a backup's folder."""
    return f"{_PREFIX}{safe_name(estate)}-{at:%Y%m%d-%H%M%S}"


def read_backup(place: str) -> Backup:
    """Return the backup in a folder; the manifest is proved by `SHA256SUMS`, nothing else is read.

    Raises:
        CallError: `not_a_backup`, with the names of those that lie in the folder.
        StoreError: `damaged_backup` with the file.
        UncheckableError: `newer_backup`, made by a later wuye.
    """
    try:
        data = _read(place, MANIFEST)
    except FileNotFoundError as error:
        raise CallError("not_a_backup", path=place, suggestions=_names_in(place)[:-4:-1]) from error
    try:
        proof = _read(place, SUMS)
    except FileNotFoundError as error:
        raise StoreError("damaged_backup", path=os.path.join(place, SUMS)) from error
    line = _line(MANIFEST, sha256(data).hexdigest())
    if line not in proof.splitlines(keepends=True):
        raise StoreError("damaged_backup", path=os.path.join(place, MANIFEST))
    try:
        schema = msgspec.json.decode(data)["schema"]
        if schema != SCHEMA:
            raise UncheckableError("newer_backup", path=place, schema=str(schema))
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, TypeError, KeyError) as error:
        raise StoreError("damaged_backup", path=os.path.join(place, MANIFEST)) from error
    if proof != _sums(data, manifest):
        raise StoreError("damaged_backup", path=os.path.join(place, SUMS))
    _require_sane(manifest, place)
    return Backup(place=place, manifest=manifest)


def _sums(data: bytes, manifest: Manifest) -> bytes:
    """Return what `SHA256SUMS` holds beside a manifest of these bytes."""
    hashes = {name: part.sha256 for name, part in manifest.files.items()}
    hashes[MANIFEST] = sha256(data).hexdigest()
    return b"".join(_line(name, digest) for name, digest in sorted(hashes.items()))


def _line(name: str, digest: str) -> bytes:
    return f"{digest}  {name}\n".encode()


def _require_sane(manifest: Manifest, place: str) -> None:
    """Refuse names in a manifest that this program would not have written."""
    wanted = {RECORDS_BUNDLE} | ({PEOPLE_BUNDLE} if manifest.people is not None else set())
    both = [one for one in (manifest.records, manifest.people) if one is not None]
    is_sane = (
        manifest.files.keys() == wanted
        and all(map(media_pool.is_digest, manifest.media))
        and all(refs.is_id(one.head) for one in both)
        and all(not one.branch or one.branch.startswith("refs/heads/") for one in both)
        and manifest.created_at.tzinfo is not None
    )
    if not is_sane:
        raise StoreError("damaged_backup", path=os.path.join(place, MANIFEST))


def _read(place: str, name: str) -> bytes:
    try:
        with worktree.opened(os.path.join(place, name)) as file:
            return file.read(_LARGEST_MANIFEST)
    except NotADirectoryError as error:
        raise FileNotFoundError(place) from error


def _names_in(folder: str) -> list[str]:
    try:
        names = [name for name in os.listdir(folder) if name.startswith(_PREFIX)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise atomic.store_error(error) from error
    return sorted(name for name in names if _may_be(os.path.join(folder, name, MANIFEST)))


def _may_be(place: str) -> bool:
    """Say whether a file is there; a share that does not answer is no word that it is gone."""
    try:
        os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def backups_in(folder: str) -> tuple[list[Backup], list[str]]:
    """Return the backups in a folder, the oldest first, and the names that cannot be read."""
    found, unreadable = [], []
    for name in _names_in(folder):
        try:
            with atomic.disk_errors():
                found.append(read_backup(os.path.join(folder, name)))
        except (CallError, StoreError, UncheckableError):
            unreadable.append(name)
    return sorted(found, key=lambda one: one.manifest.created_at), unreadable


def remove_backup(backup: Backup) -> None:
    """Remove a backup: it stops looking like one first, so that a crash leaves no half of it."""
    above, name = os.path.split(backup.place)
    leaving = os.path.join(above, f"{_LEAVING}{name}")
    with atomic.disk_errors():
        atomic.drop_tree(leaving)
        atomic.put_in_place(backup.place, leaving)
        atomic.sync_folder(above)
        atomic.drop_tree(leaving)


def sweep_pool(folder: str, own: str = "") -> int:
    """Remove photos that no backup in the folder names; return how many.

    None goes while a backup there cannot be read, or another one is on its way.

    Args:
        folder: Where backups lie.
        own: A draft of the caller, which names nothing yet.
    """
    found, unreadable = backups_in(folder)
    parts = [name for name in os.listdir(folder) if name.startswith(_PART)]
    others = [
        name for name in parts if name != os.path.basename(own) and not name.startswith(_LEAVING)
    ]
    if unreadable or others:
        return 0
    wanted = {digest for backup in found for digest in backup.manifest.media}
    return media_pool.keep_only(os.path.join(folder, POOL), wanted)
