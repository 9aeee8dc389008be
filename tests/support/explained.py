"""A store of the starter standards with told tickets, and worked cases at hand, for explanations."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import msgspec
from tests.support.repos import AT, CLERK

from wuye_cli.bootstrap import World
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.services.desk import Desk
from wuye_cli.store.codecs.tickets import write_ticket
from wuye_cli.store.repository import Store
from wuye_cli.store.ticket_paths import ticket_path

PROJECT = Path(__file__).parents[2]
SETTINGS = b'schema: "wuye/1"\nestate: "test"\n'
NOW = datetime.fromisoformat("2026-11-27T12:00:00+08:00")
ULID = "01JD6Z0X3V8R2M5K7Q9T4W1Y{}"


class Stopped:
    """A clock that stands."""

    def now(self):
        return NOW


WORLD = World(clock=Stopped(), entropy=lambda count: bytes(range(count)), actor=CLERK)


def at(text):
    """An instant of 2026 in the zone of the estate: `11-25 09:20`."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"2026-{day}T{clock}:00+08:00")


def told(number, title, *events, category="water.leak", kind="repair"):
    """A ticket whose events are `(when, do, fields)`."""
    made = tuple(
        msgspec.convert(
            {"id": f"e{number}{place:04}", "at": at(when), "by": "s-li", "do": do, **fields}, Event
        )
        for place, (when, do, fields) in enumerate(events)
    )
    return Ticket(
        id=f"WY-{made[0].at:%y%m%d}-A{number:03}",
        uid=ULID.format(f"{number:02}"),
        status="received",
        kind=kind,
        category=category,
        title=title,
        words=title,
        unit="3-1-0502",
        channel="phone",
        first_asked="s-li",
        events=made,
    )


def receive(tier, category="water.leak", **more):
    return {"tier": tier, "kind": "repair", "category": category, "channel": "phone", **more}


BURST = told(
    1,
    "厨房水管爆裂",
    ("11-25 09:12", "receive", receive("emergency", "water.burst")),
    ("11-25 09:13", "ack", {}),
    ("11-25 09:30", "arrive", {"who": "s-zhao"}),
    category="water.burst",
)
"""Arrived three minutes late."""

TAP = told(
    2,
    "换水龙头",
    ("11-25 09:20", "receive", receive("special")),
    ("11-25 09:21", "ack", {}),
    (
        "11-25 10:30",
        "pause",
        {"reason": "owner_deciding", "until": at("11-27 09:00")},
    ),
    (
        "11-25 11:00",
        "reschedule",
        {"asked_by": "company", "window": (at("11-28 09:00"), at("11-28 11:00"))},
    ),
)
"""Paused for two days; we moved the visit ourselves."""

LATE_PAUSE = told(
    3,
    "地漏堵了",
    ("11-20 09:00", "receive", receive("special", "drain.block")),
    ("11-20 09:01", "ack", {}),
    ("11-21 10:00", "pause", {"reason": "owner_absent", "until": at("11-21 15:00")}),
    (
        "11-21 11:00",
        "reschedule",
        {"asked_by": "owner", "window": (at("11-23 09:00"), at("11-23 11:00"))},
    ),
    category="drain.block",
)
"""Paused and moved by the owner after arrival was overdue."""

NEW_YEAR = told(
    4,
    "书面投诉",
    ("12-29 09:00", "receive", receive("complaint", "complaint.staff", kind="complaint")),
    ("12-29 09:05", "ack", {}),
    ("12-29 09:10", "regrade", {"to": "complaint-2", "approved_by": "s-wang"}),
    category="complaint.staff",
    kind="complaint",
)
"""Runs into a year without announced holidays, and was raised."""

LAMP = told(
    5,
    "楼道灯不亮",
    (
        "11-25 09:00",
        "receive",
        receive("general", "light.indoor", limits={"resolve": ["8h", "always"]}),
    ),
    ("11-25 09:00", "ack", {"auto": True}),
    category="light.indoor",
)
"""The category has its own limit; an automatic message answered."""

TICKETS = (BURST, TAP, LATE_PAUSE, NEW_YEAR, LAMP)


def found_store(root):
    """Make the store in `root` and return its place."""
    files = {"wuye.yaml": SETTINGS}
    for path in sorted((PROJECT / "standards").rglob("*.yaml")):
        files[path.relative_to(PROJECT).as_posix()] = path.read_bytes()
    for ticket in TICKETS:
        files[ticket_path(ticket.id)] = write_ticket(ticket)
    place = root / "store"
    Store.create(place, files, actor=CLERK, at=AT, subject="found", with_people=False)
    return place


def copied(template, tmp_path):
    """Return a copy of the store for a test that changes it."""
    shutil.copytree(template, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy"


def desk_of(place):
    """Open a desk on it, at `NOW`."""
    return Desk(Store.open(place), clock=WORLD.clock, entropy=WORLD.entropy, actor=lambda: CLERK)
