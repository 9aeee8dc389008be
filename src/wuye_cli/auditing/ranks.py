"""One deed, one code: which findings of a commit say no more than a graver one beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    "G009": frozenset({"G024", "G025"}),  # whoever brings a second one into an id, by hand or not
    "G039": frozenset({"G009", "G012"}),
    "G042": frozenset({"G008", "G018"}),  # a day that was over
    "G008": frozenset({"G007"}),  # an approval in the name of one who has the right
}
"""The same, on the same file."""
_SAME_COMMIT = {
    "G005": frozenset({"G028"}),  # a key that blesses itself is not valid then either
    "G017": frozenset({"G007", "G014", "G015"}),  # one false date makes two that differ
}
"""The same, anywhere in the commit."""
_RECODED = ("G036", "encoding")
_NOBODY = ("G008", "not_registered")
_UNNAMED, _TYPIST = "unnamed", "typist"
_BESIDE_AGAIN = frozenset({"G007", "G016", "G036", "G041", "G043"})
"""What an event that was brought before cannot but be: it was somebody's, at another time."""


class _Beside(NamedTuple):
    """The findings of one commit as each of them asks for the others.

    Looked up and not gone through: an import by hand has a hundred thousand of them.

    Attributes:
        rules: The codes of all.
        deeds: The codes with what they are about.
        by_ticket: Ticket to the codes found on it.
        by_path: File to the codes found on it.
        again: Tickets with an event that was brought before.
        moved: Tickets that are another file's now, by their new ids.
        emptied: Folders in which a ticket was removed.
    """

    rules: set[str]
    deeds: set[tuple[str, str]]
    by_ticket: dict[str, set[str]]
    by_path: dict[str, set[str]]
    again: set[str]
    moved: set[str]
    emptied: set[str]


def ranked(found: list[Finding]) -> list[Finding]:
    """Return the findings of one commit without those that a graver one explains."""
    if len(found) < 2:  # noqa: PLR2004 - nothing to outrank it
        return found
    beside = _beside(found)
    return [one for one in found if not _is_explained(one, beside)]


def _beside(found: Sequence[Finding]) -> _Beside:
    beside = _Beside(set(), set(), {}, {}, set(), set(), set())
    for one in found:
        beside.rules.add(one.rule)
        beside.deeds.add((one.rule, str(one.facts.get("what"))))
        beside.by_ticket.setdefault(one.ticket, set()).add(one.rule)
        beside.by_path.setdefault(one.path, set()).add(one.rule)
        if one.rule == "G009" and one.facts.get("what") == AGAIN:
            beside.again.add(one.ticket)
        elif one.rule == "G012":
            if "new_id" in one.facts:
                beside.moved.add(one.facts["new_id"])
            folder = one.path.rpartition("/")[0]
            while folder and folder not in beside.emptied:
                beside.emptied.add(folder)
                folder = folder.rpartition("/")[0]
    return beside


def _is_explained(one: Finding, beside: _Beside) -> bool:
    rule, what = one.rule, one.facts.get("what")
    lesser = rule in _BESIDE_TAMPERING or what in {_UNNAMED, _TYPIST, AGAIN}
    if lesser and not beside.rules.isdisjoint(_TAMPERED):
        return True
    if not beside.rules.isdisjoint(_SAME_COMMIT.get(rule, ())):
        return True
    if _is_made_by_another(one, beside):
        return True
    on_ticket, on_file = beside.by_ticket[one.ticket], beside.by_path[one.path]
    if rule == _LEAST and len(on_ticket) > 1:
        return True
    return not (
        on_ticket.isdisjoint(_SAME_TICKET.get(rule, ()))
        and on_file.isdisjoint(_SAME_FILE.get(rule, ()))
    )


def _is_made_by_another(one: Finding, beside: _Beside) -> bool:
    """Say whether a graver thing (another's file, a folder gone, a charset) explains a finding."""
    what = one.facts.get("what")
    if one.rule in _BESIDE_AGAIN and one.ticket in beside.again:
        return True
    if one.rule == "G009":
        return one.ticket in beside.moved or one.path in beside.emptied
    if what == "form":  # a name that was read in that charset
        return _RECODED in beside.deeds
    if (one.rule, what) == _NOBODY:  # a name or mail that is made up is on no list
        return "G007" in beside.rules
    return one.rule == "G039" and one.path in beside.emptied
