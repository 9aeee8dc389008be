"""Type the transcripts of the pages again: `python -m tools.transcripts zh` prints them as JSON.

A block of `text` that begins with `$ wuye` is typed in a fresh store, all blocks of a page one
after the other; a line `…` under a command keeps only as many lines of its answer as stand above
it. In a README one block is cut from the demo and one shows what the demo leaves.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from wuye_cli.__main__ import main as wuye
from wuye_cli.cli.play import Play, Scene, later
from wuye_cli.store.message import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PAGES = {
    "zh": ("README.zh-CN.md", "docs/guide-desk.zh-CN.md"),
    "en": ("README.md", "docs/guide-desk.en.md"),
}
"""Language to the pages with transcripts: the README, and the guide that is typed in a store."""

_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_START = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=8)))
_CLERKS = {"zh": Actor("李客服", "li@desk.example"), "en": Actor("Li", "li@desk.example")}
_CUT = "…\n"
_SCENES = 3
"""Scenes of the demo that a README shows."""


def retyped(language: str) -> dict[str, str]:
    """Return path to content of the pages of a language, their transcripts typed anew.

    Raises:
        LookupError: If a command of a transcript ends otherwise than with status 0.
    """
    readme, guide = PAGES[language]
    with tempfile.TemporaryDirectory() as folder:
        return {
            readme: _from_demo((ROOT / readme).read_text("utf-8"), Path(folder) / "demo"),
            guide: _typed((ROOT / guide).read_text("utf-8"), Path(folder), language),
        }


def _typed(page: str, folder: Path, language: str) -> str:
    """Return a guide whose commands were typed in a store made for it, five minutes apart."""
    at = f"{_START:%Y-%m-%d %H:%M}"
    clerk = _CLERKS[language]
    maker = Play(folder, _START, clerk, seed=1, show=lambda _: None)
    _said(maker, at, ["init", "desk", "--yes"])
    desk = Play(folder / "desk", _START, clerk, seed=2, show=lambda _: None)

    def block(found: re.Match[str]) -> str:
        nonlocal at
        if not found[1].startswith("$ wuye "):
            return found[0]
        lines = []
        for part in re.split(r"^(?=\$ )", found[1], flags=re.MULTILINE)[1:]:
            line, _, below = part.partition("\n")
            at = later(at, minutes=5)[:16]
            answer = _said(desk, at, shlex.split(line)[2:]).splitlines(keepends=True)
            if below.endswith(_CUT):
                answer = [*answer[: below.count("\n") - 1], _CUT]
            lines += [f"{line}\n", *answer]
        return f"```text\n{''.join(lines)}```"

    return _BLOCK.sub(block, page)


def _said(play: Play, at: str, words: list[str]) -> str:
    with _listening() as out:
        unexpected = play.play([Scene(at, tuple(words))])
    if unexpected:
        raise LookupError(words, unexpected[0][1])
    return out.getvalue()


@contextlib.contextmanager
def _listening() -> Iterator[io.StringIO]:
    """Hear both streams as a person at a terminal does."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        yield out


def _from_demo(page: str, store: Path) -> str:
    """Return a README with the first scenes of the demo, and with the ticket that they made."""
    with _listening() as out:
        status = wuye(["demo", os.fspath(store)])
    if status:
        raise LookupError("demo", status)
    scenes = re.split(r"^(?=# )", out.getvalue(), flags=re.MULTILINE)
    shown = "".join(scenes[1 : _SCENES + 1]).rstrip("\n") + "\n"

    def block(found: re.Match[str]) -> str:
        if found[1].startswith("# "):
            return f"```text\n{shown}```"
        if not found[1].startswith("$ cat "):
            return found[0]
        commands = [line for line in found[1].splitlines() if line.startswith("$ ")]
        told = [f"{line}\n{_answer(shlex.split(line)[1:], store)}" for line in commands]
        return f"```text\n{''.join(told)}```"

    return _BLOCK.sub(block, page)


def _answer(words: list[str], store: Path) -> str:
    made = subprocess.run(  # noqa: S603 - the words stand on our own page
        words, cwd=store, capture_output=True, check=True
    )
    return made.stdout.decode("utf-8").rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(json.dumps(retyped(sys.argv[1])).encode("utf-8"))
