"""Files that have a rule of their own when two histories come together."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wuye_cli.auditing.checkpoint import (
    Checkpoint,
    NoteSignature,
    digest_of,
    read_checkpoint,
    write_checkpoint,
)
from wuye_cli.domain.loss import WHOLE
from wuye_cli.services.file_merging import Texts, merge_file

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
