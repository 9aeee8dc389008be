"""G036: a commit whose bytes say more than it shows, or something else to another reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.commit import FORMAT, OP, TICKET
from wuye_cli.auditing.judge import Plain, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

_PEOPLE = frozenset({"author", "committer"})
"""Headers of which G007 tells that they stand there twice."""
_SHOWN = 5
_NOTHING = "\\n\\n"
"""How a missing empty line before the message is told."""


class Headers(Plain):
    """Looks at the form of the commit object, which neither wuye nor git writes but in one way."""

    codes = ("G036",)

    def see(self, commit: Commit, _past: Past) -> Iterator[Finding]:
        """Tell the first thing that is odd."""
        if commit.is_whole and not (commit.odd or commit.encoding or commit.hides or commit.strays):
            return  # as nearly every commit is
        named = commit.trailer(TICKET)
        ticket = next(iter(named), "")
        odd = [one or _NOTHING for one in commit.odd if one not in _PEOPLE]
        if odd:
            yield finding("G036", commit, ticket=ticket, what="headers", headers=odd)
        elif commit.encoding and (commit.reads_twice or _is_receipt(commit)):
            yield finding("G036", commit, ticket=ticket, what="encoding", encoding=commit.encoding)
        elif commit.hides:
            yield finding("G036", commit, ticket=ticket, what=commit.hides)
        elif commit.strays:
            lines = list(commit.strays[:_SHOWN])
            yield finding("G036", commit, ticket=ticket, what="strays", lines=lines)
        elif not commit.is_whole and commit.trailer(OP):
            yield finding("G036", commit, ticket=ticket, what="unended")


def _is_receipt(commit: Commit) -> bool:
    """Say whether it claims to be of a command of ours, which all write UTF-8 and say nothing."""
    return bool(commit.trailer(OP) or commit.trailer(TICKET) or commit.trailer(FORMAT))
