"""Rules for sentences: modals, numbers, negations, and whom they speak of."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import starmap, zip_longest
from operator import eq
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.prose import negations, strength
from wuye_cli.domain.documents.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.comparing.grammar import Found, Rule
    from wuye_cli.domain.comparing.spot import Spot

_ENGLISH = "_en"
_WORDING = ("D303",)
_DIGITS = dict.fromkeys(range(ord("0"), ord("9") + 1), "0")
"""For texts that differ in nothing but digits: no modal, no negation holds one."""
_CLAUSES = re.compile("[，。；;！!？?\n]|\\. ")

_EVERYBODY = frozenset({"owner", "tenant", "family", "visitor", "shop"})
_RESIDENTS = frozenset({"owner", "tenant", "family"})
_GROUPS: dict[str, frozenset[str]] = {
    "所有人": _EVERYBODY,
    "任何人": _EVERYBODY,
    "everybody": _EVERYBODY,
    "everyone": _EVERYBODY,
    "anybody": _EVERYBODY,
    "住户": _RESIDENTS,
    "居民": _RESIDENTS,
    "residents": _RESIDENTS,
    "resident": _RESIDENTS,
    "业主": frozenset({"owner"}),
    "owners": frozenset({"owner"}),
    "owner": frozenset({"owner"}),
    "租户": frozenset({"tenant"}),
    "租客": frozenset({"tenant"}),
    "承租人": frozenset({"tenant"}),
    "tenants": frozenset({"tenant"}),
    "tenant": frozenset({"tenant"}),
    "家属": frozenset({"family"}),
    "家人": frozenset({"family"}),
    "families": frozenset({"family"}),
    "访客": frozenset({"visitor"}),
    "来访人员": frozenset({"visitor"}),
    "visitors": frozenset({"visitor"}),
    "商户": frozenset({"shop"}),
    "shops": frozenset({"shop"}),
}
"""Words for people to the groups that they take in."""
_JOINTS = (
    "和",
    "及",
    "与",
    "、",
    "或",
    ",",
    "，",
    "全体",
    "所有",
    "所",
    "以",
    "有",
    "all ",
    "and",
    "or ",
)


_Value = tuple[int, int, str]
"""A number as numerator, denominator and unit."""


def prose(spot: Spot, old: Any, new: Any) -> Found:
    """Compare two sentences: the graver facts each by its code, else the wording alone."""
    before, after = plain(old), plain(new)
    for code in _codes_of(before, after):
        yield spot.found(code, before, after, **_facts(code, before, after))


def codes_of(old: Any, new: Any) -> Sequence[str]:
    """Return the codes of a change from one sentence to another; none if they are equal."""
    return _codes_of(plain(old), plain(new))


def _codes_of(old: Any, new: Any) -> Sequence[str]:
    if not isinstance(old, str) or not isinstance(new, str):
        return () if old == new else _WORDING
    return () if old == new else _graver(*_apart(old, new)) or _WORDING


@lru_cache(maxsize=64)  # a translation asks for the codes of the Chinese text again
def _graver(old: str, new: str) -> tuple[str, ...]:
    """Return what is graver than other words, or `D310`, between the clauses that differ."""
    if old != new and len(old) == len(new) and old.translate(_DIGITS) == new.translate(_DIGITS):
        return _other_numbers(old, new)
    if _is_spelled_alike(old, new):
        return ("D310",)  # the same words, with other marks between them
    firmness = strength(new) - strength(old)
    firmer = ("D304" if firmness < 0 else "D305",) if firmness else ()
    turned = () if _turns(old) == _turns(new) else ("D307",)
    return (*firmer, *_other_numbers(old, new), *turned)


def _other_numbers(old: str, new: str) -> tuple[str, ...]:
    return () if sorted(_values(old)) == sorted(_values(new)) else ("D306",)


@lru_cache(maxsize=64)  # the facts of a number are sought in the clauses that gave its code
def _apart(old: str, new: str) -> tuple[str, str]:
    """Return the clauses in which two texts differ, from the first such to the last.

    What both say alike decides nothing: a 可 in another clause must not hide that a 应 became 宜.
    """
    before, after = _CLAUSES.split(old), _CLAUSES.split(new)
    least, start, end = min(len(before), len(after)), 0, 0
    while start < least and before[start] == after[start]:
        start += 1
    while end < least - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return (
        "。".join(before[start : len(before) - end]),
        "。".join(after[start : len(after) - end]),
    )


def _facts(code: str, old: Any, new: Any) -> dict[str, Any]:
    if code != "D306":
        return {}
    old, new = _apart(old, new)
    return {"numbers_old": _surplus(old, new), "numbers_new": _surplus(new, old)}


def _surplus(here: str, there: str) -> list[str]:
    """Return the numbers, as written, that one text has more often than another."""
    counted, own, others = _counted(here), _values(here), _values(there)
    return [
        one.text
        for one, value in zip(counted, own, strict=True)
        if own.count(value) > others.count(value)
    ]


def _is_spelled_alike(old: str, new: str) -> bool:
    """Say whether two texts have the same letters; most differ in the first few already."""
    before, after = filter(str.isalnum, folded(old)), filter(str.isalnum, folded(new))
    return all(starmap(eq, zip_longest(before, after)))


def _letters(text: str) -> str:
    """Return a text without spaces, punctuation and width: what is left is its words."""
    return "".join(filter(str.isalnum, folded(text)))


_counted = lru_cache(maxsize=64)(quantities)
"""The numbers of the texts looked at last: a change asks for them more than once."""


@lru_cache(maxsize=64)
def _values(text: str) -> list[_Value]:
    """Return what is compared of numbers, in whole numbers: fractions are slow to look up."""
    return [(*amount.as_integer_ratio(), unit) for amount, unit, _, _ in _counted(text)]


def _turns(text: str) -> list[str]:
    return sorted([one.word.lower() for one in negations(text)])


def translation(spot: Spot, old: Any, new: Any) -> Found:
    """Compare an English text beside a Chinese one, whose change is not told twice."""
    before, after = (_chinese(spot, peer) for peer in spot.peer)
    told = codes_of(before, after)
    was, now = plain(old), plain(new)
    for code in _codes_of(was, now):
        if not told or code not in {*told, "D303", "D310"}:
            yield spot.found(code, was, now, **_facts(code, was, now))


def _chinese(spot: Spot, peer: Any) -> Any:
    name = spot.key[-1]
    base = "zh" if name == "en" else name.removesuffix(_ENGLISH)
    return peer.get(base) if isinstance(peer, dict) else None


def texts(name: str) -> dict[str, Rule]:
    """Return the rules of a sentence and its translation."""
    return {name: prose, name + _ENGLISH: translation}


def scope(spot: Spot, old: Any, new: Any) -> Found:
    """Compare whom something covers; what is no list of known groups needs a person."""
    before, after = plain(old), plain(new)
    if before == after:
        return
    was, now = people(before), people(after)
    if was is None or now is None:
        letters = [_letters(one) if isinstance(one, str) else one for one in (before, after)]
        code = "D310" if letters[0] == letters[1] else "D314"
    elif was == now:
        code = "D310"
    else:
        code = "D308" if now < was else "D309" if now > was else "D314"
    yield spot.found(code, before, after)


def scope_translation(spot: Spot, old: Any, new: Any) -> Found:
    """Compare an English scope, unless the Chinese one has changed and been told."""
    before, after = (_chinese(spot, peer) for peer in spot.peer)
    if before == after:
        yield from scope(spot, old, new)


def people(text: Any) -> frozenset[str] | None:
    """Return the groups that a scope names; None if it says anything else.

    Example:
        >>> people("住户及租户") == people("业主、租户、家属"), people("地下车库")
        (True, None)
    """
    if not isinstance(text, str) or not text:
        return None
    rest, found = folded(text), frozenset[str]()
    for word in sorted(_GROUPS, key=len, reverse=True):
        if word in rest:
            found |= _GROUPS[word]
            rest = rest.replace(word, " ")
    for joint in _JOINTS:
        rest = rest.replace(joint, " ")
    return found if found and not _letters(rest) else None
