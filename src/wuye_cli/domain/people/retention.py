"""Retention (保存期限): until when what is known of a person may be kept, and what is over.

Periods run by field. A field is kept as long as any rule that names it still runs: the phone of a
complainant outlives that of a caller, and a chat name may be over before both. An open ticket
keeps everything.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.people.person import FIELDS, kept_fields, residence_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.domain.people.person import Person

CALLER = "contact_of_reporter"
PAID = "home_repair_paid"
RESIDENT = "household"
NEEDS = "special_needs"
CLOSED = "closed"
MOVED_OUT = "moved_out"
AFTER = (CLOSED, MOVED_OUT, "contract_end")
THEN = ("erase", "review")
HAND_OVER = "hand_over"
"""A period without an end: kept, then handed over with the books."""
UNITS = ("mo", "d", "wk", "y")
WORDS = {"name": "name", "phone": "phones", "wechat": "wechat", "unit": "units"}
"""Words of `what` that name a field of a person otherwise; `all` stands for every field."""

PICTURES = frozenset({"faces", "interiors"})
"""Words of `what` that stand for what a picture shows."""

_HELD_BY_OPEN_TICKET = "open_ticket"
HOLDS = (_HELD_BY_OPEN_TICKET, "unpaid", "dispute")
"""What keeps data beyond its period."""

_DAYS = {"d": 1, "wk": 7}
_MONTHS = {"mo": 1, "y": 12}
_YEAR = 12


class Period(msgspec.Struct, frozen=True):
    """A time to keep something: `12mo`, `0d`, `2y`, `6wk`."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    def after(self, day: date) -> date:
        """Return the day on which the period that began on `day` is over; `date.max` if never.

        Example:
            >>> Period(1, "mo").after(date(2026, 1, 31))
            datetime.date(2026, 2, 28)
        """
        try:
            if self.unit in _DAYS:
                return day + timedelta(days=self.amount * _DAYS[self.unit])
            return _months_after(day, self.amount * _MONTHS[self.unit])
        except (OverflowError, ValueError):
            return date.max


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of data of `retention.yaml`.

    Attributes:
        what: Words for the data; `fields` translates them.
        after: What starts the period: `closed`, `moved_out`, `contract_end`.
        keep: None for `hand_over`.
        then: `erase`, or `review` when a person has to decide.
        hold_if: What else keeps it: `open_ticket` is known here, the rest is asked.
    """

    name: str
    what: tuple[str, ...] = ("all",)
    after: str = CLOSED
    keep: Period | None = None
    then: str = "erase"
    hold_if: tuple[str, ...] = ()
    why: str = ""
    basis: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a person that the rule is about."""
        if self.name == NEEDS:
            return ("needs",)
        if "all" in self.what:
            return FIELDS
        return tuple(name for word in self.what if (name := WORDS.get(word, word)) in FIELDS)


class Retention(msgspec.Struct, frozen=True):
    """The rules of `standards/retention.yaml`; `default` is for what no rule names."""

    default: Rule
    kinds: dict[str, Rule] = {}

    def rule(self, name: str) -> Rule:
        """Return a rule by name, or the default."""
        return self.kinds.get(name, self.default)


class TicketFact(msgspec.Struct, frozen=True, kw_only=True):
    """What retention needs to know of a ticket.

    Attributes:
        kind: Such as `complaint`.
        paid: Whether it was a paid repair (a price was quoted or paid).
        closed: The local day of its end; None while it is open.
    """

    id: str
    kind: str = ""
    category: str = ""
    paid: bool = False
    closed: date | None = None


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What of a person is to be erased or reviewed.

    Attributes:
        fields: Fields whose time is over.
        whole: Whether that is all that is known of the person.
        since: The day on which the last of them was over.
        rules: The rules that kept them longest.
        tickets: The person's tickets.
        ask: What may still hold it and is not in the records (`unpaid`, `dispute`).
    """

    person: str
    fields: tuple[str, ...]
    whole: bool
    then: str
    since: date
    rules: tuple[str, ...]
    tickets: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


def parse_period(text: str) -> Period:
    """Read a period.

    Raises:
        ValueError: If it is not a whole number with a unit of `UNITS`.

    Example:
        >>> parse_period("12mo")
        Period(amount=12, unit='mo')
    """
    for unit in UNITS:
        digits = text.removesuffix(unit)
        if digits != text and digits.isascii() and digits.isdigit():
            return Period(int(digits), unit)
    raise ValueError(text)


def due_of(
    person: Person, tickets: Iterable[TicketFact], retention: Retention, today: date
) -> Due | None:
    """Return what of a person is over on `today`, or None.

    An open ticket holds everything. A registered resident is held until moved out. Who has neither
    a ticket nor a home is kept for the default period after the file was made.
    """
    facts = list(tickets)
    if any(fact.closed is None for fact in facts):
        return None
    ends = _ends(person, facts, retention)
    known = kept_fields(person)
    over = [name for name in known if name in ends and ends[name][0] <= today]
    if not over:
        return None
    rules = {ends[name][1].name: ends[name][1] for name in over}
    return Due(
        person=person.id,
        fields=tuple(over),
        whole=len(over) == len(known),
        then="review" if any(rule.then == "review" for rule in rules.values()) else "erase",
        since=max(ends[name][0] for name in over),
        rules=tuple(rules),
        tickets=tuple(fact.id for fact in facts),
        ask=tuple(
            sorted({word for rule in rules.values() for word in rule.hold_if}
                   - {_HELD_BY_OPEN_TICKET})
        ),
    )  # fmt: skip


def _ends(
    person: Person, facts: list[TicketFact], retention: Retention
) -> dict[str, tuple[date, Rule]]:
    """Return for each field the last day on which a rule keeps it, and that rule."""
    ends: dict[str, tuple[date, Rule]] = {}
    for rule, start in _running(person, facts, retention):
        end = date.max if rule.keep is None else rule.keep.after(start)
        for name in rule.fields:
            if name not in ends or end > ends[name][0]:
                ends[name] = (end, rule)
    moved = residence_end(person)
    needs = retention.kinds.get(NEEDS)
    if moved is not None and needs is not None and needs.keep is not None:
        # Sensitive data ends by its own rule, however long the rest is kept.
        ends["needs"] = (needs.keep.after(moved), needs)
    return ends


def _running(
    person: Person, facts: list[TicketFact], retention: Retention
) -> Iterator[tuple[Rule, date]]:
    """Yield each rule that is about this person, with the day on which its period began."""
    for fact in facts:
        if fact.closed is not None:
            for rule in rules_of(fact, retention):
                yield rule, fact.closed
    moved = residence_end(person)
    if moved is not None:
        yield retention.rule(RESIDENT), moved
    last = max((fact.closed for fact in facts if fact.closed is not None), default=moved)
    if last is None and person.created is not None:
        last = person.created.date()
    if last is not None:  # for what no rule names, such as notes
        yield msgspec.structs.replace(retention.default, what=("ids", "needs", "notes")), last
        if not facts and moved is None:
            yield msgspec.structs.replace(retention.default, what=("all",)), last


def rules_of(fact: TicketFact, retention: Retention) -> list[Rule]:
    """Return the rules for the data of a ticket: of its kind or category, paid, and of a caller."""
    names = [fact.kind, fact.category, fact.category.partition(".")[0], PAID if fact.paid else ""]
    special = [
        rule
        for name in dict.fromkeys(names)
        if (rule := retention.kinds.get(name)) is not None and rule.after == CLOSED
    ]
    caller = retention.rule(CALLER)
    if caller is retention.default:
        caller = msgspec.structs.replace(caller, what=("all",))
    return [*special, caller, msgspec.structs.replace(caller, what=("unit",))]


def _months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    first_of_next = date(year + (month + 1) // _YEAR, (month + 1) % _YEAR + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))
