"""The sheet of the staff."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.people.staff import ROLES
from wuye_cli.gateways.sheets.model import Choice, Column, Row, Table
from wuye_cli.services import staff_register
from wuye_cli.services.residents import phones_typed
from wuye_cli.services.sheets.cells import shown_text
from wuye_cli.services.sheets.registers import in_usual_form, joined, texts_of
from wuye_cli.services.vocabulary import ROLES as SPOKEN
from wuye_cli.services.vocabulary import choice_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.registers import Edit
    from wuye_cli.services.staff_register import Entry
    from wuye_cli.store.transaction import Transaction

_COLUMNS = (
    Column(key="id", locked=True, exact=True, width=14),
    Column(key="name", width=12),
    Column(key="aliases", width=20),
    Column(key="role", kind="choice", closed=True, width=10),
    Column(key="skills", width=16),
    Column(key="wechat", exact=True, width=16),
    Column(key="zone", exact=True, width=12),
    Column(key="mail", width=22),
    Column(key="phone", exact=True, width=16),
    Column(key="left", kind="day", width=12),
)
_SPARE = 50


class StaffSheet:
    """Rows of `records/staff/`, with the phones that are in `people/`."""

    needs_people = False

    def table(self, desk: Desk) -> Table:
        """Return what goes out."""
        return Table(
            what="staff",
            columns=_COLUMNS,
            rows=tuple(_row(entry) for entry in staff_register.entries(desk)),
            choices={"role": tuple(Choice(name, "") for name in ROLES)},
            base=desk.store.head(),
            at=desk.now().isoformat(),
            spare=_SPARE,
        )

    def tidied(self) -> Mapping[str, Callable[[str], str]]:
        """Return what brings the text of a column into its usual form."""
        lists = dict.fromkeys(staff_register.LISTS, in_usual_form)
        return {**lists, "phone": lambda text: " ".join(phones_typed(text))}

    def named(self) -> Mapping[str, Callable[[str], str]]:
        """Return what finds a role."""
        return {"role": lambda text: choice_of(text, SPOKEN, "role")}

    def change(self, desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage the changes of one member."""
        fields, phone = _fields(desk, edit)
        entry = staff_register.entry_of(desk, edit.key)
        staff_register.change_member(desk, changes, entry, fields, phone=phone)

    def add(self, desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage a new member."""
        fields, phone = _fields(desk, edit)
        if not fields.get("name"):
            raise CallError("sheet.lacks", field="name")
        staff_register.new_member(desk, changes, fields, wanted=edit.key, phone=phone or "")


def _row(entry: Entry) -> Row:
    member = entry.member
    cells = {
        "id": member.id,
        "name": shown_text(member.name),
        **{name: shown_text(joined(getattr(member, name))) for name in staff_register.LISTS},
        "role": member.role,
        "zone": shown_text(member.zone),
        "mail": shown_text(member.mail),
        "phone": " ".join(entry.phones),
        "left": member.left.isoformat() if member.left else "",
    }
    return Row(key=member.id, cells={key: text for key, text in cells.items() if text})


def _fields(desk: Desk, edit: Edit) -> tuple[dict[str, Any], str | None]:
    """Return the fields that a row changes, and the phone if that is among them."""
    given = edit.given()
    given.pop("id", None)
    phone = given.pop("phone", None)
    fields: dict[str, Any] = {
        name: texts_of(text) if name in staff_register.LISTS else text
        for name, text in given.items()
    }
    if "left" in fields:
        fields["left"] = date.fromisoformat(fields["left"]) if fields["left"] else None
    return staff_register.tidy(desk, fields), phone
