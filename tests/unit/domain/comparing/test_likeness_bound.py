"""What is passed over when renames are looked for is surely none."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.comparing.keyed import pairing
from wuye_cli.domain.comparing.likeness import SUSPECTED, Text, likeness

_WORDS = st.lists(
    st.sampled_from(["到场", "回访", "15分钟", "登记", "，", "a", "及时"]), max_size=9
)
_TEXTS = _WORDS.map("".join)
_ENTRIES = (
    st.fixed_dictionaries(
        {},
        optional={"text": _TEXTS, "label": _TEXTS, "kind": st.sampled_from(["hard", "flexible"])},
    )
    | _TEXTS
)


@given(_ENTRIES, _ENTRIES)
def test_what_is_passed_over_is_below_the_threshold(old: Any, new: Any) -> None:
    if likeness(old, new) >= SUSPECTED:
        assert Text.of(old).may_be_like(Text.of(new))


def test_a_text_of_other_words_is_passed_over() -> None:
    first, second = Text.of({"text": "十五分钟内到场"}), Text.of({"text": "每季度回访一次"})
    assert not first.may_be_like(second)


def test_five_thousand_renamed_entries_are_paired_by_what_they_bind_to() -> None:
    old = {f"a{at}": {"text": f"第{at}项", "kind": "hard"} for at in range(5000)}
    new = {f"b{at}": {**entry} for at, entry in enumerate(old.values())}
    assert pairing(old, new).renamed == [(f"a{at}", f"b{at}", True) for at in range(5000)]


def test_entries_that_two_others_equal_are_not_paired_for_certain() -> None:
    same = {"text": "十五分钟内到场", "kind": "hard"}
    pairs = pairing({"a": same, "b": same}, {"c": same})
    assert [certain for _, _, certain in pairs.renamed] == [False]
