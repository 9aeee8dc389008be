"""Faults and crowds through the real command line: kills, a git that dies, many writers.

Each storm returns how often it tried and what was wrong; tests run short ones, `tools/stress.py`
the long ones.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.cli import WUYE, a_store, done, environment, fresh, git, wuye
from tests.support.repos import leftovers

DEATHS = {
    "killed before": "kill -9 $$",
    "fails": "exit 128",  # 1 is an answer of some commands
    "killed after": '"{git}" "$@"; kill -9 $$',
}
CHANGES: dict[str, tuple[str, ...]] = {
    "take": ("take", "2-1-803 厨房龙头滴水 13500005555"),
    "new": ("ticket", "new", "--title", "大堂灯不亮", "--place", "大堂"),
    "dispatch": ("dispatch", "1", "--to", "赵师傅"),
    "note": ("ticket", "note", "1", "--text", "备注 13600004444"),
    "amend": ("ticket", "amend", "1", "--title", "改过的标题"),
    "cancel": ("ticket", "cancel", "1", "--by", "owner"),
    "undo": ("undo", "1"),
    "attach": ("ticket", "attach", "1", "/etc/hostname"),
    "commit": ("commit",),
}
_CACHES = ("index.db", "house.msgpack", "check.msgpack", "audit.msgpack", "sync.lock")
"""What may be thrown away at any time and so may lie there in any state."""
_MORTAL = """#!/bin/sh
count=1
while ! mkdir "{counter}/$count" 2>/dev/null; do count=$((count + 1)); done
if [ $count -eq {at} ]; then {how}; fi
exec "{git}" "$@"
"""


class Storm(NamedTuple):
    """What a storm did: how many times it tried, and a line for each that did not hold."""

    tried: int
    bad: list[str]

    @property
    def held(self) -> int:
        return self.tried - len({line.partition(":")[0] for line in self.bad})


def a_store_at_work(folder: Path) -> Path:
    """Return a store with a dispatched ticket, number 1."""
    root = a_store(folder)
    done("take", "3-1-502 厨房水管爆了 13800001234", at=root)
    done("dispatch", "1", "--to", "钱师傅", at=root)
    return root


def state(root: Path) -> tuple[Any, ...]:
    """Return what git holds: the tree of the standards, and each ticket without its random ids."""
    tickets = []
    for path in git(root, "ls-tree", "-r", "--name-only", "HEAD", "records/tickets").split():
        lines = git(root, "show", f"HEAD:{path}").splitlines()
        events = [line.split('do: "')[1].split('"')[0] for line in lines if 'do: "' in line]
        head = [line for line in lines if line.startswith(("title", "status", "words"))]
        tickets.append((path, *head, *events))
    return (git(root, "rev-parse", "HEAD:standards"), *tickets)


def complaints(root: Path) -> list[str]:
    """Return what a store shows that no operation may leave behind."""
    found = [f"left {path}" for path in leftovers(root) if not Path(path).name.startswith(_CACHES)]
    for repository in (root, root / "people"):
        lying = git(repository, "status", "--porcelain", "--untracked-files=all")
        found += [f"lying {lying}"] if lying else []
        fsck = git(repository, "fsck", "--full", "--strict", "--no-dangling", "--no-progress")
        found += [f"fsck {fsck}"] if fsck else []
    return found


def git_dies(folder: Path, name: str, how: str) -> Storm:
    """Let git die at each of its starts during one command; the next command must work."""
    template = a_store_at_work(folder)
    if name == "commit":
        file = template / "standards" / "tiers.yaml"
        file.write_text("# 看过\n" + file.read_text())
    before, after = state(template), ()
    at, bad = 0, []
    while True:
        root = folder / f"{at}" / "s"
        shutil.copytree(template, root, symlinks=True)
        counter, path = folder / f"starts-{at}", folder / f"bin-{at}"
        counter.mkdir()
        path.mkdir()
        real = shutil.which("git")
        wrapper = path / "git"
        text = _MORTAL.format(counter=counter, at=at, how=DEATHS[how].format(git=real), git=real)
        wrapper.write_text(text)
        wrapper.chmod(0o755)
        ran = wuye(*CHANGES[name], at=root, PATH=f"{path}:{environment()['PATH']}")
        if at == 0:  # nobody dies: this is how it should be
            after = state(root)
            bad += [] if ran.status == 0 and after != before else [f"{name} {how} 0: {ran}"]
        elif len(list(counter.iterdir())) < at:
            return Storm(at - 1, bad)
        else:
            bad += [f"{name} {how} {at}: {one}" for one in _judged(root, ran, before, after)]
        shutil.rmtree(root.parent)
        at += 1


def _judged(root: Path, ran: Any, before: Any, after: Any) -> list[str]:
    wrong = []
    if ran.status not in {0, 6, 7} or ran.err.count("\n") != (ran.status != 0):
        wrong.append(f"said {ran}")
    nxt = wuye("take", "9-1-909 下一件", at=root)
    if nxt.status:
        return [*wrong, f"next: {nxt}"]
    held = tuple(one for one in state(root) if not any("下一件" in part for part in one[1:]))
    if held not in ((after,) if ran.status == 0 else (before, after)):
        wrong.append(f"half: {ran} {held}")
    if held == before and "M standards" in git(root, "status", "--porcelain"):
        return wrong  # the hand edit that was to be adopted still lies there, as it should
    return wrong + complaints(root)


def random_kills(folder: Path, number: int, seed: int = 7) -> Storm:
    """Kill commands at random moments; what was acknowledged must be there, once."""
    root = a_store_at_work(folder)
    dice = random.Random(seed)
    bad: list[str] = []
    told: list[str] = []
    began = time.monotonic()
    fresh("ticket", "note", "1", "--text", "first", at=root)
    pace = time.monotonic() - began  # of this machine, as busy as it is
    for turn in range(number):
        token = f"tok{turn:05}x"
        words = (
            ("take", f"1-1-101 {token}") if turn % 2 else ("ticket", "note", "1", "--text", token)
        )
        child = subprocess.Popen(
            [*WUYE, *words], cwd=root, env=environment(), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(dice.uniform(0.1, 1.9) * pace)
        child.kill()
        if child.wait() == 0:
            told.append(token)
    nxt = wuye("take", "9-1-909 下一件", at=root)
    bad += [f"{number}: next {nxt}"] if nxt.status else []
    bad += [f"{number}: {one}" for one in complaints(root)]
    records = git(root, "grep", "-h", "tok[0-9]*x", "HEAD", "--", "records")
    for turn in range(number):
        token = f"tok{turn:05}x"
        lines = [line for line in records.splitlines() if token in line and "title" not in line]
        if len(lines) > 1 or (token in told and not lines):
            bad.append(f"{turn}: {token} {lines}")
    if not 0 < len(told) < number:
        bad.append(f"{number}: {len(told)} were acknowledged, which proves nothing")
    return Storm(number, bad)


def many_writers(folder: Path, writers: int, each: int) -> Storm:
    """Let many people create and edit at once; every write is read back by who made it."""
    root = a_store_at_work(folder)
    before = int(git(root, "rev-list", "--count", "HEAD"))

    def person(number: int) -> list[str]:
        who = {"WUYE_ACTOR": f"客服{number} <w{number}@desk.example>"}
        return [one for turn in range(each) for one in _turn(root, number, turn, who)]

    with ThreadPoolExecutor(writers) as people:
        bad = [line for lines in people.map(person, range(writers)) for line in lines]
    made = int(git(root, "rev-list", "--count", "HEAD")) - before
    if made != writers * each:
        bad.append(f"all: {made} commits of {writers * each}")
    bad += [f"all: {one}" for one in complaints(root)]
    listed = done("ticket", "list", "--all", "--json", at=root).json
    ids = [one["id"] for one in listed]
    stored = git(root, "ls-tree", "-r", "--name-only", "HEAD", "records/tickets").split()
    if len(set(ids)) != len(stored):
        bad.append(f"all: {len(set(ids))} listed of {len(stored)}")
    return Storm(writers * each, bad)


def _turn(root: Path, number: int, turn: int, who: dict[str, str]) -> list[str]:
    """Create or edit, and look at once whether all see it."""
    name, token = f"{number}-{turn}", f"w{number}t{turn}"
    creates = turn % 2 == 0
    words = ("take", f"{number + 1}-1-101 {token}") if creates else (
        "ticket", "note", "1", "--text", token
    )  # fmt: skip
    ran = wuye(*words, "--json", at=root, timeout=300, **who)
    if ran.status:
        return [f"{name}: {ran}"]
    bad = []
    author = git(root, "show", "-s", "--format=%an <%ae>|%s", ran.json["commit"]).strip()
    if not author.startswith(who["WUYE_ACTOR"] + "|"):
        bad.append(f"{name}: by {author}")
    shown = wuye("ticket", "show", ran.json["id"], "--json", at=root, timeout=300)
    if shown.status or token not in shown.out:
        bad.append(f"{name}: stale {shown}")
    return bad
