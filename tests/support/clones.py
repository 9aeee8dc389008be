"""Desks of one store that meet, and what tests ask of them."""

from __future__ import annotations

import subprocess

from tests.support.cli import wuye
from tests.support.repos import git

from wuye_cli.services import syncing
from wuye_cli.services.desk import Draft
from wuye_cli.services.intake import Request, take
from wuye_cli.services.workspace import adopt, adoptable
from wuye_cli.store import backups
from wuye_cli.store.stick import Stick

HAND = "standards/holidays/cn.yaml"


def taken(office, text):
    return take(office.desk, text, Request(title="")).ticket.id


def noted(office, ticket, text, do="note", **fields):
    office.desk.record(
        ticket, [Draft(do=do, fields={"text": text, **fields} if text else fields)], op=do
    )


def by_hand(office, path, data):
    (office.root / path).parent.mkdir(parents=True, exist_ok=True)
    (office.root / path).write_text(data)
    adopt(office.desk, adoptable(office.desk, ()), subject=f"edit {path}")


def met(office, usb, **more):
    return syncing.by_folder(office.desk, usb, **more)


def hows(done, repository="records"):
    return [one.how for one in done.received if one.repository == repository]


def sound(office):
    root = office.root
    assert git(root, "status", "--porcelain", "--untracked-files=all") == ""
    assert git(root, "fsck", "--full", "--strict", "--no-dangling") == ""
    assert (
        "<<<<<<<"
        not in subprocess.run(
            ["grep", "-r", "<<<<<<<", "records", "standards"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    )
    left = {path.name for path in (root / ".git" / "wuye").iterdir()}
    assert not {name for name in left if name.startswith(("incoming", "leaving", "new", "intent"))}
    ran = wuye("check", "--json", at=root)
    bad = [(one["rule"], one["path"]) for one in ran.json["findings"] if one["severity"] == "error"]
    assert bad == []


def same_files(*offices):
    return len({git(one.root, "rev-parse", "HEAD^{tree}") for one in offices}) == 1


def tickets(office):
    db = office.desk.index().db
    return {row[0] for row in db.execute("SELECT id FROM tickets")}


def events(office):
    db = office.desk.index().db
    return {row[0] for row in db.execute("SELECT id FROM events")}


def bundles_left(office, folder):
    """Leave a desk's bundle in a folder without taking anything in."""
    code = office.desk.store.setting("desk")
    uid = backups.store_id(office.desk.store.ground)
    stick = Stick(str(folder), "测试小区", uid)
    for kind, store in (("records", office.desk.store), ("people", office.desk.store.people)):
        stick.leave(store.ground, code, kind, "refs/heads/main")


def renamed(office, name="A"):
    office.desk.store.set_setting("desk", name)


def folder_of(usb):
    return next((usb / "wuye-sync").iterdir())
