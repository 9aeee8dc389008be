"""The opinion box: two persons, one operation, every slip counted, anonymous ones brought to an end."""

from __future__ import annotations

import subprocess

import pytest
from tests.support.desks import MANAGER, an_office

from wuye_cli.domain.errors import CallError, NotFoundError, RefusedError
from wuye_cli.domain.tickets.box import number_of, opening_id
from wuye_cli.render.messages import message_text
from wuye_cli.services.box import MOST, open_box, openings, show_opening
from wuye_cli.services.checking.run import Asked, check
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report, visit
from wuye_cli.services.intake import Request, take
from wuye_cli.services.saying import Wish, compose
from wuye_cli.store.codecs.boxes import opening_of
from wuye_cli.store.people import PeopleBook

SLIPS = [
    "2-1-803 楼道灯坏了 13500005555",
    "匿名 保安态度差",
    "2-1-803 快递柜太少 13500005555",
    "匿名：3-1-502 半夜总有电钻声",
    "建议装充电桩",
]
TWO = ("王区管", "李客服")


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path, "2026-11-26 10:00")


def log(root):
    command = ["git", "-C", str(root), "log", "--format=%s"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def write(office, do, tail, **fields):
    return report(office.desk, tail, [Draft(do=do, fields=fields)])


def findings(office, *codes):
    report = check(office.desk.store, Asked(), office.desk.now())
    return [(one.rule, one.path.rpartition("/")[2]) for one in report.findings if one.rule in codes]


def test_five_slips_are_five_tickets_and_a_record_in_one_commit(office):
    before = log(office.root)
    opened = open_box(office.desk, TWO, 5, SLIPS)
    assert log(office.root) == ["box BX-261126-A01 (5)", *before]
    assert len(log(office.root / "people")) == 2
    assert [one.ticket.id[-4:] for one in opened.written] == [
        "A001",
        "A002",
        "A003",
        "A004",
        "A005",
    ]
    assert {one.ticket.channel for one in opened.written} == {"box"}
    assert [one.ticket.received.src for one in opened.written] == [
        f"box:BX-261126-A01#{number}" for number in range(1, 6)
    ]
    data = office.desk.store.read(opened.path)
    assert opening_of(data, path=opened.path) == opened.opening
    assert office.desk.store.hand_edits() == []
    assert findings(office, "K031", "K032", "K026", "S007") == []


def test_the_index_follows_at_once(office):
    office.desk.index()
    opened = open_box(office.desk, TWO, 5, SLIPS)
    for one in opened.written:
        assert office.desk.ticket(one.ticket.id) == one.ticket
    assert office.desk.index().db.execute("SELECT count(*) FROM tickets").fetchone() == (5,)


def test_one_who_wrote_two_slips_is_one_person_with_one_number(office):
    opened = open_box(office.desk, TWO, 5, SLIPS)
    first, third = opened.written[0].ticket, opened.written[2].ticket
    assert first.reporter == third.reporter
    assert len(list(PeopleBook(office.desk.store).everybody())) == 1
    assert "13500005555" not in office.desk.store.read(opened.written[0].path).decode()


def test_the_home_on_an_anonymous_slip_is_what_it_speaks_of_and_not_where_to_ask(office):
    ticket = open_box(office.desk, TWO, 5, SLIPS).written[3].ticket
    assert (ticket.unit, ticket.place, ticket.reporter) == ("", "3-1-0502", None)
    assert ticket.words == SLIPS[3]


@pytest.mark.parametrize("slip", ["门岗老周态度差", "匿名 门岗老周 骂人", "昨晚2340 保安睡觉"])
def test_whom_or_when_a_slip_speaks_of_is_not_who_took_it_or_when(office, slip):
    ticket = open_box(office.desk, TWO, 1, [slip]).written[0].ticket
    assert (ticket.received.who, ticket.first_asked) == ("", "li@desk.example")
    assert ticket.received.at == office.desk.now()
    assert ticket.words == slip
    assert ticket.reporter is None or not ticket.reporter.person


@pytest.mark.parametrize(
    ("persons", "count", "slips", "blank", "code"),
    [
        (TWO, 5, SLIPS[:4], 0, "box_count"),
        (TWO, 4, SLIPS, 0, "box_count"),
        (TWO, 5, SLIPS, 1, "box_count"),
        (TWO, 1, [], 2, "box_count"),
        (("王区管", "王区管"), 1, SLIPS[:1], 0, "box_alone"),
        (("王区管", " 王区管 "), 1, SLIPS[:1], 0, "box_alone"),
        (("王区管", " "), 1, SLIPS[:1], 0, "box_nobody"),
        (("王区管", "13500005555"), 1, SLIPS[:1], 0, "not_a_name"),
        (TWO, 2, ["灯坏了", "2-1-803"], 0, "no_matter"),
        (TWO, 2, ["灯坏了", "匿名"], 0, "nothing_said"),
        (TWO, 2, ["灯坏了", "17 催"], 0, "take_is_step"),
        (TWO, 2, ["灯坏了", "匿名 太吵 13500005555"], 0, "box_anonymous_number"),
    ],
)
def test_what_does_not_add_up_is_refused_before_anything_is_written(
    office, persons, count, slips, blank, code
):
    before = log(office.root)
    with pytest.raises((CallError, RefusedError), match=code) as refused:
        open_box(office.desk, persons, count, slips, blank=blank)
    assert refused.value.facts.get("slip", 2) == 2
    assert log(office.root) == before
    assert log(office.root / "people") == ["init 测试小区"]
    assert office.desk.store.hand_edits() == []


def test_blank_slips_are_counted_and_an_empty_box_is_an_opening_too(office):
    opened = open_box(office.desk, TWO, 3, SLIPS[:1], blank=2)
    assert (opened.opening.count, opened.opening.blank) == (3, 2)
    empty = open_box(office.desk, TWO, 0, [])
    assert empty.opening.id == "BX-261126-A02"
    assert [one.id for one in openings(office.desk)] == ["BX-261126-A02", "BX-261126-A01"]
    assert show_opening(office.desk, "01")[1][0]["title"] == "楼道灯坏了"
    assert show_opening(office.desk)[0].id == "BX-261126-A02"
    assert findings(office, "K031") == []
    with pytest.raises(NotFoundError, match="unknown_box"):
        show_opening(office.desk, "99")


def test_as_many_slips_as_a_box_may_hold_are_one_commit(office):
    before = log(office.root)
    slips = [f"{number}号楼 路灯不亮" for number in range(1, MOST + 1)]
    opened = open_box(office.desk, TWO, MOST, slips)
    assert len(opened.opening.tickets) == MOST
    assert len(log(office.root)) == len(before) + 1


def test_an_anonymous_complaint_is_answered_on_the_board_and_verified(office):
    opened = open_box(office.desk, TWO, 1, ["匿名 保安态度差"])
    ticket = opened.written[0].ticket
    assert ticket.kind == "complaint"
    assert [event.do for event in ticket.events] == ["receive", "ack"]
    write(office, "investigate", ticket.id, cause="换岗未交接", liable=True)
    write(office, "answer", ticket.id, words="已重新培训", way="公告栏")
    write(office, "resolve", ticket.id)
    for attempt in (lambda: visit(office.desk, ticket.id, score=5),
                    lambda: write(office, "visit_attempt", ticket.id)):  # fmt: skip
        with pytest.raises(RefusedError, match="E_NOBODY_TO_VISIT"):
            attempt()
    with pytest.raises(RefusedError, match="E_STEPS_OPEN") as refused:
        write(office, "close", ticket.id)
    assert refused.value.facts["missing"] == ["verify"]
    office.actor = MANAGER
    write(office, "verify", ticket.id, result="巡查三次均好")
    closed = write(office, "close", ticket.id)
    assert closed.standing.status == "closed"
    assert closed.ticket.events[3].to == "公众"
    assert {clock.clock for clock in closed.facts.clocks} == {"ack", "answer", "resolve", "visit"}
    assert {clock.end for clock in closed.facts.clocks} == {"met"}
    assert findings(office, "K001", "K012") == []


def test_the_text_for_the_board_is_the_answer_once_it_is_posted(office):
    ticket = open_box(office.desk, TWO, 1, ["匿名 3-1-502 半夜电钻，投诉没人管"]).written[0].ticket
    message = compose(office.desk, ticket.id, Wish(words="已劝阻并加派夜巡", sent="公告栏"))
    text = message_text(message.template, message.facts, "zh")
    assert (message.template.id, "已劝阻并加派夜巡" in text) == ("notice", True)
    assert "502" not in text
    write(office, "investigate", ticket.id, cause="x", liable=True)
    answer = report(office.desk, ticket.id, [message.draft]).ticket.events[-1]
    assert (answer.do, answer.way, answer.to) == ("answer", "公告栏", "公众")
    with pytest.raises(RefusedError, match="say_others"):
        compose(office.desk, ticket.id, Wish(words="3-1-502已停工"))


def test_a_named_complaint_owes_its_reply_and_its_visit_as_ever(office):
    ticket = open_box(office.desk, TWO, 1, ["2-1-803 投诉保安态度差 13500005555"]).written[0].ticket
    assert [event.do for event in ticket.events] == ["receive"]
    write(office, "ack", ticket.id)
    write(office, "investigate", ticket.id, cause="x", liable=True)
    write(office, "answer", ticket.id, words="已培训", way="电话", to="来电人")
    with pytest.raises(RefusedError, match="E_STEPS_OPEN") as refused:
        write(office, "resolve", ticket.id)
    assert refused.value.facts["missing"] == ["reply"]


def test_a_caller_without_a_number_is_not_anonymous(office):
    ticket = take(office.desk, "大堂 投诉保安态度差", Request(title="")).ticket
    write(office, "investigate", ticket.id, cause="x", liable=True)
    write(office, "answer", ticket.id, words="已培训", way="当面", to="来电人")
    with pytest.raises(RefusedError, match="E_STEPS_OPEN") as refused:
        write(office, "resolve", ticket.id)
    assert refused.value.facts["missing"] == ["reply"]


# -- the rules of check ---------------------------------------------------------------------------


def edited(office, path, *change):
    file = office.root / path
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("count: 5", "count: 6"), "K031"),
        (('"WY-261126-A002", ', ""), "K031"),
        (('"WY-261126-A002"', '"WY-261126-A001"'), "K031"),
        (('"WY-261126-A002"', '"WY-261126-A009"'), "K031"),
        (("count: 5", "count: 5\nblank: 1"), "K031"),
        (('witness: "李客服"', 'witness: "王区管"'), "K032"),
        (("count: 5", "count: many"), "S003"),
        (("count: 5", "cuont: 5"), "S001"),
        (('id: "BX', 'id: "BY'), "S007"),
        (("+08:00", ""), "S006"),
        (('"WY-261126-A002"', '"17"'), "S007"),
    ],
)
def test_a_record_that_does_not_add_up_is_a_finding_on_it(office, change, code):
    opened = open_box(office.desk, TWO, 5, SLIPS)
    edited(office, opened.path, *change)
    assert (code, "BX-261126-A01.yaml") in findings(office, code)


def test_a_ticket_that_names_another_opening_is_a_finding(office):
    opened = open_box(office.desk, TWO, 5, SLIPS)
    edited(office, opened.written[1].path, "BX-261126-A01#2", "BX-261126-A07#2")
    assert findings(office, "K031") == [
        ("K031", "BX-261126-A01.yaml"),
        ("K031", "WY-261126-A002.yaml"),
    ]


def test_checking_the_record_alone_does_not_miss_its_tickets(office):
    opened = open_box(office.desk, TWO, 5, SLIPS)
    found = check(office.desk.store, Asked(paths=(opened.path,)), office.desk.now())
    assert found.findings == ()


def test_ids_count_by_desk_and_day(office):
    day = office.desk.now().date()
    assert number_of(opening_id(day, "A", 12), day, "A") == 12
    assert number_of(opening_id(day, "B", 12), day, "A") == 0
    assert number_of("README", day, "A") == 0
