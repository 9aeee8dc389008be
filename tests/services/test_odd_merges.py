"""Merges of what no command writes: histories that have nothing in common, tickets that are damaged."""

from __future__ import annotations

import pytest
from tests.support.histories import History
from tests.support.repos import git

from wuye_cli.services.losses import refreshed
from wuye_cli.services.merging import planned
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.ground import Ground
from wuye_cli.store.repository import Store

AT = "records/tickets/2026/11/21/"
PATH = f"{AT}WY-261121-A001.yaml"


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


def test_two_histories_joined_by_hand_that_have_nothing_in_common_keep_nobody_from_syncing(
    tmp_path,
):
    history = History(tmp_path / "store")
    one = history.commit({"wuye.yaml": b"format: 1\n", "a": b"x\n"})
    other = history.commit({"a": b"y\n"}, message="another beginning")
    history.commit({}, one, other, message="joined by hand")
    store = Store(Ground(str(history.done())))
    git(store.root, "reset", "-q", "--hard")
    assert refreshed(store, "records", no_book).found == {}
    store.close()
