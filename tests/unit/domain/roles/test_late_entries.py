"""After how long an entry counts as late: what the policy says, else four hours."""

from __future__ import annotations

import pytest

from wuye_cli.domain.roles.policy import AuditRules
from wuye_cli.domain.timekeeping.limit import parse_limit


@pytest.mark.parametrize(
    ("said", "seconds"), [("30m", 1800), ("2d", 172_800), ("3wd", 14_400), ("", 14_400)]
)
def test_the_policy_says_it_or_four_hours_count(said, seconds):
    rules = AuditRules(late_entry=parse_limit(said) if said else None)
    assert rules.late_after_s == seconds
