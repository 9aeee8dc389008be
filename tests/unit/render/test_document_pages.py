"""Documents on a page: measures in words, Markdown and Mermaid in which no text is syntax."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.documents.blueprint import Blueprint, BlueprintStep, FailPoint
from wuye_cli.domain.documents.measure import Measure, TimeWindow
from wuye_cli.domain.documents.terms import Term
from wuye_cli.domain.timekeeping.limit import Limit
from wuye_cli.i18n.catalog import switch_language
from wuye_cli.render.blueprint_pages import blueprint_text, mermaid
from wuye_cli.render.measures import measure_text, share_text
from wuye_cli.render.pages import Page, Section, escaped, page_markdown, page_text

TERMS = {
    "clock": {"arrive": Term(id="arrive", label="到场", label_en="arrive")},
    "tier": {"special": Term(id="special", label="特约委托", label_en="special")},
    "limit": {"special.arrive": Term(id="arrive", figures=("8h", "duty"))},
    "target": {"r": Term(id="r", label="及时率", label_en="in time", figures=("0.95", "0.9"))},
    "price": {"tap": Term(id="tap", label="换龙头", label_en="a tap", figures=("30", "80", "个"))},
    "cadence": {"p": Term(id="p", label="巡视", label_en="patrol", figures=("2", "day"))},
    "event": {"sign": Term(id="sign", label="签字", label_en="sign")},
}
MEASURES = [
    (Measure(kind="clock", name="arrive", tiers=("special",)), "“到场”的时限：特约委托 8 小时"),
    (Measure(kind="clock", name="gone"), "“gone”的时限"),
    (Measure(kind="limit", limit=Limit(3, "wd"), calendar="office"), "3 个工作日，按日历 office"),
    (Measure(kind="target", name="r"), "指标“及时率”，目标 95 %，底线 90 %"),
    (Measure(kind="price", prices=("tap",)), "按价目：换龙头 30 至 80 元/个"),
    (Measure(kind="count", count=2, every="month"), "每月 2 次"),
    (Measure(kind="count", every="15d"), "每 15 天 1 次"),
    (Measure(kind="cadence", name="p"), "频次“巡视”：每天 2 次"),
    (Measure(kind="event", name="sign"), "工单上有“签字”"),
    (Measure(kind="amount", most="3", unit="声"), "不超过 3 声"),
    (Measure(kind="amount", least="1", most="3", unit="米"), "1 至 3 米"),
    (Measure(kind="occasion", words="台风过后"), "台风过后"),
    (Measure(kind="check", words="鞋套在外"), "查：鞋套在外"),
    (
        Measure(kind="window", window=TimeWindow(kind="by", times=(450, 1050))),
        "每天 07:30、17:30 前",
    ),
    (
        Measure(
            kind="window",
            window=TimeWindow(kind="about", times=(1320,), tolerance=Limit(30, "m")),
        ),
        "每天 22:00 左右，前后 30 分",
    ),
    (
        Measure(kind="window", window=TimeWindow(kind="from", times=(450,), days="workday")),
        "工作日 07:30 起在岗",
    ),
    (
        Measure(kind="window", window=TimeWindow(kind="between", times=(450, 1140), days="mon")),
        "mon 07:30 至 19:00",
    ),
]


@pytest.fixture(autouse=True)
def _in_chinese():
    before = switch_language("zh")
    yield
    switch_language(before)


@pytest.mark.parametrize(("measure", "words"), MEASURES, ids=lambda one: getattr(one, "kind", ""))
def test_a_measure_in_words(measure, words):
    assert measure_text(measure, TERMS) == words


@pytest.mark.parametrize("measure", [one for one, _ in MEASURES])
def test_every_measure_has_english_words(measure):
    switch_language("en")
    words = measure_text(measure, TERMS)
    assert words
    assert "measure." not in words
    assert "?" not in words


@pytest.mark.parametrize(
    ("figure", "words"), [("0.95", "95 %"), ("1.0", "100 %"), ("0", "0"), ("2", "2"), ("x", "x")]
)
def test_a_share_is_shown_in_per_cent(figure, words):
    assert share_text(figure) == words


def a_blueprint(text):
    return Blueprint(
        id="x",
        label=text,
        steps={
            "a": BlueprintStep(id="a", lane="customer", label=text, next=("b",)),
            "b": BlueprintStep(id="b", lane="front", label="接", visible=(text,)),
        },
        fail_points={"f": FailPoint(id="f", at="b", text=text, prevention="p")},
    )


MERMAID = re.compile(
    r'flowchart TD|  subgraph (customer|front|back|support)\["[^"<>]*"\]|  end'
    r'|    s\d+\["[^"<>`]*"\]|  s\d+ -->(\|"[^"<>]*"\|)? s\d+|  f\d+\(\["[^"<>`]*"\]\)|  f\d+ -\.- s\d+'
)


@given(st.text(max_size=40) | st.sampled_from(['"]\nclick a "js:x"', "%%{init: {}}%%", "</script>",
                                               "end", "`**b**`", "&lt;b&gt;", "#quot;"]))  # fmt: skip
def test_no_label_becomes_mermaid_syntax(text):
    for line in mermaid(a_blueprint(text)).splitlines():
        assert MERMAID.fullmatch(line), line
        quoted = re.findall(r'"([^"]*)"', line)
        assert not any(mark in part for part in quoted for mark in ("%%", "{", "}", "<", "\\"))


def test_a_blueprint_is_drawn_lane_by_lane_with_the_line_that_is_crossed():
    lines = blueprint_text(a_blueprint("报修"), {}, place="p", columns=None).splitlines()
    lanes = [
        line for line in lines if line in ("客户行为", "前台员工行为", "后台员工行为", "支持过程")
    ]
    assert len(lanes) == 4
    assert "  1  报修（a）  → 2" in lines
    rules = [line for line in lines if line.startswith("──")]
    assert ["1→2" in rule for rule in rules] == [True, False, False]


@given(st.text(min_size=1, max_size=30))
def test_no_text_of_a_document_becomes_markdown_or_moves_to_another_line(text):
    made = page_markdown(Page(text, ((text, text),), (Section(text, ((text, text),)),), text))
    lines = made.splitlines()
    assert [line[:4] for line in lines[2:3] + lines[6:7]] == ["- **", "- **"]
    assert lines[0].startswith("# ")
    assert lines[4].startswith("## ")
    assert len(lines) == 9
    assert not re.search(r"(?<!\\)(\\\\)*[<`]", made)


def test_a_page_for_a_terminal_is_wrapped_below_its_terms():
    page = Page("题", (("名", "文字" * 10),), (), "脚")
    assert page_text(page, 30).splitlines() == [
        "题",
        "  名  " + "文字" * 6,
        "      " + "文字" * 4,
        "",
        "脚",
    ]


def test_a_mark_of_markdown_is_escaped():
    assert escaped("<b>*x*\x1b[2J</b>") == r"\<b\>\*x\*·\[2J\</b\>"
