"""The fingerprint of obligations: what changes it and what does not."""

from __future__ import annotations

import pytest
from tests.store.codecs import starter

from wuye_cli.store.codecs.tiers import read_tier_book, terms_of

BARE = {
    "schema": "tiers/1",
    "version": 1,
    "effective_from": "2026-01-01T00:00:00+08:00",
    "tiers": {"general": {"ack": ["2h", "office"], "resolve": ["3wd", "office"]}},
}


def terms_with(path, value):
    return terms_of(starter.put(starter.tree("tiers.yaml"), path, value))


def usual():
    return terms_of(starter.tree("tiers.yaml"))


def test_it_is_eight_hex_digits_and_stands_in_the_book():
    terms = usual()
    assert len(terms) == 8
    assert set(terms) <= set("0123456789abcdef")
    assert read_tier_book(starter.tree("tiers.yaml"))[0].terms == terms


def test_a_ticket_pinned_by_an_earlier_release_still_finds_its_terms():
    # If this fails, the way of counting has changed, and every pinned ticket would look edited.
    assert terms_of(BARE) == "e0d9c4d8"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("tiers", "general", "ack", 0), "1h"),
        (("tiers", "general", "ack", 1), "office"),
        (("tiers", "general", "raise_to"), "general"),
        (("tiers", "general", "class"), "special"),
        (("tiers", "external", "resolve"), ["1wd", "office"]),
        (("clocks", "arrive", "to"), ["arrive"]),
        (("clocks", "vendor_arrive", "binds"), "desk"),
        (("channel_calendars", "wechat"), "always"),
        (("pause_reasons", "staff_shortage", "stops"), ["resolve"]),
        (("pause_reasons", "authority", "max"), "60d"),
        (("pause_rules", "backdate_max"), "60m"),
        (("policy", "reopen_window"), "3d"),
        (("timezone",), "UTC"),
    ],
)
def test_a_changed_obligation_changes_it(path, value):
    assert terms_with(path, value) != usual()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("tiers", "general", "label"), "一般"),
        (("tiers", "general", "label_en"), "ordinary"),
        (("tiers", "general", "aliases"), ["寻常"]),
        (("tiers", "general", "basis", "ack"), "house"),
        (("tiers", "general", "rank"), 11),
        (("clocks", "ack", "label"), "响应"),
        (("policy", "basis"), {}),
        (("pause_rules", "basis"), "house, all of it"),
        (("version",), 2),
        (("effective_from",), "2027-01-01T00:00:00+08:00"),
        (("x-note",), "ours"),
    ],
)
def test_wording_and_dates_do_not_change_it(path, value):
    assert terms_with(path, value) == usual()


def test_writing_out_a_default_does_not_change_it():
    written = {**BARE, "timezone": "Asia/Shanghai", "policy": {"warn_fraction": 0.8}}
    assert terms_of(written) == terms_of(BARE)


def test_the_order_of_tiers_does_not_change_it():
    tree = starter.tree("tiers.yaml")
    tree["tiers"] = dict(reversed(tree["tiers"].items()))
    assert terms_of(tree) == usual()
