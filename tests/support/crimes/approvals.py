"""Frauds with approvals, and steps by those who may not take them: a cell of the table each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.insider import HOLIDAYS, _file, announced, approved
from tests.support.crimes.records import arrived
from tests.support.crimes.rights import _acted, arrived_by_name, visited_by_quality
from tests.support.crimes.scene import (
    CLERK,
    DEED,
    MANAGER,
    QUALITY_MAN,
    SENT,
    STRANGER,
    TAKEN,
    TECHNICIAN,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor

STEP = "2026-03-04 15:20"
TEXT = "standards/categories.yaml"


def _message(op: str) -> str:
    head = f"{op} categories v2\n\nWuye-Op: standard-{op}\n"
    return f"{head}Wuye-Standard: categories\nWuye-Format: 1\n"


def _proposed(scene: Scene) -> str:
    words = "standard set light.indoor.resolve.simple 4h --from 04-20"
    scene.wuye(DEED, words, by=MANAGER)
    return scene.git("ls-files", "records/approvals").splitlines()[-1]


def _given(by: Actor, said: str, role: str, at: str = STEP) -> Callable[[Scene], Blame]:
    """An approval is written into the record of a proposal."""

    def deed(scene: Scene) -> Blame:
        path = _proposed(scene)
        text = scene.read(path).rstrip("\n")
        line = f'{{by: "{said}", at: "2026-03-04T15:20:00+08:00", role: "{role}"}}'
        files = {path: f"{text}\napprovals:\n  - {line}\n"}
        return Blame(scene.commit(files, by=by, at=at, message=_message("approve")), by)

    return deed


def _changed(old: str, new: str) -> Callable[[Scene], Blame]:
    """What a proposal says is changed after it was made."""

    def deed(scene: Scene) -> Blame:
        path = _proposed(scene)
        text = scene.read(path)
        assert old in text, text
        files = {path: text.replace(old, new)}
        commit = scene.commit(files, by=MANAGER, at=STEP, message=_message("propose"))
        return Blame(commit, MANAGER)

    return deed


def _brought(change: Callable[[str], str]) -> Callable[[Scene], Blame]:
    """A proposal is written by hand, text and record, and not as the command would."""

    def deed(scene: Scene) -> Blame:
        path = _proposed(scene)
        record, text = scene.read(path), scene.read(TEXT)
        scene.git("reset", "-q", "--hard", "HEAD~1")
        files = {path: change(record), TEXT: text}
        commit = scene.commit(files, by=MANAGER, at=STEP, message=_message("set"))
        return Blame(commit, MANAGER)

    return deed


def _now(text: str) -> str:
    return text.replace("T15:00:00", "T15:20:00")


def _left(scene: Scene) -> Blame:
    """Somebody whose last day was yesterday goes on working."""
    scene.wuye("2026-03-04 09:00", "staff edit s-zhao --left 2026-03-03", by=MANAGER)
    return _acted(TECHNICIAN, "s-zhao", SENT, "arrive", "on_site")(scene)


def left_today(scene: Scene) -> None:
    """It is somebody's last day, and he works till its evening."""
    scene.wuye("2026-03-04 09:00", "staff edit s-zhao --left 2026-03-04", by=MANAGER)
    scene.wuye("2026-03-04 23:50", f"ticket arrive {SENT}", by=TECHNICIAN)


def _visit_of_the_doer(scene: Scene) -> Blame:
    """The desk types that the technician rang about his own work."""
    scene.wuye("2026-03-04 14:00", f"ticket arrive {SENT}", by=TECHNICIAN)
    scene.wuye("2026-03-04 14:30", f"done {SENT} --told 当面", by=TECHNICIAN)
    more = 'who: "s-zhao"; way: "phone"; score: 5'
    return _acted(CLERK, "s-li", SENT, "visit", "visited", more)(scene)


CRIMES: tuple[Crime, ...] = (
    Crime("G034", "approves-his-own-proposal", _given(MANAGER, "s-wang", "manager"), approved,
          kind="team"),
    Crime("G034", "proposal-that-needs-nobody",
          _brought(lambda text: _now(text).replace("  approvals: 1", "  approvals: 0")), approved,
          kind="team"),
    Crime("G034", "proposal-approved-as-it-comes",
          _brought(lambda text: _now(text) + 'approvals:\n  - {by: "s-wang", at:'
                   ' "2026-03-04T15:20:00+08:00", role: "manager"}\n'), approved, kind="team"),
    Crime("G034", "visit-of-the-doer-typed-by-the-desk", _visit_of_the_doer, visited_by_quality,
          kind="team"),
    Crime("G007", "approval-in-the-name-of-quality", _given(MANAGER, "s-chen", "quality"), approved,
          kind="team"),
    Crime("G007", "approval-in-the-name-of-quality-by-the-desk",
          _given(CLERK, "s-chen", "quality"), approved, kind="team"),
    Crime("G007", "proposal-in-the-name-of-quality",
          _brought(lambda text: _now(text).replace('by: "s-wang"', 'by: "s-chen"')), approved,
          kind="team"),
    Crime("G008", "technician-approves", _given(TECHNICIAN, "s-zhao", "technician"), approved,
          kind="team"),
    Crime("G008", "approves-as-what-he-is-not", _given(QUALITY_MAN, "s-chen", "manager"), approved,
          kind="team"),
    Crime("G016", "approval-of-yesterday",
          _given(QUALITY_MAN, "s-chen", "quality", "2026-03-05 15:20"), approved, kind="team"),
    Crime("G016", "proposal-of-this-morning",
          _brought(lambda text: text.replace("T15:00:00", "T11:00:00")), approved, kind="team"),
    Crime("G010", "fewer-approvals-after-it-was-proposed",
          _changed("  approvals: 1", "  approvals: 0"), approved, kind="team"),
    Crime("G010", "better-after-it-was-proposed",
          _changed('customer: "better"', 'customer: "worse"'), approved, kind="team"),
    Crime("G008", "leaver-works-the-next-day", _left, left_today, kind="team"),
    Crime("G008", "technician-transfers",
          _acted(TECHNICIAN, "s-zhao", SENT, "transfer", more='to: "s-zhao"'), arrived_by_name,
          kind="team"),
    Crime("G008", "technician-regrades",
          _acted(TECHNICIAN, "s-zhao", SENT, "regrade", more='tier: "general"; reason: "x"'),
          arrived_by_name, kind="team"),
    Crime("G008", "quality-dispatches",
          _acted(QUALITY_MAN, "s-chen", TAKEN, "dispatch", "dispatched", 'to: "s-zhao"'),
          arrived_by_name, kind="team"),
    Crime("G008", "quality-arrives",
          _acted(QUALITY_MAN, "s-chen", SENT, "arrive", "on_site"), arrived_by_name, kind="team"),
    Crime("G008", "stranger-notes",
          _acted(STRANGER, STRANGER.mail, SENT, "note", more='text: "x"'), arrived, kind="team"),
    Crime("G042", "yesterday-made-a-holiday",
          _file(HOLIDAYS, lambda text: re.sub(r"rest: \[", "rest: [2026-03-03, ", text, count=1),
                MANAGER), announced),
)  # fmt: skip
