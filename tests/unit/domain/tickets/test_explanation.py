"""An explanation's days are the engine's own: they add up to the budget and end at the due."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.calendars import ALWAYS, BERLIN, CROWDED, DUTY, EVENING, NIGHT, OFFICE, at
from tests.support.depth import tries

from wuye_cli.domain.tickets.clocks import ClockFacts, Term
from wuye_cli.domain.tickets.explanation import deciding_term, way_of, ways_of
from wuye_cli.domain.timekeeping.due import due
from wuye_cli.domain.timekeeping.limit import Limit, parse_limit

CALENDARS = {one.id: one for one in (ALWAYS, OFFICE, DUTY, EVENING, NIGHT, BERLIN, CROWDED)}
FIRST, LAST = at("2026-01-01T00:00:00"), at("2026-11-01T00:00:00")

instants = st.integers(FIRST, LAST)
limits = st.builds(Limit, st.integers(1, 12), st.sampled_from(("m", "h", "wd", "d")))
spans = st.tuples(instants, st.integers(0, 5 * 86_400)).map(lambda pair: (pair[0], sum(pair)))


@settings(max_examples=tries(150), deadline=None)
@given(st.sampled_from(sorted(CALENDARS)), instants, limits, st.lists(spans, max_size=3))
def test_the_days_add_up_to_the_budget_and_end_at_the_due(name, start, limit, pauses):
    calendar = CALENDARS[name]
    way = way_of(calendar, start, limit, pauses)
    found = due(calendar, start, limit, pauses)
    assert int(way.due.timestamp()) == found.at
    assert sum(line.counted for line in way.days) == way.budget == found.budget
    assert way.days[-1].left == 0
    totals = [line.total for line in way.days]
    assert totals == sorted(totals)
    assert [line.day for line in way.days] == sorted({line.day for line in way.days})


def test_a_day_names_its_kind_and_its_windows():
    way = way_of(OFFICE, at("2026-09-30T17:00:00"), parse_limit("2h"))
    kinds = {line.day.isoformat(): (line.kind, line.windows) for line in way.days}
    assert kinds["2026-10-01"] == ("rest", ())
    assert kinds["2026-10-08"][0] == "weekly"
    way = way_of(OFFICE, at("2026-02-13T18:00:00"), parse_limit("1wd"))
    assert way.days[-1].kind == "makeup"


def test_a_year_without_holidays_is_marked_on_its_days():
    way = way_of(OFFICE, at("2026-12-30T10:00:00"), parse_limit("3wd"))
    assert way.missing == (2027,)
    assert {line.missing for line in way.days if line.day.year == 2027} == {True}
    assert not any(line.missing for line in way.days if line.day.year == 2026)


def test_the_earliest_term_decides():
    start = at("2026-03-10T10:00:00")
    long = Term(start=start, limit=parse_limit("8h"), calendar="office", tier="general")
    short = Term(start=start, limit=parse_limit("1h"), calendar="office", tier="urgent")
    facts = ClockFacts(clock="arrive", cycle=1, start=start, due=start + 3600, terms=(long, short))
    term, way = deciding_term(facts, CALENDARS.__getitem__, "Asia/Shanghai")
    assert term is short
    assert way.budget == 3600
    assert len(ways_of(facts, CALENDARS.__getitem__, "Asia/Shanghai")) == 2


def test_a_fixed_time_has_no_days():
    start = at("2026-03-10T10:00:00")
    term = Term(start=start, fixed=start + 7200, why="appointment")
    facts = ClockFacts(clock="arrive", cycle=1, start=start, due=start + 7200, terms=(term,))
    _, way = deciding_term(facts, CALENDARS.__getitem__, "Asia/Shanghai")
    assert way.is_fixed
    assert way.days == ()
    assert way.due.isoformat() == "2026-03-10T12:00:00+08:00"


def test_without_a_due_there_is_nothing_to_explain():
    facts = ClockFacts(clock="arrive", cycle=1)
    assert deciding_term(facts, CALENDARS.__getitem__, "Asia/Shanghai") is None


@pytest.mark.parametrize("limit", ["1h", "1wd"])
def test_a_pause_shows_on_the_days_it_lies_in(limit):
    start = at("2026-03-10T09:00:00")
    pause = (at("2026-03-10T09:30:00"), at("2026-03-10T10:00:00"))
    way = way_of(OFFICE, start, parse_limit(limit), [pause])
    assert way.paused == 1800
    assert way.days[0].paused == 1800
