"""Made stores with realistic Chinese tickets, written as one stream of `git fast-import`."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.store.canonical import canonical
from wuye_cli.store.founding import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=timezone(timedelta(hours=8)))
_CHINA = timezone(timedelta(hours=8))
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_UID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STAFF = ("s-li", "s-wang", "s-zhao", "s-qian", "s-sun", "s-zhou", "s-wu", "s-zheng")

_MATTERS = (
    # kind, tier, category, title, words
    ("repair", "general", "water.drip", "厨房水龙头滴水", "厨房龙头关不紧，一直滴水，麻烦派人来看看"),
    ("repair", "emergency", "water.burst", "厨房水管爆裂漏水", "我家厨房水管爆了，水已经流到客厅"),
    ("repair", "general", "power.home", "客厅跳闸", "客厅一开空调就跳闸，推上去又跳"),
    ("repair", "special", "door.lock", "入户门锁打不开", "门锁拧不动，人在门口进不去"),
    ("repair", "general", "lift.noise", "电梯异响", "3号楼二单元电梯每次到七楼都有很响的声音"),
    ("repair", "emergency", "lift.trapped", "电梯困人", "电梯停在六七楼之间，里面有老人"),
    ("clean", "general", "clean.rubbish", "楼道垃圾没清", "楼道里的垃圾两天没人收了，味道很大"),
    ("complaint", "complaint", "complaint.service", "投诉保洁不到位", "地库一直很脏，说了几次没有人管"),
    ("green", "general", "green.tree", "树枝挡住窗户", "楼下的树长到三楼窗口，挡光又有虫子"),
    ("order", "general", "order.parking", "车位被占", "我的固定车位又被别人停了，请联系车主"),
    ("inquiry", "general", "inquiry.fee", "询问物业费", "想问一下今年物业费怎么交，能不能开发票"),
    ("repair", "general", "ceiling.leak", "天花板渗水", "卫生间天花板渗水，怀疑是楼上漏的"),
)  # fmt: skip


class Shape(NamedTuple):
    """What a made store is like.

    Attributes:
        tickets: How many.
        per_day: Tickets a day; the days run backwards from the day before `NOW`.
        open_days: So many last days are still being worked at.
        stale_share: Share of older tickets that were never closed.
    """

    tickets: int
    per_day: int = 0
    open_days: int = 4
    stale_share: float = 0.002

    @property
    def daily(self) -> int:
        """Tickets a day, 28 to 280."""
        return self.per_day or max(28, min(280, self.tickets // 3650))


def tickets(shape: Shape, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every ticket, the oldest first."""
    random = Random(seed)
    days = -(-shape.tickets // shape.daily)
    made = 0
    for back in range(days, 0, -1):
        day = (NOW - timedelta(days=back)).replace(hour=0, minute=0)
        for number in range(1, min(shape.daily, shape.tickets - made) + 1):
            made += 1
            is_open = back <= shape.open_days or random.random() < shape.stale_share
            yield _ticket(random, day, number, is_open=is_open)


def _ticket(random: Random, day: datetime, number: int, *, is_open: bool) -> tuple[str, bytes]:
    kind, tier, category, title, words = random.choice(_MATTERS)
    ticket_id = f"WY-{day:%y%m%d}-A{number:03}"
    at = day + timedelta(minutes=random.randrange(0, 1440), seconds=random.randrange(60))
    unit = f"{random.randrange(1, 12)}-{random.randrange(1, 4)}-{random.randrange(1, 29):02}{random.randrange(1, 5):02}"
    channel = random.choice(("phone", "phone", "wechat", "counter"))
    events = list(_events(random, at, kind, tier, title=title, is_open=is_open))
    tree = {
        "schema": "ticket/1",
        "id": ticket_id,
        "uid": "01" + "".join(random.choices(_UID, k=24)),
        "status": _status(events),
        "kind": kind,
        "category": category,
        "title": title,
        "words": words,
        "unit": unit,
        "reporter": {"person": "p-" + "".join(random.choices(_ALPHABET, k=6)), "as": "业主"},
        "channel": channel,
        "first_asked": events[0]["by"],
        "standard": {"version": "1"},
        "events": events,
    }
    return f"records/tickets/{day:%Y/%m/%d}/{ticket_id}.yaml", canonical(tree)


def _status(events: list[dict[str, object]]) -> str:
    after = {"receive": "received", "ack": "acknowledged", "dispatch": "dispatched",
             "accept": "accepted", "arrive": "on_site", "answer": "working", "resolve": "done",
             "feedback": "fed_back", "visit": "visited", "close": "closed"}  # fmt: skip
    return next((after[str(event["do"])] for event in reversed(events) if event["do"] in after), "")


def _events(
    random: Random, at: datetime, kind: str, tier: str, *, title: str, is_open: bool
) -> Iterator[dict[str, object]]:
    steps = [
        "receive",
        "ack",
        "dispatch",
        "accept",
        "arrive",
        "resolve",
        "feedback",
        "visit",
        "close",
    ]
    if kind in {"complaint", "inquiry"}:
        steps = ["receive", "ack", "reply", "answer", "resolve", "feedback", "visit", "close"]
    if is_open:
        steps = steps[: random.randrange(1, len(steps))]
    elif random.random() < 0.4:
        steps.remove("ack" if random.random() < 0.5 else "feedback")
    if random.random() < 0.06 and "dispatch" in steps:
        steps.insert(steps.index("dispatch") + 1, "urge")
    if random.random() < 0.05 and "arrive" in steps and "resolve" in steps:
        steps[steps.index("resolve") : steps.index("resolve")] = ["pause", "resume"]
    desk, worker = random.choice(_STAFF[:3]), random.choice(_STAFF[3:])
    latest = NOW - timedelta(minutes=5)
    for step in steps:
        event: dict[str, object] = {
            "id": "".join(random.choices(_ALPHABET, k=6)),
            "at": at.astimezone(_CHINA).isoformat(timespec="seconds"),
            "by": worker if step in {"accept", "arrive", "resolve"} else desk,
            "do": step,
        }
        event |= _facts(random, step, at, tier, worker, title)
        yield event
        at = min(at + _gap(random, step), latest)


def _gap(random: Random, step: str) -> timedelta:
    minutes = {"receive": 8, "ack": 10, "dispatch": 15, "accept": 40, "arrive": 90, "resolve": 60,
               "feedback": 900, "pause": 600}.get(step, 60)  # fmt: skip
    return timedelta(seconds=int(random.expovariate(1 / (minutes * 60))) + 20)


def _facts(
    random: Random, step: str, at: datetime, tier: str, worker: str, title: str
) -> dict[str, object]:
    if step == "pause":
        until = (at + timedelta(hours=20)).astimezone(_CHINA).isoformat(timespec="seconds")
        return {"reason": "owner_absent", "until": until}
    told = {"words": "已向住户说明处理办法和时间"}
    facts: dict[str, dict[str, object]] = {
        "receive": {"tier": tier},
        "dispatch": {"to": worker},
        "resolve": {"result": f"{title}，已处理，现场试用正常"},
        "visit": {"score": random.choice((5, 5, 5, 4, 4, 3, 2))},
        "reply": {**told},
        "answer": {**told},
    }
    return facts.get(step, {})


def make_store(
    place: Path, shape: Shape, *, commit_each: bool = False, checkout: bool = False
) -> Path:
    """Make a store in an empty folder and return it; the starter standards are committed first."""
    place.mkdir(parents=True, exist_ok=True)
    _git(place, "init", "-q", "-b", "main")
    for key, value in SETTINGS.items():
        _git(place, "config", key, value)
    with subprocess.Popen(
        ["git", "fast-import", "--quiet"], cwd=place, stdin=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        for piece in stream(shape, commit_each=commit_each):
            child.stdin.write(piece)
    assert child.returncode == 0
    _git(place, "reset", "-q", "--hard" if checkout else "--mixed")
    if not checkout:
        _git(place, "checkout", "-q", "--", "wuye.yaml", "standards")
    return place


def stream(shape: Shape, *, commit_each: bool) -> Iterator[bytes]:
    """Yield the stream for `git fast-import`: standards, then tickets."""
    yield _commit("init")
    yield _file(
        "wuye.yaml",
        b'schema: "wuye/1"\nestate: "\xe6\xa0\xb7\xe6\x9c\xac\xe8\x8a\xb1\xe5\x9b\xad"\n',
    )
    for path in sorted((REPOSITORY / "standards").rglob("*.yaml")):
        yield _file(path.relative_to(REPOSITORY).as_posix(), path.read_bytes())
    if not commit_each:
        yield _commit("tickets")
    for path, data in tickets(shape):
        if commit_each:
            yield _commit(path)
        yield _file(path, data)


def _commit(subject: str) -> bytes:
    at = int(NOW.astimezone(UTC).timestamp())
    text = subject.encode()
    return (
        b"commit refs/heads/main\ncommitter bench <bench@example.com> %d +0800\ndata %d\n%b\n"
        % (at, len(text), text)
    )


def _file(path: str, data: bytes) -> bytes:
    return b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data)


def _git(place: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=place, check=True)


def ledger(shape: Shape, seed: int = 2) -> Iterator[tuple[str, ...]]:
    """Yield a desk's ledger as a sheet: the heads, then one row a ticket."""
    random = Random(seed)
    yield ("no", "opened", "closed", "state", "home", "title", "words", "result")
    for number in range(shape.tickets):
        _, _, _, title, words = random.choice(_MATTERS)
        at = NOW - timedelta(minutes=30 * (shape.tickets - number), seconds=random.randrange(900))
        end = at + timedelta(minutes=random.randrange(10, 3000))
        is_open = end > NOW
        home = f"{random.randrange(1, 12)}-{random.randrange(1, 4)}-{random.randrange(1, 29):02}{random.randrange(1, 5):02}"
        yield (
            f"L{number:07}",
            f"{at:%Y-%m-%d %H:%M:%S}",
            "" if is_open else f"{end:%Y-%m-%d %H:%M:%S}",
            "办理中" if is_open else "已归档",
            home,
            title,
            words,
            "" if is_open else f"{title}，已处理",
        )
