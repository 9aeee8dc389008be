"""Frauds in merges, where nobody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.scene import (
    CLERK,
    CLOSED,
    DEED,
    SENT,
    TAKEN,
    TECHNICIAN,
    iso,
    names,
    receipt,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.support.crimes.scene import Scene

NEXT = "2026-03-04 15:20"
MERGE = "2026-03-04 15:40"
TIERS = "standards/tiers.yaml"
EVIL = "hide by `.gitattributes`, `.mailmap`, replace, evil merge, shallow CI"


def sides(scene: Scene) -> tuple[Mapping[str, str], str]:
    """Make a branch with a step on one ticket, and a step on another at home."""
    files = scene.forged(SENT, "arrive", status="on_site", by=TECHNICIAN.mail)
    message = receipt("arrive", SENT, events=["frgd000001"])
    scene.commit(files, branch="side", by=TECHNICIAN, message=message)
    ours = scene.forged(TAKEN, "dispatch", at=NEXT, name="frgd000002", status="dispatched",
                        more='to: "赵师傅"')  # fmt: skip
    scene.commit(ours, at=NEXT, message=receipt("dispatch", TAKEN, events=["frgd000002"]))
    return files, "side"


def merged(scene: Scene) -> None:
    """Merge two sides with plain git, which finds nothing to decide."""
    _, side = sides(scene)
    scene.git("merge", "-q", "--no-ff", "--no-edit", side, **names(CLERK, MERGE))


def _evil(
    change: Callable[[Scene], Mapping[str, str | None]], ticket: str = ""
) -> Callable[[Scene], Blame]:
    """A merge that does what it should, and something else beside it."""

    def deed(scene: Scene) -> Blame:
        theirs, side = sides(scene)
        files = {**theirs, **change(scene)}
        commit = scene.commit(
            files, at=MERGE, parents=("HEAD", side), message=f"Merge branch '{side}'"
        )
        return Blame(commit, CLERK, ticket)

    return deed


def _dropped(parents: tuple[str, str]) -> Callable[[Scene], Blame]:
    """`git merge -s ours`: the other side's history is there, what it wrote is not."""

    def deed(scene: Scene) -> Blame:
        sides(scene)
        home = scene.head()
        commit = scene.commit({}, at=MERGE, parents=parents, message="Merge branch 'side'")
        lost = SENT if scene.head("HEAD^1") == home else TAKEN
        return Blame(commit, CLERK, lost)

    return deed


def _event_lost(scene: Scene) -> Mapping[str, str | None]:
    text = scene.text(CLOSED)
    return {scene.path(CLOSED): "".join(text.splitlines(keepends=True)[:-1])}


def _limit_relaxed(scene: Scene) -> Mapping[str, str | None]:
    text = scene.read(TIERS)
    assert "[24h, always]" in text
    return {TIERS: text.replace("[24h, always]", "[48h, always]", 1)}


def _event_changed(scene: Scene) -> Mapping[str, str | None]:
    return scene.edited(CLOSED, "T10:00:00", "T09:20:00")


def _theirs_changed(scene: Scene) -> Mapping[str, str | None]:
    text = scene.text(SENT, "side")
    return {scene.path(SENT): text.replace(iso(DEED), iso("2026-03-04 14:00"))}


def _octopus(scene: Scene) -> Blame:
    theirs, side = sides(scene)
    scene.commit({"NOTES.md": "# 备忘\n"}, branch="third", at=NEXT, message="notes")
    files = {**theirs, "NOTES.md": "# 备忘\n"}
    commit = scene.commit(files, at=MERGE, parents=("HEAD", side, "third"), message="Merge all")
    return Blame(commit, CLERK)


def _unrelated(scene: Scene) -> Blame:
    """A history that shares nothing with ours is merged in."""
    files = {"NOTES.md": "# 备忘\n"}
    other = scene.commit(files, branch="other", at=NEXT, parents=(), message="another beginning")
    scene.commit(files, at=MERGE, parents=("HEAD", "other"), message="Merge branch 'other'")
    return Blame(other, CLERK)


CRIMES: tuple[Crime, ...] = (
    Crime("G020", "event-changed-in-a-merge", _evil(_event_changed, CLOSED), merged, trick=EVIL),
    Crime("G020", "event-of-a-side-changed-in-a-merge", _evil(_theirs_changed, SENT), merged),
    Crime("G020", "limit-relaxed-in-a-merge", _evil(_limit_relaxed), merged),
    Crime("G020", "event-lost-in-a-merge", _evil(_event_lost, CLOSED), merged),
    Crime("G020", "ticket-deleted-in-a-merge",
          _evil(lambda scene: {scene.path(CLOSED): None}, CLOSED), merged),
    Crime("G020", "file-added-in-a-merge", _evil(lambda _: {"NOTES.md": "# 备忘\n"}), merged),
    Crime("G021", "octopus", _octopus, merged),
    Crime("G021", "unrelated-history", _unrelated, merged),
    Crime("G022", "their-side-dropped", _dropped(("HEAD", "side")), merged),
    Crime("G022", "our-side-dropped", _dropped(("side", "HEAD")), merged),
)  # fmt: skip
