"""`wuye import` of a made ledger beside raw `git fast-import` of the importer's own stream."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.generate import Shape, ledger
from tests.bench.measure import Row, in_turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_MAP = """schema: import-map/1
source: ledger
format: csv
zone: Asia/Shanghai
key: no
times: ["%Y-%m-%d %H:%M:%S"]
fields:
  title: title
  words: words
  unit: home
  kind: {value: repair}
  tier: {value: external}
  channel: {value: phone}
  opened_at: opened
  closed_at: closed
  status: {column: state, table: {办理中: open, 已归档: closed}}
  result: result
"""
_LISTENER = """#!/bin/sh
case " $* " in
  *" fast-import "*) tee "$WUYE_BENCH_STREAM" | exec {git} "$@" ;;
  *) exec {git} "$@" ;;
esac
"""
"""Stands before git in the path once, to keep what the importer feeds it."""
_MOST = 20_000


def imports(stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure tickets a second (wall clock) of both, from a file, into like stores."""
    count = min(max(stores), _MOST) or _MOST
    with tempfile.TemporaryDirectory(dir=next(iter(stores.values())).place.parent) as folder:
        work = Path(folder)
        sheet, mapping = work / "ledger.csv", work / "ledger.yaml"
        mapping.write_text(_MAP)
        with sheet.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(ledger(Shape(count)))
        origin = work / "origin"
        tools.run([tools.wuye, "init", str(origin), "--yes"])()
        words = [tools.wuye, "import", str(sheet), "--map", str(mapping), "-C"]
        stream = _kept_stream(work, origin, words, tools)

        def ours() -> None:
            tools.run([*words, str(_copy(origin, work / "ours"))])()

        def raw() -> None:
            place = _copy(origin, work / "raw")
            tools.run(["git", "fast-import", "--quiet"], place, stdin=stream)()

        def copy() -> None:
            _copy(origin, work / "copy")

        costs = in_turn(
            {"wuye import": ours, "git fast-import": raw, "copy": copy}, max(2, runs // 5)
        )
        lost = costs["copy"].wall
        wall = {name: cost.wall - lost for name, cost in costs.items()}
        share = wall["git fast-import"] / wall["wuye import"]
        return [
            Row("import", f"wuye import {count}", costs["wuye import"],
                "git fast-import, tickets/s", share, ">= 0.333"),
            Row("import", f"git fast-import {count}", costs["git fast-import"]),
        ]  # fmt: skip


def _copy(origin: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(origin, place, symlinks=True)
    return place


def _kept_stream(work: Path, origin: Path, words: list[str], tools: Tools) -> Path:
    """Import once with a listener before git and return what was fed to `git fast-import`."""
    before, stream = work / "before", work / "stream"
    before.mkdir()
    listener = before / "git"
    listener.write_text(_LISTENER.format(git=shutil.which("git")))
    listener.chmod(0o755)
    place = _copy(origin, work / "heard")
    subprocess.run(
        [*words, str(place)],
        env=tools.environment
        | {"PATH": f"{before}{os.pathsep}{os.environ['PATH']}", "WUYE_BENCH_STREAM": str(stream)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return stream
