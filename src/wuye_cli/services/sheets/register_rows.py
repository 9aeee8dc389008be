"""Rows of a register: compared, and what is changed or added written in one commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.gateways.sheets.model import Row
from wuye_cli.services.sheets.cells import Reader
from wuye_cli.services.sheets.lines import (
    ALREADY,
    NEW,
    REFUSED,
    SAID,
    Answer,
    Compared,
    Line,
    compare,
    rows_of,
)
from wuye_cli.services.sheets.registers import Edit
from wuye_cli.services.wording import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.gateways.sheets.model import Arrived, ArrivedRow, Table
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.registers import Register
    from wuye_cli.store.transaction import Transaction

_CHANGED, _ADDED = "change", "add"


class RegisterRows:
    """The rows of one sheet of a register.

    Args:
        desk: The desk.
        arrived: What came in.
        register: Makes the register; a fresh one for each run, as it remembers what it staged.
    """

    def __init__(self, desk: Desk, arrived: Arrived, register: Callable[[], Register]) -> None:
        self._desk = desk
        self._arrived = arrived
        self._register = register
        self._rows, self._told = rows_of(arrived)

    def preview(self) -> Answer:
        """Return what would come of every row; the transaction is left without a commit."""
        with self._desk.transaction() as changes:
            return self._answer(self._judged(changes))

    def write(self, seen: Answer, _on_row: Callable[[int], None]) -> Answer:
        """Write every row that can be taken, in one commit; nothing if the preview took none."""
        if not seen.count(NEW):
            return seen
        with self._desk.transaction() as changes:
            lines = self._judged(changes)
            commit = ""
            if any(line.outcome == NEW for line in lines):
                trailers = [("Wuye-Op", "sheet"), ("Wuye-Format", FORMAT)]
                commit = changes.commit(f"sheet {self._arrived.what}", trailers=trailers)
        if commit and self._register().needs_people and self._desk.store.people is not None:
            commit = self._desk.store.people.head()
        self._desk.forget()
        return self._answer(lines, (commit,) if commit else ())

    def _judged(self, changes: Transaction) -> list[Line]:
        """Stage every row that can be taken, and return what is said of each cell."""
        register = self._register()
        table = register.table(self._desk)
        store = {row.key: row for row in table.rows}
        reader = Reader(
            now=self._desk.now(),
            went_out=self._arrived.at,
            shown=self._arrived.shown,
            named=register.named(),
            tidied=register.tidied(),
        )
        lines = list(self._told)
        for row, key in self._rows:
            out = self._arrived.out.get(key)
            if out is not None:
                found = compare(row, out, store.get(key), table.columns, reader)
                self._change(register, changes, found, gone=key not in store)
            else:
                found = self._new(table, row, key, reader)
                self._add(register, changes, found)
            lines += found.lines.values()
        return lines

    def _change(
        self, register: Register, changes: Transaction, found: Compared, *, gone: bool
    ) -> None:
        if not found.changed:
            return
        if gone:
            found.settle(list(found.changed), REFUSED, "sheet.unknown", id=found.key)
            return
        self._stage(register.change, _CHANGED, changes, found)

    def _new(self, table: Table, row: ArrivedRow, key: str, reader: Reader) -> Compared:
        """Return a new row compared with nothing; one that was added since is in already."""
        first, *others = table.columns
        found = compare(row, Row(key=key), None, others, reader)
        fresh = [one for one in table.rows if one.key not in self._arrived.out]
        values = {name: text for name, text in found.values.items() if text}
        for one in fresh:
            same = {name: text for name, text in one.cells.items() if name != first.key}
            if same == values and (not key or key == one.key):
                found.settle(list(found.changed), ALREADY)
        return found

    def _add(self, register: Register, changes: Transaction, found: Compared) -> None:
        """Stage a new row: whole, or not at all."""
        bad = found.held(list(found.lines))
        if bad:
            found.settle(list(found.changed), REFUSED, "sheet.held_back", cell=bad)
        elif found.changed:
            self._stage(register.add, _ADDED, changes, found)

    def _stage(
        self,
        stage: Callable[[Desk, Transaction, Edit], None],
        event: str,
        changes: Transaction,
        found: Compared,
    ) -> None:
        keys = list(found.changed)
        try:
            stage(self._desk, changes, Edit(found.key, found.values, keys))
        except SAID as error:
            found.settle(keys, REFUSED, error.code, **error.facts)
            return
        found.name(keys, event)

    def _answer(self, lines: list[Line], commits: tuple[str, ...] = ()) -> Answer:
        told = sorted(lines, key=lambda line: (line.line == 0, line.line))
        return Answer(
            what=self._arrived.what,
            rows=len(self._arrived.rows),
            lines=tuple(told),
            commits=commits,
        )
