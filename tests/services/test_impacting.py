"""The impact of a change on told tickets: one for each way a verdict may move, or must not."""

from __future__ import annotations

import msgspec
import pytest
from tests.support.explained import PROJECT, SETTINGS, at, desk_of, told
from tests.support.repos import AT, CLERK, git

from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.domain.tickets.ticket import Origin
from wuye_cli.services.comparing import changes_between
from wuye_cli.services.explaining import explain_ticket
from wuye_cli.services.impacting import Asked, impact
from wuye_cli.services.texts_named import pair_named
from wuye_cli.store.codecs.tickets import write_ticket
from wuye_cli.store.repository import Store
from wuye_cli.store.ticket_paths import ticket_path

TIERS = "standards/tiers.yaml"
EDITS = {
    TIERS: (
        ("    arrive: [15m, always]\n", "    arrive: [45m, always]\n"),
        ("    arrive: [8h, duty]\n    resolve: [3wd", "    arrive: [2h, duty]\n    resolve: [3wd"),
        ("    stops: [arrive, resolve]\n    max: 7d\n", "    stops: [arrive]\n    max: 7d\n"),
        ("    answer: [1wd, office]\n", "    answer: [2h, always]\n"),
    ),
    "standards/categories.yaml": (
        ("      - {when: {place: private}, tier: special}\n", "      - {when: {place: private}, tier: emergency}\n"),
    ),
}  # fmt: skip


def ticket(number, tier, *events, received="11-23 09:00", limits=None, **head):
    facts = {"tier": tier, "urgency": "normal", "complexity": "simple", "limits": limits or {}}
    made = told(number, f"第{number}件", (received, "receive", facts), *events,
                category=head.pop("category", "door.lock"), kind=head.pop("kind", "repair"))  # fmt: skip
    return msgspec.structs.replace(made, **head)


def worked(arrived, resolved, *between):
    return (
        ("11-23 09:01", "ack", {}),
        *between,
        (f"11-23 {arrived}", "arrive", {"who": "s-zhao"}),
        (f"11-23 {resolved}", "resolve", {"who": "s-zhao"}),
        (f"11-23 {resolved}", "feedback", {}),
        ("11-24 09:30", "visit", {"who": "s-wang"}),
        ("11-24 10:00", "close", {}),
    )


FORGIVEN = ticket(1, "emergency", ("11-23 09:20", "contain", {}), *worked("09:30", "10:00"))
FAILED = ticket(2, "general", *worked("12:30", "14:00"), channel="phone")
SAME = ticket(3, "special", *worked("09:30", "10:00"))
PAUSED = ticket(
    4, "general", ("11-23 09:01", "ack", {}), ("11-23 09:30", "arrive", {}),
    ("11-23 09:40", "pause", {"reason": "owner_absent", "until": at("11-27 10:00")}),
    ("11-27 11:00", "resolve", {}), ("11-27 11:00", "feedback", {}),
)  # fmt: skip
AGREED = ticket(
    5, "general", ("11-23 09:01", "ack", {}),
    ("11-23 09:05", "agree", {"clock": "arrive", "due": at("11-24 09:00"), "asked_by": "owner"}),
    ("11-24 08:00", "arrive", {}), ("11-24 10:00", "resolve", {}), ("11-24 10:00", "feedback", {}),
)  # fmt: skip
REGRADED = ticket(
    6, "general", ("11-23 09:01", "ack", {}),
    ("11-23 10:00", "regrade", {"to": "emergency", "approved_by": "s-wang"}),
    ("11-23 10:10", "contain", {}), ("11-23 10:30", "arrive", {}), ("11-23 11:00", "resolve", {}),
    ("11-23 11:00", "feedback", {}), ("11-23 15:00", "visit", {"who": "s-wang"}),
)  # fmt: skip
REOPENED = ticket(
    7, "special", *worked("09:30", "10:00")[:-2], ("11-24 09:00", "reopen", {}),
    ("11-24 09:05", "ack", {}),
)  # fmt: skip
MERGED = ticket(
    8, "general", ("11-23 09:01", "ack", {}),
    ("11-23 09:10", "merge", {"into": "WY-261123-A001"}),
)  # fmt: skip
CANCELLED = ticket(9, "general", ("11-23 12:00", "cancel", {}))
OPEN = ticket(10, "general", ("11-27 10:01", "ack", {}), received="11-27 09:59")
LATE_AT_ONCE = ticket(11, "general", ("11-27 09:31", "ack", {}), received="11-27 09:30")
COMPLAINT = ticket(
    12, "inquiry", ("11-23 09:01", "ack", {}), ("11-23 15:00", "answer", {}),
    ("11-23 15:10", "resolve", {}), kind="inquiry", category="inquiry.fee",
)  # fmt: skip
IMPORTED = msgspec.structs.replace(
    ticket(13, "external",
           ("11-23 09:00", "agree", {"clock": "resolve", "due": at("11-25 09:00")}),
           ("11-24 09:00", "resolve", {})),
    source=Origin(system="city", key="1"),
)  # fmt: skip
RETIERED = ticket(
    14, "special", *worked("12:30", "13:00", ("11-23 09:02", "contain", {})), category="water.leak"
)
BY_HAND = ticket(15, "general", *worked("09:30", "13:00"), category="water.leak")
ALL = (FORGIVEN, FAILED, SAME, PAUSED, AGREED, REGRADED, REOPENED, MERGED, CANCELLED, OPEN,
       LATE_AT_ONCE, COMPLAINT, IMPORTED, RETIERED, BY_HAND)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    files = {"wuye.yaml": SETTINGS}
    for path in sorted((PROJECT / "standards").rglob("*.yaml")):
        files[path.relative_to(PROJECT).as_posix()] = path.read_bytes()
    for one in ALL:
        files[ticket_path(one.id)] = write_ticket(one)
    root = tmp_path_factory.mktemp("impact") / "store"
    Store.create(root, files, actor=CLERK, at=AT, subject="found", with_people=False)
    for path, edits in EDITS.items():
        text = (root / path).read_text()
        for before, after in edits:
            assert before in text, before
            text = text.replace(before, after, 1)
        (root / path).write_text(text)
    return root


@pytest.fixture(scope="module")
def desk(place):
    return desk_of(place)


def judged(desk, names=(), **asked):
    old, new = pair_named(desk, list(names))
    changes = changes_between(old.snapshot, new.snapshot).changes if old.snapshot else ()
    return impact(
        desk, (old.name, old.rules), (new.name, new.rules), Asked(**asked), changes=changes
    )


@pytest.fixture(scope="module")
def found(desk):
    return judged(desk)


def cells(found):
    return {one.id: (one.old, one.new) for one in (*found.cases, *found.open)}


def case_of(found, ticket):
    return next(one for one in (*found.cases, *found.open) if one.id == ticket.id)


def test_the_counts_add_up(found):
    assert found.tickets == found.matrix.total == len(ALL)
    for groups in found.groups.values():
        assert sum(one.total for one in groups.values()) == len(ALL)


@pytest.mark.parametrize(
    ("ticket", "cell", "changes"),
    [
        (FORGIVEN, ("missed", "met"), ("tiers#tiers.emergency.arrive",)),
        (FAILED, ("met", "missed"), ("tiers#tiers.general.arrive",)),
        (COMPLAINT, ("met", "missed"), ("tiers#tiers.inquiry.answer",)),
        (RETIERED, ("met", "missed"), ("categories#categories.water.leak.tier",)),
    ],
)
def test_a_moved_ticket_is_named_with_its_change(found, ticket, cell, changes):
    case = case_of(found, ticket)
    assert (case.old, case.new) == cell
    assert (case.by, case.changes) == ("one", changes)


@pytest.mark.parametrize("ticket", [SAME, MERGED, CANCELLED, IMPORTED, BY_HAND, AGREED])
def test_what_no_change_concerns_stays(found, ticket):
    assert ticket.id not in {case.id for case in found.cases}


def test_every_named_ticket_is_explained_the_same_under_both_texts(desk, found):
    for case in (*found.cases, *found.open):
        for under, side in (("HEAD", "old"), ("worktree", "new")):
            story = explain_ticket(desk, case.id, under=under)
            told = {(one.cycle, one.clock): one for one in story.stories}
            for clock in case.clocks:
                one = told.get((clock.cycle, clock.clock))
                due = getattr(clock, f"{side}_due")
                shown = one and (one.due or one.projected_due)
                assert due == (shown and int(shown.timestamp())), (case.id, clock)
                assert getattr(clock, f"{side}_verdict") == (
                    one.verdict.replace("warning", "pending") if one else ""
                )


def test_a_pause_that_stops_less_moves_the_due_of_what_it_stopped(found):
    clock = next(one for one in case_of(found, PAUSED).clocks if one.clock == "resolve")
    assert clock.old_due > clock.new_due
    assert clock.old_verdict == "met"
    assert clock.new_verdict == "failed_late"
    assert case_of(found, PAUSED).changes == ("tiers#pause_reasons.owner_absent.stops",)


def test_set_aside_an_agreed_time_is_as_if_nobody_had_agreed(desk):
    aside = judged(desk, set_aside=("agreed",))
    assert aside.aside == 2
    case = case_of(aside, AGREED)
    assert (case.old, case.new) == ("missed", "missed")
    story = explain_ticket(desk, AGREED.id, clock="arrive", under="HEAD", set_aside=("agreed",))
    assert int(story.stories[0].due.timestamp()) == next(
        one.old_due for one in case.clocks if one.clock == "arrive"
    )


def test_open_tickets_have_both_deadlines_and_who_would_be_late_at_once(found):
    assert {one.id for one in found.open} >= {OPEN.id, LATE_AT_ONCE.id}
    assert [one.id for one in found.overdue] == [LATE_AT_ONCE.id, OPEN.id]
    late = case_of(found, LATE_AT_ONCE)
    assert late.old_due - late.new_due == 6 * 3600


def test_a_regrade_and_a_person_s_tier_stand(found):
    regraded = case_of(found, REGRADED)
    assert (regraded.old, regraded.new) == ("missed", "met")
    assert found.retiered == 1  # no table ever gave `general` for that: somebody decided it
    assert BY_HAND.id not in cells(found)


def test_the_weights_are_single_explanations_and_add_up(found):
    moved = sum(one.forgiven + one.failed + one.other for one in found.weights)
    assert moved + found.any_of + found.together == len(found.cases)
    codes = {one.lever.name: one.code for one in found.weights}
    assert codes["tiers#tiers.emergency.arrive"] == "D111"
    assert codes["tiers#tiers.general.arrive"] == "D112"
    only = next(one for one in found.weights if one.lever.key == "tiers.emergency.arrive")
    assert only.alone > found.matrix.timeliness("old")


def test_the_same_text_twice_moves_nothing(desk):
    same = judged(desk, ["HEAD..HEAD"])
    assert same.matrix.changed == 0
    assert (same.weights, same.cases) == ((), ())


def test_the_other_way_round_mirrors_every_cell(desk, found):
    back = judged(desk, ["worktree", "HEAD"])
    assert {(cell.new, cell.old, cell.size) for cell in back.matrix.cells} == set(
        found.matrix.cells
    )


@pytest.mark.parametrize(
    ("filters", "count"),
    [({"tier": ["emergency"]}, 2), ({"source": "city"}, 1), ({"since": 1 << 40}, 0),
     ({"category": ["water"]}, 2)],
)  # fmt: skip
def test_filters_leave_the_rest_out(desk, filters, count):
    assert judged(desk, filters=filters).matrix.total == count


def test_a_version_of_the_tiers_stands_beside_the_rules_of_now(desk):
    assert judged(desk, ["1", "HEAD"]).matrix.changed == 0


def test_what_names_no_text_is_refused(desk):
    with pytest.raises(CallError, match="unknown_standards"):
        judged(desk, ["no-such-text"])
    with pytest.raises(CallError, match="too_many_texts"):
        judged(desk, ["HEAD", "HEAD", "HEAD"])


@pytest.mark.parametrize(
    "path", [TIERS, "standards/categories.yaml", "standards/calendars/duty.yaml"]
)
def test_what_cannot_be_read_is_not_judged_by(place, tmp_path, path):
    root = tmp_path / "store"
    git(tmp_path, "clone", "-q", str(place), str(root))
    (root / path).write_text("tiers: [\n")
    with pytest.raises(UncheckableError, match="text_unreadable"):
        judged(desk_of(root))


def test_a_ticket_that_one_text_cannot_judge_is_named_and_left_out(place, tmp_path):
    root = tmp_path / "store"
    git(tmp_path, "clone", "-q", str(place), str(root))
    (root / "standards" / "calendars" / "office.yaml").unlink()
    broken = judged(desk_of(root))
    assert broken.matrix.total + len(broken.unjudged) == len(ALL)
    assert {one.code for one in broken.unjudged} == {"unknown_calendar"}


def test_explained_under_another_text_nothing_is_pinned_anew(desk):
    story = explain_ticket(desk, RETIERED.id, under="worktree")
    assert (story.standing.tier, story.pinned, story.under) == ("emergency", "1", "worktree")
    assert explain_ticket(desk, RETIERED.id).standing.tier == "special"
