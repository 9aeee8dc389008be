"""The staff register on a real store: names typed, phones apart, comments kept, prices remarked."""

from __future__ import annotations

import subprocess

import pytest
from tests.support.desks import an_office

from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError
from wuye_cli.services import privacy, staff_register
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report
from wuye_cli.services.intake import Request, take
from wuye_cli.services.vocabulary import person_of


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path)
    add = staff_register.add
    fields = {"name": "赵强", "aliases": ("赵师傅",), "wechat": ("老赵修水管",), "role": "维修"}
    add(office.desk, fields, wanted="s-zhao", phone="139 0000 1111")
    add(office.desk, {"name": "赵丽"}, wanted="s-zhaoli")
    add(office.desk, {"name": "钱进"}, wanted="s-qian")
    return office


def git(office, *words):
    command = ["git", "-C", str(office.root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("s-zhao", "s-zhao"),
        ("赵强", "s-zhao"),
        ("赵师傅", "s-zhao"),
        ("老赵修水管", "s-zhao"),
        ("钱", "s-qian"),
        ("孙师傅", "孙师傅"),
    ],
)
def test_whom_a_name_means(office, typed, meant):
    assert person_of(office.desk, typed) == meant


def test_a_surname_of_two_is_refused_with_both_also_where_unknown_names_are_welcome(office):
    assert not office.desk.settings.strict
    with pytest.raises(CallError) as refused:
        person_of(office.desk, "赵")
    assert refused.value.code == "ambiguous_person"
    assert refused.value.facts["candidates"] == ["赵强（s-zhao）", "赵丽（s-zhaoli）"]


def test_who_has_left_is_meant_by_the_id_alone(office):
    staff_register.edit(office.desk, "赵丽", {"left": office.desk.now().date()})
    with pytest.raises(CallError):  # the last day is a day of work
        person_of(office.desk, "赵")
    office.clock.at("2026-11-25 09:00")
    assert person_of(office.desk, "赵") == "s-zhao"
    assert person_of(office.desk, "赵丽") == "赵丽"
    assert person_of(office.desk, "s-zhaoli") == "s-zhaoli"
    assert staff_register.entry_of(office.desk, "赵丽").member.id == "s-zhaoli"


def test_the_phone_is_in_people_and_nowhere_else(office):
    entry = staff_register.entry_of(office.desk, "赵强")
    assert entry.phones == ("13900001111",)
    assert entry.member.person.startswith("p-")
    assert "1390000" not in git(office, "log", "-p", "--all")
    staff_register.edit(office.desk, "赵强", {}, phone="13900002222")
    assert staff_register.entry_of(office.desk, "赵强").phones == ("13900002222",)
    assert "1390000" not in git(office, "log", "-p", "--all")


def test_the_phone_of_who_works_here_is_never_due(office):
    office.clock.at("2030-01-01 09:00")
    assert privacy.due(office.desk).persons == ()
    staff_register.edit(office.desk, "赵强", {"left": office.desk.now().date()})
    office.clock.at("2030-01-02 09:00")
    assert len(privacy.due(office.desk).persons) == 1


def test_comments_in_a_file_written_by_hand_stay(office):
    path = office.root / "records/staff/sun.yaml"
    path.write_text("# 夜班\nid: s-sun\nname: 孙武 # 注\naliases: 老孙\n", encoding="utf-8")
    git(office, "add", ".")
    git(office, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "sun")
    office.desk.forget()
    saved = staff_register.edit(office.desk, "老孙", {"zone": "地库"})
    assert saved.changed == ("zone",)
    text = path.read_text("utf-8")
    assert "# 夜班" in text
    assert "孙武 # 注" in text
    assert saved.entry.member.zone == "地库"
    assert staff_register.edit(office.desk, "老孙", {"zone": "地库"}).commit == ""


@pytest.mark.parametrize(
    ("fields", "more", "error", "code"),
    [
        ({"name": "  "}, {}, CallError, "missing_option"),
        ({"name": "13900001111"}, {}, CallError, "not_a_name"),
        ({"name": "甲", "aliases": ("13900001111",)}, {}, CallError, "not_a_name"),
        ({"name": "甲", "role": "皇帝"}, {}, CallError, "bad_choice"),
        ({"name": "甲", "mail": "没有"}, {}, CallError, "bad_mail"),
        ({"name": "甲"}, {"wanted": "../x"}, CallError, "bad_staff_id"),
        ({"name": "甲"}, {"wanted": "s-qian"}, ConflictError, "staff_exists"),
        ({"name": "甲"}, {"phone": "一二"}, CallError, "not_a_phone"),
    ],
)
def test_what_cannot_be_registered(office, fields, more, error, code):
    before = office.desk.store.head()
    with pytest.raises(error) as refused:
        staff_register.add(office.desk, fields, **more)
    assert refused.value.code == code
    assert office.desk.store.head() == before


def test_nobody_unknown_is_edited(office):
    with pytest.raises(NotFoundError):
        staff_register.edit(office.desk, "周", {"zone": "x"})


def test_a_quote_outside_the_list_is_remarked_on_and_written(office):
    take(office.desk, "2-1-803 厨房龙头滴水", Request(title=""))
    steps = [Draft(do="dispatch", fields={"to": "钱"}), Draft(do="arrive")]
    report(office.desk, "1", steps)

    def quoted(price, method):
        fields = {"price": price, "method": method, "cause": "老化"}
        written = report(office.desk, "1", [Draft(do="quote", fields=fields)])
        assert written.events[-1].price == price
        return [(code, facts["item"]) for code, facts in written.notes]

    assert quoted("200", "换龙头") == [("price.above", "tap")]
    assert quoted("10", "换龙头") == [("price.below", "tap")]
    assert quoted("80", "换龙头") == []
    assert quoted("9999", "刷墙") == []
