"""Payments of a month: sums by way and person, and everything that does not match."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.desks import an_office

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.money import OTHER, UNSAID, WAYS, plain, way_of, yuan
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import done, report
from wuye_cli.services.intake import Request, take
from wuye_cli.services.paying import month_of, reconcile
from wuye_cli.services.undoing import undo
from wuye_cli.store.index_lists import priced_paths


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path)


def write(office, do, tail, who="", **fields):
    return report(office.desk, tail, [Draft(do=do, who=who, fields=fields)])


def job(office, home="2-1-803", price="80", *, consent=True, finished=True):
    """Return the id of a paid repair, quoted and not paid yet."""
    ticket = take(
        office.desk, f"{home} 厨房龙头滴水", Request(title="", phone="13500005555")
    ).ticket
    write(office, "dispatch", ticket.id, to="钱师傅")
    write(office, "arrive", ticket.id)
    if price:
        write(office, "quote", ticket.id, price=price, cause="阀芯坏", method="换")
    if consent:
        write(office, "consent", ticket.id, person="李先生", way="签字")
    if finished:
        done(office.desk, ticket.id, steps=("all",), signed="李先生")
    return ticket.id


def pay(office, ticket, price="80", way="微信", receipt="0421", **fields):
    return write(office, "pay", ticket, price=price, way=way, receipt=receipt, **fields)


def listed(office, month="2026-11"):
    return reconcile(office.desk, *month_of(office.desk, month))


def codes(found):
    return [code for code, _ in found.remarks]


def test_a_month_is_summed_by_way_and_by_person(office):
    first, second, third = (job(office, f"2-1-80{number}") for number in (1, 2, 3))
    pay(office, first, receipt="1")
    pay(office, second, way="微信支付", receipt="2", who="钱师傅")
    pay(office, third, way="现金", receipt="3", who="钱师傅", slip="0421")
    found = listed(office)
    assert found.remarks == ()
    assert found.total == "240"
    assert found.by_way == {"wechat": (2, "160"), "cash": (1, "80")}
    assert found.by_person == {"钱师傅": (2, "160"), "li@desk.example": (1, "80")}
    assert [(one.ticket, one.receipt, one.slip) for one in found.payments] == [
        (first, "1", ""),
        (second, "2", ""),
        (third, "3", "0421"),
    ]


@pytest.mark.parametrize(
    ("story", "remarks"),
    [
        (lambda office: pay(office, job(office), receipt=""), ["pay_no_receipt"]),
        (lambda office: pay(office, job(office), price="70"), ["pay_not_as_quoted"]),
        (lambda office: pay(office, job(office), price="90"), ["pay_not_as_quoted"]),
        (job, ["pay_unpaid"]),
        (lambda office: job(office, finished=False), []),
        (
            lambda office: pay(office, job(office, consent=False, finished=False)),
            ["pay_no_consent"],
        ),
        (
            lambda office: [pay(office, job(office, home)) for home in ("2-1-801", "2-1-802")],
            ["pay_same_receipt"],
        ),
        (
            lambda office: [
                pay(office, job(office, home), receipt=number)
                for home, number in (("2-1-801", "a1"), ("2-1-802", " Ａ1"))
            ],
            ["pay_same_receipt"],
        ),
    ],
)
def test_what_does_not_match_is_remarked(office, story, remarks):
    story(office)
    assert codes(listed(office)) == remarks


def test_two_payments_of_one_job_are_added_up(office):
    ticket = job(office)
    pay(office, ticket, price="30", receipt="1")
    pay(office, ticket, price="50.00", receipt="2")
    found = listed(office)
    assert (found.remarks, found.total) == ((), "80")


def test_a_payment_taken_back_is_none(office):
    ticket = job(office)
    pay(office, ticket)
    undo(office.desk, ticket)
    found = listed(office)
    assert found.payments == ()
    assert codes(found) == ["pay_unpaid"]


def test_a_payment_belongs_to_the_month_in_which_it_was_made(office):
    ticket = job(office)
    office.clock.at("2026-12-01 00:30")
    pay(office, ticket)
    assert listed(office, "2026-11").payments == ()
    assert listed(office, "2026-11").remarks == ()  # paid by now, though in the next month
    assert [one.ticket for one in listed(office, "").payments] == [ticket]
    assert listed(office, "").remarks == ()
    assert listed(office, "上月").payments == ()


def test_only_tickets_that_lived_in_the_month_are_read(office):
    early = job(office, "2-1-801")
    pay(office, early)
    office.clock.at("2026-12-05 09:00")
    late = job(office, "2-1-802")
    unpriced = take(office.desk, "2-1-803 灯坏了", Request(title="")).ticket.id
    db = office.desk.index().db

    def paths(month):
        since, until = month_of(office.desk, month)
        found = priced_paths(db, int(since.timestamp()), int(until.timestamp()))
        return [path.rpartition("/")[2].removesuffix(".yaml") for path in found]

    assert paths("2026-11") == [early]
    assert paths("2026-12") == [late]
    assert unpriced not in paths("2026-12")
    plan = db.execute(
        "EXPLAIN QUERY PLAN SELECT path FROM tickets WHERE updated_at >= 1 AND +opened_at < 2"
    ).fetchall()
    assert "tickets_updated (updated_at>?)" in plan[0][-1]


@pytest.mark.parametrize(
    "text", ["x", "2026-13", "2026", "11", "2026-11-01", "10000-01", "9999-12"]
)
def test_a_month_that_is_none_is_refused(office, text):
    with pytest.raises(CallError, match="pay_month"):
        month_of(office.desk, text)


def test_a_month_is_bounded_in_the_zone_of_the_estate(office):
    since, until = month_of(office.desk, "２０２６-12")
    assert since.isoformat() == "2026-12-01T00:00:00+08:00"
    assert until.isoformat() == "2027-01-01T00:00:00+08:00"


@pytest.mark.parametrize("way", sorted(WAYS))
def test_every_word_for_a_way_is_understood(way):
    for word in WAYS[way]:
        assert way_of(word) == way_of(word.upper()) == way_of(f" {word}收款") == way


@given(st.text(max_size=20))
def test_any_way_is_one_of_the_list_or_another(text):
    assert way_of(text) in {*WAYS, OTHER, UNSAID}


@given(st.text(max_size=12) | st.sampled_from(["NaN", "Infinity", "-1", "1e5", "80.50"]))
def test_any_amount_is_a_number(text):
    assert yuan(text).is_finite()
    assert Decimal(plain(yuan("80.50"))) == Decimal("80.5")
