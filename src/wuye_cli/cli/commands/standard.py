"""wuye standard: the written standards; each part is loaded when it is named."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from wuye_cli.cli.options import h

if TYPE_CHECKING:
    from collections.abc import Callable

HELP = h(
    "标准文件：对住户的承诺、员工怎么做、怎么检查。例：wuye standard list",
    "The written standards: what is promised, how it is done, how it is inspected.\n"
    "Example: wuye standard list",
)

_PARTS: dict[str, tuple[str, str, str, str]] = {
    # name: module beside this one, function, one line in Chinese, one line in English
}

PARTS: dict[str, tuple[str, str]] = {name: (zh, en) for name, (_, _, zh, en) in _PARTS.items()}
"""Subcommands with their lines in Chinese and English."""


def part(name: str) -> Callable[..., object]:
    """Return the function of a subcommand, its module imported now."""
    module, function, _, _ = _PARTS[name]
    found: Callable[..., object] = getattr(import_module(f"{__package__}.{module}"), function)
    return found
