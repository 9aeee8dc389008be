"""Who works for the estate and which homes it has: staff, vendors, order of calling, homes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.facts import Trouble
from wuye_cli.services.checking.reading import troubles_of
from wuye_cli.store.codecs.duty import DUTY, read_duty, unknown_in_duty
from wuye_cli.store.codecs.staff import read_staff
from wuye_cli.store.codecs.units import FOLDER as UNITS
from wuye_cli.store.codecs.units import read_units
from wuye_cli.store.codecs.vendors import FOLDER as VENDORS
from wuye_cli.store.codecs.vendors import read_vendor
from wuye_cli.store.layout import RECORDS, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from wuye_cli.domain.duty import DutyBook
    from wuye_cli.domain.people.staff import Staff
    from wuye_cli.domain.people.vendor import Vendor
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.services.checking.texts import Texts

STAFF = f"{RECORDS}/staff/"
POLICY = f"{STANDARDS}/policy.yaml"


def read_members(texts: Texts) -> tuple[Staff, ...]:
    """Return the registered staff, noting faults and ids that are there twice."""
    found: dict[str, Staff] = {}
    declared = (texts.tree(POLICY) or {}).get("roles")
    roles = tuple(map(str, declared)) if isinstance(declared, dict) else ()
    for path, tree in list(texts.below(STAFF)):
        member, problems = read_staff(tree, roles)
        texts.add(path, *troubles_of(problems))
        if member is None:
            continue
        if member.id in found:
            texts.add(path, Trouble("R006", ("id",), {"value": member.id}))
        found[member.id] = member
    return tuple(found.values())


def read_vendors(texts: Texts) -> tuple[Vendor, ...]:
    """Return the registered vendors, noting the faults of their files."""
    found = []
    for path, tree in list(texts.below(VENDORS + "/")):
        name = path.rpartition("/")[2].removesuffix(".yaml")
        vendor, problems = read_vendor(name, tree, path=path)
        texts.add(path, *troubles_of(problems))
        if vendor is not None:
            found.append(vendor)
    return tuple(found)


def read_homes(texts: Texts) -> frozenset[str] | None:
    """Return the registered homes, noting faults and what stands twice; None without a file."""
    found: set[str] = set()
    files = list(texts.below(UNITS + "/"))
    for path, tree in files:
        homes, problems = read_units(tree)
        texts.add(path, *troubles_of(problems))
        twice = found & homes.keys()
        texts.add(path, *(Trouble("R006", homes[one], {"value": one}) for one in sorted(twice)))
        found |= homes.keys()
    return frozenset(found) if files else None


def read_duty_book(texts: Texts, rules: Rulebook, staff: Collection[str]) -> DutyBook | None:
    """Return the duty card's file, noting its faults; a store from before there was one has none.

    Args:
        texts: The files.
        rules: For the categories that it may name.
        staff: Ids of the staff, who may be called beside the roles.
    """
    tree = texts.tree(DUTY)
    if tree is None:
        return None
    roles = (texts.tree(POLICY) or {}).get("roles")
    people = {*map(str, roles if isinstance(roles, dict) else ()), *staff}
    known = rules.categories.categories
    book, problems = read_duty(tree)
    problems += unknown_in_duty(tree, people=people, categories=known)
    texts.add(DUTY, *troubles_of(problems))
    return book
