"""The real command line in a process of its own, with a clean home and a scrubbed environment."""

from __future__ import annotations

import atexit
import functools
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import ready
from tests.support.depth import PERCENT
from tests.support.repos import packed

from wuye_cli.__main__ import main
from wuye_cli.i18n.catalog import use_language

SOURCE = Path(__file__).resolve().parents[2] / "src"
CLERK = "李客服 <li@desk.example>"
WUYE = (sys.executable, "-m", "wuye_cli")
_IS_MEASURED = any(name.startswith("COVERAGE_") for name in os.environ)
_IS_SHARED = PERCENT < 100 and "pytest" in sys.modules and hasattr(os, "fork") and not _IS_MEASURED
"""Whether commands are forked from an interpreter that is ready: coverage sees nothing of those."""
_OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Ran(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def said(self) -> str:
        return self.out + self.err


@functools.cache
def home() -> Path:
    """Return an empty home that all commands of a session share."""
    folder = Path(tempfile.mkdtemp(prefix="wuye-home-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment(**more: str) -> dict[str, str]:
    """Return what a command may know of this machine: its programs, and nothing else.

    An empty text takes a variable away.
    """
    plain = {
        "PATH": os.environ["PATH"],
        "HOME": str(home()),
        "PYTHONPATH": str(SOURCE),
        "GIT_CONFIG_NOSYSTEM": "1",
        "WUYE_ACTOR": CLERK,
        "WUYE_LANG": "zh",
        "LANG": "C.UTF-8",
    }
    measured = {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_")}
    return {name: text for name, text in (plain | measured | more).items() if text}


def wuye(
    *words: str | bytes, at: Path | str, timeout: float = 60, given: str = "", **more: str
) -> Ran:
    """Run one command in a folder and return how it ended; keywords are variables.

    It is a process of its own, forked from a ready interpreter. A variable that says more than to
    us and to git may change how an interpreter starts, so there it is a new one; and always with
    TEST_DEPTH=100, in the storms and benches of `tools`, and where nothing can be forked.
    """
    known = environment(**more)
    is_plain = all(name.startswith(("WUYE_", "GIT_")) for name in more)
    if is_plain and _IS_SHARED:
        ended = ready.run(words, at, known, given.encode(), timeout)
        return Ran(ended.status, ended.out.decode(), ended.err.decode())
    return fresh(*words, at=at, timeout=timeout, given=given, **more)


def fresh(
    *words: str | bytes, at: Path | str, timeout: float = 60, given: str = "", **more: str
) -> Ran:
    """As `wuye`, always in a new interpreter: for what a command loads, and how it starts."""
    done = subprocess.run(
        [*WUYE, *words],
        cwd=at,
        env=environment(**more),
        capture_output=True,
        input=given.encode(),
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def inside(*words: str, at: Path | str, **more: str) -> Ran:
    """As `wuye` but within this process, for tables of many calls; stdout is no terminal."""
    was, place, known = dict(os.environ), Path.cwd(), environment(**more)
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    os.environ.clear()
    os.environ.update(known)
    os.chdir(at)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            use_language()
            status = main(list(words))
    finally:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(was)
    said = [stream.detach().getvalue().decode() for stream in (out, err)]
    return Ran(status, *said)


def done(*words: str, at: Path | str, **more: str) -> Ran:
    """Run a command that must succeed."""
    ran = wuye(*words, at=at, **more)
    assert ran.status == 0, (words, ran)
    return ran


@functools.cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="wuye-store-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done("init", "s", "--yes", "--estate", "阳光花园", at=folder)
    done("ticket", "list", at=folder / "s")  # keeps the rules compiled,
    done("check", at=folder / "s")  # and how the standards read
    return packed(folder / "s")


def a_store(folder: Path) -> Path:
    """Return a new store, as `wuye init` makes it."""
    return a_copy(_template(), folder / "s")


def a_copy(of: Path, root: Path) -> Path:
    """Return a store of its own, like one that was made once."""
    shutil.copytree(of, root, symlinks=True)
    git(root, "update-index", "-q", "--refresh")
    if (root / "people").is_dir():
        git(root / "people", "update-index", "-q", "--refresh")
    return root


def git(root: Path, *args: str) -> str:
    """Run git as a person would who is not this machine's."""
    return subprocess.run(
        ["git", "-C", str(root), "-c", "core.quotePath=false", *args],
        env=environment(GIT_AUTHOR_NAME="p", GIT_AUTHOR_EMAIL="p@x") | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8", "backslashreplace")


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD").strip()


def assert_clean(root: Path) -> None:
    """Nothing lies uncommitted, in the store or in its `people/`."""
    assert git(root, "status", "--porcelain", "--untracked-files=all") == ""
    if (root / "people").is_dir():
        assert git(root / "people", "status", "--porcelain", "--untracked-files=all") == ""


def assert_one_line(ran: Ran) -> None:
    """An error is one clear line of words on stderr and nothing else."""
    assert ran.out == "", ran
    assert ran.err.endswith("\n"), ran
    assert ran.err.count("\n") == 1, ran
    assert "Traceback" not in ran.err, ran
    assert "?" not in ran.err.replace("？", ""), ran
    assert_tame(ran)


def assert_tame(ran: Ran) -> None:
    """No character that a terminal obeys, hides or turns round; a new line ends a line."""
    obeyed = {char for char in ran.said if unicodedata.category(char) in _OBEYED} - {"\n"}
    assert not obeyed, (obeyed, ran)
