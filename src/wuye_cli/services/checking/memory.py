"""What was found in each ticket's file, kept below `.git`, so that it is judged once.

An entry holds as long as the file is the same (by what the system tells of it, else by its bytes),
the facts that its rules look at are the same, wuye is the same, and no instant has passed that its
findings depend on. Tickets that are open, have attachments, or tell of the future are not kept.
The file can be deleted at any time, and `--no-cache` neither reads nor writes it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.facts import TicketRow
from wuye_cli.checking.finding import Finding
from wuye_cli.checking.waivers import Waiver
from wuye_cli.services.checking.files import Lying, Stamp
from wuye_cli.store import atomic
from wuye_cli.store.code_state import code_state
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.store.repository import Store

FILE = "check.msgpack"
_FORMAT = 2
_COARSE_NS = 2_000_000_000
"""The coarsest clock of a file system: within it, a second change would not be seen."""
_CODE = ("checking", "domain", "services/checking", "store/codecs")
_NOT_ASKED = frozenset(
    {"now", "today", "latest", "judged_from", "media", "earlier_calendars", "cases", "names"}
    | {"rows", "openings", "checkpoints", "locks_out"}
)
"""Facts that no finding in a ticket that is kept depends on; any other is asked about."""
FOREVER = 1 << 62


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was found in one ticket's file.

    Attributes:
        stamp: What the system told of the file; empty if it may change without being seen.
        blob: Id of its bytes.
        until: The last instant at which this holds, in epoch seconds.
        is_judged: False where only the row was wanted.
    """

    stamp: Stamp
    blob: str
    until: int
    findings: tuple[Finding, ...] = ()
    row: TicketRow | None = None
    waivers: tuple[Waiver, ...] = ()
    is_judged: bool = True


class _Book(msgspec.Struct, frozen=True, array_like=True):
    """The whole memory; `now` is the latest instant at which anything in it was found."""

    key: str
    now: int
    entries: dict[str, Kept]


class Memory:
    """The memory of one run.

    Args:
        store: Whose `.git` holds the file.
        facts: What rules over single tickets look at.
        is_used: False neither reads nor writes anything.
    """

    def __init__(self, store: Store, facts: StoreFacts, *, is_used: bool = True) -> None:
        self._path = Path(store.ground.private) / FILE
        self._began = monotonic_ns()
        self._now = facts.now
        self._is_used = is_used
        self._key = _key(facts) if is_used else ""
        book = self._read() if is_used else None
        is_ours = book is not None and book.key == self._key and book.now <= facts.now
        self._known = book.entries if book is not None and is_ours else {}
        self._next: dict[str, Kept] = {}
        self._is_changed = not is_ours

    def _read(self) -> _Book | None:
        try:
            return msgspec.msgpack.decode(self._path.read_bytes(), type=_Book)
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def find(self, file: Lying, *, is_judged: bool) -> Kept | None:
        """Return what is known of a file that has not changed since, or nothing.

        Args:
            file: As it is listed.
            is_judged: Whether its findings are wanted, or only its row.
        """
        kept = self._usable(file.path, is_judged=is_judged)
        if kept is None:
            return None
        same = (
            kept.blob == file.blob if file.blob else bool(file.stamp) and kept.stamp == file.stamp
        )
        return kept if same else None

    def blob(self, path: str, *, is_judged: bool) -> str:
        """Return the id of the bytes for which what is wanted is known, or nothing."""
        kept = self._usable(path, is_judged=is_judged)
        return kept.blob if kept is not None else ""

    def _usable(self, path: str, *, is_judged: bool) -> Kept | None:
        kept = self._known.get(path)
        if kept is None or kept.until < self._now or (is_judged and not kept.is_judged):
            return None
        return kept

    def keep(self, file: Lying, kept: Kept) -> None:
        """Keep what was found in a file; `kept` may be what `find` returned."""
        if kept.until < self._now:
            return
        if not file.blob and kept.stamp != file.stamp:
            kept = msgspec.structs.replace(kept, stamp=file.stamp)
        self._next[file.path] = kept
        self._is_changed = self._is_changed or self._known.get(file.path) is not kept

    def known(self, path: str) -> Kept:
        """Return the entry whose blob `blob` told."""
        return self._known[path]

    def write(self, *, is_whole: bool) -> None:
        """Put the file in place; that it could not be written costs time, nothing else.

        Args:
            is_whole: Every ticket was looked at; else what is known of the others stays.
        """
        if not self._is_used:
            return
        entries = self._next if is_whole else self._known | self._next
        if not self._is_changed and len(entries) == len(self._known):
            return
        waiting = self._path.with_name(f"{FILE}.{os.getpid()}")
        try:
            self._write(waiting, entries)
        except OSError:
            with suppress(OSError):
                waiting.unlink(missing_ok=True)

    def _write(self, waiting: Path, entries: dict[str, Kept]) -> None:
        with waiting.open("wb") as file:
            newest = os.fstat(file.fileno()).st_mtime_ns
            atomic.drop_stale(str(self._path), newest / 1e9)
            newest -= monotonic_ns() - self._began + _COARSE_NS
            book = _Book(
                self._key,
                self._now,
                {path: _unless_racy(kept, newest) for path, kept in entries.items()},
            )
            file.write(msgspec.msgpack.encode(book))
            file.flush()
            os.fsync(file.fileno())  # half of it could hide a finding
        atomic.put_in_place(str(waiting), str(self._path))


def _unless_racy(kept: Kept, newest: int) -> Kept:
    """Return an entry without its stamp if the file changed just before it was looked at."""
    if kept.stamp and max(kept.stamp[1:3]) >= newest:
        return msgspec.structs.replace(kept, stamp=())
    return kept


def _key(facts: StoreFacts) -> str:
    """Return what stands for everything that findings in single tickets depend on."""
    asked = [name for name in facts.__struct_fields__ if name not in _NOT_ASKED]
    told: list[Any] = [
        _FORMAT,
        VERSION,
        code_state(_CODE),
        *(getattr(facts, name) for name in asked),
    ]
    told.append(facts.media is None)
    plain = msgspec.to_builtins(told, str_keys=True, order="deterministic")
    return sha256(msgspec.msgpack.encode(plain)).hexdigest()
