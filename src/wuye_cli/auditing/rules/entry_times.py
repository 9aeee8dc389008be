"""G016, G043: when an event says it happened, against when it was typed, committed and vouched for.

A commit brackets its events: they were typed then, whatever they tell. What happened long before is
late; that is honest where it says so and somebody's paper, message or sheet stands for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.auditing.commit import OP
from wuye_cli.auditing.judge import SKEW_S, Plain, Scope, finding, is_backdated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.tickets.event import Event

_DAY = 86_400
SELF, PAPER, MESSAGE, SHEET, IMPORT = "self", "paper", "message", "sheet", "import"
_KINDS = {"wechat": MESSAGE, "sms": MESSAGE, "call": MESSAGE, "sheet": SHEET, "import": IMPORT}
"""What the word before the colon of `src` means; any other evidence is paper."""
_VOUCHED_S = {PAPER: 35 * _DAY, MESSAGE: 7 * _DAY, SHEET: 35 * _DAY}
"""How late each kind may come without a word; a box is opened once a month."""
_AS_TYPED = frozenset({(), ("adopt",)})
"""By hand, and the operation that takes what was typed by hand: nobody says when."""


class Memory(msgspec.Struct):
    """What is kept from commit to commit.

    Attributes:
        late: How many events of each kind of source were late.
        gone: Tickets whose file was removed: G012 said so, and what is made anew of them is old.
    """

    late: dict[str, int] = {}
    gone: set[str] = set()


class EntryTimes(Plain):
    """Judges the times of the events that a commit brings."""

    codes = ("G016", "G043")

    def __init__(self, now: int) -> None:
        self._now = now
        self.memory = Memory()

    def scope(self) -> Scope:
        """Say how many events were late, in all and by source."""
        late = self.memory.late
        if not late:
            return Scope()
        counts = {f"late.{kind}": late[kind] for kind in sorted(late)}
        return Scope(counts={"late": sum(late.values()), **counts})

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge a commit; of one whose own date is a lie nothing more can be said."""
        if commit.committed > self._now + SKEW_S or is_backdated(commit, past.latest):
            return
        for change in past.tickets():
            if not change.is_there:
                self.memory.gone.add(change.ticket)
            elif not change.fault and change.added and change.ticket not in self.memory.gone:
                yield from self._judged(commit, change, past.late_entry_s)

    def _judged(self, commit: Commit, change: TicketChange, limit: int) -> Iterator[Finding]:
        before = change.old.events if change.old is not None else ()
        last = max(map(_typed, before), default=None)
        ops = commit.trailer(OP)
        as_typed = ops in _AS_TYPED
        for event in change.added:
            what = _lie(commit, event, as_typed=as_typed)
            if what:
                yield _found("G016", commit, change, event, what=what)
            elif commit.committed - event.instant > limit:
                yield from self._late(commit, change, event, last)

    def _late(
        self, commit: Commit, change: TicketChange, event: Event, last: int | None
    ) -> Iterator[Finding]:
        """Count a late event; G016 if it slips in before what stood there, on nobody's evidence."""
        kind = kind_of(event.src)
        self.memory.late[kind] = self.memory.late.get(kind, 0) + 1
        if kind == SELF and last is not None and event.instant < last - SKEW_S:
            yield _found("G016", commit, change, event, what="bracket")
        elif kind != IMPORT and commit.committed - event.instant > _VOUCHED_S.get(kind, 0):
            yield _found("G043", commit, change, event, source=kind)


def _found(code: str, commit: Commit, change: TicketChange, event: Event, **facts: Any) -> Finding:
    late = commit.committed - event.instant
    told = {"id": event.id, "event": event.do, "late_s": late, **facts}
    return finding(code, commit, ticket=change.ticket, path=change.path, **told)


def kind_of(src: str) -> str:
    """Return the kind of evidence that an event names.

    Example:
        >>> kind_of("slip:0421"), kind_of("wechat:9f2c"), kind_of("import:400:17"), kind_of("")
        ('paper', 'message', 'import', 'self')
    """
    if not src.strip():
        return SELF
    return _KINDS.get(src.partition(":")[0], PAPER)


def _typed(event: Event) -> int:
    return int((event.recorded_at or event.at).timestamp())


def _lie(commit: Commit, event: Event, *, as_typed: bool) -> str:
    """Return in what way an event and its commit cannot both be right.

    A commit that was moved (rebased, picked) keeps its author's date; G017 looks at that.
    """
    if event.instant > commit.committed + SKEW_S:
        return "ahead"
    begun = min(commit.authored, commit.committed) - SKEW_S
    if not as_typed and not begun <= _typed(event) <= commit.committed + SKEW_S:
        return "typed"
    return ""
