"""How many changes of the deadline core the tests notice: the last part of `make mutants`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

WANTED = 85
"""Percent; docs/reliability.en.md says what the rest are."""
_COUNTED = Path("mutants/mutmut-cicd-stats.json")


def main() -> int:
    """Print the share of changes that a test noticed; 1 if it is too small."""
    counted = json.loads(_COUNTED.read_text())
    noticed = counted["killed"] + counted["timeout"] + counted["segfault"]
    tried = noticed + counted["survived"] + counted["no_tests"] + counted["suspicious"]
    if not tried:
        sys.stdout.write("no change was tried\n")
        return 1
    score = 100 * noticed / tried
    sys.stdout.write(
        f"{noticed} of {tried} changes noticed ({score:.1f} %); {counted['total']} in all\n"
    )
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
