"""Frauds with the dates of commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.records import EVENT, arrived
from tests.support.crimes.scene import CLERK, DEED, SENT, names, receipt

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

README = {"NOTES.md": "# 备忘\n"}


def noted(scene: Scene) -> None:
    """Write a file of one's own and adopt it now."""
    (scene.root / "NOTES.md").write_text("# 备忘\n")
    scene.wuye(DEED, "commit NOTES.md")


def rebased(scene: Scene) -> None:
    """A morning's work of a branch is put on top of what others did meanwhile."""
    home = scene.git("symbolic-ref", "--short", "HEAD")
    scene.git("checkout", "-q", "-b", "apart")
    scene.wuye("2026-03-04 13:00", f"ticket arrive {SENT}")
    scene.wuye("2026-03-04 13:20", f"ticket note {SENT} --text 等配件")
    scene.git("checkout", "-q", home)
    scene.wuye("2026-03-04 14:30", "take 4-2-0102 门锁打不开")
    scene.git("checkout", "-q", "apart")
    scene.git("rebase", "-q", home, **_as_committer(DEED))
    scene.git("checkout", "-q", home)
    scene.git("merge", "-q", "--ff-only", "apart")


def picked_later(scene: Scene) -> None:
    """A standard that was adopted on a branch is picked two hours later."""
    home = scene.git("symbolic-ref", "--short", "HEAD")
    scene.git("checkout", "-q", "-b", "apart")
    path = "standards/duty.yaml"
    (scene.root / path).write_text(scene.read(path) + "# 核对过\n")
    scene.wuye("2026-03-04 13:00", f"commit {path}")
    scene.git("checkout", "-q", home)
    scene.wuye("2026-03-04 14:30", f"ticket arrive {SENT}")
    scene.git("cherry-pick", "apart", **_as_committer(DEED))


def _as_committer(at: str) -> dict[str, str]:
    told = names(CLERK, at)
    return {name: value for name, value in told.items() if "AUTHOR" not in name}


def _earlier_author(scene: Scene) -> Blame:
    """An arrival of today whose author's date is two hours earlier, on nothing newer."""
    at = "2026-03-04 13:00"
    files = scene.forged(SENT, "arrive", at=at, status="on_site")
    message = receipt("arrive", SENT, events=[EVENT])
    return Blame(scene.commit(files, authored=at, message=message), CLERK, SENT)


def _arrival(at: str, authored: str = "", zone: str = "+0800") -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        files = scene.forged(SENT, "arrive", at=at, status="on_site")
        message = receipt("arrive", SENT, events=[EVENT])
        commit = scene.commit(files, at=at, authored=authored, zone=zone, message=message)
        return Blame(commit, CLERK, SENT)

    return deed


def _note(at: str, authored: str = "", zone: str = "+0800") -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        return Blame(scene.commit(README, at=at, authored=authored, zone=zone, message="notes"))

    return deed


def _one_back(scene: Scene) -> Blame:
    """Two commits: the first jumps ahead by hours, so that the second seems to go back."""
    scene.commit(README, at="2026-03-04 15:00", message="notes")
    files = scene.forged(SENT, "arrive", at="2026-03-03 11:00", status="on_site")
    message = receipt("arrive", SENT, events=[EVENT])
    return Blame(scene.commit(files, at="2026-03-03 11:00", message=message), CLERK, SENT)


BACK = "back-dates commit (`GIT_COMMITTER_DATE`), dodges key expiry"
CRIMES: tuple[Crime, ...] = (
    Crime("G014", "arrival-in-a-commit-of-last-week", _arrival("2026-03-02 09:50"), arrived,
          trick=BACK),
    Crime("G014", "file-in-a-commit-of-last-year", _note("2025-03-02 09:50"), noted),
    Crime("G014", "six-minutes-back", _note("2026-03-03 09:23"), noted),
    Crime("G014", "same-clock-face-in-another-zone",
          _note("2026-03-03 10:00:00+09:00", zone="+0900"), noted),
    Crime("G014", "after-a-commit-in-between", _one_back, arrived),
    Crime("G014", "epoch", _note("1970-01-02 00:00"), noted),
    Crime("G015", "arrival-in-five-years", _arrival("2031-03-04 15:00"), arrived),
    Crime("G015", "file-in-five-years", _note("2031-03-04 15:00"), noted),
    Crime("G015", "file-an-hour-ahead-of-the-trial", _note("2026-04-01 11:00"), noted),
    Crime("G017", "author-a-month-earlier", _arrival(DEED, authored="2026-02-04 15:00"), arrived),
    Crime("G017", "author-two-hours-earlier", _earlier_author, rebased),
    Crime("G017", "file-with-an-author-of-last-week",
          _note(DEED, authored="2026-02-25 15:00"), picked_later),
    Crime("G017", "author-in-five-years", _note(DEED, authored="2031-03-04 15:00"), noted),
)  # fmt: skip
