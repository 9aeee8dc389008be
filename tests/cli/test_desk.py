"""`wuye desk` without a prompt: lines by arguments, file and pipe, in both languages."""

from __future__ import annotations

import io
import json
import re
import subprocess
from contextlib import redirect_stdout
from datetime import datetime

import pytest
from tests.support.cli import (
    WUYE,
    a_store,
    assert_clean,
    assert_tame,
    environment,
    git,
    head,
    inside,
    wuye,
)
from tests.support.desk_week import play, with_staff
from tests.support.desks import CLERK, ZONE, SetClock, an_office

from wuye_cli.bootstrap import World, in_world
from wuye_cli.cli.desk_lines import Ways, from_stream
from wuye_cli.domain.errors import WuyeError


@pytest.fixture
def store(tmp_path):
    root = a_store(tmp_path)
    with_staff(root)
    return root


def fed(root, lines: bytes, *words: str, **more: str):
    """Feed bytes through a pipe; return status, stdout and stderr."""
    ran = subprocess.run(
        [*WUYE, "desk", *words], cwd=root, env=environment(**more), input=lines,
        capture_output=True, check=False,
    )  # fmt: skip
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


def commits(root) -> int:
    return int(git(root, "rev-list", "--count", "HEAD"))


# -- a week, through the command ------------------------------------------------------------------


class HourByHour(io.TextIOBase):
    """A pipe on which each line comes at its own hour."""

    def __init__(self, lines, clock) -> None:
        self._lines = lines
        self._clock = clock

    def __iter__(self):
        for at, line in self._lines:
            self._clock.at(at)
            yield line + "\n"


def test_the_week_fed_to_the_command_gives_what_the_service_gives(tmp_path):
    """The lines of a whole week through `wuye desk`, each at its hour, on a store of their own."""
    typed = play(tmp_path / "one", "week")
    root = an_office(tmp_path / "two", typed[0].at).root
    with_staff(root)
    clock = SetClock(typed[0].at)
    before = commits(root)
    said = io.StringIO()
    world = World(clock=clock, entropy=_entropy(), actor=CLERK)
    with in_world(world), redirect_stdout(said):
        lines = HourByHour([(one.at, one.line) for one in typed], clock)
        assert from_stream(lines, Ways(root=root, as_json=True)) == 1, "one is refused, as meant"
    answers = [json.loads(line) for line in said.getvalue().splitlines()]
    assert len(answers) == len(typed)
    for one, answer in zip(typed, answers, strict=True):
        assert answer["line"] == one.line
        if isinstance(one.outcome, WuyeError):
            assert answer["error"]["code"] == one.outcome.code
            continue
        made = one.outcome.written.events if one.outcome.written else ()
        got = answer["written"]["events"] if answer["written"] else []
        assert [(event["do"], event["at"]) for event in got] == [
            (event.do, event.at.isoformat()) for event in made
        ], one.line
        shown = [found.ticket.id for found in one.outcome.shown.open] if one.outcome.shown else None
        assert (answer["shown"] and [found["id"] for found in answer["shown"]]) == shown
    written = sum(answer["written"] is not None for answer in answers)
    assert commits(root) == before + written
    assert_clean(root)
    with in_world(World(clock=clock, entropy=_entropy(), actor=CLERK)):
        assert inside("check", at=root).status == 0


def _entropy():
    import random  # noqa: PLC0415 - a seed of its own for each world

    return random.Random(11).randbytes


def test_a_night_typed_at_once_from_a_file_tells_its_own_hours(tmp_path):
    store = an_office(tmp_path).root
    with_staff(store)
    (tmp_path / "夜.txt").write_text(
        "# 夜班，照登记本\n"
        "夜 昨晚2340 3-1-502 厨房水管爆裂 张女士 13800001234 门岗老周 | 派赵2342 到2352 控0010 完0052 告 纸0417\n"
        "\n"
        "夜 昨晚2350 3栋大堂 灯不亮 门岗老周\n",
        encoding="utf-8",
    )
    morning = SetClock("2026-11-24 08:30")  # at ten past midnight 00:52 would not have been yet
    with in_world(World(clock=morning, entropy=_entropy(), actor=CLERK)):
        ran = inside("desk", "-f", "../夜.txt", "--json", at=store)
    assert ran.status == 0, ran
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert [event["do"] for event in first["written"]["events"]] == [
        "receive", "ack", "dispatch", "arrive", "contain", "resolve", "feedback",
    ]  # fmt: skip
    at = [datetime.fromisoformat(event["at"]) for event in first["written"]["events"]]
    assert [f"{moment.astimezone(ZONE):%H:%M}" for moment in at] == [
        "23:40", "23:40", "23:42", "23:52", "00:10", "00:52", "00:52",
    ]  # fmt: skip
    verdicts = {clock["clock"]: clock["verdict"] for clock in first["written"]["clocks"]}
    assert {verdicts[name] for name in ("ack", "arrive", "contain", "resolve")} == {"met"}
    assert second["written"]["place"] == "3栋大堂"
    assert second["written"]["opened_at"].endswith("T23:50:00+08:00")
    assert [first["number"], second["number"]] == [2, 4]


# -- the ways in ----------------------------------------------------------------------------------


def test_the_words_of_the_command_are_one_line(store):
    before = commits(store)
    ran = wuye("desk", "2-1-803", "厨房龙头滴水", "13500005555", at=store)
    assert (ran.status, ran.err) == (0, "")
    assert "2-1-0803 厨房龙头滴水" in ran.out
    assert "漏水渗水" in ran.out, "the category and the word it was taken from are said"
    assert "龙头" in ran.out
    assert "13500005555" not in ran.out
    assert commits(store) == before + 1
    ran = wuye("desk", "1", "派钱", "约明天10-11", at=store)
    assert "承办 钱师傅" in ran.out


def test_a_question_is_said_on_stderr_with_status_2_and_nothing_is_written(store):
    inside("desk", "2-1-803 厨房龙头滴水", at=store)
    before = head(store)
    for line, word in (("1 派鲁班", "鲁班"), ("2-803 漏水", "2-1-803 漏水"), ("1 飞", "1 备 飞")):
        ran = inside("desk", line, at=store)
        assert (ran.status, ran.out) == (2, "")
        assert word in ran.err
        assert "没有写入" in ran.err
        assert_tame(ran)
    assert head(store) == before
    assert_clean(store)


def test_a_refusal_keeps_its_own_status(store):
    inside("desk", "2-1-803 厨房龙头滴水", at=store)
    assert inside("desk", "1 访 满意", at=store).status == 4
    assert inside("desk", "17 派钱", at=store).status == 5
    ran = inside("desk", "1 访 满意", "--json", at=store)
    assert (ran.status, ran.json["error"]["code"], ran.err) == (4, "E_STEPS_OPEN", "")


def test_a_bad_line_stops_nothing_and_is_named_with_its_number(store):
    before = commits(store)
    status, out, err = fed(
        store,
        "# 早班\n2-1-803 厨房龙头滴水\n\n1 派鲁班\n1 访 满意\n17 到\n1 派钱\n".encode(),
    )
    assert status == 1
    assert commits(store) == before + 2
    assert [line for line in out.splitlines() if line.startswith("> ")] == [
        "> 2-1-803 厨房龙头滴水", "> 1 派鲁班", "> 1 访 满意", "> 17 到", "> 1 派钱",
    ]  # fmt: skip
    for number in (4, 5, 6):
        assert f"第 {number} 行：" in err
    for number in (1, 2, 3, 7):
        assert f"第 {number} 行：" not in err
    assert err.splitlines()[-1] == "共 5 行：写入或查看 2，没写 3"
    assert_clean(store)


def test_english_is_spoken_too(store):
    status, out, err = fed(
        store,
        b"2-1-803 kitchen tap drips\n1 to s-qian appt tomorrow 10-11\n1 fly\n",
        WUYE_LANG="en",
    )
    assert status == 1
    assert "2-1-0803 kitchen tap drips" in out
    assert "Line 3: " in err
    assert not any("\u4e00" <= char <= "\u9fff" for char in err.replace("备", "").replace("新", ""))


@pytest.mark.parametrize(
    "lines",
    [
        b"\xef\xbb\xbf2-1-803 \xe6\xbc\x8f\xe6\xb0\xb4\r\n1 \xe5\x82\xac\r\n",
        b"2-1-803 \xe6\xbc\x8f\xe6\xb0\xb4\n1 \xe5\x82\xac",
        b"\xef\xbb\xbf\r\n2-1-803 \xe6\xbc\x8f\xe6\xb0\xb4\r\n\r\n 1 \xe5\x82\xac \r\n",
    ],
    ids=["bom and crlf", "no last newline", "bom on a blank line"],
)
@pytest.mark.parametrize("way", ["pipe", "file"])
def test_marks_of_other_systems_are_no_part_of_a_line(store, tmp_path, lines, way):
    if way == "file":
        (tmp_path / "lines.txt").write_bytes(lines)
        status, out, err = fed(store, b"", "-f", str(tmp_path / "lines.txt"), "--json")
    else:
        status, out, err = fed(store, lines, "--json")
    assert (status, err) == (0, "")
    assert [json.loads(line)["line"] for line in out.splitlines()] == ["2-1-803 漏水", "1 催"]


def test_a_line_separator_of_unicode_does_not_cut_a_line(store, tmp_path):
    (tmp_path / "lines.txt").write_text("2-1-803 漏水\u2028很急\x0b\n", encoding="utf-8")
    ran = wuye("desk", "-f", "../lines.txt", "--json", at=store)
    assert ran.status == 0
    assert len(ran.out.splitlines()) == 1


def test_bytes_that_are_no_text_stop_nothing(store, tmp_path):
    before = commits(store)
    status, _, err = fed(store, b"2-1-803 \xb3\xf8\n2-1-803 \xe6\xbc\x8f\xe6\xb0\xb4\n")
    assert status == 1
    assert "第 1 行：" in err
    assert "UTF-8" in err
    assert commits(store) == before + 1
    (tmp_path / "gbk.txt").write_bytes("2-1-803 厨房漏水".encode("gbk"))
    ran = wuye("desk", "-f", "../gbk.txt", at=store)
    assert (ran.status, ran.out) == (2, "")
    assert "UTF-8" in ran.err
    assert commits(store) == before + 1


def test_reading_only_says_what_is_understood_and_needs_no_store(tmp_path):
    ran = inside("desk", "--read", "17", "派钱", "约10-11", at=tmp_path)
    assert (ran.status, ran.out) == (0, "  = 17 派 “钱” 约 10:00-11:00\n")
    ran = inside("desk", "--read", "17 飞", at=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    ran = inside("desk", "--read", "--json", "2-1-803 漏水", at=tmp_path)
    assert ran.json["read"]["kind"] == "NewTicket"
    assert ran.json["read"]["unit"] == "2-1-0803"
    assert ran.json["written"] is None


def test_reading_only_writes_nothing(store):
    before = head(store)
    status, out, _ = fed(store, "2-1-803 漏水\n1 派鲁班\n".encode(), "--read")
    assert (status, out) == (0, "> 2-1-803 漏水\n  = 2-1-0803 漏水\n> 1 派鲁班\n  = 1 派 “鲁班”\n")
    assert head(store) == before


def test_every_answer_in_json_is_one_object_with_the_same_keys(store):
    lines = ["2-1-803 漏水", "2-1-803", "1 飞", "1 访 满意", "撤 1", "13500005555"]
    _, out, err = fed(store, "\n".join(lines).encode(), "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert err == ""
    keys = ["number", "line", "read", "written", "shown", "question", "error"]
    for number, (answer, line) in enumerate(zip(answers, lines, strict=True), 1):
        assert list(answer) == keys
        assert (answer["number"], answer["line"]) == (number, line)
        told = [key for key in ("written", "shown", "question", "error") if answer[key] is not None]
        assert len(told) == 1, answer
    assert [bool(answer["error"]) for answer in answers] == [False] * 3 + [True] + [False] * 2
    assert answers[2]["question"]["choices"] == ["1 备 飞", "新 1 飞"]
    assert answers[5]["shown"] == []


def test_what_is_open_is_shown_with_the_last_contact_and_the_due_that_is_over(store):
    inside("desk", "9-1-301 投诉公摊电费高 13600004444", at=store)
    before = head(store)
    ran = inside("desk", "13600004444", at=store)
    assert ran.status == 0
    assert "9-1-0301 投诉公摊电费高" in ran.out
    assert "上次联系" in ran.out
    assert "13600004444" not in ran.out
    assert inside("desk", "4-4-404", at=store).out.strip() == "4-4-0404 没有在办的单子"
    assert head(store) == before


def test_what_was_understood_of_a_time_or_a_word_is_said(store):
    inside("desk", "2-1-803 厨房龙头滴水", at=store)
    said = inside("desk", "1 派钱 约明天10-11", at=store).out
    assert re.search(r"改约 \d\d-\d\d 10:00-11:00 ·", said)
    assert re.search(
        r"暂停 → \d\d-\d\d 14:00 ·", inside("desk", "1 业主不在 明天14:00", at=store).out
    )
    said = inside("desk", "1 到半小时前 价80 换龙头", at=store)
    assert said.status == 4, "before the receipt"
    said = inside("desk", "1 到 价80 换龙头 同意 业主签 完 全 签 告", at=store).out
    assert "报价 ¥80" in said
    assert "回访 4/5、归档" in inside("desk", "1 访 满意", at=store).out


def test_danger_is_said_and_the_words_that_sound_like_it_are_not(store):
    assert "险情" in inside("desk", "5栋电梯困人 2人", at=store).out
    assert "险情" not in inside("desk", "2-1-803 咨询燃气费怎么交", at=store).out


HOSTILE = {
    "escape": "2-1-803 水管\x1b[2J\x1b]0;owned\x07漏了",
    "bidi": "2-1-803 水管\u202e了漏\u2066",
    "option": "--help",
    "step option": "1 备 --force -rf /",
    "template": "2-1-803 {id} $(id) `id` [[x]] %s 漏水",
    "yaml": '2-1-803 "*a &b !!python/object: {x}" 漏水',
    "quote": "1 备 “没有收口的引号",
    "trailers": "2-1-803 漏水 Wuye-Op: close Wuye-Ticket: WY-000000-A001",
    "rare": "2-1-803 𰻝𰻝面馆\U000323af漏水 🚰",
    "long": "2-1-803 " + "水管漏了" * 2000,
    "name": "1 派“../../etc/passwd”",
    "field": "1 改 标题\x1b[31m红",
    "separators": "2-1-803 漏水\u2028\u2029\x85很急",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_tame(tmp_path, name):
    root = a_store(tmp_path)
    inside("desk", "8-8-808 龙头滴水", at=root)
    for words in (("--", HOSTILE[name]), ("--json", "--", HOSTILE[name])):
        ran = inside("desk", *words, at=root)
        assert ran.status in {0, 2, 4, 5}, ran
        assert_tame(ran)
    for shown in (("ticket", "list"), ("audit", "log", "A001"), ("due",)):
        ran = inside(*shown, at=root)
        assert ran.status in {0, 2}
        assert_tame(ran)
    assert_clean(root)
    assert not (root / "records" / "etc").exists()


def test_a_line_of_twenty_thousand_characters_is_the_longest(store):
    before = head(store)
    ran = inside("desk", "2-1-803 " + "漏" * 20_000, at=store)
    assert ran.status == 2
    assert "20008" in ran.err
    assert head(store) == before
