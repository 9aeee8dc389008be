"""The duty card's file: the starter one, and the faults of others."""

from __future__ import annotations

import pytest
from tests.store.codecs import starter

from wuye_cli.store.codecs.duty import read_duty, unknown_in_duty

DUTY = "duty.yaml"
ROLES = ("guard", "technician", "steward", "manager")


def test_the_starter_card_has_no_fault_and_names_nothing_unknown():
    tree = starter.tree(DUTY)
    book, problems = read_duty(tree)
    categories = starter.rules().categories.categories
    assert problems == []
    assert unknown_in_duty(tree, people=ROLES, categories=categories) == []
    assert [call.who for call in book.order] == list(ROLES)
    assert book.contacts["fire"].phone == "119"
    assert book.contacts["lift"].phone == ""
    assert book.dangers["lift.entrapment"].call == ("lift", "ambulance", "fire")


def test_every_emergency_of_the_starter_standard_has_its_first_steps_in_both_languages():
    book, _ = read_duty(starter.tree(DUTY))
    urgent = {
        one.id for one in starter.rules().categories.categories.values() if one.tier == "emergency"
    }
    assert urgent
    assert urgent <= set(book.dangers)
    for danger in book.dangers.values():
        assert len(danger.steps) == len(danger.steps_en), danger.id


def test_the_numbers_that_are_filled_in_are_those_of_the_whole_country():
    book, _ = read_duty(starter.tree(DUTY))
    known = {one.phone for one in book.contacts.values() if one.phone}
    assert known == {"110", "119", "120", "12345", "95598"}


FAULTS = [
    (("schema",), "duty/2", "S008"),
    (("schema",), "card/1", "S004"),
    (("contact",), {}, "S001"),
    (("order", 0, "whom"), "x", "S001"),
    (("order", 0, "who"), 7, "S003"),
    (("order",), {}, "S003"),
    (("contacts", "lift", "phone"), 62345678, "S003"),
    (("contacts", "lift", "phone"), "问门岗", "S006"),
    (("contacts", "lift", "telephone"), "1", "S001"),
    (("contacts", "lift", "label"), "", "S011"),
    (("contacts", "Lift"), {"label": "x", "phone": ""}, "S007"),
    (("first_steps", "fire", "call"), ["fires"], "S004"),
    (("first_steps", "fire", "steps"), {"a": 1}, "S003"),
    (("first_steps", "fire", "stepps"), [], "S001"),
]


@pytest.mark.parametrize(("path", "value", "code"), FAULTS, ids=[str(one[0]) for one in FAULTS])
def test_a_fault_is_named_and_the_rest_is_read(path, value, code):
    tree = starter.put(starter.tree(DUTY), path, value)
    book, problems = read_duty(tree)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].where[: len(path) - 1] == path[:-1]
    assert len(book.contacts) >= 9


@pytest.mark.parametrize("key", ["schema", "order", "contacts"])
def test_what_every_card_has_is_missed(key):
    tree = starter.tree(DUTY)
    del tree[key]
    assert ("S002", key) in [(one.code, one.facts.get("field")) for one in read_duty(tree)[1]]


@pytest.mark.parametrize("tree", [None, [], "x", 7, {"order": 1, "contacts": 2, "schema": 3}])
def test_any_tree_is_read_without_a_crash(tree):
    assert read_duty(tree)[1]


def test_who_and_what_nobody_declares_is_told_with_a_guess():
    tree = starter.tree(DUTY)
    tree["order"][1]["who"] = "techician"
    tree["first_steps"]["gas.leek"] = {"steps": ["x"]}
    known = starter.rules().categories.categories
    found = unknown_in_duty(tree, people=ROLES, categories=known)
    assert [(one.code, one.facts["value"], one.facts["suggestion"]) for one in found] == [
        ("S004", "techician", "technician"),
        ("R002", "gas.leek", "gas.leak"),
    ]
    assert found[0].where == ("order", 1, "who")


def test_a_store_that_declares_no_roles_has_none_wrong():
    tree = starter.tree(DUTY)
    assert unknown_in_duty(tree, people=(), categories=()) == []
