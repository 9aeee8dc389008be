"""The book of people: put, found by phone, name and unit, and quick in a large book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support.repos import AT, CLERK, a_store, git

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.store import people_index
from wuye_cli.store.people import PeopleBook, is_person_id, path_of

if TYPE_CHECKING:
    from wuye_cli.store.repository import Store

ZHANG = Person(
    id="p-7k2f9q3m",
    name="张女士",
    phones=("13800001234", "01062345678-801"),
    wechat="zhang3",
    units=(Home(unit="3-1-0502"),),
)
LI = Person(id="p-8m3g0r4n", name="李先生", phones=("13900002222",), units=(Home(unit="3-1-0502"),))


def note(store: Store, *persons: Person) -> None:
    with store.transaction(by=CLERK, at=AT) as tx:
        book = PeopleBook(store)
        for person in persons:
            book.put(tx, person)
        tx.commit("note people")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = a_store(tmp_path, with_people=True)
    note(made, ZHANG, LI)
    return made


def ids(found: list[Person]) -> list[str]:
    return [person.id for person in found]


def test_a_person_is_found_by_all_that_is_said(store: Store):
    book = PeopleBook(store)
    assert book.find(phone="13800001234") == [ZHANG]
    assert book.find(phone="01062345678") == [ZHANG]
    assert book.find(name="李先生", unit="3-1-0502") == [LI]
    assert ids(book.find(unit="3-1-0502")) == [ZHANG.id, LI.id]
    assert book.find(wechat="zhang3") == [ZHANG]
    assert book.find(name="李先生", phone="13800001234") == []
    assert book.find() == []


def test_a_part_of_a_name_or_number_finds_too(store: Store):
    book = PeopleBook(store)
    assert book.search("张") == [ZHANG]
    assert book.search("0000 1234") == [ZHANG]
    assert book.search("+86 139-0000-2222") == [LI]
    assert ids(book.search("3-1-05")) == [ZHANG.id, LI.id]
    assert book.search("%") == book.search(" ") == []


def test_the_lookup_follows_each_commit(store: Store):
    book = PeopleBook(store)
    assert book.find(phone="13700000000") == []
    note(store, Person(id="p-00000009", phones=("13700000000",)))
    assert ids(book.find(phone="13700000000")) == ["p-00000009"]
    note(store, Person(id="p-00000009", phones=("13600000000",)))
    assert book.find(phone="13700000000") == []
    git(store.root / "people", "rm", "-q", path_of("p-00000009"))
    git(store.root / "people", "commit", "-qm", "by hand")
    assert book.find(phone="13600000000") == []


def test_who_moved_out_is_no_longer_found_by_the_unit(store: Store):
    gone = Person(id=LI.id, name="李先生", units=(Home(unit="3-1-0502", until=date(2026, 1, 1)),))
    note(store, gone)
    assert ids(PeopleBook(store).find(unit="3-1-0502")) == [ZHANG.id]


def test_who_is_only_stored_is_not_used(store: Store):
    note(store, Person(id=LI.id, name="李先生", phones=("13900002222",), held="complaint"))
    book = PeopleBook(store)
    assert book.find(phone="13900002222") == []
    assert ids(book.find(phone="13900002222", held=True)) == [LI.id]
    assert book.display(LI.id) == ""


def test_a_writer_sees_what_it_has_put(store: Store):
    with store.transaction(by=CLERK, at=AT) as tx:
        PeopleBook(store, tx).put(tx, Person(id=LI.id, name="李太太"))
        other = PeopleBook(store, tx).person(LI.id)
        assert other is not None
        assert other.name == "李太太"
    assert PeopleBook(store).person(LI.id) == LI


def test_a_broken_lookup_is_built_anew(store: Store):
    assert store.people is not None
    assert PeopleBook(store).find(phone="13800001234") == [ZHANG]
    path = Path(people_index.file_of(str(store.people.git_dir)))
    path.write_bytes(b"not a database" * 100)
    assert PeopleBook(store).find(phone="13800001234") == [ZHANG]
    assert PeopleBook(store).find(phone="13800001234") == [ZHANG]


def test_a_file_that_cannot_be_read_hides_nobody_else(store: Store):
    people = store.root / "people"
    (people / path_of(LI.id)).write_text("name: [", encoding="utf-8")
    git(people, "commit", "-qam", "by hand")
    book = PeopleBook(store)
    assert ids(list(book.everybody())) == [ZHANG.id]
    assert ids(book.find(unit="3-1-0502")) == [ZHANG.id]
    assert book.display(LI.id) == ""


def test_a_clone_without_people_has_an_empty_book(tmp_path: Path):
    store = a_store(tmp_path)
    book = PeopleBook(store)
    assert not book.is_here
    assert book.find(phone="13800001234") == book.search("张") == list(book.everybody()) == []
    assert book.person(ZHANG.id) is None
    assert book.display(ZHANG.id) == ""
    with store.transaction(by=CLERK, at=AT) as tx, pytest.raises(NotFoundError) as caught:
        book.put(tx, ZHANG)
    assert caught.value.code == "no_people"


@pytest.mark.parametrize("text", ["p-", "p-a", "p-../../x", "p-A1", "x-7k2f", "p-" + "a" * 25, ""])
def test_what_is_no_id_is_no_path(store: Store, text: str):
    assert not is_person_id(text)
    assert PeopleBook(store).person(text) is None
    with pytest.raises(ValueError, match=r"^"):
        path_of(text)
