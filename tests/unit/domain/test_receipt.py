"""The code of a receipt: the same for one ticket, another for any other, and easy to read aloud."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.people.receipt import ALPHABET, LENGTH, code_of, is_code_of

KEYS = st.binary(min_size=32, max_size=32).map(bytes.hex)
UIDS = st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26)


@given(KEYS, UIDS)
def test_a_code_has_ten_characters_without_look_alikes(key, uid):
    code = code_of(key, uid).replace("-", "")
    assert len(code) == LENGTH >= 8
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUV")


@given(KEYS, UIDS, UIDS)
def test_it_depends_on_the_ticket_and_on_the_key(key, one, other):
    assert code_of(key, one) == code_of(key, one)
    assert (code_of(key, one) == code_of(key, other)) == (one == other)
    assert code_of(key, one) != code_of(("1" if key[0] == "0" else "0") + key[1:], one)


@given(KEYS, UIDS)
def test_it_is_recognised_as_people_say_it(key, uid):
    code = code_of(key, uid)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    for typed in (code, code.lower(), code.replace("-", " "), f" {code} ", wide):
        assert is_code_of(typed, key, uid)


@given(KEYS, UIDS, st.text(max_size=20))
def test_any_text_is_judged_and_none_raises(key, uid, typed):
    assert is_code_of(typed, key, uid) in {True, False}


@given(KEYS, UIDS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_enough(key, uid, at, char):
    code = code_of(key, uid).replace("-", "")
    typed = code[:at] + char + code[at + 1 :]
    assert is_code_of(typed, key, uid) == (typed == code)
