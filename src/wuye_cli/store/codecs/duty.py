"""Codec of `standards/duty.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.duty import Call, Contact, Danger, DutyBook
from wuye_cli.store.codecs.calendars import read_week
from wuye_cli.store.codecs.reading import Node, Problem, check_id, nearest

if TYPE_CHECKING:
    from collections.abc import Collection

DUTY = "standards/duty.yaml"

_BOOK_KEYS = ("schema", "order", "contacts", "first_steps")
_CALL_KEYS = ("who", "when", "when_en", "hours")
_CONTACT_KEYS = ("label", "label_en", "phone", "for", "for_en")
_DANGER_KEYS = ("steps", "steps_en", "call")
_DIALLED = frozenset("0123456789+-*# ,/()、，转（）")


def read_duty(tree: Any) -> tuple[DutyBook, list[Problem]]:
    """Read the duty card's file: every part that can be read, and every problem found."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(_BOOK_KEYS, required=("schema", "order", "contacts")):
        return DutyBook(), problems
    node.schema("duty")
    contacts = {
        name: _contact(name, part)
        for name, part in _entries(node.at("contacts"))
        if part.fields(_CONTACT_KEYS, required=("label", "phone"))
    }
    dangers = {
        name: _danger(name, part, contacts)
        for name, part in _entries(node.at("first_steps"))
        if part.fields(_DANGER_KEYS, required=("steps",))
    }
    calls = [
        Call(
            who=who,
            hours=read_week(part.at("hours")) if part.at("hours").present else None,
            when=part.at("when").text(),
            when_en=part.at("when_en").text(),
        )
        for part in node.at("order").items()
        if part.fields(_CALL_KEYS, required=("who",)) and (who := part.at("who").text())
    ]
    return DutyBook(order=tuple(calls), contacts=contacts, dangers=dangers), problems


def _entries(node: Node) -> list[tuple[str, Node]]:
    if not node.present:
        return []
    return [(name, part) for name, part in node.entries() if check_id(part, name)]


def _contact(name: str, node: Node) -> Contact:
    phone = node.at("phone")
    dialled = phone.text(empty=True)
    if not _DIALLED.issuperset(dialled):
        phone.report("S006", value=dialled, wanted="phone")
        dialled = ""
    return Contact(
        id=name,
        label=node.at("label").text(),
        label_en=node.at("label_en").text(),
        phone=dialled.strip(),
        purpose=node.at("for").text(),
        purpose_en=node.at("for_en").text(),
    )


def _danger(name: str, node: Node, contacts: Collection[str]) -> Danger:
    return Danger(
        id=name,
        steps=node.at("steps").texts(),
        steps_en=node.at("steps_en").texts(),
        call=node.at("call").choices(contacts),
    )


def unknown_in_duty(
    tree: Any, *, people: Collection[str], categories: Collection[str]
) -> list[Problem]:
    """Report who and what the file names and no other declares.

    Args:
        tree: The file.
        people: Roles and staff ids; empty where none is declared, so that none can be wrong.
        categories: Ids of the categories; likewise.
    """
    found: list[Problem] = []
    node = Node(tree, found)
    for part in node.at("order").items() if people and isinstance(tree.get("order"), list) else ():
        part.at("who").choice(people)
    first_steps = node.at("first_steps")
    for name, part in first_steps.entries() if isinstance(first_steps.value, dict) else ():
        if categories and name not in categories:
            part.report("R002", value=name, suggestion=nearest(name, categories))
    # what is no text or no mapping was said by `read_duty` already
    return [problem for problem in found if problem.code in {"S004", "R002"}]
