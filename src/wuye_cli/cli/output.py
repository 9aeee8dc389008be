"""Put a result where it was asked for: text, JSON or CSV, on stdout or in files."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.cli.exits import as_store_error, complain
from wuye_cli.domain.errors import CallError
from wuye_cli.render.machine import to_csv, to_json, to_json_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Table = tuple[Sequence[str], Sequence[Sequence[Any]]]


class Screen(NamedTuple):
    """What a text is drawn for: columns (None for no limit) and whether colours show."""

    columns: int | None = None
    colour: bool = False


class Wanted(NamedTuple):
    """What a person asked for: the values of `--json`, `--csv` and `-o`."""

    as_json: bool = False
    as_csv: bool = False
    output: Sequence[str] | None = None


def emit(
    value: Any,
    *,
    text: Callable[[Screen], str],
    table: Callable[[], Table] | None = None,
    wanted: Wanted | None = None,
    more: Mapping[str, Callable[[], str | bytes]] | None = None,
) -> None:
    """Write a result in every form asked for; without a wish, as text on stdout.

    Args:
        value: What JSON shows.
        text: Draws the result for people.
        table: Heads and rows for CSV; None if the result is no table.
        wanted: The options of the command.
        more: Other formats of this command, by name.

    Raises:
        CallError: If a format is unknown or a file cannot be named so.
        StoreError: If a file cannot be written.
    """
    forms = _forms(value, text, table) | dict(more or {})
    asked = _asked(wanted or Wanted(), forms)  # all wishes are read before the first is written
    for form, path in asked:
        if not path:
            _print(text(screen()) if form == "text" else forms[form]())
        elif form == "csv" and table is not None:
            save(path, to_csv(*table(), for_file=True))
        else:
            save(path, forms[form]())


def say(text: str) -> None:
    """Write a line on stdout; the text is safe to show already (`render` and `exits.spoken`)."""
    if sys.stdout is not None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")


def save(path: str, content: str | bytes) -> None:
    """Write a file for a person and say so on stderr.

    Raises:
        CallError: If there is no such directory, or the path is one.
        StoreError: If the disk is full, out of reach or not writable.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        Path(path).write_bytes(data)
    except (OSError, ValueError) as error:
        known = as_store_error(error) if isinstance(error, OSError) else None
        reason = getattr(error, "strerror", None) or str(error)
        raise known or CallError("bad_value", value=path, field="-o", reason=reason) from error
    complain("output.written", path=path)


def screen() -> Screen:
    """Return what stdout is: its columns on a terminal, and whether to colour."""
    is_terminal = _is_terminal(sys.stdout)
    return Screen(columns=_columns() if is_terminal else None, colour=wants_colour(sys.stdout))


def wants_colour(stream: Any) -> bool:
    """Say whether to colour: `NO_COLOR`, `CLICOLOR_FORCE`, then a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return True
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _forms(
    value: Any, text: Callable[[Screen], str], table: Callable[[], Table] | None
) -> dict[str, Callable[[], str | bytes]]:
    forms: dict[str, Callable[[], str | bytes]] = {
        "text": lambda: text(Screen()).rstrip("\n") + "\n",
        "json": lambda: to_json(value),
    }
    if isinstance(value, list):
        forms["jsonl"] = lambda: to_json_lines(value)
    if table is not None:
        forms["csv"] = lambda: to_csv(*table())
    return forms


def _asked(wanted: Wanted, forms: Mapping[str, Any]) -> list[tuple[str, str]]:
    if wanted.as_json and wanted.as_csv:
        raise CallError("one_format")
    asked = [("json", "")] if wanted.as_json else [("csv", "")] if wanted.as_csv else []
    for wish in wanted.output or ():
        form, _, path = wish.partition("=")
        asked.append((form, path))
    for form, _ in asked:
        if form not in forms:
            raise CallError("unknown_format", value=form, known=sorted(forms))
    return asked or [("text", "")]


def _print(content: str | bytes) -> None:
    if not content:
        return  # a format of lines with none to write
    if isinstance(content, str):
        say(content)
    elif sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream is not None and stream.isatty())
    except ValueError:  # closed
        return False


def _columns() -> int | None:
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None
