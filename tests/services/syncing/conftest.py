"""Three desks of one store, and a stick."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest
from tests.support.clones import taken
from tests.support.desks import Office, an_office
from tests.support.repos import git

from wuye_cli.store.repository import Actor


@pytest.fixture
def usb(tmp_path):
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture
def desks(tmp_path):
    """Three desks of one store, each a clone with its own code and clock."""
    first = an_office(tmp_path)
    taken(first, "3-1-502 厨房漏水 13800001234")
    found = [first]
    for code in ("B", "C"):
        root = tmp_path / code / "store"
        shutil.copytree(first.root, root, symlinks=True)
        git(root, "update-index", "-q", "--refresh")
        git(root / "people", "update-index", "-q", "--refresh")
        office = Office(root, "2026-11-24 09:00")
        office.desk.store.set_setting("desk", code)
        office.desk.entropy = random.Random(code).randbytes
        office.actor = Actor(f"前台{code}", f"{code.lower()}@desk.example")
        found.append(office)
    return found


@pytest.fixture
def server(desks, tmp_path):
    """A bare repository of the records, with that of residents' data beside it."""
    for name in ("records.git", "people.git"):
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", tmp_path / name], check=True)
    for office in desks:
        git(office.root, "remote", "add", "origin", str(tmp_path / "records.git"))
        git(office.root / "people", "remote", "add", "origin", str(tmp_path / "people.git"))
    return tmp_path / "records.git"
