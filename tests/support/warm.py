"""Real commands in forked children of one warm interpreter: a tenth of the price of a new one."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.cli import environment
from tests.support.faults import in_child, kill_after

import wuye_cli

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT = ("FAULT_BLOCK", "FAULT_ROOT", "LD_PRELOAD", "TMPDIR")


class Ran(NamedTuple):
    """How a command in a child ended, and all it said."""

    status: int
    said: str


def warm_up() -> None:
    """Import everything, and leave only that of the environment which commands are to know."""
    known = environment(**{name: os.environ[name] for name in _KEPT if name in os.environ})
    os.environ.clear()
    os.environ.update(known)
    for _, name, _ in pkgutil.walk_packages(wuye_cli.__path__, "wuye_cli."):
        if not name.endswith("__main__"):
            importlib.import_module(name)


def run(
    root: Path,
    words: tuple[str, ...],
    first: Callable[[], object] = lambda: None,
    killed_after: float | None = None,
    **more: str,
) -> Ran:
    """Run a command in a folder; `first` is called in the child before it.

    `killed_after` so many seconds the child is killed, while a git of its own may go on.
    """
    number, name = tempfile.mkstemp(prefix="said-")
    os.close(number)
    said = Path(name)

    def work() -> int:
        from wuye_cli.__main__ import main  # noqa: PLC0415 - in the child

        out = os.open(said, os.O_WRONLY | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(more)
        os.chdir(root)
        first()
        status = main(list(words))
        sys.stdout.flush()
        return status

    try:
        status = in_child(work) if killed_after is None else kill_after(work, killed_after)
        return Ran(status, said.read_text("utf-8", "replace"))
    finally:
        said.unlink()
