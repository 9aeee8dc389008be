"""Rows of tickets: found, compared, and each ticket's events written in one commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import ConflictError, UncheckableError
from wuye_cli.services.sheets import ticket_cells
from wuye_cli.services.sheets.cells import Reader
from wuye_cli.services.sheets.lines import (
    CONFLICT,
    NEW,
    REFUSED,
    Answer,
    Line,
    compare,
    rows_of,
)
from wuye_cli.services.sheets.ticket_drafts import Row
from wuye_cli.services.sheets.ticket_events import events_of
from wuye_cli.store.codecs.tickets import read_ticket

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.gateways.sheets.model import Arrived, ArrivedRow
    from wuye_cli.gateways.sheets.model import Row as Cells
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.lines import Compared
    from wuye_cli.services.sheets.ticket_events import Refusals
    from wuye_cli.store.transaction import Transaction

_LONGEST_NAME = 40


class TicketRows:
    """The rows of one sheet of tickets.

    Args:
        desk: The desk.
        arrived: What came in.
        name: The name of the sheet, for the evidence of each event.
    """

    def __init__(self, desk: Desk, arrived: Arrived, name: str) -> None:
        self._desk = desk
        self._arrived = arrived
        self._name = name[:_LONGEST_NAME]
        self._rows, self._told = rows_of(arrived)
        self._reader = Reader(
            now=desk.now(),
            went_out=arrived.at,
            shown=arrived.shown,
            named=ticket_cells.named(desk),
            tidied=ticket_cells.tidied(desk, arrived.at),
        )

    def preview(self) -> Answer:
        """Return what would come of every row; the transaction is left without a commit."""
        lines = list(self._told)
        touched = []
        for row, key in self._rows:
            out = self._arrived.out.get(key)
            if out is None:
                lines.append(_unknown(row, key))
            elif compare(row, out, None, ticket_cells.COLUMNS, self._reader).lines:
                touched.append((row, out))
        if touched:
            with self._desk.transaction() as changes:
                for row, out in touched:
                    judged = self._judged(changes, row, out, {})
                    lines += judged.lines.values() if judged else [_unknown(row, out.key)]
        return self._answer(lines)

    def write(self, seen: Answer, on_row: Callable[[int], None]) -> Answer:
        """Write the rows of which the preview took anything, counting them."""
        wanted = {line.line for line in seen.lines if line.outcome == NEW}
        lines = [line for line in seen.lines if line.line not in wanted]
        commits = []
        for row, key in self._rows:
            if row.line in wanted:
                refused = _refused(seen, row.line)
                told, commit = self._written(row, self._arrived.out[key], refused)
                lines += told
                commits += [commit] if commit else []
                on_row(len(commits))
        return self._answer(lines, tuple(commits))

    def _written(self, row: ArrivedRow, out: Cells, refused: Refusals) -> tuple[list[Line], str]:
        """Write the events of one row in one commit, judged by the ticket as it stands now."""
        desk = self._desk
        with desk.transaction() as changes:
            judged = self._judged(changes, row, out, refused)
            if judged is None:
                return [_unknown(row, out.key)], ""
            if not judged.drafts:
                return list(judged.lines.values()), ""
            try:
                written = desk.append(
                    changes, judged.path, judged.ticket, judged.drafts, op="sheet"
                )
            except ConflictError as error:
                keys = list(judged.compared.changed)
                judged.compared.settle(keys, REFUSED, error.code, **error.facts)
                return list(judged.lines.values()), ""
        return list(judged.lines.values()), written.commit

    def _judged(
        self, changes: Transaction, row: ArrivedRow, out: Cells, refused: Refusals
    ) -> _Judged | None:
        """Compare a row with its ticket under the lock, and work out its events."""
        found = self._ticket(changes, out)
        if found is None:
            return None
        path, ticket = found
        store = ticket_cells.row_of(self._desk, ticket)
        compared = compare(row, out, store, ticket_cells.COLUMNS, self._reader)
        cells = Row(
            desk=self._desk,
            ticket=ticket,
            known=self._known(path),
            src=f"sheet:{self._name}#{row.line}",
            cells=compared,
        )
        drafts = events_of(cells, changes, refused=refused)
        return _Judged(path, ticket, compared, drafts)

    def _ticket(self, changes: Transaction, out: Cells) -> tuple[str, Ticket] | None:
        """Return path and ticket of a row: the one with that id that has the same uid."""
        for seen in self._desk.index().find(out.key):
            path = str(seen["path"])
            data = changes.read(path)
            try:
                ticket = read_ticket(data, path=path) if data is not None else None
            except UncheckableError:
                continue
            if ticket is not None and ticket.uid == out.mark:
                return path, ticket
        return None

    def _known(self, path: str) -> frozenset[str]:
        """Return the ids of the events that a ticket had when the sheet went out."""
        data = self._desk.store.read_at(self._arrived.base, path)
        ticket = read_ticket(data, path=path) if data is not None else None
        return frozenset(event.id for event in ticket.events) if ticket else frozenset()

    def _answer(self, lines: list[Line], commits: tuple[str, ...] = ()) -> Answer:
        told = sorted(lines, key=lambda line: (line.line == 0, line.line))
        return Answer(
            what=ticket_cells.WHAT,
            rows=len(self._arrived.rows),
            lines=tuple(told),
            commits=commits,
        )


class _Judged:
    """A row judged: its ticket, what is said of its cells, and its events."""

    def __init__(self, path: str, ticket: Ticket, compared: Compared, drafts: list[Any]) -> None:
        self.path = path
        self.ticket = ticket
        self.compared = compared
        self.drafts = drafts

    @property
    def lines(self) -> dict[str, Line]:
        return self.compared.lines


def _refused(seen: Answer, line: int) -> Refusals:
    """Return what the preview refused of a row, by column."""
    bad = {REFUSED, CONFLICT}
    return {
        told.column: (told.code, told.facts)
        for told in seen.lines
        if told.line == line and told.outcome in bad
    }


def _unknown(row: ArrivedRow, key: str) -> Line:
    first = next(iter(row.cells.values()))
    return Line(
        line=row.line,
        cell=first.name,
        key=key,
        outcome=REFUSED,
        code="sheet.unknown",
        facts={"id": key},
    )
