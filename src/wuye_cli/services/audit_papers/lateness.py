"""When an entry counts as late: what the policy says, else what the trade's rule of thumb is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.tickets.standing import LATE_ENTRY_S
from wuye_cli.domain.timekeeping.limit import parse_limit
from wuye_cli.store.codecs.policy import POLICY
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk


def late_after(desk: Desk) -> int:
    """Return after how many seconds an event counts as entered late (`audit.late_entry`)."""
    data = desk.store.read(POLICY)
    try:
        audit = read_plain(data, path=POLICY).get("audit") if data else None
        text = audit.get("late_entry") if isinstance(audit, dict) else None
        return (parse_limit(text).seconds if isinstance(text, str) else None) or LATE_ENTRY_S
    except (UncheckableError, ValueError):  # `check` tells what is wrong with it
        return LATE_ENTRY_S
