"""Which sheets there are, and what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError
from wuye_cli.services.sheets import ticket_cells
from wuye_cli.services.sheets.household_sheet import HouseholdSheet
from wuye_cli.services.sheets.price_sheet import PriceSheet
from wuye_cli.services.sheets.staff_sheet import StaffSheet
from wuye_cli.store.kept_out import keep_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.gateways.sheets.model import Table
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.registers import Register

REGISTERS: dict[str, Callable[[], Register]] = {
    "staff": StaffSheet,
    "households": HouseholdSheet,
    "prices": PriceSheet,
}
"""Name of a sheet to its register."""

SHEETS = (ticket_cells.WHAT, *REGISTERS)
"""Every sheet by name."""


def keep_apart(desk: Desk) -> None:
    """See to it that no sheet that lies in the store's folder gets into its history."""
    keep_out(desk.store.ground)


def table_of(desk: Desk, what: str) -> Table:
    """Return what goes out.

    Raises:
        CallError: `unknown_sheet`.
        NotFoundError: `no_people`, `no_prices`.
    """
    if what == ticket_cells.WHAT:
        return ticket_cells.table(desk)
    if what not in REGISTERS:
        raise CallError("unknown_sheet", value=what, known=list(SHEETS))
    return REGISTERS[what]().table(desk)
