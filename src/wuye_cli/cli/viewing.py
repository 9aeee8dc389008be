"""The surroundings that lists are drawn in, from a desk; the front door makes the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.cli.screen import columns, wants_colour
from wuye_cli.render.view import View
from wuye_cli.store.index_reader import names, read_meta, zone_offsets

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk


def view_of(desk: Desk) -> View:
    """Return the view of an index that was just brought up to date."""
    db = desk.index().db
    meta = read_meta(db) or {}
    return View(
        int(desk.now().timestamp()),
        zone_offsets(db),
        names(db),
        columns=columns(),
        colour=wants_colour(),
        broken=int(meta.get("broken", 0)),
    )
