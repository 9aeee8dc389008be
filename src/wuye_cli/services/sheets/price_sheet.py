"""The sheet of prices: edits of `standards/prices.yaml` that keep its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.gateways.sheets.model import Column, Row, Table
from wuye_cli.services.price_list import price_list
from wuye_cli.services.sheets.cells import amount_text, shown_text
from wuye_cli.services.sheets.registers import in_usual_form, joined, texts_of
from wuye_cli.store.codecs.prices import PRICES, read_prices
from wuye_cli.store.yaml_text import edit_yaml, read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.domain.marks import Path
    from wuye_cli.domain.tickets.price_list import PriceItem
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.registers import Edit
    from wuye_cli.store.transaction import Transaction

_COLUMNS = (
    Column(key="id", locked=True, exact=True, width=16),
    Column(key="label", width=20),
    Column(key="label_en", width=24),
    Column(key="unit", width=8),
    Column(key="from", kind="amount", width=10),
    Column(key="to", kind="amount", width=10),
    Column(key="aliases", width=36),
    Column(key="basis", width=16),
)
_SPARE = 50
_NEEDED = ("label", "from", "to")


class PriceSheet:
    """Items of the price list."""

    needs_people = False

    def table(self, desk: Desk) -> Table:
        """Return what goes out.

        Raises:
            NotFoundError: `no_prices`.
        """
        items, _ = price_list(desk)
        return Table(
            what="prices",
            columns=_COLUMNS,
            rows=tuple(_row(item) for item in items.values()),
            base=desk.store.head(),
            at=desk.now().isoformat(),
            spare=_SPARE,
        )

    def tidied(self) -> Mapping[str, Callable[[str], str]]:
        """Return what brings the text of a column into its usual form."""
        return {"aliases": in_usual_form}

    def named(self) -> Mapping[str, Callable[[str], str]]:
        """Return nothing: there are no choices."""
        return {}

    def change(self, _desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage the changes of one item."""
        fields = _values(edit)
        _require_needed(fields)
        values: dict[Path, Any] = {("items", edit.key, key): one for key, one in fields.items()}
        _put(changes, values)

    def add(self, _desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage a new item, whose id was typed."""
        if not edit.key:
            raise CallError("sheet.lacks", field="id")
        values = {key: value for key, value in _values(edit).items() if value}
        _require_needed({key: values.get(key, "") for key in _NEEDED})
        _put(changes, {("items", edit.key): values})


def _row(item: PriceItem) -> Row:
    cells = {
        "id": item.id,
        "label": shown_text(item.label),
        "label_en": shown_text(item.label_en),
        "unit": shown_text(item.unit),
        "from": amount_text(item.least),
        "to": amount_text(item.most),
        "aliases": shown_text(joined(item.aliases)),
        "basis": shown_text(item.basis),
    }
    return Row(key=item.id, cells={key: text for key, text in cells.items() if text})


def _values(edit: Edit) -> dict[str, Any]:
    return {
        key: list(texts_of(text)) if key == "aliases" else text
        for key, text in edit.given().items()
        if key != "id"
    }


def _require_needed(fields: Mapping[str, Any]) -> None:
    for key in _NEEDED:
        if fields.get(key) == "":
            raise CallError("sheet.emptied", field=key)


def _put(changes: Transaction, values: Mapping[Path, Any]) -> None:
    """Stage an edit of the list that brings no new fault.

    Raises:
        NotFoundError: `no_prices`.
        CallError: `sheet.fault` with the rule that the new list would break.
        UncheckableError: `edit-unproven`, if the file cannot be changed without losing something.
    """
    data = changes.read(PRICES)
    if data is None:
        raise NotFoundError("no_prices", path=PRICES)
    edited = edit_yaml(data.decode(), values).encode()
    _, before = read_prices(read_plain(data, path=PRICES))
    _, after = read_prices(read_plain(edited, path=PRICES))
    fresh = [problem for problem in after if problem not in before]
    if fresh:
        raise CallError("sheet.fault", rule=fresh[0].code, value=str(fresh[0].facts.get("value")))
    changes.put(PRICES, edited)
