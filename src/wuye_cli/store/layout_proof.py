"""Whether a skeleton is laid out as the library would lay it out, told without asking it.

The library takes some 25 ms for a file, and nearly every file that is asked about stands already as
it should. This looks at lines alone and says yes only where there is no doubt; a no says nothing,
and the library is asked.
"""

from __future__ import annotations

import re
from typing import Final

_STEP: Final = 2
"""Columns by which everything stands deeper than what it belongs to; also the width of a dash."""
_NOWHERE: Final = -1
_is_comment: Final = re.compile(" *#.*").fullmatch


def is_laid_out(skeleton: str, mark: str) -> bool:
    r"""Say whether a skeleton certainly stands as it should.

    Args:
        skeleton: A text in which every scalar and inline collection is `mark` and six digits.
        mark: The letters of the stand-ins.

    >>> is_laid_out("hole000000:\n  - hole000001\n", "hole")
    True
    >>> is_laid_out("hole000000:\n- hole000001\n", "hole")
    False
    """
    reader = _Lines(mark)
    *rows, end = skeleton.split("\n")
    return not end and all(map(reader.stands, rows)) and reader.may_end()


class _Lines:
    """Goes through the lines of a skeleton and keeps what the next one may be.

    Args:
        mark: The letters of the stand-ins.
    """

    def __init__(self, mark: str) -> None:
        hole = rf"{mark}\d{{6}}"
        self._parts = re.compile(
            rf"( *)(- )?(?:({hole}:)(?: ({hole}|\|-?))?|({hole}|\|-?))(?: #.*)?"
        ).fullmatch
        self._open: list[tuple[int, str]] = []  # column and kind of each block around
        self._block_at = 0  # where a block must begin
        self._text_at = _NOWHERE  # where the lines of a text begin
        self._is_first = False  # of that text
        self._comment_at = _NOWHERE

    def may_end(self) -> bool:
        """Say whether the last line may have been the last."""
        return self._block_at == _NOWHERE and not self._is_first and self._comment_at < 1

    def stands(self, row: str) -> bool:
        """Say whether a line stands as it should behind those before it."""
        if self._text_at != _NOWHERE and self._is_of_text(row):
            is_first, self._is_first = self._is_first, False
            return not is_first or row[self._text_at : self._text_at + 1] not in ("", " ")
        if not row:
            return True
        if _is_comment(row):
            at, was = row.index("#"), self._comment_at
            self._comment_at = at
            return was in (_NOWHERE, at) and self._text_at == _NOWHERE
        found = self._parts(row)
        return found is not None and not self._is_first and self._holds(found)

    def _is_of_text(self, row: str) -> bool:
        return not row or row.startswith(" " * self._text_at)

    def _holds(self, found: re.Match[str]) -> bool:
        indent, dash, key, value, item = found.groups()
        column = len(indent)
        blocks = [(column, "-")] if dash else []
        if key:
            blocks.append((column + _STEP * len(blocks), ":"))
        if not blocks or self._comment_at not in (_NOWHERE, column):
            return False
        if not self._goes_on(blocks):
            return False
        deeper = blocks[-1][0] + _STEP
        tail = value if key else item
        self._block_at = deeper if not tail else _NOWHERE
        self._is_first = (tail or "").startswith("|")
        self._text_at = deeper if self._is_first else _NOWHERE
        self._comment_at = _NOWHERE
        return True

    def _goes_on(self, blocks: list[tuple[int, str]]) -> bool:
        """Say whether the first block is one of those around, or one that must begin here."""
        column = blocks[0][0]
        if self._block_at == _NOWHERE:
            while self._open and self._open[-1][0] > column:
                self._open.pop()
            if not self._open or self._open[-1] != blocks[0]:
                return False
            blocks = blocks[1:]
        elif self._block_at != column or blocks[0] == (0, "-"):
            return False
        self._open += blocks
        return True
