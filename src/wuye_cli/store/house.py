"""The rules in force: `wuye.yaml`, `standards/` and the staff as committed, compiled once.

Reading the YAML costs more than a whole write, so the compiled rules are kept in the private
folder below `.git`, keyed by the object ids of what they were made from.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.people.staff import Staff
from wuye_cli.domain.roles.policy import Policy
from wuye_cli.domain.settings import SCHEMA, Settings
from wuye_cli.domain.tickets.rulebook import Rulebook
from wuye_cli.store import atomic, refs
from wuye_cli.store.git import records
from wuye_cli.store.layout import PRIVATE, RECORDS, SETTINGS, STANDARDS
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from wuye_cli.domain.tickets.category import CategoryBook
    from wuye_cli.store.codecs.rulebook import Located
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.repository import Store

STAFF = f"{RECORDS}/staff"
TIERS = f"{STANDARDS}/tiers.yaml"
CATEGORIES = f"{STANDARDS}/categories.yaml"
_SOURCES = (SETTINGS, STANDARDS, STAFF, f"{RECORDS}/approvals")
_CACHE = "house.msgpack"
_recent: dict[str, House] = {}
_FORMAT = 8
_READ_ALL_THE_SAME = frozenset({"S009", "S012"})
"""Codes of what is written in an old way, and read none the less."""


class House(msgspec.Struct, frozen=True, kw_only=True):
    """Settings and rules of a store at one commit.

    Attributes:
        key: Object ids of `wuye.yaml`, `standards/`, the staff and the approvals, with the
            program's version.
        policy: Who may do what; the default where the file is missing or cannot be read.
        members: The registered staff, as far as their files can be read.
        faults: What of the standards could not be read: path and code, for `status`.
    """

    key: tuple[str, ...]
    settings: Settings
    rules: Rulebook
    policy: Policy = Policy()
    members: tuple[Staff, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def load_house(store: Store) -> House:
    """Return the rules as committed.

    Raises:
        UncheckableError: `no_settings`, `newer_schema` or a syntax code, if `wuye.yaml` cannot be
            read.
    """
    key = (str(_FORMAT), VERSION, *_source_ids(store))
    path = os.path.join(store.git_dir, PRIVATE, _CACHE)
    house = _recent.get(path)
    if house is None or house.key != key:
        house = _kept(path)
    if house is None or house.key != key:
        house = _compiled(store, key)
        _keep(path, house)
    if path not in _recent:
        _recent.clear()  # one store at a time
    _recent[path] = house  # with the calendars that were compiled since
    return house


def _source_ids(store: Store) -> list[str]:
    """Return the object ids of what the rules are made from; empty where there is nothing."""
    head = store.head()
    objects = store.ground.objects
    found = []
    for path in _SOURCES:
        folder, _, name = path.rpartition("/")
        entry = objects.folder_at(head, folder).get(name)
        found.append(entry[1] if entry else "")
    return found


def _kept(path: str) -> House | None:
    try:
        with open(path, "rb") as file:
            return msgspec.msgpack.decode(file.read(), type=House)
    except (OSError, msgspec.DecodeError, ValueError):
        return None


def _keep(path: str, house: House) -> None:
    """Keep the compiled rules; that they could not be kept costs time, nothing else."""
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        atomic.keep(path, msgspec.msgpack.encode(house))


def _compiled(store: Store, key: tuple[str, ...]) -> House:
    from wuye_cli.store.codecs.policy import POLICY  # noqa: PLC0415 - codecs read YAML
    from wuye_cli.store.role_files import policy_in, roster_in  # noqa: PLC0415 - as above
    from wuye_cli.store.versions import APPROVALS  # noqa: PLC0415 - as above
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - imports yaml

    settings = read_settings(store.read(SETTINGS), read_plain)
    folders = (STANDARDS, *APPROVALS)
    contents = dict(
        store.read_many([path for folder in folders for path, _ in store.list_tree(folder)])
    )
    staff = [data for _, data in store.read_many(path for path, _ in store.list_tree(STAFF))]
    rules, located = rules_of(
        contents, staff, lambda path: past_texts(store, path), parse=read_plain
    )
    faults = tuple((path, one.code) for path, one in located if one.code not in _READ_ALL_THE_SAME)
    return House(
        key=key,
        settings=settings,
        rules=rules,
        policy=policy_in(contents.get(POLICY)),
        members=tuple(roster_in(staff).members.values()),
        faults=faults,
    )


def rules_of(
    contents: Mapping[str, bytes],
    staff: Iterable[bytes],
    texts: Callable[[str], Sequence[tuple[datetime, bytes]]],
    *,
    parse: Callable[..., dict[str, Any]],
) -> tuple[Rulebook, list[Located]]:
    """Return the rules of one moment with the versions that only history holds, and the faults.

    Args:
        contents: The files below `standards/` and the approvals of what has versions, by path.
        staff: The files of the staff.
        texts: Every content that a path had up to that moment, newest first; see `past_texts`.
        parse: Strict reader of one file.
    """
    from wuye_cli.store.codecs.rulebook import read_rulebook  # noqa: PLC0415 - codecs read YAML
    from wuye_cli.store.versions import with_versions  # noqa: PLC0415 - as above

    once = _once(parse)
    rules, located = read_rulebook(contents.get, lambda folder: _names(contents, folder), once)
    whole = with_versions(rules, contents, texts, parse=once)
    return msgspec.structs.replace(whole, staff=_staff(staff, parse)), located


def _once(parse: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return a reader that reads no text twice: what stands now is the newest of history too."""
    known: dict[bytes, dict[str, Any]] = {}

    def read(data: bytes, **facts: Any) -> dict[str, Any]:
        if data not in known:
            known[data] = parse(data, **facts)
        return known[data]

    return read


def _names(contents: Mapping[str, bytes], folder: str) -> list[str]:
    prefix = folder.rstrip("/") + "/"
    return sorted(path[len(prefix) :] for path in contents if path.startswith(prefix))


def read_settings(data: bytes | None, parse: Callable[..., dict[str, Any]]) -> Settings:
    """Return the settings in the bytes of `wuye.yaml`.

    Raises:
        UncheckableError: `no_settings`, `newer_schema` or `bad_record`.
    """
    if data is None:
        raise UncheckableError("no_settings", path=SETTINGS)
    tree = {key: value for key, value in parse(data).items() if not key.startswith("x-")}
    if tree.get("schema") != SCHEMA:
        raise UncheckableError("newer_schema", path=SETTINGS, schema=str(tree.get("schema")))
    try:
        return msgspec.convert(tree, Settings)
    except msgspec.ValidationError as error:
        raise UncheckableError("bad_record", path=SETTINGS, detail=str(error)) from error


def past_categories(store: Store, parse: Callable[..., dict[str, Any]]) -> Iterator[CategoryBook]:
    """Yield every table of categories that was ever committed, newest first."""
    from wuye_cli.store.codecs.categories import read_category_book  # noqa: PLC0415 - reads YAML

    for data in dict.fromkeys(data for _, data in past_texts(store, CATEGORIES)):
        with suppress(UncheckableError):
            yield read_category_book(parse(data))[0]


def past_texts(store: Store, path: str) -> list[tuple[datetime, bytes]]:
    """Return every committed content of a file with the time of its commit, newest first."""
    head = store.head()
    if not head:
        return []
    found = past_blobs(store.ground, head, path)
    contents = dict(store.blobs(dict.fromkeys(blob for _, blob in found)))
    return [(moment(when), contents[blob]) for when, blob in found]


def past_blobs(ground: Ground, commit: str, path: str) -> list[tuple[int, str]]:
    """Return date and blob of every content of a file up to a commit, newest first."""
    printed = ground.git.read(
        *("log", "--format=%ct", "--raw", "--no-abbrev", "--no-renames", "--no-show-signature"),
        *("-z", commit, "--", path),
    )
    found: list[tuple[int, str]] = []
    when = 0
    for part in records(printed):
        facts = part.lstrip("\n")
        if facts.isdigit():
            when = int(facts)
        elif facts.startswith(":"):
            _, mode, _, blob, _ = facts.split(" ")
            if int(mode, 8) in refs.FILE_MODES:
                found.append((when, blob))
    return found


def moment(seconds: int) -> datetime:
    """Return an instant; one that no calendar holds is the last one that can be said."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)


def _staff(files: Iterable[bytes], parse: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """Return the registered staff by id, as trees whose lists are lists.

    A file that cannot be read, or names nobody, is left to `check`.
    """
    from wuye_cli.store.codecs.staff import read_staff, staff_to_mapping  # noqa: PLC0415 - as above

    found: dict[str, Any] = {}
    for data in files:
        try:
            tree = parse(data)
        except UncheckableError:
            continue
        member, _ = read_staff(tree)
        if member is not None:
            found.setdefault(member.id, {**tree, **staff_to_mapping(member)})
    return found
