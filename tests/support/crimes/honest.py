"""Honest people at work for a year: every command, late paper, two desks, standards that change.

What they do is odd at times, in a hurry, days late, or by hand; none of it is a fraud, and the
audit must not say so.
"""

from __future__ import annotations

import random
import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.cli.test_every_verb import rows
from tests.support.crimes.scene import (
    CLERK,
    MANAGER,
    QUALITY_MAN,
    SENT,
    TECHNICIAN,
    Scene,
    names,
)
from tests.support.keys import a_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from wuye_cli.store.repository import Actor

ACTORS = {"li": CLERK, "wang": MANAGER}
NIGHT = (
    "夜 昨晚2340 3-1-502 厨房水管爆裂 门岗老周 | 派赵2342 到2352 控0010 完0052 告 纸0417",
    "夜 昨晚2210 5栋 楼道灯不亮 | 派赵2215 到2231 完2240 告 纸0418",
)
MAP = """schema: import-map/1
source: old
zone: Asia/Shanghai
key: 编号
times: "%Y-%m-%d %H:%M"
fields:
  title: 事项
  place: 地点
  tier: {value: general}
  channel: {value: phone}
  opened_at: 受理
  closed_at: 办结
  status: {column: 状态, table: {办结: closed, 未结: open}}
"""


class Office:
    """A scene with a clock that only goes on."""

    def __init__(self, scene: Scene, start: str, seed: int) -> None:
        self.scene = scene
        self.now = datetime.fromisoformat(start)
        self.chance = random.Random(seed)
        self.count = 0

    def at(self, moment: datetime) -> str:
        """Go on to a moment, if it is later than now, and return it as text."""
        self.now = max(self.now, moment)
        return f"{self.now:%Y-%m-%d %H:%M:%S}"

    def later(self, **delta: float) -> str:
        return self.at(self.now + timedelta(**delta))

    def morning(self) -> str:
        """Return nine o'clock of the next day."""
        day = self.now.replace(hour=9, minute=0, second=0) + timedelta(days=1)
        return self.at(day)

    def do(self, *words: str, by: Actor = CLERK, at: str = "") -> str:
        """Run a command that must succeed, a minute on, and return what it printed."""
        self.count += 1
        ran = self.scene.run(at or self.later(minutes=1), *words, by=by)
        assert ran.status == 0, (words, ran)
        return ran.out

    def file(self, name: str, text: str) -> str:
        """Write a file beside the store and return its path."""
        path = self.scene.root.with_name(name)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def id_of(self, text: str) -> str:
        """Take a call and return the ticket's id."""
        return str(self.scene_json("take", *text.split())["id"])

    def scene_json(self, *words: str) -> dict[str, object]:
        self.count += 1
        ran = self.scene.run(self.later(minutes=1), *words, "--json")
        assert ran.status == 0, (words, ran)
        return ran.json


def every_verb(office: Office) -> None:
    """Play every verb once, at the pace of a busy day."""
    photo = office.scene.root.with_name("tap.jpg")
    photo.write_bytes(b"\xff\xd8\xff" + office.chance.randbytes(20))
    known = {"photo": str(photo)}
    office.morning()
    for who, words, name in rows():
        typed = [known[word[1:]] if word[:1] == "@" else word for word in words]
        at = office.later(seconds=office.chance.choice((5, 30, 60, 120)))
        office.count += 1
        ran = office.scene.run(at, *typed, "--json", by=ACTORS[who])
        assert ran.status == 0, (typed, ran)
        if name:
            known[name] = ran.json["id"]


def night_book(office: Office) -> None:
    """The guard's book of the night is typed in the morning."""
    office.morning()
    for line in NIGHT:
        office.do("desk", *line.split())


def paper_days_later(office: Office) -> None:
    """Slips lie in a drawer for two days."""
    office.morning()
    ticket = office.id_of("2-1-803 厨房龙头滴水")
    office.do("dispatch", ticket, "--to", "钱师傅")
    number = f"{office.chance.randrange(1000, 9999)}"
    office.at(office.now + timedelta(days=2))
    line = f"{number} {ticket} 到前天1005 价80换龙头 同意1012签 完1040 收80微信\n"
    office.do("slips", office.file("slips.txt", line))


def entered_late(office: Office) -> None:
    """What happened yesterday is entered today, with and without a voucher."""
    office.morning()
    ticket = office.id_of("5栋 楼道灯不亮")
    office.do("dispatch", ticket, "--to", "赵师傅")
    said = f"{office.now + timedelta(hours=1):%m-%d %H:%M}"
    office.morning()
    office.do("ticket", "arrive", ticket, "--at", said, "--src", "slip:0533")
    office.do("done", ticket, "--told", "电话")
    office.do("take", "3-2-0901", "卧室灯不亮", "--at", f"{office.now - timedelta(hours=2):%H:%M}")


def slips_of_the_hand(office: Office) -> None:
    """Steps are taken back, titles amended, a call noted on the wrong ticket."""
    ticket = office.id_of("4-1-0303 门铃不响")
    office.do("ticket", "note", ticket, "--text", "灯罩要换")
    office.do("undo", ticket, "--reason", "记错单")
    office.do("ticket", "amend", ticket, "--title", "门铃和对讲不响")
    office.do("undo", ticket)


def imported(office: Office) -> None:
    """The register of an older system comes in."""
    office.morning()
    told = [
        f"X-{office.chance.randrange(10**6)},{what},{where},2025-12-0{day} 09:00,{end},{state}"
        for day, (what, where, end, state) in enumerate(
            (
                ("漏水", "6栋", "2025-12-03 10:00", "办结"),
                ("灯不亮", "7栋", "2025-12-05 11:00", "办结"),
                ("门坏", "8栋", "", "未结"),
            ),
            1,
        )
    ]
    sheet = office.file("old.csv", "\n".join(["编号,事项,地点,受理,办结,状态", *told]) + "\n")
    office.do("import", sheet, "--map", office.file("old.yaml", MAP))


def box(office: Office) -> None:
    """The opinion box is opened by two."""
    text = "大堂 灯不亮\n匿名 楼上太吵\n"
    sheet = office.file("box.txt", text)
    office.do("box", "王区管", "李客服", "3", "--blank", "1", "--file", sheet)


def chat(office: Office) -> None:
    """Messages of a group are pasted hours after they were written."""
    ticket = office.id_of("2-1-804 卫生间漏水")
    office.do("dispatch", ticket, "--to", "钱师傅")
    told = f"{office.now:%m-%d %H:%M}"
    office.later(hours=5)
    text = f"钱师傅 {told}\n{ticket} 备 配件已订\n\n王小姐 {told}\n2-1-803 门锁打不开\n"
    office.do("paste", office.file("chat.txt", text), "--yes")


def standards_by_hand(office: Office) -> None:
    """A standard is edited and adopted; another is committed with git itself."""
    path = "standards/categories.yaml"
    file = office.scene.root / path
    file.write_text(file.read_text() + f"# 与墙上的表核对过 {office.now:%Y-%m-%d}\n")
    office.do("commit", path, by=MANAGER)
    path = "standards/duty.yaml"
    text = office.scene.read(path) + f"# 值班表核对过 {office.now:%Y-%m-%d}\n"
    at = office.later(minutes=1)
    office.scene.commit({path: text}, at=at, by=MANAGER, message="值班表核对")


def limits_changed(office: Office) -> None:
    """A limit changes for good, once a year, and tickets before it keep theirs."""
    path = "standards/tiers.yaml"
    file = office.scene.root / path
    text = file.read_text()
    old, new = "feedback: [1h, always]", "feedback: [90m, always]"
    file.write_text(text.replace(old, new, 1) if old in text else text.replace(new, old, 1))
    office.do("commit", path, by=MANAGER)


def ticket_by_hand(office: Office) -> None:
    """A note is written into the file of a ticket, and adopted."""
    ticket = office.id_of("1-1-0104 水表不走")
    at = office.later(minutes=1)
    scene = office.scene
    name = f"hand{office.chance.randrange(10**6):06}"
    files = scene.forged(ticket, "note", at=at, name=name, more='text: "已约自来水公司"')
    for path, text in files.items():
        (scene.root / path).write_text(text)
        office.do("commit", path)


def erased(office: Office) -> None:
    """A resident moves away and asks to be forgotten."""
    office.id_of("6-1-0101 换锁 张女士 13800001239")
    office.do("privacy", "erase", "13800001239", "--reason", "迁出申请", "--force", "--yes")


def two_desks(office: Office) -> None:
    """A second desk works apart for a day; both meet over a stick, each merging once."""
    scene = office.scene
    other = Scene(scene.root.with_name("second"), seed=office.chance.randrange(10**6))
    shutil.rmtree(other.root, ignore_errors=True)
    shutil.copytree(scene.root, other.root, symlinks=True)
    other.git("config", "wuye.desk", "B")
    shared = office.id_of("8-1-0202 阳台漏水")
    stick = scene.root.with_name("stick")
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir()
    office.do("sync", "--via", str(stick))
    sync = Office(other, office.later(minutes=1), seed=1)
    sync.do("sync", "--via", str(stick), by=MANAGER)
    office.do("dispatch", shared, "--to", "赵师傅")
    sync.do("ticket", "note", shared, "--text", "业主下午在家", by=MANAGER)
    sync.do("take", "9-1-0101", "门禁失灵", by=MANAGER)
    office.at(sync.now + timedelta(minutes=5))
    office.do("sync", "--via", str(stick))
    sync.at(office.now + timedelta(minutes=5))
    sync.do("sync", "--via", str(stick), by=MANAGER)
    office.at(sync.now + timedelta(minutes=5))
    office.do("sync", "--via", str(stick))


def merged_by_git(office: Office) -> None:
    """Somebody merges a branch with plain git; the two sides wrote different tickets."""
    scene = office.scene
    one, two = office.id_of("8-1-0303 插座没电"), office.id_of("8-1-0304 插座没电")
    home = scene.git("symbolic-ref", "--short", "HEAD")
    scene.git("checkout", "-q", "-B", "apart")
    office.do("dispatch", one, "--to", "赵师傅")
    scene.git("checkout", "-q", home)
    office.do("dispatch", two, "--to", "钱师傅")
    at = office.later(minutes=1)
    scene.git("merge", "-q", "--no-ff", "--no-edit", "apart", **names(CLERK, at))


DEEDS: tuple[Callable[[Office], None], ...] = (
    every_verb,
    night_book,
    paper_days_later,
    entered_late,
    slips_of_the_hand,
    imported,
    box,
    chat,
    standards_by_hand,
    limits_changed,
    ticket_by_hand,
    erased,
    two_desks,
    merged_by_git,
)


def a_year(
    folder: Path,
    months: int = 12,
    seed: int = 1,
    deeds: Sequence[Callable[[Office], None]] = DEEDS,
) -> Office:
    """Return an office after so many months in which all deeds were done every month."""
    Scene(folder).wuye("2026-01-02 08:00", "init s --yes --estate 阳光花园", by=MANAGER)
    office = Office(Scene(folder / "s", seed=seed), "2026-01-02 08:30:00", seed)
    for month in range(months):
        day = datetime.fromisoformat(f"2026-{month + 1:02}-02 08:30")
        office.at(day)
        for deed in office.chance.sample(deeds, len(deeds)):
            deed(office)
    return office


def a_team(scene: Scene, *, approves: bool = True) -> None:
    """Four colleagues with keys: one key follows another, standards are approved, mails change."""
    key, note = a_key("next"), str(scene.root.with_name("note.txt"))
    days: tuple[tuple[str, str, Actor], ...] = (
        ("03-04 09:00", "key revoke s-zhao --why 轮换", MANAGER),
        ("03-04 09:01", f"key add {key}.pub --for s-zhao", MANAGER),
        ("03-04 09:02", f"key use {key}", TECHNICIAN),
        ("03-04 09:10", f"ticket arrive {SENT}", TECHNICIAN),
        ("03-04 18:00", f"audit checkpoint --export {note}", MANAGER),
        ("03-04 18:10", f"audit cosign {note} --key {a_key('chen')} --name s-chen", QUALITY_MAN),
        ("03-04 18:20", f"audit checkpoint --take {note}", MANAGER),
    )
    for at, words, by in days:
        scene.wuye(f"2026-{at}", words, by=by)
    if not approves:
        return
    words = "standard set light.indoor.resolve.simple 4h --from 04-20"
    told = scene.wuye("2026-03-05 09:00", words, by=MANAGER).out
    digits = told.partition("--fingerprint ")[2].split()[0]
    for at, words, by in (
        ("03-06 09:00", f"standard approve categories --fingerprint {digits}", QUALITY_MAN),
        ("03-06 10:00", f"standard publish categories -o html={note}.html", MANAGER),
        ("03-07 09:00", "standard withdraw categories --reason 再议", MANAGER),
        ("03-07 09:10", "staff edit s-li --mail lili@desk.example", MANAGER),
        ("03-08 09:00", f"done {SENT} --told 电话", TECHNICIAN),
        ("03-08 15:00", f"visit {SENT} --score 5", QUALITY_MAN),
        ("03-31 18:00", "audit checkpoint", MANAGER),
    ):
        scene.wuye(f"2026-{at}", words, by=by)


def the_demo(folder: Path) -> Scene:
    """Return the store of `wuye demo`."""
    Scene(folder).wuye("2026-11-20 09:00", "demo store")
    return Scene(folder / "store")
