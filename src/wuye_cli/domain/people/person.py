"""A resident or caller as `people/` keeps them: the only place with names and numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SCHEMA = "person/1"
"""The newest format of a person's file that this program writes."""

FIELDS = ("name", "phones", "wechat", "ids", "needs", "notes", "units")
"""What is known of a person, each of which retention may keep or erase by itself."""


class Home(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    rename={"since": "from", "until": "to"},
):
    """How a person belongs to a unit.

    Attributes:
        unit: Such as `3-1-0502`.
        relation: As the estate says it: 业主, 租户, 家属 …
        since: When the person moved in; only a registered resident has it. A caller who merely
            named the unit has none, and is no resident for it.
        until: When the person moved out.
    """

    unit: str
    relation: str = ""
    since: date | None = None
    until: date | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One person; everything but `id` may be empty.

    Attributes:
        id: `p-` and eight random characters; tells nothing about the person.
        name: As said: 张丽, 张女士.
        phones: Digits only (`contacts.plain_phone`).
        ids: Identity numbers.
        needs: Special needs (行动不便, 独居 …): sensitive, kept with consent only.
        created: When the file was made, with zone.
        held: Why a person who is to be erased is still stored: a rule of `retention.yaml`. Such
            data is stored and protected, and not used otherwise (个人信息保护法 第47条).
        extra: A team's own `x-…` keys.
    """

    schema: str = SCHEMA
    id: str
    name: str = ""
    phones: tuple[str, ...] = ()
    wechat: str = ""
    ids: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    notes: str = ""
    units: tuple[Home, ...] = ()
    created: datetime | None = None
    held: str = ""
    extra: dict[str, str] = {}


def display_name(person: Person | None) -> str:
    """Return what a person is called, or nothing, for which the face has its own word (住户)."""
    return person.name if person is not None and not person.held else ""


def with_contacts(person: Person, *, phones: Iterable[str] = (), ids: Iterable[str] = ()) -> Person:
    """Return the person with further numbers, each once.

    Example:
        >>> with_contacts(Person(id="p-1", phones=("1",)), phones=["2", "1"]).phones
        ('1', '2')
    """
    return msgspec.structs.replace(
        person,
        phones=tuple(dict.fromkeys((*person.phones, *phones))),
        ids=tuple(dict.fromkeys((*person.ids, *ids))),
    )


def residence_end(person: Person) -> date | None:
    """Return the day on which a resident moved out of the last home.

    Returns:
        `date.max` while the person still lives in one, None for a person who is registered in none.
    """
    ends = [home.until or date.max for home in person.units if home.since is not None]
    return max(ends, default=None)


def kept_fields(person: Person) -> tuple[str, ...]:
    """Return those of `FIELDS` that hold something."""
    return tuple(name for name in FIELDS if getattr(person, name))


def reduced(person: Person, keep: Collection[str], *, held: str) -> Person:
    """Return the person with nothing but the fields to keep, and why they are kept."""
    kept = {name: getattr(person, name) for name in FIELDS if name in keep}
    return Person(id=person.id, created=person.created, held=held, **kept)
