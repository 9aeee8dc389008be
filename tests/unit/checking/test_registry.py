"""The table of rules: codes, texts in both languages, examples, and choosing among them."""

from __future__ import annotations

import importlib
import re

import pytest

from wuye_cli.checking.examples import EXAMPLES
from wuye_cli.checking.finding import SEVERITIES, Finding
from wuye_cli.checking.registry import BY_CODE, RULES
from wuye_cli.checking.runner import Selection, sorted_findings
from wuye_cli.domain.errors import CallError


def texts(language):
    return importlib.import_module(f"wuye_cli.i18n.{language}.check").MESSAGES


def test_no_code_and_no_name_is_registered_twice():
    assert len(BY_CODE) == len(RULES) == len({rule.name for rule in RULES})


def test_codes_are_a_letter_and_three_digits_in_the_order_of_their_family():
    for family in "YSRTQKW":
        codes = [rule.code for rule in RULES if rule.family == family]
        assert codes
        assert codes == sorted(codes)
    assert all(re.fullmatch("[YSRTQKW][0-9]{3}", rule.code) for rule in RULES)


def test_every_severity_is_a_known_one():
    assert {rule.severity for rule in RULES} <= set(SEVERITIES)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_rule_has_its_texts(code, language):
    words = texts(language)
    for key in (code, f"{code}.what", f"{code}.why"):
        assert words[key].strip()


def test_both_languages_know_the_same_words_and_ask_for_the_same_facts():
    zh, en = texts("zh"), texts("en")
    assert zh.keys() == en.keys()
    for key in zh:
        assert set(re.findall(r"{(\w+)}", zh[key])) == set(re.findall(r"{(\w+)}", en[key])), key


def test_no_text_is_left_of_a_rule_that_is_not_there():
    known = {key.split(".")[0] for key in texts("zh") if re.match("[A-Z][0-9]{3}", key)}
    assert known == set(BY_CODE) == set(EXAMPLES)


def test_a_bad_example_differs_from_the_good_one():
    assert all(bad.strip() and good.strip() and bad != good for bad, good in EXAMPLES.values())


def test_every_generator_says_in_its_docstring_which_codes_it_serves():
    for rule in RULES:
        for check in rule.checks:
            heading = (check.find.__doc__ or "").partition(":")[0]
            first = (check.find.__doc__ or "").splitlines()[0]
            assert _names(rule.code, heading) or _names(rule.code, first), (rule.code, first)


def _names(code, text):
    """Say whether a text names a code, alone or within `Y003-Y007`."""
    spans = re.findall(r"([A-Z][0-9]{3})(?:-([A-Z][0-9]{3}))?", text)
    return any(start <= code <= (end or start) for start, end in spans)


def test_rules_are_chosen_by_the_beginning_of_their_code():
    chosen = Selection(("Y", "T00"), ("Y01",)).codes
    assert {"Y001", "T001"} <= chosen
    assert not {"Y013", "T010", "K001"} & chosen


def test_an_unknown_rule_is_a_bad_call():
    with pytest.raises(CallError) as raised:
        Selection(("Z9",))
    assert (raised.value.code, raised.value.exit_status) == ("unknown_rule", 2)


def test_findings_are_listed_by_path_and_place_and_never_twice():
    late = Finding(rule="S001", severity="error", path="b.yaml", line=9)
    early = Finding(rule="T001", severity="error", path="b.yaml", line=2)
    other = Finding(rule="Y001", severity="error", path="a.yaml", line=90)
    assert sorted_findings([late, early, other, late]) == [other, early, late]
