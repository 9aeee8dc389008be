"""A slow second reckoning: small tickets judged minute by minute, compared with the product.

The stepping knows no sums and no searches. It walks through the minutes of a week, counts the open
and unpaused ones, and asks at each whether the budget is used up.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.clock_oracle import Oracle
from tests.support.depth import tries
from tests.unit.domain.tickets.worked import book, facts_of, rules, when

from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.judging import verdict_at

START = when("10 10:00")
WEEK = 5 * 24 * 60
STOPS = {"ack": "ack", "arrive": "arrive", "resolve": "resolve", "feedback": "feedback"}
STARTS = {"feedback": "resolve"}


def stamp(event):
    return int(event.at.timestamp())


def minutes_of(limit):
    return {"m": 1, "h": 60}[limit.unit] * limit.amount


def is_paused(clock, events, now):
    """Whether a pause of this clock is running in the minute from `now`, looked up one by one."""
    for pause in (one for one in events if one.do == "pause"):
        if clock not in book().pause_reasons[pause.reason].stops or clock in ("ack", "feedback"):
            continue
        ended = int(pause.until.timestamp())
        for resume in (one for one in events if one.do == "resume"):
            if stamp(resume) >= stamp(pause):
                ended = min(ended, stamp(resume))
        if stamp(pause) <= now < ended:
            return True
    return False


def stepped(clock, target, events, as_of):
    """The verdict by walking through every minute."""
    started = next((stamp(one) for one in events if one.do == STARTS.get(clock, "receive")), None)
    stopped = next((stamp(one) for one in events if one.do == STOPS[clock]), None)
    if started is None:
        return "not_started"
    oracle = Oracle(rules().calendars[target.calendar], 60)
    left, now = minutes_of(target.limit), started
    warn = None
    whole = left
    while left > 0:
        if oracle.is_open(now) and not is_paused(clock, events, now):
            left -= 1
        now += 60
        if warn is None and (whole - left) * 5 >= whole * 4:
            warn = now
    due = now
    if stopped is not None:
        return "met" if stopped <= due else "failed_late"
    return ended_or_open(clock, events, as_of, (due, warn))


def ended_or_open(clock, events, as_of, instants):
    """The verdict of a clock that nothing stopped."""
    due, warn = instants
    resolved = next((stamp(one) for one in events if one.do == "resolve"), None)
    if resolved is not None and clock in ("ack", "arrive"):
        return "failed_open" if due < resolved else "void"
    if due < as_of:
        return "failed_open"
    if is_paused(clock, events, as_of):
        return "paused"
    return "warning" if as_of >= warn else "pending"


@st.composite
def small_tickets(draw):
    """Acknowledged, perhaps paused a few times, perhaps arrived, resolved and told."""
    tier = draw(st.sampled_from(["home", "home-2", "urgent"]))
    events = [Event(id="r", at=START, do="receive", tier=tier)]
    minute = 0
    for do in ("ack", "arrive", "resolve", "feedback"):
        if not draw(st.booleans()) and do != "ack":
            continue
        minute += draw(st.sampled_from([5, 10, 15, 30, 120, 240, 300, 900]))
        events.append(Event(id=do, at=START + timedelta(minutes=minute), do=do))
    if events[-1].do == "feedback" and not any(one.do == "resolve" for one in events):
        events.pop()
    for number in range(draw(st.integers(0, 3))):
        begin = START + timedelta(minutes=draw(st.integers(0, 900)))
        events.append(
            Event(
                id=f"p{number}",
                at=begin,
                do="pause",
                reason=draw(st.sampled_from(["owner_absent", "owner_deciding", "staff_shortage"])),
                until=begin + timedelta(minutes=draw(st.integers(1, 1500))),
            )
        )
        if draw(st.booleans()):
            resumed = begin + timedelta(minutes=draw(st.integers(0, 900)))
            events.append(Event(id=f"q{number}", at=resumed, do="resume"))
    return [events[0], *sorted(events[1:], key=lambda one: one.at)]


@settings(max_examples=tries(150), deadline=None)
@given(small_tickets(), st.integers(0, WEEK))
def test_the_clocks_say_what_stepping_through_the_minutes_says(events, minute):
    as_of = (
        int(START.timestamp())
        + max(minute, *((stamp(one) - stamp(events[0])) // 60 for one in events)) * 60
    )
    facts = facts_of(events).of(1)
    for clock in STOPS:
        target = book().tiers[events[0].tier].targets[clock]
        wanted = stepped(clock, target, events, as_of)
        assert verdict_at(facts[clock], as_of) == wanted, clock
