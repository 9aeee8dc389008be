"""Residents' data that meet after an erasure: who was erased is gone everywhere, nobody else is."""

from __future__ import annotations

import pytest
from tests.support.clones import hows, met, taken
from tests.support.depth import PERCENT
from tests.support.repos import git

from wuye_cli.domain.errors import ConflictError
from wuye_cli.services import syncing
from wuye_cli.services.erasing import erase
from wuye_cli.store import forgetting
from wuye_cli.store.lineage import BOTH, OURS, THEIRS, Lineage, kinship
from wuye_cli.store.people import PERSONS, path_of

LONG = None if PERCENT >= 100 else 0
"""How many of the long ones run before a commit: none. `tools.stress --only life` plays them too."""


def persons(office):
    return {path.rpartition("/")[2][:-5] for path, _ in office.desk.store.people.list_tree(PERSONS)}


def only(office):
    (found,) = persons(office)
    return found


def erased(office, person):
    erase(office.desk, person, reason="迁出", force=True)


def unneeded(office):
    """Return how many objects lie in `people/` that HEAD does not need."""
    people = office.root / "people"
    lying = git(people, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    return len(lying) - len(git(people, "rev-list", "--objects", "HEAD").splitlines())


def named(office, person, name):
    """Write a resident's name by hand, as somebody would who knows git."""
    file = office.root / "people" / path_of(person)
    file.write_text(file.read_text().replace("phones:", f'name: "{name}"\nphones:'))
    git(office.root / "people", "commit", "-qam", "name")


def alike(*offices):
    for below in (".", "people"):
        assert len({git(one.root / below, "rev-parse", "HEAD") for one in offices}) == 1
    for one in offices:
        assert unneeded(one) == 0
        assert not (one.root / "people/.git/wuye/forgetting").exists()
        assert git(one.root / "people", "status", "--porcelain") == ""


def test_an_erasure_reaches_every_desk_and_takes_nobody_else_along(desks, server):
    a, b, c = desks
    gone = only(a)
    for one in desks:
        syncing.by_remote(one.desk)
    taken(b, "1-1-101 门锁坏 13900001111")
    syncing.by_remote(b.desk)
    erased(a, gone)
    taken(c, "2-1-202 灯坏 13900002222")
    late = taken(c, "3-1-502 门坏 13800001234")
    named(c, gone, "张女士")
    told = {one: syncing.by_remote(one.desk) for one in (a, b, c)}
    assert [hows(told[one], "people") for one in (a, b, c)] == [["erased"]] * 3
    assert [done.received[-1].erased for done in told.values()] == [0, 1, 1]
    assert [done.received[-1].phoneless for done in told.values()] == [(), (), (late,)]
    for one in (a, b):
        assert hows(syncing.by_remote(one.desk), "people") == ["forward"]
    alike(*desks)
    assert len(persons(a)) == 2
    assert gone not in persons(a)
    assert git(server.parent / "people.git", "rev-parse", "main") == git(
        a.root / "people", "rev-parse", "HEAD"
    )


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("way", ["remote", "stick"][:LONG])
def test_two_that_erase_at_once_agree(desks, usb, way):
    def meet(one):
        return syncing.by_remote(one.desk) if way == "remote" else met(one, usb)

    a, b, _ = desks
    first = only(a)
    taken(b, "1-1-101 门锁坏 13900001111")
    for one in (b, a):
        meet(one)
    (second,) = persons(a) - {first}
    erased(a, first)
    erased(b, second)
    taken(b, "2-1-202 灯坏 13900002222")
    for one in (a, b, a):
        assert meet(one).is_clean
    alike(a, b)
    assert persons(a).isdisjoint({first, second})
    assert len(persons(a)) == 1


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("erasures", [2][:LONG])
def test_a_desk_long_away_finds_its_way_over_two_erasures(desks, erasures):
    a, _, c = desks
    first = only(a)
    taken(a, "1-1-101 门锁坏 13900001111")
    syncing.by_remote(a.desk)
    (second,) = persons(a) - {first}
    for person in (first, second)[:erasures]:
        erased(a, person)
        syncing.by_remote(a.desk)
    taken(c, "2-1-202 灯坏 13900002222")
    for one in (c, a):
        syncing.by_remote(one.desk)
    alike(a, c)
    assert len(persons(a)) == 1


@pytest.mark.usefixtures("server")
def test_a_commit_alone_empties_no_register(desks):
    a, b, _ = desks
    kept = only(a)
    for one in (a, b):
        syncing.by_remote(one.desk)
    people = a.root / "people"
    root = git(people, "rev-list", "--max-parents=0", "HEAD").strip()
    empty = git(people, "mktree").strip()
    text = f"people\n\nWuye-Erased: {kept}\nWuye-Replaces: {root}"
    forged = git(people, "commit-tree", empty, "-m", text).strip()
    git(people, "push", "-qf", "origin", f"{forged}:main")
    for _ in range(2):
        syncing.by_remote(b.desk)
        assert persons(b) == {kept}


def test_a_server_that_keeps_the_old_history_is_told_and_the_records_are_sent(desks, server):
    a, b, _ = desks
    gone = only(a)
    for one in (a, b):
        syncing.by_remote(one.desk)
    git(server.parent / "people.git", "config", "receive.denyNonFastForwards", "true")
    erased(a, gone)
    with pytest.raises(ConflictError) as caught:
        syncing.by_remote(a.desk)
    assert caught.value.code == "erased_there"
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")
    git(server.parent / "people.git", "config", "receive.denyNonFastForwards", "false")
    for one in (a, b):
        syncing.by_remote(one.desk)
    alike(a, b)


def test_another_register_at_the_address_is_told_and_the_records_are_sent(desks, server):
    a, _, _ = desks
    people = a.root / "people"
    alien = git(people, "commit-tree", git(people, "mktree").strip(), "-m", "x").strip()
    git(people, "push", "-q", "origin", f"{alien}:refs/heads/main")
    done = syncing.by_remote(a.desk)
    assert [(one.repository, one.code) for one in done.troubles] == [
        ("people", "unrelated_history")
    ]
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")
    assert len(persons(a)) == 1


@pytest.mark.usefixtures("server")
def test_what_a_killed_one_left_to_drop_is_dropped_by_the_next(desks):
    a, _, _ = desks
    syncing.by_remote(a.desk)
    people = a.root / "people"
    forgetting.begin_forgetting(a.desk.store.people.ground)
    git(people, "commit-tree", git(people, "mktree").strip(), "-m", "x")
    assert unneeded(a) > 0
    syncing.by_remote(a.desk)
    assert unneeded(a) == 0
    alike(a)


def test_histories_are_kin_by_what_they_replaced():
    def line(root, *replaces):
        return Lineage(frozenset({root}), frozenset(replaces), frozenset(), ())

    assert kinship(line("a"), line("b", "a")) == THEIRS
    assert kinship(line("b", "a"), line("a")) == OURS
    assert kinship(line("b", "a"), line("c", "a")) == BOTH
    assert kinship(line("b", "a"), line("c", "d")) == ""
