"""Every commit of a range with the files it changed, through one pipe: what a walk goes over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.store import revisions
from wuye_cli.store.git import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.store.process import Child
    from wuye_cli.store.repository import Store

_FIELDS = ("%H", "%P", "%an", "%ae", "%ct", "%cn", "%ce", "%s")
_CHUNK = 1 << 16
_GONE = "0" * 40
_FILES = ("100644", "100755")

FileChange = tuple[str, str, str]
"""Path, blob before and blob after; empty where there is no plain file."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One commit and what it changed against its first parent.

    Attributes:
        author: Name as it stands in the commit, whatever a mailmap says; hostile text.
        mail: As `author`.
        committed: The committer's moment, as the commit claims it.
    """

    commit: str
    parents: tuple[str, ...]
    author: str
    mail: str
    committed: datetime
    committer: str
    committer_mail: str
    subject: str
    files: tuple[FileChange, ...] = ()


def passages(store: Store, old: str, new: str, *, first_parent: bool = False) -> Iterator[Passage]:
    """Yield the commits of `old..new`, parents before children.

    Neither attributes, nor a mailmap, nor replaced objects have a say; a merge is compared with its
    first parent, so that what it brought itself is there to be seen.

    Args:
        store: The store.
        old: A commit id; what it stands on is left out. Nothing for the whole history.
        new: A commit id.
        first_parent: Leave out what merges brought in.

    Raises:
        UncheckableError: `shallow_clone`, if the range leads over the edge of a shallow clone.
    """
    span = (*(("--first-parent",) if first_parent else ()), new, *((f"^{old}",) if old else ()))
    merged = _merged(store, span)
    child = store.ground.git.start_reader(
        *("log", "-z", "--raw", "--root", "--no-abbrev", "--no-renames", "--no-relative"),
        *("--no-diff-merges", "--topo-order", "--reverse", "--encoding=UTF-8"),
        *("--no-show-signature", "--no-mailmap", "--no-decorate", "--no-color", "--no-notes"),
        *(f"--format=tformat:{'%x00'.join(_FIELDS)}", *span, "--"),
        data=b"",
    )
    edges = revisions.edges(store)
    done = False
    try:
        for passage in _passages(child):
            if passage.commit in edges:
                raise revisions.shallow(passage.commit[:12])
            files = merged.get(passage.commit, passage.files)
            yield msgspec.structs.replace(passage, files=files)
        done = True
    finally:
        status = child.wait()
    if done:
        child.judge(status)


def _merged(store: Store, span: Sequence[str]) -> dict[str, tuple[FileChange, ...]]:
    """Return what each merge of a span changed against its first parent.

    `log` can say that by itself since git 2.31 (`--diff-merges=first-parent`); we promise 2.30, and
    what its `-m` does is up to a setting of the user.
    """
    listed = store.ground.git.read("rev-list", "--merges", "--parents", *span, "--").decode("ascii")
    pairs = "".join(f"{' '.join(line.split()[:2])}\n" for line in listed.splitlines())
    if not pairs:
        return {}
    printed = store.ground.git.read(
        *("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames"),
        *("--no-relative", "--no-ext-diff"),
        data=pairs.encode("ascii"),
    )
    found: dict[str, tuple[FileChange, ...]] = {}
    commit = ""
    facts: list[str] = []
    for part in records(printed):
        if facts:
            change = (part, _blob(facts[0], facts[2]), _blob(facts[1], facts[3]))
            found[commit] = (*found[commit], change)
            facts = []
        elif part.startswith(":"):
            facts = part[1:].split(" ")
        else:
            commit = part
            found[commit] = ()
    return found


def _passages(child: Child) -> Iterator[Passage]:
    fields: list[str] = []
    files: list[FileChange] = []
    facts: list[str] = []
    for part in _parts(child):
        if facts:
            files.append((part, _blob(facts[0], facts[2]), _blob(facts[1], facts[3])))
            facts = []
        elif len(fields) < len(_FIELDS):
            fields.append(part)
        elif part.lstrip("\n").startswith(":"):
            facts = part.lstrip("\n")[1:].split(" ")
        elif part:
            yield _passage(fields, files)
            fields, files = [part], []
    if fields:
        yield _passage(fields, files)


def _parts(child: Child) -> Iterator[str]:
    rest = b""
    while chunk := child.output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        for part in whole:
            yield part.decode("utf-8", "surrogateescape")


def _blob(mode: str, blob: str) -> str:
    return blob if mode in _FILES and blob != _GONE else ""


def _passage(fields: list[str], files: list[FileChange]) -> Passage:
    commit, parents, author, mail, when, committer, committer_mail, subject = fields
    return Passage(
        commit=commit,
        parents=tuple(parents.split()),
        author=author,
        mail=mail,
        committed=_moment(when),
        committer=committer,
        committer_mail=committer_mail,
        subject=subject,
        files=tuple(files),
    )


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), tz=UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)
