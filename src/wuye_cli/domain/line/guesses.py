"""What may have been meant by a word that nobody knows: one a slip of the finger away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 3
_LONGEST = 24
_LONG_WORD = 6
_LEAST_LETTERS = 3


def near(typed: str, known: Iterable[str]) -> list[str]:
    """Return the known words nearest to a typed one, at most three, the nearest first.

    Letters swapped, missing, doubled or wrong: one, or two in a long word. Of Chinese one character
    wrong, too many or too few, in a word of at least two.

    Example:
        >>> near("arive", ("arrive", "done")), near("一般般", ("一般", "满意"))
        (['arrive'], ['一般'])
    """
    if len(typed) > _LONGEST or any(char.isdigit() for char in typed):
        return []
    found = ((_distance(typed, word), word) for word in known if word.isascii() == typed.isascii())
    kept = [(away, word) for away, word in found if 0 < away <= _allowed(typed, word)]
    return [word for _, word in sorted(kept, key=lambda pair: pair[0])][:_SHOWN]


def _allowed(typed: str, word: str) -> int:
    shorter = min(len(typed), len(word))
    if not typed.isascii():
        return int(shorter > 1)
    if shorter < _LEAST_LETTERS:
        return 0
    return 2 if shorter >= _LONG_WORD else 1


def _distance(first: str, second: str) -> int:
    """Return how many slips lie between two words; two letters swapped are one slip."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, char in enumerate(first, 1):
        older, before, row = before, row, [at]
        for to, other in enumerate(second, 1):
            cost = min(before[to] + 1, row[-1] + 1, before[to - 1] + (char != other))
            if at > 1 and to > 1 and char == second[to - 2] and other == first[at - 2]:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
    return row[-1]
