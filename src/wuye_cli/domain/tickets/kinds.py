"""The kinds of events: one table of what each may carry, where it is legal and what it makes.

A kind that is not listed here is legal when a declared clock or `flows.yaml` names it; it then
counts as work on an open ticket and moves no status.
"""

from __future__ import annotations

import msgspec

RECEIVED = "received"
ACKNOWLEDGED = "acknowledged"
DISPATCHED = "dispatched"
ACCEPTED = "accepted"
ON_SITE = "on_site"
QUOTED = "quoted"
WORKING = "working"
DONE = "done"
FED_BACK = "fed_back"
VISITED = "visited"
CLOSED = "closed"
CANCELLED = "cancelled"
DUPLICATE = "duplicate"

STATUSES = (
    RECEIVED,
    ACKNOWLEDGED,
    DISPATCHED,
    ACCEPTED,
    ON_SITE,
    QUOTED,
    WORKING,
    DONE,
    FED_BACK,
    VISITED,
    CLOSED,
    CANCELLED,
    DUPLICATE,
)
"""Every status, in the order of the main line, then the side ends."""

BEFORE_DONE = frozenset(STATUSES[: STATUSES.index(DONE)])
AFTER_DONE = frozenset({DONE, FED_BACK, VISITED})
OPEN = BEFORE_DONE | AFTER_DONE
FINAL = frozenset({CLOSED, CANCELLED, DUPLICATE})

HANDLING = frozenset({"arrive", "start", "resolve", "investigate", "procedure", "contain"})
"""Steps whose doer does not follow up the same ticket."""

BY_ASSIGNEE = frozenset(
    {"accept", "arrive", "no_access", "contain", "start", "procedure", "quote", "consent",
     "dissuade", "dissuade_failed", "vendor_arrive", "resolve", "sign"}
)  # fmt: skip
"""Steps that the one who holds the ticket did, unless `who` names another."""

ASSIGNING = frozenset({"dispatch", "transfer"})
"""Steps whose `to` is the one who holds the ticket from then on."""

_ANY = frozenset(STATUSES)
_EARLY = frozenset({RECEIVED, ACKNOWLEDGED, DISPATCHED, ACCEPTED})
_THERE = frozenset({ON_SITE, QUOTED, WORKING})
_DECLINABLE = frozenset({ACKNOWLEDGED, DISPATCHED, ACCEPTED, ON_SITE, QUOTED})

BY_A_PERSON = frozenset({"ack", "reply", "answer", "feedback", "visit"})
"""Steps that only a person can take: an automatic message is kept and moves no status."""


class EventKind(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for one kind of event.

    Attributes:
        legal_in: Statuses in which it may happen.
        moves: Status before to status after; a status that is not a key stays.
        needs: Fields that it must carry.
        may: Further fields that it may carry.
        after: Kinds that must not be later than this one, where no flow says otherwise.
        side: Legal in every flow: it is no step of the work.
        own_when_merged: A merged ticket still owes it to its own caller, so it stays legal there.
    """

    legal_in: frozenset[str] = OPEN
    moves: dict[str, str] = {}
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    after: tuple[str, ...] = ("receive",)
    side: bool = False
    own_when_merged: bool = False

    def is_legal(self, status: str) -> bool:
        """Whether it may happen to a ticket of that status."""
        return status in self.legal_in or (self.own_when_merged and status == DUPLICATE)


def _to(status: str, sources: frozenset[str]) -> dict[str, str]:
    return dict.fromkeys(sources, status)


def _work(
    *needs: str, may: tuple[str, ...] = (), after: tuple[str, ...] = ("receive",)
) -> EventKind:
    """Return a step of the work that moves no status."""
    return EventKind(legal_in=BEFORE_DONE, needs=needs, may=may, after=after)


def _side(*needs: str, may: tuple[str, ...] = (), legal_in: frozenset[str] = OPEN) -> EventKind:
    """Return a side event: legal in every flow, moves no status."""
    return EventKind(legal_in=legal_in, needs=needs, may=may, side=True)


KINDS: dict[str, EventKind] = {
    # the main line
    "receive": EventKind(
        legal_in=frozenset(),
        needs=("tier",),
        may=(
            "kind",
            "category",
            "channel",
            "urgency",
            "complexity",
            "limits",
            "same_subject",
            "repeat_of",
            "second_of",
        ),
        after=(),
    ),
    "ack": EventKind(
        legal_in=BEFORE_DONE,
        moves={RECEIVED: ACKNOWLEDGED},
        may=("way", "words"),
        own_when_merged=True,
    ),
    "classify": _work(
        may=(
            "category",
            "kind",
            "complexity",
            "urgency",
            "limits",
            "tier",
            "was",
            "approved_by",
            "reason",
        ),
    ),
    "dispatch": EventKind(
        legal_in=BEFORE_DONE, moves=_to(DISPATCHED, _EARLY), needs=("to",), may=("reason", "mode")
    ),
    "accept": EventKind(legal_in=BEFORE_DONE, moves=_to(ACCEPTED, _EARLY)),
    "return": EventKind(
        legal_in=BEFORE_DONE,
        moves=_to(ACKNOWLEDGED, frozenset({DISPATCHED, ACCEPTED})),
        needs=("reason",),
        after=("dispatch",),
        side=True,
    ),
    "transfer": EventKind(
        legal_in=BEFORE_DONE,
        moves=_to(DISPATCHED, _EARLY | _THERE),
        needs=("to",),
        may=("reason",),
        after=("dispatch",),
        side=True,
    ),
    "arrive": EventKind(legal_in=BEFORE_DONE, moves=_to(ON_SITE, _EARLY)),
    "quote": EventKind(
        legal_in=BEFORE_DONE,
        moves=_to(QUOTED, frozenset({ON_SITE})),
        needs=("price",),
        may=("cause", "method"),
        after=("arrive",),
    ),
    "consent": EventKind(
        legal_in=BEFORE_DONE,
        moves=_to(WORKING, frozenset({QUOTED})),
        may=("person", "way"),
        after=("quote",),
    ),
    "start": EventKind(
        legal_in=BEFORE_DONE, moves=_to(WORKING, frozenset({ON_SITE, QUOTED})), after=("arrive",)
    ),
    "procedure": _work(may=("steps", "slip")),
    "resolve": EventKind(
        legal_in=BEFORE_DONE,
        moves=_to(DONE, BEFORE_DONE),
        may=("result", "cause", "outcome", "slip"),
    ),
    "sign": EventKind(legal_in=AFTER_DONE, may=("person", "slip", "way"), after=("resolve",)),
    "pay": EventKind(needs=("price",), may=("way", "receipt", "slip"), after=("quote",), side=True),
    "feedback": EventKind(
        legal_in=AFTER_DONE,
        moves={DONE: FED_BACK},
        may=("way", "to", "words"),
        after=("resolve",),
        own_when_merged=True,
    ),
    "visit": EventKind(
        legal_in=AFTER_DONE,
        moves=_to(VISITED, frozenset({DONE, FED_BACK})),
        may=("score", "way", "words", "outcome"),
        after=("resolve",),
        own_when_merged=True,
    ),
    "visit_attempt": EventKind(
        legal_in=AFTER_DONE,
        may=("way", "words"),
        after=("resolve",),
        side=True,
        own_when_merged=True,
    ),
    "verify": EventKind(
        legal_in=AFTER_DONE,
        moves=_to(VISITED, frozenset({DONE, FED_BACK})),
        may=("result", "words"),
        after=("resolve",),
    ),
    "close": EventKind(moves=_to(CLOSED, OPEN), may=("outcome",)),
    # steps of some kinds of tickets
    "no_access": _work(may=("evidence", "words")),
    "contain": _work(may=("method",)),
    "vendor_call": _work(may=("party",)),
    "vendor_arrive": _work(may=("party",)),
    "investigate": EventKind(
        legal_in=BEFORE_DONE,
        moves={RECEIVED: WORKING, ACKNOWLEDGED: WORKING, DISPATCHED: WORKING, ACCEPTED: WORKING},
        may=("cause", "liable", "valid", "words"),
    ),
    "dissuade": EventKind(
        legal_in=BEFORE_DONE, moves={ON_SITE: WORKING}, may=("result", "words"), after=("arrive",)
    ),
    "dissuade_failed": _work(may=("result", "words"), after=("arrive",)),
    "report_authority": _work(may=("authority", "document")),
    "report_outside": _work(may=("party",)),
    "reply": EventKind(legal_in=BEFORE_DONE, may=("words", "to", "way"), own_when_merged=True),
    "answer": EventKind(
        legal_in=BEFORE_DONE,
        moves={RECEIVED: WORKING, ACKNOWLEDGED: WORKING, DISPATCHED: WORKING, ACCEPTED: WORKING},
        may=("words", "to", "way", "adopted", "reason"),
        own_when_merged=True,
    ),
    "recovery": _work(may=("fault", "remedy", "cost", "learned")),
    # side events
    "pause": _side(
        "reason",
        may=("until", "agreed", "party", "evidence", "approved_by"),
        legal_in=BEFORE_DONE,
    ),
    "resume": _side(legal_in=BEFORE_DONE),
    "reschedule": _side("asked_by", "window", may=("reason",), legal_in=BEFORE_DONE),
    "agree": _side("clock", "due", may=("asked_by", "person", "way")),
    "regrade": _side("to", may=("approved_by", "mode", "reason", "limits"), legal_in=BEFORE_DONE),
    "rebind": _side("version", may=("reason", "approved_by")),
    "repeat": _side("repeat_of", "adopted", may=("reason",), legal_in=_ANY),
    "urge": _side(may=("words", "channel", "person")),
    "escalate": _side("to", may=("way", "words")),
    "note": _side("text", legal_in=_ANY),
    "attach": _side("sha256", may=("name", "media", "size"), legal_in=_ANY),
    "amend": _side("changes", may=("was", "reason"), legal_in=_ANY),
    "revoke": _side("events", may=("reason", "approved_by"), legal_in=_ANY),
    "erased": _side("person", may=("reason",), legal_in=_ANY),
    "reopen": EventKind(
        legal_in=AFTER_DONE | {CLOSED},
        moves=_to(RECEIVED, AFTER_DONE | {CLOSED}),
        may=("reason", "tier", "limits", "approved_by"),
        after=("resolve",),
        side=True,
    ),
    "cancel": EventKind(
        moves=_to(CANCELLED, OPEN), may=("asked_by", "reason", "approved_by"), side=True
    ),
    "decline": EventKind(
        legal_in=_DECLINABLE,
        moves=_to(DONE, _DECLINABLE),
        needs=("reason",),
        may=("explained", "approved_by", "outcome"),
        side=True,
    ),
    "merge": EventKind(moves=_to(DUPLICATE, OPEN), needs=("into",), may=("reason",), side=True),
}

ALWAYS_ALLOWED = frozenset({"id", "at", "by", "who", "src", "recorded_at", "auto", "do", "text"})
"""Fields that every kind may carry."""

OTHER = EventKind(legal_in=OPEN)
"""A kind that only a declared clock or a flow names."""


def kind_of(do: str) -> EventKind:
    """Return what holds for events of kind `do`; `OTHER` for one that is not listed."""
    return KINDS.get(do, OTHER)
