"""Promises that were worse for a while, on a store with honest days in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.support.crimes.scene import MANAGER, SENT, TAKEN, TECHNICIAN, a_scene, receipt
from tests.support.histories import findings

from wuye_cli.auditing.rules.sandwiches import Memory, SandwichJudge
from wuye_cli.services.auditing.bending import Bending
from wuye_cli.services.merging import planned
from wuye_cli.store.ground import Ground
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.crimes.scene import Scene

    from wuye_cli.checking.finding import Finding

TIERS = "standards/tiers.yaml"
SERVICE = "standards/services/order.yaml"
HARD, SOFT, HARDER = (
    "feedback: [1h, always]",
    "feedback: [90m, always]",
    "feedback: [30m, always]",
)
OPEN, USE, SHUT, MEET = (f"2026-03-04 15:{minute}" for minute in ("10", "20", "40", "50"))
MONTHS_LATER = "2026-05-20 09:00"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def text_with(scene: Scene, limit: str) -> dict[str, str]:
    before = next(one for one in (HARD, SOFT, HARDER) if one in scene.read(TIERS))
    return {TIERS: scene.read(TIERS).replace(before, limit, 1)}


def limited(scene: Scene, limit: str, at: str, branch: str = "") -> str:
    return scene.commit(text_with(scene, limit), at=at, by=MANAGER, message="tiers", branch=branch)


def worked(scene: Scene, ticket: str = SENT, branch: str = "", name: str = "frgd000001") -> str:
    files = scene.forged(ticket, "note", at=USE, name=name, more='text: "看过"')
    message = receipt("note", ticket, events=[name])
    return scene.commit(files, at=USE, message=message, branch=branch, by=TECHNICIAN)


def judged(scene: Scene, judge: SandwichJudge | None = None, *since: str) -> list[Finding]:
    ground = Ground(str(scene.root))
    return findings([judge or SandwichJudge(Bending(ground))], scene.root, since=since)


def test_both_commits_and_the_tickets_between_are_named(scene: Scene) -> None:
    opened = limited(scene, SOFT, OPEN)
    worked(scene)
    worked(scene, TAKEN, name="frgd000002")
    closed = limited(scene, HARD, SHUT)
    (told,) = judged(scene)
    assert told.rule == "G018"
    assert (told.path, told.ticket) == (TIERS, SENT)
    facts = told.facts
    assert (facts["opened"], facts["commit"], facts["what"]) == (opened, closed, "whole")
    assert facts["who"] == facts["opened_who"] == f"{MANAGER.name} <{MANAGER.mail}>"
    assert (facts["tickets"], facts["ended"]) == ([SENT, TAKEN], 0)
    assert (facts["old"], facts["new"]) == ("1h", "90m")


def test_tightened_further_than_it_was_is_a_sandwich_too(scene: Scene) -> None:
    limited(scene, SOFT, OPEN)
    worked(scene)
    limited(scene, HARDER, SHUT)
    assert [one.facts["what"] for one in judged(scene)] == ["part"]


@pytest.mark.parametrize("story", ["nobody worked", "better, then back", "for good", "for months"])
def test_what_hurts_nobody_in_secret_is_no_sandwich(scene: Scene, story: str) -> None:
    if story == "better, then back":
        limited(scene, HARDER, OPEN)
        worked(scene)
        limited(scene, HARD, SHUT)
    else:
        limited(scene, SOFT, OPEN)
        if story != "nobody worked":
            worked(scene)
        if story != "for good":
            limited(scene, HARD, MONTHS_LATER if story == "for months" else SHUT)
    assert judged(scene) == []


SINCE = '"2026-01-01T00:00:00+08:00"'
LATER = '"2026-03-12T00:00:00+08:00"'
HASTY = "--retroactive 试行 --short-notice 试行"


@pytest.mark.parametrize(("since", "how", "codes"), [(LATER, "", []), (SINCE, HASTY, ["G018"])])
def test_what_was_proposed_with_notice_is_no_sandwich(
    scene: Scene, since: str, how: str, codes: list[str]
) -> None:
    text = scene.read(TIERS).replace(HARD, SOFT, 1).replace(SINCE, since, 1)
    (scene.root / TIERS).write_text(text)
    scene.wuye("2026-03-04 15:05", f"standard propose tiers {how}", by=MANAGER)
    worked(scene)
    limited(scene, HARD, SHUT)
    assert [one.rule for one in judged(scene)] == codes


def test_only_two_approved_texts_that_meet_by_our_rule_are_nobody_s_easing(scene: Scene) -> None:
    base, main = scene.head(), scene.git("symbolic-ref", "--short", "HEAD")
    for branch, limit in ((main, HARDER), ("side", SOFT)):
        if branch != main:
            scene.git("checkout", "-q", "-b", branch, base)
        text = scene.read(TIERS).replace(HARD, limit, 1).replace(SINCE, LATER, 1)
        (scene.root / TIERS).write_text(text)
        scene.wuye("2026-03-04 15:05", "standard propose tiers", by=MANAGER)
    unapproved = limited(scene, HARDER, OPEN, branch="side-two")
    scene.git("checkout", "-q", main)
    ours, theirs = scene.head(), scene.head("side")
    ground = Ground(str(scene.root))
    bending = Bending(ground)
    made = planned(Store(ground), ours, theirs, book_of=lambda _: None).files[TIERS]

    def met(text: bytes | str, *parents: str) -> bool:
        scene.git("reset", "-q", "--hard", ours)
        commit = scene.commit({TIERS: text}, at=MEET, parents=parents, message="Merge")
        return bending.is_met(commit, "tiers")

    assert made is not None
    assert HARD.encode() in made  # as it was before: neither is chosen
    assert all(bending.is_approved(one, "tiers", one) for one in (ours, theirs))
    assert met(made, ours, theirs)
    assert not met(made, ours)
    assert not met(scene.git("show", f"{theirs}:{TIERS}") + "\n", ours, theirs)
    assert not met(made.decode().replace(HARD, SOFT, 1), ours, theirs)
    assert not met(made, ours, unapproved)


def test_a_desk_that_worked_meanwhile_is_found_when_it_meets_the_others(scene: Scene) -> None:
    limited(scene, SOFT, OPEN)
    scene.git("branch", "side")
    worked(scene, branch="side")
    limited(scene, HARD, SHUT)
    assert judged(scene) == []
    theirs = {scene.path(SENT): scene.text(SENT, "side")}
    merge = scene.commit(theirs, at=MEET, parents=("HEAD", "side"), message="sync: merge B")
    (told,) = judged(scene)
    assert (told.ticket, told.facts["commit"]) == (SENT, scene.head(f"{merge}^1"))


def test_side_branches_that_only_meet_are_no_sandwich(scene: Scene) -> None:
    scene.git("branch", "side")
    relaxed = text_with(scene, SOFT)
    limited(scene, SOFT, OPEN, branch="side")
    worked(scene)
    scene.commit(relaxed, at=MEET, parents=("HEAD", "side"), message="Merge branch 'side'")
    worked(scene, name="frgd000003")
    assert judged(scene) == []


def test_a_standard_renamed_meanwhile_is_followed(scene: Scene) -> None:
    text = scene.read(SERVICE)
    worse = text.replace('from: "07:30"', 'from: "09:30"', 1)
    assert worse != text
    other = SERVICE.replace(".yaml", "-two.yaml")
    opened = scene.commit({SERVICE: worse}, at=OPEN, message="service")
    scene.commit({SERVICE: None, other: worse}, at=OPEN, message="rename")
    worked(scene)
    closed = scene.commit({other: text}, at=SHUT, message="service")
    told = judged(scene)
    assert [(one.facts["opened"], one.facts["commit"]) for one in told] == [(opened, closed)]


def test_a_later_run_remembers_what_an_earlier_one_saw(scene: Scene) -> None:
    opened = limited(scene, SOFT, OPEN)
    seen = worked(scene)
    ground = Ground(str(scene.root))
    first = SandwichJudge(Bending(ground))
    assert judged(scene, first) == []
    closed = limited(scene, HARD, SHUT)
    second = SandwichJudge(Bending(ground))
    second.memory = msgspec.msgpack.decode(msgspec.msgpack.encode(first.memory), type=Memory)
    (told,) = judged(scene, second, seen)
    assert (told.facts["opened"], told.facts["commit"]) == (opened, closed)
    third = SandwichJudge(Bending(ground))
    third.memory = msgspec.msgpack.decode(msgspec.msgpack.encode(second.memory), type=Memory)
    worked(scene, TAKEN, name="frgd000004")
    assert judged(scene, third, closed) == []


def test_a_comment_is_not_compared(scene: Scene) -> None:
    words = {TIERS: scene.read(TIERS) + "# 下周再议\n"}
    written = scene.commit(words, at=OPEN, by=MANAGER, message="tiers")
    changed = limited(scene, SOFT, USE)
    judge = SandwichJudge(Bending(Ground(str(scene.root))))
    assert judged(scene, judge) == []
    stages = {one.commit for one in judge.memory.stages}
    assert (written in stages, changed in stages) == (False, True)
