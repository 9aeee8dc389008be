"""What desks that met have twice, or name and lack: tickets that may be one, and photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.services.desk import Desk

TWINS_WITHIN_S = 3600
"""Two desks' tickets of one home so close together may be one fault, taken twice."""

_TWINS = """
SELECT one.id AS one, other.id AS other, one.unit, one.place,
  abs(one.opened_at - other.opened_at) AS apart_s
FROM tickets AS one JOIN tickets AS other
  ON other.unit = one.unit AND other.place = one.place AND other.desk > one.desk
WHERE one.is_open = 1 AND other.is_open = 1 AND one.unit || one.place <> ''
  AND abs(one.opened_at - other.opened_at) <= ?
ORDER BY one.opened_at, one.id, other.id
"""
_PHOTOS = "SELECT DISTINCT facts ->> '$.sha256' FROM events WHERE do = 'attach'"


class Twin(msgspec.Struct, frozen=True, kw_only=True):
    """Two open tickets of two desks that may be about one matter."""

    one: str
    other: str
    unit: str
    place: str
    apart_s: int


def named_photos(desk: Desk) -> frozenset[str]:
    """Return the hashes of the files that tickets name as attached."""
    rows = desk.index().db.execute(_PHOTOS)
    return frozenset(digest for (digest,) in rows if digest)


def twins(desk: Desk) -> Iterator[Twin]:
    """Yield the open tickets of two desks that may be about one matter, the oldest first."""
    rows = desk.index().db.execute(_TWINS, (TWINS_WITHIN_S,))
    for one, other, unit, place, apart in rows:
        yield Twin(one=one, other=other, unit=unit, place=place, apart_s=apart)
