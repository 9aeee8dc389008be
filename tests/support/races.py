"""Races that one must win, and readers beside writers who must never see less than was told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.support.cli import a_store, done, git, wuye
from tests.support.storms import Storm, complaints, many_writers

if TYPE_CHECKING:
    from pathlib import Path

RACES: dict[str, tuple[str, ...]] = {
    "accept": ("ticket", "accept", "1", "--who-did", "{who}"),
    "dispatch": ("dispatch", "1", "--to", "{who}"),
    "cancel": ("ticket", "cancel", "1", "--by", "owner", "--reason", "{who}"),
    "arrive": ("ticket", "arrive", "1"),
}
"""Steps that a ticket takes once, or that the second one must see to have been taken."""
_STAFF = ("赵师傅", "钱师傅", "孙师傅", "李师傅")


def one_winner(folder: Path, rounds: int, racers: int = 4) -> Storm:
    """Let several do the same step at once; every success is an event, no refusal is one."""
    bad, tried = [], 0
    for name, words in RACES.items():
        for number in range(rounds):
            tried += 1
            place = folder / f"{name}-{number}"
            place.mkdir(parents=True)
            root = a_store(place)
            done("take", "3-1-502 厨房漏水", at=root)
            if name in {"accept", "arrive"}:
                done("dispatch", "1", "--to", "赵师傅", at=root)
            start = threading.Barrier(racers)

            def race(who: str, root: Path = root, start: threading.Barrier = start,
                     words: tuple[str, ...] = words) -> int:  # fmt: skip
                start.wait()
                return wuye(*(one.format(who=who) for one in words), at=root, timeout=120).status

            with ThreadPoolExecutor(racers) as people:
                ended = list(people.map(race, _STAFF[:racers]))
            stored = git(root, "grep", "-h", f'do: "{name}"', "HEAD", "--", "records").count("\n")
            won = ended.count(0)
            alone = name in {"accept", "cancel"}
            if stored != won or won < 1 or (alone and won != 1) or not set(ended) <= {0, 4, 5}:
                bad.append(f"{name} {number}: {ended}, {stored} stored")
            bad += [f"{name} {number}: {one}" for one in complaints(root)]
    return Storm(tried, bad)


def readers_beside(folder: Path, writers: int, each: int, readers: int = 2) -> Storm:
    """Let readers list all the time beside writers: what one list had, the next has too."""
    going, stale, looks = threading.Event(), [], []
    root = folder / "s"

    def read(number: int) -> None:
        known: set[str] = set()
        while not going.is_set():
            if not (root / ".git" / "refs" / "heads").is_dir():
                continue
            ran = wuye("ticket", "list", "--all", "--json", at=root, timeout=120)
            if ran.status == 0:
                found = {one["id"] for one in ran.json}
                looks.append(number)
                stale.extend(f"reader {one}: gone" for one in known - found)
                known = found
            elif looks:
                stale.append(f"reader {len(looks)}: {ran}")

    with ThreadPoolExecutor(readers) as people:
        jobs = [people.submit(read, number) for number in range(readers)]
        try:
            storm = many_writers(folder, writers, each)
        finally:
            going.set()
        for job in jobs:
            job.result()
    return Storm(storm.tried + len(looks), storm.bad + stale)
