"""What a commit may do to a ticket: add events at the end, and let the head follow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from wuye_cli.auditing.ticket_change import Ways, grown
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.store.codecs.tickets import write_ticket

ZONE = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
PATH = "records/tickets/2026/11/21/WY-261121-A001.yaml"
WAYS = Ways(lambda _: None, write_ticket)


def event(name: str, do: str, minutes: int = 0, **more: str) -> Event:
    return Event(id=name, at=AT + timedelta(minutes=minutes), by="s-li", do=do, **more)


def ticket(*events: Event) -> Ticket:
    bare = Ticket(id="WY-261121-A001", uid="U", status="received", title="灯不亮", unit="3-1-0502")
    return with_events(bare, events)[0]


RECEIVED, ACKED = event("a1", "receive", tier="general"), event("a2", "ack", 5)
OLD = ticket(RECEIVED, ACKED)
ADDED = event("a3", "dispatch", 9, to="s-zhao")
NEW = ticket(RECEIVED, ACKED, ADDED)


def changed(new: Ticket, old: Ticket | None = OLD, data: bytes | None = None, **more: bool):
    return grown(PATH, old, new, write_ticket(new) if data is None else data, WAYS, **more)


def test_an_event_at_the_end_is_no_fault():
    change = changed(NEW)
    assert (change.fault, change.added) == ("", (ADDED,))


def test_a_new_ticket_is_no_fault():
    assert changed(OLD, None).fault == ""


@pytest.mark.parametrize(
    ("new", "fault", "what"),
    [
        (replace(NEW, events=(RECEIVED, event("a2", "ack", 1), ADDED)), "G010", "event"),
        (replace(NEW, title="别的"), "G010", "head"),
        (replace(NEW, words="补的"), "G009", "head"),
        (replace(NEW, status="closed"), "G009", "status"),
        (replace(NEW, events=(RECEIVED, ADDED)), "G011", "gone"),
        (replace(NEW, events=(ACKED, RECEIVED, ADDED)), "G011", "order"),
        (replace(NEW, events=(RECEIVED, ADDED, ACKED)), "G009", "inserted"),
        (replace(NEW, events=(RECEIVED, ACKED, ADDED, ADDED)), "G009", "twice"),
    ],
)
def test_everything_else_is_one(new, fault, what):
    change = changed(new)
    assert (change.fault, change.facts["what"]) == (fault, what)


def test_the_same_instant_in_another_zone_is_another_text():
    moved = replace(ACKED, at=ACKED.at.astimezone(UTC))
    change = changed(replace(NEW, events=(RECEIVED, moved, ADDED)))
    assert (change.fault, change.facts) == ("G010", {"what": "zone", "events": ["a2"]})


def test_another_form_is_a_fault_unless_a_person_s_own_was_adopted():
    data = write_ticket(NEW).replace(b'"general"', b"general")
    assert changed(NEW, data=data).facts == {"what": "bytes"}
    assert changed(NEW, data=data, as_typed=True).fault == ""
