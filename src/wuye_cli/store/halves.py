"""Carrying out what is staged, and the first half of an operation over both repositories."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import pairing
from wuye_cli.store.pairing import Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.operation import Operation, Signed
    from wuye_cli.store.staging import Staging


def carry_out(staging: Staging, work: Callable[[], tuple[str, Operation]]) -> str:
    """Commit, then tell the listeners, then forget the intent.

    The commit stands whatever a listener does. The index that listeners keep is disposable and
    knows by its head that it is behind: so `OSError` and SQLite's own errors are dropped, and any
    other exception is a bug that is raised once everything is closed.
    """
    new, operation = work()
    try:
        staging.unlock()
        changed = staging.changed()
        for listener in staging.after_commit:
            try:
                listener(staging.head, new, changed)
            except OSError:
                continue
            except Exception as error:
                if not _is_sqlite(error):
                    raise
    finally:
        operation.close()
    return new


@contextmanager
def first_half(
    records: Ground, people: Ground, staging: Staging, signed: Signed, lock: int
) -> Iterator[None]:
    """Commit the people's half, noted so that it does not stay without the half in the block.

    Args:
        records: The main repository, at the commit that the second half builds on.
        people: The second repository.
        staging: What is staged there.
        signed: The commit to be made there.
        lock: Descriptor of the store's lock, held.
    """
    pair = Pair(records.head(), staging.head, signed.person, staging.entries())
    pairing.save(records, pair)
    try:
        carry_out(staging, lambda: staging.write(signed))
        yield
    except ConflictError:  # somebody was there in between, so HEAD alone would not tell
        with suppress(StoreError, OSError):
            pairing.settle(records, people, lock, never_came=True)
        raise
    finally:  # forget what is done, take back what is half done; what fails is left to the next
        with suppress(StoreError, OSError):
            pairing.settle(records, people, lock)


def _is_sqlite(error: Exception) -> bool:
    room = sys.modules.get("_sqlite3")  # if SQLite raised it, SQLite is loaded
    kind = getattr(room, "Error", None)
    return kind is not None and isinstance(error, kind)
