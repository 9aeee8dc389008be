"""One deed, one code: which findings of a commit say no more than a graver one beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.rules.records import AGAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.checking.finding import Finding

_TAMPERED = frozenset({"G010", "G011", "G012"})
"""What was on record was touched: all else that such a commit brings follows from it."""
_BESIDE_TAMPERING = frozenset({"G016", "G036", "G040", "G041", "G042", "G043"})
_LEAST = "G040"
"""Nobody's command wrote it: any other code about the ticket says more."""
_SAME_TICKET = {"G041": frozenset({"G008", "G016"}), "G036": frozenset({"G041"})}
"""A code, and those that explain it if they are found on the same ticket."""
_SAME_FILE = {
    "G009": frozenset({"G024"}),
    "G039": frozenset({"G009", "G012"}),
    "G042": frozenset({"G008", "G018"}),  # a day that was over
}
"""The same, on the same file."""
_SAME_COMMIT = {
    "G005": frozenset({"G028"}),  # a key that blesses itself is not valid then either
    "G017": frozenset({"G007", "G014", "G015"}),  # one false date makes two that differ
}
"""The same, anywhere in the commit."""
_UNNAMED, _TYPIST = "unnamed", "typist"
_BESIDE_AGAIN = frozenset({"G007", "G016", "G036", "G041", "G043"})
"""What an event that was brought before cannot but be: it was somebody's, at another time."""


def ranked(found: list[Finding]) -> list[Finding]:
    """Return the findings of one commit without those that a graver one explains."""
    if len(found) < 2:  # noqa: PLR2004 - nothing to outrank it
        return found
    return [one for one in found if not _is_explained(one, found)]


def _is_explained(one: Finding, found: Sequence[Finding]) -> bool:
    rule, what = one.rule, one.facts.get("what")
    lesser = rule in _BESIDE_TAMPERING or what in {_UNNAMED, _TYPIST, AGAIN}
    if lesser and any(other.rule in _TAMPERED for other in found):
        return True
    if any(other.rule in _SAME_COMMIT.get(rule, ()) for other in found):
        return True
    if any(_makes_all_of(other, one) for other in found):
        return True
    by_ticket = _SAME_TICKET.get(rule, frozenset())
    by_file = _SAME_FILE.get(rule, frozenset())
    return any(
        (other.ticket == one.ticket and (other.rule in by_ticket or rule == _LEAST != other.rule))
        or (other.path == one.path and other.rule in by_file)
        for other in found
    )


def _makes_all_of(other: Finding, one: Finding) -> bool:
    """Say whether a graver thing (another's file, a folder gone, a charset) explains a finding."""
    if other.rule == "G009" and other.facts.get("what") == AGAIN:
        return one.rule in _BESIDE_AGAIN and other.ticket == one.ticket
    if other.rule == "G036" and other.facts.get("what") == "encoding":
        return one.facts.get("what") == "form"  # a name that was read in that charset
    if other.rule == "G012" and other.facts.get("new_id") == one.ticket:
        return one.rule == "G009"
    return one.rule == "G039" and other.rule == "G012" and other.path.startswith(f"{one.path}/")
