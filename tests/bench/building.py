"""The index: built from nothing beside PyYAML's C loader, and brought over one commit."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import yaml
from tests.bench.generate import NOW, Shape, tickets
from tests.bench.measure import Row, in_turn

from wuye_cli.store.house import load_house
from wuye_cli.store.index import Index
from wuye_cli.store.index_rebuild import rebuild
from wuye_cli.store.repository import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_SLOW = 50_000
_PROMISED = 10_000
_NOTE = b'  - {id: "n%05d", at: "2026-11-21T09:30:00+08:00", by: "s-li", do: "note", text: "x"}\n'


def rebuilds(stores: Mapping[int, Made], _: Tools, runs: int) -> list[Row]:
    """Measure a rebuild beside `yaml.load(..., CSafeLoader)` over the same files."""
    rows: list[Row] = []
    for size, made in stores.items():
        if not size:
            continue
        store = Store.open(made.place)
        house = load_house(store)
        target = str(made.place / ".git" / "wuye" / "bench.db")
        files = [data for _, data in tickets(Shape(size))]

        def ours(store: Store = store, house: object = house, target: str = target) -> None:
            rebuild(store, house, target)
            store.close()  # waits for git, whose time then counts as ours

        def theirs(files: list[bytes] = files) -> None:
            for data in files:
                yaml.load(data, yaml.CSafeLoader)

        costs = in_turn(
            {"rebuild": ours, "CSafeLoader": theirs}, max(3, runs // 4) if size < _SLOW else 1
        )
        ratio = costs["rebuild"].cpu / costs["CSafeLoader"].cpu
        limit = "<= 0.8" if size >= _PROMISED else ""
        rows.append(Row("rebuild", f"index {size}", costs["rebuild"], "CSafeLoader", ratio, limit))
        rows.append(Row("rebuild", f"CSafeLoader {size}", costs["CSafeLoader"]))
    return rows


def refreshes(stores: Mapping[int, Made], _: Tools, runs: int) -> list[Row]:
    """Measure bringing the index over one commit, by the writer and by a reader."""
    rows: list[Row] = []
    for size, made in stores.items():
        if not made.path:
            continue
        subprocess.run(["git", "checkout", "-q", "--", made.path], cwd=made.place, check=True)
        store = Store.open(made.place)
        house = load_house(store)
        index = Index.open(store)
        index.refresh(lambda house=house: house)
        count = 0

        def commit(follow: bool, store=store, index=index, path=made.path) -> None:  # noqa: FBT001
            nonlocal count
            count += 1
            with store.transaction(by=Actor("bench", "bench@example.com"), at=NOW) as tx:
                tx.put(path, (tx.read(path) or b"") + _NOTE % count)
                if follow:
                    tx.after_commit.append(index.apply)
                tx.commit("note")

        def read(index=index, house=house) -> None:
            index.refresh(lambda: house)

        costs = in_turn(
            {"commit, index followed": lambda: commit(True), "refresh, nothing new": read,  # noqa: FBT003
             "commit alone": lambda: commit(False), "refresh over 1 commit": read},  # noqa: FBT003
            min(runs, 10),
        )  # fmt: skip
        rows += [Row("refresh", f"{name} {size}", cost) for name, cost in costs.items()]
        store.close()
    return rows
