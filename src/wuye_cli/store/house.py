"""The rules in force: `wuye.yaml`, `standards/` and the staff as committed, compiled once.

Reading the YAML costs more than a whole write, so the compiled rules are kept in the private
folder below `.git`, keyed by the object ids of what they were made from.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.settings import SCHEMA, Settings
from wuye_cli.domain.tickets.rulebook import Past, Rulebook, category_versions, with_older
from wuye_cli.store import atomic
from wuye_cli.store.git import records
from wuye_cli.store.layout import PRIVATE, RECORDS, SETTINGS, STANDARDS
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.domain.tickets.category import CategoryBook
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.store.repository import Store

    _Book = TypeVar("_Book", TierBook, CategoryBook)

STAFF = f"{RECORDS}/staff"
TIERS = f"{STANDARDS}/tiers.yaml"
CATEGORIES = f"{STANDARDS}/categories.yaml"
_SOURCES = (SETTINGS, STANDARDS, STAFF)
_CACHE = "house.msgpack"
_recent: dict[str, House] = {}
_FORMAT = 6
_READ_ALL_THE_SAME = frozenset({"S009", "S012"})
"""Codes of what is written in an old way, and read none the less."""


class House(msgspec.Struct, frozen=True, kw_only=True):
    """Settings and rules of a store at one commit.

    Attributes:
        key: Object ids of `wuye.yaml`, `standards/` and the staff, with the program's version.
        faults: What of the standards could not be read: path and code, for `status`.
    """

    key: tuple[str, ...]
    settings: Settings
    rules: Rulebook
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
    from wuye_cli.store.codecs.rulebook import read_rulebook  # noqa: PLC0415 - codecs read YAML
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - imports yaml

    settings = read_settings(store.read(SETTINGS), read_plain)
    contents = dict(store.read_many([path for path, _ in store.list_tree(STANDARDS)]))
    rules, located = read_rulebook(
        contents.get, lambda folder: _names(contents, folder), read_plain
    )
    faults = tuple((path, one.code) for path, one in located if one.code not in _READ_ALL_THE_SAME)
    return House(
        key=key,
        settings=settings,
        rules=msgspec.structs.replace(
            rules,
            books=with_older(rules.books, past_tiers(store, read_plain)),
            category_books=category_versions(rules.categories, past_categories(store, read_plain)),
            staff=_staff(store, read_plain),
        ),
        faults=faults,
    )


def _names(contents: dict[str, bytes], folder: str) -> list[str]:
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


def past_tiers(store: Store, parse: Callable[..., dict[str, Any]]) -> Iterator[Past[TierBook]]:
    """Return the tiers in earlier contents of their file, newest first."""
    from wuye_cli.store.codecs.tiers import read_tier_book  # noqa: PLC0415 - only to compile

    return _past(store, TIERS, lambda data: read_tier_book(parse(data))[0])


def past_categories(
    store: Store, parse: Callable[..., dict[str, Any]]
) -> Iterator[Past[CategoryBook]]:
    """Return the categories in earlier contents of their file, newest first."""
    from wuye_cli.store.codecs.categories import read_category_book  # noqa: PLC0415 - as above

    return _past(store, CATEGORIES, lambda data: read_category_book(parse(data))[0])


def _past(store: Store, path: str, read: Callable[[bytes], _Book]) -> Iterator[Past[_Book]]:
    """Yield what earlier contents of a file say; what cannot be read is passed over."""
    seen: set[bytes] = set()
    followers: list[tuple[datetime, str]] = []
    for committed, data in past_texts(store, path):
        try:
            book = read(data)
        except UncheckableError:
            continue
        if data not in seen:
            seen.add(data)
            yield Past(book, tuple(followers))
        followers.append((committed, book.version))


def past_texts(store: Store, path: str) -> list[tuple[datetime, bytes]]:
    """Return every committed content of a file with the time of its commit, newest first."""
    if not store.head():
        return []
    printed = store.ground.git.read(
        *("log", "--format=%ct", "--raw", "--no-abbrev", "--no-renames", "-z", "--", path)
    )
    found: list[tuple[datetime, str]] = []
    when = datetime.fromtimestamp(0, UTC)
    for part in records(printed):
        facts = part.lstrip("\n")
        if facts.isdigit():
            when = datetime.fromtimestamp(int(facts), UTC)
        elif facts.startswith(":") and set(blob := facts.split(" ")[3]) != {"0"}:
            found.append((when, blob))
    contents = dict(store.blobs(dict.fromkeys(blob for _, blob in found)))
    return [(when, contents[blob]) for when, blob in found]


def _staff(store: Store, parse: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """Return the registered staff by id, as trees whose lists are lists.

    A file that cannot be read, or names nobody, is left to `check`.
    """
    from wuye_cli.store.codecs.staff import read_staff, staff_to_mapping  # noqa: PLC0415 - as above

    found: dict[str, Any] = {}
    for _, data in store.read_many([path for path, _ in store.list_tree(STAFF)]):
        try:
            tree = parse(data)
        except UncheckableError:
            continue
        member, _ = read_staff(tree)
        if member is not None:
            found.setdefault(member.id, {**tree, **staff_to_mapping(member)})
    return found
