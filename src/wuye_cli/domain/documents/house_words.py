"""Words that the files of the house know: its policy, its targets, its cadences."""

from __future__ import annotations

RIGHTS = (
    *("intake", "dispatch", "work", "visit", "manage"),
    *("standards", "people", "audit", "reports"),
)
"""Families of commands that a role may use."""

SINGLE_PERSON = ("allowed", "refused")
NO_STAFF = ("everything", "nothing")
SELF_VISIT = ("refused", "flagged", "allowed")
ACTS = ("downgrade", "pause_over", "decline")
"""Steps with a ticket that may need somebody's approval."""

SIGNATURES = ("optional", "required")
CHECKPOINTS = ("day", "week", "month")

PERIODS = ("month", "quarter", "half", "year")
"""Over what a target is counted."""

INTERVALS = ("day", "workday", "week", "month", "quarter", "half", "year")
"""How often a register must grow."""

DRAWS = ("random", "stratified", "all")
"""How a sample is drawn."""
