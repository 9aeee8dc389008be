"""What somebody may put into a repository by hand: read as far as it goes, never a crash."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from tests.support.explained import BURST
from tests.unit.domain.tickets.test_uniting import BASE, event, grown

from wuye_cli.auditing.checkpoint import (
    Checkpoint,
    digest_of,
    parse_code,
    read_checkpoint,
    tickets_of,
    write_checkpoint,
)
from wuye_cli.auditing.commit import Commit
from wuye_cli.auditing.git_files import hiding_attributes
from wuye_cli.auditing.kept_facts import are_kept, is_united
from wuye_cli.auditing.ssh_signature import sealed
from wuye_cli.domain.tickets.uniting import united

NOTE = Checkpoint(
    origin="estate",
    size=7,
    commit="a" * 40,
    tree="b" * 40,
    manifest=digest_of(""),
    at=datetime.fromisoformat("2026-11-24T09:00:00+08:00"),
)
TEXT = write_checkpoint(NOTE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n\n\n", "\n"),
        ("\n7\n", "\n٧\n"),
        ("\n7\n", "\n07\n"),
        ("\n7\n", "\n12345678901234\n"),
        (" tree ", " baum "),
        (" tree ", " "),
        ("a" * 40, "A" * 40),
        ("b" * 40, "b" * 39),
        ("sha256:", "sha256:0"),
        ("2026-11-24T09", "2026-13-24T09"),
        ("+08:00", ""),
        ("2026-11-24T09:00:00+08:00", "20261124T090000+0800"),
    ],
)
def test_a_checkpoint_that_was_retouched_is_none(old, new):
    assert read_checkpoint(TEXT) == NOTE
    assert read_checkpoint(TEXT.replace(old, new, 1)) is None


def test_a_checkpoint_without_its_list_or_with_too_much_is_read_as_far_as_it_goes():
    head = TEXT.partition("\n\n")[0]
    assert read_checkpoint(f"{head}\n\nno list").tickets == ""
    assert read_checkpoint(TEXT + " " * 8_000_001) is None


def test_lines_of_a_list_that_are_none_are_passed_over():
    assert tickets_of("a b\nx ٣ 0123\nx 12345678901234 abcd\n\n") == {}


def test_a_code_of_other_letters_is_none():
    for typed in ("", "cp", "7", "x 7qf4-m2kd-9xta", "7 7qf4-m2kd-9xt!", "7 7qf4-m2kd"):
        assert parse_code(typed) is None


def test_a_commit_of_no_calendar_is_of_the_end_of_days():
    who = ("n", "m")
    commit = Commit(
        id="a", tree="b", parents=(), author=who, authored=0, committer=who, committed=0,
        subject="s",
    )  # fmt: skip
    assert commit.moment == datetime(1970, 1, 1, tzinfo=UTC)
    late = msgspec.structs.replace(commit, committed=1 << 70)
    assert late.moment == datetime.max.replace(tzinfo=UTC)


def test_a_pattern_in_quotes_may_hold_quotes_and_one_left_open_is_a_pattern():
    lines = [rb'"records/a\"b" -diff', b'"records/** -diff', rb'"open\" -diff']
    found = [list(hiding_attributes(line)) for line in lines]
    assert found[1:] == [[], []]
    assert list(hiding_attributes(b'"records/**" -diff')) == ['"records/**" -diff']


def test_a_signature_for_another_hash_is_taken_out_of_what_was_signed():
    raw = b"tree 1a\ngpgsig-sha256 A\n B\ngpgsig C\n D\n\nhi\n"
    assert sealed(raw).payload == b"tree 1a\n\nhi\n"
    assert sealed(raw).signatures == ("C\nD\n",)


def test_a_ticket_united_by_hand_has_every_event_of_both_as_they_stood():
    ours, theirs = grown(event("a1", minutes=1)), grown(event("b1", minutes=2))
    made, _ = united(BASE, ours, theirs)
    assert is_united(ours, theirs, made)
    replace = msgspec.structs.replace
    first, *rest = made.events
    for bad in (
        replace(made, uid="other"),
        replace(made, events=made.events[:-1]),
        replace(made, events=(*made.events, event("c1"))),
        replace(made, events=(replace(first, text="别的"), *rest)),
        replace(made, events=tuple(reversed(made.events))),
        replace(made, title="别的"),
    ):
        assert not is_united(ours, theirs, bad)
    assert not is_united(ours, theirs, BURST)


def test_things_with_an_id_are_looked_at_one_by_one():
    one, two, three = ({"id": name, "n": number} for name, number in (("a", 1), ("b", 1), ("b", 2)))
    assert are_kept([one], [one, two], [one], [two, one])
    assert not are_kept([one], [one, two], [one], [one])
    assert are_kept([one, two], [one, two], [one, three], [one, three])
    assert not are_kept([one, two], [one, two], [one, three], [one, two])
    assert are_kept(["a"], ["a", "b"], ["a", "c"], ["a", "c"])
    assert not are_kept(["a"], ["a", "b"], ["a", "c"], ["c"])
