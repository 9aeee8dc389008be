"""Finding the texts that are nearly alike among many, without comparing each with each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from wuye_cli.domain.documents.prose import pieces, similarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Yield the positions of texts whose `similarity` is at least `least`, above zero.

    Two texts that are so much alike share one of their rarest pieces: of the pieces of each, in
    the order of how rare they are, only so many can be missing from the other.

    Example:
        >>> list(alike(["十五分钟内到场", "回访", "十五分钟内到场。"], 0.9))
        [(0, 2)]
    """
    counted = [pieces(text) for text in texts]
    rare = Counter(piece for one in counted for piece in one)
    seen: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(counted):
        size = one.total()
        first = sorted(one.elements(), key=lambda piece: (rare[piece], piece))
        asked = set(first[: size - math.ceil(size * least / (2 - least)) + 1])
        candidates = {other for piece in asked for other in seen[piece]}
        for other in sorted(candidates):
            if similarity(texts[other], texts[number]) >= least:
                yield other, number
        for piece in asked:
            seen[piece].append(number)
