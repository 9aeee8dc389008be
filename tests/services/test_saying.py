"""Words to paste: true of the ticket as it stands, and silent about every other household."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import suppress
from datetime import datetime
from unicodedata import category

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.desks import ZONE, an_office

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.people.person import Home
from wuye_cli.domain.tickets.message import Label, MessageFacts
from wuye_cli.domain.tickets.template import NEEDS, OWNER, TECHNICIAN
from wuye_cli.domain.timekeeping.spoken import parse_span
from wuye_cli.render.messages import message_text
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import done, report
from wuye_cli.services.intake import Request, new_ticket, take
from wuye_cli.services.saying import ALIASES, TEMPLATES, Wish, compose, fits_receipt
from wuye_cli.store.codecs.templates import read_template
from wuye_cli.store.people import PeopleBook
from wuye_cli.store.repository import Store
from wuye_cli.store.starter import starter_files
from wuye_cli.store.yaml_text import read_plain


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path)


def write(office, do, tail="1", **fields):
    return report(office.desk, tail, [Draft(do=do, fields=fields)])


def said(office, tail="1", kind="", language="zh", **wish):
    message = compose(office.desk, tail, Wish(kind=kind, **wish))
    return message_text(message.template, message.facts, language)


def repair(office):
    """A dripping tap of Ms Zhang, 2-1-0803."""
    request = Request(title="", phone="13500005555", name="张女士")
    return take(office.desk, "2-1-803 厨房龙头滴水", request)


def noise(office):
    """A neighbour's complaint: 7-2-1002 (Mr Li) about 7-2-1102, where Ms Wang lives."""
    take(office.desk, "7-2-1102 漏水", Request(title="", phone="13911112222", name="王丽华"))
    words = "7-2-1002 楼上1102装修 电钻 王丽华家 13911112222"
    return take(office.desk, words, Request(title="", phone="13900003333", name="李先生"))


STARTER = {
    path.rpartition("/")[2].removesuffix(".yaml"): data
    for path, data in starter_files().items()
    if path.startswith(TEMPLATES)
}


def template(kind):
    found, problems = read_template(kind, read_plain(STARTER[kind]))
    assert problems == []
    return found


# -- the starter set ------------------------------------------------------------------------------


def test_every_kind_that_the_program_knows_has_its_starter_text_and_its_word():
    assert STARTER.keys() == NEEDS.keys() == ALIASES.keys()


@pytest.mark.parametrize("kind", sorted(STARTER))
def test_the_starter_texts_are_sound_and_for_whom_they_say(kind):
    assert template(kind).audience == NEEDS[kind][0]
    assert template(kind).label_en


# -- which text suits -----------------------------------------------------------------------------


def test_without_a_kind_the_text_follows_the_ticket(office):
    def kind():
        return compose(office.desk, "1", Wish()).template.id

    repair(office)
    assert kind() == "receipt"
    write(office, "dispatch", to="钱师傅")
    assert kind() == "dispatch"
    office.clock.at("2026-11-24 09:10")
    window = parse_span("明天10-11", office.desk.now())
    write(office, "reschedule", asked_by="owner", window=window)
    assert kind() == "reschedule"
    office.clock.at("2026-11-25 10:05")
    write(office, "arrive")
    assert kind() == "progress"
    done(office.desk, "1", steps=("all",), signed="张女士")
    assert kind() == "done"
    write(office, "feedback", way="微信")
    write(office, "visit", score=5)
    assert kind() == "progress"


@pytest.mark.parametrize("kind", ["dispatch", "reschedule", "done", "reminder-2"])
def test_a_text_that_would_not_be_true_is_refused_with_one_that_is(office, kind):
    repair(office)
    with pytest.raises(RefusedError, match="say_not_now") as refused:
        compose(office.desk, "1", Wish(kind=kind))
    assert refused.value.facts["usual"] == "receipt"


@pytest.mark.parametrize(
    ("end", "words"),
    [("cancel", "已取消"), ("decline", "不能办理"), ("merge", "合并")],
)
def test_a_ticket_that_ended_otherwise_has_its_own_words(office, end, words):
    ticket = repair(office).ticket
    other = take(office.desk, "2-1-803 厨房龙头还滴", Request(title="")).ticket
    fields = {
        "cancel": {"asked_by": "owner"},
        "decline": {"reason": "自用部位", "explained": True, "approved_by": "王经理"},
        "merge": {"into": other.id},
    }[end]
    write(office, end, **fields)
    assert words in said(office, ticket.id)
    for kind in ("dispatch", "reschedule", "done"):
        with pytest.raises(RefusedError, match="say_not_now"):
            said(office, ticket.id, kind)


def test_a_merged_ticket_is_over_when_the_other_one_is(office):
    first, second = repair(office).ticket, take(office.desk, "2-1-803 又滴", Request(title=""))
    write(office, "merge", into=second.ticket.id)
    assert "正在一并办理" in said(office, first.id)
    write(office, "cancel", tail=second.ticket.id, asked_by="owner")
    assert "已一并办结" in said(office, first.id)


def test_kinds_are_typed_as_people_call_them(office):
    repair(office)
    for word in ("回执", "受理回执", "receipt"):
        assert compose(office.desk, "1", Wish(kind=word)).template.id == "receipt"
    with pytest.raises(CallError, match="unknown_text"):
        compose(office.desk, "1", Wish(kind="../../etc/passwd"))


# -- what is in it --------------------------------------------------------------------------------


def test_an_owners_text_has_their_own_name_home_and_the_man_who_comes(office):
    repair(office)
    assert said(office).startswith("尊敬的张女士，您好！")
    assert "2-1-0803" in said(office)
    window = parse_span("明天10-11", office.desk.now())
    write(office, "dispatch", to="钱师傅")
    write(office, "reschedule", asked_by="owner", window=window)
    text = said(office, kind="dispatch")
    assert "钱师傅" in text
    assert "11月25日（周三）10:00至11:00" in text
    assert "technician 钱" in said(office, kind="dispatch", language="en")


def test_a_registered_name_is_not_told_but_for_its_surname(office):
    staff = office.root / "records" / "staff" / "s-qian.yaml"
    staff.parent.mkdir(parents=True)
    staff.write_text('schema: "staff/1"\nid: "s-qian"\nname: "钱学森"\n', "utf-8")
    with office.desk.transaction() as changes:
        changes.adopt("records/staff/s-qian.yaml")
        changes.commit("staff")
    office.desk.forget()
    repair(office)
    write(office, "dispatch", to="s-qian")
    assert "钱师傅" in said(office)
    assert "学森" not in said(office)


@pytest.mark.parametrize("assignee", ["水电班", "1102张女士", "王丽华家", "li@desk.example"])
def test_who_holds_it_is_a_colleague_where_the_text_may_be_anything(office, assignee):
    repair(office)
    write(office, "dispatch", to=assignee)
    text = said(office)
    assert "工作人员处理" in text
    assert assignee not in text


def test_an_appointment_or_a_due_that_is_over_is_not_promised(office):
    repair(office)
    window = parse_span("明天10-11", office.desk.now())
    write(office, "dispatch", to="钱师傅")
    write(office, "reschedule", asked_by="owner", window=window)
    office.clock.at("2026-12-24 09:00")
    assert "约定" not in said(office, kind="dispatch")
    assert "前" not in said(office, kind="dispatch").split("工作人员")[0]
    with pytest.raises(RefusedError, match="say_lacks"):
        said(office, kind="reschedule")


def test_an_appointment_that_was_kept_is_not_promised_again(office):
    repair(office)
    write(office, "dispatch", to="钱师傅")
    window = parse_span("今天10-11", office.desk.now())
    write(office, "reschedule", asked_by="owner", window=window)
    office.clock.at("2026-11-24 10:05")
    write(office, "arrive")
    assert "约定" not in said(office)


def test_money_is_told_as_it_stands(office):
    repair(office)
    write(office, "dispatch", to="钱师傅")
    write(office, "arrive")
    write(office, "quote", price="80.00", cause="阀芯坏", method="换")
    write(office, "consent", person="张女士", way="签字")
    done(office.desk, "1", steps=("all",), signed="张女士")
    assert "费用 80 元。尚有 80 元未付。" in said(office)
    assert "尚有费用 80 元未付" in said(office, kind="reminder-2")
    write(office, "pay", price="80", way="微信", receipt="0421")
    assert "费用 80 元。已收 80 元。\n" in said(office)
    assert "未付" not in said(office, kind="reminder-2")


def test_the_one_who_goes_gets_home_and_matter_but_no_number(office):
    repair(office)
    text = said(office, kind="job")
    assert "2-1-0803　厨房龙头滴水" in text
    assert "13500005555" not in text
    assert "张女士" not in text


# -- nothing of others ----------------------------------------------------------------------------

OTHERS = ("1102", "王丽华", "王", "13911112222", "李先生家", "电钻", "装修 ")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["receipt", "progress", "dispatch", "job"])
def test_a_complaint_about_a_neighbour_names_nobody_of_theirs(office, kind, language):
    ticket = noise(office).ticket
    write(office, "dispatch", tail=ticket.id, to="孙区管", reason="1102 王丽华")
    write(office, "note", tail=ticket.id, text="1102王丽华不开门 13911112222")
    text = said(office, ticket.id, kind, language)
    if kind != "job":
        assert not [word for word in OTHERS if word in text]
        assert "李先生" in text
    assert "139" not in text


def test_a_home_where_the_registered_resident_does_not_live_is_not_called_theirs(office):
    ticket = repair(office).ticket
    person = ticket.reporter.person
    with office.desk.transaction() as changes:
        book = PeopleBook(office.desk.store, changes)
        lives = Home(unit="9-1-0301", since=datetime(2020, 1, 1, tzinfo=ZONE).date())
        book.put(changes, msgspec.structs.replace(book.person(person), units=(lives,)))
        changes.commit("people")
    assert "2-1-0803" not in said(office)


def test_somebody_whose_data_are_only_held_is_not_called_by_name(office):
    ticket = repair(office).ticket
    with office.desk.transaction() as changes:
        book = PeopleBook(office.desk.store, changes)
        book.put(changes, msgspec.structs.replace(book.person(ticket.reporter.person), held="x"))
        changes.commit("people")
    assert said(office).startswith("业主您好！")


@pytest.mark.parametrize(
    "words",
    [
        "已劝阻楼上1102",
        "已劝阻 7-2-1102",
        "已劝阻７号楼２单元１１０２室",
        "对门1001室已搬走",
        "王丽华已停工",
        "已同王女士谈过",
        "电话13911112222",
        "1102已停工",
    ],
)
def test_words_of_ones_own_that_name_another_household_are_refused(office, words):
    ticket = noise(office).ticket
    with pytest.raises(RefusedError, match="say_"):
        said(office, ticket.id, "answer", words=words)


@pytest.mark.parametrize(
    "words",
    [
        "已劝阻，18:00 以后不再施工",
        "公摊电费每月 1200 元，按 2026 年标准分摊",
        "您家1002的门铃已修好，李先生放心",
        "孙师傅今晚再巡一次",
    ],
)
def test_words_about_their_own_affair_are_put_in_as_they_are(office, words):
    ticket = noise(office).ticket
    assert words in said(office, ticket.id, "answer", words=words)


def test_an_answer_without_words_is_none(office):
    ticket = noise(office).ticket
    write(office, "answer", tail=ticket.id, words="已劝阻1102", way="phone", to="来电人")
    for kind in ("answer", "notice"):
        with pytest.raises(CallError, match="say_needs_words"):
            said(office, ticket.id, kind)


HOSTILE = st.text(max_size=60) | st.sampled_from(
    ["{code}", "[[x]]", "\x1b]52;c;eA==\x07", "a\nb\r\nc", "\u202e反", "</script>", "%(id)s"]
)
OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
MOMENT = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


@given(st.dictionaries(st.sampled_from(["name", "unit", "words", "surname", "estate"]), HOSTILE),
       st.sampled_from(sorted(STARTER)), st.sampled_from(["zh", "en"]))  # fmt: skip
def test_no_value_of_a_text_is_obeyed_or_read_again(hostile, kind, language):
    facts = MessageFacts(
        id="WY-261124-A001", today=MOMENT, received=MOMENT, kind="repair",
        category=Label("x", "漏水", "leak"), assigned=True, appointment=(MOMENT, MOMENT),
        done_at=MOMENT, code="AAAAA-CCCCC", progress="working", where="SECRET-PLACE",
        title="SECRET-TITLE", **({"estate": "小区", "words": "好"} | hostile),
    )  # fmt: skip
    with suppress(RefusedError):  # a value that is only blanks, where the template needs one
        text = message_text(template(kind), facts, language)
        assert not {category(char) for char in text.replace("\n", "")} & OBEYED
        for_the_reader = template(kind).audience == OWNER
        assert text.count("AAAAA-CCCCC") <= for_the_reader
        assert "SECRET" not in text or template(kind).audience == TECHNICIAN
        assert "尊敬的" not in text or for_the_reader


# -- the code -------------------------------------------------------------------------------------


def code_in(text):
    return re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", text)[0]


def test_a_receipt_has_the_same_code_every_time_and_another_for_another_ticket(office):
    one, other = repair(office).ticket, take(office.desk, "3-1-502 灯不亮", Request(title=""))
    code = code_in(said(office, one.id, "receipt"))
    assert code == code_in(said(office, one.id, "receipt", "en"))
    assert code != code_in(said(office, other.ticket.id, "receipt"))
    assert fits_receipt(office.desk, one.id, code.lower().replace("-", " "))[1]
    assert not fits_receipt(office.desk, other.ticket.id, code)[1]


def test_the_code_stands_in_no_file_and_no_commit_of_either_repository(office):
    repair(office)
    code = code_in(said(office)).replace("-", "")
    for root in (office.root, office.root / "people"):
        shown = subprocess.run(
            ["git", "-C", str(root), "log", "-p", "--all"], capture_output=True, check=True
        ).stdout.decode()
        assert code not in shown
        assert code not in shown.replace("-", "")
    key = next((office.root / "people" / "receipt-keys").glob("*.yaml")).read_text("utf-8")
    log = subprocess.run(
        ["git", "-C", str(office.root), "log", "-p", "--all"], capture_output=True, check=True
    ).stdout.decode()
    assert re.search(r'key: "([0-9a-f]{64})"', key)[1] not in log


def test_a_clone_without_people_makes_a_receipt_without_a_code(office):
    repair(office)
    shutil.rmtree(office.root / "people")
    office.desk.store = Store.open(office.root)
    message = compose(office.desk, "1", Wish(kind="receipt"))
    assert message.facts.code == ""
    assert ("say.no_code", {}) in message.remarks
    assert "查询码" not in message_text(message.template, message.facts, "zh")
    assert not fits_receipt(office.desk, "1", "")[1]


# -- what sending it is ---------------------------------------------------------------------------


def draft(office, tail="1", kind="", words=""):
    made = compose(office.desk, tail, Wish(kind=kind, words=words, sent="微信")).draft
    return made.do if made else None


def test_a_receipt_answers_the_caller_where_nobody_did(office):
    repair(office)
    wechat = take(office.desk, "3-1-502 灯不亮", Request(title="", channel="微信")).ticket
    assert draft(office, kind="receipt") is None  # the call itself was the answer
    assert draft(office, wechat.id, "receipt") == "ack"


def test_what_was_done_is_told_once(office):
    repair(office)
    write(office, "dispatch", to="钱师傅")
    assert draft(office, kind="dispatch") is None
    write(office, "arrive")
    assert draft(office, kind="progress") is None
    done(office.desk, "1", steps=("all",), signed="张女士")
    assert draft(office, kind="done") == "feedback"
    write(office, "feedback", way="微信")
    assert draft(office, kind="done") is None
    assert draft(office, kind="reminder-2") is None


def test_an_answer_and_a_reply_are_their_words(office):
    ticket = noise(office).ticket
    write(office, "classify", tail=ticket.id, kind="complaint", category="complaint.service")
    assert draft(office, ticket.id, "progress") is None
    assert draft(office, ticket.id, "progress", "今晚再去") == "reply"
    assert draft(office, ticket.id, "answer", "已停工") == "answer"


# -- files ----------------------------------------------------------------------------------------


def put(office, name, text):
    with office.desk.transaction() as changes:
        changes.put(f"{TEMPLATES}/{name}.yaml", text.encode())
        changes.commit("template")


def test_a_faulty_template_says_where_and_sends_nothing(office):
    repair(office)
    put(office, "receipt", STARTER["receipt"].decode().replace("{code}", "{title}"))
    with pytest.raises(CallError, match="bad_template") as refused:
        said(office, kind="receipt")
    assert refused.value.facts["rule"] == "S015"


def test_a_kind_of_a_teams_own_works_like_the_others(office):
    repair(office)
    text = "schema: template/1\nid: thanks\nlabel: 致谢\nfor: owner\nzh: |\n  {dear}！{id}\nen: |\n  {dear} {id}\n"
    put(office, "thanks", text)
    assert said(office, kind="thanks") == "尊敬的张女士，您好！WY-261124-A001"


def test_a_store_without_templates_uses_those_of_the_program(office):
    new_ticket(office.desk, Request(title="灯不亮", place="大堂"))
    with office.desk.transaction() as changes:
        for kind in STARTER:
            changes.delete(f"{TEMPLATES}/{kind}.yaml")
        changes.commit("none")
    message = compose(office.desk, "1", Wish())
    assert message.remarks[0][0] == "say.starter"
    assert "已受理" in message_text(message.template, message.facts, "zh")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (("{id}", "{ticket_id}"), {"S015", "S016"}),
        (("{id}", "{id!r}"), {"S016", "S017"}),
        (("[[如有补充", "如有补充"), {"S017"}),
        (("id: receipt", "id: dispatch"), {"S007"}),
        (("for: owner", "for: everybody"), {"S004"}),
        (("for: owner", "for: group"), {"S004"}),
        (("schema: template/1", "schema: template/2"), {"S008"}),
        (("label: 受理回执", "labell: 受理回执"), {"S001", "S002"}),
        (("{category}事项", "{category}{unit}事项"), set()),
    ],
)
def test_a_template_is_judged_with_codes(change, codes):
    text = STARTER["receipt"].decode().replace(*change)
    _, problems = read_template("receipt", read_plain(text.encode()))
    assert {problem.code for problem in problems} == codes


def test_what_one_language_has_the_other_needs():
    text = STARTER["dispatch"].decode().replace("[[To change the time, call {desk_phone}.]]", "")
    _, problems = read_template("dispatch", read_plain(text.encode()))
    assert [(one.code, one.where, one.facts["value"]) for one in problems] == [
        ("S016", ("en",), "desk_phone")
    ]
