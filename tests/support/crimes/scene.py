"""The scene of a crime: a store with some honest days in it, and git's own tools to bend it.

What an honest person does goes through wuye's commands; what a criminal does goes through
`git fast-import` and friends only, with dates, names and messages of his own.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import io
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.cli import environment
from tests.support.keys import a_key, signed

from wuye_cli.bootstrap import World, in_world
from wuye_cli.cli.app import run
from wuye_cli.cli.exits import say_error
from wuye_cli.domain.errors import WuyeError
from wuye_cli.i18n.catalog import use_language
from wuye_cli.store.repository import Actor
from wuye_cli.store.signing import with_signature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ZONE = timezone(timedelta(hours=8))
MANAGER = Actor("王经理", "wang@desk.example")
CLERK = Actor("李客服", "li@desk.example")
TECHNICIAN = Actor("赵强", "zhao@desk.example")
QUALITY_MAN = Actor("陈品质", "chen@desk.example")
BOT = Actor("检查机", "ci@desk.example")
STRANGER = Actor("路人", "x@elsewhere.example")
DEED = "2026-03-04 15:00"
"""When the crimes are done, unless they say otherwise."""
TRIAL = "2026-04-01 10:00"
"""When they are looked for."""
CLOSED, SENT, TAKEN = "WY-260302-A001", "WY-260302-A002", "WY-260303-A001"
"""The tickets of the honest days: one closed, one dispatched, one only received."""


class Ran(NamedTuple):
    """How a command of wuye ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class _Still:
    def __init__(self, at: str) -> None:
        self._now = datetime.fromisoformat(at).replace(tzinfo=ZONE)

    def now(self) -> datetime:
        return self._now


class Link(NamedTuple):
    """A file of another mode than a plain one: `120000` a link, `100755`, `160000` a submodule."""

    mode: str
    data: str


class Scene:
    """A store in a folder, for honest people and for others.

    Attributes:
        against: What an auditor brings along: `--against` and a checkpoint, if he has one.
        trial: When it is looked at.
    """

    def __init__(self, root: Path, seed: int = 5) -> None:
        self.root = root
        self._chance = random.Random(seed)
        self.against: tuple[str, ...] = ()
        self.trial = TRIAL
        self.language = "zh"

    # -- honest ---------------------------------------------------------------------------

    def run(self, at: str, *words: str, by: Actor = CLERK) -> Ran:
        """Run a command of wuye in this process, at a moment and as somebody."""
        world = World(clock=_Still(at), entropy=self._chance.randbytes, actor=by)
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with (
            _surroundings(self.language),
            in_world(world),
            contextlib.chdir(self.root),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                status = run(list(words))
            except WuyeError as error:
                status = say_error(error)
            except SystemExit as left:
                status = left.code if isinstance(left.code, int) else 0
        said = [stream.detach().getvalue().decode() for stream in (out, err)]
        return Ran(status, *said)

    def wuye(self, at: str, words: str, by: Actor = CLERK) -> Ran:
        """Run a command that must succeed; its words are parted at blanks."""
        ran = self.run(at, *words.split(), by=by)
        assert ran.status == 0, (words, ran)
        return ran

    # -- plain git ------------------------------------------------------------------------

    def git(self, *args: str, data: bytes | None = None, check: bool = True, **more: str) -> str:
        """Run git in the store with nothing of this machine's settings."""
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *args],
            cwd=self.root,
            env=environment(**(names(STRANGER, DEED) | more)),
            input=data,
            capture_output=True,
            check=False,
        )
        assert not check or done.returncode == 0, (args, done.stderr)
        return done.stdout.decode("utf-8", "backslashreplace").strip()

    def head(self, rev: str = "HEAD") -> str:
        return self.git("rev-parse", "--verify", "--end-of-options", rev)

    def read(self, path: str, rev: str = "HEAD") -> str:
        done = subprocess.run(
            ["git", "cat-file", "blob", f"{rev}:{path}"],
            cwd=self.root,
            env=environment(),
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    def commit(
        self,
        files: Mapping[str, str | bytes | Link | None],
        *,
        at: str = DEED,
        by: Actor = CLERK,
        message: str = "small things",
        authored: str = "",
        author: Actor | None = None,
        parents: Sequence[str] = ("HEAD",),
        branch: str = "",
        zone: str = "+0800",
        key: Path | None = None,
    ) -> str:
        """Make a commit by `git fast-import` and move the branch to it; None deletes a file.

        With a key it is signed as git signs.
        """
        branch = branch or self.git("symbolic-ref", "--short", "HEAD")
        wrote = author or by
        lines: list[bytes] = [
            f"commit refs/heads/{branch}".encode(),
            f"author {wrote.name} <{wrote.mail}> {_stamp(authored or at)} {zone}".encode(),
            f"committer {by.name} <{by.mail}> {_stamp(at)} {zone}".encode(),
            *_data(message.encode()),
        ]
        ids = [self.head(parent) for parent in parents]
        lines += [f"from {one}".encode() for one in ids[:1]]
        lines += [f"merge {one}".encode() for one in ids[1:]]
        if not ids:
            lines.append(b"deleteall")
        for path, content in files.items():
            lines += _change(path, content)
        self.git("fast-import", "--quiet", "--force", data=b"\n".join(lines) + b"\n\ndone\n")
        made = self.head(f"refs/heads/{branch}")
        if key is not None:
            made = self._sealed(made, branch, key)
        self.checkout()
        return made

    def _sealed(self, commit: str, branch: str, key: Path) -> str:
        raw = (self.git("cat-file", "commit", commit) + "\n").encode()
        whole = with_signature(raw, signed(key, raw))
        made = self.git("hash-object", "-t", "commit", "-w", "--stdin", data=whole)
        self.git("update-ref", f"refs/heads/{branch}", made)
        return made

    def checkout(self) -> None:
        """Let the files be as HEAD has them."""
        self.git("reset", "-q", "--hard", "HEAD")

    # -- tickets as text ------------------------------------------------------------------

    def path(self, ticket: str) -> str:
        return f"records/tickets/20{ticket[3:5]}/{ticket[5:7]}/{ticket[7:9]}/{ticket}.yaml"

    def text(self, ticket: str, rev: str = "HEAD") -> str:
        return self.read(self.path(ticket), rev)

    def edited(self, ticket: str, old: str, new: str) -> dict[str, str]:
        """Return the file of a ticket with a text in it put in place of another."""
        text = self.text(ticket)
        assert text.count(old) >= 1, (old, text)
        return {self.path(ticket): text.replace(old, new, 1)}

    def forged(
        self,
        ticket: str,
        do: str,
        *,
        at: str = DEED,
        by: str = CLERK.mail,
        name: str = "frgd000001",
        status: str = "",
        more: str = "",
    ) -> dict[str, str]:
        """Return a ticket's file with an event appended as wuye would have written it."""
        text = self.text(ticket)
        line = f'  - {{id: "{name}", at: "{iso(at)}", by: "{by}", {more_before(more)}do: "{do}"'
        line += f"{more_after(more)}}}\n"
        if status:
            text = re.sub(r'(?m)^status: ".*"$', f'status: "{status}"', text)
        return {self.path(ticket): text + line}


def names(who: Actor, at: str) -> dict[str, str]:
    """Return the variables that let git write as somebody at a moment."""
    return {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": who.name,
        "GIT_AUTHOR_EMAIL": who.mail,
        "GIT_AUTHOR_DATE": iso(at),
        "GIT_COMMITTER_NAME": who.name,
        "GIT_COMMITTER_EMAIL": who.mail,
        "GIT_COMMITTER_DATE": iso(at),
    }


BEFORE_DO = ("who", "src", "recorded_at", "auto")


def more_before(more: str) -> str:
    """Return the facts that stand before `do` in the canonical order."""
    return "".join(f"{one}, " for one in _facts(more) if one.split(":")[0] in BEFORE_DO)


def more_after(more: str) -> str:
    """Return the facts that stand after `do`."""
    return "".join(f", {one}" for one in _facts(more) if one.split(":")[0] not in BEFORE_DO)


def _facts(more: str) -> list[str]:
    return [one.strip() for one in more.split(";") if one.strip()]


def iso(at: str) -> str:
    """Return a moment as events write it."""
    return datetime.fromisoformat(at).replace(tzinfo=ZONE).isoformat()


def receipt(op: str, *tickets: str, events: Sequence[str] = (), subject: str = "") -> str:
    """Return the message of an operation, with its trailers."""
    lines = [subject or f"{op} {' '.join(tickets)}", "", f"Wuye-Op: {op}"]
    lines += [f"Wuye-Ticket: {one}" for one in tickets]
    lines += [f"Wuye-Events: {','.join(events)}"] if events else []
    return "\n".join([*lines, "Wuye-Format: 1"]) + "\n"


def _stamp(at: str) -> int:
    moment = datetime.fromisoformat(at)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).timestamp())


def _data(data: bytes) -> list[bytes]:
    return [b"data %d" % len(data), data]


def _change(path: str, content: str | bytes | Link | None) -> list[bytes]:
    quoted = '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if content is None:
        return [f"D {quoted}".encode()]
    if isinstance(content, Link) and content.mode == "160000":
        return [f"M 160000 {content.data} {quoted}".encode()]
    mode = content.mode if isinstance(content, Link) else "100644"
    data = content.data if isinstance(content, Link) else content
    raw = data if isinstance(data, bytes) else data.encode()
    return [f"M {mode} inline {quoted}".encode(), *_data(raw)]


@contextlib.contextmanager
def _surroundings(language: str) -> Any:
    """Let a command know nothing of this machine's settings."""
    was, known = dict(os.environ), environment(WUYE_ACTOR="", WUYE_LANG=language)
    os.environ.clear()
    os.environ.update(known)
    use_language()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(was)


# -- the honest days ------------------------------------------------------------------------------

DAYS: tuple[tuple[str, str, Actor], ...] = (
    ("2026-03-02 09:00", "take 3-1-0502 厨房水龙头滴水", CLERK),
    ("2026-03-02 09:05", f"dispatch {CLOSED} --to 赵师傅", CLERK),
    ("2026-03-02 09:30", "take 5栋 楼道灯不亮", CLERK),
    ("2026-03-02 09:35", f"dispatch {SENT} --to 赵师傅", CLERK),
    ("2026-03-02 10:00", f"ticket arrive {CLOSED}", CLERK),
    ("2026-03-02 10:40", f"done {CLOSED} --step all --signed 业主本人 --told 当面", CLERK),
    ("2026-03-03 09:00", "take 2-1-0301 卧室插座没电", CLERK),
    ("2026-03-03 09:30", f"visit {CLOSED} --score 5", MANAGER),
)
"""Two days at a desk where one clerk takes the calls."""
TEAM: tuple[tuple[str, str, Actor], ...] = (
    ("2026-03-01 08:10", "staff add 王经理 --id s-wang --role 经理 --mail wang@desk.example", MANAGER),
    ("2026-03-01 08:11", "staff add 李客服 --id s-li --role 客服 --mail li@desk.example", MANAGER),
    ("2026-03-01 08:12", "staff add 赵强 --id s-zhao --role 维修 --mail zhao@desk.example --alias 赵师傅", MANAGER),
    ("2026-03-01 08:13", "commit records/staff/s-chen.yaml --force", MANAGER),
)  # fmt: skip
"""Four colleagues with roles, registered before the honest days."""

KEYS = {MANAGER.mail: "wang", CLERK.mail: "li", TECHNICIAN.mail: "zhao", QUALITY_MAN.mail: "chen"}
"""Whose keys are called what."""


def _keyed() -> tuple[tuple[str, str, Actor], ...]:
    """Return how the four come to sign: keys registered by the manager, then required."""
    known = {"wang": MANAGER, "li": CLERK, "zhao": TECHNICIAN, "chen": QUALITY_MAN}
    used = [("2026-03-01 08:20", f"key use {a_key(name)}", by) for name, by in known.items()]
    added = [
        (f"2026-03-01 08:3{n}", f"key add {a_key(name)}.pub --for s-{name}", MANAGER)
        for n, name in enumerate(known)
    ]
    required = ("2026-03-01 08:40", "commit standards/policy.yaml --force", MANAGER)
    return (*TEAM, *used, *added, required)


BEFORE = {"one": lambda: (), "team": lambda: TEAM, "keys": _keyed}
TEAMS = {"one": "one", "team": "several", "keys": "several"}
QUALITY = """schema: "staff/1"
id: "s-chen"
name: "陈品质"
mail: "chen@desk.example"
role: "quality"
"""
"""Written by hand and adopted, as a role that `staff add` has no word for must be."""


@functools.cache
def _template(kind: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"crime-{kind}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    scene = Scene(folder)
    (folder / "answers.yaml").write_text(f'estate: "阳光花园"\nteam: "{TEAMS[kind]}"\n')
    scene.wuye("2026-03-01 08:00", "init s --answers answers.yaml", by=MANAGER)
    scene = Scene(folder / "s")
    for at, line, by in (*BEFORE[kind](), *DAYS):
        if line.startswith("commit records/staff"):
            (scene.root / line.split()[1]).write_text(QUALITY)
        if line.startswith("commit standards"):
            path = scene.root / line.split()[1]
            path.write_text(
                path.read_text().replace("signatures: optional", "signatures: required")
            )
        scene.wuye(at, line, by=by)
    return folder / "s"


def a_scene(folder: Path, kind: str = "one") -> Scene:
    """Return a scene of its own: `one` without staff, `team` with four colleagues and roles."""
    root = folder / "s"
    shutil.copytree(_template(kind), root, symlinks=True)
    scene = Scene(root)
    scene.git("update-index", "-q", "--refresh")
    return scene
