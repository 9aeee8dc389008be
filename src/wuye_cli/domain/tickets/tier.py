"""Response tiers (响应等级): clocks, limits, pause reasons, policy: one version of the standard."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from wuye_cli.domain.timekeeping.limit import Limit

AGREED = "agreed"
"""In place of a limit: only an `agree` event sets this due."""
EMERGENCY = "emergency"
"""Service class of tiers in which somebody or something is in danger."""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A declared clock: which events start it and which stop it.

    Attributes:
        start: Event kinds in order of preference; the first one that stops a clock of the tier,
            or that is `receive`, starts this clock (`from` in the file).
        stop: Event kinds, any of which stops it (`to` in the file).
        human: An automatic event (`auto: true`) does not stop it.
        binds: Whose duty it is when it is not the desk's own, such as `vendor`; such a clock
            does not fail the ticket.
    """

    id: str
    start: tuple[str, ...]
    stop: tuple[str, ...]
    label: str = ""
    label_en: str = ""
    human: bool = False
    binds: str = ""


DEFAULT_CLOCKS: dict[str, Clock] = {
    clock.id: clock
    for clock in (
        Clock(id="ack", start=("receive",), stop=("ack",), human=True),
        Clock(id="arrive", start=("receive",), stop=("arrive",)),
        Clock(id="resolve", start=("receive",), stop=("resolve",)),
        Clock(id="feedback", start=("resolve",), stop=("feedback",), human=True),
        Clock(id="visit", start=("feedback", "resolve"), stop=("visit",), human=True),
    )
}
"""The five clocks of a standard that declares none."""


class Target(msgspec.Struct, frozen=True):
    """How long a clock may run: a limit on a named calendar (or `channel`), or None if agreed."""

    limit: Limit | None
    calendar: str = "always"


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """One response tier: a target for each of its clocks.

    Attributes:
        targets: Clock id to target, in the order of the file; a clock left out does not exist.
        raise_to: The tier after a reopening or a second complaint; itself if empty.
        service: What kind of service (`class` in the file): emergency, general, special, complaint.
        rank: How urgent; larger is more urgent; None if not declared.
        only_for: Clock id to the categories for which alone that clock exists.
        agreed_time_first: Clocks whose due an `agree` event sets.
        owner_role: Role that must own the ticket, or empty.
        basis: Clock id to the source of its figure.
    """

    id: str
    targets: dict[str, Target]
    label: str = ""
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    service: str = ""
    rank: int | None = None
    raise_to: str = ""
    only_for: dict[str, tuple[str, ...]] = {}
    agreed_time_first: tuple[str, ...] = ()
    owner_role: str = ""
    basis: dict[str, str] = {}


class PauseReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a ticket may stand still, and which clocks stop for it.

    Attributes:
        stops: Clocks that stop.
        stops_if_agreed: Clocks that stop only when the owner agreed to a date.
        longest: Longest pause (`max` in the file), or None.
        evidence: What must be noted with it.
    """

    id: str
    label: str = ""
    label_en: str = ""
    stops: tuple[str, ...] = ()
    stops_if_agreed: tuple[str, ...] = ()
    longest: Limit | None = None
    evidence: tuple[str, ...] = ()
    basis: str = ""


class PauseRules(msgspec.Struct, frozen=True, kw_only=True):
    """Rules for every pause; `backdate_max` in seconds, `approve_over` a limit or None."""

    needs_ack: bool = True
    needs_until: bool = True
    default_until: str = "next-open"
    backdate_max: int = 1800
    after_due: str = "heals_nothing"
    request_by: str = "anyone"
    record_by: tuple[str, ...] = ()
    approve_over: Limit | None = None
    approve_by: str = "manager"
    basis: str = ""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Windows and thresholds; windows are `Limit`s (natural days count civilly).

    `basis` maps a figure to its source, as in a tier.
    """

    stop_is_met_when: str = "done_at <= due"
    warn_fraction: float = 0.8
    escalation_fractions: tuple[float, ...] = (0.8, 1.0, 1.5, 2.0)
    reopen_window: Limit = Limit(7, "d")
    repeat_window: Limit = Limit(30, "d")
    second_complaint_window: Limit = Limit(30, "d")
    correction_window: Limit = Limit(15, "m")
    urge_escalates_at: int = 2
    urge_min_gap: Limit | None = None
    visit_attempts_required: int = 3
    basis: dict[str, str] = {}


class TierBook(msgspec.Struct, frozen=True, kw_only=True):
    """One version of `standards/tiers.yaml`: all that a due depends on except calendars.

    Attributes:
        version: Number (or name, in a case file) of the version.
        effective_from: In force from this instant.
        timezone: IANA zone of days and half-days.
        channel_calendars: Channel to the calendar that `channel` stands for.
        terms: Fingerprint of the obligations; empty when not computed.
        idle: It was replaced before its day came, and so never was in force.
    """

    version: str = "1"
    effective_from: datetime | None = None
    grade: str = ""
    timezone: str = "Asia/Shanghai"
    clocks: dict[str, Clock] = msgspec.field(default_factory=lambda: dict(DEFAULT_CLOCKS))
    channel_calendars: dict[str, str] = {}
    pause_reasons: dict[str, PauseReason] = {}
    pause_rules: PauseRules = PauseRules()
    policy: Policy = Policy()
    tiers: dict[str, Tier] = {}
    terms: str = ""
    idle: bool = False
    extra: dict[str, Any] = {}


class BasisCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How well the figures of a book are founded.

    Attributes:
        tiers: Number of tiers.
        limits: Number of limits in them (a target that is only ever agreed has none).
        official: Limits resting on an officially published text (`A ...`).
        text: Limits resting on the owner's own texts (`text ...`).
        house: Limits that the house chose (`house...`).
        none: Limits without any basis.
    """

    tiers: int
    limits: int
    official: int
    text: int
    house: int
    none: int


_STRENGTHS = (("A ", "official"), ("text ", "text"), ("house", "house"))


def strength_of(basis: str) -> str:
    """Class a basis by how it begins: official, text, house or none.

    Example:
        >>> strength_of("A DB11/T 751-2025 4.2.4(4)"), strength_of("")
        ('official', 'none')
    """
    return next((name for start, name in _STRENGTHS if basis.startswith(start)), "none")


def basis_counts(book: TierBook) -> BasisCounts:
    """Count the limits of all tiers of a book by the strength of their basis."""
    counts = {"official": 0, "text": 0, "house": 0, "none": 0}
    for tier in book.tiers.values():
        for clock, target in tier.targets.items():
            if target.limit is not None:
                counts[strength_of(tier.basis.get(clock, ""))] += 1
    return BasisCounts(tiers=len(book.tiers), limits=sum(counts.values()), **counts)
