"""Every rule over one ticket: one that it catches, and a twin that it leaves alone."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from tests.unit.checking.small import (
    GOOD,
    IMPORTED,
    PATH,
    TIERS,
    at,
    codes,
    instead,
    rulebook,
    store,
    ticket,
    with_row,
    without,
)

from wuye_cli.checking.facts import TicketFile
from wuye_cli.checking.rule import TICKET, TREE
from wuye_cli.checking.runner import Selection
from wuye_cli.checking.view import TicketView
from wuye_cli.domain.people.staff import Staff
from wuye_cli.domain.people.vendor import Vendor
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Pinned, Reporter
from wuye_cli.store.codecs.tickets import ticket_to_mapping

OPEN = {"status": "received"}
RECEIVED = GOOD[:1]
LATE = (("09:00", "receive", {"tier": "emergency"}), ("09:01", "ack"))
HASH = "ab" * 32
TOLD_HIGHER = ("09:30", "escalate", {"to": "general_manager"})
GONE = Staff(id="s-qian", name="钱师傅", role="technician", left=date(2026, 4, 30))
FIRMS = (
    Vendor(id="schindler", label="迅达", does=("lift",), contract_until=date(2026, 4, 30)),
    Vendor(id="kone", label="通力", does=("lift",), contract_until=date(2026, 5, 1)),
)

CASES = {
    "S002": (
        lambda: ticket(instead("dispatch", "09:05")),
        lambda: ticket(instead("dispatch", "09:05", to="s-zhao")),
    ),
    "S004": (lambda: ticket(kind="repairs"), lambda: ticket(kind="repair")),
    "S005": (
        lambda: ticket(instead("receive", "09:00", tier="general", limits={"note": ("x", "y")})),
        lambda: ticket(instead("receive", "09:00", tier="general", limits={"note": ("8h", "y")})),
    ),
    "S007": (lambda: ticket(id="WY-260501-A002"), ticket),
    "S010": (
        lambda: ticket(instead("visit", "11:00", score=6, way="phone")),
        lambda: ticket(instead("visit", "11:00", score=1, way="phone")),
    ),
    "S011": (lambda: ticket(title="  "), lambda: ticket(title="水")),
    "R001": (
        lambda: ticket(with_row("09:02", "regrade", to="vip", approved_by="s-wang")),
        lambda: ticket(with_row("09:02", "regrade", to="emergency", approved_by="s-wang")),
    ),
    "R002": (lambda: ticket(category="wather"), lambda: ticket(category="burst")),
    "R003": (lambda: ticket(first_asked="s-099"), lambda: ticket(first_asked="s-zhao")),
    "R005": (
        lambda: ticket(standard=Pinned(version="77")),
        lambda: ticket(standard=Pinned(version="1")),
    ),
    "R009": (
        lambda: ticket(instead("dispatch", "09:05", to="s-qian")),
        lambda: ticket(instead("dispatch", "09:05", to="s-zhao")),
    ),
    "R013": (
        lambda: ticket(with_row("09:10", "vendor_call", party="迅达")),
        lambda: ticket(with_row("09:10", "vendor_call", party="通力")),
    ),
    "K028": (
        lambda: ticket(RECEIVED, status="received"),
        lambda: ticket((*RECEIVED, TOLD_HIGHER), status="received"),
    ),
    "K001": (lambda: ticket(status="done"), lambda: ticket(status="closed")),
    "K002": (
        lambda: ticket(instead("resolve", "09:10", who="s-zhao")),
        lambda: ticket(instead("resolve", "09:31", who="s-zhao")),
    ),
    "K003": (
        lambda: ticket(instead("ack", "09:09", recorded_at=at("09:01"))),
        lambda: ticket(instead("ack", "09:06", recorded_at=at("09:01"))),
    ),
    "K004": (
        lambda: ticket(instead("ack", "09:01", recorded_at=at("1d11:00"))),
        lambda: ticket(instead("ack", "09:01", recorded_at=at("1d11:00"), src="纸单0421")),
    ),
    "K005": (
        lambda: ticket(RECEIVED, **OPEN),
        lambda: ticket(GOOD[:7], status="fed_back"),
    ),
    "K006": (
        lambda: ticket(
            (
                *GOOD[:4],
                *(
                    ("9d10:00", do, more)
                    for _, do, *rest in GOOD[4:]
                    for more in [rest[0] if rest else {}]
                ),
            )
        ),
        ticket,
    ),
    "K007": (lambda: ticket(first_asked=""), ticket),
    "K008": (lambda: ticket(without("dispatch")), ticket),
    "K009": (
        lambda: ticket(instead("dispatch", "09:05", to="s-wang")),
        lambda: ticket(instead("dispatch", "09:05", to="s-zhao")),
    ),
    "K010": (
        lambda: ticket(with_row("09:40", "quote", price="80")),
        lambda: ticket(with_row("09:41", "consent", with_row("09:40", "quote", price="80"))),
    ),
    "K011": (lambda: ticket(without("sign")), ticket),
    "K012": (lambda: ticket(without("visit")), ticket),
    "K013": (
        lambda: ticket(instead("visit", "11:00", score=5, way="phone", who="s-zhao")),
        lambda: ticket(instead("visit", "11:00", score=5, way="phone", who="s-wang")),
    ),
    "K014": (
        lambda: ticket(with_row("10:30", "verify", who="s-zhao")),
        lambda: ticket(with_row("10:30", "verify", who="s-wang")),
    ),
    "K015": (
        lambda: ticket(with_row("09:02", "regrade", to="emergency", approved_by="s-li")),
        lambda: ticket(with_row("09:02", "regrade", to="emergency", approved_by="s-wang")),
    ),
    "K016": (
        lambda: ticket((*LATE, ("09:18", "regrade", {"to": "general"})), status="acknowledged"),
        lambda: ticket((*LATE, ("09:10", "regrade", {"to": "general"})), status="acknowledged"),
    ),
    "K017": (
        lambda: ticket(
            (
                *LATE,
                ("09:18", "amend", {"changes": {"category": "burst"}}),
                ("09:19", "amend", {"changes": {"category": "water"}}),
            )
        ),
        lambda: ticket(
            (
                *LATE,
                ("09:10", "amend", {"changes": {"category": "burst"}}),
                ("09:11", "amend", {"changes": {"category": "water"}}),
            )
        ),
    ),
    "K018": (
        lambda: ticket(
            (*LATE, ("14:00", "pause", {"reason": "authority", "until": at("1d09:00")}))
        ),
        lambda: ticket(
            (*LATE, ("12:00", "pause", {"reason": "authority", "until": at("1d09:00")}))
        ),
    ),
    "K022": (
        lambda: ticket(instead("dispatch", "10:11:20", to="s-zhao")),
        ticket,
    ),
    "K025": (
        lambda: ticket(instead("visit", "11:00", score=5, outcome="no_answer")),
        lambda: ticket(instead("visit", "11:00", score=5)),
    ),
    "K027": (
        lambda: ticket(standard=Pinned(version="2")),
        lambda: ticket(standard=Pinned(version="1")),
    ),
    "K029": (
        lambda: ticket(
            with_row("09:10", "reschedule", asked_by="company", window=(at("15:00"), at("16:00")))
        ),
        lambda: ticket(
            with_row(
                "09:10",
                "reschedule",
                asked_by="company",
                reason="人手",
                window=(at("15:00"), at("16:00")),
            )
        ),
    ),
    "K030": (
        lambda: ticket(with_row("09:10", "refund_x")),
        lambda: ticket(with_row("09:10", "urge")),
    ),
}


def two_versions():
    """A store whose history holds a version that came into force after the ticket."""
    rules = rulebook()[0]
    later = msgspec.structs.replace(rules.books[0], version="2", effective_from=at("8d00:00"))
    return store(msgspec.structs.replace(rules, books=(rules.books[0], later)))


FACTS = {
    "K027": two_versions,
    "R009": lambda: store(members=(GONE,)),
    "R013": lambda: store(vendors=FIRMS),
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_catches_its_case(code):
    assert code in codes(CASES[code][0](), FACTS.get(code, store)())


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_leaves_the_clean_twin_alone(code):
    assert code not in codes(CASES[code][1](), FACTS.get(code, store)())


def test_an_open_job_does_not_stay_with_somebody_who_left():
    rows = (*RECEIVED, ("09:01", "ack"), ("09:05", "dispatch", {"to": "s-qian"}))
    leaves = msgspec.structs.replace(GONE, left=date(2026, 5, 20))
    one = ticket(rows, status="dispatched")
    assert "R009" in codes(one, store(members=(leaves,)))
    assert "R009" not in codes(one, store(members=(leaves,), today=date(2026, 5, 20)))
    assert "R009" not in codes(ticket(), store(members=(leaves,)))


def test_who_was_told_must_stand_as_high_as_the_step():
    for level, missed in (("head", True), ("manager", True), ("general_manager", False)):
        rows = (*RECEIVED, ("09:30", "escalate", {"to": level}))
        ladder = rulebook(tiers=TIERS.replace("[0.8, 1.0]", "[0.8, 1.0, 1.5, 2.0]"))[0]
        assert ("K028" in codes(ticket(rows, status="received"), store(ladder))) is missed


def test_a_step_that_is_not_due_is_not_missed():
    facts = store(now=int(at("09:30").timestamp()))
    assert "K028" not in codes(ticket(RECEIVED, status="received"), facts)


def test_the_good_ticket_breaks_no_rule():
    assert codes(ticket()) == []


def test_a_ticket_in_the_wrong_folder_is_told_the_right_one():
    path = PATH.replace("2026/05/01", "2026/04/01")
    assert codes(ticket(), path=path) == ["S013"]


def test_a_unit_is_unknown_only_where_units_are_registered():
    assert codes(ticket()) == []
    assert codes(ticket(), store(units=frozenset({"1-1-0101"}))) == ["R004"]
    assert codes(ticket(), store(units=frozenset({"3-1-0502"}))) == []


def test_unknown_people_are_errors_only_in_a_strict_store():
    for strict, severity in ((False, "info"), (True, "error")):
        view = TicketView(PATH, ticket(first_asked="s-099"), store(strict=strict))
        (finding,) = Selection(("R003",)).run(TICKET, view)
        assert finding.severity == severity


def test_a_mail_address_of_the_typist_is_no_unknown_person():
    rows = instead("ack", "09:01", by="li@example.com", way="phone")
    assert codes(ticket(rows)) == []


def test_attachments_are_compared_with_what_lies_in_media():
    one = ticket(with_row("09:40", "attach", sha256=HASH))
    assert codes(one) == []
    assert codes(one, store(media={})) == ["R011"]
    assert codes(one, store(media={HASH: "cd" * 32})) == ["R012"]
    assert codes(one, store(media={HASH: HASH})) == []


def test_a_pinned_version_with_other_terms_is_unknown():
    facts = store()
    terms = facts.book.terms
    assert codes(ticket(standard=Pinned(version="1", terms=terms)), facts) == []
    assert codes(ticket(standard=Pinned(version="1", terms="00000000")), facts) == ["R005"]


def test_an_imported_row_that_closed_before_it_opened_is_one_warning_and_no_error():
    rows = (
        ("1d09:00", "receive", {"tier": "general"}),
        ("10:00", "resolve"),
        ("09:00", "close"),
    )
    one = ticket(rows, source=IMPORTED, first_asked="", standard=None)
    found = Selection().run(TICKET, TicketView(PATH, one, store()))
    assert [(finding.rule, finding.severity) for finding in found if finding.rule == "K002"] == [
        ("K002", "warning")
    ]
    assert [finding for finding in found if finding.severity == "error"] == []


def test_an_irregular_event_is_reported_at_its_place():
    one = ticket((*GOOD, ("12:00", "dispatch", {"to": "s-zhao"})))
    found = Selection(("K001",)).run(TICKET, TicketView(PATH, one, store()))
    assert [finding.where for finding in found] == [("events", 9)]


def test_nobody_is_barred_from_visiting_while_nobody_is_registered():
    one = ticket(instead("visit", "11:00", score=5, way="phone", who="s-zhao"))
    assert "K013" not in codes(one, store(staff={}))


def test_a_score_without_a_reporter_needs_a_way():
    rows = instead("visit", "11:00", score=5)
    assert "K025" in codes(ticket(rows, reporter=None))
    assert "K025" not in codes(ticket(rows, reporter=Reporter(person="p-1")))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("words", "打138 0000 1234"),
        ("title", "李先生 13800001234 漏水"),
        ("place", "电话 010-62345678"),
    ],
)
def test_personal_numbers_are_found_in_every_text_of_the_head(field, text):
    tree = ticket_to_mapping(ticket(**{field: text}))
    found = Selection().run(TREE, TicketFile(path=PATH, tree=tree))
    assert [(finding.rule, finding.where) for finding in found] == [("K026", (field,))]


@pytest.mark.parametrize("field", ["text", "words", "reason", "src", "result", "learned", "party"])
def test_personal_numbers_are_found_in_the_texts_of_events(field):
    tree = ticket_to_mapping(ticket())
    tree["events"].append({"id": "e99", "do": "note", field: "联系 13800001234"})
    found = Selection().run(TREE, TicketFile(path=PATH, tree=tree))
    assert [(finding.rule, finding.where) for finding in found] == [("K026", ("events", 9, field))]


def test_ids_hashes_and_instants_are_no_personal_numbers():
    tree = ticket_to_mapping(ticket(with_row("09:40", "attach", sha256="13800001234" * 5)))
    assert Selection().run(TREE, TicketFile(path=PATH, tree=tree)) == []


def test_a_ticket_without_events_does_not_stop_the_rules():
    assert "S011" in codes(ticket(()))


def test_an_empty_event_id_is_no_id():
    one = ticket()
    anonymous = msgspec.structs.replace(
        one, events=(*one.events, Event(at=at("12:00"), do="note", text="x"))
    )
    assert codes(anonymous) == ["S007"]


def test_the_time_of_the_last_commit_counts_as_now_where_it_is_later():
    early = store(now=1)
    assert "K003" in codes(ticket(), early)
    assert "K003" not in codes(ticket(), msgspec.structs.replace(early, latest=store().now))
