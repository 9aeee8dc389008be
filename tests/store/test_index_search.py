"""Search by words: pairs of characters, confirmed in the text, brought up to date by the change mark."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bench.generate import NOW, Shape, make_store
from tests.support.depth import tries
from tests.support.repos import git

from wuye_cli.store.house import load_house
from wuye_cli.store.index import Index
from wuye_cli.store.index_lists import list_tickets
from wuye_cli.store.index_search import _asked, _tokens, condition
from wuye_cli.store.repository import Actor, Store

AT = int(NOW.timestamp())


@pytest.fixture
def store(tmp_path):
    place = make_store(tmp_path / "made", Shape(60), checkout=True)
    git(place, "update-index", "-q", "--refresh")
    opened = Store.open(place)
    yield opened
    opened.close()


def found(store, words):
    index = Index.open(store)
    db = index.refresh(lambda: load_house(store))
    rows, total = list_tickets(
        db, {"search": condition(db, str(store.git_dir), words)}, AT, page_size=None
    )
    index.close()
    assert total == len(rows)
    return {row["id"] for row in rows}


def scanned(store, *words):
    index = Index.open(store)
    db = index.refresh(lambda: load_house(store))
    texts = db.execute(
        "SELECT id, lower(title || char(10) || words || char(10) || unit || char(10) || place) FROM tickets"
    )
    result = {one for one, text in texts if all(word.lower() in text for word in words)}
    index.close()
    return result


def test_words_of_one_two_and_many_characters_are_found(store):
    for words in (
        "漏水",
        "水",
        "天花板渗水",
        "电梯 异响",
        "3-1",
        "，",
        "3-1 漏",
        "没有这种事",
        "%",
        '"',
        "'",
    ):
        assert found(store, words) == scanned(store, *words.split()), words
    assert found(store, "漏水")


def test_a_changed_title_is_found_by_its_new_words_alone(store):
    old = found(store, "漏水")
    path, _ = store.list_tree("records/tickets")[0]
    data = store.read(path)
    line = next(line for line in data.splitlines() if line.startswith(b"title"))
    for title in ("烟感器误报", "门禁失灵"):
        changed = data.replace(line, f'title: "{title}"'.encode())
        with store.transaction(by=Actor("x", "x@example.com"), at=NOW) as tx:
            tx.put(path, changed)
            tx.commit("retitle")
        assert len(found(store, title)) == 1
    assert found(store, "烟感") == set()
    assert found(store, "漏水") == scanned(store, "漏水") <= old


@pytest.mark.parametrize("damage", [b"garbage" * 999, b""])
def test_a_damaged_word_index_is_made_anew(store, damage):
    wanted = found(store, "漏水")
    Path(store.git_dir, "wuye", "search.db").write_bytes(damage)
    assert found(store, "漏水") == wanted
    os.unlink(Path(store.git_dir, "wuye", "index.db"))
    assert found(store, "漏水") == wanted


@given(text=st.text(max_size=30), start=st.integers(0, 29), size=st.integers(1, 6))
@settings(max_examples=tries(200))
def test_a_text_has_every_token_of_every_word_in_it(text, start, size):
    word = text[start : start + size]
    assert set(_asked(word)) <= _tokens(text)
