"""Every rule over the standards and over many tickets: one that it catches, and a clean twin."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from tests.unit.checking.small import CATEGORIES, HOLIDAYS, OFFICE, TIERS, rulebook, store

from wuye_cli.checking.facts import CaseFailure, TicketRow
from wuye_cli.checking.rule import STORE
from wuye_cli.checking.runner import Selection
from wuye_cli.domain.duty import Call, DutyBook
from wuye_cli.domain.people.staff import Staff
from wuye_cli.domain.people.vendor import Vendor

DAY = 86400
CLOSED = "schema: calendar/1\nweekly: {mon: []}\n"


def found(facts, *select):
    """The codes that the rules over the whole store find, sorted."""
    return sorted(finding.rule for finding in Selection(select).run(STORE, facts))


def of(**changed):
    """The facts of a store with some files of the small standard replaced."""
    return store(rulebook(**changed)[0])


def tiers(old, new):
    assert old in TIERS
    return of(tiers=TIERS.replace(old, new))


def categories(rows, default="general"):
    text = f"schema: categories/1\ndefaults: {{tier: {default}}}\ncategories:\n{rows}"
    return of(categories=text)


def calendar(weekly):
    return of(night=f"schema: calendar/1\nweekly: {weekly}\n")


def row(number, day=0, **fields):
    given = {"unit": "3-1-0502", "category": "water", "kind": "repair", "received": day * DAY}
    names = {"path": f"t{number}.yaml", "id": f"T{number}", "uid": f"U{number}"}
    return TicketRow(**names | given | fields)


def rows(*given):
    return msgspec.structs.replace(store(), rows=given)


def arrivals(*minutes):
    return rows(row(1, arrivals=tuple(("s-zhao", minute) for minute in minutes)))


def closings(count):
    return rows(*(row(n, unit="", closings=(("s-li", 600 + n),)) for n in range(count)))


def earlier(old, today=date(2026, 6, 1)):
    """A store whose office hours were others before today's revision."""
    before = rulebook(office=OFFICE.replace('"08:30-12:00", ', old))[0].calendars["office"]
    return msgspec.structs.replace(store(), earlier_calendars={"office": (before, today)})


def exception(day):
    """A store whose office got other hours on a day, by a revision of 1 June."""
    before = rulebook()[0].calendars["office"]
    after = rulebook(office=OFFICE + f'exceptions: {{"{day}": []}}\n')[0]
    return store(after, earlier_calendars={"office": (before, date(2026, 6, 1))})


def announced(day):
    """A store that learned of 2027's holidays on a day, a day of it being past already."""
    old = HOLIDAYS.replace("[2026, 2027]", "[2026]")
    new = HOLIDAYS.replace('["2026-01-01"]', '["2026-01-01", "2027-01-04"]')
    before = rulebook(cn=old)[0].calendars["office"]
    return store(rulebook(cn=new)[0], earlier_calendars={"office": (before, day)})


LIN = Staff(id="s-lin", role="guard", name="林")
WANG = Staff(id="s-wang", role="manager", name="王")
DAY_AND_NIGHT, NIGHT = ((0, 1440),), ((1200, 1920),)
HOLE = (*[DAY_AND_NIGHT] * 5, ((0, 120), (480, 1440)), DAY_AND_NIGHT)
"""Nobody from two to eight on Saturdays."""


def gone(member):
    return msgspec.structs.replace(member, left=date(2026, 5, 31))


def called(*order, members):
    """A store whose order of calling is told; Lin is the manager too if nobody else is."""
    if len(members) == 1:
        members = (msgspec.structs.replace(members[0], role="manager"),)
        order = ("s-lin", *order[1:])
    duty = DutyBook(order=tuple(Call(who=who) for who in order))
    return msgspec.structs.replace(store(), duty=duty, members=members)


def contracted(last):
    """A store with one lift firm, whose contract ends on a day; today is 1 June 2026."""
    lift = CATEGORIES + "  lift: {label: 梯, kind: repair, tier: general, vendor: lift}\n"
    firm = Vendor(id="kone", label="通力", does=("lift",), contract_until=last)
    return msgspec.structs.replace(of(categories=lift), vendors=(firm,))


def paused(count, percent):
    """A store with jobs done lately, each of them paused for a share of its time."""
    now = store().now
    done = [row(n, resolved=now - 60, ran_s=10_000, stood_s=percent * 100) for n in range(count)]
    return rows(*done)


ALWAYS = "    ack: [5m, always]"
CASES = {
    "T001": (
        lambda: tiers("ack: [5m, always]", "ack: [60m, always]"),
        lambda: tiers("ack: [5m, always]", "ack: [15m, always]"),
    ),
    "T002": (
        lambda: tiers("resolve: [4h, always]", "resolve: [9d, always]"),
        lambda: tiers("resolve: [4h, always]", "resolve: [3d, always]"),
    ),
    "T003": (
        lambda: categories(
            "  x: {label: x, kind: repair, rules: [{when: {place: common}, tier: general}]}\n",
            "none",
        ),
        lambda: categories(
            "  x: {label: x, kind: repair, rules: [{when: {place: common}, tier: general}, {when: {place: private}, tier: general}]}\n",
            "none",
        ),
    ),
    "T004": (
        lambda: categories(
            "  x: {label: x, kind: repair, rules: [{when: {}, tier: general}, {when: {place: common}, tier: emergency}]}\n"
        ),
        lambda: categories(
            "  x: {label: x, kind: repair, rules: [{when: {place: common}, tier: emergency}, {when: {}, tier: general}]}\n"
        ),
    ),
    "T005": (
        lambda: of(
            tiers=TIERS.replace("arrive: [8h, always]", "arrive: [8h, night]"), night=CLOSED
        ),
        lambda: of(tiers=TIERS.replace("arrive: [8h, always]", "arrive: [8h, office]")),
    ),
    "T006": (
        lambda: tiers("ack: [5m, always]", "ack: [5m, office]"),
        lambda: tiers("ack: [5m, always]", "ack: [5m, channel]"),
    ),
    "T007": (lambda: of(night=CLOSED), lambda: calendar('{mon: ["20:00-08:00"]}')),
    "T009": (
        lambda: calendar('{mon-tue: ["08:00-12:00", "13:30-08:30"]}'),
        lambda: calendar('{mon-tue: ["08:30-12:00", "13:30-08:30"]}'),
    ),
    "T010": (
        lambda: store(
            rulebook(cn=HOLIDAYS.replace("[2026, 2027]", "[2026]"))[0], today=date(2026, 11, 2)
        ),
        lambda: store(
            rulebook(cn=HOLIDAYS.replace("[2026, 2027]", "[2026]"))[0], today=date(2026, 11, 1)
        ),
    ),
    "T014": (
        lambda: called("guard", "manager", members=(LIN,)),
        lambda: called("guard", "manager", members=(LIN, WANG)),
    ),
    "T016": (lambda: paused(20, 41), lambda: paused(20, 39)),
    "T020": (
        lambda: msgspec.structs.replace(store(), duty=DutyBook(order=(Call(who="a", hours=HOLE),))),
        lambda: msgspec.structs.replace(
            store(),
            duty=DutyBook(order=(Call(who="a", hours=HOLE), Call(who="b", hours=(NIGHT,) * 7))),
        ),
    ),
    "T015": (
        lambda: tiers("{stops: [resolve], max: 30d}", "{stops: [resolve]}"),
        lambda: tiers("{stops: [resolve], max: 30d}", "{stops: []}"),
    ),
    "T018": (
        lambda: tiers("arrive: [15m, always]", "arrive: [16m, always]"),
        lambda: tiers("arrive: [15m, always]", "arrive: [14m, always]"),
    ),
    "T019": (
        lambda: of(
            tiers=TIERS
            + "  twin:\n    class: general\n    ack: [2h, channel]\n    arrive: [8h, always]\n    resolve: [3d, always]\n"
        ),
        lambda: of(
            tiers=TIERS
            + "  twin:\n    class: general\n    ack: [1h, channel]\n    arrive: [8h, always]\n    resolve: [3d, always]\n"
        ),
    ),
    "T021": (
        lambda: msgspec.structs.replace(
            store(),
            cases=(
                CaseFailure(
                    path="c.yaml", case="S04", what="due", expected="18:00", actual="17:30"
                ),
            ),
        ),
        store,
    ),
    "T022": (lambda: exception("2026-05-29"), lambda: exception("2026-06-02")),
    "Q042": (lambda: tiers('ack: "A 1"', "ack: house"), store),
    "R007": (
        lambda: of(
            tiers=TIERS.replace("raise_to: emergency", "raise_to: general").replace(
                "raise_to: general\n    ack: [2h", "raise_to: emergency\n    ack: [2h"
            )
        ),
        store,
    ),
    "R009": (
        lambda: called("s-lin", "manager", members=(gone(LIN),)),
        lambda: called("s-lin", "manager", members=(LIN,)),
    ),
    "R013": (lambda: contracted(date(2026, 5, 31)), lambda: contracted(date(2026, 6, 1))),
    "R008": (
        lambda: of(tiers=TIERS + "  vip:\n    ack: [1m, always]\n"),
        lambda: of(tiers=TIERS + "  vip:\n    ack: agreed\n"),
    ),
    "R006": (lambda: rows(row(1), row(2, 90, id="T1")), lambda: rows(row(1), row(2, 90))),
    "Y018": (
        lambda: msgspec.structs.replace(store(), names=("a/T.yaml", "a/t.yaml")),
        lambda: msgspec.structs.replace(store(), names=("a/T.yaml", "b/t.yaml")),
    ),
    "K019": (
        lambda: rows(row(1, closed=DAY), row(2, 20)),
        lambda: rows(row(1, closed=DAY), row(2, 20, linked=True)),
    ),
    "K020": (
        lambda: rows(row(1, closed=DAY, kind="complaint"), row(2, 20, kind="complaint")),
        lambda: rows(row(1, closed=DAY, kind="complaint"), row(2, 40, kind="complaint")),
    ),
    "K021": (
        lambda: rows(row(1, is_open=True), row(2, received=3600, is_open=True)),
        lambda: rows(row(1, is_open=True), row(2, received=3600, is_open=True, merged_into="T1")),
    ),
    "K023": (lambda: arrivals(*[0, 30] * 10), lambda: arrivals(*range(0, 60, 3))),
    "K024": (lambda: closings(14), lambda: closings(9)),
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_catches_its_case(code):
    assert code in found(CASES[code][0]())


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_leaves_the_clean_twin_alone(code):
    assert code not in found(CASES[code][1]())


def test_the_small_standard_breaks_no_rule():
    assert found(store()) == []


def test_a_store_without_tiers_is_not_judged_by_them():
    assert found(store(rulebook(tiers="")[0])) == []


def test_two_tickets_merged_into_one_another_are_a_ring():
    facts = rows(row(1, merged_into="T2"), row(2, merged_into="T1"))
    assert found(facts) == ["R007", "R007"]


def test_imported_tickets_are_no_repeats():
    assert found(rows(row(1, closed=DAY, imported=True), row(2, 20, imported=True))) == []


def test_a_year_not_announced_before_may_be_filled_in_later():
    assert "T022" not in found(announced(date(2027, 2, 1)))


def test_hours_taken_away_in_the_past_are_a_revision_backwards():
    assert found(earlier("")) == ["T022"]


@pytest.mark.parametrize("limit", ["5h", "1d"])
def test_an_estate_may_name_floors_of_its_own(limit):
    own = 'x-floors: [{tier: general, clock: ack, limit: 1h, calendar: always, basis: "合同"}]\n'
    facts = of(tiers=own + TIERS.replace("ack: [2h, channel]", f"ack: [{limit}, channel]"))
    assert "T018" in found(facts)


def test_a_floor_that_cannot_be_read_is_left_out():
    assert (
        found(of(tiers="x-floors: [{clock: ack, limit: soon, tier: general}, 7]\n" + TIERS)) == []
    )


def test_limits_are_compared_across_calendars_by_trying_them_out():
    """Four office hours always end after one hour round the clock."""
    text = TIERS.replace("ack: [2h, channel]", "ack: [4h, office]")
    assert "T001" in found(of(tiers=text.replace("arrive: [8h, always]", "arrive: [1h, always]")))
    assert "T001" not in found(of(tiers=text))


def test_a_window_of_sixty_days_decides_about_the_next_year():
    facts = store(
        rulebook(cn=HOLIDAYS.replace("[2026, 2027]", "[2026]"))[0],
        today=date(2027, 1, 1) - timedelta(days=60),
    )
    assert found(facts, "T010") == ["T010"]


def test_categories_and_tiers_fit_together():
    assert rulebook()[1] == []
    assert CATEGORIES


def test_pauses_are_judged_by_many_recent_jobs():
    assert found(paused(19, 90), "T016") == []
    old = msgspec.structs.replace(paused(20, 90), now=store().now + 91 * DAY)
    assert found(old, "T016") == []


def test_hours_that_nobody_said_are_no_gap():
    duty = DutyBook(order=(Call(who="a"),))
    assert found(msgspec.structs.replace(store(), duty=duty), "T020") == []
    open_hours = tiers("emergency:\n    class: emergency", "slow:\n    class: general")
    holes = DutyBook(order=(Call(who="a", hours=HOLE),))
    assert found(msgspec.structs.replace(open_hours, duty=holes), "T020") == []


def test_nobody_is_called_twice_in_a_row():
    duty = DutyBook(order=(Call(who="guard"), Call(who="guard")))
    assert found(msgspec.structs.replace(store(), duty=duty), "T014") == ["T014"]
