"""Drawing a sample by a stated seed, so that anybody can draw it again with `sha256sum`.

The formula, which the papers print: of each stratum those tickets are drawn whose
`SHA-256(seed + ":" + id)`, read as a number, is smallest. Each stratum gets one; each further
ticket goes to the stratum that lacks most against its share (size x tickets of the stratum /
tickets in all), the first by name where several lack the same.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def score(seed: str, name: str) -> str:
    """Return what orders the tickets: the smallest are drawn.

    Example:
        >>> score("2026-11", "WY-261124-A001")[:16]
        '1d8ebb0fa0f67bb1'
    """
    return sha256(f"{seed}:{name}".encode("utf-8", "surrogatepass")).hexdigest()


def shares(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """Return how many are drawn of each stratum, all of them if more are wanted than there are.

    Raises:
        ValueError: If there are more strata than are wanted.

    Example:
        >>> shares({"general": 90, "urgent": 9, "special": 1}, 10)
        {'general': 8, 'special': 1, 'urgent': 1}
    """
    strata = sorted(name for name, size in sizes.items() if size)
    if wanted < len(strata):
        raise ValueError(len(strata))
    whole = sum(sizes.values())
    given = dict.fromkeys(strata, 1)
    for _ in range(min(wanted, whole) - len(strata)):
        open_ones = [name for name in strata if given[name] < sizes[name]]
        most = max(sizes[name] * wanted - given[name] * whole for name in open_ones)
        next_one = next(
            name for name in open_ones if sizes[name] * wanted - given[name] * whole == most
        )
        given[next_one] += 1
    return given


def drawn(population: Mapping[str, Iterable[str]], wanted: int, seed: str) -> dict[str, list[str]]:
    """Return the tickets drawn of each stratum, in the order in which they are drawn.

    Raises:
        ValueError: As `shares`.
    """
    names: dict[str, Sequence[str]] = {key: sorted(set(ids)) for key, ids in population.items()}
    counts = shares({key: len(ids) for key, ids in names.items()}, wanted)
    return {
        key: sorted(names[key], key=lambda name: score(seed, name))[:count]
        for key, count in counts.items()
    }
