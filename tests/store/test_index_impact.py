"""Judging tickets from the index: the quick way against the whole engine, on made tickets."""

from __future__ import annotations

import random
import sqlite3

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries
from tests.support.impacts import FIRST, altered, made_ticket, put, starter_text

from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.impact.levers import levers_between
from wuye_cli.domain.impact.retelling import WITHOUT, Retelling
from wuye_cli.domain.impact.weighing import Ground, Weighing
from wuye_cli.store import index_impact
from wuye_cli.store.canonical import canonical
from wuye_cli.store.codecs.tickets import ticket_to_mapping
from wuye_cli.store.index_rows import RowMaker
from wuye_cli.store.index_schema import TABLES
from wuye_cli.store.index_write import put_all

NOW = int(FIRST.timestamp()) + 30 * 86_400
MONTHS = ([0], ["all"])
HELD = starter_text()


def index_of(tickets):
    """An index of tickets, in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for statement in TABLES:
        db.execute(statement)
    files = [(f"{one.id}.yaml", one.uid, canonical(ticket_to_mapping(one))) for one in tickets]
    put_all(db, RowMaker(HELD.rules), files)
    return db


def texts_of(old, new):
    levers = levers_between(old, new)
    back = {lever.name: lever for lever in levers_between(new, old)}
    alone = [lever.pulled(old) for lever in levers]
    return [old, new, *alone, *[back[one.name].pulled(new) for one in levers]], levers


def weighed(db, old, new, leave_out, *, quick):
    """Everything that came of it, and how many tickets were judged by the whole engine."""
    texts, levers = texts_of(old, new)
    books = (HELD.categories, old.categories)
    retellings = [Retelling(text.categories, lambda: books, leave_out) for text in texts]
    held = (lambda *_: HELD) if quick else (lambda *_: None)
    found = Weighing(Ground(texts, levers, retellings, held, leave_out), months=MONTHS, now=NOW)
    whole = []
    failed = []
    for ticket in index_impact.tickets(db, {}, NOW):

        def read(number):
            whole.append(number)
            return index_impact.whole_ticket(db, number)

        try:
            found.take(ticket, read)
        except WuyeError as error:
            failed.append((ticket.id, error.code))
    result = {
        "matrix": found.matrix(),
        "groups": found.groups(),
        "clocks": {name: one for name, one in found.clocks().items() if set(one.cells) - NOTHING},
        "weights": found.weights(lambda _: ""),
        "shared": (found.any_of, found.together),
        "cases": [without_order(case) for case in found.cases],
        "open": [without_order(case) for case in found.open],
        "failed": failed,
    }
    return result, len(set(whole))


NOTHING = frozenset()


def without_order(case):
    return msgspec.structs.replace(case, clocks=tuple(sorted(case.clocks, key=str)))


@settings(max_examples=tries(120), deadline=None)
@given(seed=st.integers(0, 1 << 40), changes=st.integers(1, 4), aside=st.sampled_from(
    [(), ("agreed",), ("pauses", "appointments"), tuple(WITHOUT)]))  # fmt: skip
def test_the_quick_way_gives_what_the_engine_gives(seed, changes, aside):
    chance = random.Random(seed)
    leave_out = frozenset().union(*(WITHOUT[name] for name in aside))
    db = index_of([made_ticket(chance, number, HELD) for number in range(30)])
    old = altered(HELD, chance) if chance.random() < 0.5 else HELD
    new = old
    for _ in range(changes):
        new = altered(new, chance)
    quick, _ = weighed(db, old, new, leave_out, quick=True)
    engine, judged = weighed(db, old, new, leave_out, quick=False)
    assert quick == engine
    assert judged == 30
    total = quick["matrix"].total
    assert total + len(quick["failed"]) == 30
    for groups in quick["groups"].values():
        assert sum(one.total for one in groups.values()) == total


@pytest.mark.parametrize("seed", range(3))
def test_plain_tickets_are_not_read_whole(seed):
    chance = random.Random(seed)
    db = index_of([made_ticket(chance, number, HELD, plain=1) for number in range(60)])
    way = ["book", "tiers", "general", "targets", "ack"]
    new = put(HELD, way, HELD.book.tiers["emergency"].targets["ack"])
    _, judged = weighed(db, HELD, new, frozenset(), quick=True)
    assert judged <= 20
