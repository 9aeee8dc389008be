"""The line under lists and tickets that conflicts of merges are left to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import sentence
from wuye_cli.store.conflict_note import noted

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk


def conflicts_told(desk: Desk, path: str = "") -> str:
    """Return the line, with the break before it; nothing if no conflict is left.

    Args:
        desk: The desk.
        path: Only those of this file.
    """
    count = len(noted(desk.store.ground.private, path))
    return "\n" + sentence("conflict.told", count=count) if count else ""
