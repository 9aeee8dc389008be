"""An index that is damaged, locked or not there: commands go on without it, and mend it."""

from __future__ import annotations

import os
import sqlite3

import pytest
from tests.support.depth import stride
from tests.support.desks import an_office

from wuye_cli.services.intake import Request, new_ticket
from wuye_cli.store import index, index_reader


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path)
    yield office
    office.desk.close()


def take(office, title="灯不亮"):
    return new_ticket(office.desk, Request(title=title, unit="3-1-0502"))


def place(office):
    return os.path.join(office.root, ".git", "wuye", "index.db")


ODD = [b"no database", b"", b"SQLite format 3\0" + bytes(100)]


@pytest.mark.parametrize("data", ODD[:: stride()])
def test_a_damaged_index_is_made_anew(office, data):
    taken = take(office)
    office.desk.close()
    with open(place(office), "wb") as file:
        file.write(data)
    for more in ("-wal", "-shm"):
        if os.path.exists(place(office) + more):
            os.unlink(place(office) + more)
    office.desk.forget()
    assert office.desk.row_of("A001")["id"] == taken.ticket.id
    second = take(office, "门锁坏")
    assert office.desk.row_of("A002")["id"] == second.ticket.id


def test_an_index_that_somebody_holds_costs_no_write(office, monkeypatch):
    monkeypatch.setattr(index, "_WAIT_S", 0.3)
    take(office)
    held = sqlite3.connect(place(office), isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    second = take(office, "门锁坏")
    held.execute("ROLLBACK")
    held.close()
    office.desk.forget()
    assert office.desk.row_of("A002")["id"] == second.ticket.id


def test_a_head_that_leaves_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("a" * 40)
    folder = tmp_path / "git"
    folder.mkdir()
    assert index_reader.head_commit(str(folder)) == ""
    (folder / "HEAD").write_text("ref: refs/../../outside\n")
    assert index_reader.head_commit(str(folder)) == ""
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / "packed-refs").write_text(f"{'b' * 40} refs/heads/main\n")
    assert index_reader.head_commit(str(folder)) == "b" * 40
    (folder / "HEAD").write_text("c" * 40)
    assert index_reader.head_commit(str(folder)) == "c" * 40
