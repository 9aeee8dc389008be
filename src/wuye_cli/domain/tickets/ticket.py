"""A ticket (工单) as its file holds it: a short head and a list of events."""

from __future__ import annotations

import msgspec

from wuye_cli.domain.tickets.event import Event

SCHEMA = "ticket/1"
"""The newest ticket format that this program writes."""


class Reporter(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"role": "as"}
):
    """Who asked: a reference into `people/` and in which role (业主, 租户, 门岗 …); no name."""

    person: str = ""
    role: str = ""


class Pinned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The version of the tiers that was in force at receipt, and the fingerprint of its terms."""

    version: str
    terms: str = ""


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an imported ticket came from: system, its own number there, queue and verdict."""

    system: str
    key: str
    queue: str = ""
    verdict: str = ""
    line: int | None = None


class Ticket(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One ticket.

    Attributes:
        id: `WY-YYMMDD-<desk><nnn>`.
        uid: Never changes; tells apart two tickets that got one id in two clones.
        status: Derived from the events, written for people and grep; `check` compares.
        words: The caller's own words; phone and identity numbers are moved to `people/`.
        unit: Home (`3-1-0502`), or `place` for a common part.
        first_asked: 首问责任人, kept apart from the assignee from the first event.
        aka: Earlier ids of this ticket.
        overtaken: Ids of events that went with the others at the desk that typed them, and may
            not any more since another desk's events came in; written by a merge.
        extra: A team's own `x-…` keys.
    """

    schema: str = SCHEMA
    id: str
    uid: str
    aka: tuple[str, ...] = ()
    status: str
    kind: str = ""
    category: str = ""
    title: str
    words: str = ""
    unit: str = ""
    place: str = ""
    reporter: Reporter | None = None
    channel: str = ""
    form: str = ""
    first_asked: str = ""
    source: Origin | None = None
    standard: Pinned | None = None
    overtaken: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    extra: dict[str, str] = {}

    @property
    def received(self) -> Event:
        """The first event, which every stored ticket has.

        Raises:
            IndexError: If the ticket has no event.
        """
        return self.events[0]
