"""The keys of receipt codes, in `people/`: a clone without `people/` has none and can make none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.people.receipt import KEY_BYTES, SCHEMA, ReceiptKey
from wuye_cli.store.canonical import canonical
from wuye_cli.store.fast_form import read_record

if TYPE_CHECKING:
    from wuye_cli.store.repository import Store
    from wuye_cli.store.transaction import Transaction

FOLDER = "receipt-keys"


def receipt_keys(store: Store) -> list[ReceiptKey]:
    """Return the keys, the oldest first, which is the one in use; none without `people/`.

    Two desks that were apart may each have made one: codes of both hold.

    Raises:
        UncheckableError: `bad_record`, if a file is no key.
    """
    if store.people is None:
        return []
    paths = [path for path, _ in store.people.list_tree(FOLDER)]
    found = [_read(data, path) for path, data in store.people.read_many(paths)]
    return sorted(found, key=lambda key: (key.created, key.id))


def put_key(changes: Transaction, key: ReceiptKey) -> None:
    """Stage a new key.

    Raises:
        NotFoundError: `no_people`.
    """
    changes.people.put(f"{FOLDER}/{key.id}.yaml", canonical(msgspec.to_builtins(key)))


def _read(data: bytes, path: str) -> ReceiptKey:
    try:
        key = msgspec.convert(read_record(data, path=path), ReceiptKey)
        fits = key.schema == SCHEMA and len(bytes.fromhex(key.key)) == KEY_BYTES
    except ValueError as error:  # msgspec's own errors are such
        raise UncheckableError("bad_record", path=path, detail="receipt-key") from error
    if not fits:
        raise UncheckableError("bad_record", path=path, detail="receipt-key")
    return key
