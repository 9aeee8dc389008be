"""G019, G037, G039: what one commit may hold, and what a store of small texts has no place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.git_files import MODULES
from wuye_cli.auditing.judge import Plain, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

LARGE = 1 << 20
"""Bytes; the longest ticket of a year has a tenth of it."""

_STANDARDS, _TICKETS = "standards/", "records/tickets/"
_HELD = ("standards/", "records/", "wuye.yaml", ".gitattributes", ".gitignore", ".mailmap")
_PLAIN, _SUBMODULE = "100644", "160000"
_ODD = {"120000": "link", "100755": "executable"}
_REFUSED = frozenset({".git", "git~1", ".", "..", ""})
"""Names that git checks out nowhere: whoever looks at the files does not see them."""
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"\xd0\xcf\x11\xe0",
)
"""How files begin that are no text: documents, archives, pictures, programs."""


class ContentsJudge(Plain):
    """Looks at the modes, sizes and places of the files that a commit brings."""

    codes = ("G019", "G037", "G039")

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Tell what a commit brings itself."""
        if commit.parents and not commit.others:
            yield from _mixed(commit)
        for change in commit.own:
            if change.new:
                yield from _odd(commit, change)
                if change.new_mode != _SUBMODULE and change.new != change.old:
                    yield from _heavy(commit, change, past)


def _mixed(commit: Commit) -> Iterator[Finding]:
    """G019: the limit and the ticket that is measured by it, changed in one stroke."""
    tickets = [one.path for one in commit.changes if one.path.startswith(_TICKETS)]
    standards = [one.path for one in commit.changes if one.path.startswith(_STANDARDS)]
    if tickets and standards:
        name = tickets[0].rpartition("/")[2].removesuffix(".yaml")
        told = {"standards": standards[:5], "tickets": len(tickets)}
        yield finding("G019", commit, ticket=name, path=standards[0], **told)


def _odd(commit: Commit, change: FileChange) -> Iterator[Finding]:
    """G039: what is no plain file where the proof lies, and another repository anywhere."""
    mode = change.new_mode or _PLAIN
    what = "submodule" if mode == _SUBMODULE or change.path == MODULES else ""
    if not what and not _REFUSED.isdisjoint(change.path.casefold().split("/")):
        what = "unsafe"
    if not what and change.path.startswith(_HELD):
        what = _ODD.get(mode, "")
    is_new = change.new_mode != change.old_mode or not change.old
    if what and is_new:
        yield finding("G039", commit, path=change.path, what=what)


def _heavy(commit: Commit, change: FileChange, past: Past) -> Iterator[Finding]:
    """G037: a file that nobody reads in a diff."""
    data = past.blob(change.new)
    is_binary = b"\0" in data or data.startswith(_BINARY)
    if is_binary or len(data) > LARGE:
        what = "binary" if is_binary else "large"
        yield finding("G037", commit, path=change.path, what=what, size=len(data))
