from datetime import date

import pytest

from wuye_cli.auditing.periods import parse_period
from wuye_cli.domain.errors import CallError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026q4", "2026-10-01", "2026-12-31"),
        ("2026-11-03", "2026-11-03", "2026-11-03"),
        ("2026-11-03..2026-11-09", "2026-11-03", "2026-11-09"),
        ("2026-10..2026-11", "2026-10-01", "2026-11-30"),
        (" 2026-11 ", "2026-11-01", "2026-11-30"),
    ],
)
def test_a_period_is_whole_days(text, first, last):
    found = parse_period(text)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "..", "2026-13", "2026-00", "2026-02-30", "2026-Q5", "２０２６", "2026-11..2026-10", "now",
     "0000", "2026-11..", "..2026-11", "2026-11-03...2026-11-09", "20261103"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text):
    with pytest.raises(CallError, match="bad_period"):
        parse_period(text)


def test_the_last_year_there_is_has_no_end():
    with pytest.raises(CallError, match="bad_period"):
        parse_period("9999-12")
