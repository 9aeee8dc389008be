"""Asking for the impact of a change: its options, and how their words are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from wuye_cli.cli.options import h, valued
from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Tickets = Annotated[
    list[str] | None,
    valued(
        "--tickets",
        metavar="NAME=VALUE",
        words=h(
            "只算这些工单：tier=一般委托 category=water unit=3 source=系统名，可重复",
            "These tickets only: tier=general category=water unit=3 source=NAME; repeatable",
        ),
    ),
]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="FROM..TO",
        help=h("受理时间：2026-01..2026-06", "Received then: 2026-01..2026-06"),
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WORDS",
        help=h(
            "分组：tier,category,building,month", "Groups to show: tier,category,building,month"
        ),
    ),
]
Without = Annotated[
    str,
    typer.Option(
        "--without",
        metavar="WORDS",
        help=h(
            "不计这些：agreed 约定时间，appointments 预约改约，pauses 暂停",
            "Set aside: agreed (times), appointments, pauses",
        ),
    ),
]
Named = Annotated[
    str,
    typer.Option(
        "--list",
        metavar="WHICH",
        help=h("点名：forgiven failed all", "Name the tickets: forgiven, failed or all"),
    ),
]
FailOn = Annotated[
    list[str] | None,
    valued(
        "--fail-on",
        metavar="COUNT",
        words=h(
            "达到就以 1 退出：'forgiven>0'；另有 failed changed overdue unjudged",
            "Leave with 1 at: 'forgiven>0'; also failed, changed, overdue, unjudged",
        ),
    ),
]


COUNTED = ("forgiven", "failed", "changed", "overdue", "unjudged")
"""What `--fail-on` can count."""
_BOUND = re.compile(r"\s*([a-z]+)\s*(>=|>)\s*([0-9]{1,9})\s*", re.ASCII)

Bound = tuple[str, str, int]
"""Name, sign and number of a bound."""


class Wish(NamedTuple):
    """What somebody asks of an impact, as typed."""

    tickets: Sequence[str] = ()
    period: str = ""
    by: str = "tier"
    without: str = ""
    named: str = ""
    fail_on: Sequence[str] = ()


def aside_of(text: str) -> tuple[str, ...]:
    """Return what is to be set aside.

    Raises:
        CallError: `bad_aside`.
    """
    from wuye_cli.domain.impact.retelling import WITHOUT  # noqa: PLC0415 - help needs none of it

    return words_of(text, WITHOUT, "bad_aside")


def words_of(text: str, known: Collection[str], code: str) -> tuple[str, ...]:
    """Return the words of a list with commas, each of which must be known.

    Raises:
        CallError: With `code`.
    """
    words = [word for word in re.split(r"[\s,，、]+", text) if word]
    for word in words:
        if word not in known:
            raise CallError(code, value=word, known=list(known))
    return tuple(dict.fromkeys(words))


def is_bound(text: str) -> bool:
    """Say whether a text asks for a count of tickets, such as `forgiven>0`."""
    found = _BOUND.fullmatch(text)
    return found is not None and found[1] in COUNTED


def bound_of(text: str) -> Bound:
    """Return name, sign and number of a bound.

    Raises:
        CallError: `bad_fail_on`.
    """
    found = _BOUND.fullmatch(text)
    if found is None or found[1] not in COUNTED:
        raise CallError("bad_fail_on", value=text, known=list(COUNTED))
    return found[1], found[2], int(found[3])
