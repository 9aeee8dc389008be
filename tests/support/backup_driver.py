"""Kills or fails a backup and a restore at each of their changes of a file, and looks at the rest.

Run under the shim by `tests/services/test_backup.py`: one line a scenario, `name: points, bad`.
"""

from __future__ import annotations

import errno
import shutil
import sys
from functools import partial
from pathlib import Path

from tests.support import repos
from tests.support.desks import Office, an_office
from tests.support.faults import FAIL, KILL_AFTER, KILL_BEFORE, Faults, in_child

from wuye_cli.domain.errors import StoreError
from wuye_cli.services.backing_up import back_up
from wuye_cli.services.restoring import restore

AT = "2026-11-24 09:00"
FAULTS = {
    "kill before": (KILL_BEFORE, False),
    "kill after": (KILL_AFTER, False),
    "ENOSPC for good": (FAIL + errno.ENOSPC, True),
    "EIO once": (FAIL + errno.EIO, False),
}
REFUSED = 10


def refused(work: object) -> int:
    try:
        work()  # type: ignore[operator]  # any callable
    except StoreError:
        return REFUSED
    return 0


def save(root: Path, usb: Path) -> int:
    return refused(lambda: back_up(Office(root, AT).desk, usb, keep=1))


def load(backup: Path, target: Path) -> int:
    return refused(lambda: restore(backup, target, fresh_desk=False, entropy=bytes))


def whole(usb: Path) -> list[Path]:
    return sorted(usb.glob("wuye-*/manifest.json")) if usb.is_dir() else []


def is_whole_store(root: Path) -> bool:
    sound = repos.git(root, "fsck", "--full", "--strict", "--no-dangling") == ""
    return sound and repos.git(root, "status", "--porcelain") == ""


def bad_backups(folder: Path, usb: Path) -> list[str]:
    """Restore whatever looks like a backup."""
    bad = []
    for found in whole(usb):
        shutil.rmtree(folder / "proof", ignore_errors=True)
        if load(found.parent, folder / "proof") != 0 or not is_whole_store(folder / "proof"):
            bad.append("looks like a backup and is none")
    return bad


def one_backup(faults: Faults, folder: Path, fault: tuple[int, bool], at: int) -> list[str] | None:
    root, usb = folder / "template" / "store", folder / "usb"
    shutil.rmtree(usb, ignore_errors=True)
    in_child(partial(save, root, usb))
    faults.set(fault[0], at, sticky=fault[1])
    status = in_child(partial(save, root, usb))
    if faults.off() < at:
        return None
    wrong = bad_backups(folder, usb)
    if not whole(usb):
        wrong.append("the older backup went before the newer one was there")
    if fault[0] > FAIL and status not in (0, REFUSED):
        wrong.append(f"status {status}")
    if in_child(partial(save, root, usb)) != 0 or len(whole(usb)) != 1:
        wrong.append("the next backup fails")
    wrong += [f"left {one.name}" for one in usb.iterdir() if one.name.startswith(".")]
    return wrong


def one_restore(faults: Faults, folder: Path, fault: tuple[int, bool], at: int) -> list[str] | None:
    target = folder / "new" / "store"
    shutil.rmtree(folder / "new", ignore_errors=True)
    backup = whole(folder / "usb")[0].parent
    faults.set(fault[0], at, sticky=fault[1])
    status = in_child(partial(load, backup, target))
    if faults.off() < at:
        return None
    wrong = []
    if target.exists():
        wrong += [] if is_whole_store(target) else ["half a store"]
        shutil.rmtree(target)
    if fault[0] > FAIL and status not in (0, REFUSED):
        wrong.append(f"status {status}")
    if in_child(partial(load, backup, target)) != 0 or not is_whole_store(target):
        wrong.append("the next restore fails")
    wrong += [f"left {one.name}" for one in (folder / "new").iterdir() if one != target]
    return wrong


def main() -> None:
    folder, every = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir()
    faults = Faults()
    office = an_office(folder / "template", AT)
    photo = office.root / "media" / "73"
    photo.mkdir(parents=True)
    digest = "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"
    (photo / digest).write_bytes(b"x\n")
    for name, work in (("backup", one_backup), ("restore", one_restore)):
        for number, (word, fault) in enumerate(FAULTS.items()):
            at, points, bad = 1 + number * every // len(FAULTS), 0, []
            while (wrong := work(faults, folder, fault, at)) is not None:
                points += 1
                bad += [f"{at}: {one}" for one in wrong]
                at += every
            lines = [
                f"{word}, {name}: {points} points, {len(bad)} bad",
                *(f"  BAD {one}" for one in bad),
            ]
            sys.stdout.write("\n".join(lines) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
