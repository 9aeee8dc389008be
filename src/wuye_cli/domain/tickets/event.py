"""Events: facts in the past tense, appended to a ticket and never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment with its offset: one without cannot be compared with any other."""


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact of a ticket; `kinds.KINDS` says which fields a kind carries.

    The order of the fields is the canonical order of the keys in the file.

    Attributes:
        id: Unique within the ticket, also across clones.
        at: When it happened, with zone.
        by: Who typed it: a staff id, else the mail of the commit's author.
        who: Who did it, where that is somebody else.
        src: On what evidence it was typed for another: slip, message, sheet row.
        recorded_at: When it was typed, where that differs from `at`.
        auto: Written by a machine; stops no clock that wants a human.
        do: The kind.
        price: Yuan as a decimal text, such as `80` or `12.50`.
        window: From and to of an appointment.
        limits: Clock to `[limit, calendar]`, the category's figures that replace the tier's.
        changes: Field of the head to its new value (`amend`); `was` holds the values before.
        extra: A team's own `x-…` facts, kept as they are.
    """

    id: str = ""
    at: Instant
    by: str = ""
    who: str = ""
    src: str = ""
    recorded_at: Instant | None = None
    auto: bool = False
    do: str
    tier: str = ""
    kind: str = ""
    category: str = ""
    channel: str = ""
    urgency: str = ""
    complexity: str = ""
    limits: dict[str, tuple[str, str]] = {}
    same_subject: bool = False
    repeat_of: str = ""
    second_of: str = ""
    to: str = ""
    into: str = ""
    mode: str = ""
    approved_by: str = ""
    asked_by: str = ""
    reason: str = ""
    agreed: bool = False
    until: Instant | None = None
    window: tuple[Instant, Instant] | None = None
    clock: str = ""
    due: Instant | None = None
    version: str = ""
    price: str = ""
    method: str = ""
    cause: str = ""
    person: str = ""
    way: str = ""
    words: str = ""
    text: str = ""
    score: int | None = None
    outcome: str = ""
    explained: bool = False
    adopted: bool | None = None
    valid: bool | None = None
    liable: bool | None = None
    result: str = ""
    party: str = ""
    authority: str = ""
    document: str = ""
    evidence: str = ""
    slip: str = ""
    steps: tuple[str, ...] = ()
    fault: str = ""
    remedy: str = ""
    cost: str = ""
    learned: str = ""
    receipt: str = ""
    name: str = ""
    media: str = ""
    size: int | None = None
    sha256: str = ""
    changes: dict[str, str] = {}
    was: dict[str, str] = {}
    events: tuple[str, ...] = ()
    extra: dict[str, str] = {}

    @property
    def doer(self) -> str:
        """Who did it: `who` where given, else the one who typed it."""
        return self.who or self.by

    @property
    def instant(self) -> int:
        """`at` as whole seconds since 1970-01-01T00:00Z."""
        return int(self.at.timestamp())
