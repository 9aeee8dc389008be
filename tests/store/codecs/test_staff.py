"""Staff files: what is read, what is reported, and that plain files of old are still read."""

from __future__ import annotations

from datetime import date

import pytest

from wuye_cli.domain.people.staff import ROLES, Staff, is_staff_id
from wuye_cli.services.vocabulary import ROLES as SPOKEN
from wuye_cli.store.codecs.staff import read_staff, write_staff
from wuye_cli.store.yaml_text import read_plain

FULL = Staff(
    id="s-zhao",
    name="赵强",
    aliases=("赵师傅",),
    mail="zhao@desk.example",
    role="technician",
    skills=("水电",),
    wechat=("老赵",),
    person="p-7k2f9q3m",
    zone="1-3栋",
    left=date(2026, 11, 30),
    extra={"x-badge": "7"},
)


def test_what_is_written_is_read_back():
    assert read_staff(read_plain(write_staff(FULL))) == (FULL, [])


def test_a_plain_file_of_old_is_a_staff_file():
    member, problems = read_staff({"id": "li", "name": "李", "aliases": "小李", "skills": ["电"]})
    assert problems == []
    assert member == Staff(id="li", name="李", aliases=("小李",), skills=("电",))


@pytest.mark.parametrize(
    ("tree", "code", "where"),
    [
        ({"schema": "staff/1", "id": "s-a", "alias": "x"}, "S001", ()),
        ({"schema": "staff/1", "name": "x"}, "S002", ()),
        ({"schema": "staff/1", "id": "s-a", "name": 7}, "S003", ("name",)),
        ({"schema": "staff/1", "id": "s-a", "role": "boss"}, "S004", ("role",)),
        ({"schema": "staff/1", "id": "s-a", "left": "soon"}, "S006", ("left",)),
        ({"schema": "staff/1", "id": "zhao"}, "S007", ("id",)),
        ({"id": "../s-a"}, "S007", ("id",)),
        ({"schema": "staff/2", "id": "s-a"}, "S008", ("schema",)),
        ({"schema": "person/1", "id": "s-a"}, "S004", ("schema",)),
    ],
)
def test_every_fault_is_found_where_it_is(tree, code, where):
    _, problems = read_staff(tree)
    assert [(one.code, one.where) for one in problems] == [(code, where)]


def test_a_faulty_field_does_not_lose_the_member():
    member, problems = read_staff({"id": "s-a", "name": "甲", "role": "boss", "zone": []})
    assert (member.name, member.role, len(problems)) == ("甲", "boss", 2)


def test_every_role_has_words_and_every_word_a_role():
    assert set(SPOKEN) == set(ROLES)


@pytest.mark.parametrize("text", ["s-", "s--a", "s-a-", "S-a", "s-赵", "s-" + "a" * 25, "p-a", ""])
def test_what_is_no_staff_id(text):
    assert not is_staff_id(text)
