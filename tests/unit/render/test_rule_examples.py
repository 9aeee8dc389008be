"""The examples on the pages of the rules are what the comparison calls by their code."""

from __future__ import annotations

import pytest
from tests.support.comparing import GONE, base, found, put

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.i18n.catalog import use_language
from wuye_cli.render.diffs.examples import example, sample_of
from wuye_cli.store.yaml_text import read_plain

SAMPLED = [code for code in KINDS if sample_of(code) is not None]


def value(text):
    return read_plain(f"value: {text}\n".encode())["value"] if text else GONE


@pytest.mark.parametrize("code", SAMPLED)
def test_an_example_is_called_by_its_code(code):
    sample = sample_of(code)
    old, new = (put(base(), list(sample.at), value(text)) for text in (sample.before, sample.after))
    assert code in {one for one, _ in found(old, new)}, found(old, new)


def test_the_others_are_of_more_than_a_value():
    others = set(KINDS) - set(SAMPLED)
    assert others == {
        *("D103", "D104", "D105", "D331", "D606"),
        *("D801", "D802", "D902", "D904", "D905"),
    }


@pytest.mark.parametrize("code", KINDS)
def test_every_example_shows_two_unlike_pieces(code, monkeypatch):
    monkeypatch.setenv("WUYE_LANG", "en")
    use_language()
    before, after = example(code)
    assert before != after
