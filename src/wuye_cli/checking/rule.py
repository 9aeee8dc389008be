"""What a rule is: a code, a name, a severity and the generators that find its breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from wuye_cli.checking.finding import Finding

FILE, TREE, TICKET, STORE = "file", "tree", "ticket", "store"
"""What a generator is given: `FileFacts`, `TicketFile`, `TicketView`, or the `StoreFacts`."""

Find = Callable[[Any], Iterator[Finding]]


class Check(msgspec.Struct, frozen=True):
    """A generator of findings and what it looks at; it may serve several codes."""

    scope: str
    find: Find


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the registry.

    Attributes:
        name: In words with hyphens; stable like the code.
        severity: The usual one; a finding may bring its own.
        checks: Where its findings come from.
    """

    code: str
    name: str
    severity: str
    checks: tuple[Check, ...]

    @property
    def family(self) -> str:
        """The letter: Y syntax, S schema, R references, T tiers, Q quality, K tickets, W aside."""
        return self.code[0]
