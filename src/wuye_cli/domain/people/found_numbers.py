"""Finding phones and identity numbers in a plain view; what counts as one is told in `contacts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.people.id_number import is_dated, is_identity_number
from wuye_cli.domain.people.number_patterns import (
    ASIDE,
    EXTENSION,
    IDENTITY,
    NAMED_PHONE,
    PHONES,
    SPOKEN_PHONE,
    WHOLE_IDENTITY,
)
from wuye_cli.domain.people.plain_view import BLANKED, SPOKEN_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOBILE = 11
_LANDLINE = 10
"""Fewest digits of an area code with a number; an extension only stands behind as many."""


class Span(msgspec.Struct, frozen=True):
    """A number found: where it stands in the view, and how it is kept."""

    start: int
    end: int
    value: str
    is_id: bool = False


def find_numbers(view: str) -> list[Span]:
    """Return the numbers of a view in their order; what is found first is blanked for the rest."""
    found: list[Span] = []
    view = ASIDE.sub(lambda match: BLANKED * len(match[0]), view)
    for look in (_identities, _phones, _named_phones, _spoken_phones):
        view = _take(view, look, found)
    return sorted(found, key=lambda span: span.start)


def _take(view: str, look: Callable[[str], Iterator[Span]], found: list[Span]) -> str:
    """Add what `look` finds, again until it finds no more, and return the view without it."""
    while spans := list(look(view)):
        left = list(view)
        for span in spans:
            left[span.start : span.end] = BLANKED * (span.end - span.start)
        view = "".join(left)
        found += spans
    return view


def _identities(view: str) -> Iterator[Span]:
    for pattern in IDENTITY:
        at = 0
        while match := pattern.search(view, at):
            number = "".join(char for char in match[0] if char.isdigit() or char == "X")
            if _is_identity(number, whole=bool(WHOLE_IDENTITY.fullmatch(match[0]))):
                yield Span(match.start(), match.end(), number, is_id=True)
                at = match.end()
            else:
                at = match.start() + 1


def _is_identity(number: str, *, whole: bool) -> bool:
    """Tell whether digits are an identity number.

    Args:
        number: 18 places, or the 15 of before 2000.
        whole: Written as identity numbers are; then a wrong check digit is a slip of the finger.
    """
    return is_identity_number(number) or (whole and is_dated(number))


def _phones(view: str) -> Iterator[Span]:
    for pattern in PHONES:
        spans = [
            Span(match.start(), match.end(), _kept(match[0])) for match in pattern.finditer(view)
        ]
        if spans:  # the rest are looked for once these are blanked
            yield from spans
            return


def _named_phones(view: str) -> Iterator[Span]:
    for match in NAMED_PHONE.finditer(view):
        yield Span(match.start(1), match.end(1), _kept(match[1]))


def _spoken_phones(view: str) -> Iterator[Span]:
    for match in SPOKEN_PHONE.finditer(view):
        digits = "".join(SPOKEN_DIGITS.get(char, "") for char in match[0])
        yield Span(match.start(), match.end(), digits)


def _kept(written: str) -> str:
    """Return a phone as it is kept, from the way in which it was written."""
    extension = EXTENSION.search(written)
    head = _digits(written[: extension.start()] if extension else written)
    if extension is None or head[:1] != "0" or len(head) < _LANDLINE:
        return _without_country(_digits(written))
    return f"{_without_country(head)}-{extension[1]}"


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _without_country(digits: str) -> str:
    """Drop a country code and the trunk `0` before a mobile; give a landline its `0`."""
    if digits.startswith("0086") or (digits.startswith("86") and len(digits) > _MOBILE):
        bare = digits.removeprefix("00").removeprefix("86")
        return bare if len(bare) == _MOBILE and bare[0] == "1" and bare[1] != "0" else "0" + bare
    is_mobile = digits.startswith("01") and digits[2] != "0" and len(digits) > _MOBILE
    return digits[1:] if is_mobile else digits
