"""A week at the desk: its lines typed one after the other on a real store, each at its own hour."""

from __future__ import annotations

import atexit
import functools
import re
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import yaml
from tests.support.desks import MANAGER, ZONE, Office, an_office
from tests.support.repos import packed

from wuye_cli.domain.errors import WuyeError
from wuye_cli.services.lines import Entry, enter
from wuye_cli.store.house import load_house
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk

DATA = Path(__file__).parents[1] / "data" / "desk_week.yaml"
STAFF = {
    "s-li": {"name": "李客服", "mail": "li@desk.example"},
    "s-wu": {"name": "吴经理", "mail": MANAGER.mail},
    "s-zhao": {"name": "赵师傅"},
    "s-qian": {"name": "钱师傅"},
    "s-sun": {"name": "孙师傅"},
    "s-zhou": {"name": "周建国", "aliases": ["老周"]},
    "s-wang": {"name": "王区管"},
}
"""One clerk, three technicians, one steward, one manager and a guard."""
_TAIL = re.compile(r"@(\w+)")
_UNDO = re.compile(r"@\w+ 撤|撤 @")


class Situation(NamedTuple):
    """One situation of the week: what the design wrote for it, and what is typed."""

    name: str
    title: str
    plain: tuple[str, ...]
    design: tuple[str, ...]
    counted: bool


class Typed(NamedTuple):
    """One line of the week.

    Attributes:
        line: As typed, with the tails that stood by then.
        given: It only makes what the situation presupposes, and is not counted.
        outcome: What came of it: an entry, or the error that refused it.
    """

    situation: str
    at: str
    line: str
    given: bool
    expect: dict[str, Any]
    outcome: Entry | WuyeError
    ids: dict[str, str]
    desk: Desk


def week() -> dict[str, Any]:
    """Return the week as data."""
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


def situations() -> list[Situation]:
    """Return the situations in the order of the week."""
    return [
        Situation(
            one["name"],
            one["title"],
            tuple(one.get("plain", ())),
            tuple(one.get("design", ())),
            "design" in one,
        )
        for one in week()["situations"]
    ]


def with_staff(root: Path, staff: dict[str, dict[str, Any]] = STAFF) -> None:
    """Register colleagues and commit them."""
    folder = root / "records" / "staff"
    folder.mkdir(parents=True, exist_ok=True)
    for name, member in staff.items():
        facts = {"schema": "staff/1", "id": name, **member}
        text = "".join(f"{key}: {_flow(value)}\n" for key, value in facts.items())
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    git = ("git", "-C", str(root), "-c", "user.name=wuye", "-c", "user.email=wuye@desk.example")
    subprocess.run([*git, "add", "records/staff"], check=True)
    subprocess.run([*git, "commit", "-qm", "staff"], check=True)


def a_staffed_office(folder: Path, staff: dict[str, dict[str, Any]] = STAFF) -> Office:
    """Return an office at nine o'clock whose colleagues are registered."""
    root = _staffed(msgspec.json.encode(staff))
    shutil.copytree(root, folder / "store", symlinks=True)
    return Office(folder / "store", "2026-11-24 09:00")


@functools.cache
def _staffed(staff: bytes) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="desk-staffed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = an_office(folder).root
    with_staff(root, msgspec.json.decode(staff))
    load_house(Store.open(root))
    return packed(root)


def _flow(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def scripts() -> dict[str, list[dict[str, Any]]]:
    """Return the lines of each store in the order in which they are typed."""
    found: dict[str, list[dict[str, Any]]] = {}
    for situation in week()["situations"]:
        store = situation.get("store", "week")
        for line in situation["lines"]:
            found.setdefault(store, []).append({**line, "situation": situation["name"]})
    return {
        store: sorted(lines, key=lambda line: str(line["at"])) for store, lines in found.items()
    }


def play(folder: Path, store: str) -> list[Typed]:
    """Type the lines of one store and return what came of each."""
    lines = scripts()[store]
    office = an_office(folder, lines[0]["at"])
    with_staff(office.root)
    ids: dict[str, str] = {}
    return [_typed(office, line, ids) for line in lines]


def _typed(office: Office, line: dict[str, Any], ids: dict[str, str]) -> Typed:
    office.clock.at(line["at"])
    clerk = office.actor
    office.actor = MANAGER if line.get("by") == "manager" else clerk
    text = with_tails(office.desk, line["type"], ids)
    outcome: Entry | WuyeError
    try:
        outcome = enter(office.desk, text)
    except WuyeError as refused:
        outcome = refused
    office.actor = clerk
    if isinstance(outcome, Entry) and outcome.written and "as" in line:
        ids[line["as"]] = outcome.written.ticket.id
    expect = line.get("expect", {})
    given = line.get("given", False)
    return Typed(
        line["situation"], line["at"], text, given, expect, outcome, dict(ids), office.desk
    )


def with_tails(desk: Desk, text: str, ids: dict[str, str]) -> str:
    """Return a line with the shortest tail for each `@name` that means its ticket alone by then."""
    since = int(desk.now().timestamp()) - 7 * 86_400 if _UNDO.search(text) else None
    return _TAIL.sub(lambda name: _shortest(desk, ids[name[1]], since), text)


def _shortest(desk: Desk, name: str, since: int | None) -> str:
    own = name.rpartition("-")[2]
    number = own.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for tail in (str(int(number)), own):
        found = [row["id"] for row in desk.index().find(tail, closed_since=since)]
        if found == [name]:
            return tail
    return name


def count(lines: tuple[str, ...] | list[str]) -> tuple[int, int]:
    """Return lines and characters as the design counts them: without comments and outer blanks."""
    bare = [re.sub(r"(^|\s+)#.*$", "", line).strip() for line in lines]
    return sum(map(bool, bare)), sum(map(len, bare))


def moment(text: str, near: str) -> datetime:
    """Return `MM-DD HH:MM` or `HH:MM` of the expectations, in the year and day of `near`."""
    day, _, clock = text.rpartition(" ")
    full = f"{near[:5]}{day}" if day else near[:10]
    if day and day < near[5:7]:
        full = f"{int(near[:4]) + 1}-{day}"
    return datetime.fromisoformat(f"{full} {clock}").replace(tzinfo=ZONE)
