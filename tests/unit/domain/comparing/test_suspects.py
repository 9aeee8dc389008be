"""Suspected renames are those that rating every pair would find, in the same order."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.comparing.likeness import SUSPECTED, likeness
from wuye_cli.domain.comparing.suspects import suspected

_TEXTS = st.lists(
    st.sampled_from(["到场", "回访", "15分钟", "登记", "，", "a", "aaa", "及时"]), max_size=9
).map("".join)
_VALUES = st.sampled_from([None, 1, 1.0, True, "", "hard", ["a"], [1], {"a": 1}, {"a": None}, []])
_RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "text": _TEXTS,
        "label": _TEXTS,
        "kind": _VALUES,
        "evidence": _VALUES,
        "field": _VALUES,
        "basis": st.sampled_from(["house", "law"]),
    },
)
_ENTRIES = st.lists(_RECORDS | _TEXTS | st.none(), max_size=6)


def _by_rating_every_pair(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    rates = [(likeness(old[was], new[now]), was, now) for was in old for now in new]
    found: list[tuple[str, str]] = []
    for rate, *pair in sorted(rates, key=lambda one: (-one[0], sorted(one[1:]))):
        if rate >= SUSPECTED and not {name for two in found for name in two} & set(pair):
            found.append((pair[0], pair[1]))
    return found


@given(_ENTRIES, _ENTRIES, st.permutations("abcdefghijkl"))
def test_the_pairs_are_those_of_rating_each_with_each(
    old: list[Any], new: list[Any], names: list[str]
) -> None:
    befores = dict(zip(names, old, strict=False))
    afters = dict(zip(names[len(old) :], new, strict=False))
    assert list(suspected(befores, afters)) == _by_rating_every_pair(befores, afters)


def test_of_equal_pairs_the_first_by_name_is_taken() -> None:
    same = {"text": "十五分钟内到场", "kind": "hard"}
    assert list(suspected({"d": same, "b": same}, {"c": same, "a": same})) == [
        ("b", "a"),
        ("d", "c"),
    ]


def test_a_text_of_other_words_is_no_rename() -> None:
    old, new = {"a": {"text": "十五分钟内到场"}}, {"b": {"text": "每季度回访一次"}}
    assert list(suspected(old, new)) == []
