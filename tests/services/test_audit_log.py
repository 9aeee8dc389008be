"""Timelines, the log of a store and blame: what they say comes from the events, not the trailers."""

from __future__ import annotations

import os
import subprocess
from datetime import timedelta

import pytest
from tests.support.desks import MANAGER, an_office

from wuye_cli.domain.errors import CallError, NotFoundError, UncheckableError
from wuye_cli.services.audit_papers.blaming import blame
from wuye_cli.services.audit_papers.timeline import timeline
from wuye_cli.services.audit_papers.whole_log import Asked, names_of, whole_log
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report
from wuye_cli.services.intake import Request, take
from wuye_cli.services.undoing import undo


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path)
    take(office.desk, "2-1-803 厨房龙头滴水", Request(title="", phone="13500005555"))
    return office


def by_hand(office, message, **env):
    """Commit the work tree as somebody with plain git would."""
    office.desk.close()
    who = {"GIT_AUTHOR_NAME": "p", "GIT_AUTHOR_EMAIL": "p@x", "GIT_COMMITTER_NAME": "p",
           "GIT_COMMITTER_EMAIL": "p@x", **env}  # fmt: skip
    for words in (["add", "-A"], ["commit", "-q", "-m", message]):
        subprocess.run(
            ["git", "-C", str(office.root), *words], check=True, env={**os.environ, **who}
        )


def the_file(office):
    return office.root / office.desk.path_of("1", recent=True)


def test_a_shallow_clone_lays_nothing_on_the_commit_at_its_edge(office):
    store = office.desk.store
    (store.git_dir / "shallow").write_text(store.head() + "\n")
    for ask in (
        lambda: list(whole_log(office.desk, Asked())),
        lambda: timeline(office.desk, "1"),
        lambda: blame(office.desk, "1"),
    ):
        with pytest.raises(UncheckableError, match="shallow_clone"):
            ask()


def test_a_late_entry_is_marked_by_the_policy(office):
    office.clock.at("2026-11-24 14:30")
    early = office.desk.now() - timedelta(hours=4, minutes=30)
    report(office.desk, "1", [Draft(do="dispatch", fields={"to": "钱师傅"}, at=early)])
    report(office.desk, "1", [Draft(do="arrive", at=early + timedelta(hours=1))])
    told = {entry.do: entry for entry in timeline(office.desk, "1").entries}
    assert told["dispatch"].late
    assert told["dispatch"].lag_s == 4 * 3600 + 1800
    assert not told["arrive"].late  # 3.5 hours; the policy says 4


def test_a_revoked_event_is_told_in_both_logs(office):
    report(office.desk, "1", [Draft(do="note", fields={"text": "看过了"})])
    undo(office.desk, "1", reason="点错")
    assert [one.do for one in timeline(office.desk, "1").entries if one.revoked] == ["note"]
    assert [one.do for one in whole_log(office.desk, Asked()) if one.revoked] == ["note"]


def test_trailers_that_lie_change_nothing(office):
    path = the_file(office)
    told = report(office.desk, "1", [Draft(do="note", fields={"text": "一"})]).events[0].id
    path.write_text(path.read_text().replace("厨房龙头滴水", "改过的标题", 1))
    by_hand(office, f"note\n\nWuye-Op: note\nWuye-Events: {told}\nWuye-Format: 1")
    entries = [one for one in timeline(office.desk, "1").entries if one.event == told]
    assert [one.mail for one in entries] == ["li@desk.example"]


def test_an_event_that_was_rewritten_or_dropped_is_marked(office):
    path = the_file(office)
    for text in ("一", "二"):
        report(office.desk, "1", [Draft(do="note", fields={"text": text})])
    lines = path.read_text().splitlines(keepends=True)
    lines = [line.replace('"一"', '"改"') for line in lines if '"二"' not in line]
    path.write_text("".join(lines))
    by_hand(office, "x")
    marks = [one.mark for one in timeline(office.desk, "1").entries if one.do == "note"]
    assert marks == ["changed", "lost"]


def test_a_ticket_that_was_removed_is_found_by_its_id(office):
    name = office.desk.ticket("1").id
    the_file(office).unlink()
    by_hand(office, "x")
    found = timeline(office.desk, name)
    assert found.gone
    assert [(one.do, one.mark) for one in found.entries][-1] == ("", "removed")
    with pytest.raises(NotFoundError, match="unknown_ticket"):
        timeline(office.desk, name[:-1] + "9")


def test_a_renamed_ticket_keeps_its_story_and_takes_nobody_elses(office):
    old = office.desk.ticket("1").id
    new = old[:-3] + "900"
    path = the_file(office)
    text = path.read_text()
    uid = text.split('uid: "')[1].split('"')[0]
    moved = text.replace(f'id: "{old}"', f'id: "{new}"', 1)
    moved = moved.replace(f'uid: "{uid}"\n', f'uid: "{uid}"\naka: ["{old}"]\n')
    path.with_name(f"{new}.yaml").write_text(moved)
    path.write_text(text.replace(uid, "0" + uid[1:-1] + "z"))
    by_hand(office, "two of one id")
    found = timeline(office.desk, new)
    assert found.aka == (old,)
    assert [one.do for one in found.entries] == ["receive", "ack", ""]
    assert found.entries[-1].mark == "moved"
    assert timeline(office.desk, old).id == old


def test_the_whole_log_is_filtered_by_time_and_person(office):
    office.clock.at("2026-11-25 09:00")
    office.actor = MANAGER
    report(office.desk, "1", [Draft(do="note", fields={"text": "一"})])
    desk = office.desk
    every = [one.do for one in whole_log(desk, Asked())]
    assert every == ["note", "receive", "ack", ""]
    late = desk.now() - timedelta(hours=1)
    assert [one.do for one in whole_log(desk, Asked(since=late))] == ["note"]
    assert [one.do for one in whole_log(desk, Asked(until=late))] == every[1:]
    mine = Asked(names=names_of(desk, "wang@desk.example"))
    assert [one.do for one in whole_log(desk, mine)] == ["note"]


def test_a_backdated_commit_does_not_hide_what_stands_before_it(office):
    (office.root / "note.txt").write_text("x")
    by_hand(office, "old", GIT_COMMITTER_DATE="2020-01-01T00:00:00Z")
    since = office.desk.now() - timedelta(days=1)
    assert {one.do for one in whole_log(office.desk, Asked(since=since))} >= {"receive", "ack"}


def test_blame_names_the_event_that_says_so(office):
    office.clock.at("2026-11-24 10:00")
    office.actor = MANAGER
    fields = {"changes": {"title": "龙头滴水不止"}, "reason": "听错"}
    amended = report(office.desk, "1", [Draft(do="amend", fields=fields)]).events[0]
    told = {one.key: one for one in blame(office.desk, "1")}
    assert told["title"].event == amended.id
    assert told["title"].mail == MANAGER.mail
    assert told["status"].do == "ack"
    assert told["unit"].do == "receive"
    assert told[f"events.{amended.id}"].value["changes"] == {"title": "龙头滴水不止"}
    assert [one.key for one in blame(office.desk, "1", "standard")] == [
        "standard.version",
        "standard.terms",
    ]
    with pytest.raises(NotFoundError, match="no_such_fact"):
        blame(office.desk, "1", "titel")


def test_blame_of_a_value_that_no_event_says_names_its_commit(office):
    path = the_file(office)
    path.write_text(path.read_text().replace('unit: "2-1-0803"', 'unit: "2-1-0804"'))
    by_hand(office, "moved house")
    report(office.desk, "1", [Draft(do="note", fields={"text": "一"})])
    unit = blame(office.desk, "1", "unit")[0]
    assert (unit.event, unit.mail, unit.subject) == ("", "p@x", "moved house")


def test_a_tail_of_several_is_asked_about(office):
    take(office.desk, "2-1-804 灯不亮", Request(title=""))
    with pytest.raises(CallError, match="no_tail"):
        timeline(office.desk, " ")
