"""G023-G026: what lies around the commits and makes git show something else than they hold.

None of it has a say in what the audit reads; it is told because it misleads whoever looks by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.judge import finding
from wuye_cli.auditing.ticket_change import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.finding import Finding

SHOWN = 5
"""So many of a kind are told one by one."""

SKIPPED, ASSUMED = "skip-worktree", "assume-unchanged"
"""Bits of git's index that say: do not look at this file."""

_MISLEADS = {
    "replaced": "G023",  # git shows other objects in place of these
    "grafts": "G023",  # a file of git's gives these commits other parents
    "graph": "G023",  # the commit graph, read instead of commits, does not say what they say
    "names": "G023",  # these mean something before they mean the branch
    "attributes": "G024",
    "ignored": "G024",
    "programs": "G024",  # settings by which another program than git's or ours makes a diff
    SKIPPED: "G024",
    ASSUMED: "G024",
    "mailmap": "G025",
}
_PREVENTS = {
    "shallow": "git fetch --unshallow",
    "partial": 'git clone "$(git remote get-url origin)" whole',
    "broken": "git fsck --full --no-dangling",
}
"""What keeps the audit from reading, each with the command that mends it or says more."""


class Oddity(msgspec.Struct, frozen=True):
    """One odd thing about a repository.

    Attributes:
        what: A word of the tables above.
        lines: What stands there: ids, names, paths, lines of a file; hostile text.
        place: The file or setting, where it is one.
    """

    what: str
    lines: tuple[str, ...] = ()
    place: str = ""


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What a repository has beside its commits.

    Attributes:
        odd: What misleads or prevents.
    """

    odd: tuple[Oddity, ...] = ()


def misleading(around: Surroundings) -> Iterator[Finding]:
    """Yield G023, G024 and G025: what misleads people, one finding for each kind and place."""
    for one in around.odd:
        if one.what in _MISLEADS:
            told = list(one.lines[:SHOWN])
            yield finding(
                _MISLEADS[one.what],
                None,
                ticket=_ticket(one.lines[0]) if one.what in {SKIPPED, ASSUMED} else "",
                path=one.place,
                what=one.what,
                lines=told,
                count=len(one.lines),
            )


def unverifiable(around: Surroundings) -> Iterator[Finding]:
    """Yield G026: what is not here and so cannot be verified, each with the command to type."""
    for one in around.odd:
        if one.what in _PREVENTS:
            told = list(one.lines[:SHOWN])
            yield finding(
                "G026",
                None,
                what=one.what,
                lines=told,
                count=len(one.lines),
                command=_PREVENTS[one.what],
            )


def _ticket(path: str) -> str:
    """Return the id of the ticket that lies at a path, or nothing."""
    return name_of(path) if path.startswith("records/tickets/") else ""
