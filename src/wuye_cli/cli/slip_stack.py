"""A stack of slips typed or fed: each answered in its turn; at the end the numbers that lack."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, say_error
from wuye_cli.cli.line_echo import entry_text, entry_view, error_view
from wuye_cli.cli.output import say, screen
from wuye_cli.cli.typed_text import STDIN, read_text
from wuye_cli.domain.errors import CallError
from wuye_cli.render.machine import to_json
from wuye_cli.services.slip_entry import Slip, enter_slip, gaps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wuye_cli.services.desk import Desk

SOME_NOT = 1


def run(root: Path, file: str, *, as_json: bool) -> int:
    """Enter a stack of slips.

    Returns:
        0; 1 if one was not entered.
    """
    desk = open_desk(root)
    lines: Iterable[str] = sys.stdin if file == STDIN else read_text(file).splitlines()
    done: list[Slip] = []
    views: list[dict[str, Any]] = []
    for text in lines:
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        slip = enter_slip(desk, text.rstrip("\r\n"))
        done.append(slip)
        if as_json:
            views.append(_view(desk, slip))
        else:
            _answer(desk, slip)
    entered = [slip for slip in done if slip.entry is not None and slip.entry.written is not None]
    missing = gaps(slip.number for slip in done if slip.number)
    if as_json:
        say(to_json({"slips": views, "missing": missing}))
    else:
        complain("slips.done", read=len(done), entered=len(entered), missing=missing)
    return 0 if len(entered) == len(done) else SOME_NOT


def _answer(desk: Desk, slip: Slip) -> None:
    if slip.error is not None:
        sys.stdout.flush()
        say_error(slip.error)
    elif slip.entry is not None:
        say(entry_text(desk, slip.entry, screen()))
        sys.stdout.flush()


def _view(desk: Desk, slip: Slip) -> dict[str, Any]:
    if slip.entry is not None:
        return {"slip": slip.number, **entry_view(desk, slip.text, slip.entry)}
    error = slip.error or CallError("slip_no_number", value=slip.text)
    return {"slip": slip.number, **error_view(slip.text, error)}
