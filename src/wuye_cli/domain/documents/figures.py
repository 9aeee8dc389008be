"""The figures that written standards refer to by name: targets, cadences, prices, and heads."""

from __future__ import annotations

from datetime import date

import msgspec

from wuye_cli.domain.tickets.price_list import PriceItem


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of `targets.yaml`, as far as the written standards need it.

    Attributes:
        share: It counts something out of something (`of` in the file), so that data can be missing.
        counts: What is counted, in words.
        goal: What the house wants; likewise `floor`, what the grade demands; None without one.
        show_only: Shown on purpose without either.
        period: How often it is worked out: month, quarter …
    """

    id: str
    share: bool = False
    counts: str = ""
    goal: float | None = None
    floor: float | None = None
    show_only: bool = False
    period: tuple[str, ...] = ()

    @property
    def has_figure(self) -> bool:
        """Whether there is anything to reach."""
        return self.goal is not None or self.floor is not None


class Cadence(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of `cadences.yaml`: `count` times `every` so often, at these times of day."""

    id: str
    every: str = ""
    count: int = 1
    persons: int = 0
    times: tuple[str, ...] = ()


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of `standards/` says of who answers for it and until when it was looked at."""

    path: str
    owner: str = ""
    review_by: date | None = None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """All of them, by id; roles of the policy with their labels, empty where it is not there."""

    goals: dict[str, Goal] = {}
    cadences: dict[str, Cadence] = {}
    prices: dict[str, PriceItem] = {}
    roles: dict[str, str] = {}
    heads: tuple[Head, ...] = ()
