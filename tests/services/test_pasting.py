"""A copied chat and a stack of slips: previewed, entered once, each line one commit."""

from __future__ import annotations

import subprocess

import pytest
from tests.support.desks import an_office

from wuye_cli.services.lines import enter
from wuye_cli.services.pasting import enter_planned, plan
from wuye_cli.services.slip_entry import enter_slip, gaps

CHAT = """钱师傅 10:05
17 到
好的收到

王小姐 10:20
2-1-803 楼道灯不亮了
"""


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path, "2026-11-25 09:00")


def commits(office):
    counted = subprocess.run(
        ["git", "-C", office.root, "rev-list", "--count", "HEAD"], check=True, capture_output=True
    )
    return int(counted.stdout)


def a_ticket(office, text="2-1-803 厨房龙头滴水 13500005555"):
    return enter(office.desk, text).written.ticket.id


def staffed(office, **members):
    office.desk.rules.staff.update(members)


def test_a_message_is_an_event_of_its_sender_at_its_time(office):
    ticket = a_ticket(office)
    staffed(office, **{"s-qian": {"name": "钱强", "wechat": ["阿强"]}})
    enter(office.desk, "1 派钱")
    office.clock.at("2026-11-25 10:50")
    planned = plan(office.desk, CHAT.replace("钱师傅", "阿强").replace("17", "1"))
    assert [one.fate for one in planned] == ["step", "chatter", "new"]
    before = commits(office)
    done = list(enter_planned(office.desk, planned))
    assert commits(office) == before + 2
    event = done[0].entry.written.events[0]
    assert done[0].entry.written.ticket.id == ticket
    assert (event.do, event.who, f"{event.at:%H:%M}") == ("arrive", "s-qian", "10:05")
    assert event.src.startswith("wechat:")
    assert event.recorded_at is not None
    new = done[1].entry.written
    assert (new.ticket.channel, new.ticket.unit) == ("wechat", "2-1-0803")
    assert f"{new.ticket.received.at:%H:%M}" == "10:20"
    assert new.ticket.reporter is not None
    assert "王小姐" not in str(new.ticket)


def test_the_same_chat_pasted_again_enters_nothing(office):
    a_ticket(office)
    office.clock.at("2026-11-25 10:50")
    text = CHAT.replace("17", "1")
    list(enter_planned(office.desk, plan(office.desk, text)))
    before = commits(office)
    again = plan(office.desk, text)
    assert [one.fate for one in again] == ["entered", "chatter", "entered"]
    assert all(one.tickets for one in again if one.fate == "entered")
    assert not list(enter_planned(office.desk, again))
    assert commits(office) == before


def test_a_step_of_nobody_on_the_staff_list_is_not_entered(office):
    a_ticket(office)
    staffed(office, **{"s-qian": {"name": "钱强"}})
    planned = plan(office.desk, "隔壁老王 10:05\n1 到\n")
    assert [one.fate for one in planned] == ["nobody"]


def test_what_begins_like_a_step_and_is_not_understood_is_shown(office):
    planned = plan(office.desk, "钱师傅 10:05\n17 到2561\n17 哈哈\n2-803 漏水\n")
    assert [one.fate for one in planned] == ["unread"] * 3
    assert all(one.question for one in planned)


def test_an_undo_in_a_chat_is_nobodys_to_do(office):
    assert [one.fate for one in plan(office.desk, "钱师傅 10:05\n撤\n")] == ["unread"]


def test_a_refused_message_stops_no_other(office):
    a_ticket(office)
    office.clock.at("2026-11-25 10:50")
    text = "钱师傅 10:05\n99 到\n\n钱师傅 10:06\n1 备 门锁着\n"
    done = list(enter_planned(office.desk, plan(office.desk, text)))
    assert done[0].error.code == "unknown_ticket"
    assert done[1].entry.written.events[0].text == "门锁着"


def test_times_in_a_message_of_yesterday_are_those_of_that_day(office):
    office.clock.at("2026-11-24 20:00")
    a_ticket(office)
    office.clock.at("2026-11-25 08:10")
    text = "钱师傅 2026-11-24 22:30\n1 到2215\n"
    done = list(enter_planned(office.desk, plan(office.desk, text)))
    assert done[0].entry.written.events[0].at.isoformat() == "2026-11-24T22:15:00+08:00"


def test_a_slip_is_entered_once_under_its_number(office):
    a_ticket(office)
    enter(office.desk, "1 派钱")
    office.clock.at("2026-11-25 17:00")
    slip = enter_slip(office.desk, "0421 1 到1005 价80换龙头 同意1012签 完1040 收80微信")
    assert slip.error is None, slip.error
    kinds = [event.do for event in slip.entry.written.events]
    assert kinds == [
        "arrive",
        "quote",
        "consent",
        "procedure",
        "resolve",
        "sign",
        "feedback",
        "pay",
    ]
    assert {event.src for event in slip.entry.written.events} == {"slip:0421"}
    again = enter_slip(office.desk, "0421 1 备 又录一次")
    assert (again.error.code, again.error.facts["slip"]) == ("slip_known", "0421")


def test_a_remark_alone_uses_up_the_number_of_a_slip(office):
    a_ticket(office)
    assert enter_slip(office.desk, "纸0421 1 备 没人在家").entry.written
    assert enter_slip(office.desk, "0421 1 备 没人在家").error.code == "slip_known"


@pytest.mark.parametrize("text", ["1 到1005", "到1005", "０４２１", ""])
def test_a_slip_without_a_number_is_asked_for_it(office, text):
    assert enter_slip(office.desk, text).error.code == "slip_no_number"


def test_lacking_numbers_are_those_between_the_first_and_the_last():
    assert gaps(["0421", "0418", "B07", "0419", "B09"]) == ["0420", "B08"]
    assert gaps(["0001", "9999"]) == []
    assert gaps([]) == []
