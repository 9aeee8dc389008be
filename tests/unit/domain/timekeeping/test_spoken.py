"""Times as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 8, 3, tzinfo=ZONE)  # a Tuesday


def said(moment):
    return moment.strftime("%m-%d %H:%M:%S").removesuffix(":00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("07:31", "11-24 07:31"),
        ("0731", "11-24 07:31"),
        ("731", "11-24 07:31"),
        ("７：３１", "11-24 07:31"),
        ("07:31:05", "11-24 07:31:05"),
        ("9点半", "11-24 09:30"),
        ("9点5分", "11-24 09:05"),
        ("24:00", "11-25 00:00"),
        ("下午3点", "11-24 15:00"),
        ("下午12:30", "11-24 12:30"),
        ("上午11点", "11-24 11:00"),
        ("晚上8点", "11-24 20:00"),
        ("晚上12点", "11-25 00:00"),
        ("昨晚2340", "11-23 23:40"),
        ("昨晚11点", "11-23 23:00"),
        ("昨晚7点半", "11-23 19:30"),
        ("昨晚0点半", "11-24 00:30"),
        ("昨晚1点", "11-24 01:00"),
        ("昨天下午1点", "11-23 13:00"),
        ("昨天09:05", "11-23 09:05"),
        ("前天 18:00", "11-22 18:00"),
        ("大前天0800", "11-21 08:00"),
        ("今早7点", "11-24 07:00"),
        ("yesterday 9:00", "11-23 09:00"),
        ("11-20 18:00", "11-20 18:00"),
        ("2026-11-20", "11-20 00:00"),
        ("2026-11-20T18:00", "11-20 18:00"),
        ("2026-11-20T10:00:00+00:00", "11-20 18:00"),
        ("-30m", "11-24 07:33"),
        ("-2小时", "11-24 06:03"),
        ("周一14:00", "11-23 14:00"),
        ("周四14:00", "11-19 14:00"),
        ("周二 7点", "11-24 07:00"),
        ("周二 9点", "11-17 09:00"),
    ],
)
def test_what_has_happened(text, meant):
    assert said(parse_moment(text, NOW).astimezone(ZONE)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("周四14:00", "11-26 14:00"),
        ("周二 9点", "11-24 09:00"),
        ("周二 7点", "12-01 07:00"),
        ("下周二 9点", "12-01 09:00"),
        ("星期天10点", "11-29 10:00"),
        ("fri 10:00", "11-27 10:00"),
        ("明早9点", "11-25 09:00"),
        ("明晚8点", "11-25 20:00"),
        ("后天 1400", "11-26 14:00"),
        ("+2h", "11-24 10:03"),
        ("+3天", "11-27 08:03"),
    ],
)
def test_what_is_to_come(text, meant):
    assert said(parse_moment(text, NOW, ahead=True)) == meant


@pytest.mark.parametrize(
    "text",
    ["", " ", "soon", "25:00", "9:60", "1:2:3:4", "周", "周八 9点", "昨晚", "13-45 10:00", "02-30",
     "9999-12-31 24:00", "0000-01-01 10:00", "+h", "+99999d", "²²:00", "--", "T",
     "2026-11-20T25:00:00"],
)  # fmt: skip
def test_what_nobody_can_read_is_refused_with_its_text(text):
    with pytest.raises(CallError) as caught:
        parse_moment(text, NOW)
    assert (caught.value.code, caught.value.facts["text"]) == ("bad_time", text)


PIECES = st.lists(
    st.sampled_from(
        ["昨晚", "明天", "下周", "周", "五", "下午", "晚上", "9", "23", "59", "99", "点", "半", ":", "-",
         "+", "T", "/", " ", "h", "天", "2026", "9999", "0000", "12-31", "24:00", "é", "²", "Z", "+08:00"]
    ),
    max_size=8,
).map("".join)  # fmt: skip
NOWS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31, 23, 59, 59)).map(  # noqa: DTZ001 - the zone follows
    lambda moment: moment.replace(tzinfo=ZONE)
)


@given(PIECES | st.text(max_size=20), NOWS, st.sampled_from(["ahead", "behind"]))
@example("+9999d", datetime(9999, 12, 31, 12, tzinfo=ZONE), "ahead")
@example("大后天24:00", datetime(9999, 12, 31, 12, tzinfo=ZONE), "ahead")
def test_no_text_does_worse_than_a_call_error(text, now, where):
    with suppress(CallError):
        assert parse_moment(text, now, ahead=where == "ahead").tzinfo
    with suppress(CallError):
        opens, closes = parse_span(text, now)
        assert opens < closes


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - the zone follows
def test_an_instant_written_out_comes_back(moment):
    whole = moment.replace(microsecond=0, tzinfo=ZONE)
    assert parse_moment(whole.isoformat(), NOW) == whole
    assert parse_moment(f"{whole:%Y-%m-%d %H:%M:%S}", NOW) == whole


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_day_is_today_s_however_it_is_written(hour, minute):
    wanted = NOW.replace(hour=hour, minute=minute)
    for text in (
        f"{hour:02}:{minute:02}",
        f"{hour}:{minute:02}",
        f"{hour:02}{minute:02}",
        f"今天{hour}点{minute}分",
    ):
        assert parse_moment(text, NOW) == wanted


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("周五14-16", "11-27 14:00", "11-27 16:00"),
        ("11-27 14:00-16:00", "11-27 14:00", "11-27 16:00"),
        ("明天9点-11点半", "11-25 09:00", "11-25 11:30"),
        ("2026-11-27T14:00/2026-11-27T16:00", "11-27 14:00", "11-27 16:00"),
        ("10-11", "11-24 10:00", "11-24 11:00"),
        ("22:00-24:00", "11-24 22:00", "11-25 00:00"),
    ],
)
def test_a_window_ahead(text, opens, closes):
    assert tuple(map(said, parse_span(text, NOW))) == (opens, closes)


@pytest.mark.parametrize("text", ["周五16-14", "周五14-14", "14", "", "-16", "周五14-", "a/b"])
def test_a_window_that_is_none(text):
    with pytest.raises(CallError, match="bad_time"):
        parse_span(text, NOW)


def test_the_zone_is_that_of_the_present():
    assert parse_moment("9:00", NOW).utcoffset() == timedelta(hours=8)
