"""Instants without a date library: the same as `datetime` says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.render.wall import Wall, civil
from wuye_cli.store.index_zone import offsets_of


@given(st.integers(min_value=-700_000, max_value=2_900_000))
def test_days_are_the_days_of_the_calendar(day):
    if not -719_162 <= day <= 2_932_896:
        return
    wanted = date(1970, 1, 1) + timedelta(days=day)
    assert civil(day) == (wanted.year, wanted.month, wanted.day)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/St_Johns"])
@given(instant=st.integers(min_value=0, max_value=4_000_000_000))
@settings(max_examples=tries(100))
def test_instants_are_shown_as_datetime_shows_them(zone, instant):
    wanted = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))
    if wanted.utcoffset().total_seconds() % 60 == 0:
        assert _wall(zone).iso(instant) == wanted.isoformat()


_WALLS = {}


def _wall(zone):
    if zone not in _WALLS:
        _WALLS[zone] = Wall(offsets_of(zone))
    return _WALLS[zone]
