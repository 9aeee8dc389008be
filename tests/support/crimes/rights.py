"""Frauds by people who may not: wrong names, wrong roles, blessing oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.hiding import relaxed
from tests.support.crimes.merges import TIERS
from tests.support.crimes.records import EVENT, arrived
from tests.support.crimes.scene import (
    CLERK,
    DEED,
    MANAGER,
    QUALITY_MAN,
    SENT,
    STRANGER,
    TAKEN,
    TECHNICIAN,
    receipt,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor

POLICY = "standards/policy.yaml"
SPOOF = "author/committer spoof"
SELF = "self-verification, self follow-up, four-eyes bypass"
BLESS = "change policy/keys to bless oneself"


def by_the_manager(scene: Scene) -> None:
    """The manager changes the policy and adopts it; it is a draft until somebody else approves."""
    text = scene.read(POLICY)
    (scene.root / POLICY).write_text(text.replace("late_entry: 4h", "late_entry: 6h"))
    scene.wuye(DEED, f"commit {POLICY} --force", by=MANAGER)


def visited_by_quality(scene: Scene) -> None:
    """A ticket of the technician is followed up by somebody else."""
    scene.wuye("2026-03-04 14:00", f"ticket arrive {SENT}", by=TECHNICIAN)
    scene.wuye("2026-03-04 14:30", f"done {SENT} --told 当面", by=TECHNICIAN)
    scene.wuye(DEED, f"visit {SENT} --score 5", by=QUALITY_MAN)


def taken_on(scene: Scene) -> None:
    """The manager registers a colleague."""
    words = "staff add 孙强 --id s-sun --role 维修 --mail sun@desk.example"
    scene.wuye(DEED, words, by=MANAGER)


def arrived_by_name(scene: Scene) -> None:
    """The one who typed it says so."""
    scene.wuye(DEED, f"ticket arrive {SENT}", by=TECHNICIAN)


def _spoofed(committer: Actor, author: Actor, said: str) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        files = scene.forged(SENT, "arrive", by=said, status="on_site")
        message = receipt("arrive", SENT, events=[EVENT])
        commit = scene.commit(files, by=committer, author=author, message=message)
        return Blame(commit, author, SENT)

    return deed


def _written(
    by: Actor, change: Callable[[Scene], dict[str, str | None]], message: str = "settings"
) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        return Blame(scene.commit(change(scene), by=by, message=message), by)

    return deed


def _acted(
    by: Actor, name: str, ticket: str, do: str, status: str = "", more: str = ""
) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        files = scene.forged(ticket, do, by=name, status=status, more=more)
        message = receipt(do, ticket, events=[EVENT])
        return Blame(scene.commit(files, by=by, message=message), by, ticket)

    return deed


def _own_visit(scene: Scene) -> Blame:
    """The technician rings the owner about his own work, and is content with it."""
    scene.wuye("2026-03-04 14:00", f"ticket arrive {SENT}", by=TECHNICIAN)
    scene.wuye("2026-03-04 14:30", f"done {SENT} --told 当面", by=TECHNICIAN)
    files = scene.forged(
        SENT, "visit", by="s-zhao", more='way: "phone"; score: 5', status="visited"
    )
    message = receipt("visit", SENT, events=[EVENT])
    return Blame(scene.commit(files, by=TECHNICIAN, message=message), TECHNICIAN, SENT)


def _staff(name: str, change: Callable[[str], str]) -> Callable[[Scene], dict[str, str | None]]:
    path = f"records/staff/{name}.yaml"

    def files(scene: Scene) -> dict[str, str | None]:
        before = scene.read(path)
        assert change(before) != before
        return {path: change(before)}

    return files


def _policy(old: str, new: str) -> Callable[[Scene], dict[str, str | None]]:
    def files(scene: Scene) -> dict[str, str | None]:
        text = scene.read(POLICY)
        assert old in text
        return {POLICY: text.replace(old, new, 1)}

    return files


def _role_added_and_removed(scene: Scene) -> Blame:
    """Makes himself manager, relaxes a limit, and is a technician again."""
    path = "records/staff/s-zhao.yaml"
    before = scene.read(path)
    changed = before.replace("technician", "manager")
    told = "staff.edit\n\nWuye-Op: staff.edit\nWuye-Format: 1\n"
    commit = scene.commit({path: changed}, by=TECHNICIAN, message=told)
    scene.commit({path: before}, at="2026-03-04 15:20", by=TECHNICIAN, message=told)
    return Blame(commit, TECHNICIAN)


RECEIPT = "staff.edit\n\nWuye-Op: staff.edit\nWuye-Format: 1\n"
BOT_FILE = """schema: "staff/1"
id: "s-bot"
name: "检查机"
mail: "ci@desk.example"
role: "bot"
"""
CRIMES: tuple[Crime, ...] = (
    Crime("G007", "written-in-another-name", _spoofed(TECHNICIAN, CLERK, "s-li"), arrived,
          kind="team", trick=SPOOF),
    Crime("G007", "event-in-another-name", _spoofed(TECHNICIAN, TECHNICIAN, "s-li"),
          arrived_by_name, kind="team", trick=SPOOF),
    Crime("G007", "event-in-the-managers-name", _spoofed(CLERK, CLERK, "s-wang"), arrived,
          kind="team"),
    Crime("G007", "event-in-nobodys-name", _spoofed(CLERK, CLERK, "s-gone"), arrived,
          kind="team"),
    Crime("G007", "written-in-another-name-without-staff",
          _spoofed(TECHNICIAN, CLERK, CLERK.mail), arrived, trick=SPOOF),
    Crime("G007", "event-in-another-name-without-staff",
          _spoofed(TECHNICIAN, TECHNICIAN, CLERK.mail), arrived),
    Crime("G008", "technician-relaxes-a-limit",
          _written(TECHNICIAN, lambda scene: {TIERS: relaxed(scene.read(TIERS))}), by_the_manager,
          kind="team"),
    Crime("G008", "desk-changes-a-calendar",
          _written(CLERK, lambda scene: {"standards/calendars/office.yaml":
                   scene.read("standards/calendars/office.yaml").replace('"08:30-', '"10:30-')}),
          by_the_manager, kind="team"),
    Crime("G008", "technician-dispatches",
          _acted(TECHNICIAN, "s-zhao", TAKEN, "dispatch", "dispatched", 'to: "s-zhao"'), arrived,
          kind="team"),
    Crime("G008", "stranger-works",
          _acted(STRANGER, STRANGER.mail, SENT, "arrive", "on_site"), arrived, kind="team"),
    Crime("G027", "technician-makes-himself-manager",
          _written(TECHNICIAN, _staff("s-zhao", lambda text: text.replace("technician", "manager")),
                   RECEIPT), taken_on, kind="team", trick=BLESS),
    Crime("G027", "technician-may-everything",
          _written(TECHNICIAN, _policy("technician: {label: 维修工, label_en: technician, may: [work]}",
                   "technician: {label: 维修工, label_en: technician, may: [work, manage, standards]}")),
          by_the_manager, kind="team", trick=BLESS),
    Crime("G027", "role-added-and-removed", _role_added_and_removed, taken_on, kind="team"),
    Crime("G029", "the-last-manager-leaves-and-nobody-may",
          _written(MANAGER, lambda scene: {
              "records/staff/s-wang.yaml": scene.read("records/staff/s-wang.yaml")
              .replace("manager", "technician"),
              "records/staff/s-chen.yaml": scene.read("records/staff/s-chen.yaml")
              .replace("quality", "technician")}, RECEIPT), taken_on, kind="team", trick=BLESS),
    Crime("G034", "visits-his-own-work", _own_visit, visited_by_quality, kind="team", trick=SELF),
)  # fmt: skip
