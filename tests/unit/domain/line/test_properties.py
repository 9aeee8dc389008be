"""What holds of every line, whatever is typed."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace
from tests.support.depth import stride, tries
from tests.unit.domain.line.corpus_lines import cases
from tests.unit.domain.line.spoken_lines import (
    ANY_TEXT,
    COMPOSED,
    LOOKS,
    NEW_TICKETS,
    ON_TICKETS,
    PARTS,
    UNDOS,
)

from wuye_cli.domain.line.fronts import GREETINGS
from wuye_cli.domain.line.line import Line, NewTicket, Question
from wuye_cli.domain.line.printing import print_line
from wuye_cli.domain.line.reading import LONGEST_LINE, read_line
from wuye_cli.domain.line.script import _PAIRS, plain, simplified
from wuye_cli.domain.line.tokens import MARKS

CORPUS = st.sampled_from([case["line"] for case in cases()])
ALL_LINES = st.one_of(ANY_TEXT, COMPOSED, CORPUS)
MANY = settings(max_examples=tries(300), deadline=None)
_TRADITIONAL = str.maketrans(
    {simple: char for char, simple in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
)
_WIDE = str.maketrans(
    {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "\"'"} | {0x20: 0x3000}
)


def value(line):
    """Return a reading without its places, or a question without them and its words."""
    if isinstance(line, Question):
        return line.code
    return replace(line, pieces=())


def narrow(line):
    """Return a reading in one script and width."""
    return repr(value(line)) if isinstance(line, Question) else _narrowed(asdict(value(line)))


def _narrowed(fact):
    if isinstance(fact, str):
        return simplified(fact)
    if isinstance(fact, dict):
        return {key: _narrowed(one) for key, one in fact.items()}
    if isinstance(fact, tuple):
        return [_narrowed(one) for one in fact]
    return _narrowed(asdict(fact)) if hasattr(fact, "facts") else fact


# -- never raises, never loses a word -------------------------------------------------------------


@MANY
@given(ALL_LINES)
@example("\ud800")
@example("\x00")
@example("\u202e17 派\u202e钱")
@example("17 " * 6000)
@example("“" * 20_000)
@example("9" * 20_000)
@example("派" * 20_000)
@example("x" * (LONGEST_LINE + 1))
def test_any_text_is_read_or_asked_about(text):
    found = read_line(text)
    assert isinstance(found, Line | Question)
    if isinstance(found, Question):
        assert found.code.startswith("line_")
        assert 0 <= found.start <= found.end <= len(text)


@MANY
@given(ALL_LINES)
@example("您好！3-1-502 漏水")
def test_no_word_is_lost_but_a_greeting(text):
    found = read_line(text)
    if isinstance(found, Question):
        return
    covered = {at for piece in found.pieces for at in range(piece.start, piece.end)}
    lost = [char for at, char in enumerate(text) if at not in covered and plain(char) not in MARKS]
    assert plain("".join(lost)) in {"", *GREETINGS}


@MANY
@given(ALL_LINES)
def test_pieces_follow_one_another(text):
    found = read_line(text)
    if isinstance(found, Question):
        return
    at = 0
    for piece in sorted(found.pieces, key=lambda piece: piece.start):
        assert at <= piece.start < piece.end <= len(text)
        at = piece.end


@MANY
@given(st.one_of(COMPOSED, CORPUS))
def test_what_a_caller_said_is_kept_as_it_was_typed(text):
    found = read_line(text)
    if isinstance(found, NewTicket) and not {"“", "「", "『", '"'} & set(text):
        assert found.matter in text


# -- printed and read again -----------------------------------------------------------------------


@MANY
@given(st.one_of(COMPOSED, CORPUS))
def test_a_line_that_is_printed_is_read_as_the_same(text):
    found = read_line(text)
    if isinstance(found, Line):
        printed = print_line(found)
        assert value(read_line(printed)) == value(found), printed


@MANY
@given(st.one_of(ON_TICKETS, NEW_TICKETS, UNDOS, LOOKS))
def test_a_reading_that_is_printed_is_read_as_the_same(line):
    printed = print_line(line)
    assert value(read_line(printed)) == line, printed


# -- script, width, blanks ------------------------------------------------------------------------


@MANY
@given(st.one_of(COMPOSED, CORPUS))
def test_the_script_does_not_matter(text):
    plain_text = simplified(text)
    twin = plain_text.translate(_TRADITIONAL)
    assert narrow(read_line(twin)) == narrow(read_line(plain_text)), twin


@MANY
@given(st.one_of(COMPOSED, CORPUS))
def test_the_width_does_not_matter(text):
    narrow_text = simplified(text).replace('"', "").replace("'", "")
    twin = narrow_text.translate(_WIDE)
    assert narrow(read_line(twin)) == narrow(read_line(narrow_text)), twin


@MANY
@given(
    st.one_of(COMPOSED, CORPUS),
    st.text(" \t　\u00a0\r\n", max_size=4),
    st.text(" \t　\u00a0\r\n", max_size=4),
)
def test_blanks_around_a_line_do_not_matter(text, before, behind):
    assert value(read_line(f"{before}{text}{behind}")) == value(read_line(text))


# -- how long it takes ----------------------------------------------------------------------------

_SMALL, _TIMES = 600, 7
_ADVERSARIAL = [
    *'17派到约的a9-:“"|,.(【 。，',
    *("“”", "「a", "17 ", "到1005", "周五 ", "约1-", "派钱", "1-", "a-", "因 ", "备 x ", "1380000",
      "138-", "3栋", "3-1-", "11-", "10:", "零", "十", "an ", "last ", "guard ", "mr ", "to ", "| 到",
      "“ ", "x“", "访 满亿 ", "\ud800", "İ"),
]  # fmt: skip
_FRONTS = [
    "",
    "17 ",
    "17 派",
    "17 告 ",
    "17 备 ",
    "3-1-502 ",
    "夜 ",
    "17 约",
    "17 改 标题 ",
    "新 “",
]


def _cost(text):
    costs = []
    for _ in range(2):
        begin = process_time()
        read_line(text)
        costs.append(process_time() - begin)
    return min(costs)


@pytest.mark.parametrize("front", _FRONTS)
def test_a_longer_line_costs_no_more_than_its_length(front):
    """Seven times as long costs about seven times as much; squared it would be forty-nine."""
    # a sample has another part of the units behind every front, and every unit behind some
    for unit in _ADVERSARIAL[_FRONTS.index(front) % stride() :: stride()]:
        small = front + unit * (_SMALL // len(unit))
        large = front + unit * (_SMALL * _TIMES // len(unit))
        assert len(large) <= LONGEST_LINE
        base = max(_cost(small), 0.0005)
        assert _cost(large) < base * _TIMES * 3, (front, unit)


@settings(max_examples=tries(40), deadline=None)
@given(st.lists(st.sampled_from([*PARTS, " ", " "]), min_size=1, max_size=3))
def test_a_repeated_line_costs_no_more_than_its_length(parts):
    unit = "".join(parts)
    small, large = (unit * (size // len(unit)) for size in (_SMALL, _SMALL * _TIMES))
    assert _cost(large) < max(_cost(small), 0.0005) * _TIMES * 3, unit
