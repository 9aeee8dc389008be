"""Suspected renames: of two sets of entries the pairs that are much alike, the likeliest first.

Two hundred entries on either side make 40,000 pairs, and each has to be rated as `likeness` does.
So every entry is looked at once and becomes bits, and a pair costs an `&` (measured: a tenth of a
microsecond in place of twenty). Entries of equal fields are taken together, and their words are
asked only where they can still bring a pair over the threshold.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.comparing.likeness import SUSPECTED, fields_of, rated, text_of, whole_text
from wuye_cli.domain.documents.prose import pieces

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    Entries = Mapping[str, Any]

_EDGE = 1e-9
"""More than rounding moves a bound, less than one piece of any text does."""


class _Fields(NamedTuple):
    """The fields of an entry that are no words, as bits: one for what is equal to the other."""

    names: int
    given: int
    values: int


class _Words(NamedTuple):
    """The words of an entry: its two-letter pieces as bits, each as often as it stands there."""

    rank: int
    pieces: int
    total: int
    text: str


_Groups = dict[_Fields, list[_Words]]
_Rated = tuple[float, int, int]
"""How alike two entries are, and their places among all names."""


def suspected(old: Entries, new: Entries) -> Iterator[tuple[str, str]]:
    """Yield the pairs whose `likeness` reaches `SUSPECTED`, each entry in one of them at most.

    The likeliest come first, and of those equally alike the first by name.

    Args:
        old: Entries by name.
        new: Entries by name, none of which the old side has.
    """
    names = sorted((*old, *new))
    ranks = {name: rank for rank, name in enumerate(names)}
    by_rate: dict[float, list[tuple[int, int]]] = defaultdict(list)
    for rate, was, now in _pairs(old, new, _Bits(ranks)):
        by_rate[rate].append((was, now) if was < now else (now, was))
    taken: set[int] = set()
    for rate in sorted(by_rate, reverse=True):
        for pair in sorted(one for one in by_rate[rate] if taken.isdisjoint(one)):
            if taken.isdisjoint(pair):
                taken.update(pair)
                one, other = (names[rank] for rank in pair)
                yield (one, other) if one in old else (other, one)


def _pairs(old: Entries, new: Entries, bits: _Bits) -> Iterator[_Rated]:
    """Yield all pairs that are alike; an entry with fields is but a text beside a mere text."""
    olds, news = _with_fields(old), _with_fields(new)
    yield from _alike(bits.of_records(olds), bits.of_records(news))
    old_texts, new_texts = (
        {name: one for name, one in all_.items() if name not in some}
        for all_, some in ((old, olds), (new, news))
    )
    if old_texts:
        yield from _alike(bits.of_texts(old_texts), bits.of_texts(new))
    if new_texts:
        yield from _alike(bits.of_texts(olds), bits.of_texts(new_texts))


def _with_fields(entries: Entries) -> dict[str, Any]:
    return {name: one for name, one in entries.items() if isinstance(one, dict)}


class _Bits:
    """Turns entries into bits, all of them by the same numbers.

    Args:
        ranks: The place of each entry by its name.
    """

    def __init__(self, ranks: Mapping[str, int]) -> None:
        self._ranks = ranks
        self._mask = _Numbered()

    def of_records(self, entries: Entries) -> _Groups:
        """Return the words of entries by their fields."""
        groups: _Groups = defaultdict(list)
        for name, entry in entries.items():
            groups[self._fields(fields_of(entry))].append(self._words(name, text_of(entry)))
        return groups

    def of_texts(self, entries: Entries) -> _Groups:
        """Return the words of entries that count as one text each."""
        words = [self._words(name, whole_text(entry)) for name, entry in entries.items()]
        return {_Fields(0, 0, 0): words}

    def _fields(self, fields: Mapping[str, Any]) -> _Fields:
        given = {name: value for name, value in fields.items() if value is not None}
        values = [(name, _frozen(value)) for name, value in given.items()]
        return _Fields(self._mask.of(fields), self._mask.of(given), self._mask.of(values))

    def _words(self, name: str, text: str) -> _Words:
        counted = pieces(text)
        mask, total = self._mask.of(counted), counted.total()
        if total > len(counted):
            again = [(one, at) for one, count in counted.items() for at in range(1, count)]
            mask += self._mask.of(again)
        return _Words(self._ranks[name], mask, total, text)


class _Numbered(dict["Hashable", int]):
    """A bit for each thing that is asked for."""

    def __missing__(self, thing: Hashable) -> int:
        bit = self[thing] = 1 << len(self)
        return bit

    def of(self, things: Iterable[Hashable]) -> int:
        """Return the bits of things no two of which are equal."""
        return sum(map(self.__getitem__, things))


def _frozen(value: Any) -> Hashable:
    """Return a value such that two are equal as they were; 1 and 1.0 are."""
    if isinstance(value, dict):
        return frozenset((name, _frozen(part)) for name, part in value.items())
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _alike(olds: _Groups, news: _Groups) -> Iterator[_Rated]:
    for before, ours in olds.items():
        for after, theirs in news.items():
            shared = _shared(before, after)
            least = SUSPECTED if shared is None else 2 * SUSPECTED - shared
            if least <= 1 + _EDGE:
                yield from _by_words(ours, theirs, shared, least / 2 - _EDGE)


def _shared(old: _Fields, new: _Fields) -> float | None:
    """Return the share of equal fields, as `likeness` counts it: what has no value is missing."""
    names = (old.names | new.names).bit_count()
    void = names - (old.given | new.given).bit_count()
    return ((old.values & new.values).bit_count() + void) / names if names else None


def _by_words(
    ours: list[_Words], theirs: list[_Words], shared: float | None, least: float
) -> Iterator[_Rated]:
    """Yield the pairs that are alike: `least` is the share of pieces that both must have."""
    for rank, own, total, text in ours:
        for other, others, more, said in theirs:
            both = (own & others).bit_count()
            if both < least * (total + more):
                continue
            if total + more:
                rate = rated(shared, 2 * both / (total + more))
            else:
                rate = rated(shared, float(text == said) if text or said else None)
            if rate >= SUSPECTED:
                yield rate, rank, other
