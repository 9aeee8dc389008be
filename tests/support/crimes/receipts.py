"""Frauds with the message of a commit: receipts that say it twice, elsewhere, or of something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.records import EVENT, arrived, cancelled, taken
from tests.support.crimes.rights import taken_on
from tests.support.crimes.scene import CLERK, DEED, MANAGER, SENT, TAKEN, names, receipt
from tests.support.crimes.times import noted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor

ARRIVE = receipt("arrive", SENT, events=[EVENT])
DUTY = "standards/duty.yaml"


def picked(scene: Scene) -> None:
    """A standard of another branch is picked with `git cherry-pick -x`, and that branch merged."""
    home = scene.git("symbolic-ref", "--short", "HEAD")
    scene.git("checkout", "-q", "-b", "apart")
    file = scene.root / DUTY
    file.write_text(file.read_text() + "# 核对过\n")
    scene.wuye(DEED, f"commit {DUTY}")
    scene.git("checkout", "-q", home)
    scene.wuye("2026-03-04 15:02", f"ticket arrive {SENT}")
    scene.git("cherry-pick", "-x", "apart", **names(CLERK, "2026-03-04 15:04"))
    scene.git("merge", "-q", "--no-ff", "--no-edit", "apart", **names(CLERK, "2026-03-04 15:06"))


def _told(message: str) -> Callable[[Scene], Blame]:
    """An arrival under a message of one's own."""

    def deed(scene: Scene) -> Blame:
        files = scene.forged(SENT, "arrive", status="on_site")
        return Blame(scene.commit(files, message=message), CLERK, SENT)

    return deed


def _over(path: str, op: str, by: Actor = CLERK) -> Callable[[Scene], Blame]:
    """Another file under the name of an operation that never writes it."""

    def deed(scene: Scene) -> Blame:
        message = f"{op}\n\nWuye-Op: {op}\nWuye-Format: 1\n"
        return Blame(scene.commit({path: "x: 1\n"}, by=by, message=message), by)

    return deed


def _imported(scene: Scene) -> Blame:
    """A ticket of the desk's own is closed as if another system had said so."""
    files = scene.forged(TAKEN, "close", more='src: "import:old:1"', status="closed")
    message = receipt("import", TAKEN, events=[EVENT])
    return Blame(scene.commit(files, message=message), CLERK, TAKEN)


FIRST = receipt("note", SENT, events=[EVENT]).partition("\n\n")[2]
CRIMES: tuple[Crime, ...] = (
    Crime("G036", "two-receipts-one-under-the-other",
          _told(ARRIVE.replace("\n\n", f"\n\n{FIRST}\n", 1)), picked),
    Crime("G036", "receipt-in-small-letters",
          _told(ARRIVE.replace("Wuye-Op", "wuye-op")), arrived),
    Crime("G036", "second-operation-in-small-letters",
          _told(ARRIVE.replace("Wuye-Op", "wuye-op: note\nWuye-Op")), arrived),
    Crime("G036", "receipt-without-blanks", _told(ARRIVE.replace(": ", ":")), arrived),
    Crime("G036", "receipt-with-line-ends-of-windows",
          _told(ARRIVE.replace("\n", "\r\n")), arrived),
    Crime("G036", "second-ticket-named", lambda scene: Blame(
        _told(f"{ARRIVE}Wuye-Ticket: {TAKEN}\n")(scene).commit, CLERK, TAKEN), arrived),
    *(Crime("G036", f"arrival-called-{op.replace('.', '-')}",
            _told(receipt(op, SENT, events=[EVENT])), twin)
      for op, twin in (("take", taken), ("undo", arrived), ("checkpoint", arrived),
                       ("staff.edit", arrived), ("cancel", cancelled), ("visit", arrived))),
    Crime("G036", "desks-changed-by-an-arrival", _over("records/desks.yaml", "arrive"), arrived),
    Crime("G036", "standard-changed-by-an-arrival", _over(DUTY, "arrive"), arrived),
    Crime("G036", "vendor-changed-by-a-checkpoint",
          _over("records/vendors/v-1.yaml", "checkpoint"), noted),
    Crime("G036", "settings-changed-by-the-staff-list",
          _over("wuye.yaml", "staff.edit", MANAGER), taken_on, kind="team"),
    Crime("G036", "vendor-changed-by-the-staff-list",
          _over("records/vendors/v-1.yaml", "staff.edit", MANAGER), taken_on, kind="team"),
    Crime("G041", "closed-on-the-word-of-another-system", _imported, cancelled),
)  # fmt: skip
