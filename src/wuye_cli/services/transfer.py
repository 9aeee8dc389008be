"""Importing a sheet: one commit a ticket, all or nothing, and again without doubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError
from wuye_cli.domain.identity import TicketId, parse_ticket_id
from wuye_cli.domain.roles.rights import rights_for
from wuye_cli.gateways.importers.mapping import ImportMap, read_mapping
from wuye_cli.gateways.importers.opening import open_sheet
from wuye_cli.gateways.importers.rows import Problem, RowReader
from wuye_cli.gateways.importers.sheet import read_bytes
from wuye_cli.services.permits import require_right
from wuye_cli.services.transfer_names import Reading
from wuye_cli.services.transfer_people import Reporters
from wuye_cli.services.transfer_tickets import Typist, Wanted, new_ticket, update
from wuye_cli.services.wording import subject, trailers
from wuye_cli.store.bulk import BulkCommit, import_commits
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.ticket_paths import TICKETS, ticket_folder
from wuye_cli.store.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.gateways.importers.rows import Record
    from wuye_cli.services.desk import Desk

OP = "import"
"""Name of the operation in subjects and trailers."""

_KNOWN = "SELECT path, source FROM tickets WHERE substr(source, 1, ?) = ?"


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be imported.

    Attributes:
        file: The sheet.
        mapping: The mapping file.
        dry_run: Look only, write nothing.
        limit: Read so many rows; 0 for all.
    """

    file: str
    mapping: str
    dry_run: bool = False
    limit: int = 0


class Imported(msgspec.Struct, kw_only=True):
    """What came of an import; in a dry run, what would come of it.

    `imported`, `updated`, `unchanged` and `refused` add up to `read`.

    Attributes:
        source: Name of the other system.
        format: `csv`, `xlsx` or `json`.
        encoding: In which the text was found; empty for a workbook.
        read: Rows read.
        persons: New or changed persons in `people/`.
        no_people: Contacts that could not be kept, as this clone has no `people/`.
        commit: The last commit; empty if nothing was written.
        first: Id of the first new ticket.
        last: Id of the last new ticket.
        problems: By line.
    """

    file: str
    source: str
    format: str
    encoding: str = ""
    dry_run: bool = False
    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    persons: int = 0
    no_people: int = 0
    commit: str = ""
    first: str = ""
    last: str = ""
    problems: list[Problem] = []


def load_mapping(call: Call) -> ImportMap:
    """Return the mapping of a call.

    Raises:
        CallError: If the file cannot be read, or says what no mapping can say.
        UnreadableError: If it is not strict YAML.
    """
    document = read_yaml(read_bytes(call.mapping), path=call.mapping)
    return read_mapping(
        document.tree, path=call.mapping, file=call.file, line=document.marks.key_line
    )


def import_file(
    desk: Desk, call: Call, *, on_progress: Callable[[int, int], None] | None = None
) -> Imported:
    """Import a sheet.

    Args:
        desk: The desk.
        call: What is to be imported.
        on_progress: Told how many tickets are committed, and of how many.

    Raises:
        RefusedError: If the one who types may not type what a sheet brings.
        CallError: If mapping or sheet cannot be read; nothing is written then.
        NotFoundError: `unknown_tier` if the store has no tier `external`.
        ConflictError: If somebody committed meanwhile, or a ticket was edited by hand.
        StoreError: If the disk refuses; nothing is written then, in `people/` neither.
    """
    for do in ("receive", "dispatch", "resolve", "close"):
        require_right(desk.powers, desk.actor.mail, *rights_for(do))
    mapping = load_mapping(call)
    sheet = open_sheet(call.file, mapping)
    done = Imported(
        file=call.file,
        source=mapping.source,
        format=mapping.format,
        encoding=sheet.encoding,
        dry_run=call.dry_run,
        problems=[],
    )
    run = _Import(desk, mapping, done)
    run.read(RowReader(mapping, sheet.columns, desk.zone).records(sheet), call.limit)
    run.compare()
    if not call.dry_run:
        run.write(on_progress)
    done.problems.sort(key=lambda problem: problem.line)
    return done


class _Import:
    """One import on its way: rows read, compared with what is there, then written."""

    def __init__(self, desk: Desk, mapping: ImportMap, done: Imported) -> None:
        now = desk.now()
        self._desk = desk
        self._mapping = mapping
        self._done = done
        self._reading = Reading(desk, mapping, now)
        self._typist = Typist(desk.typist, now)
        self._reporters = Reporters(desk, mapping.source, now)
        self._head = desk.store.head()
        self._known = self._tickets_of(mapping.source)
        self._new: list[Wanted] = []
        self._old: list[Wanted] = []
        self._changed: list[tuple[str, Ticket, Ticket]] = []

    def _tickets_of(self, system: str) -> dict[str, str]:
        """Return the key of every ticket that came from a system, with its path."""
        start = f"{system}:"
        rows = self._desk.index().db.execute(_KNOWN, (len(start), start))
        return {source[len(start) :]: path for path, source in rows}

    # -- reading --------------------------------------------------------------------------

    def read(self, records: Iterable[Record], limit: int) -> None:
        """Read all rows, note their problems, and part the new ones from the known ones."""
        done = self._done
        for record in records:
            if limit and done.read >= limit:
                break
            done.read += 1
            found = self._reading.wanted(record)
            done.problems += record.problems
            if found is None:
                done.refused += 1
                continue
            row, contact = found
            row.person = self._reporters.refer(contact, row.key)
            if not self._reporters.is_here and (contact.phones or contact.name or contact.ids):
                done.no_people += 1
            (self._old if row.key in self._known else self._new).append(row)
        done.imported = len(self._new)

    def compare(self) -> None:
        """Find which of the known tickets the rows say something new of."""
        desk, done = self._desk, self._done
        rows = {self._known[row.key]: row for row in self._old}
        for path, data in self._contents(rows):
            ticket = read_ticket(data, path=path)
            row = rows[path]
            grown, notes = update(ticket, row, self._typist, desk.book_of(ticket))
            done.problems += [Problem(line=row.line, code=code, key=row.key) for code in notes]
            if grown is ticket:
                done.unchanged += 1
            else:
                done.updated += 1
                self._changed.append((path, ticket, grown))

    def _contents(self, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield path and committed bytes of tickets, through one pipe."""
        if not wanted:
            return
        store = self._desk.store
        blobs = dict(store.list_tree(TICKETS, commit=self._head))
        paths = [path for path in wanted if path in blobs]
        contents = store.blobs([blobs[path] for path in paths])
        for path, (_, data) in zip(paths, contents, strict=True):
            yield path, data

    # -- writing --------------------------------------------------------------------------

    def write(self, on_progress: Callable[[int, int], None] | None) -> None:
        """Write persons and tickets, all or none; nothing if there is nothing new."""
        total = len(self._new) + len(self._changed)
        if not total:
            return
        desk, done = self._desk, self._done
        numbers = self._numbers(self._desk_code())
        told = (lambda count: on_progress(count, total)) if on_progress else None
        files = self._reporters.files()
        people = BulkCommit(f"{OP} {self._mapping.source}", desk.now(), files) if files else None
        done.commit, _ = import_commits(
            desk.store, desk.actor, self._commits(numbers), on_progress=told, people=people
        )
        done.persons = len(files)

    def _desk_code(self) -> str:
        with self._desk.transaction() as changes:
            self._require_head(changes.head)
            return self._desk.code(changes)

    def _numbers(self, desk: str) -> list[str]:
        """Return the ids of the new rows, in their order, after what each day already has."""
        last: dict[date, int] = {}
        for path, _ in self._desk.store.list_tree(TICKETS, commit=self._head):
            try:
                known = parse_ticket_id(path.rpartition("/")[2].removesuffix(".yaml"))
            except ValueError:
                continue
            if known.desk == desk:
                last[known.day] = max(last.get(known.day, 0), known.number)
        found = []
        for row in self._new:
            day = row.opened.date()
            last[day] = last.get(day, 0) + 1
            found.append(str(TicketId(day, desk, last[day])))
        return found

    def _commits(self, numbers: list[str]) -> Iterator[BulkCommit]:
        """Yield the commits; asked for under the lock, so the head is looked at once more."""
        self._require_head(self._desk.store.head())
        if numbers:
            self._done.first, self._done.last = numbers[0], numbers[-1]
        for row, number in zip(self._new, numbers, strict=True):
            book = self._desk.rules.book_at(row.opened)
            ticket = new_ticket(row, number, self._typist, book)
            folder = ticket_folder(row.opened.date())
            yield self._commit(f"{folder}/{number}.yaml", ticket, 0)
        for path, before, ticket in self._changed:
            yield self._commit(path, ticket, len(before.events))

    def _commit(self, path: str, ticket: Ticket, known: int) -> BulkCommit:
        events = ticket.events[known:]
        return BulkCommit(
            subject=subject(OP, ticket, events),
            at=self._typist.now,
            files=((path, write_ticket(ticket)),),
            trailers=tuple(trailers(OP, (ticket.id,), events)),
        )

    def _require_head(self, head: str) -> None:
        if head != self._head:
            raise ConflictError("head_moved", head=self._head)
