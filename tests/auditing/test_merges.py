"""Merges made by git and by hand, and merges that hold what nobody did, on real repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.histories import History, findings, found

from wuye_cli.auditing.kept_facts import are_kept
from wuye_cli.auditing.rules.merges import MergesJudge
from wuye_cli.services.auditing.remerging import Remerging
from wuye_cli.store.ground import Ground

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.histories import Content

S, T = "standards/a.yaml", "standards/b.yaml"
ODD = 'standards/"\n\x1b[2J\u202e-r f.yaml'
BASE = b"# a\nx: 1\ny: 1\nz: [p]\nmid: 0\n"
TEXT = "".join(f"line {number}\n" for number in range(12))
TICKET, SIGNED, LINK = (
    "records/tickets/2026/11/21/WY-261121-A001.yaml",
    "records/checkpoints/a",
    "docs/link",
)
START: dict[str, Content] = {
    "wuye.yaml": b"format: 1\n",
    S: BASE,
    "notes.md": TEXT.encode(),
    LINK: ("120000", b"a"),
    SIGNED: b"head\n",
}


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "store")


def with_facts(**facts: object) -> bytes:
    text = BASE.decode()
    for name, value in facts.items():
        before = next(line for line in text.split("\n") if line.startswith(f"{name}:"))
        text = text.replace(before, f"{name}: {value}")
    return text.encode()


def a_ticket(names: str) -> bytes:
    """Return a ticket with an event for each letter, in this order."""
    event = '  - {{id: "{0}", at: "2026-11-21T09:12:00+08:00", by: "s", do: "note", text: "{0}"}}\n'
    events = "".join(event.format(name) for name in names)
    return (
        'schema: "ticket/1"\nid: "WY-261121-A001"\nuid: "u1"\nstatus: "received"\n'
        f'title: "t"\nevents:\n{events}'
    ).encode()


def noted(*changed: int) -> bytes:
    lines = TEXT.splitlines()
    return "".join(
        f"{line}{' changed' if number in changed else ''}\n" for number, line in enumerate(lines)
    ).encode()


def judged(history: History, tip: str) -> list[tuple[str, str]]:
    return found(MergesJudge(Remerging(Ground(str(history.done())))), history, tip)


def three(
    history: History,
    ours: dict[str, Content],
    theirs: dict[str, Content],
    made: dict[str, Content],
) -> str:
    """Commit two sides and a merge, whose files are told against our side; return the merge."""
    first = history.commit(START)
    sides = [history.commit(files, first, message=str(files)) for files in (ours, theirs)]
    return history.commit(made, *sides)


HONEST: dict[str, tuple[dict[str, Content], dict[str, Content], dict[str, Content]]] = {
    "files apart": ({T: b"b: 1\n"}, {"docs/x": b"x\n"}, {"docs/x": b"x\n"}),
    "one side deletes": ({T: b"b: 1\n"}, {"notes.md": None}, {"notes.md": None}),
    "both do the same": ({S: with_facts(x=2)}, {S: with_facts(x=2)}, {}),
    "facts apart": (
        {S: with_facts(x=2)},
        {S: with_facts(mid=5)},
        {S: with_facts(x=2, mid=5)},
    ),
    "a dispute settled for us": ({S: with_facts(x=2)}, {S: with_facts(x=3)}, {}),
    "a dispute settled for them": (
        {S: with_facts(x=2, mid=5)},
        {S: with_facts(x=3)},
        {S: with_facts(x=3, mid=5)},
    ),
    "lists of both": (
        {S: with_facts(z="[p, q]")},
        {S: with_facts(z="[p, r]")},
        {S: with_facts(z="[p, q, r]")},
    ),
    "lines apart": (
        {"notes.md": noted(1)},
        {"notes.md": noted(10)},
        {"notes.md": noted(1, 10)},
    ),
    "a line settled": (
        {"notes.md": noted(1)},
        {"notes.md": TEXT.replace("line 1\n", "line one\n").encode()},
        {},
    ),
    "changed and deleted, kept": ({S: with_facts(x=2)}, {S: None}, {}),
    "changed and deleted, gone": ({S: with_facts(x=2)}, {S: None}, {S: None}),
    "renamed and changed": (
        {S: None, T: with_facts(y=9)},
        {S: with_facts(mid=5)},
        {T: with_facts(y=9, mid=5)},
    ),
    "changed and renamed": (
        {S: with_facts(mid=5)},
        {S: None, T: BASE},
        {S: None, T: with_facts(mid=5)},
    ),
    "a folder renamed": (
        {S: None, "standards/new/a.yaml": BASE},
        {"standards/c.yaml": b"c: 1\n"},
        {"standards/new/c.yaml": b"c: 1\n"},
    ),
    "events of both, as a person put them": (
        {TICKET: a_ticket("am")},
        {TICKET: a_ticket("az")},
        {TICKET: a_ticket("azm")},
    ),
    "signatures of both, as a person put them": (
        {SIGNED: b"head\none\n"},
        {SIGNED: b"head\nother\n"},
        {SIGNED: b"head\nother\none\n"},
    ),
    "a link settled for us": ({LINK: ("120000", b"b")}, {LINK: ("120000", b"c")}, {}),
    "a file of each for a link": (
        {S: None, LINK: b"x: 1\n"},
        {LINK: b"x: 2\n", S: None},
        {LINK: b"x: 2\n"},
    ),
    "a text of ours that is broken, settled by lines": (
        {S: BASE + b"p: [\n"},
        {S: BASE + b"q: 1\n"},
        {S: BASE + b"q: 1\np: [\n"},
    ),
    "odd names": ({ODD: b"a: 1\n"}, {T: b"b: 1\n"}, {T: b"b: 1\n"}),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_merge_raises_nothing(history: History, name: str) -> None:
    assert judged(history, three(history, *HONEST[name])) == []


EVIL: dict[str, tuple[str, dict[str, Content], dict[str, Content], dict[str, Content]]] = {
    "a file of nobody": ("G020", {T: b"b: 1\n"}, {"d": b"x\n"}, {"d": b"x\n", ODD: b"e: 1\n"}),
    "a file taken away": ("G020", {T: b"b: 1\n"}, {"d": b"x\n"}, {"d": b"x\n", "notes.md": None}),
    "a fact of nobody": (
        "G020",
        {S: with_facts(x=2)},
        {S: with_facts(x=3)},
        {S: with_facts(x=9)},
    ),
    "a fact of nobody beside": (
        "G020",
        {S: with_facts(x=2)},
        {S: with_facts(mid=5)},
        {S: with_facts(x=2, mid=5, y=7)},
    ),
    "a fact of one side lost": (
        "G020",
        {S: with_facts(x=2), T: b"b: 1\n"},
        {S: with_facts(x=3, mid=5), "d": b"x\n"},
        {S: with_facts(x=3), "d": b"x\n"},
    ),
    "both changes taken back": (
        "G020",
        {S: with_facts(x=2)},
        {S: with_facts(mid=3), "d": b"x\n"},
        {S: BASE, "d": b"x\n"},
    ),
    "a clean text edited": (
        "G020",
        {"notes.md": noted(1)},
        {"notes.md": noted(10)},
        {"notes.md": noted(1, 5, 10)},
    ),
    "a list item of nobody": (
        "G020",
        {S: with_facts(z="[p, q]")},
        {S: with_facts(z="[p, r]")},
        {S: with_facts(z="[p, q, s]")},
    ),
    "renamed, the change lost": (
        "G022",
        {S: None, T: BASE},
        {S: with_facts(mid=5)},
        {},
    ),
    "their side dropped": ("G022", {T: b"b: 1\n"}, {"d": b"x\n", S: with_facts(x=2)}, {}),
    "our side dropped": ("G022", {T: b"b: 1\n"}, {"d": b"x\n"}, {"d": b"x\n", T: None}),
    "an event of nobody": (
        "G020",
        {TICKET: a_ticket("am")},
        {TICKET: a_ticket("az")},
        {TICKET: a_ticket("amqz")},
    ),
    "a ticket settled by breaking it": (
        "G020",
        {TICKET: a_ticket("am")},
        {TICKET: a_ticket("az")},
        {TICKET: b"a: [\n"},
    ),
    "a ticket both wrote made a link": (
        "G020",
        {TICKET: a_ticket("am")},
        {TICKET: a_ticket("az")},
        {TICKET: ("120000", b"elsewhere")},
    ),
    "a signature lost": (
        "G020",
        {SIGNED: b"head\none\n"},
        {SIGNED: b"head\nother\n", "d": b"x\n"},
        {"d": b"x\n"},
    ),
    "a link to elsewhere": (
        "G020",
        {LINK: ("120000", b"b")},
        {LINK: ("120000", b"c")},
        {LINK: ("120000", b"d")},
    ),
    "a line of nobody in a broken text": (
        "G020",
        {S: BASE + b"p: [\n"},
        {S: BASE + b"q: 1\n"},
        {S: BASE + b"q: 1\np: [\nr: 1\n"},
    ),
    "part of a side dropped": (
        "G020",
        {T: b"b: 1\n"},
        {"d": b"x\n", S: with_facts(x=2)},
        {"d": b"x\n"},
    ),
}


@pytest.mark.parametrize("name", EVIL)
def test_an_evil_merge_is_told_by_its_code(history: History, name: str) -> None:
    code, *files = EVIL[name]
    merge = three(history, files[0], files[1], files[2])
    assert judged(history, merge) == [(code, merge)]


def test_an_octopus_and_a_strange_history_are_told(history: History) -> None:
    first = history.commit(START)
    sides = [history.commit({name: b"x\n"}, first) for name in "abc"]
    octopus = history.commit({"b": b"x\n", "c": b"x\n"}, *sides)
    other = history.commit({"k": b"x\n"}, at=1_790_000_500, message="another beginning")
    joined = history.commit({"k": b"x\n"}, octopus, other)
    tip = history.commit({"l": b"x\n"}, joined)
    assert judged(history, tip) == [("G021", octopus), ("G021", other)]


def test_desks_that_merge_each_other_twice_are_honest_and_a_forgery_among_them_is_not(
    history: History,
) -> None:
    first = history.commit(START)
    one = history.commit({S: with_facts(x=2)}, first)
    other = history.commit({S: with_facts(mid=5)}, first)
    both = {S: with_facts(x=2, mid=5)}
    left = history.commit(both, one, other, message="left")
    right = history.commit(both, other, one, message="right")
    left = history.commit({S: with_facts(x=4, mid=5)}, left)
    right = history.commit({S: with_facts(x=2, mid=6)}, right)
    good = history.commit({S: with_facts(x=4, mid=6)}, left, right)
    assert judged(history, good) == []
    bad = history.commit({S: with_facts(x=4, mid=6, y=3)}, left, right)
    assert judged(history, bad) == [("G020", bad)]
    gone = history.commit({}, left, right)
    assert [code for code, _ in judged(history, gone)] == ["G022"]


def test_where_both_merged_before_what_one_of_them_added_or_took_away_is_what_both_began_with(
    history: History,
) -> None:
    first = history.commit(START)
    one = history.commit({S: with_facts(x=2), "own": b"1\n"}, first)
    other = history.commit({S: with_facts(mid=5), "theirs": b"1\n", "notes.md": None}, first)
    both = {S: with_facts(x=2, mid=5)}
    left = history.commit({**both, "theirs": b"1\n", "notes.md": None}, one, other, message="l")
    right = history.commit({**both, "own": b"1\n"}, other, one, message="r")
    changed = {S: with_facts(x=4, mid=5), "own": b"2\n", "theirs": b"2\n", "notes.md": b"new\n"}
    left = history.commit(changed, left)
    right = history.commit({"d": b"x\n"}, right)
    good = history.commit({"d": b"x\n"}, left, right)
    assert judged(history, good) == []
    for path in ("own", "theirs"):
        bad = history.commit({"d": b"x\n", path: b"3\n"}, left, right, message=path)
        assert judged(history, bad) == [("G020", bad)]


def test_a_submodule_and_a_folder_where_two_parted_are_no_text_of_a_file(history: History) -> None:
    module: Content = ("160000", b"a" * 40)
    first = history.commit(START)
    one = history.commit({"p": module, "f/a": b"x\n"}, first)
    other = history.commit({"q": b"x\n"}, first)
    left = history.commit({"q": b"x\n"}, one, other, message="l")
    right = history.commit({"p": module, "f/a": b"x\n"}, other, one, message="r")
    left = history.commit({"p": b"1\n", "f/a": None, "f": b"1\n"}, left)
    right = history.commit({"p": b"2\n", "f/a": None, "f": b"2\n"}, right)
    made = history.commit({}, left, right)
    assert judged(history, made) == []


def test_a_forgery_after_the_walk_began_is_found_all_the_same(history: History) -> None:
    first = history.commit(START)
    sides = [history.commit({name: b"x\n"}, first) for name in "ab"]
    merge = history.commit({"b": b"x\n", "c": b"x\n"}, *sides)
    root = history.done()
    told = findings([MergesJudge(Remerging(Ground(str(root))))], root, merge, since=sides)
    assert [(one.rule, one.path) for one in told] == [("G020", "c")]


FACTS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3)


@given(FACTS, FACTS, FACTS, FACTS)
def test_facts_are_kept_exactly_where_each_is_of_a_side(
    base: dict[str, int], ours: dict[str, int], theirs: dict[str, int], made: dict[str, int]
) -> None:
    def fine(name: str) -> bool:
        before, mine, other, here = (one.get(name) for one in (base, ours, theirs, made))
        if mine == other:
            return here == mine
        if mine == before:
            return here == other
        return here == mine if other == before else here in {before, mine, other}

    assert are_kept(base, ours, theirs, made) == all(map(fine, "abc"))
