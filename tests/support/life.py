"""The whole life of a store with several desks, as a machine that Hypothesis drives.

Commands at any desk, syncs and plain pulls, kills, hand edits, taking back, standards, conflicts,
photographs, backups, and the deeds of `tests.support.deeds`; after each step: no event is lost, the index says what a new one says. When
all have met: nothing lies about, git finds nothing broken, the audit finds nothing.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.support.cli import SOURCE, WUYE, a_store, done, environment, git, head
from tests.support.deeds import DEEDS, Hand
from tests.support.storms import complaints
from tests.support.warm import Ran, run, warm_up

CLERKS = {"A": "李客服 <li@a.example>", "B": "何晓 <he@b.example>", "C": "p <p@x>"}
DESKS = tuple(CLERKS)
TALK = ("厨房漏水", "门锁坏", "大堂灯不亮", "投诉公摊电费高", "电梯困人", "=1+1", "a: {b}")
STEPS = (
    ("dispatch", "{id}", "--to", "赵师傅"),
    ("ticket", "arrive", "{id}"),
    ("ticket", "note", "{id}", "--text", "备注 {number}"),
    ("ticket", "urge", "{id}"),
    ("ticket", "cancel", "{id}", "--by", "owner", "--reason", "自己好了"),
    ("done", "{id}", "--step", "all", "--told", "电话"),
    ("visit", "{id}", "--score", "满意"),
    ("undo", "{id}"),
)
LIMITS = ("楼内照明.办结", "urgent.arrive", "general.resolve")
LIST = ("ticket", "list", "--all", "--json")
FINE = {0, 1, 2, 3, 4, 5, 6}
BACKUP_NOTES = ("backup.lock", "backup.json")
STEPS_DONE = Counter[str]()
"""Lives and steps of this process."""
ROOM = Path(tempfile.mkdtemp(prefix="wuye-life-"))
atexit.register(shutil.rmtree, ROOM, ignore_errors=True)


class Life(RuleBasedStateMachine):
    """Three desks and the repository where they meet."""

    @initialize()
    def begin(self) -> None:
        """Found the store and its clones."""
        warm_up()
        STEPS_DONE["lives"] += 1
        self.folder = Path(tempfile.mkdtemp(dir=ROOM))
        root = a_store(self.folder)
        git(self.folder, "init", "-q", "--bare", "records.git")
        git(self.folder, "init", "-q", "--bare", "people.git")
        git(root, "remote", "add", "origin", "../records.git")
        git(root / "people", "remote", "add", "origin", "../../people.git")
        done("sync", at=root)
        command = self.folder / "bin" / "wuye"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nPYTHONPATH={SOURCE} exec {" ".join(WUYE)} "$@"\n')
        command.chmod(0o755)
        self.path = f"{command.parent}:{os.environ['PATH']}"
        self.roots = {}
        for code in DESKS:
            self.roots[code] = self.folder / code
            shutil.copytree(root, self.roots[code], symlinks=True)
            git(self.roots[code], "config", "wuye.desk", code)
        self.seen: dict[str, set[str]] = {code: set() for code in DESKS}
        self.checked = 0

    def teardown(self) -> None:
        """Let all meet, and see that they agree."""
        if hasattr(self, "folder"):
            self.meet()
            shutil.rmtree(self.folder)

    def said(self, code: str, *words: str) -> Ran:
        """Run a command at a desk; it may refuse, but never break."""
        ran = self.run(code, *words)
        assert ran.status in FINE, (words, ran)
        assert "Traceback" not in ran.said, (words, ran)
        return ran

    def run(self, code: str, *words: str, killed_after: float | None = None) -> Ran:
        """Run a command as the clerk of a desk."""
        clerk = {"WUYE_ACTOR": CLERKS[code]}
        return run(self.roots[code], words, killed_after=killed_after, **clerk)

    @rule(code=st.sampled_from(DESKS), text=st.sampled_from(TALK), home=st.integers(1, 30))
    def take(self, code: str, text: str, home: int) -> None:
        """Take a call."""
        ran = self.said(code, "take", f"3-1-{500 + home} {text} 1380000{home:04}")
        assert ran.status == 0, ran

    def some_ticket(self, code: str, which: int) -> str | None:
        """Return the id of some ticket of a desk."""
        names = sorted(path.stem for path in self.roots[code].glob("records/tickets/*/*/*/*.yaml"))
        return names[which % len(names)] if names else None

    @rule(code=st.sampled_from(DESKS), step=st.sampled_from(STEPS), which=st.integers(0, 99))
    def work(self, code: str, step: tuple[str, ...], which: int) -> None:
        """Do a step of some ticket, legal or not."""
        name = self.some_ticket(code, which)
        if name:
            self.said(code, *(word.format(id=name, number=which) for word in step))

    @rule(code=st.sampled_from(DESKS), which=st.integers(0, 99))
    def photograph(self, code: str, which: int) -> None:
        """Attach a picture to some ticket."""
        name = self.some_ticket(code, which)
        if name:
            picture = self.folder / f"{which}.png"
            picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([which]))
            self.said(code, "ticket", "attach", name, str(picture))

    @rule(
        code=st.sampled_from(DESKS),
        name=st.sampled_from(tuple(DEEDS)),
        which=st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)),
    )
    def deed(self, code: str, name: str, which: tuple[int, int, int]) -> None:
        """Do what desks do more seldom; what it leaves by hand and cannot adopt is given up."""
        number, *tickets = which
        one, other = (self.some_ticket(code, ticket) or "" for ticket in tickets)
        root = self.roots[code]
        DEEDS[name](Hand(root, partial(self.said, code), one, other, number, self.folder))
        git(root, "checkout", "-q", "--", ".")
        git(root, "clean", "-qfd", "standards", "records")

    @rule(code=st.sampled_from(DESKS), limit=st.sampled_from(LIMITS), hours=st.integers(1, 9))
    def revise(self, code: str, limit: str, hours: int) -> None:
        """Propose another figure of a standard, which another desk may do too."""
        self.said(code, "standard", "set", limit, f"{hours}h", "--reason", "试行")

    @rule(code=st.sampled_from(DESKS), take=st.sampled_from(("--keep", "--take=1", "--take=2")))
    def settle(self, code: str, take: str) -> None:
        """Settle the first conflict that is listed."""
        listed = json.loads(self.said(code, "conflicts", "list", "--json").said)
        for one in listed[:1]:
            self.said(code, "conflicts", "settle", one["id"], take)

    @rule(code=st.sampled_from(DESKS))
    def pull(self, code: str) -> None:
        """Merge by plain git, as a person would who knows git better than us."""
        root = self.roots[code]
        pulled = ("-c", f"user.name={code}", "-c", "user.email=p@x", "pull", "-q", "--no-rebase")
        ended = subprocess.run(
            ["git", *pulled, "--no-edit", "origin", "main"],
            cwd=root, env=environment(WUYE_ACTOR=CLERKS[code], PATH=self.path),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = ended.stdout + ended.stderr
        assert "Traceback" not in said, said
        clashing = [line for line in said.splitlines() if line.startswith("CONFLICT")]
        if clashing:  # git asks about a fact of a standard, or tickets of one number
            assert all("standards/" in line or " A" in line for line in clashing), said
            git(root, "merge", "--abort")

    @rule(code=st.sampled_from(DESKS))
    def back_up(self, code: str) -> None:
        """Back up, restore somewhere else, and find the same there."""
        disk, anew = (Path(tempfile.mkdtemp(dir=self.folder)) for _ in range(2))
        assert self.said(code, "backup", str(disk)).status == 0
        backup = next(disk.iterdir())
        assert self.said(code, "restore", str(backup), str(anew)).status == 0
        assert head(anew) == head(self.roots[code])
        shutil.rmtree(disk)
        shutil.rmtree(anew)

    @rule(code=st.sampled_from(DESKS))
    def sync(self, code: str) -> None:
        """Meet the others."""
        ran = self.said(code, "sync")
        assert ran.status == 0, ran

    @rule(code=st.sampled_from(DESKS), hundredths=st.integers(0, 40), syncs=st.booleans())
    def kill(self, code: str, hundredths: int, syncs: bool) -> None:  # noqa: FBT001 - drawn
        """Kill a command at some moment."""
        words = ("sync",) if syncs else ("take", "3-1-777 漏水 13811112222")
        self.run(code, *words, killed_after=hundredths / 100)

    @rule(code=st.sampled_from(DESKS), number=st.integers(0, 9))
    def edit(self, code: str, number: int) -> None:
        """Edit a standard by hand and adopt it."""
        file = self.roots[code] / "standards" / "tiers.yaml"
        file.write_text(file.read_text() + f"# {code}{number}\n")
        self.said(code, "commit")
        git(self.roots[code], "checkout", "-q", "--", ".")

    @precondition(lambda self: hasattr(self, "roots"))
    @invariant()
    def holds(self) -> None:
        """Look at one desk after the other."""
        self.checked += 1
        STEPS_DONE["steps"] += 1
        code = DESKS[self.checked % len(DESKS)]
        self.look(code)

    def look(self, code: str) -> None:
        """Hold one desk against everything that must be true of it."""
        root = self.roots[code]
        if run(root, ("status",)).status not in FINE:
            raise AssertionError("status")
        events = self.events(code)
        assert self.seen[code] <= events, (code, self.seen[code] - events)
        self.seen[code] = events
        self.look_at_index(root)

    def look_at_index(self, root: Path) -> None:
        """Hold the index against a new one, at one HEAD: a killed command's git may go on."""
        for _ in range(5):
            at = head(root)
            listed = run(root, LIST)
            for file in (root / ".git" / "wuye").glob("index.db*"):
                file.unlink()
            anew = run(root, LIST)
            if head(root) == at:
                assert listed == anew
                return
        raise AssertionError("HEAD never rests")

    def events(self, code: str) -> set[str]:
        """Return the ids of all events at HEAD."""
        printed = git(self.roots[code], "grep", "-h", "-o", '{id: "[0-9a-z]*"', "HEAD", "--",
                      "records/tickets") if self.has_tickets(code) else ""  # fmt: skip
        return set(printed.split("\n")) - {""}

    def has_tickets(self, code: str) -> bool:
        """Say whether there is a ticket at HEAD: git grep fails where it finds none."""
        return bool(git(self.roots[code], "ls-tree", "-r", "HEAD", "records/tickets").strip())

    def meet(self) -> None:
        """Sync in rounds until all agree, at most three."""
        for _ in range(3):
            for code in DESKS:
                self.sync(code)
        for below in (".", "people"):
            heads = {git(root / below, "rev-parse", "HEAD") for root in self.roots.values()}
            assert len(heads) == 1, below
        for code, root in self.roots.items():
            assert run(root, ("take", "9-1-909 下一件")).status == 0
            complained = [
                one for one in complaints(root) if not one.endswith(("sync.lock", *BACKUP_NOTES))
            ]
            assert complained == [], (code, complained)
            assert self.seen[code] <= self.events(code)
            back = json.loads(run(root, ("privacy", "due", "--json")).said)
            assert (back["returned"], back["unfinished"]) == ([], ""), back
            assert not (root / "people" / ".git" / "wuye" / "forgetting").exists()
            found = run(root, ("check", "records"))
            assert found.status in {0, 1}, found
            audited = run(root, ("audit", "verify"))
            assert audited.status == 0, audited
            assert "<<<<<<<" not in git(root, "show", "HEAD:standards/tiers.yaml")
