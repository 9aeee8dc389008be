"""What desks do all year, for stores that are driven at random: each writing command has a row.

A deed is drawn with a number; what the desk refuses is not done.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tests.support.cli import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.warm import Ran


class Hand(NamedTuple):
    """Somebody at a desk.

    Attributes:
        root: The clone.
        run: Runs a command there.
        ticket: Some ticket, "" if there is none; `other` another one or the same.
        number: What the rest is drawn from.
        room: A folder for files to be brought in.
    """

    root: Path
    run: Callable[..., Ran]
    ticket: str
    other: str
    number: int
    room: Path


TICKET_STEPS = (
    "ack {id} --way 当面",
    "accept {id}",
    "return {id} --reason 在抢修别处",
    "transfer {id} --to 钱师傅{few}",
    "no-access {id} --evidence 门牌照",
    "contain {id} --method 关阀",
    "quote {id} --price {number} --cause 阀芯坏 --method 换阀芯",
    "consent {id} --who 来电人 --how 微信",
    "start {id}",
    "step {id} --done all",
    "pause {id} --reason 业主不在家 --until 明天14:00 --agreed",
    "resume {id}",
    "reschedule {id} --by owner --window 明天14-16",
    "agree {id} --clock 完成 --due 明天18:00 --by owner",
    "regrade {id} --to 紧急 --approved-by 王经理 --reason 老人多",
    "regrade {id} --to 一般 --approved-by 王经理 --reason 听错",
    "classify {id} --complexity 复杂",
    "classify {id} --category 门禁",
    "resolve {id} --result 换管",
    "sign {id} --who 张女士",
    "pay {id} --price {number}.00 --way 微信 --receipt 0{number}",
    "feedback {id} --way 电话 --to 来电人",
    "attempt {id} --way 电话",
    "verify {id} --result 亮了",
    "reply {id} --words 明天答复 --to 来电人 --way 电话",
    "answer {id} --words 差额冲减 --to 来电人 --way 电话",
    "investigate {id} --cause 抄表时间不一致 --liable no --valid yes",
    "recovery {id} --fault 沟通慢 --remedy 上门说明 --cost 0 --learned 先打电话",
    "vendor-call {id} --party 某品牌售后",
    "vendor-arrive {id} --party 某品牌售后",
    "report-outside {id} --party 自来水公司",
    "escalate {id} --to 经理 --way 电话",
    "amend {id} --title 标题{few} --reason 听错",
    "amend {id} --unit 3-1-6{number:02}",
    "reopen {id} --reason 又漏了",
    "decline {id} --reason 没有场地 --explained --approved-by 王经理",
    "merge {id} --into {other}",
    "repeat {id} --of {other} --same {yes}",
    "rebind {id} --version 1 --reason 标准改版 --approved-by 王经理",
    "close {id}",
)


def step(hand: Hand) -> None:
    """Do a step that the table of verbs has."""
    line = TICKET_STEPS[hand.number % len(TICKET_STEPS)]
    if hand.ticket:
        told = {
            "id": hand.ticket,
            "other": hand.other,
            "number": hand.number,
            "few": hand.number % 3,
        }
        told["yes"] = ("yes", "no")[hand.number % 2]
        hand.run("ticket", *(word.format(**told) for word in line.split()))


def erase(hand: Hand) -> None:
    """Erase some person for good."""
    listed = sorted((hand.root / "people" / "persons").glob("*/*.yaml"))
    if listed:
        name = listed[hand.number % len(listed)].stem
        hand.run("privacy", "erase", name, "--reason", "迁出", "--force", "--yes")


def staff(hand: Hand) -> None:
    """Register somebody, or change them."""
    name = f"钱师傅{hand.number % 3}"
    if hand.number % 2:
        hand.run("staff", "add", name, "--phone", f"1390000{hand.number:04}")
    else:
        hand.run("staff", "edit", name, "--alias", f"老钱{hand.number}")


def checkpoint(hand: Hand) -> None:
    """Take a note of the records."""
    hand.run("audit", "checkpoint")


def approve(hand: Hand) -> None:
    """Propose, approve, publish or withdraw a standard, whatever is next."""
    name = ("tiers", "categories", "retention")[hand.number % 3]
    hand.run("standard", "propose", name, "--reason", f"试行{hand.number}")
    found = re.search(
        r'"(?:fingerprint|content)": "([0-9a-f]{8,})"',
        hand.run("standard", "review", name, "--json").said,
    )
    if found:
        hand.run("standard", "approve", name, "--fingerprint", found[1])
    why = ("--reason", "不妥") if hand.number % 2 else ()
    hand.run("standard", ("publish", "withdraw")[hand.number % 2], name, *why)


def document(hand: Hand) -> None:
    """Begin a document of the standards, which another desk may begin too."""
    layer = ("customer", "delivery", "inspection", "procedure", "blueprint")[hand.number % 5]
    hand.run(
        "standard", "new", layer, f"our-{layer}-{hand.number % 2}", "--label", f"新{hand.number}"
    )
    hand.run("commit", "--force")


_BOOKS = {
    "records/units/3.yaml": "floors: {number}\nnote: '{few}'\n",
    "records/spaces.yaml": "schema: spaces/1\nspaces:\n  - {{id: lobby-{few}, label: '大堂{number}'}}\n",
    "records/assets/lift-{few}.yaml": "schema: asset/1\nid: lift-{few}\nlabel: '{number}号梯'\n",
    "records/vendors/lift.yaml": "schema: vendor/1\nid: lift\nlabel: 电梯维保{number}\n",
    "standards/notes-{few}.md": "# 说明 {number}\n\n一段话\n",
    "records/notes/{few}.txt": "{number}\n",
    "records/notes/case.txt": "{number}\n",
    "records/notes/Case.txt": "{number}\n",
    "standards/prices.yaml": "",
}


def book(hand: Hand) -> None:
    """Write a register by hand and adopt it."""
    told = {"number": hand.number, "few": hand.number % 3}
    name, text = list(_BOOKS.items())[hand.number % len(_BOOKS)]
    file = hand.root / name.format(**told)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and hand.number % 7 == 0:
        file.unlink()
    elif text:
        file.write_text(text.format(**told))
    elif file.exists():
        file.write_text(f"{file.read_text()}# {hand.number}\n")
    hand.run("commit", "--force")


def policy(hand: Hand) -> None:
    """Change a line of the policy, or of the calendar, by hand."""
    place = ("policy.yaml", "tiers.yaml", "categories.yaml", "retention.yaml")[hand.number % 4]
    file = hand.root / "standards" / place
    lines = file.read_text().splitlines()
    at = hand.number % len(lines)
    lines.insert(at, f"# {hand.number}") if hand.number % 3 else lines.append(f"# {hand.number}")
    file.write_text("\n".join(lines) + "\n")
    hand.run("commit")


def rename(hand: Hand) -> None:
    """Rename a standard's folder-mate by hand and adopt it."""
    listed = sorted((hand.root / "standards").glob("notes-*.md"))
    if listed:
        one = listed[hand.number % len(listed)]
        one.rename(one.with_name(f"notes-{hand.number % 5}.md"))
        hand.run("commit", "--force")


_MAP = """schema: import-map/1
source: old
zone: Asia/Shanghai
key: no
times: "%Y-%m-%d %H:%M"
fields:
  title: what
  place: home
  opened_at: at
  reporter_phone: tel
"""


def chat(hand: Hand) -> None:
    """Paste a group chat, the same one that others paste."""
    file = hand.room / f"chat{hand.number % 3}.txt"
    file.write_text(f"3-1-50{hand.number % 3} 厨房漏水{hand.number % 3}\n2-1-803 门锁坏\n")
    hand.run("paste", str(file), "--yes")


def sheet(hand: Hand) -> None:
    """Import a sheet of tickets, the same one that others import."""
    few = hand.number % 3
    file, mapping = hand.room / f"in{few}.csv", hand.room / "map.yaml"
    file.write_text(
        f"no,what,home,at,tel\nX-{few},灯坏{few},3-1-50{few},2026-11-20 09:0{few},1370000000{few}\n"
    )
    mapping.write_text(_MAP)
    hand.run("import", str(file), "--map", str(mapping))


def opened(hand: Hand) -> None:
    """Open the opinion box."""
    file = hand.room / f"box{hand.number}.txt"
    file.write_text("建议装快递柜\n电梯太慢\n")
    hand.run("box", "open", "赵师傅", "业委会", "2", "--file", str(file))


def picture(hand: Hand) -> None:
    """Attach a picture, the same at several desks."""
    file = hand.room / f"same{hand.number % 2}.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([hand.number % 2]))
    if hand.ticket:
        hand.run("ticket", "attach", hand.ticket, str(file))


def form(hand: Hand) -> None:
    """Bring the standards in form, and install what a clone can have."""
    words = (("fmt",), ("hook", "install"), ("doctor", "--fix"), ("check", "--fix"))
    hand.run(*words[hand.number % 4])
    hand.run("commit", "--force")


def housekeeping(hand: Hand) -> None:
    """Let git do its own in the middle, in both repositories."""
    for root in (hand.root, hand.root / "people"):
        git(root, "gc", "-q", "--prune=now")


DEEDS = {
    one.__name__: one
    for one in (
        step, step, erase, staff, checkpoint, approve, document, book, policy, rename,
        chat, sheet, opened, picture, form, housekeeping,
    )
}  # fmt: skip
