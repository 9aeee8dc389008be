"""The stores that the benchmark works on: made once, warmed, and written to as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.bench.generate import Shape, make_store

from wuye_cli.store.house import load_house
from wuye_cli.store.index import Index
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from pathlib import Path


class Made(NamedTuple):
    """A made store, with a checkout.

    Attributes:
        size: How many tickets it was made with.
        place: Its folder.
        ticket: Id of an open ticket; empty in an empty store.
        path: That ticket's file.
    """

    size: int
    place: Path
    ticket: str = ""
    path: str = ""


def made(work: Path, size: int, kind: str = "store") -> Made:
    """Return a store of so many tickets with its index warm; one that is there already is taken."""
    place = work / f"{kind}-{size}"
    if not (place / ".git").exists():
        make_store(place, Shape(size), checkout=True)
    store = Store.open(place)
    index = Index.open(store)
    row = index.refresh(lambda: load_house(store)).execute(_NEWEST_OPEN).fetchone()
    index.close()
    store.close()
    return Made(size, place, *(row or ("", "")))


_NEWEST_OPEN = "SELECT id, path FROM tickets WHERE is_open = 1 ORDER BY opened_at DESC"
