"""G024, G025: committed files that tell git to show something else than what was committed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category, normalize

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
_MARKS = frozenset("\\:~ ")
_NAMES = frozenset({"wuye.yaml", ATTRIBUTES, IGNORE, MAILMAP, MODULES})
_LONG = {
    "standa": "standards",
    "record": "records",
    "gitatt": ATTRIBUTES,
    "gitign": IGNORE,
    "mailma": MAILMAP,
    "gitmod": MODULES,
}
_SHORT = re.compile(rf"^({'|'.join(_LONG)})~\d$")
"""Names that Windows keeps beside long ones: `STANDA~1` is `standards`."""
_END = "."
"""What Windows leaves out at the end of a name."""
SHOWN = 5
"""So many lines of a file are told."""


class HidingJudge(Plain):
    """Looks at attributes, ignored files and mailmaps at the commit that brings a line."""

    codes = ("G024", "G025")

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Tell the lines that a commit adds."""
        double = _double(commit, past)
        if double:
            yield finding("G024", commit, path=double, what="double")
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


def _double(commit: Commit, past: Past) -> str:
    """Return a path that stands twice in a tree, or out of the order in which git looks for it.

    Of such a tree git's own commands see one file or the other.
    """
    if len(commit.parents) > 1 or (len(commit.changes) == 1 and commit.changes[0].old):
        return ""
    seen: set[str] = set()
    for change in commit.changes:
        is_there = not change.old and change.path.startswith(_FOLDERS[1]) and commit.parents
        if change.path in seen or (is_there and change.path in past.tree()):
            return change.path
        seen.add(change.path)
    return ""


def _bare(path: str) -> str:
    """Return a path as macOS and Windows take it: letters that they leave out, other slashes."""
    is_plain = path.isascii() and path.islower() and not _MARKS.intersection(path)
    if is_plain and f"{_END}/" not in path and not path.endswith(_END):
        return path
    shown = "".join(char for char in normalize("NFC", path) if category(char) != "Cf")
    parts = shown.casefold().replace("\\", "/").split("/")
    return "/".join(_long(part.partition(":")[0].rstrip(" .") or part) for part in parts)


def _long(part: str) -> str:
    return _LONG[part[:6]] if _SHORT.match(part) else part


def _twin_of(path: str, past: Past) -> str:
    """Return what lies under a path where some letters count for nothing, else nothing.

    There (macOS, Windows) a checkout puts one of the two in place of the other.
    """
    if path.startswith(_TICKETS):
        return ""
    bare = _bare(path)
    if bare == path:
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
