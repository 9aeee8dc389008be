"""From a ticket's id to its path and back; a path never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.identity import parse_ticket_id

if TYPE_CHECKING:
    from datetime import date

TICKETS = "records/tickets"
"""Folder of the ticket files."""


def is_ticket(path: str) -> bool:
    """Tell whether a path is that of a ticket file."""
    return path.startswith(TICKETS + "/") and path.endswith(".yaml")


def ticket_folder(day: date) -> str:
    """Return the folder of the tickets received on a local day."""
    return f"{TICKETS}/{day:%Y/%m/%d}"


def ticket_path(name: str) -> str:
    """Return the path of a ticket's file.

    Raises:
        ValueError: If `name` is no ticket id.

    Example:
        >>> ticket_path("WY-261121-A017")
        'records/tickets/2026/11/21/WY-261121-A017.yaml'
    """
    return f"{ticket_folder(parse_ticket_id(name).day)}/{name}.yaml"
