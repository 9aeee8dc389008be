"""English words on the crew's pages, and about writing them."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "crew.foreign": "{path} was not written by wuye crew and stays as it is. Name another folder: wuye crew DIR",
    "crew.inside": "{path} is where the store keeps its records; pages do not belong there. Name another folder: wuye crew ../crew",
    "crew.written": "pages written: {count}, beginning at {path}",
    "crew.removed": "old pages without tickets removed: {count}",
    "crew.unassigned": "{count} tickets are given to nobody yet: wuye ticket list",
    "crew.index": "Who has what",
    "crew.made": "made {at}",
    "crew.how": "One tap copies a line; paste it into the chat",
    "crew.none": "no open tickets",
    "crew.window": "appointed {window}",
    "crew.due": "{clock} by {at}",
    "crew.late": "{clock} overdue ({at})",
    "crew.copied": "Copied, paste it into the chat:",
    "crew.by_hand": "Could not copy; press and hold this line:",
    "crew.line": "the line to send",
    "crew.button.accept": "accept",
    "crew.button.arrive": "arrived",
    "crew.button.no_access": "nobody home",
    "crew.button.contain": "contained",
    "crew.button.done": "done",
    "crew.button.dissuade.yes": "stopped",
    "crew.button.dissuade.no": "goes on",
}
