"""What somebody who knows git's objects tries, as values."""

from __future__ import annotations

import pytest

from wuye_cli.auditing.commit_text import read_commit
from wuye_cli.auditing.judge import finding
from wuye_cli.auditing.kept_facts import are_all_lines_kept
from wuye_cli.auditing.ranks import ranked

COMMIT = b"tree 1a\nauthor A <a@b> 60 +0000\ncommitter B <b@b> 61 +0000\n\nhi\n"


@pytest.mark.parametrize("header", ["author", "committer", "tree"])
def test_a_header_that_stands_twice_is_noted_and_the_first_counts(header):
    line = f"\n{header} C <c@b> 62 +0000\n\nhi".encode()
    text = read_commit(COMMIT.replace(b"\n\nhi", line))
    assert text.repeated == (header,)
    assert (text.tree, text.author) == ("1a", ("A", "a@b"))
    assert read_commit(COMMIT).repeated == ()


@pytest.mark.parametrize(
    ("made", "is_kept"), [(b"n\na\nb\n", True), (b"n\na\n", False), (b"n\na\nb\nc\n", False)]
)
def test_a_merged_checkpoint_has_the_signatures_of_both(made, is_kept):
    assert are_all_lines_kept(b"n\na\n", b"n\nb\n", made) is is_kept


@pytest.mark.parametrize(
    ("graver", "lesser"),
    [
        (("G009", {"what": "again"}), ("G016", {})),
        (("G012", {"new_id": "WY-1"}), ("G009", {"what": "bytes"})),
        (("G014", {}), ("G017", {})),
        (("G008", {}), ("G041", {})),
        (("G041", {}), ("G036", {})),
    ],
)
def test_what_follows_from_a_graver_fraud_is_not_told_beside_it(graver, lesser):
    found = [finding(code, None, ticket="WY-1", **facts) for code, facts in (graver, lesser)]
    assert [one.rule for one in ranked(found)] == [graver[0]]
    assert ranked(found[1:]) == found[1:]


def test_a_hundred_thousand_findings_of_one_commit_are_looked_up_and_not_compared():
    """Compared each with each they took hours: as with `ranked` of old, this test never ended."""
    late = [finding("G043", None, ticket=f"WY-{number}") for number in range(100_000)]
    by_hand = [finding("G040", None, ticket=f"WY-{number}") for number in range(0, 100_000, 1000)]
    assert ranked([*late, *by_hand]) == late


def test_a_folder_gone_as_a_whole_explains_the_link_that_stands_in_its_place():
    link = finding("G039", None, path="records/tickets/2026", what="link")
    gone = finding("G012", None, ticket="T", path="records/tickets/2026/01/T.yaml", what="gone")
    assert ranked([link, gone]) == [gone]
    other = finding("G039", None, path="records/tickets/20", what="link")
    assert ranked([other, gone]) == [other, gone]
