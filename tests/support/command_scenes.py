"""The commands that are cut short: what lies there before, what is typed, what is typed next."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from tests.support.cli import a_store, done, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEXT = ("take", "9-1-909 下一件")
KEPT = (
    *("index.db", "search.db", "people.db", "house.msgpack", "check.msgpack", "forms.msgpack"),
    *("readings.msgpack",),
    *("sync.lock", "backup.lock", "backup.json", "erasure.json"),
)
"""Private files that may lie there in any state: they are kept, or can be thrown away."""
_PERSON = "13800001234"
_TABLE = """单号,时间,内容,地点,电话
K1,2026-11-02 09:00,厨房漏水,3-1-502,13600001111
K2,2026-11-02 10:00,门锁坏,3-1-503,
K3,2026-11-03 11:00,大堂灯不亮,大堂,
"""
_MAPPING = """schema: import-map/1
source: ledger
zone: Asia/Shanghai
key: 单号
times: "%Y-%m-%d %H:%M"
fields:
  title: 内容
  place: 地点
  opened_at: 时间
  reporter_phone: 电话
"""


class Scene(NamedTuple):
    """A command and its surroundings.

    Attributes:
        name: What it is called.
        words: The command, typed in `s`.
        prepare: Makes the folder with the store `s` and whatever else there is.
        again: The next command.
        fine: Its exit statuses.
        places: Folders beside `s` whose files count too.
        edited: Files with a hand edit.
        repeats: The next command is the same again, and must end with the work done.
        quiet: The command may change no file that counts.
        told: Exit statuses with which it may say that a disk failed; 3 where it is the other
            side's.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    again: tuple[str, ...] = NEXT
    fine: tuple[int, ...] = (0,)
    places: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    repeats: bool = False
    quiet: bool = False
    told: tuple[int, ...] = (0, 7)


def _work(folder: Path) -> Path:
    """Make a store with two tickets, one dispatched and contained."""
    folder.mkdir()
    root = a_store(folder)
    done("take", f"3-1-502 厨房漏水 {_PERSON}", at=root)
    done("dispatch", "1", "--to", "钱师傅", at=root)
    done("ticket", "arrive", "1", at=root)
    done("take", "2-1-803 厨房龙头滴水 13500005555", at=root)
    return root


def _plain(folder: Path) -> None:
    _work(folder)


def _edited(folder: Path) -> None:
    file = _work(folder) / "standards" / "tiers.yaml"
    file.write_text("# 看过\n" + file.read_text())


def _proposed(folder: Path) -> None:
    done("standard", "set", "light.indoor.resolve.simple", "4h", at=_work(folder))


def _closed(folder: Path) -> None:
    root = _work(folder)
    done("ticket", "cancel", "1", "--by", "owner", "--reason", "自己好了", at=root)


def _sheet(folder: Path) -> None:
    _work(folder)
    (folder / "k.csv").write_text(_TABLE)
    (folder / "k.yaml").write_text(_MAPPING)


def _backed_up(folder: Path) -> None:
    root = _work(folder)
    (folder / "usb").mkdir()
    done("backup", "../usb", at=root)
    backup = next((folder / "usb").iterdir())
    backup.rename(folder / "usb" / "b")


def _to_join(folder: Path) -> None:
    """Make a remote that somebody is about to join for the first time."""
    root = _work(folder)
    git(folder, "init", "-q", "--bare", "records.git")
    git(root, "remote", "add", "origin", "../records.git")
    done("sync", at=root)


def prepare_long(folder: Path) -> None:
    """Make a store with two packs to be joined, and more than five hundred loose commits."""
    _sheet(folder)
    root = folder / "s"
    for commits in (300, 200):
        _grow(root, commits)
        git(root, "repack", "-d", "-q")
    _grow(root, 520)


def _grow(root: Path, commits: int) -> None:
    """Add commits of somebody who writes a page, loose as wuye's own are."""
    lines = [
        f"commit refs/heads/main\ncommitter p <p@x> {1800000000 + number} +0000\ndata 0\n"
        f"{'' if number else 'from refs/heads/main^0'}\n"
        f"M 644 inline page.md\ndata <<END\n{commits} {number}\nEND\n"
        for number in range(commits)
    ]
    line = ("git", "-c", "fastimport.unpackLimit=99999", "fast-import", "--quiet")
    subprocess.run(line, cwd=root, input="".join(lines), text=True, check=True)
    git(root, "reset", "-q", "--hard")


def _two_desks(folder: Path) -> None:
    """Make a remote, a clone that sent a note and a ticket, and one that has its own to send."""
    root = _work(folder)
    for name in ("records", "people"):
        git(folder, "init", "-q", "--bare", f"{name}.git")
    git(root, "remote", "add", "origin", "../records.git")
    git(root / "people", "remote", "add", "origin", "../../people.git")
    done("sync", at=root)
    other = folder / "other"
    shutil.copytree(root, other, symlinks=True)
    git(other, "config", "wuye.desk", "B")
    done("ticket", "note", "1", "--text", "对方", at=other)
    done("take", "1-1-101 门锁坏 13900001111", at=other)
    done("sync", at=other)
    shutil.rmtree(other)
    done("ticket", "note", "1", "--text", "本方", at=root)
    done("take", "1-1-102 灯不亮 13900002222", at=root)


_BACKUP = ("backup", "../usb", "--keep", "1")
SCENES = (
    Scene("take", ("take", "5-1-101 厨房龙头滴水 13600007777"), _plain),
    Scene("dispatch", ("dispatch", "2", "--to", "赵师傅"), _plain),
    Scene("done", ("done", "1", "--step", "all", "--told", "电话"), _plain),
    Scene("undo", ("undo", "1"), _plain),
    Scene("commit", ("commit",), _edited, edited=("standards/tiers.yaml",), quiet=True),
    Scene("set", ("standard", "set", "light.indoor.resolve.simple", "4h"), _plain),
    Scene("publish", ("standard", "publish", "categories"), _proposed),
    Scene("staff", ("staff", "add", "赵强", "--id", "s-zhao", "--phone", "13700001111"), _plain),
    Scene("attach", ("ticket", "attach", "1", "/etc/hostname"), _plain),
    Scene("erase", ("privacy", "erase", _PERSON, "--reason", "搬走", "-y"), _closed),
    Scene("import", ("import", "../k.csv", "--map", "../k.yaml"), _sheet),
    Scene("sync", ("sync",), _two_desks, again=("sync",), repeats=True, told=(0, 3, 7)),
    Scene("join", ("join", "../records.git", "../new"), _to_join, places=("new",), told=(0, 3, 7)),
    Scene("backup", _BACKUP, _backed_up, again=_BACKUP, quiet=True),
    Scene("restore", ("restore", "../usb/b", "../new"), _backed_up, places=("new",)),
)

DAY: tuple[tuple[str, ...], ...] = (
    ("take", "5-1-101 厨房龙头滴水 13600007777"),
    ("dispatch", "2", "--to", "赵师傅"),
    ("ticket", "note", "1", "--text", "备注"),
    ("staff", "add", "赵强", "--id", "s-zhao", "--phone", "13700001111"),
    ("ticket", "attach", "1", "/etc/hostname"),
    ("standard", "set", "light.indoor.resolve.simple", "4h"),
    ("done", "1", "--step", "all", "--told", "电话"),
    ("undo", "1"),
    ("ticket", "cancel", "2", "--by", "owner", "--reason", "自己好了"),
    ("import", "../k.csv", "--map", "../k.yaml"),
    ("privacy", "erase", "13500005555", "--reason", "搬走", "-y"),
    ("take", "5-1-102 大堂灯不亮"),
)
"""What is typed one after the other before the power goes."""
prepare_day = _sheet
HOUSEKEEPING = "housekeeping"
LONG_DAY: tuple[tuple[str, ...], ...] = (
    ("ticket", "note", "1", "--text", "备注"),
    (HOUSEKEEPING,),
    ("take", "5-1-101 厨房龙头滴水 13600007777"),
    (HOUSEKEEPING, "import", "../k.csv", "--map", "../k.yaml"),
    ("take", "5-1-102 大堂灯不亮"),
)
"""The same where there is much to pack: a round by itself, and one beside an import."""
