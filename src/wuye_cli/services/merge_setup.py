"""What makes git itself merge as `sync` does: attributes that are committed, a driver by clone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import ConflictError
from wuye_cli.services.wording import FORMAT
from wuye_cli.store.founding import MERGED, MERGED_PEOPLE, with_lines
from wuye_cli.store.hooks import set_merge_driver

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.repository import Store

ATTRIBUTES = ".gitattributes"


def lacking(desk: Desk) -> list[str]:
    """Return the attribute files that do not name the driver, as a store of old has them."""
    return [path for path, store, lines in _places(desk) if _mended(store, lines) is not None]


def set_up(desk: Desk) -> bool:
    """Name the driver in this clone, and in committed attributes; say whether those were written.

    A file with a hand edit is left alone: the next time will do.
    """
    written = False
    for _, store, lines in _places(desk):
        set_merge_driver(store.ground)
        text = _mended(store, lines)
        if text is not None:
            with suppress(ConflictError):
                written |= _commit(desk, store, text)
    return written


def _places(desk: Desk) -> list[tuple[str, Store, tuple[str, ...]]]:
    found = [(ATTRIBUTES, desk.store, MERGED)]
    if desk.store.people is not None:
        found.append((f"people/{ATTRIBUTES}", desk.store.people, MERGED_PEOPLE))
    return found


def _mended(store: Store, lines: tuple[str, ...]) -> bytes | None:
    """Return the attributes with what they lack; None if they lack nothing, or there is no HEAD."""
    data = store.read(ATTRIBUTES) if store.head() else b""
    text = with_lines(data, lines)
    return text if store.head() and text != data else None


def _commit(desk: Desk, store: Store, text: bytes) -> bool:
    with store.transaction(by=desk.actor, at=desk.now(), on_wait=desk.on_wait) as changes:
        changes.put(ATTRIBUTES, text)
        trailers = [("Wuye-Op", "attributes"), ("Wuye-Format", FORMAT)]
        return bool(changes.commit("merge by facts: .gitattributes", trailers=trailers))
