"""The tables of words: nothing means two things, and everything is reached."""

from __future__ import annotations

from collections import Counter

import pytest

from wuye_cli.domain.line import script
from wuye_cli.domain.line.line import NewTicket, Question, TicketSteps, Undo
from wuye_cli.domain.line.reading import read_line
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.words import (
    CHOICES,
    FIELDS,
    FREE,
    NEW,
    NIGHT,
    ONCE,
    PREFIXES,
    SPEECH,
    UNDO,
    WORDS,
)
from wuye_cli.domain.tickets.channels import CHANNELS

GIVEN = {
    "who": "钱", "party": "维保", "words": "「话」", "money": "80", "score": "满意", "ref": "0421",
    "until": "周六", "window": "10-11", "side": "业主", "tail": "16", "rest": "话",
    "field": "标题漏水", "fault": "过失迟到", "remedy": "补救重做", "time": "1005",
    "because": "因阀芯坏", "way": "电话", "how": "口头", "person": "李先生", "all": "全",
    "receipt": "票0123", "adopted": "采纳", "liable": "有责", "valid": "属实", "cost": "代价200",
    "learned": "改进多问", "heeded": "不听", "document": "告知书0032", "slipped": "录错",
    "approver": "批王经理", "agreed": "业主同意", "explained": "已解释",
}  # fmt: skip
"""A fact as a clerk types it, for every slot."""
WORD_OF_ACT = [(word, act) for act, one in WORDS.items() for word in (*one.zh, *one.en, *one.fixed)]


def whole(act, word, *slots):
    """Return a line with a step and all that it needs."""
    facts = " ".join(GIVEN[slot] for slot in (*WORDS[act].needs, *slots))
    return f"17 {word} {facts}" if act != "slip" else f"17 {word} {facts} 到"


def test_no_word_means_two_acts():
    meant = {}
    for word, act in WORD_OF_ACT:
        meant.setdefault(word, set()).add(act)
    assert {word: acts for word, acts in meant.items() if len(acts) > 1} == {}


def test_no_word_of_an_act_begins_or_ends_a_line_of_another_kind():
    known = {word for word, _ in WORD_OF_ACT}
    assert known.isdisjoint({*UNDO, *NEW, *NIGHT})


@pytest.mark.parametrize(("word", "act"), WORD_OF_ACT)
def test_every_word_is_reached(word, act):
    line = read_line(whole(act, word))
    assert isinstance(line, TicketSteps), line
    assert [step.act for step in line.steps] == (["arrive"] if act == "slip" else [act])
    if act == "slip":
        assert line.slip == "0421"
    for slot, value in [WORDS[act].fixed[word]] if word in WORDS[act].fixed else []:
        assert line.steps[0].facts[slot] == value


@pytest.mark.parametrize("act", [act for act in WORDS if act != "slip"])
def test_a_step_takes_a_fact_for_every_slot_that_it_has(act):
    slots = [slot for slot in WORDS[act].slots if slot not in WORDS[act].needs]
    word = next(iter(WORDS[act].fixed), WORDS[act].zh[0])
    line = read_line(whole(act, word, *slots))
    assert isinstance(line, TicketSteps), line
    (step,) = line.steps
    assert set(WORDS[act].slots) == set(step.facts) - {
        slot for slot, _ in WORDS[act].fixed.values() if slot not in WORDS[act].slots
    } | ({"time"} if step.at else set())


@pytest.mark.parametrize(
    ("act", "slot"), [(act, slot) for act, one in WORDS.items() for slot in one.needs]
)
def test_a_step_without_what_it_needs_is_asked_for_it(act, slot):
    given = " ".join(GIVEN[other] for other in WORDS[act].needs if other != slot)
    word = next(iter(WORDS[act].fixed), WORDS[act].zh[0])
    question = read_line(f"17 {word} {given}".strip())
    assert isinstance(question, Question)
    assert (question.code, question.facts["act"], question.facts["slot"]) == (
        "line_missing", act, slot,
    )  # fmt: skip


@pytest.mark.parametrize("act", sorted(ONCE - {"slip"}))
def test_what_a_line_tells_once_is_not_told_twice(act):
    twice = f"{whole(act, WORDS[act].zh[0])} {whole(act, WORDS[act].zh[0])[3:]}"
    question = read_line(twice)
    assert isinstance(question, Question)
    assert question.code == "line_twice"


@pytest.mark.parametrize("slot", CHOICES)
def test_a_word_of_a_closed_list_means_one_value(slot):
    words = Counter(word for words in CHOICES[slot].values() for word in words)
    assert [word for word, count in words.items() if count > 1] == []


def test_closed_lists_open_to_one_act_do_not_overlap():
    for act, word in WORDS.items():
        words = Counter(
            said
            for slot in word.slots
            if slot in CHOICES
            for said in {one for words in CHOICES[slot].values() for one in words}
        )
        assert [said for said, count in words.items() if count > 1] == [], act


@pytest.mark.parametrize("table", [PREFIXES, FIELDS, CHANNELS])
def test_a_word_that_opens_something_opens_one_thing(table):
    words = Counter(word for words in table.values() for word in words)
    assert [word for word, count in words.items() if count > 1] == []


def test_every_word_stands_in_its_table_as_it_is_looked_for():
    tables = (CHOICES.values(), [PREFIXES, FIELDS])
    words = [word for word, _ in WORD_OF_ACT]
    words += [
        word for group in tables for table in group for some in table.values() for word in some
    ]
    assert [word for word in words if plain(word) != word] == []


def test_slots_and_sets_name_what_there_is():
    slots = {slot for word in WORDS.values() for slot in word.slots}
    assert slots == set(GIVEN)
    assert {*CHOICES, *PREFIXES} <= slots
    assert set(FREE) <= slots
    assert WORDS.keys() >= SPEECH | ONCE
    for word in WORDS.values():
        assert set(word.needs) <= set(word.slots)


@pytest.mark.parametrize("word", UNDO)
def test_every_word_that_takes_back_is_reached(word):
    assert isinstance(read_line(word), Undo)


@pytest.mark.parametrize("word", NEW)
def test_every_word_for_something_new_is_reached(word):
    assert isinstance(read_line("17 漏水"), Question)
    assert isinstance(read_line(f"{word} 17 漏水"), NewTicket)


@pytest.mark.parametrize("word", NIGHT)
def test_every_word_for_the_night_is_reached(word):
    line = read_line(f"{word} 3-1-502 漏水")
    assert isinstance(line, NewTicket)
    assert line.night


@pytest.mark.parametrize(
    ("channel", "word"),
    [
        (one, word)
        for one, words in CHANNELS.items()
        for word in words
        if word not in dict(WORD_OF_ACT)
    ],
)
def test_every_word_for_a_channel_is_reached(channel, word):
    line = read_line(f"{word} 3-1-502 漏水")
    assert isinstance(line, NewTicket)
    assert line.channel == channel


def test_the_table_of_characters_is_one_to_one_and_ends_where_it_leads():
    pairs = list(zip(script._PAIRS[::2], script._PAIRS[1::2], strict=True))
    traditional = [one for one, _ in pairs]
    assert len(set(traditional)) == len(traditional)
    assert [one for one, other in pairs if one == other] == []
    assert [pair for pair in pairs if pair[1] in set(traditional)] == []


@pytest.mark.parametrize("blank", "\u3000\xa0\u2003\u200b\u202d\ufeff\t")
def test_a_blank_is_a_blank_however_wide(blank):
    line = read_line(f"{blank}17{blank}到1005{blank}")
    assert isinstance(line, TicketSteps)
    assert line.steps[0].at == "10:05"
