"""The facts that a text to send may hold: values without a sentence, none of another household."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Label(msgspec.Struct, frozen=True):
    """A word of the standards in both languages; `id` where it has none."""

    id: str = ""
    zh: str = ""
    en: str = ""


class MessageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a text to send may hold; everything but the first five may be empty.

    Attributes:
        name: The own name of the one who asked, out of `people/`.
        role: As which they asked: 业主, 租户 …
        unit: Their own home.
        surname: Of the one who holds the ticket; `assigned` where there is one at all.
        progress: A code of `suiting.Progress`; `reason` says why it is held up.
        step, due: The next due that may be told, if it lies ahead and is certain.
        where, title, tier: For the one who goes, never for the one who asked.
    """

    id: str
    estate: str
    today: datetime
    received: datetime
    kind: str
    category: Label = Label()
    desk_phone: str = ""
    name: str = ""
    role: str = ""
    unit: str = ""
    surname: str = ""
    assigned: bool = False
    progress: str = ""
    reason: Label = Label()
    appointment: tuple[datetime, datetime] | None = None
    step: Label = Label()
    due: datetime | None = None
    done_at: datetime | None = None
    price: str = ""
    paid: str = ""
    unpaid: str = ""
    code: str = ""
    words: str = ""
    where: str = ""
    title: str = ""
    tier: Label = Label()
