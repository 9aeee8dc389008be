"""Limits (时限): `30m`, `4h` of open time, `3wd` working days, `10d` natural days."""

from __future__ import annotations

from functools import lru_cache

import msgspec

UNITS = ("wd", "m", "h", "d")
_SECONDS = {"m": 60, "h": 3600}
_LARGEST = 100_000


class Limit(msgspec.Struct, frozen=True):
    """An amount of time as a standard writes it.

    Attributes:
        amount: One or more.
        unit: `m` or `h` of open time, `wd` working days, `d` natural days.
    """

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    @property
    def seconds(self) -> int | None:
        """Seconds of open time, or None for a limit counted in days."""
        factor = _SECONDS.get(self.unit)
        return None if factor is None else self.amount * factor


@lru_cache(maxsize=1024)  # the same few limits stand all over a standard
def parse_limit(text: str) -> Limit:
    """Read a limit.

    Raises:
        ValueError: If it is not a whole number of one or more with a unit of `UNITS`.

    Example:
        >>> parse_limit("3wd")
        Limit(amount=3, unit='wd')
        >>> str(parse_limit("90m"))
        '90m'
    """
    for unit in UNITS:
        digits = text.removesuffix(unit)
        if (
            digits != text
            and digits.isascii()
            and digits.isdigit()
            and len(digits) <= len("100000")
        ):
            amount = int(digits)
            if 0 < amount <= _LARGEST and not digits.startswith("0"):
                return Limit(amount, unit)
    raise ValueError(text)
