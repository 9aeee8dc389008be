"""What stands beside the history that is judged: branches, tags, stashes, heads of other trees."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.store import refs
from wuye_cli.store.git import records
from wuye_cli.store.layout import RECORDS, SETTINGS, STANDARDS
from wuye_cli.store.ticket_paths import TICKETS, is_ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.store.ground import Ground

_OWN = ("refs/replace/", "refs/wuye/pending/")
"""Replaced objects are told as such (G023); what waits is our own, half a second old."""
_FORMAT = "%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname)%00"
_NO_GRAPH = ("-c", "core.commitGraph=false")
_HELD = (RECORDS, STANDARDS, SETTINGS)
_MOST = 50
"""So many commits at the ends of refs are asked one by one."""
_MOST_COMMITS = 500


class Beside(NamedTuple):
    """A ref that holds commits on records which are not in a history.

    Attributes:
        name: The ref, or `worktrees/…/HEAD`.
        tip: The commit that it stands on.
        commits: How many such commits.
    """

    name: str
    tip: str
    commits: int


def beside(ground: Ground, until: str) -> list[Beside]:
    """Return the refs with commits on records, standards or settings that `until` does not have.

    Usually there are none, and one look at all of them is enough.
    """
    tips = {name: tip for name, tip in _tips(ground) if tip != until}
    if not tips:
        return []
    strange = set(_listed(ground, *sorted(set(tips.values())), f"^{until}"))
    apart = [(name, tip) for name, tip in tips.items() if tip in strange]
    counts = {
        tip: len(_listed(ground, tip, f"^{until}", paths=_HELD))
        for tip in dict.fromkeys(tip for _, tip in apart[:_MOST])
    }
    return [Beside(name, tip, counts[tip]) for name, tip in apart if counts.get(tip)]


def tickets_of(ground: Ground, tips: list[str], until: str) -> list[str]:
    """Return the ids of tickets that commits beside a history wrote on."""
    printed = ground.git.read(
        *(*_NO_GRAPH, "rev-list", f"--max-count={_MOST_COMMITS}"),
        *(*tips, f"^{until}", "--", TICKETS),
    )
    listed = ground.git.read(
        *(*_NO_GRAPH, "diff-tree", "--stdin", "-r", "-z", "-m", "--root", "--name-only"),
        *("--no-commit-id", "--no-renames", "--no-relative", "--no-ext-diff"),
        data=printed,
    )
    names = (path for path in records(listed) if is_ticket(path))
    return sorted({name.rpartition("/")[2].removesuffix(".yaml") for name in names})


def _tips(ground: Ground) -> Iterator[tuple[str, str]]:
    printed = ground.git.read("for-each-ref", f"--format={_FORMAT}")
    for line in (text.strip("\n") for text in records(printed)):
        if not line:
            continue
        kind, tip, of_kind, of_tip, name = line.split(" ", 4)
        if name.startswith(_OWN):
            continue
        if kind == "commit":
            yield name, tip
        elif of_kind == "commit":
            yield name, of_tip
    yield from _heads(ground)


def _heads(ground: Ground) -> Iterator[tuple[str, str]]:
    """Yield what the HEADs of this and other work trees stand on; a branch is known already."""
    folder = os.path.join(ground.common_dir, "worktrees")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    places = [("HEAD", ground.common_dir)]
    places += [(f"worktrees/{name}/HEAD", os.path.join(folder, name)) for name in names]
    for name, place in places:
        try:
            with open(os.path.join(place, "HEAD"), encoding="ascii", errors="replace") as file:
                tip = file.read().strip()
        except OSError:
            continue
        if refs.is_id(tip):
            yield name, tip


def _listed(ground: Ground, *names: str, paths: tuple[str, ...] = ()) -> list[str]:
    """Return commits, none where a ref stands on what is not here."""
    printed = ground.git.read(
        *(*_NO_GRAPH, "rev-list", "--stdin", "--", *paths),
        data="".join(f"{one}\n" for one in names).encode("ascii"),
        ok=(0, 128),
    )
    return printed.decode("ascii").split()
