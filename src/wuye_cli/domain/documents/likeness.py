"""Finding the texts that are nearly alike among many, without comparing each with each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from wuye_cli.domain.documents.prose import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Piece = tuple[str, int]


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Yield the positions, the lower one first, of texts whose `similarity` is at least `least`.

    Two texts so much alike share some of their rarest pieces: of the pieces of each, in the order
    of how rare they are, only so many can be missing from the other. The shorter text of a pair
    has fewer to miss, so the texts are taken by their length.

    Example:
        >>> list(alike(["十五分钟内到场", "回访", "十五分钟内到场。"], 0.9))
        [(0, 2)]
    """
    counted = [_numbered(text) for text in texts]
    rare = Counter(piece for one in counted for piece in one)
    seen: dict[Piece, list[int]] = defaultdict(list)
    found: list[tuple[int, int]] = []
    for number in sorted(range(len(texts)), key=lambda one: len(counted[one])):
        own = counted[number]
        first = sorted(own, key=lambda piece: (rare[piece], piece))
        candidates = {
            other for piece in first[: _missing(own, least / (2 - least))] for other in seen[piece]
        }
        for other in candidates:
            shared = len(own & counted[other])
            if 2 * shared >= least * (len(own) + len(counted[other])):
                found.append((min(number, other), max(number, other)))
        for piece in first[: _missing(own, least)]:
            seen[piece].append(number)
    yield from sorted(found)


def _numbered(text: str) -> frozenset[Piece]:
    """Return the pieces, each with the number of its repetition, so that sets count like bags."""
    return frozenset(
        (piece, number) for piece, count in pieces(text).items() for number in range(count)
    )


def _missing(own: frozenset[Piece], share: float) -> int:
    """Return how many of the rarest pieces are enough to share one of them."""
    return len(own) - math.ceil(len(own) * share) + 1
