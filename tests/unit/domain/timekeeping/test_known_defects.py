"""Faults of other systems in reckoning time: each must be impossible here."""

from __future__ import annotations

import pytest
from tests.support.calendars import BERLIN_ALWAYS, OFFICE, PLAIN, at, limit, weekly

from wuye_cli.domain.timekeeping.calendar import Calendar
from wuye_cli.domain.timekeeping.due import NeverOpenError, due, due_after, open_seconds


def test_lunch_is_not_tracked_back_into_as_osticket_does():
    lunch_within = due(OFFICE, at("2026-06-10T11:45"), limit("30m"))
    assert lunch_within.at == at("2026-06-10T13:45")
    assert open_seconds(OFFICE, at("2026-06-10T12:00"), at("2026-06-10T13:30")) == 0


def test_seconds_of_a_pause_are_kept_as_zammad_does_not():
    pause = [(at("2026-06-10T09:10:40"), at("2026-06-10T09:11:05"))]
    assert due(OFFICE, at("2026-06-10T09:00"), limit("1h"), pause).at == at("2026-06-10T10:00:25")


def test_two_pauses_of_one_minute_both_count_as_in_zammad_they_do_not():
    pauses = [
        (at("2026-06-10T09:10:01"), at("2026-06-10T09:10:11")),
        (at("2026-06-10T09:10:31"), at("2026-06-10T09:14:31")),
    ]
    assert due(OFFICE, at("2026-06-10T09:00"), limit("1h"), pauses).at == at("2026-06-10T10:04:10")


def test_a_day_of_25_hours_is_one_day_as_in_glpi_it_is_not():
    calendar = Calendar(id="shop", zone="Europe/Berlin", weekly=weekly(mon_sun=["22:00-23:45"]))
    start = at("2026-10-24T23:30+02:00")
    assert due(calendar, start, limit("30m")).at == at("2026-10-25T22:15+01:00")
    assert due(calendar, start, limit("1wd")).at == at("2026-10-25T23:45+01:00")
    assert due(calendar, start, limit("2wd")).at == at("2026-10-26T23:45+01:00")
    assert due(BERLIN_ALWAYS, start, limit("1d")).at == at("2026-10-26T00:00+01:00")


def test_a_calendar_without_hours_ends_in_an_error_as_in_frappe_it_does_not():
    with pytest.raises(NeverOpenError):
        due_after(Calendar(id="empty"), at("2026-06-10T09:00"), 60)


def test_a_month_end_is_no_border_as_in_the_odoo_community_helpdesk_it_is():
    assert due(PLAIN, at("2026-04-30T17:00"), limit("2h")).at == at("2026-05-01T10:00")
    assert due(PLAIN, at("2026-02-27T17:00"), limit("1wd")).at == at("2026-03-02T18:00")
    assert due(PLAIN, at("2026-12-31T17:30"), limit("1h")).at == at("2027-01-01T09:30")


def test_an_exact_hit_is_the_last_second_in_time_as_in_atlas_it_is_not():
    found = due(OFFICE, at("2026-06-10T09:00"), limit("1h"))
    assert found.at == at("2026-06-10T10:00")


def test_a_warning_before_the_due_lies_in_working_hours_as_in_glpi_it_did_not():
    start = at("2026-06-09T17:00")
    assert due_after(PLAIN, start, 3 * 3600) == at("2026-06-10T11:00")


def test_a_window_that_the_clock_skips_neither_breaks_nor_hastens_a_due():
    calendar = Calendar(id="dawn", zone="Europe/Berlin", weekly=weekly(mon_sun=["02:00-03:00"]))
    start, end = at("2026-03-28T12:00+01:00"), at("2026-03-29T03:00+02:00")
    pauses = [(at("2026-03-28T13:00+01:00"), at("2026-03-28T14:00+01:00"))]
    assert open_seconds(calendar, start, at("2026-03-30T02:00+02:00")) == 0
    assert due(calendar, start, limit("1wd")).at == end
    assert due(calendar, start, limit("1wd"), pauses).at == end
    assert due(calendar, start, limit("1h")).at == at("2026-03-30T03:00+02:00")
