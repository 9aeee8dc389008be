"""wuye ticket: new, list, show and every step; each part is loaded when it is named."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from wuye_cli.cli.verb_table import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS: dict[str, tuple[str, str, str, str]] = {
    # name: module beside this one, function, one line in Chinese, one line in English
    "new": ("ticket_new", "new", "登记一张新工单", "Receive a new ticket."),
    "list": ("ticket_read", "list_", "列出工单（默认未归档的）", "List tickets (the open ones)."),
    "dispatch": ("dispatch", "command", "派单", "Give a ticket to somebody."),
    "visit": ("visit", "command", "回访，满意就归档", "Follow up; satisfied, it is archived."),
    "show": ("ticket_read", "show", "查看一张工单", "Show a ticket."),
    "history": ("audit", "show_timeline", "工单的经过与提交", "What happened, with commits."),
    "explain": ("ticket_explain", "explain", "逐日说明时限的来历", "How each due came about."),
    "attach": ("ticket_attach", "attach_", "附照片或扫描件", "Attach a photo or scan."),
}

PARTS: dict[str, tuple[str, str]] = {
    **{name: (zh, en) for name, (_, _, zh, en) in _PARTS.items()},
    **{name: (verb.zh, verb.en) for name, verb in VERBS.items()},
}
"""Subcommands with their lines in Chinese and English."""


def part(name: str) -> Callable[..., object]:
    """Return the function of a subcommand, its module imported now."""
    if name in VERBS:
        made: Callable[..., object] = import_module("wuye_cli.cli.verbs").command_of(name)
        return made
    module, function, _, _ = _PARTS[name]
    found: Callable[..., object] = getattr(import_module(f"{__package__}.{module}"), function)
    return found
