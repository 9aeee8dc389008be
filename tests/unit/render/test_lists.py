"""Lists as people read them: dues in words, hostile text harmless, in both languages."""

from __future__ import annotations

import pytest

from wuye_cli.domain.tickets.event import Event
from wuye_cli.i18n.catalog import use_language
from wuye_cli.i18n.en.lists import MESSAGES as EN
from wuye_cli.i18n.zh.lists import MESSAGES as ZH
from wuye_cli.render.lists import LIST_KEYS, due_text, list_objects, tickets_text
from wuye_cli.render.ticket_page import TICKET_KEYS, ticket_text
from wuye_cli.render.view import View
from wuye_cli.render.width import width

NOW = 1_795_224_000  # 2026-11-21T09:20:00+08:00
SHANGHAI = [(0, 28_800)]


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("WUYE_LANG", "zh")
    use_language()
    yield
    monkeypatch.undo()
    use_language()


def row(**changes):
    return dict.fromkeys(LIST_KEYS, "") | {
        "id": "WY-261121-A017", "title": "厨房水管爆裂漏水", "status": "dispatched", "tier": "emergency",
        "unit": "3-1-0502", "opened_at": NOW - 60, "closed_at": None, "next_due": NOW + 7800,
        "next_clock": "arrive", "next_verdict": "pending", "verdict": "open", "urges": 0, "cycle": 1,
        "provisional": 0, "flags": "",
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("due", "said", "left"),
    [
        (NOW + 7800, "今天 11:30", "还剩 2小时10分"),
        (NOW - 2100, "今天 08:45", "超 35分"),
        (NOW + 86400, "明天 09:20", "还剩 1天"),
        (NOW + 59, "今天 09:20", "还剩 不到1分"),
        (NOW + 5 * 86400 + 3600, "11-26 10:20", "还剩 5天1小时"),
        (NOW + 60 * 86400, "2027-01-20 09:20", "还剩 60天"),
    ],
)
def test_dues_are_said_as_people_say_them(due, said, left):
    view = View(NOW, SHANGHAI)
    assert view.when(due) == said
    assert view.left(due) == left
    text = tickets_text(view, [row(next_due=due)], 1)
    assert said in text
    assert left in text


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_narrow_list_keeps_whole_dues_and_ids_and_a_title_to_read(columns):
    view = View(NOW, SHANGHAI, columns=columns)
    due = row(clock="arrive", due=NOW + 7800, verdict="pending", assignee="赵师傅", missing=[])
    for text in (tickets_text(view, [row()], 1), due_text(view, [due], 1, 0)):
        assert "今天 11:30" in text
        assert "WY-261121-A017" in text
        assert "厨房水" in text
        assert max(width(line) for line in text.splitlines()) <= columns


def test_english_says_it_in_english(monkeypatch):
    monkeypatch.setenv("WUYE_LANG", "en")
    use_language()
    view = View(NOW, SHANGHAI)
    assert (view.when(NOW + 7800), view.left(NOW + 7800)) == ("today 11:30", "2 h 10 min left")


def test_both_languages_have_the_same_words():
    assert ZH.keys() == EN.keys()


def test_hostile_text_does_not_reach_the_terminal():
    text = tickets_text(View(NOW, SHANGHAI), [row(title="x\x1b[2Jy\u202ez\nw", unit="\r\x07")], 1)
    assert not {"\x1b", "\u202e", "\r", "\x07"} & set(text)
    assert len(text.splitlines()) == 4


def test_a_page_tells_the_total_and_the_next_page():
    text = tickets_text(View(NOW, SHANGHAI), [row()], 120, page=1, page_size=50)
    assert text.endswith("共 120 张，第 1 页，下一页：--page 2")
    text = tickets_text(View(NOW, SHANGHAI), [row()], 120, page=3, page_size=50)
    assert text.endswith("共 120 张")


def test_records_that_cannot_be_read_are_mentioned():
    assert "wuye check" in tickets_text(View(NOW, SHANGHAI, broken=2), [], 0)


def test_objects_have_their_keys_in_order():
    shown = list_objects(View(NOW, SHANGHAI), [row(flags="a b")])[0]
    assert tuple(shown) == LIST_KEYS
    assert shown["next_due"] == "2026-11-21T11:30:00+08:00"
    assert shown["flags"] == ["a", "b"]
    assert shown["closed_at"] is None


def test_what_was_taken_back_is_marked_unless_that_was_taken_back_too():
    def event(name, do, **facts):
        return {"id": name, "at": NOW, "by": "li", "who": "", "do": do, "src": "", "facts": facts}

    ticket = dict.fromkeys(TICKET_KEYS, "") | {
        "cycle": 1,
        "aka": [],
        "clocks": [],
        "opened_at": NOW,
        "closed_at": None,
    }
    events = [event("a", "ack"), event("b", "note"), event("c", "revoke", events=["a", "b"])]
    page = ticket_text(View(NOW, SHANGHAI), ticket | {"events": events})
    assert page.count("已撤销") == 2
    again = [*events, event("d", "revoke", events=["c"])]
    assert ticket_text(View(NOW, SHANGHAI), ticket | {"events": again}).count("已撤销") == 1


def test_every_fact_of_an_event_has_a_word():
    told = {"id", "at", "by", "who", "do"}  # shown in columns of their own
    assert {f"fact.{name}" for name in set(Event.__struct_fields__) - told} <= ZH.keys()
