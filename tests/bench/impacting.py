"""What a change of the standards would have done to past tickets, beside building their index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.generate import NOW
from tests.bench.measure import Row, in_turn

from wuye_cli.services.desk import Desk
from wuye_cli.services.impacting import Asked, impact
from wuye_cli.store.house import load_house
from wuye_cli.store.index_rebuild import rebuild
from wuye_cli.store.repository import Actor, Store
from wuye_cli.store.snapshot import Snapshot, of_commit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_SLOW = 50_000
_PROMISED = 10_000
_EDITS = (
    (b"    arrive: [15m, always]\n", b"    arrive: [30m, always]\n"),
    (b"    ack: [2h, channel]\n", b"    ack: [1h, channel]\n"),
    (b"    stops: [arrive, resolve]\n    max: 7d\n", b"    stops: [arrive]\n    max: 7d\n"),
)


class _Clock:
    def now(self) -> datetime:
        return NOW


def impacts(stores: Mapping[int, Made], _: Tools, runs: int) -> list[Row]:
    """Measure an impact of three changes beside a rebuild of the index of the same tickets."""
    rows: list[Row] = []
    for size, made in stores.items():
        if not size:
            continue
        store = Store.open(made.place)
        desk = Desk(
            store,
            clock=_Clock(),
            entropy=lambda count: bytes(count),  # noqa: PLW0108 - named as the desk calls it
            actor=lambda: Actor("bench", "bench@example.com"),
        )
        old = of_commit(store, store.head())
        new = Snapshot("", old.files | {"standards/tiers.yaml": _edited(old)})
        house = load_house(store)
        target = str(made.place / ".git" / "wuye" / "bench.db")
        desk.index()

        def judge(desk: Desk = desk, rules: tuple[object, object] = (old.rules, new.rules)) -> None:
            before, after = rules
            impact(desk, ("old", before), ("new", after), Asked())  # type: ignore[arg-type]

        def build(store: Store = store, house: object = house, target: str = target) -> None:
            rebuild(store, house, target)  # type: ignore[arg-type]
            store.close()  # waits for git, whose time then counts as ours

        costs = in_turn(
            {"impact": judge, "rebuild": build}, max(3, runs // 3) if size < _SLOW else 2
        )
        ratio = costs["impact"].cpu / costs["rebuild"].cpu
        limit = "<= 0.2" if size >= _PROMISED else ""
        rows.append(Row("impact", f"impact {size}", costs["impact"], "rebuild", ratio, limit))
        rows.append(Row("impact", f"rebuild {size}", costs["rebuild"]))
        desk.close()
    return rows


def _edited(old: Snapshot) -> bytes:
    text = old.files["standards/tiers.yaml"]
    for before, after in _EDITS:
        if before not in text:
            raise ValueError(before)
        text = text.replace(before, after, 1)
    return text
