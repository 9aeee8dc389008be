"""The page of one ticket: its head, its clocks and its history."""

from __future__ import annotations

from wuye_cli.i18n.catalog import label
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import Narrow, table
from wuye_cli.render.view import ROLES, View, word

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from wuye_cli.render.tables import Cell

    Row = dict[str, Any]

TICKET_KEYS = (
    "id",
    "uid",
    "aka",
    "title",
    "status",
    "kind",
    "tier",
    "category",
    "words",
    "unit",
    "place",
    "person",
    "person_as",
    "channel",
    "form",
    "first_asked",
    "assignee",
    "opened_at",
    "updated_at",
    "closed_at",
    "escalated_at",
    "cycle",
    "urges",
    "standard",
    "source",
    "verdict",
    "next_due",
    "next_clock",
    "flags",
    "path",
    "clocks",
    "events",
)
"""Keys of the object of `ticket show --json`, which stay; instants are ISO 8601 or null."""

CLOCK_KEYS = (
    "clock",
    "cycle",
    "start",
    "due",
    "stopped",
    "verdict",
    "promise_due",
    "binding",
    "needed",
    "missing",
    "pauses",
    "calendar",
)
"""Keys of an item of its `clocks`; `pauses` is a list of pairs of instants, `missing` of years."""

EVENT_KEYS = ("id", "at", "by", "who", "do", "src")
"""Keys of an item of its `events`, before the facts that the event itself carries."""

_INSTANTS = frozenset(
    {"opened_at", "updated_at", "closed_at", "escalated_at", "next_due", "start", "due", "stopped"}
    | {"promise_due", "at"}
)
_NAMED = {"tier": "tier", "category": "category", "assignee": "staff", "first_asked": "staff"}
_LABELLED = {"status": "status", "kind": "kind", "channel": "channel"}
_LINES = (
    ("status", "kind", "tier", "category"),
    ("where", "person", "channel", "first_asked"),
    ("assignee", "standard", "opened_at", "closed_at"),
    ("verdict", "urges", "cycle", "flags"),
    ("aka", "source"),
    ("words",),
)


def ticket_text(view: View, ticket: Row) -> str:
    """Draw a ticket: its head, its clocks with dues and verdicts, and what happened."""
    lines = [f"{clean(ticket['id'])}  {clean(ticket['title'])}"]
    for names in _LINES:
        parts = [
            f"{word(f'head.{name}')} {clean(said)}"
            for name in names
            if (said := _said(view, ticket, name))
        ]
        if parts:
            lines.append("   ".join(parts))
    if ticket["clocks"]:
        clocks = [_clock_cells(view, clock) for clock in ticket["clocks"]]
        lines += ["", _drawn(view, _CLOCK_HEADS, _CLOCK_GIVING, clocks)]
    revoked = _revoked(ticket["events"])
    events = [_event_cells(view, event, revoked) for event in ticket["events"]]
    lines += ["", _drawn(view, _EVENT_HEADS, ("who",), events)]
    return "\n".join(lines)


_CLOCK_HEADS = ("clock", "start", "due", "stopped", "verdict", "left")
_CLOCK_GIVING = ("start", "left", "stopped")
"""What a narrow terminal shows no more, the first first."""
_EVENT_HEADS = ("at", "do", "who", "facts")
_TIMES = ("start", "due", "stopped", "left", "at")


def _drawn(
    view: View, heads: Sequence[str], giving: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> str:
    return table(
        [word(f"head.{name}") for name in heads],
        cells,
        narrow=Narrow(heads, [name for name in heads if name in _TIMES], giving),
        columns=view.columns,
        colour=view.colour,
    )


def _said(view: View, ticket: Row, name: str) -> str:
    """Return what the head says of one thing; empty to leave it out."""
    if name in _SPECIAL:
        return _SPECIAL[name](view, ticket)
    value = ticket[name]
    if name in _INSTANTS:
        return view.when(value)
    if name in _NAMED:
        return view.name(_NAMED[name], value)
    if name in _LABELLED:
        return label(_LABELLED[name], value) if value else ""
    return str(value)


def _person(_: View, ticket: Row) -> str:
    person, role = ticket["person"], ticket["person_as"]
    return f"{person} {role}".strip()


_SPECIAL: dict[str, Callable[[View, Row], str]] = {
    "where": lambda _, ticket: ticket["unit"] or ticket["place"],
    "person": _person,
    "verdict": lambda _, ticket: word(f"verdict.{ticket['verdict']}"),
    "urges": lambda _, ticket: str(ticket["urges"]) if ticket["urges"] else "",
    "cycle": lambda _, ticket: str(ticket["cycle"]) if ticket["cycle"] > 1 else "",
    "flags": lambda _, ticket: " ".join(word(f"flag.{flag}") for flag in ticket["flags"].split()),
    "aka": lambda _, ticket: " ".join(ticket["aka"]),
}


def _clock_cells(view: View, clock: Row) -> list[Cell]:
    verdict = clock["verdict"]
    role = ROLES.get(verdict, "")
    due = view.when(clock["due"])
    if clock["missing"] and due:
        due = word("provisional", due=due)
    running = verdict in {"pending", "warning", "failed_open"} and clock["ended"] is None
    left = view.left(clock["due"]) if running else ""
    if clock["promise_due"] is not None:
        left = f"{left} {word('promised', time=view.when(clock['promise_due']))}".strip()
    return [
        view.name("clock", clock["clock"]),
        view.when(clock["start"]),
        (due, role),
        view.when(clock["stopped"]),
        (label("verdict", verdict), role),
        left,
    ]


def _revoked(events: Sequence[Row]) -> set[str]:
    """Return the ids of events that were taken back; a revocation can be taken back too."""
    taken: set[str] = set()
    for event in reversed(events):
        if event["do"] == "revoke" and event["id"] not in taken:
            taken.update(event["facts"].get("events", ()))
    return taken


def _event_cells(view: View, event: Row, revoked: set[str]) -> list[Cell]:
    facts = dict(event["facts"])
    if event["src"]:
        facts["src"] = event["src"]
    done = label("event", event["do"])
    return [
        view.when(event["at"]),
        (word("revoked", do=done), "dim") if event["id"] in revoked else done,
        view.name("staff", event["who"] or event["by"]),
        "  ".join(_fact(view, name, value) for name, value in facts.items()),
    ]


_FACT_KINDS = {
    "tier": ("tier",),
    "category": ("category",),
    "reason": ("reason",),
    "clock": ("clock",),
    "to": ("staff", "tier"),
}
_FACT_LABELS = {
    name: name for name in ("kind", "channel", "outcome", "score", "urgency", "complexity")
} | {"way": "channel"}
_FIELDS = frozenset({"changes", "was"})


def _fact(view: View, name: str, value: Any) -> str:
    said = word(f"fact.{name}").removeprefix("fact.")
    return f"{said} {_fact_value(view, name, value)}"


def _fact_value(view: View, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return word("yes" if value else "no")
    if isinstance(value, dict):
        return " ".join(
            f"{_key(view, name, key)}={_fact_value(view, key, one)}" for key, one in value.items()
        )
    if isinstance(value, list):
        return " ".join(_fact_value(view, name, one) for one in value)
    text = str(value)
    if name in _MOMENTS:
        return text[: len("2026-11-21T17:30")].replace("T", " ")
    if name in _FACT_LABELS:
        return label(_FACT_LABELS[name], text)
    return _named(view, _FACT_KINDS.get(name, ()), text)


def _key(view: View, name: str, key: str) -> str:
    """Return what people call a key of a fact that has several: a clock, or a field."""
    if name == "limits":
        return view.name("clock", key)
    return label("field", key) if name in _FIELDS else key


_LEVELS = frozenset({"head", "manager", "general_manager"})
_MOMENTS = frozenset({"until", "window", "due", "recorded_at"})


def _named(view: View, kinds: tuple[str, ...], text: str) -> str:
    """Return the name of the first kind that knows the value; `to` is a person or a tier."""
    known = (view.name(kind, text) for kind in kinds)
    named = next((name for name in known if name != text), text)
    return label("level", text) if named == text and text in _LEVELS else named


def ticket_object(view: View, ticket: Row) -> Row:
    """Return the object of `ticket show --json`: `TICKET_KEYS`, `CLOCK_KEYS`, `EVENT_KEYS`."""
    shown = {key: _plain(view, key, ticket[key]) for key in TICKET_KEYS}
    shown["flags"] = ticket["flags"].split()
    shown["clocks"] = [_clock_object(view, clock) for clock in ticket["clocks"]]
    shown["events"] = [
        {key: _plain(view, key, event[key]) for key in EVENT_KEYS} | event["facts"]
        for event in ticket["events"]
    ]
    return shown


def _plain(view: View, key: str, value: Any) -> Any:
    return view.iso(value) if key in _INSTANTS else value


def _clock_object(view: View, clock: Row) -> Row:
    spans = [span.partition("-") for span in clock["pauses"].split()]
    return {key: _plain(view, key, clock[key]) for key in CLOCK_KEYS} | {
        "binding": bool(clock["binding"]),
        "needed": bool(clock["needed"]),
        "missing": [int(year) for year in clock["missing"].split()],
        "pauses": [[view.iso(int(start)), view.iso(int(end))] for start, _, end in spans],
    }
