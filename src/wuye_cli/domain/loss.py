"""A value that stood on one side of a merge and does not stand in the result: kept in view."""

from __future__ import annotations

from typing import Any

import msgspec

FIELD = "field"
STEP = "step"
FACT = "fact"
WHOLE = "file"
NUMBER = "number"


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule decided where two desks said two things.

    Attributes:
        kind: `field` of a ticket or a record, `step` of a ticket that another desk's step overtook,
            `fact` of a standard (stands as it was until a person decides), `file` as a whole,
            `number` of a ticket that had to be renamed.
        path: The file.
        key: The field, the id of the event, the place of the fact; the ticket's uid for a number.
        base: What stood there before both; None for nothing.
        ours: What the side that merged had.
        theirs: What the other side had.
        kept: What stands now.
    """

    kind: str
    path: str = ""
    key: str = ""
    base: Any = None
    ours: Any = None
    theirs: Any = None
    kept: Any = None

    @property
    def id(self) -> str:
        """Eight characters by which people name it, the same from whichever side it is seen."""
        sides = sorted(_text(one) for one in (self.ours, self.theirs))
        said = "\n".join((self.kind, self.path, self.key, _text(self.base), *sides))
        from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and most merges lose nothing

        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def turned(self) -> Loss:
        """Return the same as the other side sees it."""
        return msgspec.structs.replace(self, ours=self.theirs, theirs=self.ours)


def _text(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
