"""Entries under other ids are paired by what they bind to, for certain where it is certain."""

from __future__ import annotations

from wuye_cli.domain.comparing.keyed import pairing


def test_five_thousand_renamed_entries_are_paired_by_what_they_bind_to() -> None:
    old = {f"a{at}": {"text": f"第{at}项", "kind": "hard"} for at in range(5000)}
    new = {f"b{at}": {**entry} for at, entry in enumerate(old.values())}
    assert pairing(old, new).renamed == [(f"a{at}", f"b{at}", True) for at in range(5000)]


def test_entries_that_two_others_equal_are_not_paired_for_certain() -> None:
    same = {"text": "十五分钟内到场", "kind": "hard"}
    pairs = pairing({"a": same, "b": same}, {"c": same})
    assert [certain for _, _, certain in pairs.renamed] == [False]
