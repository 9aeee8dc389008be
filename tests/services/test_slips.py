"""Work slips: what goes on the paper of each kind of ticket, and what does not."""

from __future__ import annotations

import msgspec
import pytest
from tests.support.desks import an_office

from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report
from wuye_cli.services.intake import Request, take
from wuye_cli.services.slips import MOST_SLIPS, slips
from wuye_cli.store.people import PeopleBook


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path)


def a_slip(office, words, **wishes):
    written = take(office.desk, words, Request(title=""))
    return slips(office.desk, [written.ticket.id], **wishes)[0]


def steps_of(slip):
    return [step.rule.id for step in slip.steps]


def test_a_paid_repair_at_home_carries_its_checklist_and_asks_for_a_signature(office):
    slip = a_slip(office, "2-1-803 厨房龙头滴水 13500005555")
    assert [tick.id for tick in slip.ticks] == [
        "shoe-covers", "explain", "tarp", "quiet", "clear-up", "sign",
    ]  # fmt: skip
    assert {"arrive", "quote", "consent", "resolve", "sign"} <= set(steps_of(slip))
    assert [due.clock.id for due in slip.dues] == ["arrive", "resolve"]
    assert [f"{due.due:%m-%d %H:%M}" for due in slip.dues] == ["11-24 17:00", "11-27 18:00"]


def test_a_job_in_a_common_part_asks_nobody_for_money_or_a_signature(office):
    slip = a_slip(office, "3栋大堂呕吐物")
    assert not {"quote", "consent", "sign"} & set(steps_of(slip))
    assert slip.ticks == ()
    assert not slip.resident.known


def test_a_complaint_carries_its_six_steps_and_the_dues_of_reply_and_answer(office):
    slip = a_slip(office, "9-1-301 投诉公摊电费高 13600004444")
    assert len(slip.ticks) == 6
    assert [due.clock.id for due in slip.dues] == ["reply", "answer", "resolve"]


def test_the_maintainer_is_required_where_people_are_trapped(office):
    slip = a_slip(office, "5栋电梯困人 2人 13700002222")
    required = {step.rule.id for step in slip.steps if step.required}
    assert {"arrive", "contain", "vendor_call", "vendor_arrive", "resolve"} <= required
    assert slip.tier is not None
    assert slip.tier.service == "emergency"


def test_the_resident_is_known_by_four_digits_unless_the_contact_is_wished_for(office):
    words = "2-1-803 厨房龙头滴水 13500005555"
    slip = a_slip(office, words)
    assert msgspec.to_builtins(slip.resident) == {
        "role": "", "known": True, "digits": "5555", "name": "", "phone": "",
    }  # fmt: skip
    told = slips(office.desk, [slip.ticket.id], contact=True)[0].resident
    assert told.phone == "13500005555"


def test_of_somebody_kept_for_the_law_alone_nothing_is_printed(office):
    slip = a_slip(office, "2-1-803 厨房龙头滴水 13500005555")
    person = slip.ticket.reporter.person
    with office.desk.transaction() as changes:
        book = PeopleBook(office.desk.store, changes)
        book.put(changes, msgspec.structs.replace(book.person(person), held="complaint"))
        changes.commit("hold")
    told = slips(office.desk, [slip.ticket.id], contact=True)[0].resident
    assert (told.known, told.digits, told.name, told.phone) == (True, "", "", "")


def test_a_clone_without_people_prints_a_resident_without_digits(office):
    slip = a_slip(office, "2-1-803 厨房龙头滴水 13500005555")
    (office.root / "people").rename(office.root.parent / "gone")
    again = type(office)(office.root, "2026-11-24 09:30")
    told = slips(again.desk, [slip.ticket.id], contact=True)[0].resident
    assert (told.known, told.digits, told.phone) == (True, "", "")


def test_what_was_reported_already_stands_on_the_slip(office):
    ticket = take(office.desk, "2-1-803 厨房龙头滴水 13500005555", Request(title="")).ticket
    report(office.desk, ticket.id, [Draft(do="dispatch", fields={"to": "钱师傅"})], op="dispatch")
    office.clock.at("2026-11-24 10:05")
    now = office.clock.now()
    window = (now.replace(hour=14, minute=0), now.replace(hour=16, minute=0))
    drafts = [
        Draft(do="arrive"),
        Draft(do="quote", fields={"price": "80", "method": "换龙头", "cause": "阀芯坏"}),
        Draft(
            do="reschedule", fields={"window": window, "asked_by": "owner", "reason": "业主要求"}
        ),
    ]
    report(office.desk, ticket.id, drafts, op="report")
    slip = slips(office.desk, ["1"])[0]
    assert (slip.assignee, slip.price, slip.method, slip.cause) == (
        "钱师傅", "80", "换龙头", "阀芯坏",
    )  # fmt: skip
    taken = {step.rule.id: step.taken for step in slip.steps}
    assert f"{taken['arrive']:%H:%M}" == "10:05"
    assert taken["resolve"] is None
    assert slip.window is not None
    assert [f"{edge:%H:%M}" for edge in slip.window] == ["14:00", "16:00"]
    arrive = slip.dues[0]
    assert (arrive.clock.id, f"{arrive.stopped:%H:%M}", arrive.verdict) == (
        "arrive",
        "10:05",
        "met",
    )


def test_the_line_to_report_begins_with_the_shortest_end_that_means_this_ticket(office):
    first = take(office.desk, "2-1-803 厨房龙头滴水", Request(title="")).ticket
    assert slips(office.desk, [first.id])[0].tail == "1"
    office.clock.at("2026-11-25 09:00")
    second = take(office.desk, "2-1-804 厨房漏水", Request(title="")).ticket
    assert second.id.endswith("A001")
    tails = [slip.tail for slip in slips(office.desk, [first.id, second.id])]
    assert tails == [first.id, second.id]


def test_each_ticket_is_printed_once_in_the_order_asked_for(office):
    ids = [take(office.desk, f"2-1-80{n} 厨房漏水", Request(title="")).ticket.id for n in (1, 2)]
    found = slips(office.desk, ["2", "1", ids[1]])
    assert [slip.ticket.id for slip in found] == [ids[1], ids[0]]


def test_an_unknown_ticket_and_a_whole_book_are_refused(office):
    with pytest.raises(NotFoundError, match="unknown_ticket"):
        slips(office.desk, ["Z9"])
    with pytest.raises(CallError, match=r"print\.too_many"):
        slips(office.desk, ["1"] * (MOST_SLIPS + 1))
