"""Finding tickets by words: a table of single characters and pairs, made by the first search.

Chinese has no blanks between words and most of its words are two characters long, which a trigram
index cannot find. So every character and every pair is a token, and a hit is confirmed in the text
itself; a posting that is out of date does no harm.
"""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Any

from wuye_cli.store.index_meta import SEARCH_FILE
from wuye_cli.store.index_reader import file_uri
from wuye_cli.store.index_write import remove_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT = "lower(title || char(10) || words || char(10) || unit || char(10) || place)"
"""What is searched; only ASCII letters have their case ignored, alike here and in `_folded`."""

_TABLES = (
    "CREATE TABLE state (build TEXT NOT NULL, change INTEGER NOT NULL, number INTEGER NOT NULL)",
    """CREATE VIRTUAL TABLE postings USING fts5
    (tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii')""",
)
_UPPER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

Condition = tuple[str, dict[str, Any]]
"""Part of a WHERE on `tickets`, and the values of its names."""


def condition(db: sqlite3.Connection, git_dir: str, words: str) -> Condition:
    """Return what `list_tickets` takes as the filter `search`, the word index attached to `db`.

    Args:
        db: The index, brought to HEAD.
        git_dir: The repository's own folder.
        words: Words with blanks between; a ticket fits when it holds all of them.

    Where the word index cannot be written or is damaged beyond one rebuild, every text is read.
    """
    wanted = _folded(words).split()
    values: dict[str, Any] = {f"word{at}": word for at, word in enumerate(wanted)}
    parts = [f"instr({TEXT}, :word{at}) > 0" for at in range(len(wanted))]
    tokens = [f'"{token}"' for word in wanted for token in _asked(word)]
    if tokens and _attach(db, os.path.join(git_dir, "wuye", SEARCH_FILE)):
        parts.insert(0, "n IN (SELECT rowid FROM search.postings WHERE postings MATCH :tokens)")
        values["tokens"] = " ".join(dict.fromkeys(tokens))
    return " AND ".join(parts) or "1", values


def _attach(db: sqlite3.Connection, path: str) -> bool:
    """Bring the word index to the state of `db` and attach it; False if that cannot be."""
    for _ in range(2):
        try:
            _catch_up(db, path)
            _detach(db)
            db.execute("ATTACH ? AS search", (file_uri(path, "mode=ro"),))
            db.execute("SELECT rowid FROM search.postings LIMIT 1")
        except sqlite3.OperationalError:
            return False
        except sqlite3.DatabaseError:
            remove_index(path)
        else:
            return True
    return False


def _detach(db: sqlite3.Connection) -> None:
    if any(row[1] == "search" for row in db.execute("PRAGMA database_list").fetchall()):
        db.execute("DETACH search")


def _catch_up(db: sqlite3.Connection, path: str) -> None:
    build, change = db.execute("SELECT build, change FROM meta").fetchone()
    newest = db.execute("SELECT coalesce(max(n), 0) FROM tickets").fetchone()[0]
    search = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        search.execute("PRAGMA journal_mode = WAL")
        search.execute("PRAGMA synchronous = NORMAL")
        search.execute("BEGIN IMMEDIATE")
        state = _state(search)
        if state is None or state[0] != build:
            for table in ("postings", "state"):
                search.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES:
                search.execute(statement)
            state = (build, -1)
        if state[1] != change:
            search.executemany(
                "INSERT INTO postings (rowid, tokens) VALUES (?, ?)", _changed(db, state[1])
            )
            search.execute("DELETE FROM state")
            search.execute("INSERT INTO state VALUES (?, ?, ?)", (build, change, newest))
        search.execute("COMMIT")
    finally:
        search.close()


def _state(search: sqlite3.Connection) -> tuple[str, int] | None:
    try:
        row = search.execute("SELECT build, change FROM state").fetchone()
    except sqlite3.OperationalError:  # an empty file
        return None
    return None if row is None else (row[0], row[1])


def _changed(db: sqlite3.Connection, since: int) -> Iterator[tuple[int, str]]:
    """Yield number and tokens of the tickets whose text changed after `since`."""
    rows = db.execute(f"SELECT n, {TEXT} FROM tickets WHERE change > ? ORDER BY n", (since,))  # noqa: S608 - our own texts
    for number, text in rows:
        yield number, " ".join(_tokens(text))


def _folded(text: str) -> str:
    return text.translate(_UPPER)


def _tokens(text: str) -> set[str]:
    """Return every character and pair of neighbours that is a letter or digit."""
    found: set[str] = set()
    before = ""
    for char in text:
        if not char.isalnum():
            before = ""
            continue
        found.add(char)
        if before:
            found.add(before + char)
        before = char
    return found


def _asked(word: str) -> Iterable[str]:
    """Return the tokens that a text with this word must have: its pairs, or its characters."""
    tokens = _tokens(word)
    pairs = [token for token in tokens if len(token) > 1]
    return sorted(pairs or tokens)
