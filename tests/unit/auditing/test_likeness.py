"""Whom a reader takes a name for."""

from __future__ import annotations

import pytest

from wuye_cli.auditing.likeness import is_shown, taken_for

KNOWN = ("li@desk.example", "wang@desk.example", "王经理", "Anna")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("l\u0456@desk.example", "li@desk.example"),  # a Cyrillic і
        ("wang\u200b@desk.example", "wang@desk.example"),
        ("ｗａｎｇ@desk.example", "wang@desk.example"),
        ("王经\uf9e4", ""),  # another character in its compatibility form
        ("\u2f4d经理", ""),
        ("Аnna", "Anna"),  # a Cyrillic А
    ],
)
def test_letters_that_look_alike(text, other):
    assert taken_for(text, KNOWN) == other


@pytest.mark.parametrize("text", ["li@desk.example", "LI@desk.example", "Анна", "王经理", "anna"])
def test_an_honest_name_is_nobodys_double(text):
    assert taken_for(text, KNOWN) == ""


def test_what_a_name_may_not_hold():
    assert is_shown("王\u3000经理")
    assert not any(map(is_shown, ("a <b@c> d", "\u202eabc", "a\0b", "a\u200bb")))
