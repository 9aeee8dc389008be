"""What each of the crew has in hand."""

from __future__ import annotations

import pytest
from tests.support.desks import an_office

from wuye_cli.services.crew import crew, unassigned
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report
from wuye_cli.services.intake import Request, take

STAFF = 'schema: "staff/1"\nid: "{id}"\nname: "{name}"\nrole: "technician"\n{more}'


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path)


def register(office, who, name, more=""):
    with office.desk.transaction() as changes:
        text = STAFF.format(id=who, name=name, more=more)
        changes.put(f"records/staff/{who}.yaml", text.encode())
        changes.commit("staff")
    office.desk.forget()


def given(office, words, to):
    ticket = take(office.desk, words, Request(title="")).ticket
    report(office.desk, ticket.id, [Draft(do="dispatch", fields={"to": to})], op="dispatch")
    return ticket.id


def test_everybody_who_holds_a_ticket_has_it_by_due_and_nobody_s_are_counted(office):
    later = given(office, "2-1-803 厨房龙头滴水 13500005555", "赵师傅")
    first = given(office, "3-1-502 厨房水管爆了 13800001234", "赵师傅")
    take(office.desk, "3栋大堂呕吐物", Request(title=""))
    [member] = crew(office.desk)
    assert (member.who, [job.id for job in member.jobs]) == ("赵师傅", [first, later])
    assert unassigned(office.desk) == 1


def test_the_registered_have_a_page_without_a_ticket_and_those_who_left_have_none(office):
    register(office, "s-wang", "王工")
    register(office, "s-old", "老李", 'left: "2026-01-31"\n')
    assert [(one.who, one.jobs) for one in crew(office.desk)] == [("s-wang", ())]


def test_a_ticket_given_to_a_name_before_it_was_registered_is_on_the_same_page(office):
    old = given(office, "2-1-803 厨房龙头滴水", "赵师傅")
    register(office, "s-zhao", "赵师傅")
    new = given(office, "2-1-804 厨房龙头滴水", "s-zhao")
    [member] = crew(office.desk)
    assert {job.id for job in member.jobs} == {old, new}


def test_two_of_one_name_are_not_taken_for_one_another(office):
    held = given(office, "2-1-803 厨房龙头滴水", "赵师傅")
    register(office, "s-zhao", "赵师傅")
    register(office, "s-zhao2", "赵师傅")
    assert [(one.who, [job.id for job in one.jobs]) for one in crew(office.desk)] == [
        ("s-zhao", []),
        ("s-zhao2", []),
        ("赵师傅", [held]),
    ]


def test_only_what_the_flow_has_and_was_not_done_yet_can_be_reported(office):
    burst = given(office, "3-1-502 厨房水管爆了 13800001234", "赵师傅")
    given(office, "7-2-1002 楼上1102装修电钻 13900003333", "周区管")
    by_name = {one.name: one.jobs[0].steps for one in crew(office.desk)}
    assert by_name["赵师傅"] == ("accept", "arrive", "no_access", "contain", "resolve")
    assert by_name["周区管"] == ("accept", "arrive", "dissuade", "resolve")
    office.clock.at("2026-11-24 09:10")
    report(office.desk, burst, [Draft(do="arrive"), Draft(do="contain")], op="report")
    by_name = {one.name: one.jobs[0].steps for one in crew(office.desk)}
    assert by_name["赵师傅"] == ("resolve",)


def test_a_job_says_when_it_is_late(office):
    given(office, "3-1-502 厨房水管爆了 13800001234", "赵师傅")
    assert not crew(office.desk)[0].jobs[0].is_late
    office.clock.at("2026-11-24 09:16")
    job = crew(office.desk)[0].jobs[0]
    assert job.is_late
    assert job.clock is not None
    assert (job.clock.id, f"{job.due:%H:%M}") == ("arrive", "09:15")
