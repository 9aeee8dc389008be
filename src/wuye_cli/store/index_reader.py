"""Reading the index: what the front door and the commands share. A small part of the stdlib only.

Everything here returns plain tuples, lists and dicts; instants are epoch seconds. Nothing here may
import `typing`, `re`, `json`, `datetime` or a third party: each costs as much as the whole answer.
"""

from __future__ import annotations

import os
import sys
from unicodedata import normalize

from wuye_cli.store.index_meta import FILE, FORMAT, META

try:  # the package `sqlite3` imports datetime and collections, which a reader need not pay
    from _sqlite3 import Error, connect
except ImportError:  # pragma: no cover - another Python than CPython
    from sqlite3 import Error, connect

try:  # the C scanner itself: the package `json` imports `re`
    from _json import make_scanner
except ImportError:  # pragma: no cover - another Python than CPython
    from json.scanner import make_scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection
    from typing import Any

RECENT_S = 7 * 86400
"""A tail may also name a ticket closed within so many seconds, for show, undo and reopen."""
ID_PREFIX = "WY-"
_COMPLETIONS = 50
_LONGEST_REF = 4096


def index_path(git_dir: str) -> str:
    """Return where the index of a repository lies."""
    return os.path.join(git_dir, "wuye", FILE)


def connect_read_only(path: str) -> Connection:
    """Open an index that is there already, for reading alone.

    Raises:
        sqlite3.Error: If it is no database or out of reach.
    """
    writable = os.access(os.path.dirname(path), os.W_OK)
    # In a folder that nobody can write, the shared memory of the journal cannot be made; but then
    # nobody changes the file either. What a journal holds would be overlooked, so not with one.
    mode = "mode=ro" if writable or _has_journal(path) else "immutable=1"
    return connect(file_uri(path, mode), uri=True, isolation_level=None)


def _has_journal(path: str) -> bool:
    try:
        return os.stat(f"{path}-wal").st_size > 0
    except OSError:
        return False


def file_uri(path: str, options: str) -> str:
    """Return the address of a database for SQLite, with its options."""
    quoted = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if os.sep == "\\":  # pragma: no cover - Windows
        quoted = "/" + quoted.replace("\\", "/")
    return f"file:{quoted}?{options}"


def read_meta(db: Connection) -> dict[str, Any] | None:
    """Return the one row of `meta`, or None if this is no index of our format."""
    try:
        row = db.execute("SELECT * FROM meta").fetchone()
    except Error:
        return None
    if row is None or len(row) != len(META):
        return None
    meta = {META[at][0]: value for at, value in enumerate(row)}
    return meta if meta["format"] == FORMAT else None


def open_fresh(git_dir: str, head: str = "") -> tuple[Connection, dict[str, Any]] | None:
    """Return the index and its meta row if it stands for HEAD, without starting git; else None.

    Args:
        git_dir: The repository's own folder.
        head: The commit of HEAD, where the caller has read it already.
    """
    head = head or head_commit(git_dir)
    path = index_path(git_dir)
    if not head or not os.path.exists(path):
        return None
    try:
        db = connect_read_only(path)
    except Error:
        return None
    meta = read_meta(db)
    if meta is None or meta["head"] != head:
        db.close()
        return None
    return db, meta


def head_commit(git_dir: str) -> str:
    """Return the commit of HEAD, or an empty text if that is not plain to see."""
    text = _text(os.path.join(git_dir, "HEAD"))
    if not text.startswith("ref: refs/"):
        return text.strip()
    name = text[5:].strip()
    if ".." in name:
        return ""
    loose = _text(os.path.join(git_dir, *name.split("/"))).strip()
    return loose or _packed(git_dir, name)


def _packed(git_dir: str, name: str) -> str:
    wanted = f" {name}\n"
    text = _text(os.path.join(git_dir, "packed-refs"), None)
    end = text.find(wanted)
    return text[text.rfind("\n", 0, end) + 1 : end] if end > 0 else ""


def _text(path: str, most: int | None = _LONGEST_REF) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(-1 if most is None else most).decode("utf-8", "replace")
    except OSError:
        return ""


def zone_offsets(db: Connection) -> list[tuple[int, int]]:
    """Return the offsets of the store's zone, oldest first: since when, seconds east."""
    return db.execute("SELECT since, seconds FROM zone_offsets ORDER BY since").fetchall()


def names(db: Connection) -> list[tuple[str, str, str, str]]:
    """Return what the estate calls things: kind, id, Chinese and English name."""
    return db.execute("SELECT kind, id, zh, en FROM names").fetchall()


# -- verdicts -------------------------------------------------------------------------------------


def clock_verdict(final: str, due: int | None, warn_at: int | None, pauses: str, now: int) -> str:
    """Return the verdict of a clock at `now`; the rule of `judging.verdict_at` on a stored row.

    Args:
        final: The final verdict, or empty while the clock runs.
        due: Epoch seconds, or None.
        warn_at: Epoch seconds, or None.
        pauses: `from-until` in epoch seconds, half-open, blanks between.
        now: Epoch seconds.
    """
    if final:
        return final
    if due is None:
        return "pending"
    if due < now:
        return "failed_open"
    if pauses and is_within(pauses, now):
        return "paused"
    return "warning" if warn_at is not None and now >= warn_at else "pending"


def is_within(spans: str, now: int) -> bool:
    """Tell whether `now` lies in one of the stored half-open spans."""
    for span in spans.split():
        start, _, end = span.partition("-")
        if int(start) <= now < int(end):
            return True
    return False


# -- one ticket -----------------------------------------------------------------------------------


def find_tickets(
    db: Connection, text: str, *, closed_since: int | None = None
) -> list[dict[str, Any]]:
    """Return the tickets that a person may mean by an id, an earlier id or a tail.

    A tail is the number, with or without the desk's letters (`A017`, `17`): it means open
    tickets, and with `closed_since` also those closed since then. Two results or more are for the
    caller to refuse; a full id may have two files as well.

    Args:
        db: The index.
        text: As typed; full-width and small letters are welcome.
        closed_since: Epoch seconds; None for open tickets alone.
    """
    wanted = normalize("NFKC", text).strip().upper()
    if wanted.startswith(ID_PREFIX) or not wanted[-1:].isdecimal():
        return _by_id(db, wanted)
    desk = wanted.rstrip("0123456789")
    if "-" in desk:
        return _by_id(db, ID_PREFIX + wanted)
    digits = wanted[len(desk) :]
    if not digits or len(digits) > len("123456789") or (desk and not desk.isalpha()):
        return []
    number = int(digits)
    values: tuple[Any, ...] = (number, desk, desk)
    if closed_since is None:
        found = _candidates(db, _BY_TAIL, values)
    else:
        found = _candidates(db, _BY_TAIL_RECENT, (*values, number, closed_since, desk, desk))
    known = {row["n"] for row in found}
    return found + [row for row in _by_earlier_tail(db, desk, number) if row["n"] not in known]


def _by_id(db: Connection, name: str) -> list[dict[str, Any]]:
    """Return the tickets of an id; those that had it earlier only if none has it now."""
    return _candidates(db, _BY_ID, (name,)) or _earlier(db, _BY_EARLIER_ID, name)


def _by_earlier_tail(db: Connection, desk: str, number: int) -> list[dict[str, Any]]:
    """Return the open tickets that had such a number before they were given another."""
    found: dict[int, dict[str, Any]] = {}
    for name, ticket in db.execute("SELECT id, ticket FROM aka"):
        tail = name.rpartition("-")[2]
        letters = tail.rstrip("0123456789")
        digits = tail[len(letters) :].lstrip("0")  # compared as text: an id may be typed by hand
        if desk in ("", letters) and digits == str(number):
            found |= {row["n"]: row for row in _earlier(db, _BY_NUMBER, ticket)}
    return list(found.values())


def _earlier(db: Connection, sql: str, value: str | int) -> list[dict[str, Any]]:
    """Return tickets that have another number now, marked as such."""
    return [{**row, "earlier": True} for row in _candidates(db, sql, (value,))]


_CANDIDATE_COLUMNS = ("n", "path", "id", "title", "status", "unit", "place")
_CANDIDATE = "SELECT n, path, id, title, status, unit, place FROM tickets"
_BY_ID = f"{_CANDIDATE} WHERE id = ? ORDER BY path"
_BY_EARLIER_ID = f"{_CANDIDATE} WHERE n IN (SELECT ticket FROM aka WHERE id = ?) ORDER BY path"  # noqa: S608 - our own texts
_BY_NUMBER = f"{_CANDIDATE} WHERE n = ? AND is_open = 1"
_OPEN_TAIL = "num = ? AND is_open = 1 AND (? = '' OR desk = ?)"
_BY_TAIL = f"{_CANDIDATE} WHERE {_OPEN_TAIL} ORDER BY path"
_BY_TAIL_RECENT = (
    f"{_CANDIDATE} WHERE {_OPEN_TAIL} UNION ALL {_CANDIDATE}"
    " WHERE num = ? AND is_open = 0 AND closed_at >= ? AND (? = '' OR desk = ?)"
)


def _candidates(db: Connection, sql: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    rows = db.execute(sql, values).fetchall()
    return [dict(zip(_CANDIDATE_COLUMNS, row)) for row in rows]  # noqa: B905 - fixed widths


def same_matter(
    db: Connection, *, unit: str, place: str, category: str, since: int
) -> list[dict[str, Any]]:
    """Return the tickets of one home (or, without `unit`, place) and category.

    First those closed at or after `since` (epoch seconds) by that instant, then all open ones.
    """
    column = "unit" if unit else "place"
    return _dicts(
        db,
        "SELECT n, path, id, title, status, is_open, unit, place, kind, assignee, opened_at,"  # noqa: S608 - our own texts
        f" closed_at FROM tickets WHERE {column} = ? AND {column} <> '' AND category = ?"
        " AND (is_open = 1 OR closed_at >= ?) ORDER BY is_open, closed_at, opened_at",
        (unit or place, category, since),
    )


def show_ticket(db: Connection, number: int, now: int) -> dict[str, Any]:
    """Return all that the index knows of one ticket.

    Args:
        db: The index.
        number: The ticket's `n`, of `find_tickets`.
        now: Epoch seconds, for the verdicts.

    Returns:
        The columns of `tickets` (verdict as of `now`), `clocks` and `events`: lists of dicts; each
        clock has `verdict` as of `now`, each event its `facts` as a dict; and `aka`.
    """
    ticket = _dicts(db, "SELECT * FROM tickets WHERE n = ?", (number,))[0]
    fails_at = ticket.pop("fails_at")
    if fails_at is not None and fails_at < now:
        ticket["verdict"] = "failed"
    ticket["clocks"] = _dicts(
        db, "SELECT * FROM clocks WHERE ticket = ? ORDER BY cycle, seq", (number,)
    )
    for clock in ticket["clocks"]:
        clock["verdict"] = clock_verdict(
            clock["verdict"], clock["due"], clock["warn_at"], clock["pauses"], now
        )
    ticket["events"] = _dicts(db, "SELECT * FROM events WHERE ticket = ? ORDER BY seq", (number,))
    for event in ticket["events"]:
        event["facts"] = loads(event["facts"])
    aka = db.execute("SELECT id FROM aka WHERE ticket = ? ORDER BY rowid", (number,))
    ticket["aka"] = [row[0] for row in aka]
    return ticket


def _dicts(db: Connection, sql: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    cursor = db.execute(sql, values)
    names = [sys.intern(column[0]) for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]  # noqa: B905 - same widths


class _Scanning:
    """What the C scanner asks of a decoder."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = None
    memo: dict[str, str] = {}  # noqa: RUF012 - the scanner's own


def loads(text: str) -> Any:
    """Return the value of a JSON text that the index wrote itself."""
    context: Any = _Scanning()
    return make_scanner(context)(text, 0)[0]


# -- completion -----------------------------------------------------------------------------------


def complete_ids(db: Connection, prefix: str) -> list[tuple[str, str, str]]:
    """Return id, title and unit or place of open tickets that begin so, the newest first.

    The prefix may be of the whole id or of its tail (`A0`); at most fifty are returned.
    """
    wanted = normalize("NFKC", prefix).strip().upper()
    size = len(wanted)
    return db.execute(
        "SELECT id, title, coalesce(nullif(unit, ''), place) FROM tickets"
        " WHERE is_open = 1 AND (substr(id, 1, ?) = ? OR substr(id, ?, ?) = ?"
        " OR (num IS NOT NULL AND substr(CAST(num AS TEXT), 1, ?) = ?))"
        " ORDER BY opened_at DESC LIMIT ?",
        (size, wanted, _TAIL_AT, size, wanted, size, wanted, _COMPLETIONS),
    ).fetchall()


_TAIL_AT = len("WY-YYMMDD-") + 1


def broken_records(db: Connection) -> list[dict[str, Any]]:
    """Return the records that could not be read: path, code and detail."""
    return _dicts(db, "SELECT path, code, detail FROM broken ORDER BY path", ())
