"""A change between two states of the standards, as a value."""

from __future__ import annotations

from typing import Any

import msgspec

from wuye_cli.domain.marks import Path

BREAKING, REVIEW, NOTICE, INFO, WORDING = "breaking", "review", "notice", "info", "wording"
LEVELS = (BREAKING, REVIEW, NOTICE, INFO, WORDING)
"""The gravest first: worse for residents, undecidable, harder for staff, to know, words alone."""

WORSE, BETTER, SAME, UNKNOWN = "worse", "better", "same", "unknown"
"""What a change is to residents."""
HARDER, EASIER = "harder", "easier"
"""What a change is to the staff, beside `same` and `unknown`."""
_NAMES = frozenset({"D104", "D105", "D904"})
"""Codes of a file that has another name."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One fact that two states of the standards do not share.

    Attributes:
        code: `D111`; one code has one level.
        level: One of `LEVELS`.
        customer: `worse`, `better`, `same` or `unknown`.
        staff: `harder`, `easier`, `same` or `unknown`.
        standard: The document, as its path below `standards/` without `.yaml`.
        key: The stable path inside it, such as `tiers.emergency.arrive`; no position of a list.
        old: The value before, plain; None where there was none.
        new: The value after, plain; None where there is none.
        facts: What the sentence about it needs beside these; no prose.
        path: The file, from the root of the store, as it is named on the side of `where_new`,
            else on the other.
        where_old: The place in the tree of the old file, empty if there is none.
        where_new: The place in the tree of the new file, empty if there is none.
        line_old: From 1; 0 where there is none.
        line_new: From 1; 0 where there is none.
        column_new: In characters, from 1; 0 where there is none.
        fingerprint: Sixteen hex digits over code, standard, key, old and new; no prose, no line.
        commits: The commits that brought it, oldest first, where a walk told them.
        authors: Who committed them, in the same order.
    """

    code: str
    level: str
    customer: str
    staff: str
    standard: str
    key: str
    old: Any = None
    new: Any = None
    facts: dict[str, Any] = {}
    path: str = ""
    where_old: Path = ()
    where_new: Path = ()
    line_old: int = 0
    line_new: int = 0
    column_new: int = 0
    fingerprint: str = ""
    commits: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def is_at_least(level: str, wanted: str) -> bool:
    """Say whether a level is as grave as another, or graver.

    Example:
        >>> is_at_least("breaking", "notice"), is_at_least("wording", "notice")
        (True, False)
    """
    return LEVELS.index(level) <= LEVELS.index(wanted)


def is_of_whole_file(change: Change) -> bool:
    """Say whether a change is that of a file's own name: `old` and `new` are the two names."""
    return not change.key and change.code in _NAMES
