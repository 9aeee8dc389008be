"""Five desks that edit offline, sync in random order and are killed: do they all come to agree?

`python -m tools.converge --seeds 100` prints a line for every seed that failed and a sum; the
status is 1 if one failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.support.meetings import one_seed


def main() -> int:
    """Run the seeds and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=40, help="edits and syncs before all meet")
    asked = parser.parse_args()
    rounds: Counter[int] = Counter()
    events = conflicts = failed = 0
    for seed in range(asked.first, asked.first + asked.seeds):
        with tempfile.TemporaryDirectory(prefix="wuye-converge-") as folder:
            outcome = one_seed(Path(folder), seed, asked.steps)
        rounds[outcome.rounds] += 1
        events += outcome.events
        conflicts += outcome.conflicts
        failed += bool(outcome.wrong)
        for line in outcome.wrong[:3]:
            sys.stdout.write(f"seed {seed}: {line[:600]}\n")
        sys.stdout.flush()
    held = asked.seeds - failed
    spread = ", ".join(f"{count} in {number}" for number, count in sorted(rounds.items()))
    sys.stdout.write(f"{held}/{asked.seeds} seeds held; rounds: {spread}; ")
    sys.stdout.write(f"{events} events, {conflicts} conflicts listed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
