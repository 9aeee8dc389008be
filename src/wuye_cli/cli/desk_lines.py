"""Lines fed to the desk by arguments, a file or a pipe: each answered in its turn."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, TextIO

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, complain_text, spoken
from wuye_cli.cli.line_echo import entry_text, entry_view, error_view, question_text
from wuye_cli.cli.output import say, screen
from wuye_cli.domain.errors import CallError, WuyeError
from wuye_cli.domain.line.line import Question
from wuye_cli.domain.line.printing import print_line
from wuye_cli.domain.line.reading import read_line
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.machine import to_json_lines
from wuye_cli.render.plain import clean
from wuye_cli.services.lines import Entry, enter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wuye_cli.services.desk import Desk

ASKED = 2
"""Status of a line that was not understood."""
SOME_NOT = 1
"""Status of a run in which a line was not entered."""
_COMMENT = "#"
_BOM = "\ufeff"


class Ways(NamedTuple):
    """How lines are answered.

    Attributes:
        root: Where the store is looked for.
        only_read: Say what is understood, and write nothing.
        prompted: Somebody sits there and answers questions, so they are no complaints.
    """

    root: Path
    as_json: bool = False
    only_read: bool = False
    prompted: bool = False


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
            lines = list(file)
    except (OSError, UnicodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise CallError("desk_no_file", path=path, reason=reason) from error
    return _feed(lines, ways)


def from_stream(stream: TextIO, ways: Ways) -> int:
    """Enter what a pipe brings, line by line as it comes."""
    return _feed(stream, ways)


def _feed(lines: Iterable[str], ways: Ways) -> int:
    """Answer each line; blank ones and those behind `#` are skipped, refused ones stop nothing."""
    read = failed = 0
    for number, typed in enumerate(lines, 1):
        text = typed.strip().removeprefix(_BOM)
        if not text or text.startswith(_COMMENT):
            continue
        read += 1
        if not ways.as_json:
            say(f"> {clean(text)}")
        failed += not _fed(text, number, ways)
        sys.stdout.flush()
    if not ways.as_json:
        complain("desk.fed", read=read, entered=read - failed, failed=failed)
    return SOME_NOT if failed else 0


def _fed(text: str, number: int, ways: Ways) -> bool:
    try:
        _require_text(text)
        return answer(text, ways, number).question is None
    except WuyeError as error:
        if ways.as_json:
            say(to_json_lines([error_view(text, error, number)]))
        else:
            _complain_of(number, spoken(error.code, **error.facts))
        return False


def _require_text(text: str) -> None:
    """Refuse bytes that are no UTF-8; Python reads them as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CallError("desk_not_text") from error


def answer(text: str, ways: Ways, number: int = 0) -> Entry:
    """Read one line, do what it says, and answer: on stdout, a question without a prompt on stderr.

    Args:
        text: As typed.
        ways: How it is answered.
        number: Its place in what is fed, 0 for a line of its own.

    Raises:
        WuyeError: As `services.lines.enter`.
    """
    if ways.only_read:
        entry = _only_read(text)
        _say(None, text, entry, ways, number)
        return entry
    with closing(open_desk(ways.root)) as desk:
        entry = enter(desk, text)
        _say(desk, text, entry, ways, number)
    return entry


def _say(desk: Desk | None, text: str, entry: Entry, ways: Ways, number: int) -> None:
    if ways.as_json:
        say(to_json_lines([entry_view(desk, text, entry, number)]))
    elif entry.question is not None and not ways.prompted:
        _complain_of(number, question_text(entry.question))
    elif desk is None:
        say(f"  = {clean(print_line(entry.line))}" if entry.line else "")
    else:
        say(entry_text(desk, entry, screen()))


def _complain_of(number: int, text: str) -> None:
    sys.stdout.flush()
    complain_text((sentence("desk.line", number=str(number)) if number else "") + text)


def _only_read(text: str) -> Entry:
    """Read a line, without a store."""
    found = read_line(text)
    return Entry(question=found) if isinstance(found, Question) else Entry(line=found)
