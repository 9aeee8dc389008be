"""Commit objects as bytes: whatever somebody made of one, something is read, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.auditing.commit_text import read_commit, strays_of, trailers_of

PLAIN = (
    b"tree aa\nparent bb\nparent cc\nauthor L <l@x> 60 +0800\ncommitter C <c@x> 61 +0800\n"
    b"gpgsig -----BEGIN-----\n line\n -----END-----\n\nsubject\n\nWuye-Op: take\n"
)


def test_a_plain_commit():
    text = read_commit(PLAIN)
    assert (text.tree, text.parents) == ("aa", ("bb", "cc"))
    assert (text.author, text.authored, text.committed) == (("L", "l@x"), 60, 61)
    assert text.signature == "-----BEGIN-----\nline\n-----END-----"
    assert trailers_of(text.message) == (("Wuye-Op", "take"),)


def test_of_two_authors_the_first_counts_as_in_git():
    raw = PLAIN.replace(b"author", b"author A <a@x> 1 +0000\nauthor", 1)
    assert read_commit(raw).author == ("A", "a@x")


def test_a_named_encoding_is_read_and_an_unknown_one_is_not_trusted():
    name = "李客服".encode("gbk")
    raw = b"tree a\nauthor " + name + b" <l@x> 1 +0\nencoding GBK\n\n"
    assert read_commit(raw).author[0] == "李客服"
    assert "�" in read_commit(raw.replace(b"GBK", b"rot13")).author[0]


def test_dates_that_are_none_or_beyond_everything():
    for when, wanted in ((b"", 0), (b"soon", 0), (b"-5 +0", -5), (b"9" * 40, 1 << 40)):
        assert read_commit(b"author a <b> " + when + b"\n\n").authored == wanted


def test_a_paragraph_with_a_line_of_words_holds_no_trailers():
    assert trailers_of("s\n\nWuye-Op: take\nand so on\n") == ()
    assert trailers_of("Wuye-Op: take\n") == ()


@given(st.binary(max_size=300))
def test_nothing_raises(raw):
    text = read_commit(raw)
    assert trailers_of(text.message) is not None


def test_what_git_writes_is_not_odd():
    text = read_commit(PLAIN)
    assert (text.odd, text.encoding, text.reads_twice, text.zone) == ((), "", False, "")


@pytest.mark.parametrize(
    ("old", "new", "odd"),
    [
        (b"\n\nsubject", b"\nnote x\n\nsubject", ("note",)),
        (b"parent cc\n", b"", ()),
        (b"committer C", b"gpgsig x\ncommitter C", ("committer",)),
        (b"author L <l@x> 60", b"author L <l@x>\n 60", ("author",)),
        (b"author L", b"author L\0", ("NUL",)),
        (b"\n\nsubject\n\nWuye-Op: take\n", b"\n", ("",)),
    ],
)
def test_headers_that_git_does_not_write_so(old, new, odd):
    assert read_commit(PLAIN.replace(old, new, 1)).odd == odd


@pytest.mark.parametrize(
    ("charset", "message", "twice"),
    [
        ("GBK", "已核对".encode("gbk"), False),
        ("GBK", b"checked", False),
        ("GBK", "已核对".encode(), True),
        ("UTF-7", b"checked", True),
        ("GBK", b"\xff\xff", True),
    ],
)
def test_an_encoding_that_gives_the_words_another_sense(charset, message, twice):
    raw = PLAIN.replace(b"gpgsig", b"encoding " + charset.encode() + b"\ngpgsig", 1)
    text = read_commit(raw.replace(b"subject", message))
    assert (text.encoding, text.reads_twice) == (charset.lower(), twice)


@pytest.mark.parametrize("zone", ["+9999", "+1500", "-1300", "+0860", "8", ""])
def test_a_zone_that_is_nowhere(zone):
    text = read_commit(PLAIN.replace(b"61 +0800", b"61 " + zone.encode()))
    assert text.zone == (zone or "?")


def test_zones_of_the_ends_of_the_world_are_somewhere():
    for zone in (b"+1400", b"-1200", b"+0545", b"-0000"):
        assert read_commit(PLAIN.replace(b"+0800", zone)).zone == ""


@pytest.mark.parametrize(
    ("message", "strays"),
    [
        ("arrive\n\nWuye-Op: arrive\nWuye-Format: 1\n", ()),
        ("arrive\n\nWuye-Op: note\n\nWuye-Op: arrive\n", ("Wuye-Op: note",)),
        ("arrive\n\nWuye-Op: arrive\nWUYE-TICKET: x\n", ("WUYE-TICKET: x",)),
        ("arrive\n\nWuye-Op:arrive\n\n\n", ("Wuye-Op:arrive",)),
        ("arrive\r\n\r\nWuye-Op: arrive\r\n", ("Wuye-Op: arrive",)),
        ("notes\n\nWuye-Op: arrive\n\nso it said\n", ()),
        ("notes\n\nit said\nWuye-Op: arrive\n", ()),
        ("squash\n\n    Wuye-Op: note\n\nWuye-Op: arrive\n", ()),
        ("pick\n\nWuye-Op: adopt\n(cherry picked from commit 1a)\n", ()),
    ],
)
def test_what_reads_as_a_receipt_in_a_second_place_or_in_other_letters(message, strays):
    assert strays_of(message, trailers_of(message)) == strays
