"""Histories made by plumbing, honest and crooked, and read as the audit's judges are shown them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from wuye_cli.auditing.commit import Commit, FileChange

if TYPE_CHECKING:
    from pathlib import Path

_GONE = "0" * 40
AT = 1_790_000_000

Content = bytes | tuple[str, bytes] | None
"""Bytes; or a mode and bytes (for a submodule, the id); or None to delete."""


def run(root: Path, *args: str, data: bytes = b"") -> bytes:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    kept |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    kept |= {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
    done = subprocess.run(
        ["git", "-C", str(root), *args], input=data, capture_output=True, env=kept, check=False
    )
    if done.returncode != 0:
        raise AssertionError(f"git {' '.join(args)}: {done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


class History:
    """A repository into which any commit can be put, whatever a person's git would say to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
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
        """Write one commit on top of its first parent's files; return its id."""
        lines = [b"commit refs/heads/main", b"mark :1"]
        name = f"{who[0]} <{who[1]}> {at} +0800".encode()
        lines += [b"author " + name, b"committer " + name, _data(message.encode())]
        lines += [
            f"{'from' if number == 0 else 'merge'} {parent}".encode()
            for number, parent in enumerate(parents)
        ]
        for path, content in files.items():
            lines += _file(path, content)
        reset = b"" if parents else b"reset refs/heads/main\n"
        stream = reset + b"\n".join(lines) + b"\n\nget-mark :1\ndone\n"
        printed = run(self.root, "fast-import", "--quiet", "--force", "--done", data=stream)
        return printed.decode().strip()

    def blob(self, object_id: str) -> bytes:
        return run(self.root, "cat-file", "blob", object_id)

    def tree(self, parent: int = 0) -> dict[str, str]:
        raise AssertionError(f"nobody here asks for the tree of parent {parent}")

    def commits(self, tip: str = "refs/heads/main") -> list[Commit]:
        listed = run(self.root, "rev-list", "--topo-order", "--reverse", tip).decode().split()
        return [self.read(one) for one in listed]

    def read(self, commit_id: str) -> Commit:
        text = run(self.root, "cat-file", "commit", commit_id).decode("utf-8", "surrogateescape")
        head, _, message = text.partition("\n\n")
        fields = [line.partition(" ")[::2] for line in head.split("\n")]
        parents = tuple(value for key, value in fields if key == "parent")
        author, committer = (
            next(_person(value) for key, value in fields if key == wanted)
            for wanted in ("author", "committer")
        )
        sides = [self.changes(parent, commit_id) for parent in parents] or [
            self.changes("", commit_id)
        ]
        last = message.strip("\n").rpartition("\n\n")[2].split("\n")
        trailers = tuple(tuple(line.split(": ", 1)) for line in last if ": " in line)
        return Commit(
            id=commit_id,
            tree=next(value for key, value in fields if key == "tree"),
            parents=parents,
            author=author[0],
            authored=author[1],
            committer=committer[0],
            committed=committer[1],
            subject=message.split("\n")[0],
            trailers=trailers,
            changes=sides[0],
            others=tuple(sides[1:]),
        )

    def changes(self, old: str, new: str) -> tuple[FileChange, ...]:
        base = old or run(self.root, "mktree").decode().strip()
        printed = run(
            self.root, "diff-tree", "-r", "-z", "--no-renames", "--raw", "--no-abbrev", base, new
        )
        parts = iter(printed.decode("utf-8", "surrogateescape").split("\0"))
        return tuple(_change(facts, next(parts)) for facts in parts if facts.startswith(":"))


def _person(text: str) -> tuple[tuple[str, str], int]:
    name, _, rest = text.partition(" <")
    mail, _, when = rest.partition("> ")
    return (name, mail), int(when.split()[0])


def _change(facts: str, path: str) -> FileChange:
    old_mode, new_mode, old, new, _ = facts[1:].split(" ")
    return FileChange(
        path=path,
        old="" if old == _GONE else old,
        new="" if new == _GONE else new,
        old_mode="" if old == _GONE else old_mode,
        new_mode="" if new == _GONE else new_mode,
    )


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


def found(judge: object, history: History, tip: str = "refs/heads/main") -> list[tuple[str, str]]:
    """Return code and commit of everything that a judge finds."""
    told = [one for commit in history.commits(tip) for one in judge.see(commit, history)]
    told += judge.end()
    return [(one.rule, one.facts.get("commit", "")) for one in told]
