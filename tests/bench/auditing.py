"""`wuye audit verify` over a long history, beside git and a YAML reader over the same blobs.

The history is one ticket's real life, played through the commands, and then told again under other
numbers: five commits a ticket, each as a command would have made it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import yaml
from tests.bench.measure import Cost, Row, in_turn, once
from tests.support.crimes.scene import CLERK, MANAGER, ZONE, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_LARGE = 10_000
_PROMISED = 100_000
_FURTHER = 100
_MODEL = "WY-240102-A001"
_START = datetime(2024, 1, 2, 8, 0, tzinfo=ZONE)
_PER_DAY, _SLOT = 40, timedelta(minutes=20)
_STEPS = (
    (0, "take 3-1-0502 厨房水龙头滴水"),
    (2, f"dispatch {_MODEL} --to 赵师傅"),
    (8, f"ticket arrive {_MODEL}"),
    (14, f"done {_MODEL} --step all --signed 业主本人 --told 当面"),
    (17, f"visit {_MODEL} --score 5"),
)
_MOMENT = re.compile(r"2024-01-02T[0-9:]{8}\+08:00")
_EVENT = re.compile(r'(?<=\{id: ")\w{10}(?=")')
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_HEAVIEST = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True,\
 stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


class Stage(NamedTuple):
    """A commit of the model: after how long, what it says, and the file as it left it."""

    after: timedelta
    message: str
    text: str


def audits(stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure a full run, a run after a hundred more commits, and the memory; size is in commits."""
    rows: list[Row] = []
    for size, made in stores.items():
        if size:
            rows += _audited(made.place.parent / f"history-{size}", size, tools, max(1, runs // 5))
    return rows


def _audited(place: Path, size: int, tools: Tools, runs: int) -> list[Row]:
    tickets = size // len(_STEPS)
    model = _founded(place, tickets)
    verify = [tools.wuye, "audit", "verify"]
    full = tools.run([*verify, "--full"], place)
    costs = in_turn({"floor": lambda: _floor(place), "full": full}, runs)
    tools.run(verify, place)()  # what it keeps is there from now on
    _told(place, model, tickets, tickets + _FURTHER // len(_STEPS))
    again = once(tools.run(verify, place))
    words = [sys.executable, "-c", _HEAVIEST, *verify, "--full"]
    told = subprocess.run(
        words, cwd=place, env=tools.environment, check=True, capture_output=True
    ).stdout
    megabytes = int(told) / 1024
    first = costs["full"].cpu
    held = size >= _PROMISED
    return [
        Row("audit", f"log, cat-file, CSafeLoader {size}", costs["floor"]),
        Row("audit", f"verify --full {size}", costs["full"], "log, cat-file, CSafeLoader",
            first / costs["floor"].cpu, "<= 2.5" * (size >= _LARGE)),
        Row("audit", f"verify after {_FURTHER} more {size}", again, "the full run",
            again.cpu / first, "<= 0.01" * held),
        Row("audit", f"memory of --full {size}", Cost(0, 0), "megabytes", megabytes,
            "<= 300" * held),
    ]  # fmt: skip


def _floor(place: Path) -> None:
    """Read every version of every ticket as plainly as can be."""
    log = ["git", "log", "--raw", "--no-abbrev", "--format=%H", "--", "records/tickets"]
    raw = subprocess.run(log, cwd=place, check=True, capture_output=True).stdout
    blobs = [line.split()[3] for line in raw.splitlines() if line.startswith(b":")]
    asked = b"\n".join(blobs) + b"\n"
    batch = ["git", "cat-file", "--batch", "--buffer"]
    given = subprocess.run(batch, cwd=place, input=asked, check=True, capture_output=True).stdout
    at = 0
    for _ in blobs:
        end = given.index(b"\n", at)
        size = int(given[at:end].rsplit(b" ", 1)[1])
        yaml.load(given[end + 1 : end + 1 + size], yaml.CSafeLoader)
        at = end + size + 2


def _founded(place: Path, tickets: int) -> list[Stage]:
    """Make the store with its history, unless it lies there; return the model."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        Scene(place.parent).wuye(
            "2024-01-01 08:00", f"init {place.name} --yes --estate 阳光花园", by=MANAGER
        )
        scene = Scene(place)
        for after, words in _STEPS:
            at = _START + timedelta(minutes=after)
            scene.wuye(f"{at:%Y-%m-%d %H:%M}", words)
        _told(place, _model(place), 1, tickets)
    return _model(place)


def _model(place: Path) -> list[Stage]:
    scene = Scene(place)
    path = scene.path(_MODEL)
    commits = scene.git("rev-list", "--reverse", "HEAD", "--", path).splitlines()[: len(_STEPS)]
    return [
        Stage(timedelta(minutes=after), scene.git("log", "-1", "--format=%B", commit) + "\n",
              scene.text(_MODEL, commit))
        for (after, _), commit in zip(_STEPS, commits, strict=True)
    ]  # fmt: skip


def _told(place: Path, model: list[Stage], first: int, last: int) -> None:
    """Tell the model's life again for each number, at the end of the history."""
    scene = Scene(place)
    branch = scene.git("symbolic-ref", "--short", "HEAD")
    stream = b"".join(_stream(model, first, last, branch, scene.head()))
    scene.git("fast-import", "--quiet", data=stream)
    scene.checkout()


def _stream(model: list[Stage], first: int, last: int, branch: str, head: str) -> Iterator[bytes]:
    yield f"reset refs/heads/{branch}\nfrom {head}\n\n".encode()
    who = f"{CLERK.name} <{CLERK.mail}>"
    for number in range(first, last):
        day, slot = divmod(number, _PER_DAY)
        shift = timedelta(days=day) + slot * _SLOT
        start = _START + shift
        name = f"WY-{start:%y%m%d}-A{slot + 1:03}"
        path = f"records/tickets/{start:%Y/%m/%d}/{name}.yaml"
        known: dict[str, str] = {}
        for stage in model:
            text = _retold(stage.text, name, number, shift, known).encode()
            message = _retold(stage.message, name, number, shift, known).encode()
            at = int((start + stage.after).timestamp())
            yield (
                f"commit refs/heads/{branch}\ncommitter {who} {at} +0800\n"
                f"data {len(message)}\n".encode()
                + message
                + f"\nM 100644 inline {path}\ndata {len(text)}\n".encode()
                + text
                + b"\n"
            )
    yield b"done\n"


def _retold(text: str, name: str, number: int, shift: timedelta, known: dict[str, str]) -> str:
    """Return a text of the model as that of another ticket: number, uid, times, events."""
    for event in _EVENT.findall(text):
        known.setdefault(event, _mixed(event, number))
    for event, other in known.items():
        text = text.replace(event, other)
    text = text.replace(_MODEL, name)
    text = re.sub(r'(?<=uid: ")\w{26}', lambda uid: uid[0][:18] + f"{number:08}", text)
    return _MOMENT.sub(lambda at: (datetime.fromisoformat(at[0]) + shift).isoformat(), text)


def _mixed(event: str, number: int) -> str:
    tail = ""
    for _ in range(5):
        number, digit = divmod(number, len(_LETTERS))
        tail += _LETTERS[digit]
    return event[:5] + tail
