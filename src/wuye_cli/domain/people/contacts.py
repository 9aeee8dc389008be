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

from wuye_cli.domain.people.plain_view import SPOKEN_DIGITS, plain_view

if TYPE_CHECKING:
    from wuye_cli.domain.people.found_numbers import Span

PHONE_MARK = "[电话]"
"""Stands in the words for a phone that was moved out."""
ID_MARK = "[证件]"
"""Stands in the words for an identity number that was moved out."""
MARKS = (PHONE_MARK, ID_MARK)
"""All that may stand in the words for what was moved out."""

_LANDLINE = 10
_LEAST_DIGITS = 7
_LEAST_SPOKEN = 11
_NAMES = ("电话", "座机", "固话", "tel")
"""Words after which a local number stands, as `number_patterns.NAMED_PHONE` has them."""


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
        pieces += (words[at : places[span.start]], ID_MARK if span.is_id else PHONE_MARK)
        at = places[span.end]  # what adorns the last digit goes with it
    pieces.append(words[at:])
    return Extracted(
        "".join(pieces),
        tuple(dict.fromkeys(span.value for span in spans if not span.is_id)),
        tuple(dict.fromkeys(span.value for span in spans if span.is_id)),
    )


def has_personal_data(text: str) -> str | None:
    """Return `phone` or `id` if the text holds such a number, else None (rule K026).

    Meant for texts that people wrote; ids, hashes and instants are no such text.
    """
    spans = _find(plain_view(text)[0])
    if not spans:
        return None
    return "id" if any(span.is_id for span in spans) else "phone"


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
    found = [span.value for span in _find(view) if not span.is_id]
    return found[0] if found else "".join(char for char in view if char.isdigit())


def _find(view: str) -> list[Span]:
    """Return the numbers of a view in their order."""
    if not _has_digits_enough(view):
        return []
    from wuye_cli.domain.people.found_numbers import find_numbers  # noqa: PLC0415 - see above

    return find_numbers(view)


def _has_digits_enough(view: str) -> bool:
    """Tell whether the patterns can match at all; most texts need not pay for compiling them.

    The shortest number is a landline with its area code, a local one behind the word for it, or
    a mobile in Chinese digits. Most with digits enough for a local one are rooms and ids.
    """
    digits = sum(map(view.count, "0123456789"))
    if digits >= _LANDLINE or sum(map(view.count, SPOKEN_DIGITS)) >= _LEAST_SPOKEN:
        return True
    return digits >= _LEAST_DIGITS and any(map(view.lower().__contains__, _NAMES))
