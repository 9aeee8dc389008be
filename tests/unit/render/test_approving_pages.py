"""Changes under approval as lines: which document, in words, and what of the words to mend."""

from __future__ import annotations

import pytest

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import Change
from wuye_cli.i18n.catalog import switch_language
from wuye_cli.render.approving_pages import change_lines, promise_lines

FIGURES = {"limit": "2h", "worst": 7200, "p95": 3600}


@pytest.fixture(autouse=True, params=["zh", "en"])
def language(request):
    before = switch_language(request.param)
    yield request.param
    switch_language(before)


def change(code, standard, key, old, new):
    kind = KINDS[code]
    return Change(code=code, level=kind.level, customer=kind.customer, staff=kind.staff,
                  standard=standard, key=key, old=old, new=new)  # fmt: skip


def test_a_change_of_another_document_names_it():
    one = change("D702", "services/emergency", "commitments.on-site.measure", "15m", "20m")
    assert "services/emergency commitments.on-site.measure" in change_lines([one], "tiers")[1]


def test_an_effect_is_told_in_words_and_not_as_a_mapping():
    ends = [{**FIGURES, "median": median} for median in (3600, 1800)]
    line = change_lines([change("D212", "tiers", "tiers.general.ack", *ends)], "tiers")[1]
    assert "worst=" not in line
    assert "7200" not in line


def test_the_words_of_a_promise_are_named_once_its_figure_moved_elsewhere():
    one = change("D702", "services/emergency", "commitments.on-site.measure", "15m", "20m")
    assert "services/emergency.on-site.text" in promise_lines([one])[0]


def test_hours_that_moved_leave_the_words_alone():
    ends = [{**FIGURES, "median": median} for median in (3600, 1800)]
    assert promise_lines([change("D702", "services/desk", "commitments.a.measure", *ends)]) == []
    assert promise_lines([change("D111", "tiers", "tiers.a.ack", "1h", "2h")]) == []
