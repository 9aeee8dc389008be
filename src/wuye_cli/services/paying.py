"""Payments of a month against quotes, consents and receipts: what came in, and what is odd."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.money import NOTHING, paid, plain, quoted, way_of, yuan
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.index_lists import priced_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk

    Remark = tuple[str, dict[str, Any]]

_LAST_MONTH = frozenset({"上月", "上个月", "last"})
_DECEMBER = 12


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """One payment; `way` is a code of `money.WAYS`, `noted` what was typed for it."""

    ticket: str
    unit: str
    at: datetime
    amount: str
    way: str
    noted: str = ""
    receipt: str = ""
    slip: str = ""
    taken_by: str = ""
    src: str = ""


class Unpaid(msgspec.Struct, frozen=True, kw_only=True):
    """Work that was quoted, consented to and done, and for which nothing was paid."""

    ticket: str
    unit: str
    quoted: str
    done_at: datetime
    holder: str = ""


class Reconciliation(msgspec.Struct, frozen=True, kw_only=True):
    """The payments of a period with their sums, and remarks: a code with its facts.

    Attributes:
        since, until: The period; `until` is the first instant after it.
        by_way: Way to number of payments and sum.
        by_person: Who took it to number and sum.
    """

    since: datetime
    until: datetime
    payments: tuple[Payment, ...] = ()
    unpaid: tuple[Unpaid, ...] = ()
    total: str = "0"
    by_way: dict[str, tuple[int, str]] = {}
    by_person: dict[str, tuple[int, str]] = {}
    remarks: tuple[tuple[str, dict[str, Any]], ...] = ()


def month_of(desk: Desk, text: str) -> tuple[datetime, datetime]:
    """Return the bounds of a month that somebody types: `2026-11`, `上月`, nothing for this one.

    Raises:
        CallError: `pay_month`.
    """
    now = desk.now()
    plain_text = normalize("NFKC", text).strip()
    year, month = now.year, now.month
    if plain_text in _LAST_MONTH:
        year, month = (year, month - 1) if month > 1 else (year - 1, _DECEMBER)
    elif plain_text:
        try:
            given = datetime.strptime(plain_text, "%Y-%m")  # noqa: DTZ007 - a month has no zone
        except ValueError as error:
            raise CallError("pay_month", value=text) from error
        year, month = given.year, given.month
    following = (year, month + 1) if month < _DECEMBER else (year + 1, 1)
    try:
        return (
            datetime(year, month, 1, tzinfo=desk.zone),
            datetime(*following, 1, tzinfo=desk.zone),
        )
    except ValueError as error:  # the year 10000
        raise CallError("pay_month", value=text) from error


def reconcile(desk: Desk, since: datetime, until: datetime) -> Reconciliation:
    """Return the payments of a period; only tickets that lived in it are read.

    Raises:
        UncheckableError: If a ticket cannot be read.
    """
    paths = priced_paths(desk.index().db, int(since.timestamp()), int(until.timestamp()))
    payments: list[Payment] = []
    unpaid: list[Unpaid] = []
    remarks: list[Remark] = []
    for path, data in desk.store.read_many(paths):
        ticket = read_ticket(data, path=path)
        standing = fold(ticket)
        of_period = [
            event for event in standing.events if event.do == "pay" and since <= event.at < until
        ]
        payments += [_payment(desk, ticket, event) for event in of_period]
        remarks += _remarks(ticket, standing, of_period, until)
        owed = _unpaid(desk, ticket, standing)
        if owed is not None and since <= owed.done_at < until:
            unpaid.append(owed)
            remarks.append(("pay_unpaid", {"ticket": ticket.id, "quoted": owed.quoted}))
    payments.sort(key=lambda payment: (payment.at, payment.ticket))
    remarks += _receipts(payments)
    return Reconciliation(
        since=since,
        until=until,
        payments=tuple(payments),
        unpaid=tuple(unpaid),
        total=plain(sum((yuan(payment.amount) for payment in payments), NOTHING)),
        by_way=_sums((payment.way, payment.amount) for payment in payments),
        by_person=_sums((payment.taken_by, payment.amount) for payment in payments),
        remarks=tuple(sorted(remarks, key=lambda remark: (remark[0], str(remark[1])))),
    )


def _payment(desk: Desk, ticket: Ticket, event: Event) -> Payment:
    return Payment(
        ticket=ticket.id,
        unit=ticket.unit or ticket.place,
        at=event.at.astimezone(desk.zone),
        amount=plain(yuan(event.price)),
        way=way_of(event.way),
        noted=event.way,
        receipt=event.receipt,
        slip=event.slip,
        taken_by=event.doer,
        src=event.src,
    )


def _remarks(
    ticket: Ticket, standing: Standing, of_period: list[Event], until: datetime
) -> Iterator[Remark]:
    """Yield what is odd about the payments of one ticket."""
    if not of_period:
        return
    charge = quoted(standing)
    known = [event for event in standing.events if event.at < until]
    given = paid(known)
    if given != charge:
        amounts = {"quoted": plain(charge), "paid": plain(given)}
        yield "pay_not_as_quoted", {"ticket": ticket.id, **amounts}
    consents = [event.instant for event in known if event.do == "consent"]
    first = min(event.instant for event in of_period)
    if charge > 0 and not any(instant <= first for instant in consents):
        yield "pay_no_consent", {"ticket": ticket.id}
    for event in of_period:
        if not event.receipt.strip():
            yield "pay_no_receipt", {"ticket": ticket.id, "amount": plain(yuan(event.price))}
        if yuan(event.price) <= 0:
            yield "pay_no_amount", {"ticket": ticket.id, "value": event.price}


def _unpaid(desk: Desk, ticket: Ticket, standing: Standing) -> Unpaid | None:
    """Return what is owed for work that was consented to and done, if nothing at all was paid."""
    charge = quoted(standing)
    done = [event for event in standing.events if event.do == "resolve"]
    consented = any(event.do == "consent" for event in standing.events)
    if not done or charge <= 0 or not consented or paid(standing.events) > 0:
        return None
    return Unpaid(
        ticket=ticket.id,
        unit=ticket.unit or ticket.place,
        quoted=plain(charge),
        done_at=done[-1].at.astimezone(desk.zone),
        holder=standing.assignee,
    )


def _receipts(payments: Iterable[Payment]) -> Iterator[Remark]:
    """Yield the receipt numbers that stand for more than one payment of the period."""
    found: dict[str, list[Payment]] = {}
    for payment in payments:
        number = normalize("NFKC", payment.receipt).strip().casefold()
        if number:
            found.setdefault(number, []).append(payment)
    for same in found.values():
        if len(same) > 1:
            tickets = [payment.ticket for payment in same]
            yield "pay_same_receipt", {"receipt": same[0].receipt, "tickets": tickets}


def _sums(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, str]]:
    """Return key to count and sum, the largest sum first."""
    counts: Counter[str] = Counter()
    sums: dict[str, Decimal] = {}
    for key, amount in pairs:
        counts[key] += 1
        sums[key] = sums.get(key, NOTHING) + yuan(amount)
    ordered = sorted(sums, key=lambda key: (-sums[key], key))
    return {key: (counts[key], plain(sums[key])) for key in ordered}
