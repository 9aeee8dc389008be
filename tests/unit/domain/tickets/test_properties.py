"""What holds for every ticket, however odd its events."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries
from tests.unit.domain.tickets.worked import book, event, facts_of, instant, setting, ticket, when

from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.tickets.clocks import clock_facts
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.judging import FAILED, FAILURES, ticket_verdict, verdict_at
from wuye_cli.domain.tickets.kinds import KINDS, STATUSES
from wuye_cli.domain.tickets.standing import fold_events
from wuye_cli.domain.tickets.workflow import Ground, step

START = when("10 10:00")
TIERS = sorted(book().tiers)
EVERY_KIND = (*sorted(KINDS), "pack", "hand_over", "somersault")
MINUTES = st.integers(0, 10 * 24 * 60)


@st.composite
def fields_of(draw, do, minute):
    at = START + timedelta(minutes=minute)
    later = at + timedelta(minutes=draw(st.integers(-600, 3000)))
    choices = {
        "pause": {
            "reason": draw(st.sampled_from([*book().pause_reasons, "siesta"])),
            "until": draw(st.sampled_from([later, None])),
            "agreed": draw(st.booleans()),
        },
        "reschedule": {
            "asked_by": draw(st.sampled_from(["owner", "company"])),
            "window": (later, later + timedelta(minutes=draw(st.integers(-60, 240)))),
        },
        "agree": {"clock": draw(st.sampled_from(sorted(book().clocks))), "due": later},
        "regrade": {
            "to": draw(st.sampled_from([*TIERS, "nobody"])),
            "mode": draw(st.sampled_from(["", "correction"])),
            "approved_by": draw(st.sampled_from(["", "m-lin"])),
        },
        "classify": {
            "tier": draw(st.sampled_from(["", *TIERS])),
            "limits": draw(st.sampled_from([{}, {"resolve": ("2h", "desk")}, {"ack": ("x", "y")}])),
        },
        "revoke": {
            "events": tuple(f"e{n}" for n in draw(st.lists(st.integers(0, 14), max_size=3)))
        },
        "receive": {"tier": draw(st.sampled_from(TIERS))},
        "repeat": {"repeat_of": "WY-1", "adopted": draw(st.booleans())},
    }
    return {"at": at, "do": do, "auto": draw(st.booleans()), **choices.get(do, {})}


@st.composite
def histories(draw, kinds=EVERY_KIND):
    minutes = draw(st.lists(MINUTES, unique=True, max_size=12))
    received = Event(id="e0", at=START, do="receive", tier=draw(st.sampled_from(TIERS)))
    found = [received]
    for number, minute in enumerate(minutes, 1):
        tree = draw(fields_of(draw(st.sampled_from(kinds)), minute + 1))
        found.append(Event(id=f"e{number}", **tree))
    return found


@settings(max_examples=tries(200))
@given(histories())
def test_folding_and_judging_never_raise(events):
    standing = fold_events(events, book())
    assert standing.status in STATUSES
    facts = clock_facts(standing, setting())
    for clock in facts.clocks:
        assert verdict_at(clock, instant("12 10:00"))
    assert fold_events(events[1:], book()).status in STATUSES


@settings(max_examples=tries(150))
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_typing_does_not_matter(events, chance):
    typed = events[1:]
    chance.shuffle(typed)
    one, other = fold_events(events, book()), fold_events([events[0], *typed], book())
    assert one == other
    assert clock_facts(one, setting()) == clock_facts(other, setting())


LEGAL_KINDS = ("ack", "dispatch", "arrive", "resolve", "feedback", "visit", "visit_attempt", "pause",
               "resume", "reschedule", "agree", "regrade", "close", "cancel", "merge", "contain",
               "reopen", "urge", "no_access")  # fmt: skip


@settings(max_examples=tries(250))
@given(histories(kinds=LEGAL_KINDS))
def test_a_failed_clock_stays_failed_whatever_legally_follows(events):
    """Typed as it happens; a correction is the only thing that may heal, and is left out."""
    ground = Ground(book=book())
    grown = ticket()
    broken = set()
    for one in sorted(events, key=lambda item: item.at):
        if one.mode == "correction":
            continue
        now = one.instant
        if grown.events:
            facts = facts_of(grown.events)
            broken |= {
                (clock.cycle, clock.clock)
                for clock in facts.clocks
                if verdict_at(clock, now) in FAILURES
            }
        try:
            step(grown, one, ground)
        except WuyeError:
            continue
        grown = ticket(*grown.events, one)
        after = facts_of(grown.events)
        failed = {
            (clock.cycle, clock.clock)
            for clock in after.clocks
            if verdict_at(clock, now) in FAILURES
        }
        assert broken <= failed, one
        if any(
            cycle == len(fold_events(grown.events).cycles)
            for cycle, name in failed
            if name != "vendor_arrive"
        ):
            assert ticket_verdict(after, now) == FAILED


@settings(max_examples=tries(150))
@given(histories(kinds=("ack", "arrive", "resolve", "pause", "resume", "regrade")),
       st.integers(0, 3000), st.integers(1, 3000))  # fmt: skip
def test_another_pause_never_makes_an_open_due_earlier(events, minute, length):
    begin = START + timedelta(minutes=minute, seconds=30)
    more = Event(
        id="p",
        at=begin,
        do="pause",
        reason="authority",
        until=begin + timedelta(minutes=length),
    )
    events = [one for one in events if one.do not in {"regrade", "classify"}]
    before, after = facts_of(events).of(1), facts_of([*events, more]).of(1)
    for name, clock in before.items():
        if clock.due is not None:
            assert after[name].due >= clock.due


@settings(max_examples=tries(100))
@given(histories())
def test_the_head_is_the_same_after_reading_it_again(events):
    one, standing = with_events(ticket(), events, book())
    assert one.status == standing.status
    assert with_events(one, (), book())[0] == one


@settings(max_examples=tries(100))
@given(
    histories(kinds=("ack", "arrive", "resolve", "regrade", "pause", "close", "cancel")),
    st.integers(1, 11),
)
def test_revoking_the_last_event_returns_to_the_head_before(events, cut):
    before, standing = with_events(ticket(), events[:cut], book())
    for number, one in enumerate(events[cut : cut + 1]):
        after, _ = with_events(before, (one,), book())
        back = event(START + timedelta(days=20), "revoke", events=(one.id,), id=f"b{number}")
        again, restored = with_events(after, (back,), book())
        assert again.status == before.status
        assert restored.tier == standing.tier
        assert facts_of(again.events) == facts_of(before.events)


def test_amending_and_taking_it_back_restores_the_title():
    plain = ticket(event("10 10:00", "receive", tier="home"), title="tap")
    first = event("10 10:01", "amend", changes={"title": "door"}, was={"title": "tap"}, id="m1")
    second = event("10 10:02", "amend", changes={"title": "lock"}, was={"title": "door"}, id="m2")
    amended, _ = with_events(plain, (first, second))
    assert amended.title == "lock"
    half, _ = with_events(amended, (event("10 10:03", "revoke", events=("m2",)),))
    assert half.title == "door"
    none, _ = with_events(half, (event("10 10:04", "revoke", events=("m1",)),))
    assert none.title == "tap"


def test_an_amendment_cannot_reach_what_is_not_its_own():
    plain = ticket(event("10 10:00", "receive", tier="home"))
    hostile = event("10 10:01", "amend", changes={"uid": "x"}, was={"events": "x", "id": "y"})
    amended, _ = with_events(plain, (hostile,))
    assert (amended.id, amended.uid) == (plain.id, plain.uid)


def test_two_revocations_of_each_other_leave_the_later_one():
    received = event("10 10:00", "receive", tier="home", id="e0")
    acked = event("10 10:01", "ack", id="e1")
    one = event("10 10:02", "revoke", events=("e1", "b"), id="a")
    other = event("10 10:03", "revoke", events=("a",), id="b")
    for typed in ([one, other], [other, one]):
        standing = fold_events([received, acked, *typed])
        assert [kept.id for kept in standing.events] == ["e0", "e1", "b"]
        assert standing.status == "acknowledged"


def test_a_shuffled_chain_of_revocations_comes_out_the_same():
    chain = [event("10 10:00", "receive", tier="home", id="e0"), event("10 10:01", "ack", id="e1")]
    chain += [
        event(f"10 10:{n:02}", "revoke", events=(f"e{n - 1}",), id=f"e{n}") for n in range(2, 9)
    ]
    wanted = fold_events(chain).status
    for seed in range(5):
        tail = chain[1:]
        random.Random(seed).shuffle(tail)
        assert fold_events([chain[0], *tail]).status == wanted == "received"
