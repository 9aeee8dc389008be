"""Findings come back: read strictly, counted with exact intervals, held against the store."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.auditing.binomial import exact_interval
from wuye_cli.domain.errors import CallError, NotFoundError, StoreError
from wuye_cli.domain.tickets.clocks import MET
from wuye_cli.domain.tickets.judging import FAILED, ticket_verdict
from wuye_cli.gateways.importers.sheet import read_bytes
from wuye_cli.gateways.sheets.model import ArrivedRow  # noqa: TC001 - NamedTuple below names it
from wuye_cli.gateways.sheets.reading import read_workbook
from wuye_cli.services.audit_papers.sampling import Sample, read_sample
from wuye_cli.services.audit_papers.workpaper import (
    ANSWERS,
    COLUMNS,
    EVIDENCE,
    FAIL,
    NOTE,
    PASS,
    TESTS,
    WHAT,
)
from wuye_cli.services.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.gateways.sheets.model import Arrived, Cell
    from wuye_cli.services.desk import Desk

CONFIDENCE = 0.95


class Fault(NamedTuple):
    """Something in the sheet that cannot be taken.

    Attributes:
        cell: Such as `N5`; "" for a row or column that is gone.
        column: The key of the column.
        code: `empty`, `unknown`, `locked`, `formula`, `twice`, `strange`, `gone`, `no_column`,
            `damaged`.
    """

    cell: str
    key: str
    column: str
    code: str
    value: str = ""


class Found(msgspec.Struct, frozen=True):
    """What was found on one ticket.

    Attributes:
        against: What the store says against the answers, or that it has changed since.
    """

    id: str
    stratum: str
    answers: dict[str, str]
    note: str = ""
    against: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it failed any test."""
        return FAIL in self.answers.values()


class Rate(msgspec.Struct, frozen=True):
    """How many of some tickets failed, and between which rates the truth lies (95 %, exact)."""

    name: str
    population: int
    drawn: int
    failed: int
    rate: float
    low: float
    high: float


class Report(msgspec.Struct, frozen=True):
    """What a filled paper comes to.

    Attributes:
        tests: Test to answer to count.
        rates: One for each stratum.
        whole: All together; its interval is exact only where all strata have the same share.
        weighted: The rate with each stratum weighted by its tickets.
        commit: The state of the store that it was held against.
    """

    sample: Sample
    confidence: float
    tests: dict[str, dict[str, int]]
    rates: tuple[Rate, ...]
    whole: Rate
    weighted: float
    tickets: tuple[Found, ...]
    commit: str


class Read(NamedTuple):
    """A paper as it was read; with faults there is no finding."""

    sample: Sample
    found: tuple[Found, ...]
    faults: tuple[Fault, ...]


def read_paper(path: str) -> Read:
    """Return the answers of a filled paper, or every fault of it.

    Raises:
        CallError: What `read_workbook` says; `audit.no_paper` for another of our sheets;
            `audit.sample_changed`.
    """
    arrived = read_workbook(read_bytes(path))
    if arrived.what != WHAT:
        raise CallError("audit.no_paper", path=path)
    sample = read_sample(arrived.facts.get("sample", "").encode("utf-8", "replace"), path)
    reading = _Reading(arrived, sample)
    found = tuple(reading.rows())
    return Read(sample, found, tuple(reading.faults))


class _Reading:
    """One paper as it is read."""

    def __init__(self, arrived: Arrived, sample: Sample) -> None:
        self._arrived = arrived
        self._strata = dict(sample.names())
        self.faults: list[Fault] = [
            *(Fault("", "", key, "no_column") for key in arrived.missing),
            *(Fault("", key, "", "damaged") for key in arrived.damaged),
            *(Fault(cell, "", "", "formula") for cell in arrived.strange),
        ]

    def rows(self) -> Iterator[Found]:
        """Yield what was found on each ticket, and note the faults on the way."""
        seen: set[str] = set()
        for row in self._arrived.rows:
            cell = row.cells.get("id")
            key = str(cell.value).strip() if cell and cell.value is not None else ""
            name = cell.name if cell else f"A{row.line}"
            if key not in self._strata or key in seen:
                code = "twice" if key in seen else "strange"
                self.faults.append(Fault(name, key, "id", code, key))
                continue
            seen.add(key)
            self._judge_locked(key, row)
            answers = {test: self._answer(key, f"test_{test}", row) for test in TESTS}
            note = row.cells.get(NOTE)
            said = one_line(str(note.value)) if note and note.value is not None else ""
            yield Found(key, self._strata[key], answers, said)
        self.faults += [Fault("", key, "id", "gone") for key in self._strata if key not in seen]

    def _judge_locked(self, key: str, row: ArrivedRow) -> None:
        out = self._arrived.out.get(key)
        for column in COLUMNS:
            cell = row.cells.get(column.key)
            if not column.locked or cell is None or out is None:
                continue
            now = "" if cell.value is None else str(cell.value)
            if cell.trouble:
                self.faults.append(Fault(cell.name, key, column.key, "formula"))
            elif one_line(now) != out.cells.get(column.key, ""):
                self.faults.append(Fault(cell.name, key, column.key, "locked", now))

    def _answer(self, key: str, column: str, row: ArrivedRow) -> str:
        cell = row.cells.get(column)
        if cell is None:  # the column is gone, which was told
            return ""
        text, code = _chosen(cell)
        if code:
            self.faults.append(Fault(cell.name, key, column, code, text))
            return ""
        return text


def _chosen(cell: Cell) -> tuple[str, str]:
    """Return the id of an answer, or what was typed and what is wrong with it."""
    if cell.trouble:
        return "", "formula"
    typed = "" if cell.value is None else str(cell.value).strip()
    if not typed:
        return "", "empty"
    known = {word.casefold(): one.id for one in ANSWERS for word in (one.id, one.zh, one.en)}
    found = known.get(typed.casefold(), "")
    return (found, "") if found else (typed, "unknown")


def report(desk: Desk, read: Read) -> Report:
    """Return what the answers come to."""
    found = tuple(_held_against(desk, read.sample, read.found))
    sizes = {one.name: len(one.population) for one in read.sample.strata}
    rates = tuple(
        _rate(name, size, [one for one in found if one.stratum == name])
        for name, size in sizes.items()
    )
    whole = sum(sizes.values())
    return Report(
        sample=read.sample,
        confidence=CONFIDENCE,
        tests={
            test: {answer.id: count[answer.id] for answer in ANSWERS}
            for test in TESTS
            for count in (Counter(one.answers[test] for one in found),)
        },
        rates=rates,
        whole=_rate("", whole, found),
        weighted=sum(one.rate * one.population for one in rates) / whole,
        tickets=found,
        commit=desk.store.head(),
    )


def _rate(name: str, population: int, found: Sequence[Found]) -> Rate:
    drawn, failed = len(found), sum(one.failed for one in found)
    low, high = exact_interval(failed, drawn, population, confidence=CONFIDENCE)
    return Rate(name, population, drawn, failed, failed / drawn, low, high)


def _held_against(desk: Desk, sample: Sample, found: Sequence[Found]) -> Iterator[Found]:
    """Yield each finding with what the store says against it now."""
    for one in found:
        yield msgspec.structs.replace(one, against=tuple(_against(desk, sample, one)))


def _since(desk: Desk, commit: str, path: str) -> Iterator[str]:
    """Say whether a ticket's file is another than when the sample was drawn."""
    try:
        before = desk.store.read_at(commit, path)
    except StoreError:
        yield "other_history"
        return
    if before != desk.store.read(path):
        yield "changed"


def _against(desk: Desk, sample: Sample, one: Found) -> Iterator[str]:
    try:
        path = desk.path_of(one.id, recent=True)
        ticket = desk.ticket(one.id)
    except (NotFoundError, CallError):
        yield "gone"
        return
    yield from _since(desk, sample.commit, path)
    standing, facts = desk.look(ticket)
    if sample.by == "tier" and standing.tier != one.stratum:
        yield "tier_now"
    verdict = ticket_verdict(facts, int(desk.now().timestamp()))
    if (verdict, one.answers["times"]) in {(FAILED, PASS), (MET, FAIL)}:
        yield "times_failed" if verdict == FAILED else "times_met"
    done = {event.do for event in standing.events}
    for test, (kinds, _) in EVIDENCE.items():
        if one.answers[test] == PASS and not done & set(kinds):
            yield f"no_{test}"
