"""Kills or fails a sync over a stick at each of its changes of a file, and looks at what is left.

Run under the shim by `tests/services/syncing/test_interrupted.py`: one line a scenario, `name: points, bad`.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

from tests.support import repos
from tests.support.backup_driver import FAULTS, REFUSED, is_whole_store, refused
from tests.support.desks import Office, an_office
from tests.support.faults import FAIL, Faults, in_child

from wuye_cli.services.desk import Draft
from wuye_cli.services.intake import Request, take
from wuye_cli.services.syncing import by_folder
from wuye_cli.store import bundles

AT = "2026-11-24 09:00"
SCENARIOS = ("merged", "forward")


def met(root: Path, usb: Path) -> int:
    return refused(lambda: by_folder(Office(root, AT).desk, usb))


def noted(office: Office, text: str) -> None:
    office.desk.record("A001", [Draft(do="note", fields={"text": text})], op="note")


def prepare(folder: Path, scenario: str) -> None:
    """Make two desks: theirs lies on the stick, ours is about to merge it or to follow it."""
    ours = an_office(folder / scenario, AT)
    take(ours.desk, "3-1-502 厨房漏水 13800001234", Request(title=""))
    shutil.copytree(ours.root, folder / scenario / "theirs", symlinks=True)
    theirs = Office(folder / scenario / "theirs", AT)
    theirs.desk.store.set_setting("desk", "B")
    theirs.desk.entropy = lambda count: bytes(range(90, 90 + count))
    take(theirs.desk, "1-1-101 门锁坏 13900001111", Request(title=""))
    noted(theirs, "theirs")
    if scenario == "merged":
        noted(ours, "ours")
    (folder / scenario / "usb").mkdir()
    met(theirs.root, folder / scenario / "usb")


def wrong_with(root: Path, scenario: str) -> list[str]:
    """Look at a store after the next sync."""
    office = Office(root, AT)
    told = [one.text for one in office.desk.ticket("A001").events if one.do == "note"]
    expected = {"merged": ["ours", "theirs"], "forward": ["theirs"]}[scenario]
    found = [] if sorted(told) == expected else [f"notes {told}"]
    found += [] if is_whole_store(root) else ["not whole"]
    found += [] if is_whole_store(root / "people") else ["people not whole"]
    private = [path.name for path in (root / ".git" / "wuye").iterdir()]
    odd = ("incoming", "leaving", "intent", "new", "old", "index-old", "index-new")
    return found + [f"left {name}" for name in private if name.startswith(odd)]


def one_sync(
    faults: Faults, folder: Path, scenario: str, fault: tuple[int, bool], at: int
) -> list[str] | None:
    root, usb = folder / "now" / "store", folder / "now" / "usb"
    shutil.rmtree(folder / "now", ignore_errors=True)
    shutil.copytree(folder / scenario, folder / "now", symlinks=True)
    repos.git(root, "update-index", "-q", "--refresh")
    repos.git(root / "people", "update-index", "-q", "--refresh")
    faults.set(fault[0], at, sticky=fault[1])
    status = in_child(partial(met, root, usb))
    if faults.off() < at:
        return None
    wrong = []
    if fault[0] > FAIL and status not in (0, REFUSED):
        wrong.append(f"status {status}")
    halves = [path for path in usb.rglob("*.bundle") if not bundles.is_whole(str(path))]
    wrong += [f"half {path.name}" for path in halves]
    if in_child(partial(met, root, usb)) != 0:
        wrong.append("the next sync fails")
    wrong += wrong_with(root, scenario)
    return wrong + [f"left {path.name}" for path in usb.rglob("*.part")]


def main() -> None:
    folder, every = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir()
    faults = Faults()
    for scenario in SCENARIOS:
        prepare(folder, scenario)
        for number, (word, fault) in enumerate(FAULTS.items()):
            at, points, bad = 1 + number * every // len(FAULTS), 0, []
            while (wrong := one_sync(faults, folder, scenario, fault, at)) is not None:
                points += 1
                bad += [f"{at}: {one}" for one in wrong]
                at += every
            heads = [f"{word}, {scenario}: {points} points, {len(bad)} bad"]
            sys.stdout.write("\n".join([*heads, *(f"  BAD {one}" for one in bad)]) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
