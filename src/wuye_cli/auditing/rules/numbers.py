"""G013: the numbers of a desk run on through each day, so a ticket that is nowhere leaves a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.judge import Plain, finding
from wuye_cli.auditing.ticket_change import name_of
from wuye_cli.domain.identity import TicketId, parse_ticket_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

_TICKETS = "records/tickets/"
_MOST_NAMED = 100
"""Most missing numbers of one gap that are remembered one by one."""


class Gap(msgspec.Struct):
    """Numbers that a commit left out, and who made it."""

    commit: str
    who: str
    at: int
    ticket: str
    missing: list[int]
    count: int


class Memory(msgspec.Struct):
    """Of each desk and day (`261121-A`): the highest number so far, and what is missing below."""

    highest: dict[str, int] = {}
    gaps: dict[str, list[Gap]] = {}


class Numbers(Plain):
    """Watches the ids of new tickets, those that merges brought included."""

    codes = ("G013",)

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Begin after tickets that were there before, by id."""
        self.memory = Memory()
        for name in known:
            self._take(name)

    def see(self, commit: Commit, _past: Past) -> Iterator[Finding]:
        """Note the new tickets; what is missing may still come from another desk."""
        new = [
            name_of(change.path)
            for change in commit.changes
            if not change.old and change.path.startswith(_TICKETS)
        ]
        for name in sorted(new, key=lambda one: (len(one), one)):
            left_out = self._take(name)
            if left_out is not None and left_out:
                author = f"{commit.author[0]} <{commit.author[1]}>"
                gap = Gap(
                    commit=commit.id,
                    who=author,
                    at=commit.committed,
                    ticket=name,
                    missing=list(left_out[:_MOST_NAMED]),
                    count=len(left_out),
                )
                self.memory.gaps.setdefault(_key(parse_ticket_id(name)), []).append(gap)
        return iter(())

    def _take(self, name: str) -> range | None:
        """Note an id; return the numbers that it leaves out, None if it is not one of ours."""
        try:
            known = parse_ticket_id(name)
        except ValueError:
            return None
        key = _key(known)
        highest = self.memory.highest.get(key, 0)
        if known.number > highest:
            self.memory.highest[key] = known.number
            return range(highest + 1, known.number)
        for gap in self.memory.gaps.get(key, ()):
            if known.number in gap.missing:
                gap.missing.remove(known.number)
                gap.count -= 1
        return range(0)

    def end(self) -> Iterator[Finding]:
        """G013: a number that no ticket of the desk and day ever had."""
        for gaps in self.memory.gaps.values():
            for gap in gaps:
                if gap.count:
                    yield _found(gap)


def _key(known: TicketId) -> str:
    return str(known).rpartition("-")[0] + "-" + known.desk


def _found(gap: Gap) -> Finding:
    after = parse_ticket_id(gap.ticket)
    missing = [str(TicketId(after.day, after.desk, number)) for number in gap.missing]
    found = finding("G013", None, ticket=gap.ticket, missing=missing, count=gap.count)
    made = {"commit": gap.commit, "who": gap.who, "at": gap.at}
    return msgspec.structs.replace(found, facts={**made, **found.facts})
