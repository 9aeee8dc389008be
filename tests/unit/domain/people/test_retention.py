"""What of a person may still be kept, by field, and from when it is over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.people.person import (
    Home,
    Person,
    display_name,
    reduced,
    residence_end,
    with_contacts,
)
from wuye_cli.domain.people.retention import (
    Period,
    Retention,
    Rule,
    TicketFact,
    due_of,
    parse_period,
)

RULES = Retention(
    Rule(name="default", keep=Period(12, "mo")),
    {
        "contact_of_reporter": Rule(
            name="contact_of_reporter", what=("name", "phone", "wechat"), keep=Period(12, "mo")
        ),
        "home_repair_paid": Rule(
            name="home_repair_paid", what=("name", "phone"), keep=Period(24, "mo")
        ),
        "complaint": Rule(name="complaint", what=("name", "phone"), keep=Period(36, "mo")),
        "incident": Rule(
            name="incident", what=("name", "phone"), keep=Period(36, "mo"), then="review"
        ),
        "household": Rule(
            name="household",
            after="moved_out",
            keep=Period(6, "mo"),
            hold_if=("open_ticket", "unpaid", "dispute"),
        ),
        "special_needs": Rule(name="special_needs", after="moved_out", keep=Period(0, "d")),
    },
)
CALLER = Person(
    id="p-00000001",
    name="张女士",
    phones=("13800001234",),
    wechat="zhang",
    units=(Home(unit="3-1-0502"),),
    created=datetime(2024, 1, 1, tzinfo=UTC),
)
CLOSED = TicketFact(id="T1", kind="repair", closed=date(2025, 1, 31))


def test_a_caller_is_kept_a_year_after_the_ticket_closed():
    assert due_of(CALLER, [CLOSED], RULES, date(2026, 1, 30)) is None
    found = due_of(CALLER, [CLOSED], RULES, date(2026, 1, 31))
    assert found is not None
    assert (found.whole, found.then, found.since) == (True, "erase", date(2026, 1, 31))
    assert found.rules == ("contact_of_reporter",)
    assert found.tickets == ("T1",)


def test_an_open_ticket_keeps_everything():
    still_open = TicketFact(id="T2")
    assert due_of(CALLER, [CLOSED, still_open], RULES, date(2099, 1, 1)) is None


def test_a_complaint_keeps_name_and_phone_but_not_the_chat_name():
    complaint = TicketFact(id="T2", kind="complaint", closed=date(2025, 1, 31))
    found = due_of(CALLER, [complaint], RULES, date(2026, 2, 1))
    assert found is not None
    assert (found.fields, found.whole) == (("wechat", "units"), False)
    later = due_of(CALLER, [complaint], RULES, date(2028, 1, 31))
    assert later is not None
    assert later.whole


def test_a_paid_repair_is_kept_two_years():
    paid = TicketFact(id="T2", kind="repair", paid=True, closed=date(2025, 1, 31))
    found = due_of(CALLER, [paid], RULES, date(2026, 12, 1))
    assert found is not None
    assert "phones" not in found.fields


def test_an_incident_is_reviewed_and_not_erased():
    incident = TicketFact(id="T2", category="incident.lift", closed=date(2020, 1, 1))
    found = due_of(CALLER, [incident], RULES, date(2026, 1, 1))
    assert found is not None
    assert found.then == "review"


def test_who_lives_here_is_kept_and_half_a_year_longer():
    home = Home(unit="3-1-0502", relation="业主", since=date(2015, 1, 1))
    resident = Person(id="p-00000002", name="李", needs=("独居",), units=(home,))
    assert residence_end(resident) == date.max
    assert due_of(resident, [CLOSED], RULES, date(2090, 1, 1)) is None

    left = Home(unit="3-1-0502", since=date(2015, 1, 1), until=date(2025, 6, 1))
    gone = Person(id="p-00000002", name="李", needs=("独居",), units=(left,))
    needs_only = due_of(gone, [], RULES, date(2025, 6, 1))
    assert needs_only is not None
    assert needs_only.fields == ("needs",)
    everything = due_of(gone, [], RULES, date(2025, 12, 1))
    assert everything is not None
    assert everything.whole
    assert everything.ask == ("dispute", "unpaid")


def test_who_has_neither_ticket_nor_home_is_kept_for_the_default_period():
    alone = Person(id="p-00000003", name="王", created=datetime(2025, 1, 1, tzinfo=UTC))
    assert due_of(alone, [], RULES, date(2025, 12, 31)) is None
    assert due_of(alone, [], RULES, date(2026, 1, 1)) is not None


def test_nothing_is_over_of_a_person_of_whom_nothing_is_known():
    assert due_of(Person(id="p-00000004"), [CLOSED], RULES, date(2099, 1, 1)) is None


@pytest.mark.parametrize("text", ["", "12", "mo", "-1mo", "1.5y", "１２mo", "12 mo", "12months"])
def test_a_period_needs_a_whole_number_and_a_unit(text: str):
    with pytest.raises(ValueError, match=r"^"):
        parse_period(text)


def test_months_end_on_the_last_day_where_the_day_is_missing():
    assert Period(1, "mo").after(date(2025, 1, 31)) == date(2025, 2, 28)
    assert Period(13, "mo").after(date(2023, 1, 31)) == date(2024, 2, 29)
    assert Period(11, "mo").after(date(2025, 1, 31)) == date(2025, 12, 31)
    assert Period(1, "y").after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Period(2, "wk").after(date(2025, 1, 31)) == date(2025, 2, 14)
    assert Period(9999, "y").after(date(2025, 1, 31)) == date.max


@given(st.dates(max_value=date(2100, 1, 1)), st.integers(0, 240), st.sampled_from(["mo", "d"]))
def test_a_longer_period_is_never_over_earlier(day: date, amount: int, unit: str):
    assert day <= Period(amount, unit).after(day) <= Period(amount + 1, unit).after(day)


def test_what_is_kept_for_a_reason_names_the_reason_and_shows_no_name():
    kept = reduced(CALLER, ("name", "phones"), held="home_repair_paid")
    assert (kept.name, kept.phones, kept.wechat, kept.units) == ("张女士", CALLER.phones, "", ())
    assert display_name(CALLER) == "张女士"
    assert display_name(kept) == display_name(None) == ""


def test_a_number_is_noted_once():
    grown = with_contacts(CALLER, phones=["13800001234", "13900002222"], ids=["x"])
    assert grown.phones == ("13800001234", "13900002222")
