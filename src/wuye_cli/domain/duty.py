"""The duty card (值班卡): who is called in which order, whom outside, what is done first."""

from __future__ import annotations

import msgspec


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the order of calling.

    Attributes:
        who: A role of `policy.yaml`, or the id of one member of the staff.
        when: In which case, in words.
    """

    who: str
    when: str = ""
    when_en: str = ""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody outside the team.

    Attributes:
        phone: As it is dialled; empty until the estate has filled it in.
        purpose: What for (`for` in the file).
    """

    id: str
    label: str = ""
    label_en: str = ""
    phone: str = ""
    purpose: str = ""
    purpose_en: str = ""


class Danger(msgspec.Struct, frozen=True, kw_only=True):
    """What is done first when a danger is reported; `id` is its category.

    Attributes:
        steps: In order, before anybody else arrives.
        call: Contacts to ring, in order.
    """

    id: str
    steps: tuple[str, ...] = ()
    steps_en: tuple[str, ...] = ()
    call: tuple[str, ...] = ()


class DutyBook(msgspec.Struct, frozen=True, kw_only=True):
    """All of `standards/duty.yaml`; keyed parts in the order of the file."""

    order: tuple[Call, ...] = ()
    contacts: dict[str, Contact] = {}
    dangers: dict[str, Danger] = {}
