"""The starter standards load without a fault, and every name in them leads somewhere."""

from __future__ import annotations

from itertools import product

import pytest
from tests.store.codecs import starter

from wuye_cli.domain.tickets.case_run import run_cases
from wuye_cli.domain.tickets.category import COMPLEXITIES, KINDS, PLACES, URGENCIES
from wuye_cli.domain.tickets.classify import guess
from wuye_cli.domain.tickets.flow import CONSENT_IF_PAID
from wuye_cli.domain.tickets.rulebook import CHANNEL
from wuye_cli.domain.tickets.tier import BasisCounts, basis_counts, strength_of
from wuye_cli.store.yaml_text import read_yaml

FILES = sorted(path.relative_to(starter.STANDARDS) for path in starter.STANDARDS.rglob("*.yaml"))
ORDER = ("ack", "arrive", "contain", "resolve")


def tiers():
    return starter.book().tiers


def categories():
    return starter.rules().categories.categories


def tiers_of(category):
    """Every tier that a category can get, through its table or without it."""
    found = {rule.tier for rule in category.rules}
    if not covers(category.rules):
        found.add(category.tier or starter.rules().categories.default_tier)
    return found


def covers(rules):
    """Whether some row answers for every place, urgency and complexity."""
    return all(
        any(
            rule.place in {"", place}
            and rule.urgency in {"", urgency}
            and rule.complexity in {"", complexity}
            for rule in rules
        )
        for place, urgency, complexity in product(PLACES, URGENCIES, COMPLEXITIES)
    )


def reached():
    """Every (kind, tier) that a ticket can come to, reopened and second ones too."""
    pairs = {
        (category.kind, tier) for category in categories().values() for tier in tiers_of(category)
    }
    while True:
        more = {(kind, tiers()[tier].raise_to or tier) for kind, tier in pairs}
        if more <= pairs:
            return sorted(pairs | {(kind, "external") for kind in KINDS})
        pairs |= more


def flow_of(kind, tier):
    return starter.rules().flows.flow_for(kind=kind, tier=tier, service=tiers()[tier].service)


def hours(target):
    """A limit in rough hours, to put limits in order: a working day is 8 hours."""
    factor = {"m": 1 / 60, "h": 1, "wd": 8, "d": 8}[target.limit.unit]
    return target.limit.amount * factor


def test_the_starter_rules_load_without_a_problem():
    assert starter.rules_and_problems()[1] == []


@pytest.mark.parametrize("name", FILES, ids=str)
def test_every_file_is_read_the_same_by_other_yaml_tools(name):
    document = read_yaml((starter.STANDARDS / name).read_bytes(), path=str(name))
    assert document.traps == ()
    assert document.tree["schema"].endswith("/1")


def test_so_many_limits_rest_on_texts_and_so_many_are_the_house_s_own():
    assert basis_counts(starter.book()) == BasisCounts(
        tiers=13, limits=59, official=9, text=3, house=47, none=0
    )


def test_every_target_pause_and_policy_figure_has_a_basis():
    book = starter.book()
    for tier in tiers().values():
        assert set(tier.basis) == set(tier.targets), tier.id
        assert all(strength_of(basis) != "none" for basis in tier.basis.values()), tier.id
    assert all(strength_of(reason.basis) != "none" for reason in book.pause_reasons.values())
    figures = set(book.policy.__struct_fields__) - {"basis"}
    assert set(book.policy.basis) == figures


def test_every_category_with_limits_of_its_own_names_their_source():
    for category in categories().values():
        if category.limits:
            assert strength_of(category.basis) == "official", category.id


def test_limits_stand_in_the_order_of_the_work():
    for tier in tiers().values():
        limits = [
            hours(tier.targets[name])
            for name in ORDER
            if name in tier.targets and tier.targets[name].limit
        ]
        assert limits == sorted(limits), tier.id


def test_a_reopened_tier_is_never_slower_than_the_first():
    for tier in tiers().values():
        raised = tiers()[tier.raise_to]
        shared = [name for name in tier.targets if name in raised.targets]
        same_calendar = [
            name
            for name in shared
            if tier.targets[name].calendar == raised.targets[name].calendar
            and tier.targets[name].limit
        ]
        for name in same_calendar:
            assert hours(raised.targets[name]) <= hours(tier.targets[name]), (tier.id, name)


def test_emergencies_run_round_the_clock():
    emergency = tiers()["emergency"]
    assert {target.calendar for target in emergency.targets.values()} == {"always"}


def test_every_tier_can_be_raised_and_declares_its_class():
    for tier in tiers().values():
        assert tier.raise_to in tiers(), tier.id
        assert tier.service, tier.id
        assert tier.rank is not None, tier.id
        assert tier.label, tier.id
        assert tier.label_en, tier.id


def test_the_external_tier_promises_nothing_of_its_own():
    external = tiers()["external"]
    assert {name: target.limit for name, target in external.targets.items()} == {"resolve": None}
    assert flow_of("repair", "external").id == "external"


def test_every_channel_has_hours_and_one_is_open_round_the_clock():
    channels = starter.book().channel_calendars
    assert all(name in starter.rules().calendars for name in channels.values())
    assert channels["phone"] == "always"


def test_all_labels_are_chinese_with_english_beside():
    flows = starter.rules().flows
    for things in (
        categories(),
        starter.book().clocks,
        starter.book().pause_reasons,
        flows.steps,
        flows.flows,
    ):
        for thing in things.values():
            assert any("\u4e00" <= letter <= "\u9fff" for letter in thing.label), thing.id
            assert thing.label_en.isascii(), thing.id
            assert thing.label_en, thing.id


def test_no_label_or_alias_leads_to_two_tiers():
    words = [word for tier in tiers().values() for word in (tier.id, tier.label, *tier.aliases)]
    assert len(words) == len(set(words))


def test_no_alias_stands_in_two_categories():
    words = [alias for category in categories().values() for alias in category.aliases]
    assert len(words) == len(set(words))
    assert len(categories()) == 51
    assert len(words) == 193


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("我家厨房水管爆了，水已经流到客厅", "water.burst"),
        ("5号楼电梯困人，里面有两个", "lift.entrapment"),
        ("楼上装修，电钻响到现在", "noise.decoration"),
        ("投诉公摊电费高", "complaint.fee"),
        ("厨房龙头滴水", "water.leak"),
        ("大堂有呕吐物", "clean.common"),
        ("楼道灯不亮", "light.indoor"),
        ("想问一下物业费怎么交", "inquiry.fee"),
        ("楼道里有人飞线充电", "lane.blocked"),
        ("12345转来的单子", "hotline.12345"),
        ("建议装个快递柜", "suggestion"),
        ("你好在吗", ""),
    ],
)
def test_a_clerk_s_words_lead_to_the_category(words, category):
    assert guess(words, starter.rules().categories).category == category


def test_every_category_says_who_does_it_or_is_answered_at_the_desk():
    for category in categories().values():
        answered = category.kind in {"complaint", "inquiry", "suggestion", "praise", "hotline"}
        assert category.skill or category.doer or answered, category.id


def test_every_decision_table_answers_for_every_place():
    for category in categories().values():
        if category.rules:
            assert covers(category.rules) or category.tier, category.id
        else:
            assert category.tier, category.id


def test_no_row_of_a_decision_table_is_hidden_by_one_above():
    for category in categories().values():
        for index, row in enumerate(category.rules):
            for above in category.rules[:index]:
                assert not (
                    above.place in {"", row.place}
                    and above.urgency in {"", row.urgency}
                    and above.complexity in {"", row.complexity}
                ), category.id


def test_so_many_kinds_and_tiers_are_reached():
    own = [pair for pair in reached() if pair[1] != "external"]
    assert len(own) == 34
    assert {tier for _, tier in reached()} == set(tiers())


@pytest.mark.parametrize(("kind", "tier"), reached())
def test_a_flow_answers_and_can_start_and_stop_every_clock(kind, tier):
    flow, clocks = flow_of(kind, tier), starter.book().clocks
    assert flow is not None
    for name in tiers()[tier].targets:
        clock = clocks[name]
        assert any(step in flow.steps for step in clock.stop), (flow.id, name)
        assert any(step in flow.steps for step in clock.start), (flow.id, name)


def test_no_flow_has_a_step_without_its_prerequisite():
    flows = starter.rules().flows
    for flow in flows.flows.values():
        for step in flow.steps:
            needed = {*flows.steps[step].after, *flow.after.get(step, ())} - {CONSENT_IF_PAID}
            assert needed <= set(flow.steps), (flow.id, step)


def test_a_required_step_never_waits_for_an_optional_one():
    flows = starter.rules().flows
    for flow in flows.flows.values():
        for step, need in flow.steps.items():
            if need == "required":
                for before in flows.steps[step].after:
                    assert flow.steps[before] == "required", (flow.id, step, before)


def test_conditions_and_additions_of_a_flow_concern_its_own_steps():
    for flow in starter.rules().flows.flows.values():
        named = {*flow.required_if, *flow.after, *flow.fields, *flow.same_call}
        assert named <= set(flow.steps), flow.id
        assert not flow.auto_close_on or flow.auto_close_on in flow.steps


def test_every_flow_can_be_reached():
    assert {flow_of(kind, tier).id for kind, tier in reached()} == set(starter.rules().flows.flows)


def test_our_own_shortage_stops_no_clock_and_clocks_of_words_never_stop():
    reasons = starter.book().pause_reasons
    assert reasons["staff_shortage"].stops == reasons["staff_shortage"].stops_if_agreed == ()
    stopped = {
        name for reason in reasons.values() for name in (*reason.stops, *reason.stops_if_agreed)
    }
    assert stopped == {"arrive", "resolve"}
    for reason in reasons.values():
        assert reason.longest or not (reason.stops or reason.stops_if_agreed), reason.id


def test_targets_use_only_calendars_of_the_store():
    known = {*starter.rules().calendars, CHANNEL}
    for tier in tiers().values():
        assert {target.calendar for target in tier.targets.values()} <= known


@pytest.mark.parametrize("name", ["starter.yaml", "holidays.yaml", "tickets.yaml"])
def test_every_worked_case_holds(name):
    cases, problems = starter.case_file(name)
    assert problems == []
    outcomes = list(run_cases(cases))
    assert outcomes
    assert [(outcome.id, outcome.mismatches) for outcome in outcomes if outcome.mismatches] == []
