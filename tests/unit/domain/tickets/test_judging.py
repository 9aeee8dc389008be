"""What clocks mean for the ticket."""

from __future__ import annotations

import pytest

from wuye_cli.domain.tickets.clocks import ClockFacts
from wuye_cli.domain.tickets.judging import verdict_of

VENDOR = {"binding": False, "needed": False}


def clock(**fields):
    return ClockFacts(clock="c", cycle=1, **fields)


@pytest.mark.parametrize(
    ("read", "verdict"),
    [
        ([], "void"),
        ([(clock(), "void")], "void"),
        ([(clock(), "met"), (clock(), "void")], "met"),
        ([(clock(), "met_attempted")], "met"),
        ([(clock(), "met"), (clock(), "pending")], "open"),
        ([(clock(), "met"), (clock(), "paused")], "open"),
        ([(clock(), "met"), (clock(), "not_started")], "open"),
        ([(clock(), "met"), (clock(needed=False), "not_started")], "met"),
        ([(clock(), "pending"), (clock(), "failed_open")], "failed"),
        ([(clock(), "met"), (clock(), "failed_late")], "failed"),
        ([(clock(), "met"), (clock(**VENDOR), "failed_late")], "met"),
        ([(clock(), "met"), (clock(**VENDOR), "pending")], "met"),
    ],
)
def test_a_ticket_is_judged_by_the_clocks_that_bind_it(read, verdict):
    assert verdict_of(read) == verdict
