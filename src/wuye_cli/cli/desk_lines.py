"""Lines fed to the desk by arguments, a file or a pipe: each answered in its turn."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, TextIO

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, say_error
from wuye_cli.cli.line_echo import entry_text, entry_view, error_view, question_text
from wuye_cli.cli.output import say, screen
from wuye_cli.domain.errors import CallError, WuyeError
from wuye_cli.domain.line.line import Question
from wuye_cli.domain.line.printing import print_line
from wuye_cli.domain.line.reading import read_line
from wuye_cli.render.machine import to_json_lines
from wuye_cli.render.plain import clean
from wuye_cli.services.lines import Entry, enter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ASKED = 2
"""Status of a line that was not understood."""
SOME_NOT = 1
"""Status of a run in which a line was not entered."""
_COMMENT = "#"


class Ways(NamedTuple):
    """How lines are answered.

    Attributes:
        root: Where the store is looked for.
        only_read: Say what is understood, and write nothing.
    """

    root: Path
    as_json: bool = False
    only_read: bool = False


def one_line(text: str, ways: Ways) -> int:
    """Enter one line; the status is 2 for a question, else that of its error.

    Raises:
        WuyeError: As `services.lines.enter`, where no JSON was asked for.
    """
    try:
        return 0 if answer(text, ways).question is None else ASKED
    except WuyeError as error:
        if not ways.as_json:
            raise
        say(to_json_lines([error_view(text, error)]))
        return error.exit_status


def from_file(path: str, ways: Ways) -> int:
    """Enter the lines of a file.

    Raises:
        CallError: `desk_no_file`, if it cannot be read or is not UTF-8.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123 - a path of the person's own
            lines = file.read().splitlines()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise CallError("desk_no_file", path=path, reason=reason) from error
    return _feed(lines, ways)


def from_stream(stream: TextIO, ways: Ways) -> int:
    """Enter what a pipe brings, line by line as it comes."""
    return _feed((line.rstrip("\r\n") for line in stream), ways)


def _feed(lines: Iterable[str], ways: Ways) -> int:
    """Answer each line; blank ones and those behind `#` are skipped, refused ones stop nothing."""
    read = failed = 0
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.lstrip().startswith(_COMMENT):
            continue
        read += 1
        if not ways.as_json:
            say(f"> {clean(text.strip())}")
        failed += not _fed(text, number, ways)
        sys.stdout.flush()
    if not ways.as_json:
        complain("desk.fed", read=read, entered=read - failed, failed=failed)
    return SOME_NOT if failed else 0


def _fed(text: str, number: int, ways: Ways) -> bool:
    try:
        entry = answer(text, ways)
    except WuyeError as error:
        if ways.as_json:
            say(to_json_lines([error_view(text, error)]))
        else:
            sys.stdout.flush()
            complain("desk.line", number=number)
            say_error(error)
        return False
    return entry.question is None


def answer(text: str, ways: Ways) -> Entry:
    """Read one line, do what it says, and answer on stdout.

    Raises:
        WuyeError: As `services.lines.enter`.
    """
    if ways.only_read:
        return _only_read(text, ways)
    desk = open_desk(ways.root)
    entry = enter(desk, text)
    if ways.as_json:
        say(to_json_lines([entry_view(desk, text, entry)]))
    else:
        say(entry_text(desk, entry, screen()))
    return entry


def _only_read(text: str, ways: Ways) -> Entry:
    """Say how a line is understood, without a store."""
    found = read_line(text)
    question = found if isinstance(found, Question) else None
    line = None if isinstance(found, Question) else found
    if ways.as_json:
        say(to_json_lines([entry_view(None, text, Entry(line=line, question=question))]))
    else:
        say(
            question_text(found)
            if isinstance(found, Question)
            else f"  = {clean(print_line(found))}"
        )
    return Entry(line=line, question=question)
