"""Numbers that can be said on the phone, and ids that survive a merge."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.identity import (
    ALPHABET,
    TicketId,
    desk_code,
    encoded,
    event_id,
    is_desk_code,
    parse_ticket_id,
    person_id,
    ulid,
)

DESKS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=3)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), DESKS, st.integers(0, 99_999))
def test_an_id_comes_back_as_it_was(day, desk, number):
    made = TicketId(day, desk, number)
    assert parse_ticket_id(str(made)) == made


@pytest.mark.parametrize(
    "text",
    ["", "WY-", "261121-A017", "WY-261121-017", "WY-261121-A17", "WY-261121-A0017", "WY-261321-A017",
     "wy-261121-A017", "WY-261121-a017", "WY-261121-ABCD017", "WY-261121-A01７", "WY-261121-A017 ",
     "WY-261121-A" + "1" * 40, "WY-2６1121-A017", "WY--A017", "WY-261121-A017-B"],
)  # fmt: skip
def test_what_is_no_id_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_ticket_id(text)


@given(st.text(max_size=30))
def test_no_text_does_worse_than_a_value_error(text):
    with suppress(ValueError):
        assert str(parse_ticket_id(text)) == text


@given(st.integers(0, 2**48), st.binary(min_size=10, max_size=10))
def test_ulids_sort_by_time(milliseconds, random):
    one, later = ulid(milliseconds, random), ulid(milliseconds + 1, b"\0" * 10)
    assert len(one) == 26
    assert one < later


@given(st.binary(min_size=7, max_size=7))
def test_an_event_id_begins_with_a_letter_and_is_never_a_number(random):
    made = event_id(random)
    assert len(made) == 10
    assert made[0].isalpha()
    assert set(made) <= set(ALPHABET)


def test_other_ids_have_their_form():
    assert person_id(b"\xff" * 5) == "p-zzzzzzzz"
    assert desk_code(b"\x00\x19") == "AZ"
    assert [is_desk_code(text) for text in ("A", "a", "Ä", "", "ABCD")] == [True, *[False] * 4]
    assert encoded(33, 3) == "011"
