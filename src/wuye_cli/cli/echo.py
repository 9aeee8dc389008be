"""What a command says after it wrote: the ticket, what was done, what is due next, and remarks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from wuye_cli.cli.exits import spoken
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.tickets.clocks import RUNNING
from wuye_cli.domain.tickets.judging import PAUSED, ticket_verdict, verdict_at
from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from wuye_cli.cli.output import Screen
    from wuye_cli.domain.tickets.clocks import ClockFacts
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.desk import Desk, Written


def echo(desk: Desk, written: Written, wanted: Wanted) -> None:
    """Say what was written, as text or JSON."""
    emit(
        written_view(desk, written),
        text=lambda screen: written_text(desk, written, screen),
        wanted=wanted,
    )


def written_view(desk: Desk, written: Written) -> dict[str, Any]:
    """Return the JSON of a written ticket.

    Keys: `id`, `uid`, `title`, `status`, `kind`, `tier`, `category`, `unit`, `place`, `assignee`,
    `opened_at`, `next_due`, `next_clock`, `verdict`, `path`, `commit`, `events` (those written:
    `id`, `do`, `at`), `clocks` (`clock`, `due`, `verdict`) and `notes` (codes with facts). Instants
    are ISO texts with the estate's offset, or null.
    """
    ticket, standing = written.ticket, written.standing
    now = int(desk.now().timestamp())
    coming = next_clock(written, now)
    running = written.facts.of(len(standing.cycles))
    return {
        "id": ticket.id,
        "uid": ticket.uid,
        "title": ticket.title,
        "status": standing.status,
        "kind": ticket.kind,
        "tier": standing.tier,
        "category": ticket.category,
        "unit": ticket.unit,
        "place": ticket.place,
        "assignee": standing.assignee,
        "opened_at": ticket.received.at.isoformat(),
        "next_due": _iso(desk, coming.due) if coming else None,
        "next_clock": coming.clock if coming else None,
        "verdict": ticket_verdict(written.facts, now),
        "path": written.path,
        "commit": written.commit,
        "events": [
            {"id": event.id, "do": event.do, "at": event.at.isoformat()} for event in written.events
        ],
        "clocks": [
            {"clock": name, "due": _iso(desk, facts.due), "verdict": verdict_at(facts, now)}
            for name, facts in running.items()
        ],
        "notes": [{"code": code, **facts} for code, facts in written.notes],
    }


def next_clock(written: Written, now: int) -> ClockFacts | None:
    """Return the running clock that is due first, paused ones last."""
    running = [
        clock for clock in written.facts.clocks if clock.end == RUNNING and clock.due is not None
    ]
    return min(
        running, key=lambda clock: (verdict_at(clock, now) == PAUSED, clock.due), default=None
    )


def _iso(desk: Desk, instant: int | None) -> str | None:
    if instant is None:
        return None
    return datetime.fromtimestamp(instant, UTC).astimezone(desk.zone).isoformat()


def written_text(desk: Desk, written: Written, screen: Screen, *, timed: bool = False) -> str:
    """Return the lines for people: what, where it stands, what comes next, remarks.

    Args:
        desk: The desk.
        written: What was written.
        screen: What it is drawn for.
        timed: Say beside each step what was understood: when it happened, what was agreed.
    """
    ticket, standing = written.ticket, written.standing
    where = ticket.unit or ticket.place
    steps = pick("、", ", ").join(
        label("event", event.do) + (_told(desk, event) if timed else "") for event in written.events
    )
    first = " ".join(
        part
        for part in (
            paint(ticket.id, "id", on=screen.colour),
            clean(where),
            clean(ticket.title),
        )
        if part
    )
    lines = [first, "  " + _state_line(desk, written, steps)]
    lines += ["  " + spoken(code, **_in_language(facts)) for code, facts in written.notes]
    if standing.irregular:
        lines.append("  " + sentence("written.irregular", count=len(standing.irregular)))
    return "\n".join(lines)


def _in_language(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a note with the label of the language in use."""
    if "label_en" not in facts:
        return facts
    return {**facts, "label": pick(facts["label"], facts["label_en"])}


def _told(desk: Desk, event: Event) -> str:
    """Return what a step says beside its name: when it happened, if not now, and what was agreed.

    These are what was understood of words such as 昨晚2340, 周五14-16 or 满意.
    """
    zone = desk.zone
    said = []
    if event.recorded_at is not None:
        at = event.at.astimezone(zone)
        is_today = at.date() == desk.now().date()
        said.append(f"{at:%H:%M}" if is_today else f"{at:%m-%d %H:%M}")
    if event.window:
        begin, end = (edge.astimezone(zone) for edge in event.window)
        until = f"{end:%H:%M}" if begin.date() == end.date() else f"{end:%m-%d %H:%M}"
        said.append(f"{begin:%m-%d %H:%M}-{until}")
    said += [f"→ {edge.astimezone(zone):%m-%d %H:%M}" for edge in (event.until, event.due) if edge]
    if event.price:
        said.append(f"¥{clean(event.price)}")
    if event.score is not None:
        said.append(f"{event.score}/5")
    return "".join(f" {one}" for one in said)


def _state_line(desk: Desk, written: Written, steps: str) -> str:
    standing = written.standing
    now = int(desk.now().timestamp())
    done = sentence("written.steps", steps=steps) if steps else ""
    parts = [done, _tier_label(desk, written)]
    if standing.assignee:
        parts.append(sentence("written.held", person=clean(desk.called(standing.assignee))))
    coming = next_clock(written, now)
    if coming is None:
        parts.append(label("status", standing.status))
    else:
        parts.append(_due_words(desk, coming, now))
    return " · ".join(part for part in parts if part)


def _tier_label(desk: Desk, written: Written) -> str:
    tier = desk.book_of(written.ticket).tiers.get(written.standing.tier)
    if tier is None:
        return clean(written.standing.tier)
    return clean(pick(tier.label, tier.label_en or tier.label) or tier.id)


def _due_words(desk: Desk, clock: ClockFacts, now: int) -> str:
    due = datetime.fromtimestamp(clock.due or 0, UTC).astimezone(desk.zone)
    code = "written.overdue" if (clock.due or 0) < now else "written.due"
    if verdict_at(clock, now) == PAUSED:
        code = "written.paused"
    return sentence(
        code, clock=_clock_label(desk, clock.clock), due=f"{due:%m-%d %H:%M}",
        provisional=sentence("written.provisional") if clock.missing else "",
    )  # fmt: skip


def _clock_label(desk: Desk, name: str) -> str:
    """Return what the standard calls a clock, else our own word for it."""
    declared = desk.rules.book_at(desk.now()).clocks.get(name)
    own = pick(declared.label, declared.label_en) if declared else ""
    return clean(own) or label("clock", name)
