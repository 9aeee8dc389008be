"""Words to a category and a tier, with the word and the row that decided."""

from __future__ import annotations

import pytest

from wuye_cli.domain.tickets.category import Category, CategoryBook, Rule
from wuye_cli.domain.tickets.classified import Circumstances, classify_words

LEAK = Category(
    id="water.leak",
    label="漏水",
    kind="repair",
    rules=(
        Rule(tier="emergency", urgency="danger"),
        Rule(tier="special", place="private"),
        Rule(tier="general", place="common"),
    ),
    aliases=("漏水", "水龙头"),
)
BURST = Category(
    id="water.burst", label="爆管", kind="repair", tier="emergency", aliases=("水管爆裂",)
)
NOISE = Category(
    id="noise", label="噪声", kind="complaint", rules=(Rule(tier="x", place="common"),)
)
BOOK = CategoryBook(
    categories={one.id: one for one in (LEAK, BURST, NOISE)}, danger_words=("触电",)
)


def classify(words, **said):
    return classify_words(words, BOOK, Circumstances(**said))


@pytest.mark.parametrize(
    ("words", "tier", "by", "row"),
    [
        ("3-1-502 水龙头漏水", "special", "row", 2),
        ("大堂漏水", "general", "row", 3),
        ("3-1-502 漏水 快触电了", "emergency", "row", 1),
        ("3-1-502 水管爆裂", "emergency", "category", 0),
        ("3-1-502 邻居噪声", "general", "default", 0),
        ("没头没脑", "general", "default", 0),
    ],
)
def test_the_row_that_decided_is_named(words, tier, by, row):
    found = classify(words)
    assert (found.tier, found.by, found.row) == (tier, by, row)


def test_the_longest_word_decides_and_others_are_told():
    found = classify("漏水了，水管爆裂")
    assert (found.category, found.alias) == ("water.burst", "水管爆裂")
    assert found.rivals == {"water.leak": "漏水"}


def test_what_was_said_goes_before_what_was_guessed():
    found = classify("漏水", unit="3-1-502", urgency="danger", category="noise")
    assert (found.category, found.alias, found.urgency) == ("noise", "", "danger")
    assert (found.unit, found.where) == ("3-1-0502", "private")
