"""Made tickets of every kind, and other texts of the standards, for the impact of a change."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec

from wuye_cli.domain.impact.text import text_of
from wuye_cli.domain.tickets.category import Rule
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Origin, Pinned, Reporter, Ticket
from wuye_cli.domain.tickets.tier import Target
from wuye_cli.domain.timekeeping.limit import parse_limit
from wuye_cli.store.codecs.rulebook import read_rulebook
from wuye_cli.store.yaml_text import read_plain

PROJECT = Path(__file__).parents[2]
ZONE = timezone(timedelta(hours=8))
FIRST = datetime(2026, 3, 2, tzinfo=ZONE)
_STEPS = {
    "repair": ("ack", "dispatch", "accept", "arrive", "resolve", "feedback", "visit", "close"),
    "complaint": ("ack", "reply", "answer", "resolve", "feedback", "visit", "close"),
}
_TIERS = ("emergency", "general", "general-2", "special", "complaint", "hazard", "external", "none")
_CATEGORIES = ("", "water.leak", "water.burst", "lift.entrapment", "light.common", "no.such")
_LIMITS = ("10m", "45m", "1h", "4h", "24h", "1wd", "2wd", "3d")
_CALENDARS = ("always", "duty", "office", "channel")


def starter_text():
    """The project's own standards as a text."""

    def read(path):
        file = PROJECT / path
        return file.read_bytes() if file.is_file() else None

    def names(folder):
        return sorted(path.name for path in (PROJECT / folder).glob("*.yaml"))

    return text_of(read_rulebook(read, names, read_plain)[0])


# -- texts ----------------------------------------------------------------------------------------


def put(thing, way, value):
    """A copy of structs and mappings with a value at the end of a way."""
    if not way:
        return value
    step, *rest = way
    if isinstance(thing, dict):
        return {**thing, step: put(thing.get(step), rest, value)}
    return msgspec.structs.replace(thing, **{step: put(getattr(thing, step), rest, value)})


def altered(text, chance):
    """The text with one thing that may move a verdict made otherwise."""
    return chance.choice((_limit, _limit, _limit, _gone, _pause, _hours, _table, _clock, _flow))(
        text, chance
    )


def _some_target(text, chance):
    tier = chance.choice(sorted(text.book.tiers))
    return ("book", "tiers", tier, "targets"), text.book.tiers[tier].targets


def _limit(text, chance):
    way, targets = _some_target(text, chance)
    clock = chance.choice([*targets, chance.choice(sorted(text.book.clocks))])
    limit = chance.choice([None, *map(parse_limit, _LIMITS)])
    return put(text, [*way, clock], Target(limit, chance.choice(_CALENDARS)))


def _gone(text, chance):
    way, targets = _some_target(text, chance)
    clock = chance.choice([*targets, ""])
    return put(text, way, {name: one for name, one in targets.items() if name != clock})


def _pause(text, chance):
    stops = tuple(chance.sample(("arrive", "resolve", "answer"), chance.randrange(3)))
    return put(text, ["book", "pause_reasons", "owner_absent", "stops"], stops)


def _hours(text, chance):
    opening = chance.choice((420, 540, 600))
    week = ((((opening, 1080),),) * chance.choice((4, 5, 6)) + ((),) * 3)[:7]
    return put(text, ["calendars", chance.choice(("office", "duty")), "weekly"], week)


def _table(text, chance):
    name = chance.choice(sorted(text.categories.categories))
    rules = (Rule(tier=chance.choice(_TIERS[:6]), place=chance.choice(("", "private"))),)
    text = put(text, ["categories", "categories", name, "rules"], rules)
    target = Target(parse_limit(chance.choice(_LIMITS)), "always")
    limits = chance.choice(({}, {"resolve": {"simple": target}}))
    return put(text, ["categories", "categories", name, "limits"], limits)


def _clock(text, chance):
    clock, stops = chance.choice((("arrive", ("arrive",)), ("resolve", ("resolve", "answer"))))
    return put(text, ["book", "clocks", clock, "stop"], stops)


def _flow(text, chance):
    name = chance.choice(sorted(text.flows.flows))
    return put(text, ["flows", "flows", name, "required_if"], {"feedback": "has_reporter"})


# -- tickets --------------------------------------------------------------------------------------


def made_ticket(chance, number, text, *, plain=0.5):
    """A ticket with steps in order and, unless plain, all that may move a due between them."""
    at = FIRST + timedelta(minutes=chance.randrange(60 * 24 * 40))
    kind = chance.choice(tuple(_STEPS))
    steps = list(_STEPS[kind][: chance.randrange(9)])
    for step in ("ack", "feedback", "arrive"):
        if step in steps and chance.random() < 0.2:
            steps.remove(step)
    if chance.random() < 0.15:
        steps.append(chance.choice(("cancel", "merge", "decline")))
    if chance.random() > plain:
        extra = ("pause", "agree", "reschedule", "regrade", "classify", "reopen", "visit_attempt")
        for move in chance.choices(extra, k=chance.randrange(1, 4)):
            steps.insert(chance.randrange(len(steps) + 1), move)
    imported = chance.random() < 0.2
    category = chance.choice(_CATEGORIES)
    events = [_receipt(chance, at, text, category)]
    for place, step in enumerate(steps, 1):
        at += timedelta(seconds=chance.choice((0, 60, 900, 3600, 20_000, 90_000)))
        events.append(_event(chance, f"e{place}", at, step, category))
    return Ticket(
        id=f"WY-{events[0].at:%y%m%d}-A{number:03}",
        uid=f"01JD6Z0X3V8R2M5K7Q9T4{number:05}"[:26],
        status="received",
        kind=kind,
        category=category,
        title="t",
        unit=chance.choice(("", "3-1-0502")),
        reporter=chance.choice((None, Reporter(person="p-1", role="业主"))),
        channel=chance.choice(("phone", "wechat", "box", "walk")),
        source=Origin(system="city", key=str(number)) if imported else None,
        standard=chance.choice((None, Pinned(version=text.book.version, terms=text.book.terms))),
        events=tuple(events),
    )


def _receipt(chance, at, text, category):
    limits = {"resolve": ("4h", "always")} if chance.random() < 0.15 else {}
    tier = chance.choice(_TIERS)
    known = text.categories.categories.get(category)
    if known is not None and chance.random() < 0.6:
        tier = known.rules[-1].tier if known.rules else known.tier or tier
    return Event(id="e0", at=at, by="s-li", do="receive", tier=tier, limits=limits,
                 urgency=chance.choice(("", "normal", "danger")))  # fmt: skip


def _event(chance, name, at, step, category):
    later = at + timedelta(hours=chance.choice((1, 5, 30, 100)))
    facts = {
        "pause": {"reason": chance.choice(("owner_absent", "parts_wait")), "until": later,
                  "agreed": chance.random() < 0.5},
        "agree": {"clock": chance.choice(("resolve", "arrive")), "due": later},
        "reschedule": {"window": (at + timedelta(hours=1), later),
                       "asked_by": chance.choice(("owner", "company"))},
        "regrade": {"to": chance.choice(_TIERS[:6])},
        "classify": {"category": chance.choice(_CATEGORIES[1:5]),
                     "tier": chance.choice(("", *_TIERS[:6])), "was": {"category": category}},
        "merge": {"into": "WY-260101-A001"},
        "dispatch": {"to": "s-zhao"},
    }.get(step, {})  # fmt: skip
    auto = step in {"ack", "feedback"} and chance.random() < 0.1
    return Event(id=name, at=at, by="s-li", do=step, auto=auto, **facts)
