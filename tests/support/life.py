"""The whole life of a store with several desks, as a machine that Hypothesis drives.

Commands at any desk, syncs, kills, hand edits, taking back; after every few steps: no event is
lost, the index says what a new one says, nothing lies about, git finds nothing broken.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.support.cli import a_store, done, git, head
from tests.support.faults import kill_after
from tests.support.storms import complaints
from tests.support.warm import Ran, run, warm_up

DESKS = "ABC"
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
LIST = ("ticket", "list", "--all", "--json")
FINE = {0, 1, 2, 3, 4, 5, 6}
ROOM = Path(tempfile.mkdtemp(prefix="wuye-life-"))
atexit.register(shutil.rmtree, ROOM, ignore_errors=True)


class Life(RuleBasedStateMachine):
    """Three desks and the repository where they meet."""

    @initialize()
    def begin(self) -> None:
        """Found the store and its clones."""
        warm_up()
        self.folder = Path(tempfile.mkdtemp(dir=ROOM))
        root = a_store(self.folder)
        git(self.folder, "init", "-q", "--bare", "records.git")
        git(self.folder, "init", "-q", "--bare", "people.git")
        git(root, "remote", "add", "origin", "../records.git")
        git(root / "people", "remote", "add", "origin", "../../people.git")
        done("sync", at=root)
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
        ran = run(self.roots[code], words)
        assert ran.status in FINE, (words, ran)
        assert "Traceback" not in ran.said, (words, ran)
        return ran

    @rule(code=st.sampled_from(DESKS), text=st.sampled_from(TALK), home=st.integers(1, 30))
    def take(self, code: str, text: str, home: int) -> None:
        """Take a call."""
        ran = self.said(code, "take", f"3-1-{500 + home} {text} 1380000{home:04}")
        assert ran.status == 0, ran

    @rule(code=st.sampled_from(DESKS), step=st.sampled_from(STEPS), which=st.integers(0, 99))
    def work(self, code: str, step: tuple[str, ...], which: int) -> None:
        """Do a step of some ticket, legal or not."""
        names = sorted(path.stem for path in self.roots[code].glob("records/tickets/*/*/*/*.yaml"))
        if names:
            name = names[which % len(names)]
            self.said(code, *(word.format(id=name, number=which) for word in step))

    @rule(code=st.sampled_from(DESKS))
    def sync(self, code: str) -> None:
        """Meet the others."""
        ran = self.said(code, "sync")
        assert ran.status == 0, ran

    @rule(code=st.sampled_from(DESKS), tenths=st.integers(0, 40), syncs=st.booleans())
    def kill(self, code: str, tenths: int, syncs: bool) -> None:  # noqa: FBT001 - drawn
        """Kill a command at some moment."""
        words = ("sync",) if syncs else ("take", "3-1-777 漏水 13811112222")
        kill_after(lambda: run(self.roots[code], words).status, tenths / 100)

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
        assert len({git(root, "rev-parse", "HEAD") for root in self.roots.values()}) == 1
        for code, root in self.roots.items():
            assert run(root, ("take", "9-1-909 下一件")).status == 0
            assert [one for one in complaints(root) if "sync.lock" not in one] == [], code
            assert self.seen[code] <= self.events(code)
            found = run(root, ("check", "records"))
            assert found.status in {0, 1}, found
            assert "<<<<<<<" not in git(root, "show", "HEAD:standards/tiers.yaml")
