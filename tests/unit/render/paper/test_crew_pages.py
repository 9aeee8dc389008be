"""Pages of the crew: lines that the desk understands, one script and no other."""

from __future__ import annotations

import base64
import hashlib

import pytest
from tests.support.pages import assert_tame_page
from tests.unit.render.paper.values import AT, HOSTILE, ID, a_member

from wuye_cli.domain.line.line import TicketSteps
from wuye_cli.domain.line.reading import read_line
from wuye_cli.gateways.printing.templates import read_templates
from wuye_cli.i18n.catalog import switch_language
from wuye_cli.render.paper.crew_pages import INDEX, MARK, PREFIX, crew_pages, file_of


@pytest.fixture(params=["zh", "en"])
def tongue(request):
    before = switch_language(request.param)
    yield request.param
    switch_language(before)


def pages(*members):
    return crew_pages(read_templates(), members, "阳光花园", AT)


@pytest.mark.usefixtures("tongue")
def test_every_button_copies_a_line_that_means_its_step_and_this_ticket():
    page = assert_tame_page(pages(a_member())[file_of("赵师傅")], scripts=1)
    lines = [f"{one['data-before']}1005{one['data-after']}" for one in page.named("button")]
    read = [read_line(line) for line in lines]
    assert all(isinstance(line, TicketSteps) for line in read), lines
    assert {line.tail for line in read} == {ID}
    assert [(line.steps[0].act, line.steps[0].at, line.steps[0].facts) for line in read] == [
        ("accept", "10:05", {}),
        ("arrive", "10:05", {}),
        ("no_access", "10:05", {}),
        ("contain", "10:05", {}),
        ("dissuade", "10:05", {"heeded": "yes"}),
        ("dissuade", "10:05", {"heeded": "no"}),
        ("done", "10:05", {}),
    ]


@pytest.mark.usefixtures("tongue")
def test_the_policy_allows_the_page_s_own_script_and_nothing_else():
    page = assert_tame_page(pages(a_member(HOSTILE))[file_of(HOSTILE)], scripts=1)
    digest = base64.b64encode(hashlib.sha256(page.scripts[0].encode()).digest()).decode()
    policy = next(meta["content"] for meta in page.named("meta") if "http-equiv" in meta)
    assert f"script-src 'sha256-{digest}'" in policy
    assert "alert" not in page.scripts[0]
    assert "长" not in page.scripts[0]


@pytest.mark.usefixtures("tongue")
def test_hostile_texts_stay_text():
    made = pages(a_member(HOSTILE))
    for name, html in made.items():
        page = assert_tame_page(html, scripts=int(name != INDEX))
        assert "<script>" in page.text
        assert "49" not in page.text
        assert "\u202e" not in html


@pytest.mark.usefixtures("tongue")
def test_the_index_leads_to_every_page_by_a_name_that_is_safe_everywhere():
    members = [a_member("赵师傅"), a_member("s-zhao"), a_member("../x"), a_member(HOSTILE)]
    made = pages(*members)
    index = assert_tame_page(made[INDEX])
    assert [link["href"] for link in index.named("a")] == [file_of(one.who) for one in members]
    assert len(made) == 5
    for name in made:
        assert name.isascii()
        assert "/" not in name
        assert name == INDEX or name.startswith(PREFIX)


@pytest.mark.usefixtures("tongue")
def test_every_page_bears_the_mark_at_its_beginning():
    for html in pages(a_member()).values():
        assert MARK in html[:64]


def test_names_that_look_alike_have_pages_of_their_own():
    assert len({file_of(name) for name in ("赵", "赵 ", "ZHAO", "zhao", "n-1", "", "x" * 99)}) == 7
