"""Files that have a rule of their own when two histories come together."""

from __future__ import annotations

from datetime import datetime

import msgspec
from tests.unit.domain.approving.approvals import approval, day

from wuye_cli.auditing.checkpoint import (
    Checkpoint,
    NoteSignature,
    digest_of,
    read_checkpoint,
    write_checkpoint,
)
from wuye_cli.domain.approving.approval import Act, Needs
from wuye_cli.domain.loss import WHOLE
from wuye_cli.services.file_merging import Texts, merge_file
from wuye_cli.store.codecs.approvals import read_approval, write_approval
from wuye_cli.store.yaml_text import read_plain

PATH = "records/checkpoints/2026-11-24-7.txt"
NOTE = Checkpoint(
    origin="estate",
    size=7,
    commit="a" * 40,
    tree="b" * 40,
    manifest=digest_of(""),
    at=datetime.fromisoformat("2026-11-24T09:00:00+08:00"),
)


def signed(*names, note=NOTE):
    signs = tuple(NoteSignature(name, f"SHA256:{name}", f"{name}data") for name in names)
    return write_checkpoint(msgspec.structs.replace(note, signatures=signs)).encode()


def merged(*texts):
    found = merge_file(PATH, Texts(*texts), book_of=lambda _: None, lines=lambda *_: None)
    return found.data, [one.kind for one in found.losses]


def test_a_checkpoint_cosigned_at_two_desks_has_both_signatures():
    base, ours, theirs = signed("li"), signed("li", "wang"), signed("li", "zhao")
    data, losses = merged(base, ours, theirs)
    assert losses == []
    assert merged(base, theirs, ours) == (data, [])
    whole = read_checkpoint(data.decode())
    assert {one.name for one in whole.signatures} == {"li", "wang", "zhao"}
    assert whole.text == NOTE.text


def test_two_checkpoints_under_one_name_are_not_mixed():
    other = msgspec.structs.replace(NOTE, tree="c" * 40)
    data, losses = merged(None, signed("li"), signed("wang", note=other))
    assert data in (signed("li"), signed("wang", note=other))
    assert losses == [WHOLE]


# -- every kind of file, both ways round --------------------------------------------------------

STANDARD, REGISTER = "standards/prices.yaml", "records/vendors/lift.yaml"
TICKET = "records/tickets/2026/11/24/WY-261124-A001.yaml"


def both_ways(path, base, ours, theirs, lines=lambda *_: None):
    """What stands, which must be the same from either side, and the kinds of what was lost."""
    texts = [None if one is None else one.encode() for one in (base, ours, theirs)]
    one = merge_file(path, Texts(*texts), book_of=lambda _: None, lines=lines)
    turned = merge_file(
        path, Texts(texts[0], texts[2], texts[1]), book_of=lambda _: None, lines=lines
    )
    assert one.data == turned.data
    assert [loss.turned() for loss in one.losses] == list(turned.losses)
    return None if one.data is None else one.data.decode(), [loss.kind for loss in one.losses]


def test_what_one_side_alone_changed_stands():
    for path in (STANDARD, REGISTER, TICKET, "README.md", PATH):
        assert both_ways(path, "a\n", "a\n", "b\n") == ("b\n", [])
        assert both_ways(path, "a\n", "b\n", "b\n") == ("b\n", [])
        assert both_ways(path, "a\n", None, "a\n") == (None, [])


def test_a_change_stands_before_a_deletion_and_what_is_read_before_what_is_not():
    for path in (STANDARD, REGISTER, TICKET, "README.md", PATH):
        assert both_ways(path, "a: 1\n", None, "a: 2\n") == ("a: 2\n", [WHOLE])
    for path in (STANDARD, REGISTER):
        assert both_ways(path, "a: 1\n", "a: 2\n", "a: [\n") == ("a: 2\n", [WHOLE])
    assert both_ways(TICKET, "a: 1\n", "a: 2\n", "a: [\n")[1] == [WHOLE]


def test_a_text_is_merged_by_line_or_not_at_all():
    assert both_ways("README.md", "a\n", "b\n", "c\n", lines=lambda *_: b"bc\n") == ("bc\n", [])
    assert both_ways("README.md", "a\n", "b\n", "c\n") == ("c\n", [WHOLE])


def test_two_new_versions_make_the_next_and_the_later_day_stands():
    base = "version: 1\neffective_from: 2026-01-01\nitems: {a: 1, b: 1}\n"
    one = "version: 2\neffective_from: 2026-03-01\nitems: {a: 2, b: 1}\n"
    other = "version: 3\neffective_from: 2026-02-01\nitems: {a: 1, b: 2}\n"
    text, losses = both_ways(STANDARD, base, one, other)
    assert text == "version: 4\neffective_from: 2026-03-01\nitems: {a: 2, b: 2}\n"
    assert losses == []


def test_a_text_of_both_sides_bears_no_version_that_somebody_approved():
    base = "version: 1\nitems: {a: 1, b: 1}\n"
    one, other = ("version: 2\nitems: {a: 2, b: 1}\n", "version: 2\nitems: {a: 1, b: 2}\n")
    assert both_ways(STANDARD, base, one, other)[0] == "version: 3\nitems: {a: 2, b: 2}\n"
    draft = other.replace("version: 2", "version: 1")
    assert both_ways(STANDARD, base, one, draft)[0] == "version: 3\nitems: {a: 2, b: 2}\n"
    clash = other.replace("{a: 1, b: 2}", "{a: 3, b: 1}")
    assert both_ways(STANDARD, base, one, clash) == ("version: 3\nitems: {a: 1, b: 1}\n", ["fact"])
    noted = one.replace("{a: 2, b: 1}", "{a: 2, b: 1} # 核过")
    assert both_ways(STANDARD, base, one, noted, lines=lambda *_: None)[0] == noted
    plain = both_ways(STANDARD, base, one.replace("2\n", "1\n", 1), draft)
    assert plain[0] == "version: 1\nitems: {a: 2, b: 2}\n"


APPROVAL = "records/approvals/tiers/0001.yaml"
TWO_NEEDED = Needs(by=("manager", "quality"), approvals=2)
DRAFT = approval(
    1, day(9), needs=TWO_NEEDED, approvals=(Act(by="wang", at=day(2), role="manager"),)
)


def approvals_merged(base, one, other):
    written = [
        None if each is None else write_approval(each).decode() for each in (base, one, other)
    ]
    text, losses = both_ways(APPROVAL, *written)
    found, problems = read_approval(APPROVAL, read_plain(text.encode()))
    assert problems == []
    return found, losses


def with_acts(of, **acts):
    return msgspec.structs.replace(of, **acts)


def test_who_approved_at_another_desk_approved():
    quality = Act(by="chen", at=day(4), role="quality")
    third = Act(by="sun", at=day(3), role="quality")
    here, there = (with_acts(DRAFT, approvals=(*DRAFT.approvals, act)) for act in (quality, third))
    found, losses = approvals_merged(DRAFT, here, there)
    assert (found.approvals, losses) == ((*DRAFT.approvals, third, quality), [])
    posted = with_acts(here, notices=(Act(by="li", at=day(5), content="a" * 64),))
    taken = with_acts(here, withdrawn=Act(by="wang", at=day(5)))
    later = with_acts(here, withdrawn=Act(by="chen", at=day(6)))
    assert approvals_merged(here, posted, taken) == (
        with_acts(posted, withdrawn=taken.withdrawn),
        [],
    )
    assert approvals_merged(here, taken, later) == (taken, [])


def test_of_two_proposals_of_one_number_the_first_approved_stands_whole():
    late = approval(1, day(9), at=day(3), content="a" * 64)
    first = approval(1, day(9), at=day(2), content="b" * 64)
    open_ = approval(1, day(9), at=day(1), content="c" * 64, approvals=())
    opened = approval(1, day(9), at=day(4), content="d" * 64, approvals=())
    assert approvals_merged(None, late, first) == (first, [WHOLE])
    assert approvals_merged(None, late, open_) == (late, [WHOLE])
    assert approvals_merged(None, opened, open_) == (open_, [WHOLE])
    gone = with_acts(first, withdrawn=Act(by="wang", at=day(5)))
    assert approvals_merged(None, late, gone) == (late, [WHOLE])


def test_an_approval_that_cannot_be_read_is_one_file_or_the_other():
    read = write_approval(DRAFT).decode()
    assert both_ways(APPROVAL, None, read, "schema: approval/1\n")[1] == [WHOLE]
    assert both_ways(APPROVAL, None, read, "a: [\n") == (read, [WHOLE])


def test_a_disputed_fact_of_a_standard_stays_and_one_of_a_register_is_chosen():
    base, one, other = ("label: 甲\nphone: '1'\n", "label: 乙\nphone: '1'\n", "label: 丙\n")
    text, losses = both_ways(STANDARD, base, one, other)
    assert (text, losses) == ("label: 甲\n", ["fact"])
    text, losses = both_ways(REGISTER, base, one, other)
    assert ("丙" in text or "乙" in text, losses) == (True, ["field"])
    new, losses = both_ways(REGISTER, None, "# 手写\na: 1\n", "b: 2 # 也是\n")
    assert ({"a: 1", "b: 2"} <= {line.partition(" #")[0] for line in new.splitlines()}) is True


def test_checkpoints_that_are_none_are_one_file_or_the_other():
    noted = signed("li").decode()
    assert both_ways(PATH, None, noted, "no checkpoint")[1] == [WHOLE]
    bad = merge_file(
        PATH, Texts(None, signed("li"), b"\xff"), book_of=lambda _: None, lines=lambda *_: None
    )
    assert [loss.kind for loss in bad.losses] == [WHOLE]
