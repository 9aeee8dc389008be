"""The duty card (值班卡): whom to call in which order, by when, and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.duty import Contact
from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.domain.tickets.duty_card import DangerLine, DutyCard, OnCall
from wuye_cli.services.vocabulary import on_the_staff
from wuye_cli.store.codecs.duty import DUTY, read_duty
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.people import PeopleBook
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.domain.duty import Call, DutyBook
    from wuye_cli.domain.tickets.category import Category
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.tier import Clock, Target, Tier, TierBook
    from wuye_cli.services.desk import Desk

POLICY = f"{STANDARDS}/policy.yaml"
_EMERGENCY = "emergency"


def duty_card(desk: Desk) -> DutyCard:
    """Return the duty card from `duty.yaml`, the staff, `people/`, the tiers and the settings.

    Raises:
        CallError: `print.no_duty` if the store has no such file, `print.bad_duty` if it is faulty.
    """
    book = _duty_book(desk)
    people = PeopleBook(desk.store)
    roles = _roles(desk)
    staff = on_the_staff(desk)
    order = tuple(_on_call(staff, call, roles, people) for call in book.order)
    contacts = tuple(_contacts(book, desk.settings.contacts))
    tiers = desk.rules.book_at(desk.now())
    dangers = tuple(_dangers(desk.rules, tiers, book, {one.id: one for one in contacts}))
    urgent = [tier for tier in tiers.tiers.values() if tier.service == _EMERGENCY]
    return DutyCard(
        duty_phone=desk.settings.duty_phone,
        after_hours=desk.settings.after_hours,
        order=order,
        contacts=contacts,
        tiers=tuple((tier, tuple(_limits(tier, tiers))) for tier in urgent),
        dangers=dangers,
        missing=tuple(_missing(desk, order, contacts, dangers)),
    )


def _duty_book(desk: Desk) -> DutyBook:
    data = desk.store.read(DUTY)
    if data is None:
        raise CallError("print.no_duty", path=DUTY)
    book, problems = read_duty(read_plain(data, path=DUTY))
    if problems:
        where = ".".join(map(str, problems[0].where))
        raise CallError("print.bad_duty", path=DUTY, where=where, rule=problems[0].code)
    return book


def _roles(desk: Desk) -> dict[str, Any]:
    data = desk.store.read(POLICY)
    if data is None:
        return {}
    try:
        found = read_plain(data, path=POLICY).get("roles")
    except UncheckableError:
        return {}
    return found if isinstance(found, dict) else {}


def _on_call(
    staff: dict[str, dict[str, Any]], call: Call, roles: dict[str, Any], people: PeopleBook
) -> OnCall:
    """Return the line of a role or of one member of the staff."""
    role = roles.get(call.who)
    if isinstance(role, dict):
        named = (str(role.get("label") or call.who), str(role.get("label_en") or call.who))
        wanted = {who: one for who, one in staff.items() if _has_role(one, call.who)}
    else:
        named = ("", "") if call.who in staff else (call.who, call.who)
        wanted = {who: one for who, one in staff.items() if who == call.who}
    members = tuple(
        (str(one.get("name") or who), _phones(people, one)) for who, one in wanted.items()
    )
    return OnCall(call=call, role=named, people=members)


def _has_role(member: dict[str, Any], role: str) -> bool:
    held = member.get("role")
    return role in held if isinstance(held, list) else role == held


def _phones(people: PeopleBook, member: dict[str, Any]) -> tuple[str, ...]:
    found = people.readable(str(member.get("person") or ""))
    return () if found is None or found.held else found.phones


def _contacts(book: DutyBook, settings: dict[str, str]) -> Iterable[Contact]:
    """Yield the contacts, blank numbers filled from the settings, and those the settings add."""
    left = {name.strip().casefold(): (name, number) for name, number in settings.items()}
    for contact in book.contacts.values():
        names = (contact.id, contact.label, contact.label_en)
        told = [left.pop(name.casefold()) for name in names if name.casefold() in left]
        if told and not contact.phone:
            yield msgspec.structs.replace(contact, phone=told[0][1])
        else:
            yield contact
    for name, number in left.values():
        yield Contact(id=name, label=name, label_en=name, phone=number)


def _dangers(
    rules: Rulebook, tiers: TierBook, book: DutyBook, contacts: dict[str, Contact]
) -> Iterable[DangerLine]:
    """Yield the emergencies: in the order of the duty file, then those it does not name."""
    categories = rules.categories.categories
    urgent = [one for one in categories.values() if _is_urgent(one, tiers)]
    first = [categories[name] for name in book.dangers if name in categories]
    for category in (*first, *(one for one in urgent if one.id not in book.dangers)):
        danger = book.dangers.get(category.id)
        yield DangerLine(
            category=category,
            steps=danger.steps if danger else (),
            steps_en=danger.steps_en if danger else (),
            call=tuple(contacts[one] for one in danger.call) if danger else (),
            limits=tuple(_own_limits(category, tiers)),
        )


def _is_urgent(category: Category, tiers: TierBook) -> bool:
    tier = tiers.tiers.get(category.tier)
    return tier is not None and tier.service == _EMERGENCY


def _limits(tier: Tier, tiers: TierBook) -> Iterable[tuple[Clock, Target]]:
    """Yield the limits that hold for every category of a tier."""
    for name, target in tier.targets.items():
        clock = tiers.clocks.get(name)
        if clock is not None and target.limit is not None and name not in tier.only_for:
            yield clock, target


def _own_limits(category: Category, tiers: TierBook) -> Iterable[tuple[Clock, Target]]:
    """Yield the limits of one category alone: clocks that exist for it only, and its own figures.

    Where a category has a figure for the simple and one for the complex case, the strictest that
    anybody on duty is held to is that of the simple one.
    """
    tier = tiers.tiers.get(category.tier)
    found = {
        name: tier.targets[name]
        for name, wanted in (tier.only_for.items() if tier else ())
        if tier and category.id in wanted and name in tier.targets
    }
    for name, by_complexity in category.limits.items():
        found.update([(name, target) for target in by_complexity.values()][:1])
    for name, target in found.items():
        clock = tiers.clocks.get(name)
        if clock is not None and target.limit is not None:
            yield clock, target


def _missing(
    desk: Desk,
    order: Sequence[OnCall],
    contacts: Sequence[Contact],
    dangers: Sequence[DangerLine],
) -> Iterable[tuple[str, str, str]]:
    if not desk.settings.duty_phone:
        yield "duty_phone", "", ""
    for line in order:
        if not line.people:
            yield ("person", *line.role)
        yield from (("staff_phone", name, name) for name, phones in line.people if not phones)
    for contact in contacts:
        if not contact.phone:
            yield "phone", contact.label, contact.label_en or contact.label
    for danger in dangers:
        if not danger.steps:
            category = danger.category
            yield "steps", category.label or category.id, category.label_en or category.id
