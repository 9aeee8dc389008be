"""Rules for sentences: modals, numbers, negations, and whom they speak of."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.prose import negations, strength
from wuye_cli.domain.documents.quantities import quantities

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found, Rule
    from wuye_cli.domain.comparing.spot import Spot
    from wuye_cli.domain.documents.quantities import Quantity

_ENGLISH = "_en"
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
    for code in codes_of(old, new):
        yield spot.found(code, plain(old), plain(new), **_facts(code, old, new))


def codes_of(old: Any, new: Any) -> list[str]:
    """Return the codes of a change from one sentence to another; none if they are equal."""
    old, new = plain(old), plain(new)
    if old == new:
        return []
    if not isinstance(old, str) or not isinstance(new, str):
        return ["D303"]
    return _graver(*_apart(old, new)) or ["D303"]


def _graver(old: str, new: str) -> list[str]:
    """Return what is graver than other words, or `D310`, between the clauses that differ."""
    numbers = ["D306"] if old != new and _numbers(old) != _numbers(new) else []
    if old != new and old.translate(_DIGITS) == new.translate(_DIGITS):
        return numbers
    if _letters(old) == _letters(new):
        return ["D310"]  # the same words, with other marks between them
    firmness = strength(new) - strength(old)
    firmer = ["D304" if firmness < 0 else "D305"] if firmness else []
    turned = ["D307"] if _turns(old) != _turns(new) else []
    return firmer + numbers + turned


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return the clauses in which two texts differ, from the first such to the last.

    What both say alike decides nothing: a 可 in another clause must not hide that a 应 became 宜.
    """
    before, after = _CLAUSES.split(old), _CLAUSES.split(new)
    least = min(len(before), len(after))
    start = next((at for at in range(least) if before[at] != after[at]), least)
    end = next(
        (at for at in range(least - start) if before[-1 - at] != after[-1 - at]), least - start
    )
    return (
        "。".join(before[start : len(before) - end]),
        "。".join(after[start : len(after) - end]),
    )


def _facts(code: str, old: Any, new: Any) -> dict[str, Any]:
    if code != "D306":
        return {}
    old, new = _apart(plain(old), plain(new))
    before, after = _numbers(old), _numbers(new)
    return {
        "numbers_old": [one.text for one in _counted(old) if _is_more(_value(one), before, after)],
        "numbers_new": [one.text for one in _counted(new) if _is_more(_value(one), after, before)],
    }


def _is_more(value: _Value, here: tuple[_Value, ...], there: tuple[_Value, ...]) -> bool:
    return here.count(value) > there.count(value)


def _letters(text: str) -> str:
    """Return a text without spaces, punctuation and width: what is left is its words."""
    return "".join(filter(str.isalnum, folded(text)))


_counted = lru_cache(maxsize=64)(quantities)
"""The numbers of the texts looked at last: a change asks for them more than once."""


@lru_cache(maxsize=64)
def _numbers(text: str) -> tuple[_Value, ...]:
    return tuple(sorted(map(_value, _counted(text))))


def _value(one: Quantity) -> _Value:
    """Return what is compared of a number, in whole numbers: fractions are slow to look up."""
    return (*one.amount.as_integer_ratio(), one.unit)


def _turns(text: str) -> Counter[str]:
    return Counter(one.word.lower() for one in negations(text))


def translation(spot: Spot, old: Any, new: Any) -> Found:
    """Compare an English text beside a Chinese one, whose change is not told twice."""
    before, after = (_chinese(spot, peer) for peer in spot.peer)
    told = codes_of(before, after)
    for code in codes_of(old, new):
        if not told or code not in {*told, "D303", "D310"}:
            yield spot.found(code, plain(old), plain(new), **_facts(code, old, new))


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
