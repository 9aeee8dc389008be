"""What stands in git's own files: attributes, patterns of what is ignored, names rewritten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wuye_cli.auditing.globs import hits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ATTRIBUTES, IGNORE, MAILMAP, MODULES = ".gitattributes", ".gitignore", ".mailmap", ".gitmodules"

State = bool | str
_BINARY: dict[str, State] = {"binary": True, "diff": False, "merge": False, "text": False}
_OURS = "wuye"
_MACRO = "[attr]"
HUNKS = frozenset(
    {"ada", "bash", "bibtex", "cpp", "csharp", "css", "dts", "elixir", "fortran", "fountain"}
    | {"golang", "html", "java", "kotlin", "markdown", "matlab", "objc", "pascal", "perl", "php"}
    | {"python", "ruby", "rust", "scheme", "tex"}
)
"""Drivers that git brings: they choose the heading of a hunk and hide nothing."""


def _is_named(state: State) -> bool:
    return isinstance(state, str)


def _is_on(state: State) -> bool:
    return state is True or state in {"true", "1"}


_HIDES = {
    "diff": lambda state: (
        state is False or (_is_named(state) and state != _OURS and state not in HUNKS)
    ),
    "merge": lambda state: (
        state is False
        or (_is_named(state) and state != "text" and not str(state).startswith(_OURS))
    ),
    "filter": _is_named,
    "working-tree-encoding": lambda state: (
        _is_named(state) and str(state).upper() not in {"UTF-8", "UTF8"}
    ),
    "ident": _is_on,
    "export-ignore": _is_on,
    "export-subst": _is_on,
    "linguist-generated": _is_on,
    "gitlab-generated": _is_on,
}
"""Attributes by what they keep from the eye: `git diff`, a merge, a checkout, an archive, a forge.

What they are documented to do: gitattributes(5), and GitHub's and GitLab's pages on diffs.
"""


_ESCAPED = re.compile(r"\\([0-3][0-7]{2}|.)")
"""What stands for a byte in a pattern in quotes, as in C."""
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def hiding_attributes(data: bytes, folder: str = "") -> Iterator[str]:
    """Yield the lines of a `.gitattributes` that hide files of a store, without blanks around."""
    macros: dict[str, dict[str, State]] = {"binary": _BINARY}
    for line in _lines(data):
        pattern, words = _parted(line)
        states = dict(_states(words, macros))
        if pattern.startswith(_MACRO):
            macros[pattern.removeprefix(_MACRO)] = states
        elif _is_hiding(states) and not pattern.startswith("!") and hits(pattern, folder):
            yield line


def _is_hiding(states: Mapping[str, State]) -> bool:
    return any(name in _HIDES and _HIDES[name](state) for name, state in states.items())


def hiding_ignores(data: bytes, folder: str = "") -> Iterator[str]:
    """Yield the lines of a `.gitignore` (or `info/exclude`) that keep files of a store out."""
    for line in _lines(data):
        if not line.startswith("!") and hits(line, folder, ignores=True):
            yield line


def rewriting_names(data: bytes) -> Iterator[str]:
    """Yield the lines of a mailmap that show a commit under another name or mail."""
    for line in _lines(data):
        name, mark, rest = line.partition("<")
        if mark and ">" in rest and (name.strip() or "<" in rest):
            yield line


def _lines(data: bytes) -> Iterator[str]:
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    for line in text.split("\n"):
        told = line.strip(" \t\r")
        if told and not told.startswith("#"):
            yield told


def _parted(line: str) -> tuple[str, list[str]]:
    """Return pattern and attributes of a line; a pattern in quotes may hold blanks."""
    if line.startswith('"'):
        end = line.find('"', 1)
        while end > 0 and line[end - 1] == "\\":
            end = line.find('"', end + 1)
        if end > 0:
            return _ESCAPED.sub(_unescaped, line[1:end]), line[end + 1 :].split()
    pattern, *words = line.split()
    return pattern, words


def _unescaped(found: re.Match[str]) -> str:
    told = found[1]
    return chr(int(told, 8)) if told.isdigit() else _LETTERS.get(told, told)


def _states(
    words: list[str], macros: Mapping[str, Mapping[str, State]]
) -> Iterator[tuple[str, State]]:
    for word in words:
        if word.startswith("!"):
            continue
        name, mark, value = word.removeprefix("-").partition("=")
        state: State = value if mark else not word.startswith("-")
        yield name, state
        if state is True:
            yield from macros.get(name, {}).items()
