"""What has been read so far of a line that reports something new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.line.line import Piece
from wuye_cli.domain.line.script import plain

if TYPE_CHECKING:
    from wuye_cli.domain.line.callers import Caller
    from wuye_cli.domain.line.tokens import Token


class Gathered:
    """Facts of a `NewTicket` with the pieces that gave them.

    Attributes:
        line: As typed; `view` is its plain form, `start` where the report begins.
        said: Field of `NewTicket` to value.
        pieces: What each part was taken for.
        forced: The line says itself that it is something new.
    """

    def __init__(self, line: str, start: int = 0, *, forced: bool = False) -> None:
        self.line = line
        self.start = start
        self.view = plain(line)
        self.said: dict[str, Any] = {}
        self.pieces: list[Piece] = []
        self.forced = forced

    def note(self, role: str, value: object, start: int, end: int) -> None:
        """Note a fact and the part of the line that gave it."""
        self.said[role] = value
        self.pieces.append(Piece(start, end, role))

    def note_caller(self, caller: Caller | None, token: Token) -> bool:
        """Note who calls or took the call; False if the line has named one already."""
        if caller is None:
            return False
        named = {"caller": caller.name, "role": caller.role, "taker": caller.taker}
        named = {role: name for role, name in named.items() if name}
        if named.keys() & self.said.keys():
            return False
        self.said |= named
        self.pieces.append(Piece(token.start, token.end, "caller"))
        return True

    @property
    def is_night(self) -> bool:
        """Whether it stands in the night book."""
        return bool(self.said.get("night"))

    def is_somewhere(self) -> bool:
        """Whether the line has said where, or whose phone it is."""
        return bool({"unit", "place", "phone"} & self.said.keys())
