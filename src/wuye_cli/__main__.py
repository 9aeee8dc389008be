"""Run the command line with ``python -m wuye_cli``."""

from __future__ import annotations

import os
import sys

from wuye_cli.version import VERSION

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from typing import NoReturn

_STORE_OPTIONS = ("-C", "--store")
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
_YOUNG_OBJECTS = 100_000
"""New objects between two collections; Python's own 700 makes a hundred of them at a start."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status; no exception leaves here.

    Args:
        argv: The arguments without the program's name. If None, those of the process, which then
            ends here with the status.
    """
    if argv is None:
        _fill_closed_streams()
    status = _run(list(sys.argv[1:] if argv is None else argv))
    if argv is None:
        _end(status)
    return status


def _fill_closed_streams() -> None:
    """Open what the caller closed (`>&-`) on nothing, or the next file opened becomes stdout.

    A record or the index opened as number 1 would be written into by a git that inherits it.
    """
    for number, (name, mode) in enumerate(_STREAMS):
        if getattr(sys, name) is None and _is_closed(number):
            opened = os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
            os.set_inheritable(opened, True)  # noqa: FBT003 - takes it by position alone
            setattr(sys, name, os.fdopen(opened, mode))


def _is_closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False


def _run(words: list[str]) -> int:
    speak_utf8()
    if words and words[0] in {"--version", "-V"}:
        if sys.stdout is not None:
            sys.stdout.write(f"wuye {VERSION}\n")
        return _leave(0)
    try:
        return _leave(_status_of(words))
    except BaseException as error:  # noqa: BLE001 - the last room: every crash gets status 70
        return _leave(_status_of_error(error))


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale; what cannot be encoded is shown as an escape."""
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)
    if sys.platform == "win32":
        from wuye_cli.cli.console import prepare  # noqa: PLC0415 - no other system needs it

        prepare()


def _status_of(words: list[str]) -> int:
    """Answer at the door if it can, else through the whole command line."""
    from wuye_cli.cli.registry import is_fast  # noqa: PLC0415 - --version needs none of this

    words = _with_store(words)
    _collect_seldom()
    if is_fast(words):
        answered = _at_the_door(words)
        if answered is not None:
            return answered
    from wuye_cli.cli.app import run  # noqa: PLC0415 - typer costs eleven interpreter starts

    return run(words)


def _collect_seldom() -> None:
    """Look for garbage rings more seldom: while modules load there are none, and it costs a fifth.

    A long command still collects, each time so many new objects have outlived their makers.
    """
    import gc  # noqa: PLC0415 - --version needs none of this

    gc.set_threshold(_YOUNG_OBJECTS, 10, 10)


def _with_store(words: list[str]) -> list[str]:
    """Take a store named before the command, as git does, for the whole process."""
    while words:
        option, equals, value = words[0].partition("=")
        if option not in _STORE_OPTIONS:
            break
        if equals:
            words = words[1:]
        elif len(words) > 1:
            value, words = words[1], words[2:]
        else:
            break
        os.environ["WUYE_STORE"] = value
    return words


def _at_the_door(words: list[str]) -> int | None:
    """Return the status of the door, or None if it leaves these words to the command line."""
    try:
        door = __import__("wuye_cli.cli.door", fromlist=["run"])
    except ModuleNotFoundError as error:
        if error.name == "wuye_cli.cli.door":
            return None
        raise
    status: int | None = door.run(words)
    return status


def _status_of_error(error: BaseException) -> int:
    """Say what ended the command and return the status for it."""
    from wuye_cli.cli import exits  # noqa: PLC0415 - only after an error
    from wuye_cli.domain.errors import WuyeError  # noqa: PLC0415 - only after an error

    if isinstance(error, WuyeError):
        return exits.say_error(error)
    if isinstance(error, SystemExit):
        return _status_of_exit(error)
    if isinstance(error, KeyboardInterrupt):
        exits.complain("interrupted")
        return exits.INTERRUPTED
    if isinstance(error, BrokenPipeError):
        exits.drop_output()
        return exits.CLOSED_PIPE
    known = exits.as_store_error(error) if isinstance(error, OSError) else None
    if known is None:
        return exits.say_bug(error)
    if known.code == "output_failed":
        exits.drop_output()  # or the flush at the end says the same again
    return exits.say_error(known)


def _status_of_exit(error: SystemExit) -> int:
    if isinstance(error.code, int):
        return error.code
    if error.code is None:
        return 0
    sys.stderr.write(f"{error.code}\n")
    return 1


def _leave(status: int) -> int:
    """Flush while an error can still be said; a full disk or a closed pipe shows only now."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        from wuye_cli.cli.exits import lost_output  # noqa: PLC0415 - only after an error

        return lost_output(error)
    return status


def _end(status: int) -> NoReturn:
    """End the process at once: taking every module apart costs a fifth of a short command.

    Nothing is left to do by then. Stdout is flushed, files are synced and closed by the rooms that
    opened them, and no thread and no exit hook is ours.
    """
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
