"""Papers as HTML: facts are there, hostile texts are text, the QR code reads back."""

from __future__ import annotations

import re

import pytest
from tests.support.pages import assert_tame_page
from tests.unit.render.paper.values import AT, HOSTILE, ID, PARTS, a_slip

from wuye_cli.domain.duty import Call, Contact
from wuye_cli.domain.line.line import NewTicket, TicketSteps
from wuye_cli.domain.line.reading import read_line
from wuye_cli.domain.tickets.category import Category
from wuye_cli.domain.tickets.duty_card import DangerLine, DutyCard, OnCall
from wuye_cli.domain.tickets.tier import Clock, Target, Tier
from wuye_cli.domain.timekeeping.limit import Limit
from wuye_cli.gateways.printing.templates import read_templates
from wuye_cli.i18n.catalog import switch_language
from wuye_cli.render.paper.duty_page import duty_page, missing_text
from wuye_cli.render.paper.night_page import ROWS, night_page
from wuye_cli.render.paper.press import word
from wuye_cli.render.paper.qr import QUIET, qr_of
from wuye_cli.render.paper.slip_page import slips_page


@pytest.fixture(params=["zh", "en"])
def tongue(request):
    before = switch_language(request.param)
    yield request.param
    switch_language(before)


def slips(*found):
    return slips_page(read_templates(), found, "阳光花园", AT.year)


def a_card(text):
    contact = Contact(id="c", label=text, label_en=text, phone="119", purpose=text, purpose_en=text)
    clock = Clock(id="arrive", start=(), stop=(), label=text, label_en=text)
    limits = ((clock, Target(Limit(15, "m"))),)
    call = Call(who="guard", when=text, when_en=text)
    return DutyCard(
        duty_phone=text,
        after_hours=text,
        order=(
            OnCall(call=call, role=(text, text), people=((text, ("13911112222",)),)),
            OnCall(call=call, role=("门岗", "guard")),
        ),
        contacts=(contact, Contact(id="d", label=text, label_en=text)),
        tiers=((Tier(id="e", targets={}, label=text, label_en=text), limits),),
        dangers=(
            DangerLine(
                category=Category(id="x", label=text, label_en=text),
                steps=(text,),
                steps_en=(text,),
                call=(contact,),
                limits=limits,
            ),
        ),
        missing=(("phone", text, text), ("phone", "甲", "a"), ("duty_phone", "", "")),
    )


@pytest.mark.usefixtures("tongue")
def test_the_code_of_a_slip_is_read_by_another_program_as_the_id():
    other = a_slip(
        ticket=a_slip().ticket.__class__(id="WY-261124-A1018", uid="u", status="", title="t")
    )
    page = assert_tame_page(slips(a_slip(), other))
    assert page.qr_codes() == [ID, "WY-261124-A1018"]


@pytest.mark.parametrize("text", ["A", ID, "WY-261124-ZZ99999", "长" * 40])
def test_any_text_makes_a_code_with_a_quiet_zone(text):
    code = qr_of(text)
    starts = [int(one) for one in re.findall(r"M(\d+) ", code.path)]
    assert min(starts) == QUIET
    assert code.size > 2 * QUIET + 20


def test_a_slip_says_what_the_technician_needs(tongue):
    page = assert_tame_page(slips(a_slip()))
    for said in (ID[:10], "A017", "厨房龙头滴水", "5555", "11-24", "09:20"):
        assert said in page.text, said
    assert "阳光花园" in page.text
    assert page.text.count("纸单号" if tongue == "zh" else "Slip no.") == 2


@pytest.mark.usefixtures("tongue")
def test_hostile_texts_stay_text_on_a_slip():
    html = slips(a_slip(HOSTILE))
    page = assert_tame_page(html)
    for part in PARTS[:2]:
        assert part in page.text
    assert "49" not in page.text
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert page.qr_codes() == [ID]


@pytest.mark.usefixtures("tongue")
def test_a_long_text_is_cut_so_that_the_rest_keeps_its_place():
    html = slips(a_slip(HOSTILE))
    assert max(len(run) for run in re.findall("长+", html)) < 120


@pytest.mark.usefixtures("tongue")
def test_what_is_known_is_printed_and_what_is_not_is_a_line_to_write_on():
    blank = assert_tame_page(slips(a_slip(price="", cause="", method="")))
    assert len(blank.named("span")) > len(assert_tame_page(slips(a_slip(price="80"))).named("span"))
    assert "80" in assert_tame_page(slips(a_slip(price="80"))).text


@pytest.mark.usefixtures("tongue")
def test_a_reopened_ticket_says_so():
    assert word("slip.again", n=2) in assert_tame_page(slips(a_slip(cycle=2))).text


@pytest.mark.usefixtures("tongue")
def test_the_line_to_report_is_one_that_the_desk_understands():
    html = slips(a_slip())
    said = re.search(r'class="line t">([^<]*)<', html)
    assert said is not None
    line = read_line(said[1])
    assert isinstance(line, TicketSteps)
    assert (line.tail, line.slip) == ("17", "0421")
    acts = [step.act for step in line.steps]
    assert {"arrive", "contain", "dissuade", "quote", "consent", "done", "pay", "told"} <= set(acts)
    assert {step.act: step.at for step in line.steps}["consent"] == "10:12"


@pytest.mark.usefixtures("tongue")
def test_the_line_of_the_night_book_is_one_that_the_desk_understands():
    line = read_line(word("night.line"))
    assert isinstance(line, NewTicket)
    assert line.night
    assert (line.unit, line.phone, line.slip) == ("3-1-0502", "13800001234", "0417")
    assert [step.act for step in line.steps] == ["dispatch", "arrive", "contain", "done", "told"]


@pytest.mark.usefixtures("tongue")
@pytest.mark.parametrize(("rows", "sheets"), [(1, 1), (ROWS, 1), (ROWS + 1, 2), (3 * ROWS, 3)])
def test_the_night_book_has_the_rows_asked_for(rows, sheets):
    page = assert_tame_page(night_page(read_templates(), HOSTILE, rows=rows))
    assert len(page.named("section")) == sheets
    inside = len(page.named("tr")) - sheets * 4  # head, heads of columns, example, foot
    assert inside == rows
    assert len(page.named("th")) == sheets * 10


@pytest.mark.usefixtures("tongue")
def test_the_night_book_bears_the_day_asked_for():
    page = assert_tame_page(night_page(read_templates(), "x", day=AT.date()))
    assert "2026-11-24" in page.text


@pytest.mark.usefixtures("tongue")
def test_hostile_texts_stay_text_on_the_duty_card():
    page = assert_tame_page(duty_page(read_templates(), a_card(HOSTILE), HOSTILE, AT.date()))
    assert "<script>" in page.text
    assert "49" not in page.text
    assert "13911112222" in page.text


def test_what_is_missing_on_the_card_is_told_by_kind(tongue):
    said = missing_text(a_card("x"))
    assert ("x、甲" if tongue == "zh" else "x, a") in said
    assert "duty_phone" in said
    assert "?" not in said
