"""Case files: their own rules over those of the store, versions, flows and times."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.store.codecs import starter

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.tickets.tier import DEFAULT_CLOCKS
from wuye_cli.domain.timekeeping.limit import Limit
from wuye_cli.store.codecs.casefile import read_case_file

HOLIDAYS = {
    "test-2026": {
        "source": "made up",
        "years": [2026],
        "rest": ["2026-03-11"],
        "makeup": ["2026-03-14"],
        "fixed_fallback": ["01-01"],
    }
}
CALENDARS = {
    "office": {
        "holidays": "test-2026",
        "weekly": {"mon-fri": ["09:00-17:00"]},
        "makeup": ["09:00-12:00"],
    },
    "night": {"weekly": {"mon-sun": ["20:00-08:00"]}, "timezone": "Europe/Berlin"},
    "always": {"always": True},
}
TIERS = {
    "v2": {"general": {"ack": ["1h", "office"]}},
    "v1": {"general": {"ack": ["2h", "office"], "resolve": "agreed"}},
}
STANDARDS = {"v1": "2026-01-01T00:00:00+08:00", "v2": "2026-04-01T00:00:00+08:00"}
ALONE = {"holidays": HOLIDAYS, "calendars": CALENDARS, "tiers": TIERS, "standards": STANDARDS}


def at(text):
    return datetime.fromisoformat(text)


def test_a_file_that_brings_all_its_rules_needs_no_store():
    cases, problems = read_case_file(ALONE)
    assert problems == []
    office = cases.rules.calendars["office"]
    assert office.holidays.rest == {date(2026, 3, 11)}
    assert office.makeup == ((540, 720),)
    assert cases.rules.calendars["night"].weekly[6] == ((1200, 1920),)
    assert cases.rules.calendars["night"].zone == "Europe/Berlin"
    assert cases.flows is None


def test_versions_stand_in_the_order_of_their_dates():
    cases, _ = read_case_file(ALONE)
    assert [book.version for book in cases.rules.books] == ["v1", "v2"]
    assert cases.rules.book_at(at("2026-03-31T23:59:59+08:00")).version == "v1"
    assert cases.rules.book_at(at("2026-04-01T00:00:00+08:00")).version == "v2"
    assert cases.rules.book_at(at("2020-01-01T00:00:00+08:00")).version == "v1"
    assert cases.rules.book("v2").tiers["general"].targets["ack"].limit == Limit(1, "h")
    assert cases.rules.book("v3") is None


def test_a_version_without_a_date_is_missing_one_and_a_date_without_tiers_is_too_many():
    tree = {**ALONE, "standards": {"v1": STANDARDS["v1"], "v3": STANDARDS["v2"]}}
    _, problems = read_case_file(tree)
    assert sorted(starter.codes(problems)) == ["S002", "S004"]


def test_own_tiers_without_clocks_have_the_usual_five_even_inside_a_store():
    cases, problems = read_case_file(ALONE, base=starter.rules())
    assert problems == []
    assert set(cases.rules.books[0].clocks) == set(DEFAULT_CLOCKS)
    assert cases.rules.books[0].policy == starter.book().policy
    assert "duty" in cases.rules.calendars


def test_what_a_file_leaves_out_comes_from_the_store():
    cases, problems = read_case_file({"policy": {"reopen_window": "3d"}}, base=starter.rules())
    assert problems == []
    book = cases.rules.books[0]
    assert book.policy.reopen_window == Limit(3, "d")
    assert book.tiers == starter.book().tiers
    assert book.clocks == starter.book().clocks
    assert book.terms != starter.book().terms


def test_a_store_s_holidays_serve_the_file_s_own_calendars():
    tree = {"calendars": {"gate": {"holidays": "cn", "weekly": {"mon-sun": ["06:00-22:00"]}}}}
    cases, problems = read_case_file(tree, base=starter.rules())
    assert problems == []
    assert cases.rules.calendars["gate"].holidays.id == "cn"


def test_a_target_on_a_calendar_that_nobody_declares_is_reported():
    tree = {**ALONE, "tiers": {"v1": {"general": {"ack": ["1h", "ofice"]}}}, "standards": {}}
    _, problems = read_case_file(tree)
    assert starter.codes(problems) == ["S004"]
    assert problems[0].where == ("tiers", "v1", "general", "ack")
    assert problems[0].facts["suggestion"] == "office"


def test_problems_of_a_body_carry_their_place_in_the_file():
    tree = {**ALONE, "calendars": {**CALENDARS, "late": {"weekly": {"mon": ["9-5"]}}}}
    _, problems = read_case_file(tree)
    assert [problem.where for problem in problems] == [("calendars", "late", "weekly", "mon", 0)]


FLOWS = {"plain": {"steps": {"receive": "required", "resolve": "required", "close": "optional"}}}


def test_flows_may_be_given_alone_or_as_a_whole_file():
    alone, problems = read_case_file({"flows": FLOWS}, base=starter.rules())
    assert problems == []
    assert list(alone.flows.flows) == ["plain"]
    assert alone.flows.steps == starter.rules().flows.steps
    whole, problems = read_case_file({"flows": starter.tree("flows.yaml")}, base=starter.rules())
    assert problems == []
    assert whole.flows == starter.rules().flows
    assert whole.rules.flows == whole.flows


def test_an_arithmetic_case_is_read_whole():
    calc = {
        "id": "C1",
        "note": "n",
        "cal": "office",
        "start": "2026-03-10T02:00:00Z",
        "limit": "1wd",
        "pauses": [["2026-03-10T10:00:00+08:00", "2026-03-10T11:00:00+08:00"]],
        "mode": "lenient",
        "due": "2026-03-12T17:00:00+08:00",
        "unpaused_due": "2026-03-12T16:00:00+08:00",
        "fractions": {0.8: "2026-03-12T12:00:00+08:00", "1.5": "2026-03-13T12:00:00+08:00"},
        "provisional": False,
    }
    cases, problems = read_case_file({**ALONE, "calc_vectors": [calc]})
    assert problems == []
    (case,) = cases.calc
    assert case.start == at("2026-03-10T10:00:00+08:00")
    assert case.limit == Limit(1, "wd")
    assert case.pauses == ((at("2026-03-10T10:00:00+08:00"), at("2026-03-10T11:00:00+08:00")),)
    assert case.fractions == {
        0.8: at("2026-03-12T12:00:00+08:00"),
        1.5: at("2026-03-13T12:00:00+08:00"),
    }
    assert case.provisional is False
    assert (case.error, case.year) == ("", None)


def test_a_whole_ticket_keeps_its_events_and_expects_only_what_is_named():
    ticket = {
        "id": "T1",
        "events": [{"at": "2026-03-10T10:00:00+08:00", "do": "receive", "tier": "general"}],
        "as_of": "2026-03-10T12:00:00+08:00",
        "history": [{"complaint_closed_at": "2026-03-01T10:00:00+08:00"}],
        "calendar_override": {"office": "always"},
        "expect": {"clocks": {"ack": {"due": None, "verdict": "paused"}}, "cycle2": {"ack": "met"}},
    }
    cases, problems = read_case_file({**ALONE, "ticket_vectors": [ticket]})
    assert problems == []
    (case,) = cases.tickets
    assert case.events == tuple(ticket["events"])
    assert case.history == ({"complaint_closed_at": at("2026-03-01T10:00:00+08:00")},)
    assert case.calendar_override == {"office": "always"}
    assert case.expect == {
        "clocks": {"ack": {"due": None, "verdict": "paused"}},
        "cycle2": {"ack": "met"},
    }


def test_the_recipient_of_a_dispatch_is_no_tier_but_that_of_a_regrade_is():
    def problems_of(event):
        ticket = {
            "id": "T1",
            "events": [{"at": "2026-03-10T10:00:00+08:00", **event}],
            "as_of": "2026-03-10T12:00:00+08:00",
            "expect": {},
        }
        return starter.codes(read_case_file({**ALONE, "ticket_vectors": [ticket]})[1])

    assert problems_of({"do": "dispatch", "to": "s-zhao"}) == []
    assert problems_of({"do": "regrade", "to": "s-zhao"}) == ["S004"]


def test_the_rules_look_up_hours_by_channel():
    rules, book = starter.rules(), starter.book()
    assert rules.calendar("channel", "wechat", book).id == "duty"
    assert rules.calendar("office", "wechat", book).id == "office"
    with pytest.raises(NotFoundError, match="unknown_calendar"):
        rules.calendar("channel", "pigeon", book)
    with pytest.raises(NotFoundError, match="unknown_calendar"):
        rules.calendar("ofice", "phone", book)
