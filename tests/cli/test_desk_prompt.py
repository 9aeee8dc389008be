"""The desk's prompt on a real terminal of 80x24: a busy quarter of an hour, and how it may end."""

from __future__ import annotations

import re
import signal
import sys
import time
from pathlib import Path

import pytest
from tests.support.cli import WUYE, a_store, assert_clean, done, environment, git, wuye
from tests.support.desk_week import with_staff

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal here", allow_module_level=True)

import pexpect
import pyte

UP, LEFT, RIGHT, HOME = b"\x1b[A", b"\x1b[D", b"\x1b[C", b"\x1b[H"
CTRL_A, CTRL_C, CTRL_D, CTRL_G, TAB, ENTER, BACKSPACE = (
    b"\x01",
    b"\x03",
    b"\x04",
    b"\x07",
    b"\t",
    b"\r",
    b"\x7f",
)
F5, PAGE_UP, PAGE_DOWN, INSERT = b"\x1b[15~", b"\x1b[5~", b"\x1b[6~", b"\x1b[2~"
PROMPT = "前台>"
COMING = re.compile(r"最近到期|没有在走的时限")
SLOW_S = 30


class Terminal:
    """A pseudo-terminal with the desk in it, and what it shows."""

    def __init__(self, root, *words: str, size=(24, 80), **more: str) -> None:
        self.root = root
        self.screen = pyte.HistoryScreen(size[1], size[0], history=1000)
        self._stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            WUYE[0], [*WUYE[1:], "desk", *words], cwd=str(root), dimensions=size, timeout=SLOW_S,
            env=environment(**{"TERM": "xterm-256color", **more}),
        )  # fmt: skip

    def type(self, *keys: bytes | str, pause: float = 0.0) -> None:
        for key in keys:
            self.child.send(key.encode() if isinstance(key, str) else key)
            if pause:
                self.look(pause)

    def look(self, seconds: float) -> None:
        """Take in what comes for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self._stream.feed(self.child.read_nonblocking(65536, 0.05))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return

    def wait(self, what: str, *, at_prompt: bool = False) -> str:
        """Wait until something is shown (and the prompt stands empty below it); return the screen."""
        end = time.monotonic() + SLOW_S
        while time.monotonic() < end:
            self.look(0.1)
            shown = self.shown
            if what in shown.replace("\n", "") and (not at_prompt or self.is_ready):
                return shown
        raise AssertionError(f"{what!r} never came:\n{self.shown}")

    @property
    def rows(self) -> list[str]:
        rows = [row.rstrip() for row in self.screen.display]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    @property
    def shown(self) -> str:
        return "\n".join(self.rows)

    @property
    def is_ready(self) -> bool:
        """The cursor stands behind an empty prompt, with what comes due on the row above."""
        rows = self.rows
        return len(rows) > 1 and rows[-1] == PROMPT and bool(COMING.match(rows[-2]))

    @property
    def open_files(self) -> int:
        """How many files the process holds; 0 where the system does not tell."""
        folder = Path(f"/proc/{self.child.pid}/fd")
        return len(list(folder.iterdir())) if folder.exists() else 0

    def enter(self, line: str, shows: str) -> str:
        """Type a line and wait for its answer and the next prompt."""
        self.type(line, ENTER)
        return self.wait(shows, at_prompt=True)


@pytest.fixture
def root(tmp_path):
    root = a_store(tmp_path)
    with_staff(root)
    return root


def commits(root) -> int:
    return int(git(root, "rev-list", "--count", "HEAD"))


def titles(root) -> list[str]:
    return sorted(row["title"] for row in done("ticket", "list", "--json", at=root).json)


def assert_sound(root) -> None:
    assert_clean(root)
    assert wuye("check", at=root).status == 0


def test_a_busy_quarter_of_an_hour_with_three_callers(root):  # noqa: PLR0915 - one sitting
    before = commits(root)
    desk = Terminal(root)
    desk.wait("阳光花园", at_prompt=True)
    assert desk.rows[-2] == "没有在走的时限"
    files = desk.open_files

    # the first caller; the input method's bytes come in pieces
    for byte in "2-1-803 厨房龙头滴水 13500005555".encode():
        desk.type(bytes([byte]))
    desk.type(ENTER)
    desk.wait("A001 2-1-0803 厨房龙头滴水", at_prompt=True)
    assert "A001 2-1-0803 厨房龙头滴水" in desk.rows[-2], "what comes due is that ticket"

    # the second, while the first is given to somebody: ctrl-C in mid-line loses only that line
    desk.type("1 派钱 约明")
    desk.look(0.3)
    desk.type(CTRL_C)
    desk.wait("这一行没有写入", at_prompt=True)
    assert commits(root) == before + 1
    desk.enter("9-1-301 投诉公摊电费高 13600004444", "A002 9-1-0301 投诉公摊电费高")

    # wrong keys: keys that mean nothing here, a bell, a slip mended, the cursor moved back
    desk.type(
        "1 派",
        PAGE_UP,
        PAGE_DOWN,
        INSERT,
        F5,
        CTRL_G,
        "孙",
        BACKSPACE,
        "钱 明天10-11",
        *[LEFT] * 7,
        "约",
        ENTER,
        pause=0.05,
    )
    desk.wait("派单、改约", at_prompt=True)

    # the third asks what became of it: history, and the phone alone
    desk.type(UP)
    desk.wait("前台> 1 派钱 约明天10-11")
    desk.type(CTRL_C)
    desk.wait("这一行没有写入", at_prompt=True)
    desk.enter("13600004444", "上次联系")
    assert commits(root) == before + 3

    # Tab completes a ticket and a colleague; what is not there completes to nothing
    desk.type("2", TAB)
    desk.wait("-A002", at_prompt=False)
    desk.type(" 派赵", TAB)
    desk.wait("-A002 派赵师傅")
    desk.type(" 飞", TAB, BACKSPACE, ENTER)
    desk.wait("承办 赵师傅", at_prompt=True)

    # a question: one key
    desk.type("2-803 卫生间漏水", ENTER)
    desk.wait("3) 2-3-803 卫生间漏水")
    assert COMING.match(desk.rows[-2]), "what comes due stays in sight at a question"
    desk.type("2")
    desk.wait("A003 2-2-0803 卫生间漏水", at_prompt=True)
    assert commits(root) == before + 5

    # a question left for the next caller: the next line is a line, although it begins with a digit
    desk.type("1 派鲁班", ENTER)
    desk.wait("选哪个")
    desk.type("1 催 快一点", ENTER)
    desk.wait("催办", at_prompt=True)
    assert commits(root) == before + 6
    shown = done("ticket", "show", "1", "--json", at=root).json
    assert [event["do"] for event in shown["events"]][-1] == "urge"
    assert shown["assignee"] == "s-qian"

    # danger stops the clerk; the next line typed there is not lost
    desk.type("5栋电梯困人 2人", ENTER)
    desk.wait("按回车继续")
    assert "先问清人身安全" in desk.shown
    desk.type("4 叫维保", ENTER)
    desk.wait("通知维保单位", at_prompt=True)
    desk.type("4-1-202 厨房冒烟", ENTER)
    desk.wait("按回车继续")
    desk.type(ENTER)
    desk.look(0.5)
    desk.wait("", at_prompt=True)
    assert commits(root) == before + 9

    # the terminal is made smaller; lines and prompt go on
    desk.child.setwinsize(16, 60)
    desk.screen.resize(16, 60)
    desk.look(0.5)
    desk.enter("3栋大堂呕吐物 门岗老周", "3栋大堂 呕吐物")
    desk.enter("撤", "撤销")
    assert commits(root) == before + 11

    # several lines pasted are several lines
    desk.type(b"\x1b[200~" + "6-1-101 门禁坏了\n6-1-102 对讲坏了".encode() + b"\x1b[201~", ENTER)
    desk.wait("6-1-0102 对讲坏了", at_prompt=True)
    assert commits(root) == before + 13

    assert desk.open_files <= files + 2, "a desk is opened for every line, and closed"
    desk.type(CTRL_D)
    desk.wait("再见")
    desk.child.expect(pexpect.EOF)
    desk.child.close()
    assert desk.child.exitstatus == 0
    assert commits(root) == before + 13
    assert titles(root) == sorted(
        [
            "厨房龙头滴水",
            "投诉公摊电费高",
            "卫生间漏水",
            "电梯困人 2人",
            "厨房冒烟",
            "呕吐物",
            "门禁坏了",
            "对讲坏了",
        ]
    )
    assert_sound(root)


def test_what_is_typed_ahead_is_not_lost(root):
    before = commits(root)
    desk = Terminal(root)
    desk.wait("", at_prompt=True)
    desk.type("2-1-803 厨房龙头滴水", ENTER, "1 派钱", ENTER, "1 催 快一", pause=0.01)
    desk.wait("派单")
    desk.wait("前台> 1 催 快一")
    desk.type("点", ENTER)
    desk.wait("催办", at_prompt=True)
    assert commits(root) == before + 3
    shown = done("ticket", "show", "1", "--json", at=root).json
    assert shown["events"][-1]["words"] == "快一点"


@pytest.mark.parametrize("way", ["hangup", "closed terminal", "killed"])
def test_what_was_answered_is_kept_when_the_terminal_goes(root, way):
    before = commits(root)
    desk = Terminal(root)
    desk.wait("", at_prompt=True)
    desk.type("2-1-803 厨房龙头滴水 13500005555", ENTER)
    desk.wait("A001 2-1-0803")
    desk.type("1 派钱 约明天")  # not entered
    if way == "hangup":
        desk.child.kill(signal.SIGHUP)
    elif way == "killed":
        desk.child.kill(signal.SIGKILL)
    desk.child.close(force=True)
    assert commits(root) == before + 1
    assert titles(root) == ["厨房龙头滴水"]
    assert done("desk", "1", "催", at=root).status == 0, "no lock is left"
    assert_sound(root)


def test_leaving_by_a_word(root):
    desk = Terminal(root)
    desk.wait("", at_prompt=True)
    desk.enter("?", "撤 / 17 撤 / 17 撤 访")
    desk.enter("到期", "没有")
    desk.type("q", ENTER)
    desk.wait("再见")
    desk.child.expect(pexpect.EOF)
    desk.child.close()
    assert desk.child.exitstatus == 0


def test_a_terminal_that_cannot_move_its_cursor_has_a_plain_prompt(root):
    before = commits(root)
    desk = Terminal(root, TERM="dumb")
    desk.wait("阳光花园")
    desk.type("2-1-803 厨房龙头滴水 13500005555\n")
    desk.wait("A001 2-1-0803 厨房龙头滴水")
    desk.wait("最近到期")
    desk.type("2-803 漏水\n")
    desk.wait("选哪个")
    desk.type("3\n")
    desk.wait("A002 2-3-0803 漏水")
    desk.type("1 派")
    desk.look(0.3)
    desk.type(CTRL_C)
    desk.wait("这一行没有写入")
    desk.type("5栋电梯困人\n")
    desk.wait("先问清人身安全")
    desk.type("1 催\n")
    desk.wait("催办")
    desk.look(0.3)
    desk.type(CTRL_D)
    desk.wait("再见")
    desk.child.expect(pexpect.EOF)
    assert "\x1b" not in desk.shown
    assert commits(root) == before + 4
    assert_sound(root)


def test_english_is_spoken_at_the_prompt(root):
    desk = Terminal(root, WUYE_LANG="en")
    desk.wait("One line an entry")
    desk.type("2-1-803 kitchen tap drips", ENTER)
    desk.wait("A001 2-1-0803 kitchen tap drips")
    desk.type("1 to s-qian appt tomorrow 10-11", ENTER)
    desk.wait("next due tomorrow 11:00")
    desk.type("q", ENTER)
    desk.child.expect(pexpect.EOF)
    assert_sound(root)


def test_outside_a_store_there_is_no_prompt(tmp_path):
    desk = Terminal(tmp_path)
    desk.wait("wuye init")
    desk.child.expect(pexpect.EOF)
    desk.child.close()
    assert desk.child.exitstatus == 2
