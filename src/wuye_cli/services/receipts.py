"""Receipt codes: made for a ticket, and held against what a caller says later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.identity import event_id
from wuye_cli.domain.people.receipt import KEY_BYTES, ReceiptKey, code_of, is_code_of
from wuye_cli.store.receipt_keys import put_key, receipt_keys

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk


def receipt_code(desk: Desk, ticket: Ticket) -> str:
    """Return the code of a ticket's receipt, the same every time; "" in a clone without `people/`.

    The first receipt of a store makes the key, by a commit in `people/` alone.

    Raises:
        ConflictError: `lock_timeout`, when the key is to be made and another process writes.
    """
    if desk.store.people is None:
        return ""
    keys = receipt_keys(desk.store) or _made(desk)
    return code_of(keys[0].key, ticket.uid)


def _made(desk: Desk) -> list[ReceiptKey]:
    with desk.transaction() as changes:
        known = receipt_keys(desk.store)  # somebody else may have been quicker
        if known:
            return known
        key = ReceiptKey(
            id=event_id(desk.entropy(7)), created=desk.now(), key=desk.entropy(KEY_BYTES).hex()
        )
        put_key(changes, key)
        changes.commit("receipt-key")
    return [key]


def is_receipt_code(desk: Desk, ticket: Ticket, typed: str) -> bool:
    """Tell whether what a caller says is the code of that ticket, by any key of the store."""
    return any(is_code_of(typed, key.key, ticket.uid) for key in receipt_keys(desk.store))
