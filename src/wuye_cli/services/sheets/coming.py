"""A sheet that comes back: previewed under the lock, then written, the same way both times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, StoreError
from wuye_cli.gateways.importers.sheet import read_bytes
from wuye_cli.gateways.sheets.reading import read_workbook
from wuye_cli.services.sheets import ticket_cells
from wuye_cli.services.sheets.going import REGISTERS, SHEETS
from wuye_cli.services.sheets.register_rows import RegisterRows
from wuye_cli.services.sheets.ticket_rows import TicketRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.gateways.sheets.model import Arrived
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.lines import Answer


class Coming:
    """One sheet on its way in.

    Args:
        desk: The desk.
        arrived: What came in.
        name: The name of the sheet for the records.

    Raises:
        CallError: `unknown_sheet`; `sheet_other_store` if the sheet went out from a history that
            this clone does not have.
    """

    def __init__(self, desk: Desk, arrived: Arrived, name: str) -> None:
        if arrived.what not in SHEETS:
            raise CallError("unknown_sheet", value=arrived.what, known=list(SHEETS))
        _require_base(desk, arrived.base)
        self.what = arrived.what
        if arrived.what == ticket_cells.WHAT:
            self._rows: TicketRows | RegisterRows = TicketRows(desk, arrived, name)
        else:
            self._rows = RegisterRows(desk, arrived, REGISTERS[arrived.what])

    def preview(self) -> Answer:
        """Return what would come of it; nothing is written."""
        return self._rows.preview()

    def write(self, seen: Answer, on_row: Callable[[int], None] = lambda _count: None) -> Answer:
        """Write what was seen, judged anew under the lock, and return what came of it."""
        return self._rows.write(seen, on_row)


def read_sheet(path: str) -> Arrived:
    """Return what a file brings.

    Raises:
        CallError: If it cannot be read or is none of our sheets; see `read_workbook`.
    """
    return read_workbook(read_bytes(path))


def _require_base(desk: Desk, base: str) -> None:
    """Refuse a sheet of another store, or of commits that were not fetched yet."""
    try:
        if base:
            desk.store.list_tree("standards", commit=base)
            return
    except (StoreError, ValueError):
        pass
    raise CallError("sheet_other_store", base=base[:10])
