"""Two snapshots compared: lines, columns, files that cannot be read, what reaches back."""

from __future__ import annotations

from datetime import UTC, datetime

from wuye_cli.services.comparing import changes_between
from wuye_cli.store.snapshot import Snapshot

OLD = b"""schema: standard/1
layer: customer
commitments:
  on-time:
    text: \xe5\xba\x94\xe5\x87\x86\xe6\x97\xb6
    kind: hard
  gone:
    text: \xe5\x9b\x9e\xe8\xae\xbf
"""
NEW = b"""# a comment
schema: standard/1
layer: customer
commitments:
  on-time:
    kind: flexible
    text: \xe5\xba\x94\xe5\x87\x86\xe6\x97\xb6
"""
PATH = "standards/services/repair.yaml"


def _told(old, new, **more):
    compared = changes_between(Snapshot("a", old), Snapshot("b", new), **more)
    return compared.changes, compared.unreadable


def test_changes_have_the_lines_of_their_keys():
    changes, _ = _told({PATH: OLD}, {PATH: NEW})
    places = [(one.code, one.line_old, one.line_new, one.column_new) for one in changes]
    assert places == [("D301", 7, 0, 0), ("D316", 6, 6, 5), ("D901", 4, 5, 3)]


def test_a_moved_file_has_its_old_lines_from_where_it_was():
    changes, _ = _told({PATH: OLD}, {"standards/services/home/repair.yaml": NEW})
    by_code = {one.code: one for one in changes}
    assert (by_code["D904"].old, by_code["D904"].new) == ("services/repair", "services/home/repair")
    assert (by_code["D316"].line_old, by_code["D316"].line_new) == (6, 6)


def test_what_cannot_be_read_is_told_and_nothing_of_it_is_taken_for_dropped():
    changes, unreadable = _told({PATH: OLD}, {PATH: b"a: [\n"})
    assert changes == ()
    assert [(side, path, error.code) for side, path, error in unreadable] == [("new", PATH, "Y001")]


def test_comments_and_layout_alone_are_a_matter_of_form():
    changes, _ = _told({PATH: OLD}, {PATH: OLD + b"# the end\n"})
    assert [(one.code, one.key) for one in changes] == [("D902", "")]
    assert _told({PATH: OLD}, {PATH: OLD}) == ((), ())


def test_a_date_before_the_change_was_made_reaches_back():
    dated = [OLD + f'effective_from: "2026-0{month}-01"\n'.encode() for month in (1, 3)]
    made = datetime(2026, 6, 1, tzinfo=UTC)
    sides = {PATH: dated[0]}, {PATH: dated[1]}
    assert [one.code for one in _told(*sides)[0]] == ["D601"]
    assert [one.code for one in _told(*sides, at=made)[0]] == ["D602"]
