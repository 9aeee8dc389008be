"""A desk that joins: from a place that is no store, with a code that is none or taken, with people."""

from __future__ import annotations

import shutil
from datetime import datetime
from string import ascii_uppercase

import pytest
from tests.support.desks import MANAGER, ZONE, an_office
from tests.support.repos import git

from wuye_cli.domain.errors import (
    CallError,
    ConflictError,
    NotFoundError,
    StoreError,
    UncheckableError,
)
from wuye_cli.services.desk import Draft
from wuye_cli.services.intake import Request, new_ticket
from wuye_cli.services.joining import DESKS, join
from wuye_cli.services.tickets_between import tickets_between
from wuye_cli.store.passage import passages
from wuye_cli.store.remotes import without_password
from wuye_cli.store.repository import Store
from wuye_cli.store.yaml_text import read_plain

AT = datetime(2026, 11, 24, 9, tzinfo=ZONE)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A remote with the records, one with residents' data beside it, an empty one, a strange one."""
    folder = tmp_path_factory.mktemp("remotes")
    office = an_office(folder)
    office.desk.close()
    for name, source in (("r.git", office.root), ("r-people.git", office.root / "people")):
        git(folder, "clone", "-q", "--bare", str(source), name)
    git(folder, "init", "-q", "--bare", "-b", "main", "empty.git")
    git(folder, "init", "-q", "-b", "main", "strange")
    git(folder / "strange", "commit", "-q", "--allow-empty", "-m", "x")
    return folder


def joined(place, tmp_path, name="r.git", **more):
    return join(str(place / name), tmp_path / "b", actor=MANAGER, at=AT, **more)


def test_residents_data_beside_the_records_come_along(place, tmp_path):
    shutil.copytree(place, tmp_path / "own", symlinks=True)
    done = joined(tmp_path / "own", tmp_path)
    assert (done.desk, done.people) == ("B", str(tmp_path / "own" / "r-people.git"))
    assert Store.open(tmp_path / "b").people is not None
    told = join(str(tmp_path / "own" / "r.git"), tmp_path / "c", actor=MANAGER, at=AT,
                people=str(tmp_path / "own" / "r-people.git"), reading=True)  # fmt: skip
    assert (told.desk, told.people) == ("", done.people)
    for wanted in ("B", "A"):
        with pytest.raises(ConflictError, match="desk_taken"):
            join(str(tmp_path / "own" / "r.git"), tmp_path / "d", actor=MANAGER, at=AT,
                 with_people=False, wanted=wanted)  # fmt: skip
        assert not (tmp_path / "d").exists()


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("r.git", {"wanted": "b1"}, "bad_desk_code"),
        ("empty.git", {}, "not_a_store"),
        ("strange", {}, "not_a_store"),
    ],
)
def test_what_cannot_be_joined_is_told_and_nothing_is_left(place, tmp_path, name, more, code):
    with pytest.raises(CallError) as caught:
        joined(place, tmp_path, name, **more)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["", "-oProxyCommand=x", "ext::sh -c x", "a\x1bb"])
def test_an_address_that_is_an_order_to_git_is_none(tmp_path, url):
    with pytest.raises(CallError, match="bad_address"):
        join(url, tmp_path / "b", actor=MANAGER, at=AT)


def test_an_address_that_does_not_answer_leaves_nothing(tmp_path):
    with pytest.raises(UncheckableError, match="join_unreachable"):
        join("file:///nowhere/at/all", tmp_path / "b", actor=MANAGER, at=AT)
    assert list(tmp_path.iterdir()) == []


def refusing(place, tmp_path):
    """Return a remote of one's own with a branch called `block`, whose hook takes no push."""
    shutil.copytree(place, tmp_path / "own", symlinks=True)
    remote = tmp_path / "own" / "r.git"
    git(remote, "branch", "-m", "main", "block")
    shutil.rmtree(remote.with_name("r-people.git"))
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    return remote


def test_who_may_only_read_there_gets_a_clone_without_a_code(place, tmp_path):
    remote = refusing(place, tmp_path)
    done = join(str(remote), tmp_path / "b", actor=MANAGER, at=AT)
    assert (done.desk, done.people) == ("", "")
    assert done.commit == git(remote, "rev-parse", "block").strip()
    assert git(tmp_path / "b", "rev-parse", "HEAD").strip() == done.commit
    assert git(tmp_path / "b", "status", "--porcelain") == ""
    with pytest.raises(ConflictError, match="push_refused"):
        join(str(remote), tmp_path / "c", actor=MANAGER, at=AT, wanted="C")
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    ("register", "code"),
    [("desks: [\n", "bad_record"), ('schema: "desks/2"\ndesks: {}\n', "newer_schema")],
)
def test_what_others_claimed_is_not_written_over_unread(tmp_path, register, code):
    office = an_office(tmp_path / "there")
    (office.root / DESKS).write_text(register)
    git(office.root, "commit", "-qam", "by hand")
    office.desk.close()
    with pytest.raises(UncheckableError) as caught:
        join(str(office.root), tmp_path / "b", actor=MANAGER, at=AT, with_people=False)
    assert (caught.value.code, caught.value.facts["path"]) == (code, DESKS)
    assert not (tmp_path / "b").exists()
    done = join(str(office.root), tmp_path / "b", actor=MANAGER, at=AT, reading=True)
    assert done.desk == ""


def test_a_register_that_names_nobody_still_keeps_the_codes_of_tickets_and_a_team_s_own_keys(
    tmp_path,
):
    office = an_office(tmp_path / "there")
    (office.root / DESKS).write_text('schema: "desks/1"\nx-ours: 1\ndesks: none\n')
    new_ticket(office.desk, Request(title="灯", unit="3-1-0502"))
    git(office.root, "commit", "-qam", "by hand")
    office.desk.close()
    remote = tmp_path / "r.git"
    git(tmp_path, "clone", "-q", "--bare", str(office.root), str(remote))
    done = join(str(remote), tmp_path / "b", actor=MANAGER, at=AT)
    assert done.desk == "B"
    tree = read_plain((tmp_path / "b" / DESKS).read_bytes())
    assert (tree["x-ours"], list(tree["desks"])) == (1, ["B"])


def test_an_estate_with_every_code_taken_says_so(tmp_path):
    office = an_office(tmp_path / "there")
    letters = ["", *ascii_uppercase]
    codes = "".join(f"  {one}{other}: {{}}\n" for one in letters for other in ascii_uppercase)
    (office.root / DESKS).write_text(f'schema: "desks/1"\ndesks:\n{codes}')
    git(office.root, "commit", "-qam", "by hand")
    office.desk.close()
    with pytest.raises(ConflictError, match="desk_taken"):
        join(str(office.root), tmp_path / "b", actor=MANAGER, at=AT, with_people=False)


def test_what_a_remote_sends_that_no_git_would_write_is_not_taken_in(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main", "bad")
    bad = tmp_path / "bad"
    (bad / "x").write_text("x")
    blob = git(bad, "hash-object", "-w", "x").strip()
    (bad / "x").write_bytes(b"100644 .git\0" + bytes.fromhex(blob))
    tree = git(bad, "hash-object", "-t", "tree", "--literally", "-w", "x").strip()
    commit = git(bad, "commit-tree", tree, "-m", "x").strip()
    git(bad, "update-ref", "refs/heads/main", commit)
    with pytest.raises(StoreError, match="damaged_bundle"):
        join(str(bad), tmp_path / "b", actor=MANAGER, at=AT)
    assert not (tmp_path / "b").exists()


def test_a_ticket_that_had_another_number_is_found_by_it_once(tmp_path):
    office = an_office(tmp_path)
    ticket = new_ticket(office.desk, Request(title="灯", unit="3-1-0502"))
    text = (office.root / ticket.path).read_text()
    earlier = ["WY-261120-B017", "WY-261119-C017", "WY-261119-C", f"WY-261119-D{'9' * 5000}"]
    known = ", ".join(f'"{name}"' for name in earlier)
    (office.root / ticket.path).write_text(text.replace("status:", f"aka: [{known}]\nstatus:", 1))
    git(office.root, "commit", "-qam", "by hand")
    office.desk.forget()
    for tail in ("17", "B017", "c17", "WY-261120-B017", ticket.ticket.id[-4:]):
        assert office.desk.ticket(tail).id == ticket.ticket.id
    for tail in ("18", "D17", "0", "999999999"):
        with pytest.raises(NotFoundError):
            office.desk.ticket(tail)
    office.desk.close()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://tok:secret@host/team@x.git", "https://tok@host/team@x.git"),
        ("https://tok:s@cret@host:8443/x.git", "https://tok@host:8443/x.git"),
        ("https://host/a@b.git", "https://host/a@b.git"),
        ("ssh://git@host", "ssh://git@host"),
        ("git@host:estate.git", "git@host:estate.git"),
        ("/srv/a@b", "/srv/a@b"),
    ],
)
def test_an_address_is_shown_without_its_password(address, shown):
    assert without_password(address) == shown


def test_a_store_of_a_later_wuye_leaves_nothing_here_and_claims_nothing_there(place, tmp_path):
    git(tmp_path, "clone", "-q", str(place / "r.git"), "later")
    settings = tmp_path / "later" / "wuye.yaml"
    settings.write_text(settings.read_text().replace("wuye/1", "wuye/9"))
    git(tmp_path / "later", "commit", "-qam", "later")
    git(tmp_path, "clone", "-q", "--bare", "later", "later.git")
    before = git(tmp_path / "later.git", "rev-parse", "HEAD")
    with pytest.raises(UncheckableError, match="newer_schema"):
        join(str(tmp_path / "later.git"), tmp_path / "b", actor=MANAGER, at=AT)
    assert not (tmp_path / "b").exists()
    assert git(tmp_path / "later.git", "rev-parse", "HEAD") == before


def test_a_bundle_can_be_joined_to_read(place, tmp_path, monkeypatch):
    git(place / "r.git", "bundle", "create", "-q", str(tmp_path / "all.bundle"), "--all")
    monkeypatch.chdir(tmp_path)
    done = join("all.bundle", tmp_path / "b", actor=MANAGER, at=AT)
    assert (done.desk, done.remote) == ("", str(tmp_path / "all.bundle"))


def test_the_tickets_of_some_commits_are_those_received_ended_and_written_on(tmp_path):
    office = an_office(tmp_path)
    store, before = office.desk.store, office.desk.store.head()
    first, second = (
        new_ticket(office.desk, Request(title=title, unit="3-1-0502")) for title in ("灯", "门")
    )
    office.desk.record(
        second.ticket.id,
        [Draft(do="cancel", fields={"reason": "不修了", "asked_by": "owner"})],
        op="cancel",
    )
    (office.root / first.path).write_bytes(b"a: [")
    git(office.root, "commit", "-qam", "spoilt")
    office.desk.forget()
    found = tickets_between(store, passages(store, before, store.head()))
    assert found == ((first.ticket.id, second.ticket.id), (second.ticket.id,),
                     (first.ticket.id, second.ticket.id))  # fmt: skip
    office.desk.close()
