"""What merges decide against is listed at every desk, and settled for all of them."""

from __future__ import annotations

import shutil
from random import Random

import pytest
from msgspec.structs import replace
from tests.support import repos
from tests.support.cli import git, wuye
from tests.support.desks import MANAGER, Office, an_office
from tests.support.meetings import by_hand, one_seed

from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.services import conflicts, syncing
from wuye_cli.services.desk import Draft
from wuye_cli.services.intake import Request, take
from wuye_cli.services.joining import join
from wuye_cli.services.losses import kept
from wuye_cli.services.merge_setup import lacking
from wuye_cli.services.merging import planned

TIERS = "standards/tiers.yaml"
OLD = "    arrive: [15m, always]\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two desks at one remote, with a ticket that both know: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("met")
    a = an_office(folder)
    take(a.desk, "3-1-502 厨房漏水", Request(title=""))
    git(folder, "init", "-q", "--bare", "-b", "main", "r.git")
    git(a.root, "remote", "add", "origin", "../r.git")
    syncing.by_remote(a.desk)
    joined = join(
        str(folder / "r.git"), folder / "b", actor=MANAGER, at=a.clock.now(), with_people=False
    )
    git(folder / "b", "remote", "set-url", "origin", "../r.git")
    assert joined.desk == "B"
    a.desk.close()
    return folder


@pytest.fixture
def desks(made, tmp_path):
    """Return the two desks."""
    folder = tmp_path / "met"
    shutil.copytree(made, folder, symlinks=True)
    a, b = Office(folder / "store", "2026-11-24 09:00"), Office(folder / "b", "2026-11-24 09:05")
    b.actor = MANAGER
    a.desk.entropy = Random(8).randbytes
    return a, b


def did(office, do, **fields):
    office.desk.record("A001", [Draft(do=do, fields=fields)], op=do, recent=True)


def met(*offices):
    for office in offices:
        office.desk.forget()
        done = syncing.by_remote(office.desk)
        assert done.is_clean
    return done


def listed(office):
    return [one.conflict for one in conflicts.listed(office.desk)]


def test_two_dispatches_are_told_to_both_and_settled_for_both(desks):
    a, b = desks
    did(a, "dispatch", to="赵师傅")
    did(b, "dispatch", to="钱师傅")
    first = met(b, a).conflicts
    second = met(b).conflicts
    assert [one.id for one in first] == [one.id for one in second]
    assert met(b).conflicts == ()
    assert met(b).open_conflicts == 1
    for words in (("ticket", "show", "1"), ("ticket", "list"), ("status",)):
        assert "wuye conflicts" in wuye(*words, at=a.root).out
    (told,) = listed(a)
    assert (told.loss.key, told.loss.kept) == ("assignee", "钱师傅")
    assert {told.ours_by, told.theirs_by} == {"李客服", "王经理"}
    number = 1 if told.loss.ours == "赵师傅" else 2
    assert conflicts.settle(b.desk, told.id[:4], take=number).now == "赵师傅"
    assert b.desk.look(b.desk.ticket("A001"))[0].assignee == "赵师傅"
    met(b, a)
    assert listed(a) == listed(b) == []
    assert "wuye conflicts" not in wuye("status", at=a.root).out
    assert [one.settled for one in conflicts.listed(a.desk, every=True)] == [True]
    with pytest.raises(ConflictError, match="conflict_settled"):
        conflicts.settle(a.desk, told.id, take=conflicts.KEEP)


def test_one_fact_of_a_standard_waits_for_a_person(desks):
    a, b = desks
    for office, new in ((a, "20m"), (b, "10m")):
        text = (office.root / TIERS).read_text()
        by_hand(office, TIERS, text.replace(OLD, OLD.replace("15m", new), 1))
    met(b, a, b)
    (told,) = listed(b)
    assert (told.loss.kind, told.loss.kept) == ("fact", ["15m", "always"])
    assert OLD in (a.root / TIERS).read_text()
    take_it = 1 if told.loss.ours[0] == "10m" else 2
    conflicts.settle(a.desk, told.id, take=take_it)
    met(a, b)
    assert OLD.replace("15m", "10m") in (b.root / TIERS).read_text()
    assert listed(b) == []


def test_a_step_that_was_overtaken_is_seen_and_check_is_content(desks):
    a, b = desks
    did(a, "cancel", reason="不修了", asked_by="owner")
    b.clock.at("2026-11-24 09:20")
    did(b, "dispatch", to="钱师傅")
    met(b, a, b)
    kinds = {one.loss.kind: one for one in listed(b)}
    assert b.desk.ticket("A001").status == "cancelled"
    with pytest.raises(RefusedError):
        conflicts.settle(b.desk, kinds["step"].id, take=1 if kinds["step"].loss.ours else 2)
    before = git(b.root, "rev-parse", "HEAD^{tree}")
    conflicts.settle(b.desk, kinds["step"].id, take=conflicts.KEEP)
    assert git(b.root, "rev-parse", "HEAD^{tree}") == before
    ran = wuye("check", "--json", "--select", "K001", at=b.root)
    assert ran.json["findings"] == []


def test_the_list_is_found_again_without_what_was_kept(desks):
    a, b = desks
    did(a, "amend", changes={"title": "甲"}, was={"title": "厨房漏水"})
    did(b, "amend", changes={"title": "乙"}, was={"title": "厨房漏水"})
    met(b, a)
    was = listed(a)
    (a.root / ".git" / "wuye" / "conflicts.msgpack").write_bytes(b"damaged")
    assert kept(a.desk.store).found == {}
    assert listed(a) == was
    assert [one.loss.key for one in was] == ["title"]


def test_a_merge_follows_from_its_parents_alone(desks):
    a, b = desks
    did(a, "dispatch", to="赵师傅")
    did(b, "dispatch", to="钱师傅")
    met(b, a)
    one, other = git(a.root, "rev-parse", "HEAD^1", "HEAD^2").split()
    for ours, theirs in ((one, other), (other, one)):
        again = planned(a.desk.store, ours, theirs, book_of=a.desk.book_of)
        assert {path: a.desk.store.read(path) for path in again.files} == again.files
        assert again.files


def test_wrong_calls(desks):
    a, b = desks
    did(a, "dispatch", to="赵师傅")
    did(b, "dispatch", to="钱师傅")
    met(b, a)
    (told,) = listed(a)
    with pytest.raises(CallError, match="conflict_choice"):
        conflicts.settle(a.desk, told.id, take=None)
    with pytest.raises(NotFoundError, match="unknown_conflict"):
        conflicts.one_of(a.desk, "")


def test_a_store_of_old_is_set_up_by_its_first_sync(desks):
    a, b = desks
    by_hand(a, ".gitattributes", "* -text\nstandards/**/*.yaml merge=wuye\n")
    git(a.root, "config", "--unset", "merge.wuye.driver")
    assert lacking(a.desk) == [".gitattributes"]
    met(a, b)
    assert lacking(a.desk) == lacking(b.desk) == []
    assert "merge-driver" in git(a.root, "config", "merge.wuye.driver")


def test_plain_git_merges_a_ticket_as_sync_does(desks):
    a, b = desks
    did(a, "dispatch", to="赵师傅")
    did(b, "dispatch", to="钱师傅")
    met(a)
    git(b.root, "fetch", "-q")
    wanted = planned(
        b.desk.store,
        b.desk.store.head(),
        git(b.root, "rev-parse", "origin/main").strip(),
        book_of=b.desk.book_of,
    )
    ((path, data),) = wanted.files.items()
    base = git(b.root, "merge-base", "HEAD", "origin/main").strip()
    for name, commit in (("base", base), ("ours", "HEAD"), ("theirs", "origin/main")):
        (b.root.parent / name).write_text(git(b.root, "show", f"{commit}:{path}"))
    files = [str(b.root.parent / name) for name in ("base", "ours", "theirs")]
    ran = wuye("merge-driver", *files, path, at=b.root)
    assert ran.status == 0, ran
    assert (b.root.parent / "ours").read_bytes() == data
    assert "wuye conflicts" in ran.err


@pytest.mark.parametrize("seed", [3])
def test_five_desks_that_are_killed_come_to_agree(tmp_path, seed):
    outcome = one_seed(tmp_path, seed, 12)
    assert outcome.wrong == []
    assert outcome.rounds <= 3


def test_facts_of_a_ticket_are_settled_by_an_event_and_a_tier_by_a_regrade(desks):
    a, b = desks
    for office, title, tier in ((a, "甲", "emergency"), (b, "乙", "special")):
        did(office, "amend", changes={"title": title}, was={"title": "厨房漏水"})
        did(office, "regrade", to=tier, approved_by="wang@desk.example", reason="看错")
    met(b, a, b)
    told = {one.loss.key: one for one in listed(b)}
    assert {key: one.loss.kept for key, one in told.items()} == {"tier": "special", "title": "乙"}
    for one in told.values():
        conflicts.settle(b.desk, one.id, take=1 if one.loss.kept == one.loss.theirs else 2)
    standing, _ = b.desk.look(ticket := b.desk.ticket("A001"))
    assert (standing.tier, ticket.title) == ("emergency", "甲")
    assert listed(b) == []


def test_a_store_that_stands_on_no_branch_syncs_nothing(desks):
    a, _ = desks
    git(a.root, "checkout", "-q", "--detach")
    with pytest.raises(ConflictError, match="no_branch") as caught:
        met(a)
    assert caught.value.facts["command"] == "git switch main"


def wrote(office, files):
    """Commit files as plain git does, as nobody's operation; None deletes."""
    for path, data in files.items():
        place = office.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True) if data is None else place.write_text(data)
    repos.git(office.root, "add", "-A")
    repos.git(office.root, "commit", "-qm", "by hand")


def test_a_whole_file_a_key_with_a_dot_and_a_key_taken_out_are_settled_or_refused(desks):
    a, b = desks
    facts, notes, gone = "records/facts.yaml", "docs/notes.md", "docs/gone.md"
    base = '# ours\nx: {"2026.1": {m: 1}}\nk: 1\n'
    wrote(a, {facts: base, notes: "one\n", gone: "one\n"})
    met(a, b)
    wrote(a, {facts: base.replace("m: 1", "m: 2").replace("k: 1\n", ""), notes: "a\n", gone: None})
    wrote(
        b, {facts: base.replace("m: 1", "m: 3").replace("k: 1", "k: 2"), notes: "b\n", gone: "b\n"}
    )
    met(b, a, b)
    told = {(one.loss.path, one.loss.key): one for one in listed(b)}
    assert set(told) == {(facts, "x.2026.1.m"), (facts, "k"), (notes, ""), (gone, "")}
    fact, taken_out = told[facts, "x.2026.1.m"], told[facts, "k"]
    for one in (taken_out, told[gone, ""]):  # what is not there any more is no value to be taken
        with pytest.raises(RefusedError, match="conflict_not_taken"):
            conflicts.settle(b.desk, one.id, take=1 if one.loss.ours is None else 2)
    wrote(b, {facts: "z: 1\n"})
    b.desk.forget()
    with pytest.raises(RefusedError, match="conflict_not_taken"):  # nowhere to put it
        conflicts.settle(b.desk, fact.id, take=1)
    assert (b.root / facts).read_text() == "z: 1\n"
    wrote(b, {facts: base.replace("m: 1", f"m: {fact.loss.kept}").replace("k: 1", "k: 2")})
    b.desk.forget()
    for one in (fact, told[notes, ""]):
        conflicts.settle(b.desk, one.id, take=2 if one.loss.ours == one.loss.kept else 1)
    conflicts.settle(b.desk, taken_out.id, take=conflicts.KEEP)
    other = 5 - fact.loss.kept  # 2 or 3
    assert (b.root / facts).read_text() == base.replace("m: 1", f"m: {other}").replace("1\n", "2\n")
    assert git(b.root, "hash-object", notes).strip() != told[notes, ""].loss.kept
    assert {one.loss.path for one in listed(b)} == {gone}


def test_a_title_is_the_only_fact_that_an_amendment_takes_and_no_guess_is_made(desks):
    a, b = desks
    did(a, "dispatch", to="赵师傅")
    did(b, "dispatch", to="钱师傅")
    met(b, a)
    (told,) = listed(a)
    ticket = a.desk.ticket("A001")
    for key, value in (("assignee", ""), ("tier", None), ("unit", 7), ("status", "x")):
        odd = replace(told, loss=replace(told.loss, key=key))
        with pytest.raises(RefusedError, match="conflict_not_taken"):
            conflicts._draft(odd, ticket, value)
