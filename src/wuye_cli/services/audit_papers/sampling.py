"""A sample of a period's tickets, drawn by a stated seed, and read back only if it is that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.drawing import drawn, score
from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.services.audit_papers.span import midnight
from wuye_cli.store.index_lists import list_tickets
from wuye_cli.store.refs import is_id

if TYPE_CHECKING:
    from wuye_cli.auditing.periods import Period
    from wuye_cli.services.desk import Desk

SCHEMA = "audit-sample/1"
FORMULA = "sha256(seed + ':' + id), smallest first; one each, then by largest lack of share"
WAYS = ("tier", "kind", "category", "none")
"""What a sample may be stratified by."""
NO_VALUE = "-"
"""Stratum of the tickets that have no value there, and of all without strata."""
_LONGEST_SEED = 200


class Stratum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One stratum: its tickets, and those drawn, each with its score."""

    name: str
    population: tuple[str, ...]
    drawn: tuple[tuple[str, str], ...]


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sample with all that is needed to draw it again.

    Attributes:
        first: First day of receipt; `last` the last one.
        size: How many were wanted.
        commit: The state of the store from which the population was taken.
    """

    schema: str
    estate: str
    period: str
    first: str
    last: str
    by: str
    size: int
    seed: str
    formula: str
    commit: str
    strata: tuple[Stratum, ...]

    def names(self) -> list[tuple[str, str]]:
        """Return id and stratum of every ticket drawn."""
        return [(name, one.name) for one in self.strata for name, _ in one.drawn]


def sample(desk: Desk, period: Period, *, size: int, seed: str, by: str = "tier") -> Sample:
    """Draw from the tickets received in a period.

    Raises:
        CallError: `audit.bad_seed`; `audit.small_sample` with fewer than one for each stratum;
            `audit.bad_by`.
        NotFoundError: `audit.no_tickets`.
    """
    if not seed.strip() or not seed.isprintable() or len(seed) > _LONGEST_SEED:
        raise CallError("audit.bad_seed")
    if by not in WAYS:
        raise CallError("audit.bad_by", value=by, known=list(WAYS))
    begins = midnight(desk, period.first)
    ends = midnight(desk, period.last).replace(hour=23, minute=59, second=59)
    bounds = {"all": True, "since": int(begins.timestamp()), "until": int(ends.timestamp()) + 1}
    rows, _ = list_tickets(
        desk.index().db, bounds, int(desk.now().timestamp()), page_size=None, sort="id"
    )
    population: dict[str, set[str]] = {}
    for row in rows:
        population.setdefault(str(row.get(by) or NO_VALUE), set()).add(str(row["id"]))
    if not population:
        raise NotFoundError("audit.no_tickets", period=period.name)
    if size < len(population):
        raise CallError("audit.small_sample", size=size, least=len(population))
    return Sample(
        schema=SCHEMA,
        estate=desk.settings.estate,
        period=period.name,
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        by=by,
        size=size,
        seed=seed,
        formula=FORMULA,
        commit=desk.store.head(),
        strata=_strata({key: tuple(sorted(ids)) for key, ids in population.items()}, size, seed),
    )


def _strata(population: dict[str, tuple[str, ...]], size: int, seed: str) -> tuple[Stratum, ...]:
    chosen = drawn(population, size, seed)
    return tuple(
        Stratum(name, population[name], tuple((one, score(seed, one)) for one in chosen[name]))
        for name in sorted(chosen)
    )


def read_sample(data: bytes, path: str = "") -> Sample:
    """Return a sample, drawn again to see that nobody chose otherwise.

    Raises:
        CallError: `audit.no_sample`, if it is none; `audit.sample_changed`, if what it says was
            drawn is not what its seed draws.
    """
    try:
        found = msgspec.json.decode(data, type=Sample)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise CallError("audit.no_sample", path=path) from error
    if found.schema != SCHEMA or found.by not in WAYS or not is_id(found.commit):
        raise CallError("audit.no_sample", path=path)
    population = {one.name: one.population for one in found.strata}
    try:
        again = _strata(population, found.size, found.seed)
    except ValueError as error:
        raise CallError("audit.sample_changed", path=path) from error
    if again != found.strata or len(population) != len(found.strata):
        raise CallError("audit.sample_changed", path=path)
    return found
