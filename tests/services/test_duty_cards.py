"""The duty card filled in: staff by role, phones from people/, numbers from the settings, dues."""

from __future__ import annotations

import pytest
from tests.support.desks import an_office

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.people.person import Person
from wuye_cli.services.duty_cards import duty_card
from wuye_cli.store.people import PeopleBook

STAFF = {
    "s-zhao": 'schema: "staff/1"\nid: "s-zhao"\nname: "赵师傅"\nrole: "technician"\nperson: "p-zhao0001"\n',
    "s-qian": 'schema: "staff/1"\nid: "s-qian"\nname: "钱师傅"\nrole: "technician"\nperson: "p-none0001"\n',
    "s-old": 'schema: "staff/1"\nid: "s-old"\nname: "老李"\nrole: "technician"\nleft: "2026-01-31"\n',
    "s-boss": 'schema: "staff/1"\nid: "s-boss"\nname: "王经理"\nrole: "manager"\nperson: "p-held0001"\n',
}  # fmt: skip


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path)


def commit(office, files, persons=()):
    with office.desk.transaction() as changes:
        for path, text in files.items():
            changes.put(path, text.encode())
        book = PeopleBook(office.desk.store, changes)
        for person in persons:
            book.put(changes, person)
        changes.commit("standards")
    office.desk.forget()


def registered(office):
    persons = (
        Person(id="p-zhao0001", name="赵", phones=("13911112222", "62345678")),
        Person(id="p-held0001", name="王", phones=("13900000000",), held="staff"),
    )
    commit(office, {f"records/staff/{who}.yaml": text for who, text in STAFF.items()}, persons)


def test_nobody_registered_leaves_the_lines_blank_and_says_what_is_missing(office):
    card = duty_card(office.desk)
    assert [line.role[0] for line in card.order] == ["门岗", "维修工", "区管", "项目经理"]
    assert all(line.people == () for line in card.order)
    kinds = [kind for kind, _, _ in card.missing]
    assert kinds.count("person") == 4
    assert "duty_phone" in kinds
    assert ("phone", "电梯维保", "lift maintainer") in card.missing
    assert "steps" not in kinds


def test_staff_are_found_by_role_with_their_phones_from_people(office):
    registered(office)
    card = duty_card(office.desk)
    technicians = card.order[1].people
    assert technicians == (("钱师傅", ()), ("赵师傅", ("13911112222", "62345678")))
    assert card.order[3].people == (("王经理", ()),)  # kept for the law alone
    missing = {(kind, name) for kind, name, _ in card.missing}
    assert {("staff_phone", "钱师傅"), ("staff_phone", "王经理")} <= missing
    assert ("staff_phone", "赵师傅") not in missing


def test_one_member_of_the_staff_may_be_named(office):
    registered(office)
    text = office.desk.store.read("standards/duty.yaml").decode()
    commit(office, {"standards/duty.yaml": text.replace("who: technician", "who: s-zhao")})
    line = duty_card(office.desk).order[1]
    assert (line.role, [name for name, _ in line.people]) == (("", ""), ["赵师傅"])


def test_settings_fill_blank_numbers_and_add_their_own(office):
    settings = office.desk.store.read("wuye.yaml").decode()
    more = (
        'duty_phone: "010-1"\ncontacts: {电梯维保: "400-1", gas: "96777", 报警: "999", 锁匠: "8"}\n'
    )
    commit(office, {"wuye.yaml": settings + more})
    card = duty_card(office.desk)
    phones = {contact.label: contact.phone for contact in card.contacts}
    assert phones["电梯维保"] == "400-1"
    assert phones["燃气抢修"] == "96777"
    assert phones["报警"] == "110"  # what the card itself says stands
    assert phones["锁匠"] == "8"
    assert card.duty_phone == "010-1"
    assert "duty_phone" not in [kind for kind, _, _ in card.missing]
    lift = next(one for one in card.dangers if one.category.id == "lift.entrapment")
    assert lift.call[0].phone == "400-1"


def test_the_dues_are_those_of_the_emergency_tier_and_the_maintainer_binds_at_lifts_alone(office):
    card = duty_card(office.desk)
    [(tier, limits)] = card.tiers
    assert tier.id == "emergency"
    said = {clock.id: str(target.limit) for clock, target in limits}
    assert said["arrive"] == "15m"
    assert said["contain"] == "1h"
    assert "vendor_arrive" not in said
    own = {one.category.id: [(c.id, str(t.limit)) for c, t in one.limits] for one in card.dangers}
    assert own["lift.entrapment"] == [("vendor_arrive", "30m")]
    assert own["fire"] == []


def test_an_emergency_without_first_steps_is_on_the_card_and_told(office):
    text = office.desk.store.read("standards/duty.yaml").decode()
    head, _, rest = text.partition("  hazard.cover:")
    commit(
        office,
        {"standards/duty.yaml": head + "  help.person:" + rest.partition("  help.person:")[2]},
    )
    card = duty_card(office.desk)
    assert card.dangers[-1].category.id == "hazard.cover"
    assert ("steps", "井盖缺失", "missing manhole cover") in card.missing


def test_a_store_without_a_card_and_a_faulty_card_are_told(office):
    text = office.desk.store.read("standards/duty.yaml").decode()
    commit(office, {"standards/duty.yaml": text.replace("who: guard", "whom: guard")})
    with pytest.raises(CallError) as told:
        duty_card(office.desk)
    assert (told.value.code, told.value.facts["where"]) == ("print.bad_duty", "order.0")
    with office.desk.transaction() as changes:
        changes.delete("standards/duty.yaml")
        changes.commit("gone")
    office.desk.forget()
    with pytest.raises(CallError, match=r"print\.no_duty"):
        duty_card(office.desk)
