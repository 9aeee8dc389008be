"""The look-up of `people/`: phone, name, chat name and unit to person, in a disposable SQLite file.

It holds personal data as `people/` itself does and lies in the same git folder; `forget` removes it
when somebody is erased.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import StoreError, UncheckableError
from wuye_cli.domain.people.contacts import plain_phone
from wuye_cli.store import atomic
from wuye_cli.store.codecs.people import read_person
from wuye_cli.store.layout import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.domain.people.person import Person
    from wuye_cli.store.repository import Store

_FILE = "people.db"
_SIDES = ("", "-journal", "-wal", "-shm")
_FORMAT = 1
_FOLDER = "persons"
_FOUND = 200
_WAIT_S = 10.0
_TABLES = (
    "CREATE TABLE meta (head TEXT NOT NULL, format INTEGER NOT NULL)",
    "CREATE TABLE clues (kind TEXT NOT NULL, value TEXT NOT NULL, person TEXT NOT NULL)",
    "CREATE INDEX clues_value ON clues (kind, value)",
    "CREATE INDEX clues_person ON clues (person)",
)
_NOTHING = ("", "")


def clues(person: Person) -> Iterator[tuple[str, str]]:
    """Yield everything by which a person is looked up: kind and value."""
    for phone in person.phones:
        number, _, extension = phone.partition("-")
        yield "phone", number
        if extension:
            yield "phone", phone
    if person.name:
        yield "name", person.name
    if person.wechat:
        yield "wechat", person.wechat
    for home in person.units:
        if home.until is None:
            yield "unit", home.unit


def file_of(git_dir: str) -> str:
    """Return where the look-up lies."""
    return os.fspath(Path(git_dir, PRIVATE, _FILE))


def forget(git_dir: str) -> None:
    """Remove the look-up and all that SQLite keeps beside it; the next question builds it anew.

    Raises:
        StoreError: If the disk refuses.
    """
    with atomic.disk_errors():
        for side in _SIDES:
            atomic.remove(file_of(git_dir) + side)


class PeopleIndex:
    """The look-up of one `people/` repository, brought to its HEAD before each question."""

    def __init__(self, people: Store) -> None:
        self._people = people
        self._path = file_of(os.fspath(people.git_dir))

    def ids(self, asked: Iterable[tuple[str, str]]) -> list[str]:
        """Return the persons that have all these clues (kind and value)."""
        wanted = list(asked)
        with closing(self._open()) as db:
            found = [
                {row[0] for row in db.execute(_BY_CLUE, (kind, value))} for kind, value in wanted
            ]
        return sorted(set.intersection(*found)) if found else []

    def search(self, text: str) -> list[str]:
        """Return the persons with a clue in which the text is found."""
        phone = plain_phone(text)
        is_number = len(phone) > len("123") and not phone.strip("0123456789")
        with closing(self._open()) as db:
            rows = db.execute(_SEARCH, (text, phone if is_number else text, _FOUND)).fetchall()
        return [row[0] for row in rows]

    def named_in(self, text: str) -> list[str]:
        """Return the names and chat names of two characters or more that a text holds."""
        with closing(self._open()) as db:
            return [row[0] for row in db.execute(_NAMED_IN, (text,))]

    def _open(self) -> sqlite3.Connection:
        """Return a connection to a look-up that stands for HEAD."""
        head = self._people.head()
        try:
            db = self._connect(self._path)
            try:
                self._bring_up(db, head)
            except BaseException:
                db.close()
                raise
        except sqlite3.DatabaseError:  # broken, or the folder cannot be written
            with suppress(StoreError):
                forget(os.fspath(self._people.git_dir))
            db = self._connect(":memory:")
            self._bring_up(db, head)
        return db

    def _connect(self, path: str) -> sqlite3.Connection:
        if path == self._path:
            with suppress(OSError):
                Path(path).parent.mkdir(exist_ok=True)
        db = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        db.execute("PRAGMA secure_delete = ON")
        return db

    def _bring_up(self, db: sqlite3.Connection, head: str) -> None:
        if _head_of(db) == head and head:
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            known = _head_of(db)  # somebody else may have been quicker
            if known != head or not head:
                self._follow(db, known, head)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _follow(self, db: sqlite3.Connection, known: str, head: str) -> None:
        """Replace the clues of the files that changed, or of all if what is known is of no use."""
        try:
            changed = self._people.changes_between(known, head, _FOLDER) if known else None
        except StoreError:  # the history was squashed: the old head is gone
            changed = None
        if changed is None:
            _make_tables(db)
            listed = self._people.list_tree(_FOLDER) if head else []
            blobs: dict[str, str | None] = dict(listed)
        else:
            blobs = {path: new for path, _, new in changed}
            db.executemany(_DROP, [(_id_of(path),) for path in blobs])
        there = [(path, blob) for path, blob in blobs.items() if blob]
        contents = self._people.blobs(blob for _, blob in there)
        for (path, _), (_, data) in zip(there, contents, strict=True):
            db.executemany(_PUT, _rows(path, data))
        db.execute("DELETE FROM meta")
        db.execute("INSERT INTO meta VALUES (?, ?)", (head, _FORMAT))


_BY_CLUE = "SELECT person FROM clues WHERE kind = ? AND value = ?"
_SEARCH = (
    "SELECT DISTINCT person FROM clues WHERE instr(value, ?1) > 0"
    " OR (kind = 'phone' AND instr(value, ?2) > 0) ORDER BY person LIMIT ?3"
)
_NAMED_IN = (
    "SELECT DISTINCT value FROM clues WHERE kind IN ('name', 'wechat') AND length(value) >= 2"
    " AND instr(?, value) > 0 ORDER BY value"
)
_DROP = "DELETE FROM clues WHERE person = ?"
_PUT = "INSERT INTO clues VALUES (?, ?, ?)"


def _head_of(db: sqlite3.Connection) -> str:
    try:
        head, made_for = db.execute("SELECT head, format FROM meta").fetchone() or _NOTHING
    except sqlite3.OperationalError:
        return ""
    return str(head) if made_for == _FORMAT else ""


def _make_tables(db: sqlite3.Connection) -> None:
    for name in ("meta", "clues"):
        db.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in _TABLES:
        db.execute(statement)


def _id_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _rows(path: str, data: bytes) -> list[tuple[str, str, str]]:
    """Return the clues of a file; one that cannot be read has none, and `check` reports it."""
    try:
        person = read_person(data, path=path)
    except UncheckableError:
        return []
    return [(kind, value, _id_of(path)) for kind, value in clues(person)]
