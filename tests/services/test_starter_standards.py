"""The written standards that the program ships: complete, founded, linked, and clean in each grade."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from tests.support.cli import done, inside

from wuye_cli.cli.verb_table import VERBS
from wuye_cli.domain.documents.library import chains
from wuye_cli.domain.documents.words import (
    CUSTOMER,
    DELIVERY,
    FAMILIES,
    HARD,
    INSPECTION,
    INSPECTION_KINDS,
    PROMISES,
    STAFF_FIELDS,
    SYSTEM_PARTS,
)
from wuye_cli.i18n.catalog import words_of
from wuye_cli.store.codecs.library import read_library
from wuye_cli.store.codecs.rulebook import read_rulebook

ROOT = Path(__file__).parents[2]
TREES = {
    path.relative_to(ROOT).as_posix(): yaml.load(path.read_bytes(), yaml.CSafeLoader)
    for path in sorted((ROOT / "standards").rglob("*.yaml"))
}
RULES, _ = read_rulebook(
    lambda path: (ROOT / path).read_bytes() if (ROOT / path).is_file() else None,
    lambda folder: [path for path in TREES if path.startswith(folder + "/")],
    lambda data: yaml.load(data, yaml.CSafeLoader),
)
LIBRARY, PROBLEMS = read_library(TREES, RULES)
CLAUSES = [
    pytest.param(clause, id=f"{standard.id}.{clause.id}")
    for standard in LIBRARY.standards.values()
    for clause in standard.clauses.values()
]


def test_everything_can_be_read_and_refers_to_something():
    assert PROBLEMS == []


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_names_its_basis_and_speaks_both_languages(clause):
    assert re.match(r"A .|text S\d-\d\d|house", clause.basis), clause.basis
    assert clause.text
    assert clause.text_en
    assert not re.search("[\u4e00-\u9fff]", clause.text_en)


def test_the_texts_named_as_basis_are_of_the_source_texts():
    named = set(re.findall(r"S([0-4])-(\d\d)", " ".join(str(TREES))))
    last = {"0": 55, "1": 59, "2": 58, "3": 45, "4": 32}
    assert all(1 <= int(number) <= last[text] for text, number in named)


def test_there_are_all_families_kinds_promises_and_parts_of_the_system():
    assert {one.family for one in LIBRARY.of_layer(DELIVERY)} == set(FAMILIES)
    assert {one.kind for one in LIBRARY.of_layer(INSPECTION)} == set(INSPECTION_KINDS)
    assert tuple(LIBRARY.quality.promises) == PROMISES
    assert tuple(LIBRARY.quality.system) == SYSTEM_PARTS
    served = {name for one in LIBRARY.of_layer(CUSTOMER) for name in one.promises}
    assert served == set(PROMISES)


@pytest.mark.parametrize("standard", LIBRARY.of_layer(DELIVERY), ids=lambda one: one.id)
def test_each_of_the_ten_staff_fields_is_filled_or_said_to_be_needless(standard):
    filled = {item.field for item in standard.staff_items.values()}
    assert filled.isdisjoint(standard.without)
    assert filled | set(standard.without) == set(STAFF_FIELDS)


def test_hard_promises_are_inspected_every_time():
    behind = chains(LIBRARY)
    samples = {
        f"{standard.id}.{item.id}": item.sample
        for standard in LIBRARY.of_layer(INSPECTION)
        for item in standard.inspections.values()
    }
    sampled_only = [
        name
        for name, _, commitment in LIBRARY.commitments()
        if commitment.kind == HARD
        and not any(samples[item] == "all" for item in behind[name].inspections)
    ]
    assert sampled_only == []


def test_the_windows_of_the_source_texts_stand_with_their_tolerance():
    roads = LIBRARY.standards["cleaning"].commitments["roads"].measure.window
    waste = LIBRARY.standards["cleaning"].commitments["kitchen-waste"].measure.window
    steward = LIBRARY.standards["order"].commitments["steward"].measure.window
    assert (roads.kind, roads.times) == ("by", (450, 1050))
    assert (waste.kind, waste.times, waste.tolerance_minutes) == ("about", (1320,), 60)
    assert (steward.kind, steward.times) == ("from", (450,))


@pytest.mark.parametrize("grade", ["1", "2", "3"])
def test_a_new_store_of_each_grade_has_no_finding_on_its_written_standards(tmp_path, grade):
    done("init", "store", "--grade", grade, at=tmp_path)
    checked = inside("check", "--json", at=tmp_path / "store")
    found = {(one["rule"], one["path"]) for one in checked.json["findings"]}
    depends_on_the_day = {"Q008", "T010"}
    assert {code for code, _ in found} <= {"Q042"} | depends_on_the_day


def test_no_sentence_names_a_figure_that_the_grade_changes():
    """Else another grade would need other sentences; they say 公示的 instead."""
    grades = TREES["standards/grades.yaml"]["figures"]
    clocks = {tuple(row["path"][1:3]) for row in grades if row["file"] == "tiers.yaml"}
    cadences = {row["path"][1] for row in grades if row["file"] == "cadences.yaml"}
    for _, _, commitment in LIBRARY.commitments():
        measure = commitment.measure
        is_graded = measure is not None and (
            any((tier, measure.name) in clocks for tier in measure.tiers)
            or measure.name in cadences
        )
        if is_graded:
            assert "公示" in commitment.text


@pytest.mark.parametrize(("language", "key"), [("zh", "label"), ("en", "label_en")])
def test_a_clock_has_one_name_in_the_standards_and_in_the_program(language: str, key: str) -> None:
    words = words_of(language, "labels")
    declared = TREES["standards/tiers.yaml"]["clocks"]
    assert {name: words[f"clock.{name}"] for name in declared} == {
        name: clock[key] for name, clock in declared.items()
    }


STEPS = TREES["standards/flows.yaml"]["steps"]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_has_one_chinese_name_in_the_flows_in_lists_and_in_the_help(step):
    name = STEPS[step]["label"]
    assert words_of("zh", "labels")[f"event.{step}"] == name
    clock = words_of("zh", "labels").get(f"clock.{step}", name)
    assert clock == name
    helps = [verb.zh for verb in VERBS.values() if verb.do == step]
    assert all(name in one for one in helps), helps
