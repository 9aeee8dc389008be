"""Patterns of git's own files (`.gitattributes`, `.gitignore`): which of a store's files they hit.

No list of files is needed: a pattern is held against the places where such files can lie.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from wuye_cli.checking.file_kinds import FILES

_ANY, _DIGIT, _NAME, _ALL = "any", "digit", "name", "all"
"""Tokens beside plain characters: one but `/`, a digit, any number but `/`, any number at all."""
_WIDE = frozenset({_ANY, _DIGIT, _NAME, _ALL})
Tokens = tuple[str, ...]
_MOST = 4  # so many `**/` of one pattern are taken apart; with more, each stands for anything
_TWO = "[0-9][0-9]"
_TICKETS = f"records/tickets/20{_TWO}/{_TWO}/{_TWO}/*.yaml"
_NOTES = tuple(f"records/checkpoints/*.{suffix}" for suffix in ("yaml", "txt", "md", "note"))
_ROOTS = ("wuye.yaml", "standards/", "records/")
KEPT = (
    *(
        glob
        for kind, file in FILES.items()
        for glob in file.globs
        if kind != "ticket" and glob.startswith(_ROOTS)
    ),
    _TICKETS,
    *_NOTES,
    "records/staff/allowed_signers",
)
"""Where the files of a store lie whose history is the proof."""


def _above(glob: str) -> list[str]:
    """Return the folders above such files, as far as their names are known beforehand."""
    parts = glob.split("*", maxsplit=1)[0].split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


_FOLDERS = tuple(dict.fromkeys(folder for glob in KEPT for folder in _above(glob)))


def hits(pattern: str, folder: str = "", *, ignores: bool = False) -> bool:
    """Say whether a pattern can mean a file that is kept.

    Args:
        pattern: As it stands in the file, without `!`.
        folder: Where the file lies, "" for the root.
        ignores: It is one of `.gitignore`, where a folder stands for all that lies in it.

    Example:
        >>> hits("*.yaml"), hits("*.png"), hits("/docs/**"), hits("tickets/", ignores=True)
        (True, False, False, True)
    """
    is_folder = pattern.endswith("/")
    bare = pattern.rstrip("/")
    if not bare or (is_folder and not ignores):
        return False
    anchored = bare.removeprefix("/") if "/" in bare else f"**/{bare}"
    place = f"{_quoted(folder)}/{anchored}" if folder else anchored
    wanted = () if is_folder else KEPT
    wanted += _FOLDERS if ignores else ()
    return any(_meets(place, one) for one in wanted)


def _quoted(folder: str) -> str:
    return "".join(f"\\{sign}" if sign in "*?[\\" else sign for sign in folder)


@cache
def _readings(pattern: str) -> tuple[Tokens, ...]:
    """Return a pattern as tokens, once for each way to read its `**/`: as nothing, as folders."""
    parts = pattern.split("**/")
    ways = product((False, True), repeat=len(parts) - 1) if len(parts) <= _MOST else ((True,),)
    found = []
    for way in ways:
        tokens = list(_tokens(parts[0]))
        for number, part in enumerate(parts[1:]):
            if way[min(number, len(way) - 1)]:
                tokens.append(_ALL)
                tokens += ["/"] if len(parts) <= _MOST else []
            tokens += _tokens(part)
        found.append(tuple(tokens))
    return tuple(found)


def _tokens(pattern: str) -> list[str]:
    found: list[str] = []
    place = 0
    while place < len(pattern):
        sign = pattern[place]
        if pattern.startswith("**", place):
            found.append(_ALL)
            place += 1
        elif sign == "*":
            found.append(_NAME)
        elif sign == "?":
            found.append(_ANY)
        elif pattern.startswith("[0-9]", place):
            found.append(_DIGIT)
            place += 4
        elif sign == "[" and "]" in pattern[place + 2 :]:
            found.append(_ANY)  # whatever stands in it: a pattern is rather read too widely
            place = pattern.index("]", place + 2)
        else:
            place += sign == "\\" and place + 1 < len(pattern)
            found.append(pattern[place])
        place += 1
    return found


def _meets(one: str, other: str) -> bool:
    return any(_share(a, b) for a in _readings(one) for b in _readings(other))


def _share(one: Tokens, other: Tokens) -> bool:
    """Say whether any text fits both."""
    open_, seen = [(0, 0)], {(0, 0)}
    while open_:
        a, b = open_.pop()
        if a == len(one) and b == len(other):
            return True
        mine = one[a] if a < len(one) else ""
        theirs = other[b] if b < len(other) else ""
        steps = []
        if mine in {_NAME, _ALL}:
            steps.append((a + 1, b))
        if theirs in {_NAME, _ALL}:
            steps.append((a, b + 1))
        if mine and theirs and _agree(mine, theirs):
            steps.append((a + (mine not in {_NAME, _ALL}), b + (theirs not in {_NAME, _ALL})))
        for step in steps:
            if step not in seen:
                seen.add(step)
                open_.append(step)
    return False


def _agree(mine: str, theirs: str) -> bool:
    """Say whether two tokens can stand for the same character."""
    if mine in _WIDE and theirs in _WIDE:
        return True
    if mine in _WIDE:
        mine, theirs = theirs, mine
    if theirs in _WIDE:
        return {_ALL: True, _DIGIT: mine.isdigit()}.get(theirs, mine != "/")
    return mine == theirs
