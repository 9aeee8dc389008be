"""Three desks of one store, and a stick."""

from __future__ import annotations

import random
import shutil

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
