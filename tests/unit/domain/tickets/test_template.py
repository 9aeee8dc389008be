"""Texts to send: braces judged, filled once, and never read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.errors import RefusedError
from wuye_cli.domain.tickets.template import (
    GROUP,
    OWNER,
    PLACEHOLDERS,
    TECHNICIAN,
    faults_of,
    fill,
    names_in,
    pieces_of,
)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("编号 {id}", []),
        ("[[房号 {unit}。]]好", []),
        ("{a.b}", [("S017", "{a.b}")]),
        ("{id!r}", [("S017", "{id!r}")]),
        ("{id:>9}", [("S017", "{id:>9}")]),
        ("{0}", [("S017", "{0}")]),
        ("{}", [("S017", "{}")]),
        ("{ id }", [("S017", "{ id }")]),
        ("{id", [("S017", "{")]),
        ("id}", [("S017", "}")]),
        ("{{id}}", [("S017", "{{id}"), ("S017", "}")]),
        ("[[a [[b]] c]]", [("S017", "[["), ("S017", "]]")]),
        ("[[{id}\n]]", [("S017", "[["), ("S017", "]]")]),
        ("{tittle}", [("S015", "tittle")]),
        ("{title}", [("S015", "title")]),
        ("{where}", [("S015", "where")]),
    ],
)
def test_an_owners_text_is_judged_brace_by_brace(text, faults):
    assert [(fault.code, fault.found) for fault in faults_of(text, OWNER)] == faults


def test_what_callers_say_is_for_the_one_who_goes_and_nobody_else():
    assert {"title", "where"} <= PLACEHOLDERS[TECHNICIAN]
    assert not {"title", "where"} & (PLACEHOLDERS[OWNER] | PLACEHOLDERS[GROUP])
    assert not {"dear", "unit", "code", "technician"} & PLACEHOLDERS[GROUP]


def test_what_may_be_left_out_is_left_out_whole():
    text = "编号 {id}。[[{due} 前{step}。]]\n[[{words}]]\n\n完"
    assert fill(text, {"id": "A1", "due": "明天", "step": ""}) == "编号 A1。\n\n完"
    assert fill(text, {"id": "A1", "due": "明天", "step": "到场", "words": "好"}) == (
        "编号 A1。明天 前到场。\n好\n\n完"
    )


def test_a_text_that_cannot_be_filled_is_refused_and_not_sent_with_a_hole():
    with pytest.raises(RefusedError, match="say_lacks") as refused:
        fill("约 {appointment}", {"appointment": ""})
    assert refused.value.facts == {"name": "appointment"}


HOSTILE = st.text(max_size=40) | st.sampled_from(
    ["{id}", "[[", "]]", "{code}", "{a.b}", "%s", "\\1", "{{", "}}"]
)


@given(st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS[OWNER])), HOSTILE))
def test_a_value_is_put_in_as_it_is_whatever_it_holds(values):
    whole = {name: values.get(name, "-") or "-" for name in PLACEHOLDERS[OWNER]}
    text = "｜".join(f"{{{name}}}" for name in sorted(whole))
    assert fill(text, whole) == "｜".join(whole[name] for name in sorted(whole)).rstrip().strip(
        "\n"
    )


@given(st.text(alphabet="{}[]ab_\n编", max_size=60))
def test_any_text_is_judged_and_none_raises(text):
    faults = faults_of(text, OWNER)
    assert all(fault.code in {"S015", "S017"} for fault in faults)
    for line in text.splitlines():
        pieces_of(line)
    filled = fill(text, dict.fromkeys(names_in(text), "x"))
    if not faults:
        assert "{" not in filled


def rebuilt(pieces):
    return "".join(
        f"[[{rebuilt(piece.optional)}]]"
        if piece.optional
        else f"{{{piece.name}}}"
        if piece.name
        else piece.text
        for piece in pieces
    )


@given(st.text(alphabet="{}[]ab_编", max_size=40).filter(lambda line: "[[]]" not in line))
def test_no_word_of_a_sound_line_is_lost(line):
    pieces, faults = pieces_of(line)
    assert bool(faults) or rebuilt(pieces) == line
