"""Phones and identity numbers in people's own words: found, normalised and moved out.

What counts as one, and what does not:

* A mobile number is `1[3-9]` and nine digits, alone or behind `+86`, `0086`, `86` or `0`, written
  together, in groups, or digit by digit; full-width, circled and Chinese digits count as digits.
* A longer unbroken run of digits is no phone (order numbers stay whole), unless it is an identity
  number: 18 places with a province and a birth date, whatever the check digit says, as a mistyped
  one still tells who it is; or the 15 places of before 2000.
* Rooms (`3-1-0502`), dates and ticket numbers are set aside first, so that their groups never join
  with what stands beside them.
* In every other doubt a number is moved out: a meter reading moved by mistake is still in the
  person's file, a phone in a history that never changes cannot be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.people.id_number import is_dated, is_identity_number
from wuye_cli.domain.people.number_patterns import (
    ASIDE,
    BLANKED,
    EXTENSION,
    IDENTITY,
    NAMED_PHONE,
    PHONES,
    SPOKEN_DIGITS,
    SPOKEN_PHONE,
    WHOLE_IDENTITY,
    plain_view,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PHONE_MARK = "[电话]"
"""Stands in the words for a phone that was moved out."""
ID_MARK = "[证件]"
"""Stands in the words for an identity number that was moved out."""
MARKS = (PHONE_MARK, ID_MARK)
"""All that may stand in the words for what was moved out."""

_MOBILE = 11
_LANDLINE = 10
"""Fewest digits of an area code with a number; an extension only stands behind as many."""


class Extracted(msgspec.Struct, frozen=True):
    """Words without personal numbers, and the numbers.

    Attributes:
        words: The words with `[电话]` and `[证件]` in the places of the numbers.
        phones: Digits only, without a country code; an extension stands behind a `-`.
        ids: Identity numbers, a final `X` in upper case.
    """

    words: str
    phones: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class _Span(msgspec.Struct, frozen=True):
    """A number found: where it stands in the view, what stands for it, and how it is kept."""

    start: int
    end: int
    mark: str
    value: str


def extract(words: str) -> Extracted:
    """Move phones and identity numbers out of the words.

    Example:
        >>> extract("3-1-0502 水管爆了，打138 0000 1234")
        Extracted(words='3-1-0502 水管爆了，打[电话]', phones=('13800001234',), ids=())
    """
    view, places = plain_view(words)
    spans = _find(view)
    if not spans:
        return Extracted(words)
    places.append(len(words))
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += (words[at : places[span.start]], span.mark)
        at = places[span.end]  # what adorns the last digit goes with it
    pieces.append(words[at:])
    return Extracted(
        "".join(pieces),
        tuple(dict.fromkeys(span.value for span in spans if span.mark == PHONE_MARK)),
        tuple(dict.fromkeys(span.value for span in spans if span.mark == ID_MARK)),
    )


def has_personal_data(text: str) -> str | None:
    """Return `phone` or `id` if the text holds such a number, else None (rule K026).

    Meant for texts that people wrote; ids, hashes and instants are no such text.
    """
    spans = _find(plain_view(text)[0])
    if not spans:
        return None
    return "id" if any(span.mark == ID_MARK for span in spans) else "phone"


def mask_phone(phone: str) -> str:
    """Return a phone with its middle hidden; of a short number only the last two digits show.

    Example:
        >>> mask_phone("13812345678"), mask_phone("62345678")
        ('138****5678', '******78')
    """
    if len(phone) < _LANDLINE:
        return "*" * max(len(phone) - 2, 0) + phone[-2:]
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]


def plain_phone(text: str) -> str:
    """Return a phone that somebody typed as it is kept: digits only, no country code.

    Example:
        >>> plain_phone("+86 138-0000-1234"), plain_phone("6234-5678")
        ('13800001234', '62345678')
    """
    view, _ = plain_view(text)
    found = [span.value for span in _find(view) if span.mark == PHONE_MARK]
    return found[0] if found else "".join(char for char in view if char.isdigit())


def _find(view: str) -> list[_Span]:
    """Return the numbers of a view in their order; what is found first is blanked for the rest."""
    found: list[_Span] = []
    view = ASIDE.sub(lambda match: BLANKED * len(match[0]), view)
    for look in (_identities, _phones, _named_phones, _spoken_phones):
        view = _take(view, look, found)
    return sorted(found, key=lambda span: span.start)


def _take(view: str, look: Callable[[str], Iterator[_Span]], found: list[_Span]) -> str:
    """Add what `look` finds, again until it finds no more, and return the view without it."""
    while spans := list(look(view)):
        left = list(view)
        for span in spans:
            left[span.start : span.end] = BLANKED * (span.end - span.start)
        view = "".join(left)
        found += spans
    return view


def _identities(view: str) -> Iterator[_Span]:
    for pattern in IDENTITY:
        at = 0
        while match := pattern.search(view, at):
            number = "".join(char for char in match[0] if char.isdigit() or char == "X")
            if _is_identity(number, whole=bool(WHOLE_IDENTITY.fullmatch(match[0]))):
                yield _Span(match.start(), match.end(), ID_MARK, number)
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


def _phones(view: str) -> Iterator[_Span]:
    for pattern in PHONES:
        spans = [
            _Span(match.start(), match.end(), PHONE_MARK, _kept(match[0]))
            for match in pattern.finditer(view)
        ]
        if spans:  # the rest are looked for once these are blanked
            yield from spans
            return


def _named_phones(view: str) -> Iterator[_Span]:
    for match in NAMED_PHONE.finditer(view):
        yield _Span(match.start(1), match.end(1), PHONE_MARK, _kept(match[1]))


def _spoken_phones(view: str) -> Iterator[_Span]:
    for match in SPOKEN_PHONE.finditer(view):
        digits = "".join(SPOKEN_DIGITS.get(char, "") for char in match[0])
        yield _Span(match.start(), match.end(), PHONE_MARK, digits)


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
