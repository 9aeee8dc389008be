"""Histories made by plumbing, honest and crooked, and read as the audit's judges are shown them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from wuye_cli.store.ground import Ground
from wuye_cli.store.replay import Replay, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wuye_cli.auditing.judge import Judge
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.tickets.ticket import Ticket

AT = 1_790_000_000

Content = bytes | tuple[str, bytes] | None
"""Bytes; or a mode and bytes (for a submodule, the id); or None to delete."""


def _environment() -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    kept |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    return kept | {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}


def run(root: Path, *args: str, data: bytes = b"") -> bytes:
    done = subprocess.run(
        ["git", "-C", str(root), *args],
        input=data,
        capture_output=True,
        env=_environment(),
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError(f"git {' '.join(args)}: {done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


class History:
    """A repository into which any commit can be put, whatever a person's git would say to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._import: subprocess.Popen[bytes] | None = None
        self._marks: dict[str, str] = {}
        if not (root / ".git").exists():
            root.mkdir(parents=True, exist_ok=True)
            run(root, "init", "-q", "--template=", "-b", "main")

    def commit(
        self,
        files: dict[str, Content],
        *parents: str,
        who: tuple[str, str] = ("李客服", "li@desk.example"),
        message: str = "work",
        at: int = AT,
    ) -> str:
        """Write one commit on top of its first parent's files; return its id.

        The repository holds it once `done` was called.
        """
        number = len(self._marks) + 1
        lines = [b"commit refs/heads/main", b"mark :%d" % number]
        name = f"{who[0]} <{who[1]}> {at} +0800".encode()
        lines += [b"author " + name, b"committer " + name, _data(message.encode())]
        lines += [
            f"{'merge' if place else 'from'} {self._marks.get(parent, parent)}".encode()
            for place, parent in enumerate(parents)
        ]
        for path, content in files.items():
            lines += _file(path, content)
        reset = b"" if parents else b"reset refs/heads/main\n"
        if self._import is None:
            self._import = subprocess.Popen(
                ["git", "-C", str(self.root), "fast-import", "--quiet", "--force", "--done"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
            )
        told, answers = self._import.stdin, self._import.stdout
        assert told is not None
        assert answers is not None
        told.write(reset + b"\n".join(lines) + b"\n\nget-mark :%d\n" % number)
        told.flush()
        made = answers.readline().decode().strip()
        assert made, f"git would not make {message!r}"
        self._marks[made] = f":{number}"
        return made

    def done(self) -> Path:
        """Put what was committed so far into the repository; return its folder."""
        if self._import is not None:
            self._import.communicate(b"done\n")
            assert self._import.returncode == 0
            self._import = None
            self._marks.clear()
        return self.root


class Shown:
    """What judges are shown of the past: files alone."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self.latest = 0

    @property
    def raw(self) -> bytes:
        return self._replay.raw

    def blob(self, blob_id: str) -> bytes:
        return self._replay.blob(blob_id)

    def tree(self, _parent: int = 0) -> dict[str, str]:
        """Know no standards and no staff."""
        return {}

    def book_of(self, ticket: Ticket) -> None:
        """Know no tiers."""

    def rules(self, parent: int = 0) -> None:
        raise AssertionError(f"nobody here asks for the rules of parent {parent}")


def _data(data: bytes) -> bytes:
    return b"data %d\n" % len(data) + data


def _file(path: str, content: Content) -> list[bytes]:
    quoted = _quoted(path)
    if content is None:
        return [b"D " + quoted]
    mode, data = content if isinstance(content, tuple) else ("100644", content)
    if mode == "160000":
        return [b"M 160000 " + data + b" " + quoted]
    return [b"M " + mode.encode() + b" inline " + quoted, _data(data)]


def _quoted(path: str) -> bytes:
    """Return a path as fast-import reads it, whatever signs it holds."""
    signs = path.encode("utf-8", "surrogateescape")
    body = b"".join(
        b"\\%03o" % sign if sign < 32 or sign > 126 or sign in b'"\\' else bytes([sign])
        for sign in signs
    )
    return b'"' + body + b'"'


def findings(
    judges: Sequence[Judge], root: Path, tip: str = "", *, since: Sequence[str] = ()
) -> list[Finding]:
    """Return everything that some judges find in a history, as the audit shows it."""
    ground = Ground(str(root))
    replay = Replay(ground, line_of(ground, tip or ground.head(), since))
    told = [
        one
        for commit in replay.commits()
        for judge in judges
        for one in judge.see(commit, Shown(replay))
    ]
    return [*told, *(one for judge in judges for one in judge.end())]


def found(judge: Judge, history: History, tip: str = "") -> list[tuple[str, str]]:
    """Return code and commit of everything that a judge finds."""
    told = findings([judge], history.done(), tip)
    return [(one.rule, one.facts.get("commit", "")) for one in told]
