"""Commit objects as bytes: whatever somebody made of one, something is read, and nothing raises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.auditing.commit_text import read_commit, trailers_of

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
