"""The exact interval of a rate (Clopper and Pearson 1934): never narrower than it claims to be."""

from __future__ import annotations

from math import exp, fsum, lgamma, log, log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HALVINGS = 60


def exact_interval(
    failed: int, drawn: int, population: int | None = None, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the bounds of the rate of which `failed` of `drawn` are a sample.

    Args:
        failed: How many failed.
        drawn: How many were looked at.
        population: How many there are; if all were looked at, nothing is uncertain.
        confidence: How often such an interval holds the true rate at least.

    Raises:
        ValueError: If the numbers cannot be.

    Example:
        >>> low, high = exact_interval(1, 10)
        >>> round(low, 4), round(high, 4)
        (0.0025, 0.445)
    """
    if not 0 <= failed <= drawn or (population is not None and drawn > population):
        raise ValueError(failed, drawn, population)
    if drawn == 0:
        return 0.0, 1.0
    if drawn == population:
        return failed / drawn, failed / drawn
    rest = (1 - confidence) / 2
    low = _where(lambda rate: 1 - _at_most(failed - 1, drawn, rate) >= rest) if failed else 0.0
    high = _where(lambda rate: _at_most(failed, drawn, rate) <= rest) if failed < drawn else 1.0
    return low, high


def _where(is_past: Callable[[float], bool]) -> float:
    """Return the rate from which on something holds."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_past(middle) else (middle, high)
    return (low + high) / 2


def _at_most(count: int, drawn: int, rate: float) -> float:
    """Return how likely `count` or fewer of `drawn` are at a rate between 0 and 1."""
    whole, hit, miss = lgamma(drawn + 1), log(rate), log1p(-rate)
    return fsum(
        exp(whole - lgamma(one + 1) - lgamma(drawn - one + 1) + one * hit + (drawn - one) * miss)
        for one in range(count + 1)
    )
