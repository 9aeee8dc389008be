"""Several desks that edit offline and meet at a bare remote, some of them killed on the way.

Everything of a seed is drawn from it but the moment of a kill. Used by a small sample in the suite
and by `tools/converge.py`.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tests.support.cli import wuye
from tests.support.desks import Office, an_office
from tests.support.repos import git, leftovers

from wuye_cli.domain.errors import (
    CallError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UncheckableError,
)
from wuye_cli.services import staff_register, syncing
from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import done, visit
from wuye_cli.services.intake import Request, take
from wuye_cli.services.undoing import undo
from wuye_cli.services.workspace import adopt, adoptable
from wuye_cli.store.repository import Actor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.cli import Ran

    from wuye_cli.checking.finding import Finding

START = "2026-11-19 09:00"
CODES = ("A", "A", "B", "C", "C")
"""Two pairs of desks write under one code, as two people did who copied a folder."""
SKEWS = (0, 40, -35, 80, -70)
"""Seconds by which the clock of each desk is wrong: less than what an audit lets pass."""
KILLED = 0.1
VENDOR = "records/vendors/lift.yaml"
VENDOR_TEXT = 'schema: vendor/1 # 手写\nid: lift\nlabel: 电梯维保\nphone: "0571-8000000{}"\n'
ROUNDS = 3
_REFUSALS = (CallError, ConflictError, NotFoundError, RefusedError, UncheckableError)
_WHO = ("赵师傅", "钱师傅", "孙师傅", "李师傅")
_UNITS = ("1-1-101", "2-1-202", "3-1-502", "3-2-601")


class Outcome(NamedTuple):
    """What came of one seed: rounds until all were alike, events written, and what was wrong."""

    rounds: int
    events: int
    conflicts: int
    wrong: list[str]


class Meeting:
    """One store, several clones, one bare remote."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.known: set[tuple[str, str]] = set()
        self.moment = datetime.fromisoformat(START)
        self.clones = self._clones()

    def _clones(self) -> list[Office]:
        first = an_office(self.folder, START)
        for text in ("3-1-502 厨房漏水 13800001234", "1-1-101 门锁坏", "2-1-202 灯坏"):
            take(first.desk, text, Request(title=""))
        staff_register.add(first.desk, {"name": "赵师傅"}, wanted="s-zhao")
        staff_register.add(first.desk, {"name": "钱师傅"}, wanted="s-qian")
        by_hand(first, VENDOR, VENDOR_TEXT.format("0"))
        by_hand(first, "records/units/3.yaml", 'units: []\nx-floors: "6"\nx-note: ""\n')
        for name, root in (("records", first.root), ("people", first.root / "people")):
            bare = self.folder / f"{name}.git"
            git(self.folder, "init", "-q", "--bare", "-b", "main", str(bare))
            git(root, "remote", "add", "origin", str(bare))
        syncing.by_remote(first.desk)
        self.note_events(first)
        clones = [first]
        for number, code in enumerate(CODES[1:], 1):
            root = self.folder / f"clone{number}"
            shutil.copytree(first.root, root, symlinks=True)
            office = Office(root, START)
            office.desk.store.set_setting("desk", code)
            office.actor = Actor(f"前台{number}", f"d{number}@desk.example")
            office.desk.entropy = self.chance.randbytes
            clones.append(office)
        first.desk.entropy = self.chance.randbytes
        return clones

    def note_events(self, office: Office) -> None:
        """Note every event that is committed at a desk."""
        self.known |= events(office)

    def storm(self, steps: int) -> None:
        """Edit offline and sync in random order; one sync in ten is killed."""
        for _ in range(steps):
            office = self.chance.choice(self.clones)
            if self.chance.random() < 0.25:
                self.meet(office, killed=self.chance.random() < KILLED)
            else:
                self.edit(office)

    def edit(self, office: Office) -> None:
        """Do one thing at one desk; what the desk refuses is not done."""
        self._pass(office, self.chance.randrange(30, 600))
        office.desk.forget()
        with suppress(*_REFUSALS):
            self.chance.choice(EDITS)(office, self.chance)
        self.note_events(office)

    def _pass(self, office: Office, seconds: int) -> None:
        """Let time go on, for all: a desk offline has a clock too, and it is nearly right."""
        self.moment += timedelta(seconds=seconds)
        wrong_by = timedelta(seconds=SKEWS[self.clones.index(office)])
        office.clock.at((self.moment + wrong_by).strftime("%Y-%m-%d %H:%M:%S"))

    def meet(self, office: Office, *, killed: bool = False) -> str:
        """Sync in a process of its own, which may be killed at any moment; "" if it went well."""
        self._pass(office, self.chance.randrange(5, 60))
        office.desk.close()
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os._exit(_in_child(office))
        if killed:
            time.sleep(self.chance.uniform(0.0, 0.5))
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        office.desk.forget()
        return "" if killed or status == 0 else f"sync of {office.root.name}: status {status}"

    def settle(self) -> Outcome:
        """Let everybody sync until all are alike, then look at what there is."""
        wrong: list[str] = []
        rounds = 0
        while rounds < ROUNDS and (rounds == 0 or not self.alike()):
            rounds += 1
            for office in self.chance.sample(self.clones, len(self.clones)):
                wrong += [one for one in [self.meet(office)] if one]
        wrong += [] if self.alike() else [f"not alike after {rounds} rounds"]
        self.moment += timedelta(hours=1)
        for office in self.clones:
            wrong += self.faults(office) + self.audited(office)
        ran = wuye("check", "--json", at=self.clones[0].root)
        wrong += [f"check: {one}" for one in _errors(ran)]
        listed = wuye("conflicts", "list", "--json", at=self.clones[0].root)
        wrong += [f"conflicts: {listed}"] if listed.status else []
        count = len(listed.json) if not listed.status else 0
        return Outcome(rounds, len(self.known), count, wrong)

    def audited(self, office: Office) -> list[str]:
        """Return what an auditor finds at a desk, who believes nothing of what is kept there."""
        now = int(self.moment.replace(tzinfo=office.clock.now().tzinfo).timestamp())
        verdict = verify(office.desk.store, Asked(full=True), now)
        found = [f"{office.root.name} audit: {_said(one)}" for one in verdict.findings]
        return found + [f"{office.root.name} audit: unread {one}" for one in verdict.unchecked]

    def alike(self) -> bool:
        """Say whether all clones stand on one commit, in both repositories."""
        return all(
            len({git(office.root / below, "rev-parse", "HEAD") for office in self.clones}) == 1
            for below in ("", "people")
        )

    def faults(self, office: Office) -> list[str]:
        """Return what is wrong in one clone: lost events, marks of conflicts, what lies about."""
        name = office.root.name
        lost = self.known - events(office)
        found = [f"{name} lost {sorted(lost)[:3]} and more, {len(lost)}"] if lost else []
        for path in office.root.rglob("*.yaml"):
            text = path.read_bytes()
            if b"<<<<<<<" in text or b">>>>>>>" in text:
                found.append(f"{name} marks in {path}")
        for below in (office.root, office.root / "people"):
            lying = git(below, "status", "--porcelain")
            found += [f"{name} lying {lying}"] if lying else []
        usual = ("sync.lock", "incoming", "index.db")
        left = [
            one for one in leftovers(office.root) if not one.rpartition("/")[2].startswith(usual)
        ]
        return found + [f"{name} left {one}" for one in left]


def _said(one: Finding) -> str:
    facts = {key: value for key, value in one.facts.items() if key not in {"who", "at"}}
    return f"{one.rule} {one.ticket} {one.path} {facts}"


def _errors(ran: Ran) -> list[str]:
    if ran.status == 0:
        return []
    found = ran.json["findings"] if ran.out else [{"severity": "error", "said": ran.err}]
    return [str(one) for one in found if one["severity"] == "error"]


def _in_child(office: Office) -> int:
    try:
        told = syncing.by_remote(office.desk)
    except ConflictError as error:
        sys.stdout.write(f"{error!r} {error.facts}\n")
        return 3
    except BaseException as error:  # noqa: BLE001 - the parent says what it was
        traceback.print_exc()
        sys.stdout.write(f"{error!r}\n")
        sys.stdout.flush()
        return 4
    if not told.is_clean:
        sys.stdout.write(f"{[one.clashes for one in told.received]} {told.troubles}\n")
        sys.stdout.flush()
    return 0 if told.is_clean else 5


def events(office: Office) -> set[tuple[str, str]]:
    """Return uid and id of every event that is committed."""
    rows = office.desk.index().db.execute(
        "SELECT tickets.uid, events.id FROM events JOIN tickets ON tickets.n = events.ticket"
    )
    return {(uid, name) for uid, name in rows}


def by_hand(office: Office, path: str, data: str) -> None:
    """Write a file by hand and adopt it."""
    (office.root / path).parent.mkdir(parents=True, exist_ok=True)
    (office.root / path).write_text(data)
    adopt(office.desk, adoptable(office.desk, [path]))


def _line(office: Office, path: str, old: str, new: str) -> None:
    """Change one line of a file by hand, if it is still there."""
    text = (office.root / path).read_text()
    lines = [new if line.startswith(old) else line for line in text.splitlines()]
    by_hand(office, path, "\n".join(lines) + "\n")


def _any_ticket(office: Office, chance: random.Random) -> str:
    rows = office.desk.index().db.execute("SELECT id FROM tickets ORDER BY id").fetchall()
    shared = [name for (name,) in rows][:3]
    return chance.choice([*shared, *shared, *(name for (name,) in rows)])


def _record(do: str, **fields: object) -> Callable[[Office, random.Random], None]:
    def edit(office: Office, chance: random.Random) -> None:
        told = {
            name: chance.choice(value) if isinstance(value, tuple) else value
            for name, value in fields.items()
        }
        name = _any_ticket(office, chance)
        office.desk.record(name, [Draft(do=do, fields=told)], op=do, recent=True)

    return edit


def _take(office: Office, chance: random.Random) -> None:
    phone = f" 1380000{chance.randrange(1000, 1010)}"
    take(office.desk, f"{chance.choice(_UNITS)} 灯坏{phone}", Request(title=""))


def _amend(office: Office, chance: random.Random) -> None:
    name = _any_ticket(office, chance)
    ticket = office.desk.ticket(name)
    new = {"title": f"标题{chance.randrange(4)}"}
    draft = Draft(do="amend", fields={"changes": new, "was": {"title": ticket.title}})
    office.desk.record(name, [draft], op="amend", recent=True)


def _done(office: Office, chance: random.Random) -> None:
    now = office.clock.now()
    name = _any_ticket(office, chance)
    done(office.desk, name, arrived=now, steps=("all",), signed="业主", told="phone")


def _visit(office: Office, chance: random.Random) -> None:
    visit(office.desk, _any_ticket(office, chance), score=chance.randrange(3, 6))


def _undo(office: Office, chance: random.Random) -> None:
    undo(office.desk, _any_ticket(office, chance))


def _staff(office: Office, chance: random.Random) -> None:
    what = chance.randrange(3)
    if what == 0:
        staff_register.add(
            office.desk, {"name": f"新人{chance.randrange(9)}"}, wanted=f"s-n{chance.randrange(5)}"
        )
    elif what == 1:
        staff_register.edit(
            office.desk, "s-zhao", {"aliases": (f"老赵{chance.randrange(4)}", "赵工")}
        )
    else:
        staff_register.edit(
            office.desk, "s-qian", {"zone": chance.choice(["东区", "西区", "北区"])}
        )


def _vendor(office: Office, chance: random.Random) -> None:
    by_hand(office, VENDOR, VENDOR_TEXT.format(chance.randrange(10)))


def _unit(office: Office, chance: random.Random) -> None:
    place = office.root / "records/units/3.yaml"
    if chance.random() < 0.2:
        place.unlink(missing_ok=True)
        adopt(office.desk, adoptable(office.desk, ["records/units/3.yaml"]))
    else:
        by_hand(
            office,
            "records/units/3.yaml",
            f'units: []\nx-floors: "{chance.randrange(5, 9)}"\nx-note: "{chance.randrange(9)}"\n',
        )


def _desks(office: Office, chance: random.Random) -> None:
    path = "records/desks.yaml"
    code = chance.choice("DEFGH")
    text = (office.root / path).read_text()
    if f'"{code}":' not in text:
        by_hand(
            office,
            path,
            f'{text}  "{code}":\n    by: "{office.actor.mail}"\n    at: "{office.clock.now().isoformat()}"\n',
        )


def _settings(office: Office, chance: random.Random) -> None:
    _line(office, "wuye.yaml", "estate:", f'estate: "花园{chance.randrange(5)}"')


def _standard(office: Office, chance: random.Random) -> None:
    path = "standards/retention.yaml"
    text = (office.root / path).read_text()
    old = chance.choice(["12mo", "24mo", "36mo"])
    by_hand(
        office, path, text.replace(f"keep: {old}\n", f"keep: {chance.randrange(12, 60)}mo\n", 1)
    )


def _comment(office: Office, chance: random.Random) -> None:
    path = "standards/holidays/cn.yaml"
    by_hand(office, path, (office.root / path).read_text() + f"# {chance.randrange(1000)}\n")


EDITS: tuple[Callable[[Office, random.Random], None], ...] = (
    _take,
    _take,
    _record("note", text=("甲", "乙", "丙")),
    _record("dispatch", to=_WHO),
    _record("dispatch", to=_WHO),
    _record("urge"),
    _record("transfer", to=_WHO),
    _record("classify", category=("door.access", "light.indoor"), kind="repair"),
    _record("pause", reason=("parts_wait", "owner_away")),
    _record("resume"),
    _record("cancel", reason="不修了", asked_by="owner"),
    _record("close"),
    _record("reopen", reason="又坏了"),
    _amend,
    _done,
    _visit,
    _undo,
    _staff,
    _staff,
    _vendor,
    _unit,
    _desks,
    _settings,
    _standard,
    _comment,
)


def one_seed(folder: Path, seed: int, steps: int = 40) -> Outcome:
    """Run one seed from beginning to end."""
    meeting = Meeting(folder, seed)
    meeting.storm(steps)
    return meeting.settle()
