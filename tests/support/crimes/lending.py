"""Frauds with a role that is lent: given, used for one step, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.records import EVENT
from tests.support.crimes.rights import RECEIPT
from tests.support.crimes.scene import (
    DEED,
    MANAGER,
    SENT,
    TAKEN,
    TECHNICIAN,
    Scene,
    receipt,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.store.repository import Actor

USE, BACK = "2026-03-04 15:20", "2026-03-04 15:40"


# -- honest twins ---------------------------------------------------------------------------------


def deputy(scene: Scene) -> None:
    """Somebody stands in for the manager for two weeks, and it is said why and until when."""
    words = "staff edit s-zhao --role 经理 --until 2026-03-18 --reason 王经理休假"
    scene.wuye(DEED, words, by=MANAGER)
    scene.wuye("2026-03-09 09:00", f"dispatch {TAKEN} --to 赵师傅", by=TECHNICIAN)
    scene.wuye("2026-03-18 09:00", "staff edit s-zhao --role 维修", by=MANAGER)


def promoted(scene: Scene) -> None:
    """Somebody becomes another for good."""
    scene.wuye(DEED, "staff edit s-zhao --role 客服", by=MANAGER)
    scene.wuye("2026-03-09 09:00", f"dispatch {TAKEN} --to 赵师傅", by=TECHNICIAN)


def mistaken(scene: Scene) -> None:
    """A role is typed wrong and mended; meanwhile the technician works as ever."""
    scene.wuye(DEED, "staff edit s-zhao --role 客服", by=MANAGER)
    scene.wuye(USE, f"ticket arrive {SENT}", by=TECHNICIAN)
    scene.wuye(BACK, "staff edit s-zhao --role 维修", by=MANAGER)


def helped(scene: Scene) -> None:
    """A help comes for a week."""
    words = "staff add 孙强 --id s-sun --role 客服 --mail sun@desk.example"
    scene.wuye(DEED, words, by=MANAGER)
    sun = MANAGER.__class__("孙强", "sun@desk.example")
    scene.wuye("2026-03-05 09:00", f"dispatch {TAKEN} --to 赵师傅", by=sun)
    scene.wuye("2026-03-11 18:00", "staff edit s-sun --left 2026-03-11", by=MANAGER)


# -- deeds ----------------------------------------------------------------------------------------


def _lent(
    staff: str,
    change: tuple[str, str],
    use: Callable[[Scene], object],
    back: str = BACK,
    message: str = RECEIPT,
) -> Callable[[Scene], Blame]:
    """A manager gives a role, it is used, and the manager takes it back."""

    def deed(scene: Scene) -> Blame:
        path = f"records/staff/{staff}.yaml"
        text = scene.read(path)
        changed = text.replace(*change)
        assert changed != text
        scene.commit({path: changed}, by=MANAGER, message=message)
        use(scene)
        commit = scene.commit({path: text}, at=back, by=MANAGER, message=RECEIPT)
        return Blame(commit, MANAGER)

    return deed


def _dispatched(by: Actor, name: str, at: str = USE) -> Callable[[Scene], object]:
    def use(scene: Scene) -> None:
        files = scene.forged(
            TAKEN, "dispatch", at=at, by=name, status="dispatched", more='to: "s-zhao"'
        )
        scene.commit(files, at=at, by=by, message=receipt("dispatch", TAKEN, events=[EVENT]))

    return use


def _calendar(scene: Scene) -> None:
    path = "standards/calendars/office.yaml"
    text = scene.read(path) + "# 核对过\n"
    scene.commit({path: text}, at=USE, by=TECHNICIAN, message="calendar")


def _allowed(scene: Scene) -> None:
    """The manager declines a ticket, and his friend for an hour allows it."""
    words = f"ticket decline {TAKEN} --reason 不属本公司 --explained --approved-by s-zhao"
    scene.wuye(USE, words, by=MANAGER)


STATED = RECEIPT.replace("staff.edit\n\n", "staff edit s-zhao: 休假\n\n", 1).replace(
    "Wuye-Format", "Wuye-Until: 2026-03-18\nWuye-Format"
)
_ZHAO = ("technician", "manager")
CRIMES: tuple[Crime, ...] = (
    Crime("G018", "role-lent-to-a-friend",
          _lent("s-zhao", _ZHAO, _dispatched(TECHNICIAN, "s-zhao")), deputy, kind="team"),
    Crime("G018", "role-lent-for-three-weeks",
          _lent("s-zhao", ("technician", "desk"),
                _dispatched(TECHNICIAN, "s-zhao", "2026-03-06 09:00"), "2026-03-25 09:00"),
          promoted, kind="team"),
    Crime("G018", "role-lent-for-a-standard", _lent("s-zhao", _ZHAO, _calendar), mistaken,
          kind="team"),
    Crime("G018", "role-lent-for-the-other-pair-of-eyes",
          _lent("s-zhao", _ZHAO, _allowed, message=STATED), helped, kind="team"),
)  # fmt: skip
