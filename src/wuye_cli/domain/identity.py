"""Numbers and ids: ticket ids that can be said on the phone, and ids that survive a merge."""

from __future__ import annotations

from datetime import date

import msgspec

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in small letters: no i, l, o, u."""

PREFIX = "WY-"
_DAY_DIGITS = 6
_LEAST_NUMBER_DIGITS = 3
_EVENT_BYTES = 7
_PERSON_BYTES = 5
_ULID_RANDOM_BITS = 80
_ULID_LENGTH = 26
_LONGEST_ID = 24


class TicketId(msgspec.Struct, frozen=True):
    """`WY-YYMMDD-<desk><nnn>` taken apart; `day` is the local day of receipt."""

    day: date
    desk: str
    number: int

    def __str__(self) -> str:
        day = self.day  # as `%y%m%d`, without the library's slow way to it
        written = f"{day.year % 100:02}{day.month:02}{day.day:02}"
        return f"{PREFIX}{written}-{self.desk}{self.number:03d}"


def parse_ticket_id(text: str) -> TicketId:
    """Take a ticket id apart.

    Raises:
        ValueError: If `text` is no id in the form that this program writes.

    Example:
        >>> parse_ticket_id("WY-261121-A017").number
        17
    """
    head, _, tail = text.removeprefix(PREFIX).partition("-")
    desk = tail.rstrip("0123456789")
    digits = tail[len(desk) :]
    well_formed = (
        text.startswith(PREFIX)
        and text.isascii()
        and len(text) <= _LONGEST_ID
        and len(head) == _DAY_DIGITS
        and head.isdigit()
        and is_desk_code(desk)
        and len(digits) >= _LEAST_NUMBER_DIGITS
    )
    if not well_formed:
        raise ValueError(text)
    found = TicketId(date(2000 + int(head[:2]), int(head[2:4]), int(head[4:])), desk, int(digits))
    if str(found) != text:
        raise ValueError(text)
    return found


def is_desk_code(text: str) -> bool:
    """Return whether `text` is one to three capital letters."""
    return (
        0 < len(text) <= _LEAST_NUMBER_DIGITS
        and text.isascii()
        and text.isalpha()
        and (text.isupper())
    )


def encoded(value: int, length: int) -> str:
    """Return `value` in base 32 with exactly `length` characters, most significant first."""
    characters = []
    for _ in range(length):
        value, rest = divmod(value, len(ALPHABET))
        characters.append(ALPHABET[rest])
    return "".join(reversed(characters))


def ulid(milliseconds: int, random: bytes) -> str:
    """Return a ULID (capital letters) of a time since 1970 and ten random bytes."""
    value = (milliseconds << _ULID_RANDOM_BITS) | int.from_bytes(random[:10], "big")
    return encoded(value, _ULID_LENGTH).upper()


def event_id(random: bytes) -> str:
    """Return an event id of 50 random bits: ten characters, the first a letter.

    A letter first, so that no reader ever takes it for a number.
    """
    value = int.from_bytes(random[:_EVENT_BYTES], "big")
    return encoded(10 + value % 22, 1) + encoded(value // 22, 9)


def person_id(random: bytes) -> str:
    """Return a person id: `p-` and eight characters of 40 random bits."""
    return "p-" + encoded(int.from_bytes(random[:_PERSON_BYTES], "big"), 8)


def desk_code(random: bytes) -> str:
    """Return two random capital letters: the code of a clone that has claimed none."""
    return "".join(chr(ord("A") + byte % 26) for byte in random[:2])
