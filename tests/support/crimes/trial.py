"""The trial of a store: what `wuye audit verify` finds in it, and whether that is as it should."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.support.crimes.scene import MANAGER, a_scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.case import Blame, Crime
    from tests.support.crimes.scene import Ran, Scene

GRAVE = ("error", "warning")
ASIDE = frozenset({"G043"})
"""Notes that honest people may leave too."""


class Found(NamedTuple):
    """One finding, as far as a trial looks at it."""

    code: str
    severity: str
    commit: str
    who: str
    ticket: str


def verified(scene: Scene, *words: str, at: str = "") -> Ran:
    """Run the audit in a store, on the day of the trial."""
    return scene.run(
        at or scene.trial, "audit", "verify", "--json", *words, *scene.against, by=MANAGER
    )


def findings(ran: Ran) -> list[Found]:
    """Return what an audit found; that it came to no verdict is told like a finding."""
    if not ran.out:
        return [Found(f"no verdict: {ran.err.strip()}", "error", "", "", "")]
    return [
        Found(
            one["rule"],
            one["severity"],
            one["facts"].get("commit", ""),
            one["facts"].get("who", ""),
            one.get("ticket", ""),
        )
        for one in ran.json["findings"]
    ]


def doubts(crime: Crime, blame: Blame, ran: Ran) -> list[str]:
    """Return in what the audit of a crime falls short; nothing where it is as it should be."""
    found = findings(ran)
    codes = {one.code for one in found}
    if crime.code not in codes:
        return [f"missed; found {sorted(codes) or 'nothing'}"]
    wrong = [f"also {code}" for code in sorted(codes - {crime.code, *crime.also} - ASIDE)]
    hits = [one for one in found if one.code == crime.code]
    who = f"{blame.who.name} <{blame.who.mail}>" if blame.who else ""
    for name, wanted in (("commit", blame.commit), ("who", who), ("ticket", blame.ticket)):
        if wanted and all(getattr(one, name) != wanted for one in hits):
            wrong.append(f"{name} {[getattr(one, name) for one in hits]}, not {wanted}")
    return wrong


def alarms(ran: Ran) -> list[str]:
    """Return what the audit of honest people should not have found."""
    return [f"{one.code} {one.commit[:8]} {one.who}" for one in findings(ran)
            if one.severity in GRAVE]  # fmt: skip


def tried(crime: Crime, folder: Path) -> list[str]:
    """Commit a crime and do its honest twin; return what the audit got wrong of the two."""
    (folder / "crime").mkdir()
    scene = a_scene(folder / "crime", crime.kind)
    blame = crime.deed(scene)
    wrong = doubts(crime, blame, verified(scene))
    return wrong + [f"twin: {alarm}" for alarm in _accused(crime.kind, crime.twin)]


@cache
def _accused(kind: str, twin: Callable[[Scene], object]) -> list[str]:
    """Return the alarms about honest people, who are the twins of several crimes."""
    with TemporaryDirectory(prefix="twin-") as folder:
        scene = a_scene(Path(folder), kind)
        twin(scene)
        return alarms(verified(scene))
