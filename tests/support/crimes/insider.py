"""Frauds of somebody who knows the objects of git: headers, receipts, branches, names on disks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.merges import MERGE, merged
from tests.support.crimes.records import EVENT, adopted, arrived, cancelled, taken
from tests.support.crimes.rights import POLICY, RECEIPT, by_the_manager
from tests.support.crimes.scene import (
    CLERK,
    CLOSED,
    DEED,
    MANAGER,
    QUALITY_MAN,
    SENT,
    TAKEN,
    TECHNICIAN,
    iso,
    names,
    receipt,
)
from tests.support.crimes.times import noted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor

STEP = "2026-03-04 15:20"
HOLIDAYS = "standards/holidays/cn.yaml"


# -- honest twins ---------------------------------------------------------------------------------


def announced(scene: Scene) -> None:
    """A day to come is added to the holidays."""
    file = scene.root / HOLIDAYS
    file.write_text(file.read_text().replace("rest: [", "rest: [2026-04-02, ", 1))
    scene.wuye(DEED, f"commit {HOLIDAYS} --force")


def approved(scene: Scene) -> str:
    """The manager proposes, somebody else approves; return the path of the record."""
    words = "standard set light.indoor.resolve.simple 4h --from 04-20"
    told = scene.wuye(DEED, words, by=MANAGER).out
    digits = re.search(r"--fingerprint (\w+)", told)[1]
    at = "2026-03-04 15:05"
    scene.wuye(at, f"standard approve categories --fingerprint {digits}", by=QUALITY_MAN)
    return scene.git("ls-files", "records/approvals").splitlines()[-1]


def new_mail(scene: Scene) -> None:
    """A colleague gets another mail, and is the same person."""
    scene.wuye(DEED, "staff edit s-zhao --mail zhaoqiang@desk.example", by=MANAGER)


def watched(scene: Scene) -> None:
    """Git's own watcher of files is switched on."""
    scene.git("config", "core.fsmonitor", "true")
    scene.git("config", "core.pager", "less -F")


# -- deeds ----------------------------------------------------------------------------------------


def _arrival(scene: Scene, message: str = "", by: Actor = CLERK, said: str = CLERK.mail) -> str:
    files = scene.forged(SENT, "arrive", by=said, status="on_site")
    return scene.commit(files, by=by, message=message or receipt("arrive", SENT, events=[EVENT]))


def raw(change: Callable[[str], str]) -> Callable[[Scene], Blame]:
    """An arrival whose commit object is written anew, byte by byte."""

    def deed(scene: Scene) -> Blame:
        raw = scene.git("cat-file", "commit", _arrival(scene)) + "\n"
        changed = change(raw)
        assert changed != raw
        told = ("hash-object", "-t", "commit", "-w", "--stdin", "--literally")
        commit = scene.git(*told, data=changed.encode())
        scene.git("update-ref", "HEAD", commit)
        scene.checkout()
        return Blame(commit, CLERK, SENT)

    return deed


def _told(message: str, ticket: str = SENT) -> Callable[[Scene], Blame]:
    return lambda scene: Blame(_arrival(scene, message), CLERK, ticket)


def _nothing(files: dict[str, str], ticket: str) -> Callable[[Scene], Blame]:
    """A receipt for a ticket that nobody wrote on."""

    def deed(scene: Scene) -> Blame:
        return Blame(scene.commit(files, message=receipt("close", ticket)), CLERK, ticket)

    return deed


def _closed_under(op: str) -> Callable[[Scene], Blame]:
    """A ticket is closed with nothing done, under a receipt of something else."""

    def deed(scene: Scene) -> Blame:
        files = scene.forged(TAKEN, "close", status="closed")
        message = receipt(op, TAKEN, events=[EVENT])
        return Blame(scene.commit(files, message=message), CLERK, TAKEN)

    return deed


def _picked(scene: Scene) -> Blame:
    """A step is picked to another branch, and both are merged: it came in twice."""
    base, home = scene.head(), scene.git("symbolic-ref", "--short", "HEAD")
    commit = _arrival(scene)
    scene.git("checkout", "-q", "-b", "side", base)
    scene.commit({"NOTES.md": "# 备忘\n"}, message="notes")
    scene.git("cherry-pick", commit, **names(CLERK, "2026-03-04 15:02"))
    scene.git("checkout", "-q", home)
    scene.git("merge", "-q", "--no-ff", "--no-edit", "side", **names(CLERK, MERGE))
    return Blame(who=CLERK, ticket=SENT)


def _renumbered(scene: Scene) -> Blame:
    """A ticket gets another number, as if two desks had given the same."""
    new = "WY-260303-A002"
    text = scene.text(TAKEN).replace(TAKEN, new)
    text = text.replace("status:", f'aka: ["{TAKEN}"]\nstatus:', 1)
    files = {scene.path(TAKEN): None, scene.path(new): text}
    message = "sync\n\nWuye-Op: sync\nWuye-Format: 1\n"
    return Blame(scene.commit(files, message=message), CLERK, TAKEN)


def _slipped_in(name: str, folder: str = "") -> Callable[[Scene], Blame]:
    """A new ticket among those of a day that is over."""

    def deed(scene: Scene) -> Blame:
        text = scene.text(TAKEN).replace(TAKEN, name)
        text = text.replace("2026-03-03T09:00:00", iso(DEED)[:-6])
        text = re.sub(r'uid: "[^"]+"', 'uid: "01KJP0Y9M08NY7D7SSV1J43SDZ"', text)
        ids = iter(("frgd00000a", "frgd00000b"))
        text = re.sub(r'(?<=- \{id: ")\w{10}', lambda _: next(ids), text)
        path = f"{folder}{name}.yaml" if folder else scene.path(name)
        message = receipt("take", name, events=["frgd00000a", "frgd00000b"])
        return Blame(scene.commit({path: text}, message=message), CLERK, name)

    return deed


def _broken_rules(scene: Scene) -> Blame:
    """The rules are made unreadable, a ticket is closed meanwhile, and they are back."""
    text = scene.read("standards/flows.yaml")
    scene.commit({"standards/flows.yaml": "{{{\n"}, message="typo")
    files = scene.forged(TAKEN, "close", at=STEP, status="closed")
    commit = scene.commit(files, at=STEP, message=receipt("close", TAKEN, events=[EVENT]))
    scene.commit({"standards/flows.yaml": text}, at="2026-03-04 15:40", message="typo")
    return Blame(commit, CLERK, TAKEN)


def _mended_otherwise(scene: Scene) -> Blame:
    """A file is made one of a later format, and comes back with another past."""
    text = scene.text(CLOSED)
    files = {scene.path(CLOSED): text.replace("ticket/1", "ticket/9")}
    scene.commit(files, message="upgrade")
    files = {scene.path(CLOSED): text.replace("T10:00:00", "T09:20:00")}
    return Blame(scene.commit(files, at=STEP, message="downgrade"), CLERK, CLOSED)


def _file(
    path: str, change: Callable[[str], str], by: Actor, message: str = "settings"
) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        before = scene.read(path)
        assert change(before) != before
        return Blame(scene.commit({path: change(before)}, by=by, message=message), by)

    return deed


def _second(message: str) -> Callable[[Scene], Blame]:
    """The manager files somebody else under the id of a colleague."""

    def deed(scene: Scene) -> Blame:
        text = scene.read("records/staff/s-zhao.yaml").replace("赵", "孙").replace("zhao@", "sun@")
        path = "records/staff/s-sun.yaml"
        return Blame(scene.commit({path: text}, by=MANAGER, message=message), MANAGER)

    return deed


def _beside(path: str, text: str) -> Callable[[Scene], Blame]:
    return lambda scene: Blame(scene.commit({path: text}, message="settings"))


def _lent(scene: Scene) -> Blame:
    """A right is given to a role, used for a while, and taken back."""
    text = scene.read(POLICY)
    changed = text.replace("label_en: technician, may: [work]",
                           "label_en: technician, may: [work, visit]", 1)  # fmt: skip
    assert changed != text
    scene.commit({POLICY: changed}, by=MANAGER, message="policy")
    files = scene.forged(SENT, "arrive", at=STEP, by="s-zhao", status="on_site")
    message = receipt("arrive", SENT, events=[EVENT])
    scene.commit(files, at=STEP, by=TECHNICIAN, message=message)
    commit = scene.commit({POLICY: text}, at="2026-03-04 15:40", by=MANAGER, message="policy")
    return Blame(commit, MANAGER)


def _settings(key: str, value: str) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        scene.git("config", key, value)
        return Blame(who=None)

    return deed


def _approval(change: Callable[[str], str | None]) -> Callable[[Scene], Blame]:
    """A record of approval is changed after somebody approved it."""

    def deed(scene: Scene) -> Blame:
        path = approved(scene)
        message = "approve\n\nWuye-Op: standard-approve\nWuye-Format: 1\n"
        changed = change(scene.read(path))
        commit = scene.commit({path: changed}, at=STEP, by=MANAGER, message=message)
        return Blame(commit, MANAGER)

    return deed


def _status_in_a_merge(scene: Scene) -> Blame:
    """Two sides wrote on one ticket; the merge has all of it, and a status of its own."""
    base = scene.head()
    files = scene.forged(SENT, "arrive", status="on_site", by=TECHNICIAN.mail)
    message = receipt("arrive", SENT, events=[EVENT])
    scene.commit(files, branch="side", by=TECHNICIAN, message=message)
    scene.git("reset", "-q", "--hard", base)
    ours = scene.forged(SENT, "note", at=STEP, name="frgd000002", more='text: "已联系"')
    message = receipt("note", SENT, events=["frgd000002"])
    scene.commit(ours, at=STEP, message=message)
    last = scene.text(SENT).splitlines(keepends=True)[-1]
    made = scene.text(SENT, "side").replace('"on_site"', '"closed"') + last
    commit = scene.commit(
        {scene.path(SENT): made}, at=MERGE, parents=("HEAD", "side"), message="Merge branch 'side'"
    )
    return Blame(commit, CLERK, SENT)


NAMESAKE = CLERK.__class__(MANAGER.name, CLERK.mail)
CRIMES: tuple[Crime, ...] = (
    Crime("G007", "two-authors-in-one-commit",
          raw(lambda raw: raw.replace("\ncommitter", "\nauthor W <wang@desk.example> 1772607600"
               " +0800\ncommitter", 1)), arrived),
    Crime("G007", "name-of-the-manager-over-ones-own-mail",
          lambda scene: Blame(_arrival(scene, by=NAMESAKE, said="s-li"), NAMESAKE, SENT), arrived,
          kind="team"),
    Crime("G009", "event-picked-to-a-branch-and-merged", _picked, merged),
    Crime("G009", "number-of-a-day-that-is-over", _slipped_in("WY-260302-A003"), taken),
    Crime("G009", "folder-of-another-day",
          _slipped_in("WY-260304-A001", "records/tickets/2026/03/05/"), taken),
    Crime("G010", "by-way-of-a-later-format", _mended_otherwise, adopted),
    Crime("G010", "approval-of-another-day",
          _approval(lambda text: text.replace("2026-04-20", "2026-03-05")), approved,
          kind="team"),
    Crime("G011", "approval-removed", _approval(lambda _: None), approved, kind="team"),
    Crime("G012", "renumbered-as-a-merge-would", _renumbered, cancelled),
    Crime("G018", "right-lent", _lent, by_the_manager, kind="team"),
    Crime("G020", "status-made-up-in-a-merge", _status_in_a_merge, merged),
    Crime("G024", "path-that-lies-over-a-standard",
          _beside("Standards/tiers.yaml", "{}\n"), noted),
    Crime("G024", "attributes-in-other-letters", _beside(".GitAttributes", "* -diff\n"), noted),
    Crime("G024", "a-watcher-of-ones-own", _settings("core.fsmonitor", ".git/hooks/quiet"), watched),
    Crime("G024", "a-pager-that-leaves-out", _settings("core.pager", "grep -v 赵"), watched),
    Crime("G025", "id-handed-on-to-another",
          _file("records/staff/s-zhao.yaml", lambda text: text.replace("赵强", "孙强")
                .replace("赵师傅", "孙师傅").replace("zhao@", "sun@"), MANAGER, RECEIPT), new_mail,
          kind="team"),
    Crime("G036", "words-behind-a-nul",
          raw(lambda raw: raw.replace("\n\narrive", "\n\nnotes\0\narrive", 1)), arrived),
    Crime("G036", "two-operations",
          _told(receipt("arrive", SENT, events=[EVENT]).replace(
              "Wuye-Op: arrive", "Wuye-Op: arrive\nWuye-Op: adopt")), arrived),
    Crime("G036", "says-note-and-notes-an-arrival",
          _told(receipt("note", SENT, events=[EVENT])), arrived),
    Crime("G036", "first-line-of-another-ticket",
          _told(receipt("arrive", SENT, events=[EVENT], subject=f"arrive {TAKEN}")), arrived),
    Crime("G036", "receipt-in-an-empty-commit", _nothing({}, CLOSED), arrived),
    Crime("G036", "receipt-over-another-file", _nothing({"NOTES.md": "x\n"}, CLOSED), noted),
    *(Crime("G041", f"closed-under-{op}", _closed_under(op), arrived)
      for op in ("adopt", "import", "sync", "erase")),
    Crime("G041", "closed-while-the-rules-were-broken", _broken_rules, arrived),
    Crime("G042", "day-that-is-over-made-a-holiday",
          _file(HOLIDAYS, lambda text: text.replace("rest: [", "rest: [2026-03-02, ", 1), MANAGER),
          announced),
    Crime("G025", "id-in-a-second-file", _second(RECEIPT), new_mail, kind="team"),
    Crime("G025", "id-in-a-second-file-by-hand", _second("settings"), new_mail, kind="team"),
)  # fmt: skip
