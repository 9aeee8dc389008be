"""Views of a comparison on values: aligned columns, a comment cut to size, facts of git."""

from __future__ import annotations

import msgspec
import pytest

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.comparing.judgement import sorted_out
from wuye_cli.domain.comparing.outcome import Compared, End
from wuye_cli.i18n.catalog import switch_language
from wuye_cli.render.diffs.markdown import LONGEST, markdown
from wuye_cli.render.diffs.messages import short
from wuye_cli.render.diffs.page import page
from wuye_cli.render.diffs.text import change_lines, text
from wuye_cli.render.width import width


@pytest.fixture(autouse=True, params=["zh", "en"])
def language(request):
    before = switch_language(request.param)
    yield request.param
    switch_language(before)


def change(key, old="15m", new="20m", code="D111"):
    kind = KINDS[code]
    return Change(
        code=code, level=kind.level, customer=kind.customer, staff=kind.staff, standard="tiers",
        key=key, old=old, new=new, path="standards/tiers.yaml", line_new=7,
        fingerprint="0" * 16, facts={"percent": 33},
    )  # fmt: skip


def compared(*changes):
    ends = [End(name=name, kind="file") for name in ("a", "b")]
    return Compared(old=ends[0], new=ends[1], changes=changes)


def test_columns_are_aligned_with_wide_characters():
    lines = change_lines([change("tiers.急修.arrive"), change("tiers.b"), change("x", code="D303")])
    starts = {width(line[: line.index("15m")]) for line in lines[:2]}
    assert len(starts) == 1


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_a_narrow_terminal_is_not_overrun(columns):
    lines = change_lines([change("tiers.emergency.arrive", old="应" * 90)], columns=columns)
    assert all(width(line) <= max(columns, 36) for line in lines)


def test_colour_is_only_there_when_asked_for():
    one = change("k")
    assert "\x1b" not in text(compared(one), sorted_out([one]))
    assert "\x1b[31m" in text(compared(one), sorted_out([one]), colour=True)


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_a_comment_is_cut_to_size_and_says_so(count):
    changes = [
        change(f"tiers.t{number}.arrive", old="旧@所有人|<b>" * 9) for number in range(count)
    ]
    made = markdown(compared(*changes), sorted_out(changes))
    rows = sum(line.startswith("| D111") for line in made.splitlines())
    assert len(made) <= LONGEST
    assert rows == count if count < 2 else 0 < rows < count
    last = made.splitlines()[-1]
    assert (str(count - rows) in last and not last.startswith("|")) == (rows < count)
    assert "<b>" not in made
    assert "@" not in made.replace("&#64;", "")


def test_a_page_escapes_and_shows_both_sides():
    one = change("k", old="<i>旧</i>", new='"新"')
    made = page(compared(one), sorted_out([one]))
    assert "&lt;i&gt;旧&lt;/i&gt;" in made
    assert "&quot;新&quot;" in made
    assert 'class="old"' in made
    assert 'id="show-breaking"' in made


def effect(code, old, new):
    ends = [{"limit": "2h", "worst": 7200, "p95": 3600, "median": one} for one in (old, new)]
    spans = [{"from": "mon 12:00", "to": "mon 13:30", "least": 1800, "most": 1800}]
    return msgspec.structs.replace(
        change("tiers.general.ack", *ends, code=code), facts={"when": spans}
    )


def test_a_gain_is_told_with_a_minus_and_what_did_not_move_is_left_out():
    assert "−30" in short(effect("D212", 5400, 3600))
    worse = short(effect("D211", 3600, 5400))
    assert "+30" in worse
    assert worse.count("→") == 1


def test_a_gain_on_some_days_of_the_year_names_the_days():
    days = [{"from": "2026-02-15", "to": "2026-02-23", "least": 1800, "most": 1800}]
    told = short(msgspec.structs.replace(effect("D212", 5400, 3600), facts={"when": days}))
    assert "2026-02-15" in told
    assert "2026-02-23" in told
