"""Every guard refuses its bad twin, with its code, and lets the clean one pass."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.domain.tickets.worked import book, event, instant, ticket

from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.tickets.flow import Flow, FlowBook, StepRule
from wuye_cli.domain.tickets.ticket import Reporter
from wuye_cli.domain.tickets.workflow import Ground, missing_steps, step

STEPS = {
    name: StepRule(id=name, after=after)
    for name, after in {
        "receive": (),
        "ack": ("receive",),
        "dispatch": ("receive",),
        "arrive": ("receive",),
        "quote": ("arrive",),
        "consent": ("quote",),
        "start": ("arrive",),
        "resolve": ("receive",),
        "feedback": ("resolve",),
        "visit": ("feedback",),
        "verify": ("resolve",),
        "close": ("receive",),
    }.items()
}
FLOW = Flow(
    id="house",
    steps={
        "receive": "required",
        "ack": "required",
        "dispatch": "optional",
        "accept": "optional",
        "arrive": "required",
        "quote": "optional",
        "consent": "optional",
        "start": "optional",
        "resolve": "required",
        "feedback": "required",
        "visit": "required",
        "verify": "optional",
        "close": "required",
    },
    required_if={"verify": "no_reporter", "consent": "charge_above_zero"},
    after={"start": ("consent_if_charge_above_zero",)},
)
FLOWS = FlowBook(steps=STEPS, flows={"house": FLOW})
GROUND = Ground(book=book(), flows=FLOWS, staffed=True, now=instant("20 10:00"))

RECEIVED = event("10 10:00", "receive", tier="home", by="s-li", id="r")
ACKED = event("10 10:05", "ack", by="s-li", id="a")
SENT = event("10 10:10", "dispatch", to="s-zhao")
TAKEN = event("10 10:11", "accept", who="s-zhao")
ARRIVED = event("10 11:00", "arrive", by="s-zhao", id="v")
RESOLVED = event("10 12:00", "resolve", by="s-zhao", id="d")
TOLD = event("10 12:30", "feedback", by="s-li", id="f")
RUNG = event("11 10:00", "visit", by="s-li", id="c")
CLOSED = event("11 11:00", "close", by="s-li", id="x")
SENT = event("10 10:10", "dispatch", to="s-wu", by="s-li", id="p")
HANDED = event("10 10:15", "transfer", to="s-zhao", by="s-li", id="h")
START = (RECEIVED, ACKED)
DONE = (*START, ARRIVED, RESOLVED)
OWNER = {"reporter": Reporter(person="p-7k2f")}


def code_of(events, new, ground=GROUND, **head):
    try:
        step(ticket(*events, **(head or OWNER)), new, ground)
    except WuyeError as error:
        return error.code
    return ""


BAD = [
    ("E_FUTURE", START, event("20 10:05:01", "arrive")),
    ("E_STEPS_OPEN", (), ACKED),
    ("unknown_tier", (), event("10 10:00", "receive", tier="nobody")),
    ("E_ILLEGAL_STEP", START, event("10 10:10", "receive", tier="home")),
    ("E_ILLEGAL_STEP", START, event("10 10:10", "contain")),
    ("E_ILLEGAL_STEP", START, event("10 10:10", "somersault")),
    ("E_ILLEGAL_STEP", START, event("10 10:10", "recovery", fault="late")),
    ("E_PAUSE_BACKDATED", START, event("10 10:10", "pause", reason="authority", until="10 12:00")),
    ("E_EVENT_ORDER", START, event("10 09:59", "arrive")),
    ("E_EVENT_ORDER", DONE, event("10 11:59", "feedback")),
    ("E_EVENT_ORDER", DONE, event("10 12:01", "start")),
    ("E_ILLEGAL_STEP", DONE, event("10 12:00", "start")),
    ("E_STEPS_OPEN", START, event("10 12:00", "resolve")),
    ("E_STEPS_OPEN", DONE, event("10 13:00", "visit", by="s-li")),
    ("E_STEPS_OPEN", (*DONE, TOLD), CLOSED),
    ("E_STEPS_OPEN", (*START, ARRIVED, event("10 11:05", "quote", price="80")),
     event("10 11:10", "start")),
    ("E_MISSING_FIELD", START, event("10 10:10", "dispatch")),
    ("E_MISSING_FIELD", START, event("10 10:10", "decline", reason="x", approved_by="m")),
    ("E_MISSING_FIELD", START, event("10 10:10", "repeat", repeat_of="WY-260301-A001")),
    ("E_NEEDS_APPROVAL", START, event("10 10:10", "decline", reason="x", explained=True)),
    ("E_NEEDS_APPROVAL", START, event("10 10:10", "cancel", asked_by="company")),
    ("E_NEEDS_APPROVAL", START, event("10 10:20", "regrade", to="plain")),
    ("unknown_tier", START, event("10 10:20", "regrade", to="nobody")),
    ("E_CORRECTION_WINDOW", START, event("10 10:20", "regrade", to="urgent", mode="correction")),
    ("E_SELF_VISIT", (*DONE, TOLD), event("11 10:00", "visit", by="s-zhao")),
    ("E_SELF_VISIT", (*DONE, TOLD), event("11 10:00", "visit", by="s-li", who="s-zhao")),
    ("E_CLOSED", (*DONE, TOLD, RUNG, CLOSED), event("11 12:00", "urge")),
    ("E_CLOSED", (*DONE, TOLD, RUNG, CLOSED), event("10 11:30", "start")),
    ("E_REOPEN_WINDOW", (*DONE, TOLD), event("18 00:00", "reopen")),
    ("E_ILLEGAL_STEP", START, event("10 11:00", "reopen")),
    ("E_ACCEPTED_ALREADY", (*START, SENT, TAKEN), event("10 10:12", "accept", who="s-qian")),
    ("E_NOT_PAUSED", START, event("10 11:00", "resume")),
    ("E_PAUSE_BEFORE_ACK", (RECEIVED,),
     event("10 10:10", "pause", reason="authority", until="10 12:00")),
    ("E_PAUSE_NEEDS_UNTIL", START, event("10 10:10", "pause", reason="authority", src="slip:1")),
    ("E_PAUSE_TOO_LONG", START,
     event("10 10:10", "pause", reason="owner_absent", until="18 00:01", approved_by="m")),
    ("E_UNDO_RECEIPT", START, event("10 10:10", "revoke", events=("r",), by="s-li")),
    ("E_UNDO_NOT_YOURS", START, event("10 10:10", "revoke", events=("a",), by="s-wu")),
    ("E_UNDO_TOO_LATE", START, event("10 10:35:01", "revoke", events=("a",), by="s-li")),
    ("unknown_event", START, event("10 10:10", "revoke", events=("z",), by="s-li")),
    ("E_STEP_PASSED", (*START, HANDED), event("10 10:20", "dispatch", to="s-wu")),
    ("E_STEP_PASSED", (*START, HANDED), event("10 10:16", "dispatch", to="s-wu")),
    ("E_RESTED_ON", (*START, SENT, HANDED, event("10 10:20", "dispatch", to="s-wu", by="s-li")),
     event("10 10:21", "revoke", events=("p",), by="s-li")),
    ("unknown_clock", START, event("10 10:10", "agree", clock="tea", due="10 15:00")),
]  # fmt: skip

CLEAN = [
    (START, event("20 10:05", "note", text="in time")),
    ((), RECEIVED),
    (START, event("10 10:00", "arrive")),
    (DONE, event("10 12:00", "feedback")),
    (DONE, event("10 11:30", "start")),
    ((*START, ARRIVED), RESOLVED),
    ((*DONE, TOLD), RUNG),
    ((*DONE, TOLD, RUNG), CLOSED),
    ((*START, ARRIVED, event("10 11:05", "quote", price="80"), event("10 11:06", "consent")),
     event("10 11:10", "start")),
    ((*START, ARRIVED, event("10 11:05", "quote", price="0")), event("10 11:10", "start")),
    ((*START, SENT, TAKEN), event("10 10:12", "accept", who="s-zhao")),
    ((*START, SENT, TAKEN, event("10 10:12", "transfer", to="s-qian")),
     event("10 10:13", "accept", who="s-qian")),
    (START, event("10 10:10", "dispatch", to="s-zhao")),
    (START, event("10 10:10", "decline", reason="x", approved_by="m", explained=True)),
    (START, event("10 10:10", "repeat", repeat_of="WY-260301-A001", adopted=False)),
    (START, event("10 10:10", "cancel", asked_by="company", approved_by="m")),
    (START, event("10 10:10", "cancel", asked_by="owner")),
    (START, event("10 10:20", "regrade", to="plain", approved_by="m")),
    (START, event("10 10:15", "regrade", to="urgent", mode="correction", by="s-li")),
    (START, event("10 10:20", "regrade", to="urgent")),
    ((*DONE, TOLD, RUNG, CLOSED), event("11 12:00", "note", text="thanks")),
    ((*DONE, TOLD, RUNG, CLOSED), event("11 12:00", "reopen")),
    ((*DONE, TOLD), event("17 23:59:59", "reopen")),
    (START, event("10 10:05", "pause", reason="authority", until="13 10:00", src="slip:1")),
    (START, event("10 10:10", "revoke", events=("a",), by="s-li")),
    (START, event("10 10:35", "revoke", events=("a",), by="s-li")),
    (START, event("11 10:35", "revoke", events=("a",), by="m-lin", approved_by="m-lin")),
    (START, event("10 10:10", "agree", clock="arrive", due="10 15:00")),
    (START, event("10 10:10", "pack")),
    ((*START, HANDED), event("10 10:15", "dispatch", to="s-wu")),
    ((*START, SENT, HANDED), event("10 10:20", "dispatch", to="s-wu")),
    ((*START, SENT, HANDED), event("10 10:20", "revoke", events=("p",), by="s-li")),
    ((*START, event("10 10:20", "merge", into="WY-260310-A009")), event("10 13:00", "feedback")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "events", "new"),
    BAD,
    ids=[f"{code}-{new.do}-{n}" for n, (code, _, new) in enumerate(BAD)],
)
def test_a_guard_refuses_with_its_code(code, events, new):
    assert code_of(events, new) == code


@pytest.mark.parametrize(
    ("events", "new"), CLEAN, ids=[f"{new.do}-{n}" for n, (_, new) in enumerate(CLEAN)]
)
def test_its_clean_twin_passes(events, new):
    assert code_of(events, new) == ""


def test_a_declined_ticket_is_told_followed_up_and_closed_without_the_work():
    declined = event("10 10:30", "decline", reason="x", approved_by="m", explained=True, id="n")
    told, rung = event("10 11:00", "feedback", by="s-li"), event("11 10:00", "visit", by="s-li")
    assert code_of((*START, declined), told) == ""
    assert code_of((*START, declined, told), rung) == ""
    assert code_of((*START, declined), CLOSED) == "E_STEPS_OPEN"
    assert code_of((*START, declined, told, rung), CLOSED) == ""


def test_enough_attempts_close_a_ticket_and_others_do_not():
    tried = [event(at, "visit_attempt") for at in ("10 15:00", "10 15:30", "10 16:00")]
    assert code_of((*DONE, TOLD, *tried), CLOSED) == "E_STEPS_OPEN"
    again = event("11 09:00", "visit_attempt")
    assert code_of((*DONE, TOLD, *tried, again), CLOSED) == ""


def test_nobody_to_ring_means_somebody_must_check():
    lonely = ticket(*DONE, TOLD, RUNG)
    standing = step(lonely, event("11 10:30", "note", text="x"), GROUND)
    assert missing_steps(lonely, standing, GROUND, "close") == ["verify"]


def test_with_nobody_registered_the_own_follow_up_is_a_flag():
    alone = msgspec.structs.replace(GROUND, staffed=False)
    visit = event("11 10:00", "visit", by="s-zhao")
    standing = step(ticket(*DONE, TOLD, **OWNER), visit, alone)
    assert standing.flags == ("self_visit",)
    assert step(ticket(*DONE, TOLD, **OWNER), RUNG, alone).flags == ()


def test_the_end_of_the_reopening_window_is_told_as_an_instant():
    with pytest.raises(WuyeError) as caught:
        step(ticket(*DONE, TOLD), event("18 00:00", "reopen"), GROUND)
    assert caught.value.facts["until"] == "2026-03-18T00:00:00+08:00"


def test_a_step_of_an_earlier_cycle_may_be_typed_after_the_reopening():
    reopened = event("11 09:00", "reopen")
    late = event("10 11:30", "start", by="s-zhao")
    assert code_of((*DONE, TOLD, reopened), late) == ""
    assert code_of((*DONE, TOLD, reopened), event("10 12:10", "start")) == "E_EVENT_ORDER"


def test_a_reopened_ticket_goes_through_its_flow_without_another_receipt():
    again = [
        event("11 09:00", "reopen"),
        event("11 09:05", "ack"),
        event("11 10:00", "arrive", by="s-qian"),
        event("11 11:00", "resolve", by="s-qian"),
        event("11 11:30", "feedback"),
        event("12 10:00", "visit", by="s-li"),
        event("12 11:00", "close"),
    ]
    events = [*DONE, TOLD]
    for one in again:
        assert code_of(events, one) == "", one.do
        events.append(one)
