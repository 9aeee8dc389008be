"""One line at the desk, entered on a real store: every act, every name, every time; one commit."""

from __future__ import annotations

import subprocess
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.support.desk_week import STAFF, a_staffed_office
from tests.support.desks import MANAGER, ZONE, an_office

from wuye_cli.domain.errors import CallError, NotFoundError, RefusedError, WuyeError
from wuye_cli.domain.line.words import WORDS
from wuye_cli.services.lines import Entry, Passed, enter
from wuye_cli.services.residents import persons_with

if TYPE_CHECKING:
    from tests.support.desks import Office

MORE_STAFF = {
    "s-wei": {"name": "魏东", "aliases": ["小魏", "Wei"], "wechat": ["东哥水电"]},
    "s-wei2": {"name": "魏强", "wechat": "强子"},
    "s-gone": {"name": "郑师傅", "left": "2026-10-01"},
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return a_staffed_office(tmp_path_factory.mktemp("lines"), STAFF | MORE_STAFF)


@pytest.fixture
def office(tmp_path):
    return a_staffed_office(tmp_path, STAFF | MORE_STAFF)


def type_in(office: Office, line: str, at: str = "", **passed: str) -> Entry:
    if at:
        office.clock.at(at if "-" in at else f"2026-11-24 {at}")
    return enter(office.desk, line, Passed(**passed))


def written(office: Office, line: str, at: str = "", **passed: str):
    entry = type_in(office, line, at, **passed)
    assert entry.written is not None, (line, entry.question)
    return entry.written


def dos(done) -> list[str]:
    return [event.do for event in done.events]


def heads(office: Office) -> tuple[str, str]:
    """Return where both repositories stand."""
    people = office.root / "people"
    return tuple(
        subprocess.run(
            ["git", "-C", str(place), "rev-parse", "--verify", "-q", "HEAD"],
            capture_output=True, text=True, check=False,
        ).stdout
        for place in (office.root, people)
    )  # fmt: skip


def commits(office: Office) -> int:
    command = ["git", "-C", str(office.root), "rev-list", "--count", "HEAD"]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


# -- every act in both languages ------------------------------------------------------------------

BEFORE: dict[str, tuple[str, ...]] = {
    "tap": ("2-1-803 厨房龙头滴水 13500005555",),
    "held": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱"),
    "there": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱 到"),
    "priced": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱 到 价80 换龙头"),
    "agreed": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱 到 价80 换龙头 同意 业主签"),
    "worked": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱 到 完 全"),
    "told": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱 到 完 全 签 业主 告"),
    "closed": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱 到 完 全 签 业主 告 访 满意"),
    "waiting": ("2-1-803 厨房龙头滴水 13500005555", "@ 派钱 业主不在 周五14:00"),
    "burst": ("3-1-502 水管爆裂 13800001234", "@ 派赵 到"),
    "lift": ("5栋电梯困人 2人 13700002222",),
    "called": ("5栋电梯困人 2人 13700002222", "@ 叫维保 派孙 到"),
    "lobby": ("3栋大堂呕吐物 门岗老周", "@ 派孙 完"),
    "noise": ("7-2-1002 楼上1102装修电钻 13900003333", "@ 派王区管 到"),
    "obstinate": ("7-2-1002 楼上1102装修电钻 13900003333", "@ 派王区管 到 劝 不听"),
    "fees": ("9-1-301 投诉公摊电费高 13600004444",),
    "found": ("9-1-301 投诉公摊电费高 13600004444", "@ 查 抄表时间差 有责"),
    "idea": ("1-1-101 建议装快递柜",),
    "bare": ("8-1-101 想问点事情",),
    "twins": ("4-1-202 门禁卡失灵", "新 4-1-202 门禁刷不开卡"),
}
"""Where a ticket stands before the act: the lines typed, `@` for the ticket."""

ACTS = {
    # act: where it stands before, the line in Chinese and in English, the events it makes
    "dispatch": ("tap", "派钱 约15-16", "to s-qian appt 15-16", "dispatch reschedule"),
    "transfer": ("held", "转赵 因不会", "pass s-zhao because:busy", "transfer"),
    "accept": ("held", "接1010", "acc 1010", "accept"),
    "return": ("held", "退 不是我的活", "return not mine", "return"),
    "arrive": ("held", "到1010", "arr 1010", "arrive"),
    "no_access": ("held", "无人1010", "noone 1010", "no_access"),
    "contain": ("burst", "控1010 关阀", "safe 1010 valve shut", "contain"),
    "vendor_call": ("lift", "叫维保1007", "call Lifts 1007", "vendor_call"),
    "vendor_arrive": ("called", "维保到", "vendor in", "vendor_arrive"),
    "quote": ("there", "价80 换龙头", "price 80 new tap", "quote"),
    "consent": ("priced", "同意 业主签", "ok owner signed", "consent"),
    "start": ("there", "开工", "start", "start"),
    "procedure": ("there", "工序 全", "steps all", "procedure"),
    "done": ("there", "完 全 因阀芯坏 换了阀芯", "done all because:valve changed", "procedure resolve"),
    "sign": ("worked", "签 李先生", "sign Mr Li", "sign"),
    "pay": ("agreed", "收80微信 票0042", "paid 80 wechat receipt0042", "pay"),
    "slip": ("there", "完1010 纸0421", "done 1010 slip 0421", "procedure resolve sign feedback"),
    "told": ("worked", "告", "told", "feedback"),
    "visit": ("told", "访 满意", "visit satisfied", "visit close"),
    "attempt": ("told", "未接", "unreached", "visit_attempt"),
    "verify": ("lobby", "验 王区管", "verify s-wang", "verify close"),
    "reply": ("fees", "回 明天答复", "reply tomorrow", "reply"),
    "answer": ("fees", "答 已核对", "answer all is right", "answer"),
    "investigate": ("fees", "查 抄表时间差 无责", "found meter read late not liable", "investigate"),
    "recovery": (
        "found",
        "补救 过失漏记 补救上门说明 代价0 改进先打电话",
        "recovery fault:forgot remedy:visited cost:0 learned:ring-first",
        "recovery",
    ),
    "dissuade": ("noise", "劝 不听", "warn refused", "dissuade dissuade_failed"),
    "report": ("obstinate", "报 城管 告知书0032", "report Council doc0032", "report_authority"),
    "outside": ("burst", "报外 自来水公司", "outside Waterworks", "report_outside"),
    "urge": ("fees", "催 快一点", "urge hurry", "urge"),
    "second": ("fees", "二投", "second", "urge regrade"),
    "regrade": ("tap", "级 紧急 因家有老人", "tier emergency because:elderly", "regrade"),
    "classify": ("bare", "类 漏水", "cat water.leak", "classify"),
    "pause": ("held", "业主不在 周五14:00", "wait home fri 14:00", "pause"),
    "resume": ("waiting", "恢复", "resume", "resume"),
    "window": ("held", "约明天14-16", "appt tomorrow 14-16", "reschedule"),
    "move": ("held", "改约 周五14-16 我方", "move fri 14-16 us", "reschedule"),
    "agree": ("held", "约完 周五18:00", "promise fri 18:00", "agree"),
    "merge": ("twins", "并 @@", "into @@", "merge"),
    "repeat": ("twins", "不重复 @@", "not same @@", "repeat"),
    "note": ("tap", "备 门铃坏了，请敲门 完1010", "note bell broken, knock", "note"),
    "amend": ("tap", "改 房号2-1-308", "fix unit2-1-308", "amend"),
    "reopen": ("closed", "重开 又滴水", "reopen it drips", "reopen"),
    "cancel": ("tap", "取消 业主 自己修好了", "cancel owner mended it", "cancel"),
    "decline": ("idea", "办不了 没有场地 已解释 批吴经理", "decline no room explained approved:s-wu", "decline"),
    "close": ("told", "未接 归", "", "E_STEPS_OPEN"),
}  # fmt: skip


def stands(office: Office, before: str) -> tuple[str, str]:
    """Type what came before on a fresh ticket, and return its id and the one before it."""
    ids = ["", ""]
    office.clock.at("2026-11-24 10:00")
    for line in BEFORE[before]:
        text = line.replace("@", ids[0])
        done = written(office, text)
        if done.events[0].do == "receive":
            ids.insert(0, done.ticket.id)
    return ids[0], ids[1]


def test_every_word_of_the_desk_is_entered_here():
    assert set(ACTS) == set(WORDS)


@pytest.mark.parametrize("language", [1, 2], ids=["zh", "en"])
@pytest.mark.parametrize("act", [act for act in ACTS if act != "close"])
def test_an_act_makes_its_events(shared, act, language):
    before, wanted = ACTS[act][0], ACTS[act][3]
    ticket, other = stands(shared, before)
    shared.clock.at("2026-11-24 10:15")
    count = commits(shared)
    line = f"{ticket} {ACTS[act][language].replace('@@', other)}"
    done = written(shared, line)
    assert dos(done) == wanted.split()
    assert commits(shared) == count + 1
    assert shared.desk.ticket(ticket).events[-len(done.events) :] == done.events, "it is in git"


def test_facts_are_the_same_in_both_languages(shared):
    """Whatever a word says, its English twin says the same: facts beside the free texts."""
    for act in ("dispatch", "pause", "move", "agree", "pay", "visit", "consent", "report"):
        told = []
        for language in (1, 2):
            ticket, _ = stands(shared, ACTS[act][0])
            events = written(shared, f"{ticket} {ACTS[act][language]}", "10:15").events
            told.append(
                [(e.do, e.at, e.to, e.window, e.reason, e.until, e.asked_by, e.clock, e.due,
                  e.price, e.way, e.receipt, e.score, e.document[-4:]) for e in events]
            )  # fmt: skip
        assert told[0] == told[1], act


def test_closing_wants_what_the_flow_demands(shared):
    ticket, _ = stands(shared, "told")
    before = heads(shared)
    with pytest.raises(RefusedError) as refused:
        type_in(shared, f"{ticket} 归")
    assert (refused.value.code, refused.value.facts["missing"]) == ("E_STEPS_OPEN", ["visit"])
    assert heads(shared) == before
    for at in ("2026-11-24 10:20", "2026-11-24 15:00", "2026-11-25 09:00"):
        written(shared, f"{ticket} 未接", at)
    assert dos(written(shared, f"{ticket} 归")) == ["close"], "three attempts stand for the visit"


# -- who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("钱", "s-qian"), ("钱师傅", "s-qian"), ("老钱", "s-qian"), ("s-qian", "s-qian"),
        ("S-QIAN", "s-qian"), ("sqian", "s-qian"), ("老周", "s-zhou"), ("周", "s-zhou"),
        ("周建国", "s-zhou"), ("魏东", "s-wei"), ("小魏", "s-wei"), ("wei", "s-wei"),
        ("东哥水电", "s-wei"), ("强子", "s-wei2"), ("王区管", "s-wang"), ("趙", "s-zhao"),
    ],
)  # fmt: skip
def test_a_colleague_is_known_by_any_of_their_names(shared, name, meant):
    ticket, _ = stands(shared, "tap")
    assert written(shared, f"{ticket} 派{name}").events[0].to == meant


def test_two_of_one_surname_are_asked_about_and_a_key_takes_one(office):
    ticket, _ = stands(office, "tap")
    before = heads(office)
    asked = type_in(office, "1 派魏 约15-16").question
    assert asked.code == "line_who_several"
    assert (asked.facts["word"], asked.facts["known"]) == ("魏", "魏东(s-wei)、魏强(s-wei2)")
    assert heads(office) == before
    done = written(office, asked.choices[1])
    assert (done.ticket.id, dos(done)) == (ticket, ["dispatch", "reschedule"])
    assert done.events[0].to == "s-wei2"
    assert done.events[1].window[0].hour == 15, "the rest of the line is kept"


def test_an_unknown_name_is_asked_about_and_one_who_left_is_unknown(office):
    stands(office, "tap")
    before = heads(office)
    for name in ("鲁班", "郑"):
        asked = type_in(office, f"1 派{name}").question
        assert asked.code == "line_who_unknown"
        assert len(asked.choices) == 9, "as many as there are keys"
        assert "郑" not in asked.facts["known"]
    assert heads(office) == before
    chosen = next(line for line in asked.choices if "s-qian" in line)
    assert written(office, chosen).events[0].to == "s-qian"


def test_an_unknown_taker_is_asked_about_with_the_whole_line(office):
    before = heads(office)
    asked = type_in(
        office, "夜 昨晚2340 3-1-502 水管爆裂 13800001234 门岗老罗 | 派赵2342 到2352"
    ).question
    assert asked.code == "line_who_unknown"
    assert heads(office) == before, "nobody is noted in people/ either"
    chosen = next(line for line in asked.choices if "s-zhou" in line)
    done = written(office, chosen)
    assert done.ticket.first_asked == "s-zhou"
    assert [(e.do, e.who) for e in done.events][2:] == [
        ("dispatch", "s-zhou"),
        ("arrive", "s-zhao"),
    ]
    assert done.events[2].src == "night:2026-11-23"
    assert persons_with(office.desk, ["13800001234"]) == [done.ticket.reporter.person]


def test_where_nobody_is_registered_a_name_stays_as_typed(tmp_path):
    alone = an_office(tmp_path, "2026-11-24 09:00")
    stands(alone, "tap")
    assert written(alone, "1 派赵师傅").events[0].to == "赵师傅"


# -- which ticket ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "made"),
    [("1 备 门铃坏了", "note"), ("1 派钱", "dispatch"), ("撤 1", "revoke"), ("1 撤 备", "revoke")],
)
def test_a_tail_of_two_tickets_is_asked_about_and_a_key_takes_one(office, line, made):
    for day in ("23", "24"):
        written(office, "2-1-803 厨房龙头滴水", f"2026-11-{day} 09:00")
        for at, step in (("09:01", "备 一"), ("09:02", "备 二")):
            written(office, f"WY-2611{day}-A001 {step}", f"2026-11-{day} {at}")
    before = heads(office)
    asked = type_in(office, line, "09:05").question
    assert asked.code == "line_which_of"
    assert "WY-261123-A001 2-1-0803 厨房龙头滴水" in asked.facts["known"]
    assert heads(office) == before
    done = written(office, asked.choices[1], "09:06")
    assert (done.ticket.id, dos(done)) == ("WY-261124-A001", [made])


def test_a_tail_looked_up_is_asked_about_as_well(office):
    for day in ("23", "24"):
        written(office, "2-1-803 厨房龙头滴水", f"2026-11-{day} 09:00")
    asked = type_in(office, "1").question
    assert asked.choices == ("WY-261123-A001", "WY-261124-A001")
    shown = type_in(office, asked.choices[0]).shown
    assert [one.ticket.id for one in shown.open] == ["WY-261123-A001"]


def test_a_tail_of_nothing_is_refused(office):
    with pytest.raises(NotFoundError) as refused:
        type_in(office, "17 派钱")
    assert refused.value.code == "unknown_ticket"


# -- when -----------------------------------------------------------------------------------------


def when(done) -> list[str]:
    return [f"{event.do} {event.at:%d %H:%M}" for event in done.events]


def test_untimed_steps_of_the_field_stand_beside_timed_ones_and_the_desk_s_are_now(office):
    stands(office, "tap")
    done = written(office, "1 派钱 接 到1005 完1040 全 签 备 业主很急", "11:30")
    assert when(done) == [
        "dispatch 24 10:05", "accept 24 10:05", "arrive 24 10:05", "procedure 24 10:40",
        "resolve 24 10:40", "sign 24 10:40", "note 24 11:30",
    ]  # fmt: skip
    assert when(written(office, "1 告", "11:31")) == ["feedback 24 11:31"]


def test_the_order_is_that_of_what_happened_not_of_typing(office):
    stands(office, "tap")
    done = written(office, "1 纸0421 完1040 同意1012业主签 价80换龙头 到1005 派钱1000", "11:30")
    assert when(done) == [
        "dispatch 24 10:00", "arrive 24 10:05", "quote 24 10:12", "consent 24 10:12",
        "procedure 24 10:40", "resolve 24 10:40", "sign 24 10:40", "feedback 24 10:40",
    ]  # fmt: skip


def test_clocks_of_the_night_book_go_past_midnight(office):
    line = "夜 昨晚2340 3-1-502 水管爆裂 门岗老周 | 派赵2342 到2352 控0010 完0052 告"
    done = written(office, line, "08:03")
    assert when(done) == [
        "receive 23 23:40", "ack 23 23:40", "dispatch 23 23:42", "arrive 23 23:52",
        "contain 24 00:10", "resolve 24 00:52", "feedback 24 00:52",
    ]  # fmt: skip
    assert {event.src for event in done.events} == {"night:2026-11-23"}


@pytest.mark.parametrize(
    ("typed", "line", "at"),
    [
        ("2026-11-25 16:10", "到1500", "25 15:00"),
        ("2026-11-25 00:10", "到2350", "24 23:50"),
        ("2026-11-25 08:10", "到1930", "24 19:30"),
        ("2026-11-25 16:10", "到昨天1405", "24 14:05"),
        ("2026-11-25 16:10", "到16:12", "25 16:12"),  # a clock five minutes ahead is nobody's fault
        ("2026-11-25 16:10", "到刚才", "25 16:10"),
        ("2026-11-25 16:10", "到半小时前", "25 15:40"),
        ("2026-11-25 16:10", "到下午3点半", "25 15:30"),
    ],
)
def test_a_clock_is_the_last_such_one(office, typed, line, at):
    written(office, "2-1-803 厨房龙头滴水", "2026-11-24 09:00")
    written(office, "1 派钱", "2026-11-24 09:01")
    assert when(written(office, f"1 {line}", typed)) == [f"arrive {at}"]


def test_a_clock_that_has_not_come_yet_is_asked_about(office):
    written(office, "2-1-803 厨房龙头滴水", "2026-11-23 09:00")
    written(office, "1 派钱", "2026-11-23 09:01")
    before = heads(office)
    asked = type_in(office, "1 到1620 备 敲门很久", "16:10").question
    assert (asked.code, asked.facts) == ("line_ahead", {"word": "16:20"})
    assert heads(office) == before
    assert when(written(office, asked.choices[0])) == ["arrive 23 16:20", "note 24 16:10"]


def test_a_clock_behind_a_named_day_is_of_that_day(office):
    written(office, "2-1-803 厨房龙头滴水", "2026-11-23 09:00")
    done = written(office, "1 到昨天1405 价80换龙头 同意1412业主签 派钱1350", "16:10")
    assert when(done) == [
        "dispatch 23 13:50", "arrive 23 14:05", "quote 23 14:05", "consent 23 14:12",
    ]  # fmt: skip


def test_a_named_day_without_a_clock_of_its_own_day_is_refused_if_it_lies_ahead(office):
    stands(office, "held")
    before = heads(office)
    for line in ("到明天9点", "到今天1620"):
        with pytest.raises(RefusedError) as refused:
            type_in(office, f"1 {line}", "16:10")
        assert refused.value.code == "E_FUTURE"
    assert heads(office) == before


# -- on what evidence -----------------------------------------------------------------------------


def evidence(done) -> list[tuple[str, str, str]]:
    return [(event.do, event.who, event.src) for event in done.events]


def test_a_slip_vouches_for_the_field_and_not_for_the_desk(office):
    stands(office, "tap")
    done = written(office, "1 派钱 到1005 完1040 纸0421 备 业主很急", "11:30")
    assert evidence(done)[:2] == [("dispatch", "", "slip:0421"), ("arrive", "s-qian", "slip:0421")]
    later = written(office, "1 催 快点", "11:40")
    assert evidence(later) == [("urge", "", "")]


def test_what_is_pasted_for_another_says_so(office):
    stands(office, "held")
    done = written(office, "1 到1010", "10:20", src="wechat:ab12", who="s-qian")
    assert evidence(done) == [("arrive", "s-qian", "wechat:ab12")]
    done = written(office, "1 备 门铃坏了", src="wechat:ab13", who="s-qian")
    assert evidence(done) == [("note", "s-qian", "wechat:ab13")]
    taken = written(office, "3栋大堂 灯不亮", src="wechat:ab14", who="s-zhou")
    assert evidence(taken)[0] == ("receive", "s-zhou", "wechat:ab14")
    assert taken.ticket.first_asked == "s-zhou"


def test_a_slip_in_the_line_comes_before_the_message(office):
    stands(office, "held")
    done = written(office, "1 到1010 纸0421", "10:20", src="wechat:ab12", who="s-qian")
    assert evidence(done) == [("arrive", "s-qian", "slip:0421")]


@pytest.mark.parametrize(
    ("before", "line", "made"),
    [
        ("there", "完1010 纸0421", "procedure resolve sign feedback"),
        ("there", "完1010 全", "procedure resolve"),
        ("there", "工序 全 完1010 签 告 纸0421", "procedure resolve sign feedback"),
        ("burst", "控1005 完1010 纸0421", "contain resolve"),
        ("lobby0", "完1010 纸0421", "resolve"),
        ("burst", "控1005 完1010 全", "contain resolve"),
    ],
)
def test_a_slip_tells_no_more_than_the_flow_demands(office, before, line, made):
    if before == "lobby0":
        ticket = written(office, "3栋大堂呕吐物 门岗老周", "10:00").ticket.id
    else:
        ticket, _ = stands(office, before)
    assert dos(written(office, f"{ticket} {line}", "10:15")) == made.split()


def test_every_line_is_one_commit_and_a_refused_one_none(office):
    for line in BEFORE["there"]:
        before = commits(office)
        written(office, line.replace("@", "1"), "10:00")
        assert commits(office) == before + 1
    before = heads(office)
    for line in (
        "1 访 满意",
        "1 控",
        "1 完",
        "1 归",
        "1 级 火急",
        "1 派鲁班",
        "1 飞",
        "17 到",
        "2-803 漏水",
        "",
    ):
        outcome = None
        try:
            outcome = type_in(office, line, "10:30")
        except WuyeError:
            outcome = None
        assert outcome is None or outcome.question is not None, line
        assert heads(office) == before, line


def test_a_line_with_a_resident_is_one_commit_in_each_repository(office):
    people = office.root / "people"

    def noted() -> int:
        command = ["git", "-C", str(people), "rev-list", "--count", "HEAD"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return int(done.stdout or 0)

    before = commits(office), noted()
    written(
        office,
        "夜 昨晚2340 3-1-502 水管爆裂 张女士 13800001234 门岗老周 | 派赵2342 到2352",
        "08:03",
    )
    assert (commits(office), noted()) == (before[0] + 1, before[1] + 1)


# -- danger, persons, categories ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words", "tier"),
    [
        ("5栋电梯困人 2人", ["困人"], "emergency"),
        ("2-1-803 厨房燃气味很大", ["燃气"], "emergency"),
        ("3栋大堂 配电箱冒烟", ["冒烟"], "emergency"),
        ("2-1-803 触电了", ["触电"], "emergency"),
        ("地下车库 跑水", ["跑水"], "emergency"),
        ("2-1-803 咨询燃气费怎么交", [], "inquiry"),
        ("2-1-803 燃气表没电", [], "special"),
    ],
)
def test_a_danger_word_raises_the_tier_and_says_so(office, line, words, tier):
    done = written(office, line)
    notes = dict(done.notes)
    assert done.standing.tier == tier
    assert notes.get("note_danger_raised", {"words": []})["words"] == words


def test_a_danger_word_in_a_complaint_is_remarked_on_and_not_raised(office):
    done = written(office, "9-1-301 投诉公摊电费高 上次漏电没人管")
    assert done.standing.tier == "complaint"
    assert dict(done.notes)["note_danger"]["words"] == ["漏电"]


def test_the_category_is_never_chosen_in_silence(office):
    done = written(office, "2-1-803 厨房龙头滴水")
    note = dict(done.notes)["note_category"]
    assert (note["category"], note["alias"]) == ("water.leak", "龙头")
    done = written(office, "8-1-101 想问点事情")
    assert done.ticket.category == ""
    assert [code for code, _ in done.notes] == ["note_unclassified"]


def test_no_phone_and_no_name_of_a_resident_stands_in_the_records(office):
    for line in (
        "2-1-803 厨房龙头滴水 张女士 13800001234",
        "1 派钱 备 业主电话 13900005678，身份证 110101199003078515",
        "1 到 价80换龙头 同意 张女士签",
        "1 催 打 13800001234",
        "夜 昨晚2340 3-1-502 水管爆裂 李先生 137-0000-9999 门岗老周 | 派赵2342 到2352",
    ):
        type_in(office, line, "10:15")
    command = ["git", "-C", str(office.root), "log", "-p", "--all", "--format=%B"]
    history = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for told in (
        "13800001234",
        "13900005678",
        "110101199003078515",
        "张女士",
        "李先生",
        "7-0000-9999",
    ):
        assert told not in history, told
    assert len(persons_with(office.desk, ["13700009999"])) == 1


# -- taking back, looking up ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "line", "word", "left"),
    [
        ("told", "访 满意", "访", "fed_back"),
        ("there", "完 全", "完", "on_site"),
        ("worked", "告", "告", "done"),
        ("noise", "劝 不听", "劝", "on_site"),
        ("fees", "二投", "二投", "acknowledged"),
        ("held", "约明天14-16", "约", "dispatched"),
        ("obstinate", "报 城管 告知书0032", "报", "working"),
        ("lobby", "验 王区管", "验", "done"),
    ],
)
def test_undo_of_a_word_takes_back_all_that_it_wrote(office, before, line, word, left):
    ticket, _ = stands(office, before)
    made = written(office, f"{ticket} {line}", "10:15")
    done = written(office, f"{ticket} 撤 {word}", "10:20")
    assert set(done.events[0].events) == {event.id for event in made.events}
    assert done.standing.status == left
    assert len(done.standing.cycles) == 1


def test_undo_within_half_an_hour_leaves_no_failure_and_later_is_the_manager_s(office):
    stands(office, "told")
    written(office, "1 访 满意", "10:15")
    assert written(office, "1 撤 访", "10:44").standing.status == "fed_back"
    written(office, "1 访 不满意", "10:45")
    with pytest.raises(RefusedError) as refused:
        type_in(office, "1 撤 访", "11:16")
    assert refused.value.code == "E_UNDO_TOO_LATE"
    office.actor = MANAGER
    with pytest.raises(RefusedError) as refused:
        type_in(office, "1 撤 访", "11:00")
    assert refused.value.code == "E_UNDO_NOT_YOURS"


@pytest.mark.parametrize("line", ["1 撤 控", "1 撤 劝", "1 撤 约"])
def test_undo_of_what_was_never_done_is_refused(office, line):
    stands(office, "held")
    before = heads(office)
    with pytest.raises(RefusedError) as refused:
        type_in(office, line, "10:05")
    assert refused.value.code == "E_NOTHING_TO_UNDO"
    assert heads(office) == before


def test_undo_of_a_word_that_is_none_is_asked_about(office):
    stands(office, "held")
    assert type_in(office, "1 撤 飞").question.code == "line_undo_what"


def test_undo_alone_takes_back_the_last_line_whatever_ticket_it_was(office):
    stands(office, "held")
    written(office, "3栋大堂呕吐物 门岗老周", "10:05")
    written(office, "1 到 备 门铃坏了", "10:06")
    done = written(office, "撤", "10:07")
    assert (done.ticket.id, done.standing.status) == ("WY-261124-A001", "dispatched")


def test_a_home_or_a_phone_alone_shows_what_is_open_and_writes_nothing(office):
    stands(office, "tap")
    written(office, "新 2-1-803 门禁卡失灵 13500005555", "10:10")
    written(office, "1 催", "10:20")
    before = heads(office)
    for line in ("2-1-803", "２－１－０８０３", "2栋1单元803室", "13500005555", "135-0000-5555"):
        shown = type_in(office, line, "10:30").shown
        assert [one.ticket.id for one in shown.open] == ["WY-261124-A002", "WY-261124-A001"], line
        assert datetime.fromtimestamp(shown.contacts["WY-261124-A001"], ZONE).minute == 20
    assert type_in(office, "4-4-404").shown.open == ()
    assert type_in(office, "13511112222").shown.open == ()
    assert [one.ticket.id for one in type_in(office, "2").shown.open] == ["WY-261124-A002"]
    assert heads(office) == before


def test_what_was_understood_is_returned_beside_what_was_written(office):
    entry = type_in(office, "２－１－８０３　厨房龍頭滴水　１３５００００５５５５")
    assert msgspec.to_builtins(entry.line)["unit"] == "2-1-0803"
    assert entry.written.ticket.title == "厨房龍頭滴水", "the caller's own characters are kept"
    assert entry.written.ticket.unit == "2-1-0803"


def test_a_second_complaint_at_the_top_cannot_be_raised_further(office):
    stands(office, "fees")
    written(office, "1 二投", "10:05")
    with pytest.raises(CallError) as refused:
        type_in(office, "1 二投", "10:06")
    assert refused.value.code == "line_not_raised"


def test_a_step_typed_to_the_minute_of_the_receipt_does_not_precede_it(office):
    office.clock.at("2026-11-24 09:31:20")
    ticket = written(office, "3栋大堂呕吐物 门岗报")
    office.clock.at("2026-11-24 09:31:50")
    events = written(office, f"{ticket.ticket.id} 到0931").events
    assert [(event.do, f"{event.at:%H:%M:%S}") for event in events] == [("arrive", "09:31:20")]
    office.clock.at("2026-11-24 09:35:00")
    with pytest.raises(RefusedError):
        enter(office.desk, f"{ticket.ticket.id} 完0930")
