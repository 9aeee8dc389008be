"""A real desk on a real store in a temporary folder, with a clock that the test sets."""

from __future__ import annotations

import atexit
import functools
import random
import shutil
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tests.support.repos import git, packed

from wuye_cli.services.checking.run import Asked, check
from wuye_cli.services.desk import Desk
from wuye_cli.services.founding import Answers, found
from wuye_cli.store.house import load_house
from wuye_cli.store.repository import Actor, Store

ZONE = timezone(timedelta(hours=8))
CLERK = Actor("李客服", "li@desk.example")
MANAGER = Actor("王经理", "wang@desk.example")


class SetClock:
    def __init__(self, text: str) -> None:
        self.at(text)

    def at(self, text: str) -> None:
        self._now = datetime.fromisoformat(text).replace(tzinfo=ZONE)

    def now(self) -> datetime:
        return self._now


@functools.cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="desk-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    at = datetime(2026, 11, 1, 8, 0, tzinfo=ZONE)
    found(folder / "store", Answers(estate="测试小区"), actor=CLERK, at=at)
    store = Store.open(folder / "store")
    load_house(store)  # kept compiled, and how the standards read, as the first commands do
    check(store, Asked(), at)
    return packed(folder / "store")


class Office:
    """A desk whose clock and actor a test may change."""

    def __init__(self, root: Path, at: str) -> None:
        self.clock = SetClock(at)
        self.actor = CLERK
        self.root = root
        chance = random.Random(7)
        self.desk = Desk(
            Store.open(root),
            clock=self.clock,
            entropy=chance.randbytes,
            actor=lambda: self.actor,
        )


def an_office(folder: Path, at: str = "2026-11-24 09:00") -> Office:
    shutil.copytree(_template(), folder / "store", symlinks=True)
    return Office(folder / "store", at)


def a_copy(root: Path, folder: Path, at: str = "2026-11-24 09:00", seed: int = 11) -> Office:
    """Return an office of its own at a store that was made once; chance does not repeat itself."""
    shutil.copytree(root, folder / "store", symlinks=True)
    for one in (folder / "store", folder / "store" / "people"):
        git(one, "update-index", "-q", "--refresh")
    office = Office(folder / "store", at)
    office.desk.entropy = random.Random(seed).randbytes
    return office
