"""`wuye check` over tickets that a desk wrote, beside loading them, yamllint and check-jsonschema."""

from __future__ import annotations

import shutil
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import yaml
from tests.bench.generate import NOW, Shape, make_store
from tests.bench.measure import Row, in_turn, once

from wuye_cli.store.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_PROMISED = 10_000
_PER_DAY = 28
_STEPS = (
    (0, "receive", {"tier": "general"}),
    (4, "ack", {"way": "phone"}),
    (9, "dispatch", {"to": "s-zhao"}),
    (31, "arrive", {"who": "s-zhao"}),
    (72, "resolve", {"who": "s-zhao", "result": "更换阀芯，现场试用正常"}),
    (75, "sign", {"who": "s-zhao"}),
    (83, "feedback", {"way": "phone"}),
    (125, "visit", {"way": "phone", "score": 5}),
    (128, "close", {}),
)


def tidy(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of closed tickets as a desk writes them, in which little is found."""
    chance = Random(4)
    for number in range(count):
        day = (NOW - timedelta(days=9 + number // _PER_DAY)).replace(hour=9, minute=0)
        of_day = number % _PER_DAY
        start = day + timedelta(minutes=of_day * 12 + chance.randrange(9))
        name = f"WY-{day:%y%m%d}-A{of_day + 1:03}"
        events = [
            {
                "id": f"{number:06}{place:04}",
                "at": (start + timedelta(minutes=after)).isoformat(timespec="seconds"),
                "by": "s-li",
                "do": do,
                **facts,
            }
            for place, (after, do, facts) in enumerate(_STEPS)
        ]
        tree = {
            "schema": "ticket/1",
            "id": name,
            "uid": "01" + "".join(chance.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=24)),
            "status": "closed",
            "kind": "repair",
            "category": "water.leak",
            "title": "厨房漏水",
            "words": "厨房水龙头一直滴水，麻烦派人来看看",
            "unit": f"{number % 97 + 1}-{number % 3 + 1}-{number % 31 + 1:02}0{number % 4 + 1}",
            "reporter": {"person": f"p-{number:07}", "as": "业主"},
            "channel": "phone",
            "first_asked": "s-li",
            "events": events,
        }
        yield f"records/tickets/{day:%Y/%m/%d}/{name}.yaml", canonical(tree)


def checks(stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure a first and a second run beside `yaml.load(..., CSafeLoader)` and two linters."""
    rows: list[Row] = []
    for size, made in stores.items():
        if size:
            rows += _checked(made.place.parent / f"tidy-{size}", size, tools, max(3, runs // 4))
    return rows


def _checked(place: Path, size: int, tools: Tools, runs: int) -> list[Row]:
    if not place.exists():
        make_store(place, Shape(0), checkout=True)
        for path, data in tidy(size):
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(data)
    files = [data for _, data in tidy(size)]

    def load() -> None:
        for data in files:
            yaml.load(data, yaml.CSafeLoader)

    check = tools.run([tools.wuye, "check", "--exit-zero"], place)
    check()  # what it keeps is there from now on
    works = {
        "CSafeLoader": load,
        "check": tools.run([tools.wuye, "check", "--exit-zero", "--no-cache"], place),
        "check again": check,
    }
    costs = in_turn(works, runs)
    first, floor = costs["check"].cpu, costs["CSafeLoader"].cpu
    large = size >= _PROMISED
    rows = [
        Row("check", f"CSafeLoader {size}", costs["CSafeLoader"]),
        Row(
            "check", f"check {size}", costs["check"], "CSafeLoader", first / floor, "<= 1.5" * large
        ),
        Row(
            "check",
            f"check again {size}",
            costs["check again"],
            "the first run",
            costs["check again"].cpu / first,
            "<= 0.1" * large,
        ),
    ]
    return rows + _beside_linters(place, size, tools, first)


def _beside_linters(place: Path, size: int, tools: Tools, ours: float) -> list[Row]:
    """Measure the linters, where they are installed, once: they take minutes."""
    lint, validate = shutil.which("yamllint"), shutil.which("check-jsonschema")
    if not lint or not validate:
        return []
    schema = place.parent / "any.json"
    schema.write_text('{"type": "object", "required": ["schema", "id", "events"]}')
    tickets = [str(path) for path in sorted((place / "records" / "tickets").rglob("*.yaml"))]
    relaxed = "{extends: relaxed, rules: {line-length: disable}}"
    one = once(tools.run([lint, "-d", relaxed, str(place / "records" / "tickets")]))
    other = once(tools.run([validate, "--schemafile", str(schema), *tickets]))
    both = type(one)(one.cpu + other.cpu, one.wall + other.wall)
    limit = ">= 15" * (size >= _PROMISED)
    return [Row("check", f"two linters {size}", both, "our first run", both.cpu / ours, limit)]
