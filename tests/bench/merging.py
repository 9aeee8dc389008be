"""A sync that merges a thousand tickets of each side, beside what git does with the same commits.

Beside `git merge`, as promised; and beside all that a sync is: fetch, merge and push by plain git
under the settings of durability that wuye gives it.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.bench.measure import Row, in_turn
from tests.bench.stores import made

from wuye_cli.store.founding import MERGED, with_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

CHANGED = 1000
"""Tickets that each side changed."""
_TICKETS = 4000
_NOTE = (
    '  - {{id: "{id}", at: "2026-11-21T09:00:00+08:00", by: "{by}", do: "note", text: "已联系"}}\n'
)
_RUNS = 5
_GIT = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com")
_SYNCED = ("-c", "core.fsync=all", "-c", "core.fsyncMethod=fsync")
"""As wuye has git write; the work tree git syncs under no setting."""
_MERGE = ("merge", "-q", "theirs")
_ALL = (("fetch", "-q", "origin"), _MERGE, ("push", "-q", "origin", "HEAD:main"))
"""What `sync` does besides the merge."""


def merges(_stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure `wuye sync` and `git merge`: tickets of their own, and the same tickets on both."""
    work = tools.folder.parent
    runs = max(3, min(runs, _RUNS))
    rows = []
    for what, apart in (("other tickets", CHANGED), ("the same tickets", 0)):
        origin = _two_sides(work, f"merge-{apart}", apart)
        needed = (3 if apart else 1) * (runs + 1)
        copies = [_copied(origin, work / f"merging-{apart}-{n}") for n in range(needed)]
        places = iter(copies)
        works = {"wuye sync": _each(tools, [[tools.wuye, "sync"]], places)}
        if apart:  # of the same tickets git merges no line: both sides wrote at the end
            works["git merge"] = _each(tools, [[*_GIT, *_MERGE]], places)
            works["git in all"] = _each(tools, [[*_GIT, *_SYNCED, *one] for one in _ALL], places)
        costs = in_turn(works, runs)
        git_cost = costs.get("git merge") or next(row.cost for row in rows if row.what[:3] == "git")
        if apart:
            rows.append(Row("merge", f"git merge {CHANGED}+{CHANGED}", git_cost))
        sync = costs["wuye sync"]
        ratio = sync.cpu / git_cost.cpu
        limit = "<= 5" if apart else ""
        name = f"sync {CHANGED}+{CHANGED} {what}"
        rows.append(Row("merge", name, sync, "git merge", ratio, limit))
        if whole := costs.get("git in all"):
            rows.append(Row("merge", "git fetch, merge, push, synced", whole))
            rows.append(Row("merge", name, sync, "git in all", sync.cpu / whole.cpu))
        for place in copies:
            shutil.rmtree(place)
    return rows


def _each(tools: Tools, lines: list[list[str]], places: Iterator[Path]) -> Callable[[], object]:
    """Return a work that runs in another copy each time, as a merge is over once it is done."""

    def work() -> None:
        place = next(places) / "clone"
        for words in lines:
            tools.run(words, place)()

    return work


def _two_sides(work: Path, name: str, apart: int) -> Path:
    """Make a clone whose remote has another thousand tickets changed than the clone has."""
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    base = made(work, _TICKETS, name)
    clone, bare = folder / "clone", folder / "remote.git"
    shutil.move(base.place, clone)
    (clone / ".gitattributes").write_bytes(with_lines(b"", MERGED))  # as every store has it
    _git(clone, "add", ".gitattributes")
    _git(clone, "commit", "-qm", "attributes")
    _git(folder, "clone", "-q", "--bare", str(clone), str(bare))
    _git(clone, "remote", "add", "origin", "../remote.git")
    paths = sorted((clone / "records" / "tickets").rglob("*.yaml"))
    _note(clone, paths[apart : apart + CHANGED], "their")
    _git(clone, "push", "-q", "origin", "HEAD:main")
    _git(clone, "branch", "theirs")
    _git(clone, "reset", "-q", "--hard", "HEAD~1")
    _note(clone, paths[:CHANGED], "ours")
    return folder


def _note(clone: Path, paths: list[Path], who: str) -> None:
    for number, path in enumerate(paths):
        path.write_text(path.read_text() + _NOTE.format(id=f"{who}{number:06}", by=who))
    _git(clone, "commit", "-qam", f"notes of {who}")


def _copied(folder: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder, place, symlinks=True)
    _git(place / "clone", "update-index", "-q", "--refresh")
    return place


def _git(place: Path, *words: str) -> None:
    name = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    subprocess.run(["git", *name, *words], cwd=place, check=True, capture_output=True)
