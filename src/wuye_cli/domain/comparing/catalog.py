"""Every code of a change: its name, its one level, whom it touches, and its mirror."""

from __future__ import annotations

from typing import NamedTuple

from wuye_cli.domain.comparing.change import (
    BETTER,
    BREAKING,
    EASIER,
    HARDER,
    INFO,
    NOTICE,
    REVIEW,
    SAME,
    UNKNOWN,
    WORDING,
    WORSE,
)


class Kind(NamedTuple):
    """One row of the catalogue.

    Attributes:
        code: Never used again for anything else.
        name: The code in words with hyphens.
        level: Its only level.
        customer: What it is to residents, unless a change says otherwise.
        staff: What it is to the staff, unless a change says otherwise.
        mirrors: What may be said of the same change read backwards; itself where it has no side.
        quiet: Left out of lists unless asked for: it binds nobody.
    """

    code: str
    name: str
    level: str
    customer: str
    staff: str
    mirrors: tuple[str, ...]
    quiet: bool = False


def _worse(code: str, name: str, *mirrors: str) -> Kind:
    return Kind(code, name, BREAKING, WORSE, EASIER, mirrors)


def _better(code: str, name: str, *mirrors: str) -> Kind:
    return Kind(code, name, NOTICE, BETTER, HARDER, mirrors)


def _gain(code: str, name: str, *mirrors: str) -> Kind:
    return Kind(code, name, INFO, BETTER, HARDER, mirrors)


def _open(code: str, name: str, *mirrors: str) -> Kind:
    return Kind(code, name, REVIEW, UNKNOWN, UNKNOWN, mirrors or (code,))


def _told(code: str, name: str, *mirrors: str) -> Kind:
    return Kind(code, name, INFO, SAME, SAME, mirrors or (code,))


def _words(code: str, name: str, *, quiet: bool = True) -> Kind:
    return Kind(code, name, WORDING, SAME, SAME, (code,), quiet)


_ROWS = (
    # Tiers, clocks, pauses, categories
    _worse("D101", "tier-removed", "D102"),
    _gain("D102", "tier-added", "D101"),
    _told("D103", "tier-renamed"),
    _told("D104", "entry-renamed"),
    _open("D105", "rename-suspected"),
    _worse("D111", "limit-relaxed", "D112"),
    _better("D112", "limit-tightened", "D111"),
    _worse("D113", "limit-removed", "D114"),
    _better("D114", "limit-added", "D113"),
    _words("D115", "limit-rewritten-equal", quiet=False),
    _worse("D116", "clock-changed", "D127", "D116"),
    _worse("D117", "start-event-changed", "D128", "D117"),
    _worse("D118", "stop-event-changed", "D129", "D118"),
    _worse("D119", "pause-reason-added", "D120"),
    _better("D120", "pause-reason-removed", "D119"),
    _told("D121", "category-added", "D122"),
    Kind("D122", "category-removed", BREAKING, WORSE, SAME, ("D121",)),
    _worse("D123", "category-retiered-down", "D124"),
    _better("D124", "category-retiered-up", "D123"),
    Kind("D125", "default-tier-changed", BREAKING, UNKNOWN, UNKNOWN, ("D125",)),
    _worse("D126", "grace-or-rounding-added", "D136", "D126"),
    _better("D127", "clock-hastened", "D116"),
    _better("D128", "start-event-earlier", "D117"),
    _better("D129", "stop-event-narrowed", "D118"),
    _worse("D130", "duty-shifted", "D131", "D130"),
    _better("D131", "duty-taken", "D130"),
    _worse("D132", "pause-widened", "D133", "D132"),
    _better("D133", "pause-narrowed", "D132"),
    _worse("D134", "window-shortened", "D135"),
    _better("D135", "window-lengthened", "D134"),
    _better("D136", "grace-or-rounding-removed", "D126"),
    _open("D137", "agreement-rule-changed"),
    _open("D138", "kind-or-rank-changed"),
    _open("D140", "word-dropped", "D141"),
    _told("D141", "word-added", "D140"),
    _worse("D142", "danger-word-dropped", "D143"),
    _better("D143", "danger-word-added", "D142"),
    _open("D144", "category-retiered-aside"),
    _open("D145", "facts-required-changed"),
    # Calendars
    _worse("D201", "calendar-shrunk", "D202"),
    _gain("D202", "calendar-grown", "D201"),
    _worse("D203", "hours-shrunk", "D204"),
    _gain("D204", "hours-grown", "D203"),
    _worse("D205", "holiday-added", "D206"),
    _gain("D206", "holiday-removed", "D205"),
    _open("D207", "timezone-changed"),
    _open("D208", "hours-moved"),
    _worse("D209", "channel-closed", "D210"),
    _gain("D210", "channel-opened", "D209"),
    _worse("D211", "effective-limit-relaxed", "D212", "D211"),
    _better("D212", "effective-limit-tightened", "D211"),
    _told("D213", "year-announced", "D214"),
    _open("D214", "year-withdrawn", "D213"),
    # Promises, items, steps, prices
    _worse("D301", "commitment-dropped", "D302"),
    _gain("D302", "commitment-added", "D301"),
    _open("D303", "wording-only"),
    _worse("D304", "modal-weakened", "D305"),
    _better("D305", "modal-strengthened", "D304"),
    _open("D306", "number-in-text-changed"),
    _open("D307", "negation-changed"),
    _worse("D308", "scope-narrowed", "D309"),
    _better("D309", "scope-widened", "D308"),
    Kind("D310", "label-changed", WORDING, SAME, SAME, ("D310",)),
    _worse("D311", "checklist-step-removed", "D312"),
    _better("D312", "checklist-step-added", "D311"),
    _told("D313", "checklist-step-reordered"),
    _open("D314", "scope-changed"),
    _worse("D316", "commitment-softened", "D317"),
    _better("D317", "commitment-hardened", "D316"),
    _worse("D318", "item-removed", "D319"),
    _better("D319", "item-added", "D318"),
    Kind("D321", "price-raised", BREAKING, WORSE, SAME, ("D322",)),
    Kind("D322", "price-lowered", INFO, BETTER, SAME, ("D321",)),
    Kind("D323", "free-item-charged", BREAKING, WORSE, SAME, ("D324",)),
    Kind("D324", "charged-item-freed", INFO, BETTER, SAME, ("D323",)),
    _open("D325", "price-removed", "D326"),
    _told("D326", "price-added", "D325"),
    _open("D327", "unit-changed"),
    _worse("D328", "prerequisite-dropped", "D329"),
    _better("D329", "prerequisite-added", "D328"),
    _open("D330", "step-rule-changed"),
    _open("D331", "match-order-changed"),
    # Targets, cadences, samples
    _worse("D401", "target-lowered", "D402"),
    _better("D402", "target-raised", "D401"),
    _worse("D403", "target-removed", "D409"),
    _open("D404", "metric-definition-changed"),
    _worse("D405", "sample-or-frequency-cut", "D406"),
    _better("D406", "sample-or-frequency-raised", "D405"),
    _worse("D407", "follow-up-share-cut", "D408"),
    _better("D408", "follow-up-share-raised", "D407"),
    _better("D409", "target-added", "D403"),
    # Who answers, who proves
    _worse("D501", "escalation-delayed", "D502"),
    _better("D502", "escalation-hastened", "D501"),
    _worse("D503", "escalation-level-removed", "D508"),
    _told("D504", "owner-role-changed"),
    _open("D505", "owner-vacant", "D509"),
    _worse("D506", "evidence-requirement-dropped", "D510"),
    _worse("D507", "self-verification-allowed", "D511"),
    _better("D508", "escalation-level-added", "D503"),
    _told("D509", "owner-named", "D505"),
    _better("D510", "evidence-requirement-added", "D506"),
    _better("D511", "self-verification-forbidden", "D507"),
    _open("D512", "power-granted", "D513"),
    _told("D513", "power-withdrawn", "D512"),
    _worse("D514", "approval-eased", "D515"),
    _better("D515", "approval-tightened", "D514"),
    # In force from when
    _open("D601", "effective-date-moved", "D602", "D601"),
    Kind("D602", "made-retroactive", BREAKING, UNKNOWN, UNKNOWN, ("D601", "D602")),
    _told("D603", "expiry-moved"),
    _told("D604", "review-date-moved"),
    _told("D605", "status-changed"),
    _open("D606", "approval-lost"),
    _words("D607", "version-changed"),
    # What leans on what
    _open("D701", "reference-retargeted"),
    Kind("D702", "inherited-change", INFO, UNKNOWN, UNKNOWN, ("D702",)),
    _told("D703", "basis-changed"),
    _open("D704", "grade-changed"),
    _told("D705", "setting-changed"),
    _told("D706", "worked-case-changed"),
    _open("D707", "picture-changed"),
    # Whole documents, personal data
    _worse("D801", "standard-removed", "D802"),
    _told("D802", "standard-added", "D801"),
    _open("D811", "keeping-changed"),
    _worse("D812", "consent-waived", "D813"),
    _better("D813", "consent-required", "D812"),
    # Form, and what is not understood
    _words("D901", "order-only"),
    _words("D902", "comment-or-format-only"),
    Kind("D903", "id-reused", BREAKING, UNKNOWN, UNKNOWN, ("D903",)),
    _told("D904", "moved-file"),
    _worse("D905", "worse-for-a-while", "D905"),
    _open("D999", "unclassified"),
)

KINDS: dict[str, Kind] = {row.code: row for row in _ROWS}
"""Every code, in the order of the catalogue."""

ELSEWHERE: dict[str, str] = {
    "D606": "needs the approvals, which no state of the standards holds",
    "D905": "needs the states in between, which no two states hold",
}
"""Codes that the comparison itself never gives, and why; others make them."""

ONE_SIDED: dict[str, str] = {
    "D116": "a new clock may hurt some callers and help others: worse both ways",
    "D117": "which of two events comes first is not always known: worse both ways",
    "D118": "which of two events comes first is not always known: worse both ways",
    "D126": "of two ways to round, neither may be the kinder",
    "D130": "handed from one outsider to another, it stays handed away",
    "D132": "of two rules for pauses, neither may be the stricter",
    "D211": "a moved calendar may hurt some callers and help others: worse both ways",
    "D125": "the tier of what fits nothing touches everybody; its rank alone decides nothing",
    "D602": "a date that reaches back over time already judged does so in either direction",
    "D905": "what was worse between two states was so in either direction",
    "D903": "another meaning under an old id is as grave read backwards",
}
"""Grave codes that may be their own mirror, and why."""
