"""Findings set aside: by comments with a reason and a last day, by settings, by a baseline."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import jsonschema
import pytest
from tests.support.checked import PATH, TIERS, a_checked_store, edit, found, run, write

from wuye_cli.checking.baseline import Baseline
from wuye_cli.domain.errors import CallError
from wuye_cli.render.reports.schemas import BASELINE
from wuye_cli.services.checking.baselines import read_baseline, settled, write_baseline
from wuye_cli.services.checking.run import exit_status

FAULT = "    ack: [5m, always]", "    ack: [60m, always]"


@pytest.fixture
def store(tmp_path):
    return a_checked_store(tmp_path)


def faulty(store, before="", after=""):
    """Break T001 and T002 at one line of the tiers, with a comment above or behind it."""
    above = f"    {before}\n" if before else ""
    edit(store, TIERS, FAULT[0], f"{above}{FAULT[1]}{'  ' + after if after else ''}")


REASON = "# wuye: ignore T001, T002 — moved in spring"


@pytest.mark.parametrize("end", ["", " until 2026-06-01", "，直到 2026-12-31。", " 至2026-12-31"])
def test_a_comment_with_a_reason_sets_aside_what_it_names_on_its_line_or_the_next(store, end):
    faulty(store, before=REASON + end)
    assert found(run(store), "T001", "T002", "W001", "W002", "W003", "W004") == []


def test_a_comment_behind_the_value_holds_for_its_line(store):
    faulty(store, after=REASON)
    assert found(run(store), "T001", "T002", "W003") == []


def test_a_comment_sets_nothing_else_aside(store):
    faulty(store, before="# wuye: ignore T001 — moved")
    assert [rule for rule, _, _ in found(run(store), "T001", "T002")] == ["T002"]


def test_without_a_reason_it_does_not_hold(store):
    faulty(store, before="# wuye: ignore T001")
    report = run(store)
    (aside,) = found(report, "W001")
    assert aside[1] == TIERS
    assert found(report, "T001")
    assert exit_status(report) == 1


@pytest.mark.parametrize(("day", "codes"), [("2026-06-01", []), ("2026-05-31", ["T001", "W002"])])
def test_it_holds_until_its_last_day_and_no_longer(store, day, codes):
    faulty(store, before=f"# wuye: ignore T001 — moved until {day}")
    assert sorted(rule for rule, _, _ in found(run(store), "T001", "W002")) == codes


@pytest.mark.parametrize(
    "comment",
    [
        "# wuye: ignore T001 — moved until 2026-13-01",
        "# wuye: ignore T001 — moved until spring",
        "# wuye: ignore — moved",
        "# wuye: ignore T999 — moved",
        "# wuye: ignore Y001 — moved",
        "# wuye: ignore G010 — moved",
    ],
)
def test_a_comment_that_cannot_hold_is_a_finding(store, comment):
    faulty(store, before=comment)
    assert [rule for rule, _, _ in found(run(store), "W004")] == ["W004"]
    assert found(run(store), "T002")


def test_a_comment_that_sets_nothing_aside_any_more_is_a_finding(store):
    edit(store, TIERS, FAULT[0], "    # wuye: ignore T001 — moved\n" + FAULT[0])
    (unused,) = found(run(store), "W003")
    assert unused[1] == TIERS


def test_it_is_not_called_unused_where_its_rule_was_not_run(store):
    edit(store, TIERS, FAULT[0], "    # wuye: ignore T001 — moved\n" + FAULT[0])
    assert found(run(store, select=("S", "W")), "W003") == []


def test_a_comment_at_the_top_holds_for_the_whole_file(store):
    text = (store.root / PATH).read_text(encoding="utf-8")
    write(store, PATH, "# wuye: ignore Y019 — by hand\n" + text)
    assert found(run(store), "Y019", "W003") == []


def test_words_of_a_person_that_look_like_a_comment_set_nothing_aside(store):
    said = 'title: "厨房漏水"', 'title: "a # wuye: ignore K001 — x"'
    edit(store, PATH, *said)
    edit(store, PATH, 'status: "closed"', 'status: "done"')
    assert found(run(store), "K001", "W003") == [("K001", PATH, 4)]


def test_a_file_that_cannot_be_read_is_never_set_aside(store):
    write(store, "standards/flows.yaml", "# wuye: ignore Y001 — known\nflows: [\n")
    assert [rule for rule, _, _ in found(run(store), "Y001")] == ["Y001"]


# -- settings ----------------------------------------------------------------------------------


def setting(store, text):
    write(store, "wuye.yaml", f'schema: "wuye/1"\ncheck:\n  {text}\n')


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ignore: [T001]", ["T002"]),
        ("ignore: [T]", []),
        ("select: [T002, S]", ["T002"]),
        ('per_path: {"standards/*.yaml": {ignore: [T001]}}', ["T002"]),
        ('per_path: {"standards": {ignore: [T]}}', []),
        ('per_path: {"**/tiers.yaml": {select: [T001]}}', ["T001"]),
        ('per_path: {"standards/*/*.yaml": {ignore: [T]}}', ["T001", "T002"]),
        ('severity: {T001: "off"}', ["T002"]),
    ],
)
def test_settings_say_what_counts_where(store, text, left):
    faulty(store)
    setting(store, text)
    report = run(store)
    assert sorted(rule for rule, _, _ in found(report, "T001", "T002")) == left
    assert found(report, "S001", "S003", "S004", "W004") == []


def test_settings_say_how_much_a_rule_weighs(store):
    faulty(store)
    setting(store, "severity: {T001: info, T002: warning, T021: info, Q017: info}")
    report = run(store)
    assert exit_status(report) == 0
    assert exit_status(report, "warning") == 1


def test_the_call_selects_in_place_of_the_settings_and_ignores_beside_them(store):
    faulty(store)
    setting(store, "select: [T001]")
    assert found(run(store, select=("T002",)), "T002")
    setting(store, "ignore: [T001]")
    assert found(run(store, ignore=("T002",)), "T001", "T002") == []


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("ignroe: [T001]", "S001", 3),
        ("ignore: T001", "S003", 11),
        ("ignore: [T0O1]", "S004", 12),
        ("ignore: [Y001]", "W004", 12),
        ("severity: {T999: info}", "S004", 20),
        ("severity: {T001: fatal}", "S004", 20),
        ('per_path: {"a/**": {ignore: [Q9]}}', "S004", 32),
    ],
)
def test_a_fault_of_the_settings_is_a_finding_with_its_place(store, text, code, column):
    setting(store, text)
    (fault,) = [one for one in run(store).findings if one.path == "wuye.yaml"]
    assert (fault.rule, fault.line, fault.column) == (code, 3, column)


def test_files_that_cannot_be_read_count_whatever_the_settings_say(store):
    setting(store, 'ignore: [Y]\n  per_path: {"**": {ignore: [Y]}}')
    write(store, "standards/flows.yaml", "flows: [\n")
    assert found(run(store), "Y001")


# -- baseline ----------------------------------------------------------------------------------


def test_a_baseline_knows_what_was_there_and_nothing_else(store, tmp_path):
    faulty(store)
    path = tmp_path / "known.json"
    first = run(store, baseline=Baseline(is_new=True))
    assert first.findings == ()
    write_baseline(path, first.left)
    jsonschema.validate(json.loads(path.read_text()), BASELINE)
    known = read_baseline(path, may_be_new=False)
    assert run(store, baseline=known).findings == ()
    edit(store, PATH, 'status: "closed"', 'status: "done"')
    assert [one.rule for one in run(store, baseline=known).findings] == ["K001"]


def test_a_baseline_outlives_moved_lines_and_the_language(store):
    faulty(store)
    known = Baseline(entries=run(store, baseline=Baseline(is_new=True)).left)
    text = (store.root / TIERS).read_text(encoding="utf-8")
    write(store, TIERS, "# moved\n\n" + text)
    report = run(store, baseline=known)
    assert (report.findings, report.gone) == ((), ())


def test_a_baseline_only_shrinks(store):
    faulty(store)
    known = Baseline(entries=run(store, baseline=Baseline(is_new=True)).left)
    edit(store, TIERS, FAULT[1], FAULT[0])
    edit(store, PATH, 'status: "closed"', 'status: "done"')
    report = run(store, baseline=known)
    assert {one.rule for one in report.gone} >= {"T001", "T002"}
    assert sorted({rule for rule, _, _ in found(report, "K001", "W005")}) == ["K001", "W005"]
    assert set(report.left) == set(known.entries) - set(report.gone)
    assert set(report.left) < set(known.entries)


def test_an_entry_is_not_called_gone_where_nobody_looked(store):
    faulty(store)
    known = Baseline(entries=run(store, baseline=Baseline(is_new=True)).left)
    assert run(store, PATH, baseline=known).gone == ()
    assert run(store, select=("K",), baseline=known).gone == ()


def test_a_file_that_cannot_be_read_is_in_no_baseline(store):
    write(store, "standards/flows.yaml", "flows: [\n")
    report = run(store, baseline=Baseline(is_new=True))
    assert found(report, "Y001")
    assert "Y001" not in {entry.rule for entry in report.left}


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"schema": "baseline/2", "findings": []}', '{"schema": "baseline/1"}', "\xff"],
)
def test_what_is_no_baseline_is_refused(tmp_path, text):
    path = tmp_path / "b.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CallError) as told:
        read_baseline(path, may_be_new=True)
    assert told.value.code == "bad_baseline"


def test_the_settings_may_name_the_baseline(store):
    assert settled(store) is None
    setting(store, "baseline: ci/known.json")
    assert settled(store) == store.root / "ci" / "known.json"


# -- fingerprints ------------------------------------------------------------------------------


def prints(report):
    return {one.fingerprint for one in report.findings}


def test_no_two_findings_of_a_run_have_one_fingerprint(store):
    edit(store, TIERS, "schema:", "x-a: 12:30\nx-b: 12:30\nschema:")
    report = run(store)
    assert len(found(report, "Y003")) == 2
    assert len(prints(report)) == len(report.findings)


def test_another_event_before_an_event_leaves_its_fingerprint(store):
    edit(store, PATH, '"2026-05-01T10:12:00+08:00"', '"2026-05-01T09:05:20+08:00"')
    before = [one for one in run(store).findings if one.rule == "K022"]
    line = '  - {id: "n1", at: "2026-05-01T09:00:30+08:00", by: "s-li", do: "note", text: "x"}\n'
    edit(store, PATH, '  - {id: "e2"', line + '  - {id: "e2"')
    after = [one for one in run(store).findings if one.rule == "K022"]
    assert [one.fingerprint for one in before] == [one.fingerprint for one in after] != []
    assert before[0].line != after[0].line


def test_a_fingerprint_does_not_depend_on_what_is_selected_or_kept(store):
    faulty(store)
    one = {f.fingerprint for f in run(store, use_cache=False).findings if f.rule == "T001"}
    run(store)
    other = {f.fingerprint for f in run(store, select=("T001",)).findings}
    assert one == other != set()


def test_an_overdue_ticket_keeps_its_fingerprint_while_time_passes(store):
    edit(store, PATH, 'status: "closed"', 'status: "acknowledged"')
    text = (store.root / PATH).read_text(encoding="utf-8")
    head, _, _ = text.partition('  - {id: "e3"')
    write(store, PATH, head)
    days = [datetime(2026, 6, day, tzinfo=UTC) for day in (1, 20)]
    told = [
        {f.fingerprint for f in run(store, now=day).findings if f.rule == "K005"} for day in days
    ]
    assert told[0] == told[1] != set()
