"""Who stands on whom: where two histories parted, found without asking git anew for each merge."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONE, _OTHER, _BELOW = 1, 2, 4
"""A commit is above one side, above the other, or below a commit where they parted."""


class Lineage:
    """The commits of a walk by their place in it, parents before children."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}
        self._names: list[str] = []
        self._parents: list[tuple[int, ...]] = []

    def add(self, commit: str, parents: Sequence[str]) -> None:
        """Note the next commit of the walk."""
        known = [self._place.get(one, -1) for one in parents]
        self._place[commit] = len(self._names)
        self._names.append(commit)
        self._parents.append(tuple(known))

    def bases(self, one: str, other: str) -> list[str] | None:
        """Return the commits where two histories parted; None if that lies before the walk.

        A commit comes after all that it stands on. So whoever is looked at in falling order has
        been reached from every commit above him, and one pass over the part of history in which
        the two differ is enough.

        Example:
            >>> lineage = Lineage()
            >>> for name, parents in ("a", ""), ("b", "a"), ("c", "a"):
            ...     lineage.add(name, parents)
            >>> lineage.bases("b", "c"), lineage.bases("a", "c"), lineage.bases("a", "z")
            (['a'], ['a'], None)
        """
        if one not in self._place or other not in self._place:
            return None
        marks = {self._place[one]: _ONE}
        marks[self._place[other]] = marks.get(self._place[other], 0) | _OTHER
        waiting = [-place for place in marks]
        heapq.heapify(waiting)
        fresh = len(marks)  # so many of those that wait are not below a commit that was found
        found = []
        while fresh:
            place = -heapq.heappop(waiting)
            mark = marks.pop(place)
            fresh -= not mark & _BELOW
            if mark == _ONE | _OTHER:
                found.append(self._names[place])
                mark |= _BELOW
            for parent in self._parents[place]:
                if parent < 0 and not mark & _BELOW:
                    return None
                if parent < 0:
                    continue
                known = marks.get(parent)
                marks[parent] = (known or 0) | mark
                if known is None:
                    heapq.heappush(waiting, -parent)
                fresh += not marks[parent] & _BELOW
                fresh -= known is not None and not known & _BELOW
        return found

    def beginnings(self, commit: str) -> list[str]:
        """Return the first commits that a commit stands on, as far as the walk goes."""
        waiting, seen, found = [self._place[commit]], set[int](), []
        while waiting:
            place = waiting.pop()
            if place < 0 or place in seen:
                continue
            seen.add(place)
            waiting += self._parents[place]
            if not self._parents[place]:
                found.append(self._names[place])
        return found
