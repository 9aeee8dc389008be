"""Residents' data: what is over, what is held, and erased so that no object of git has it."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.support.repos import CLERK, ZONE, git

from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Reporter, Ticket
from wuye_cli.services import erasing, privacy
from wuye_cli.services.desk import Desk
from wuye_cli.store import people_history
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.people import PeopleBook, path_of
from wuye_cli.store.people_history import Erasure
from wuye_cli.store.repository import Store

STANDARDS = Path(__file__).parents[2] / "standards"
OPENED = datetime(2025, 1, 10, 9, 0, tzinfo=ZONE)
ZHANG = Person(
    id="p-7k2f9q3m",
    name="张丽娟",
    phones=("13812345678",),
    wechat="lijuan-zhang",
    units=(Home(unit="3-1-0502"),),
    created=OPENED,
)
LI = Person(id="p-8m3g0r4n", name="李先生", phones=("13900002222",), created=OPENED)
SECRETS = (b"\xe5\xbc\xa0\xe4\xb8\xbd\xe5\xa8\x9f", b"13812345678", b"lijuan-zhang")


class FixedClock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("privacy") / "store"
    files = {
        path.relative_to(STANDARDS.parent).as_posix(): path.read_bytes()
        for path in STANDARDS.rglob("*.yaml")
    }
    files["wuye.yaml"] = b'schema: "wuye/1"\nestate: "\xe8\xaf\x95"\n'
    store = Store.create(root, files, actor=CLERK, at=OPENED, subject="found")
    tickets = [
        ticket("A001", ZHANG.id, closed=OPENED + timedelta(days=1)),
        ticket("A002", LI.id, closed=None),
        ticket("A003", LI.id, closed=OPENED + timedelta(days=1), signed=ZHANG.id),
    ]
    # the data changes once, so that history holds what the work tree does not
    for name in ("张", "张丽", ZHANG.name):
        with store.transaction(by=CLERK, at=OPENED) as tx:
            book = PeopleBook(store)
            book.put(tx, msgspec.structs.replace(ZHANG, name=name))
            book.put(tx, LI)
            for one in tickets:
                tx.put(place(one.id), write_ticket(one))
            tx.commit("note")
    git(root / "people", "tag", "before")
    git(root / "people", "branch", "other", "HEAD~1")
    return root


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Desk:
    root = tmp_path / "store"
    shutil.copytree(template, root, symlinks=True)
    for one in (root, root / "people"):
        git(one, "update-index", "-q", "--refresh")
    return Desk(
        Store.open(root),
        clock=FixedClock(datetime(2026, 3, 1, 10, 0, tzinfo=ZONE)),
        entropy=os.urandom,
        actor=lambda: CLERK,
    )


def place(name: str) -> str:
    return f"records/tickets/2025/01/10/{name}.yaml"


def ticket(number: str, person: str, *, closed: datetime | None, signed: str = "") -> Ticket:
    events = [Event(id="a1", at=OPENED, by="s-li", do="receive", tier="general", kind="repair")]
    if signed:
        events.append(Event(id="b2", at=OPENED, by="s-li", do="resolve"))
        events.append(Event(id="c3", at=OPENED, by="s-li", do="sign", person=signed))
    if closed:
        events.append(Event(id="d4", at=closed, by="s-li", do="close"))
    return Ticket(
        id=f"WY-250110-{number}",
        uid=number,
        status="closed" if closed else "received",
        kind="repair",
        title="水龙头滴水",
        unit="3-1-0502",
        reporter=Reporter(person=person),
        events=tuple(events),
    )


def held_in(root: Path) -> list[str]:
    """Return where a secret is found: every object of both repositories, every file on the disk."""
    found = []
    for repository in (root, root / "people"):
        names = git(
            repository,
            "cat-file",
            "--batch-all-objects",
            "--batch-check=%(objectname) %(objecttype)",
        )
        for line in names.splitlines():
            name, kind = line.split()
            if any(one in git(repository, "cat-file", "-p" if kind == "tree" else kind, name).encode() for one in SECRETS):  # fmt: skip
                found.append(name)
    files = [path for path in root.rglob("*") if path.is_file()]
    return found + [str(path) for path in files if any(one in path.read_bytes() for one in SECRETS)]


def events_of(desk: Desk, number: str) -> list[Event]:
    data = desk.store.read(place(f"WY-250110-{number}"))
    assert data is not None
    return list(read_ticket(data).events)


def test_a_year_after_the_last_ticket_closed_the_data_is_due(desk: Desk):
    found = privacy.due(desk)
    assert [one.person for one in found.persons] == [ZHANG.id]
    assert found.persons[0].tickets == ("WY-250110-A001", "WY-250110-A003")
    assert found.persons[0].whole
    assert (found.returned, found.unfinished) == ((), "")


def test_before_that_nothing_is_due(desk: Desk):
    desk.clock = FixedClock(OPENED + timedelta(days=300))
    assert privacy.due(desk).persons == ()


def test_a_faulty_rule_of_retention_erases_nothing(desk: Desk):
    with desk.transaction() as changes:
        changes.put("standards/retention.yaml", b'schema: "retention/1"\ndefault: {keep: "soon"}\n')
        changes.commit("bad rule")
    with pytest.raises(CallError) as caught:
        privacy.due(desk)
    assert caught.value.code == "bad_retention"


def test_a_person_is_shown_with_every_ticket_that_names_them(desk: Desk):
    for text in (ZHANG.id, "138 1234 5678", "张丽娟", "lijuan"):
        record = privacy.show(desk, text)
        assert record.person == ZHANG
        assert [one.id[-4:] for one in record.tickets] == ["A001", "A003"]
    assert [one.person.id for one in privacy.find(desk, "3-1-0502")] == [ZHANG.id]


def test_nobody_and_several_are_refused(desk: Desk):
    for text in ("王", "p-00000000"):
        with pytest.raises(NotFoundError) as missing:
            privacy.show(desk, text)
        assert missing.value.code == "unknown_resident"
    with pytest.raises(CallError) as several:
        privacy.show(desk, "13")
    assert several.value.code == "ambiguous_resident"


def test_an_export_holds_everything_of_the_person_and_nothing_of_others(desk: Desk):
    held = privacy.export(desk, ZHANG.id)
    assert held["person"]["phones"] == ("13812345678",)
    assert [one["id"] for one in held["tickets"]] == ["WY-250110-A001", "WY-250110-A003"]
    assert "13900002222" not in repr(held)


def test_after_an_erasure_no_object_and_no_file_holds_the_data(desk: Desk):
    root = desk.store.root
    PeopleBook(desk.store).find(phone="13812345678")  # the look-up is on the disk too
    assert held_in(root)
    done = erasing.erase(desk, ZHANG.id, reason="迁出申请 13812345678")
    assert held_in(root) == []
    assert done.leftovers == 0
    assert done.tickets == ("WY-250110-A001", "WY-250110-A003")
    assert git(root / "people", "rev-list", "--count", "--all").strip() == "1"
    assert git(root / "people", "tag") == ""
    assert git(root / "people", "status", "--porcelain") == ""
    assert git(root / "people", "fsck", "--full", "--strict") == ""
    assert PeopleBook(desk.store).find(phone="13900002222") == [LI]


def test_an_erasure_is_one_commit_that_notes_it_on_each_ticket(desk: Desk):
    before = desk.store.head()
    done = erasing.erase(desk, ZHANG.id, reason="迁出申请 13812345678")
    assert git(desk.store.root, "rev-list", "--count", f"{before}..HEAD").strip() == "1"
    assert done.commit == desk.store.head()
    for number in ("A001", "A003"):
        last = events_of(desk, number)[-1]
        assert (last.do, last.person, last.reason) == ("erased", ZHANG.id, "迁出申请 [电话]")
    assert all(event.do != "erased" for event in events_of(desk, "A002"))
    assert "Wuye-Op: erase" in git(desk.store.root, "log", "-1", "--format=%B")
    assert privacy.due(desk).persons == ()


def test_who_has_an_open_ticket_is_not_erased(desk: Desk):
    with pytest.raises(RefusedError) as caught:
        erasing.erase(desk, LI.id, reason="申请")
    assert caught.value.code == "person_has_open_tickets"
    assert caught.value.facts["tickets"] == ["WY-250110-A002"]
    assert PeopleBook(desk.store).person(LI.id) == LI
    assert people_history.unfinished(desk.store) is None
    erasing.erase(desk, LI.id, reason="申请", force=True)
    assert PeopleBook(desk.store).person(LI.id) is None


def test_an_erasure_needs_a_reason(desk: Desk):
    with pytest.raises(CallError) as caught:
        erasing.erase(desk, ZHANG.id, reason=" ")
    assert caught.value.code == "missing_reason"


def test_what_a_rule_still_needs_is_stored_and_not_used(desk: Desk):
    done = erasing.erase(desk, ZHANG.id, reason="迁出申请", keep=["home_repair_paid"])
    kept = PeopleBook(desk.store).person(ZHANG.id)
    assert kept is not None
    assert (kept.name, kept.phones, kept.wechat, kept.units) == (ZHANG.name, ZHANG.phones, "", ())
    assert (done.kept, done.held, kept.held) == (
        ("name", "phones"),
        "home_repair_paid",
        "home_repair_paid",
    )
    assert PeopleBook(desk.store).find(phone="13812345678") == []
    assert privacy.due(desk).returned == ()
    with pytest.raises(CallError) as caught:
        erasing.erase(desk, ZHANG.id, reason="x", keep=["shoes"])
    assert caught.value.code == "bad_keep"


def test_a_ticket_that_still_names_the_person_is_told(desk: Desk):
    path = place("WY-250110-A001")
    data = desk.store.read(path)
    assert data is not None
    named = msgspec.structs.replace(read_ticket(data), title="张丽娟家水龙头滴水")
    with desk.transaction() as changes:
        changes.put(path, write_ticket(named))
        changes.commit("by hand")
    done = erasing.erase(desk, ZHANG.id, reason="迁出申请")
    assert done.mentions == ("WY-250110-A001",)


def test_an_erased_person_who_comes_back_with_another_copy_is_told(desk: Desk):
    erasing.erase(desk, ZHANG.id, reason="迁出申请")
    with desk.transaction() as changes:
        PeopleBook(desk.store, changes).put(changes, ZHANG)
        changes.commit("synced")
    assert privacy.due(desk).returned == (ZHANG.id,)
    erasing.erase(desk, ZHANG.id, reason="迁出申请")
    assert held_in(desk.store.root) == []
    assert [event.do for event in events_of(desk, "A001")].count("erased") == 1


@pytest.mark.parametrize("stage", ["begun", "taken out", "noted", "squashed"])
def test_an_erasure_that_was_cut_short_is_finished_by_running_it_again(desk: Desk, stage: str):
    wanted = Erasure(person=ZHANG.id, reason="迁出申请")
    people_history.begin(desk.store, wanted)
    if stage != "begun":
        with desk.transaction() as changes:
            changes.people.delete(path_of(ZHANG.id))
            if stage != "taken out":
                known = erasing.tickets_of(desk, ZHANG.id)
                erasing._note(desk, changes, known, wanted)
            changes.commit("erase")
    if stage == "squashed":
        people_history.squash(desk.store, by=CLERK, at=desk.now())
    assert privacy.due(desk).unfinished == ZHANG.id
    done = erasing.erase(desk, ZHANG.id, reason="迁出申请")
    assert done.resumed
    assert held_in(desk.store.root) == []
    assert people_history.unfinished(desk.store) is None
    for number in ("A001", "A003"):
        assert [event.do for event in events_of(desk, number)].count("erased") == 1


def test_a_hand_edit_in_the_way_stops_the_erasure_before_it_begins(desk: Desk):
    path = desk.store.root / "people" / path_of(ZHANG.id)
    path.write_bytes(path.read_bytes() + b"# mine\n")
    with pytest.raises(ConflictError) as caught:
        erasing.erase(desk, ZHANG.id, reason="迁出申请")
    assert caught.value.code == "hand_edit"
    assert people_history.unfinished(desk.store) is None
    assert PeopleBook(desk.store).person(ZHANG.id) == ZHANG


def test_an_old_pack_that_a_killed_import_marked_goes_too(desk: Desk):
    people = desk.store.root / "people"
    git(people, "repack", "-adq")
    for pack in (people / ".git/objects/pack").glob("*.pack"):
        pack.with_suffix(".keep").touch()
    erasing.erase(desk, ZHANG.id, reason="迁出申请")
    assert held_in(desk.store.root) == []


def test_the_remotes_that_may_keep_a_copy_are_named(desk: Desk, tmp_path: Path):
    people = desk.store.root / "people"
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(people, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(people, "push", "-q", "origin", "main")
    git(people, "fetch", "-q", "origin")
    done = erasing.erase(desk, ZHANG.id, reason="迁出申请")
    assert done.remotes == ("origin",)
    assert held_in(desk.store.root) == []


def test_a_clone_without_people_knows_nobody(desk: Desk):
    shutil.rmtree(desk.store.root / "people")
    bare = Desk(
        Store.open(desk.store.root), clock=desk.clock, entropy=os.urandom, actor=lambda: CLERK
    )
    assert privacy.due(bare).persons == ()
    for ask in (privacy.show, privacy.find, privacy.export):
        with pytest.raises(NotFoundError) as caught:
            ask(bare, ZHANG.id)
        assert caught.value.code == "no_people"
