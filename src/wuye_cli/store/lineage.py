"""What a history of `people/` replaced: erasing squashes it, and other clones have the old one.

A squash says in its commit which histories it stands for, by their first commits, and who was
erased. So a clone with the old history knows the new one for the same store's, where git knows of
nothing that the two have in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.store.ground import Ground

ERASED = "Wuye-Erased"
REPLACES = "Wuye-Replaces"
TAKEN = "Wuye-Took-In"
_FULL = frozenset({40, 64})
_HEX = frozenset("0123456789abcdef")

OURS, THEIRS, BOTH = "ours", "theirs", "both"
"""Which of two histories replaced the other; `both`, if each replaced one that they once had."""


class Lineage(NamedTuple):
    """Where a history comes from.

    Attributes:
        roots: Its first commits.
        replaces: The first commits of the histories that it stands for.
        erased: Who was erased in it.
        taken: Commits of a replaced history whose work it holds, the newest first.
    """

    roots: frozenset[str]
    replaces: frozenset[str]
    erased: frozenset[str]
    taken: tuple[str, ...]


def lineage(ground: Ground, commit: str, extra: Mapping[str, str] | None = None) -> Lineage:
    """Return where a commit comes from.

    Args:
        ground: The repository.
        commit: A full id.
        extra: More environment for git, such as where objects lie that are not taken in yet.
    """
    roots = ground.git.read("rev-list", "--max-parents=0", commit, extra=extra)
    told = ("--format=%B", "--extended-regexp", f"--grep=^({ERASED}|{REPLACES}|{TAKEN}): ")
    printed = ground.git.read("rev-list", *told, commit, extra=extra).decode("utf-8", "replace")
    pairs = [line.partition(": ")[::2] for line in printed.split("\n")]
    replaces, taken = (
        [value for key, value in pairs if key == name and _is_id(value)]
        for name in (REPLACES, TAKEN)
    )
    return Lineage(
        roots=frozenset(roots.decode("ascii").split()),
        replaces=frozenset(replaces),
        erased=frozenset(value for key, value in pairs if key == ERASED),
        taken=tuple(dict.fromkeys(taken)),
    )


def kinship(ours: Lineage, theirs: Lineage) -> str:
    """Return which of two histories replaced the other, "" if they have nothing to do."""
    if theirs.replaces & ours.roots:
        return THEIRS
    if ours.replaces & theirs.roots:
        return OURS
    return BOTH if ours.replaces & theirs.replaces else ""


def trailers_of(*lines: Lineage, erased: str = "") -> list[tuple[str, str]]:
    """Return what the first commit of a new history says of those that it stands for."""
    replaces = frozenset[str]().union(*(one.roots | one.replaces for one in lines))
    gone = frozenset([erased] if erased else []).union(*(one.erased for one in lines))
    taken = dict.fromkeys(name for one in lines for name in one.taken)
    return [
        *((ERASED, name) for name in sorted(gone)),
        *((REPLACES, name) for name in sorted(replaces)),
        *((TAKEN, name) for name in taken),
    ]


def _is_id(text: str) -> bool:
    return len(text) in _FULL and _HEX.issuperset(text)
