"""The long storms, by hand: many writers, kills, a git that dies at each start of each command.

`python -m tools.stress`, or `--only writers`, `--only kills`, `--only deaths`. Each line says how
many of its tries held; the status is 1 if one did not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.storms import CHANGES, DEATHS, Storm, git_dies, many_writers, random_kills

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 5


def storms(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Storm]]:
    """Yield the name and the outcome of each storm that was asked for."""
    if "writers" in asked.only:
        place = _fresh(folder, "writers")
        storm = many_writers(place, asked.writers, asked.each)
        yield f"{asked.writers} writers x {asked.each}", storm
    if "kills" in asked.only:
        yield f"{asked.kills} random kills", random_kills(_fresh(folder, "kills"), asked.kills)
    if "deaths" in asked.only:
        for name in CHANGES:
            for how in DEATHS:
                place = _fresh(folder, f"{name} {how}".replace(" ", "-"))
                yield f"git {how}, {name}", git_dies(place, name, how)


def _fresh(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir()
    return place


def main() -> int:
    """Run the storms and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    every = ["writers", "kills", "deaths"]
    parser.add_argument("--only", action="append", choices=every, help="repeatable")
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    asked.only = asked.only or every
    failed = 0
    with tempfile.TemporaryDirectory(prefix="wuye-stress-") as folder:
        for name, storm in storms(asked, Path(folder)):
            sys.stdout.write(f"{name}: {storm.held}/{storm.tried}\n")
            for line in storm.bad[:_SHOWN]:
                sys.stdout.write(f"  {line}\n")
            sys.stdout.flush()
            failed += len(storm.bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
