"""G024, G025: committed files that tell git to show something else than what was committed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from wuye_cli.auditing.git_files import (
    ATTRIBUTES,
    IGNORE,
    MAILMAP,
    MODULES,
    hiding_attributes,
    hiding_ignores,
    rewriting_names,
)
from wuye_cli.auditing.judge import Plain, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

_LINKS = "120000"
_TICKETS, _FOLDERS = "records/tickets/", ("records/", "standards/")
_NAMES = frozenset({"wuye.yaml", ATTRIBUTES, IGNORE, MAILMAP, MODULES})
SHOWN = 5
"""So many lines of a file are told."""


class HidingJudge(Plain):
    """Looks at attributes, ignored files and mailmaps at the commit that brings a line."""

    codes = ("G024", "G025")

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Tell the lines that a commit adds."""
        for change in commit.own:
            other = _twin_of(change.path, past) if change.new and not change.old else ""
            if other:
                yield finding("G024", commit, path=change.path, what="twin", other=other)
            folder, _, name = change.path.rpartition("/")
            kind = _KINDS.get(name)
            if kind is None or not change.new or (name == MAILMAP and folder):
                continue
            code, what, lines = kind
            before = set(_read(lines, past, change.old, change.old_mode, folder))
            after = _read(lines, past, change.new, change.new_mode, folder)
            new = [line for line in after if line not in before]
            if new:
                told = new[:SHOWN]
                yield finding(code, commit, path=change.path, what=what, lines=told, count=len(new))


def _twin_of(path: str, past: Past) -> str:
    """Return what lies under a path where capital letters count for nothing, else nothing.

    There (macOS, Windows) a checkout puts one of the two in place of the other.
    """
    bare = normalize("NFC", path).casefold()
    if bare == path or path.startswith(_TICKETS):
        return ""
    if path.startswith(_FOLDERS):
        return next((one for one in past.tree() if one.casefold() == bare and one != path), "")
    is_watched = bare.startswith(_FOLDERS) or bare.rpartition("/")[2] in _NAMES
    return bare if is_watched else ""


def _read(
    lines: Callable[[bytes, str], Iterator[str]], past: Past, blob: str, mode: str, folder: str
) -> list[str]:
    """Return what a file says; git follows no link here."""
    return list(lines(past.blob(blob), folder)) if blob and mode != _LINKS else []


_KINDS: dict[str, tuple[str, str, Callable[[bytes, str], Iterator[str]]]] = {
    ATTRIBUTES: ("G024", "attributes", hiding_attributes),
    IGNORE: ("G024", "ignored", hiding_ignores),
    MAILMAP: ("G025", "mailmap", lambda data, _: rewriting_names(data)),
}
