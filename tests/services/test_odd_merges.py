"""Merges of what no command writes: histories that have nothing in common, tickets that are damaged."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.support.histories import History
from tests.support.repos import git

from wuye_cli.services.file_merging import Texts, merge_file
from wuye_cli.services.losses import Book, refreshed
from wuye_cli.services.merging import planned
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.ground import Ground
from wuye_cli.store.repository import Store
from wuye_cli.store.yaml_text import read_plain

AT = "records/tickets/2026/11/21/"
PATH = f"{AT}WY-261121-A001.yaml"
STANDARD = "standards/tiers.yaml"


def ticket(uid, title="t", schema="ticket/1"):
    return (
        f'schema: "{schema}"\nid: "WY-261121-A001"\nuid: "{uid}"\nstatus: "received"\n'
        f'title: "{title}"\nevents: []\n'
    ).encode()


def no_book(_ticket):
    return None


def both_ways(folder, base, ours, theirs):
    """Return what a merge of two versions of one ticket comes to, the same from either side."""
    history = History(folder / "store")
    first = history.commit({"wuye.yaml": b"format: 1\n", "a": b"x", PATH: base})
    one, other = (history.commit({PATH: data, "a": name.encode()}, first, message=name)
                  for name, data in (("one", ours), ("other", theirs)))  # fmt: skip
    store = Store(Ground(str(history.done())))
    plans = [planned(store, *sides, book_of=no_book) for sides in ((one, other), (other, one))]
    store.close()
    found = [{path: data for path, data in plan.files.items() if path != "a"} for plan in plans]
    assert found[0] == found[1]
    return plans[0], found[0]


@pytest.mark.parametrize("damaged", [b"a: [\n", b"", ticket("")[: len(b'schema: "ticket/1"\n')]])
def test_a_ticket_damaged_at_one_desk_keeps_its_number_and_its_sound_text(tmp_path, damaged):
    sound = ticket("u1", "改")
    plan, files = both_ways(tmp_path, ticket("u1"), sound, damaged)
    assert files == {PATH: sound}
    assert plan.renumbered == []
    assert [one.kind for one in plan.losses if one.path == PATH] == ["file"]


@pytest.mark.parametrize(
    "unread", [ticket("u0") + b"x: [\n", ticket("u2") + b"x: [\n", ticket("u2", schema="ticket/2")]
)
def test_of_two_tickets_of_one_number_the_one_that_cannot_be_read_stays_as_it_is(tmp_path, unread):
    plan, files = both_ways(tmp_path, None, ticket("u1"), unread)
    (moved,) = plan.renumbered
    assert files.pop(PATH) == unread
    (data,) = files.values()
    assert (read_ticket(data).uid, moved.uid) == ("u1", "u1")
    assert read_ticket(data).aka == ("WY-261121-A001",)


def test_of_two_that_cannot_be_read_one_stands_and_both_are_named(tmp_path):
    one, other = ticket("u1") + b"x: [\n", ticket("u2") + b"x: [\n"
    plan, files = both_ways(tmp_path, None, one, other)
    assert files == {PATH: other}
    assert [one.kind for one in plan.losses if one.path == PATH] == ["file"]


def test_a_base_that_cannot_be_read_keeps_no_ticket_from_its_new_number(tmp_path):
    history = History(tmp_path / "store")
    new = f"{AT}WY-261121-EG001.yaml"  # where the uid leads
    first = history.commit({"wuye.yaml": b"format: 1\n", PATH: ticket("u2") + b"x: [\n"})
    known = ticket("u2", "改").replace(b"A001", b"EG001")
    one = history.commit({PATH: ticket("u1"), new: known}, first)
    other = history.commit({PATH: ticket("u2", "又改")}, first)
    store = Store(Ground(str(history.done())))
    plan = planned(store, one, other, book_of=no_book)
    store.close()
    assert plan.files[PATH] == ticket("u1")
    assert read_ticket(plan.files[new]).uid == "u2"
    assert {"改", "又改"} == {plan.losses[0].ours, plan.losses[0].theirs}


def test_a_uid_that_stands_where_nobody_looks_makes_no_mixture_of_two_tickets(tmp_path):
    keys = "".join(f'x-{number}: "1"\n' for number in range(12))
    one, other = (keys.encode() + ticket(uid) for uid in ("u1", "u2"))
    _, files = both_ways(tmp_path, None, one, other)
    assert files == {PATH: other}


def test_of_a_standard_that_both_changed_what_is_disputed_stays_as_it_was():
    base = 'version: 1\neffective_from: "2026-01-01"\nx: 1\nout: 1\n'
    ours = 'version: 2\neffective_from: "2026-03-01"\nx: 2\nout: 2\n'
    theirs = 'version: 3\neffective_from: "2026-02-01"\nx: 3\n'
    for sides in ((ours, theirs), (theirs, ours)):
        texts = Texts(*(text.encode() for text in (base, *sides)))
        done = merge_file(STANDARD, texts, book_of=no_book, lines=lambda *_: None)
        assert read_plain(done.data) == {
            "version": 4, "effective_from": "2026-03-01", "x": 1, "out": 2,
        }  # fmt: skip
        assert {one.key for one in done.losses} == {"x", "out"}


def test_a_checkpoint_of_two_texts_is_never_mixed():
    for one, other in ((b"\xff", b"b"), (b"a", b"b")):
        texts = Texts(b"", one, other)
        done = merge_file("records/checkpoints/x", texts, book_of=no_book, lines=lambda *_: b"mix")
        assert done.data == max(one, other)
        assert [loss.kind for loss in done.losses] == ["file"]


def test_two_histories_joined_by_hand_that_have_nothing_in_common_keep_nobody_from_syncing(
    tmp_path,
):
    history = History(tmp_path / "store")
    one = history.commit({"wuye.yaml": b"format: 1\n", "a": b"x\n"})
    other = history.commit({"a": b"y\n"}, message="another beginning")
    joined = history.commit({}, one, other, message="joined by hand")
    sides = [history.commit({name: b"x\n"}, joined, message=name) for name in "bcd"]
    history.commit({}, *sides, message="three at once")
    store = Store(Ground(str(history.done())))
    git(store.root, "reset", "-q", "--hard")
    store.ground.prepare()
    place = Path(store.ground.private, "conflicts.msgpack")
    place.write_bytes(msgspec.msgpack.encode(Book(version=0, head=store.head(), settled={"x"})))
    for _ in range(2):  # what another version kept says nothing
        book = refreshed(store, "records", no_book)
        assert (book.found, book.settled, book.head) == ({}, set(), store.head())
    store.close()
