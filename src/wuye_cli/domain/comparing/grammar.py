"""The words in which a format says how it is compared: records, keyed entries, sets, rules.

A format is a tree of `Rule`s. A rule is given a place and the value on either side (None where
there is none) and yields the changes. Nothing is compared by its position in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.spot import as_text, is_reordered, is_same, plain

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.spot import Spot

Found = Iterator["Change"]
Rule = Callable[["Spot", Any, Any], Found]
"""Yields the changes between two values at a place."""


def unclassified(spot: Spot, old: Any, new: Any) -> Found:
    """Report any change of a field that no table knows: a person must look (D999)."""
    yield from plain_value("D999")(spot, old, new)


def elsewhere(_spot: Spot, _old: Any, _new: Any) -> Found:
    """Say nothing: the record has compared the field together with others."""
    return iter(())


class Record:
    """A mapping with fields of its own, each under a rule; what is not known is D999.

    Args:
        fields: Rule by field.
        usual: What a field that is left out means.
        rest: Rule of fields that are not named.
    """

    def __init__(
        self,
        fields: Mapping[str, Rule],
        *,
        usual: Mapping[str, Any] | None = None,
        rest: Rule = unclassified,
    ) -> None:
        self.fields = dict(fields)
        self.usual = dict(usual or {})
        self.rest = rest

    def rule(self, name: str) -> Rule:
        """Return the rule of a field."""
        return self.fields.get(name, self.rest)

    def __call__(self, spot: Spot, old: Any, new: Any) -> Found:
        """Yield the changes of the fields, then that of their order, which means nothing."""
        before, after = _mapping(old), _mapping(new)
        if before is None or after is None:
            yield from unclassified(spot, old, new)
            return
        for name in {**before, **after}:
            was, now = before.get(name), after.get(name)
            if not is_same(was, now):
                usual = self.usual.get(name)
                place = spot.at(name, (before, after))
                yield from self.rule(name)(
                    place, usual if was is None else was, usual if now is None else now
                )
        yield from reordered(spot, before, after)


def reordered(spot: Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> Found:
    """Report keys that stand in another order: it means nothing (D901)."""
    if list(old) == list(new):
        return
    before = [key for key in old if key in new]
    after = [key for key in new if key in old]
    if before != after:
        yield spot.found("D901", before, after)


def words(added: str, removed: str) -> Rule:
    """Return the rule of a plain set of words: what joined and what left, never its order."""

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        before, after = listed(old), listed(new)
        gone = [word for word in before if word not in after]
        come = [word for word in after if word not in before]
        if gone:
            yield spot.found(removed, gone, None)
        if come:
            yield spot.found(added, None, come)
        if not gone and not come and before != after:
            yield spot.found("D901", before, after)

    return compare


def listed(value: Any) -> list[Any]:
    """Return the words of a set as a list: of one word, of a list, of nothing.

    What is no word in it stands as its text, so that it can be told apart from others.
    """
    if value is None or value == "":
        return []
    found = [plain(one) for one in value] if isinstance(value, list) else [plain(value)]
    return [as_text(one) if isinstance(one, (dict, list)) else one for one in found]


def plain_value(code: str) -> Rule:
    """Return the rule of a value that is one thing or another: one code for every change."""

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        old, new = plain(old), plain(new)
        if not is_same(old, new):
            yield spot.found("D901" if is_reordered(old, new) else code, old, new)

    return compare


def present_or(added: str, removed: str, changed: Rule | str) -> Rule:
    """Return the rule of a value that may be missing: come, gone, or otherwise changed."""
    otherwise = plain_value(changed) if isinstance(changed, str) else changed

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        if is_empty(old) and is_empty(new):
            return
        if is_empty(old):
            yield spot.found(added, None, plain(new))
        elif is_empty(new):
            yield spot.found(removed, plain(old), None)
        else:
            yield from otherwise(spot, old, new)

    return compare


def ranked(order: Iterable[Any], worse: str, better: str, other: str) -> Rule:
    """Return the rule of a value out of a ladder, the best for residents first."""
    ladder = list(order)

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        if old == new:
            return
        if old in ladder and new in ladder:
            code = worse if ladder.index(new) > ladder.index(old) else better
        else:
            code = other
        yield spot.found(code, old, new)

    return compare


def number(lower: str, higher: str, other: str = "D999") -> Rule:
    """Return the rule of a number: what to call it when it falls and when it rises."""

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        if is_number(old) and is_number(new):
            if old != new:
                yield spot.found(lower if new < old else higher, old, new, **share(old, new))
        else:
            yield from plain_value(other)(spot, old, new)

    return compare


def share(old: float, new: float) -> dict[str, Any]:
    """Return by how many per cent a figure moved, as a fact; nothing where it was zero."""
    return {"percent": round((new - old) / old * 100)} if old else {}


def is_number(value: Any) -> bool:
    """Say whether a value is a number and no flag."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_empty(value: Any) -> bool:
    """Say whether a value is as good as left out."""
    return value is None or value in ("", [], {})


def _mapping(value: Any) -> dict[str, Any] | None:
    if value is None:
        return {}
    return value if isinstance(value, dict) else None
