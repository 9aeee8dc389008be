"""Importing sheets into a real store: nothing lost, nothing doubled, nothing said twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from tests.support.repos import CLERK, ZONE, git, leftovers

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.domain.tickets.flags import flags_of
from wuye_cli.domain.tickets.judging import verdict_at
from wuye_cli.services.checking.run import Asked, check
from wuye_cli.services.desk import Desk
from wuye_cli.services.founding import Answers, found
from wuye_cli.services.transfer import Call, import_file
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.people import PeopleBook
from wuye_cli.store.repository import Store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
DATA = Path(__file__).parents[1] / "data" / "import"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "import"
CASES = (DATA / "cases.csv").read_text(encoding="utf-8")
OPENED = "01/05/2015 09:00:00 AM"


class FixedClock:
    def __init__(self, at=NOW):
        self.at = at

    def now(self):
        return self.at


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    root = tmp_path_factory.mktemp("transfer") / "store"
    found(root, Answers(), actor=CLERK, at=NOW)
    return root


class Bench:
    """A store of its own and the sheets that a test writes."""

    def __init__(self, template, folder):
        self.folder = folder
        self.root = folder / "store"
        shutil.copytree(template, self.root, symlinks=True)
        git(self.root, "update-index", "-q", "--refresh")

    def desk(self, at=NOW):
        chance = random.Random(7)
        return Desk(
            Store.open(self.root),
            clock=FixedClock(at),
            entropy=chance.randbytes,
            actor=lambda: CLERK,
        )

    def run(self, content, mapping=DATA / "cases.yaml", *, name="cases.csv", at=NOW, **call):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_file(self.desk(at), Call(file=str(path), mapping=str(mapping), **call))

    def mapping(self, text):
        path = self.folder / "own.yaml"
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    def tickets(self):
        store = Store.open(self.root)
        paths = [path for path, _ in store.list_tree("records/tickets")]
        return {
            ticket.source.key: ticket
            for path, data in store.read_many(paths)
            for ticket in [read_ticket(data, path=path)]
        }

    def commits(self):
        return int(git(self.root, "rev-list", "--count", "HEAD"))


@pytest.fixture
def bench(template, tmp_path):
    return Bench(template, tmp_path)


def problems(done):
    return [(problem.line, problem.code) for problem in done.problems]


def changed(text, case, **cells):
    """Return a sheet with cells of one case replaced."""
    lines = text.splitlines()
    heads = lines[0].split(",")
    out = []
    for line in lines:
        if line.startswith(f"{case},"):
            parts = line.split(",")
            for name, value in cells.items():
                parts[heads.index(name)] = value
            line = ",".join(parts)  # noqa: PLW2901 - the very line is replaced
        out.append(line)
    return "\n".join(out) + "\n"


def traces(root):
    """Return what an import must not leave behind; the disposable caches may stay."""
    caches = ("index.db", "house.msgpack")
    return [path for path in leftovers(root) if not Path(path).name.startswith(caches)]


# -- what an import makes --------------------------------------------------------------------------


def test_every_row_becomes_a_ticket_with_a_commit_of_its_own(bench):
    before = bench.commits()
    done = bench.run(CASES)
    assert (done.read, done.imported, done.refused, done.encoding) == (5, 5, 0, "utf-8")
    assert bench.commits() == before + 5
    assert git(bench.root, "status", "--porcelain") == ""
    assert git(bench.root, "log", "-1", "--format=%s%n%b").startswith("import WY-150106-")
    assert traces(bench.root) == []


def test_a_ticket_says_where_it_came_from_and_what_happened(bench):
    bench.run(CASES)
    ticket = bench.tickets()["C-1"]
    assert (ticket.source.system, ticket.source.line, ticket.source.verdict) == (
        "city",
        2,
        "ONTIME",
    )
    assert (ticket.title, ticket.words) == ("No heat", "It is cold\nin here")
    assert ticket.status == "closed"
    assert [event.do for event in ticket.events] == ["receive", "agree", "resolve", "close"]
    assert {event.src for event in ticket.events} == {"import:city:C-1"}
    assert {event.recorded_at for event in ticket.events} == {NOW}
    assert ticket.events[2].result == "Boiler mended"
    assert ticket.received.at.isoformat() == "2015-01-05T22:00:00+08:00"


def test_ids_count_in_row_order_on_the_day_of_the_store(bench):
    bench.run(CASES)
    ids = {key: ticket.id for key, ticket in bench.tickets().items()}
    # 10:00 in New York is 23:00 of that day in Shanghai, 11:00 is the next day
    assert [ids[f"C-{number}"][3:9] for number in (1, 2, 3, 5)] == ["150105"] * 2 + ["150106"] * 2
    assert [ids[f"C-{number}"][-3:] for number in (1, 2, 3, 5)] == ["001", "002", "001", "002"]


def test_ids_count_on_after_what_the_day_already_has(bench):
    bench.run(CASES)
    bench.run(changed(CASES, "C-1").replace("C-", "D-"))
    ids = sorted(ticket.id for ticket in bench.tickets().values())
    assert len(set(ids)) == 10
    assert ids[3].endswith("004")


def test_the_verdict_is_that_of_the_agreed_time(bench):
    bench.run(CASES)
    desk = bench.desk()
    found = {}
    for key, ticket in bench.tickets().items():
        standing, facts = desk.look(ticket)
        clock = facts.of(1)["resolve"]
        found[key] = (verdict_at(clock, int(NOW.timestamp())), flags_of(standing, facts.clocks))
    assert found["C-1"][0] == "met"
    assert found["C-2"][0] == "failed_late"
    assert found["C-5"][0] == "failed_open"
    assert found["C-3"][0] == "void"
    assert "no_due" in found["C-3"][1]
    assert "no_due" not in found["C-1"][1]
    assert "untimely" in found["C-4"][1]


def test_what_is_odd_is_listed_by_line_and_imported_all_the_same(bench):
    done = bench.run(CASES)
    assert problems(done) == [
        (5, "no_due"),
        (6, "closed_before_opened"),
        (7, "value_unknown"),
    ]
    assert done.problems[2].value == "Fax"


def test_check_has_no_error_and_one_warning_for_the_row_that_contradicts_itself(bench):
    bench.run(CASES)
    report = check(Store.open(bench.root), Asked(paths=("records",)), NOW)
    assert [one.rule for one in report.findings if one.severity == "error"] == []
    assert [one.severity for one in report.findings if one.rule == "K002"] == ["warning"]
    assert not {one.rule for one in report.findings} & {"K001", "K003", "K004", "K026", "Y013"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encoding_is_found_and_named(bench, encoding):
    done = bench.run(CASES.replace("Leak", "水管漏水𠮷").encode(encoding))
    assert done.encoding == encoding
    assert bench.tickets()["C-2"].title == "水管漏水𠮷"


# -- again -----------------------------------------------------------------------------------------


def test_a_second_run_changes_nothing(bench):
    bench.run(CASES)
    head = git(bench.root, "rev-parse", "HEAD")
    done = bench.run(CASES, at=NOW + timedelta(days=1))
    assert (done.imported, done.updated, done.unchanged) == (0, 0, 5)
    assert git(bench.root, "rev-parse", "HEAD") == head


def test_two_stores_make_the_same_ids_of_events(bench, template, tmp_path):
    other = Bench(template, tmp_path / "other")
    bench.run(CASES)
    other.run(CASES)
    mine, theirs = bench.tickets(), other.tickets()
    assert {key: one.uid for key, one in mine.items()} == {k: one.uid for k, one in theirs.items()}
    assert all(mine[key].events == theirs[key].events for key in mine)


def test_a_row_that_is_closed_by_now_gets_the_missing_events_in_one_commit(bench):
    bench.run(CASES)
    before = bench.commits()
    later = NOW + timedelta(days=1)
    sheet = changed(CASES, "C-5", closed="02/01/2015 10:00:00 AM", state="Closed", verdict="ONTIME")
    done = bench.run(sheet, at=later)
    assert (done.imported, done.updated, done.unchanged, done.refused) == (0, 1, 4, 0)
    assert bench.commits() == before + 1
    ticket = bench.tickets()["C-5"]
    assert (ticket.status, ticket.source.verdict) == ("closed", "ONTIME")
    assert [event.do for event in ticket.events] == ["receive", "agree", "resolve", "close"]
    assert ticket.events[-1].recorded_at == later
    assert bench.run(sheet, at=later + timedelta(days=1)).unchanged == 5


def test_a_target_that_comes_later_counts_from_the_receipt(bench):
    bench.run(changed(CASES, "C-5", target=""))
    bench.run(CASES)
    ticket = bench.tickets()["C-5"]
    _, facts = bench.desk().look(ticket)
    assert facts.of(1)["resolve"].due == int(ticket.events[-1].due.timestamp())
    assert bench.run(CASES).unchanged == 5


def test_a_target_that_was_moved_after_it_had_passed_heals_nothing(bench):
    bench.run(CASES)
    sheet = changed(CASES, "C-5", target="02/05/2027 12:00:00 PM")
    assert bench.run(sheet).updated == 1
    _, facts = bench.desk().look(bench.tickets()["C-5"])
    assert verdict_at(facts.of(1)["resolve"], int(NOW.timestamp())) == "failed_open"
    assert bench.run(sheet).unchanged == 5


def test_a_case_that_the_source_opens_again_is_reopened_and_can_be_closed_again(bench):
    bench.run(CASES)
    assert bench.run(changed(CASES, "C-2", closed="", state="Open")).updated == 1
    assert bench.tickets()["C-2"].status == "received"
    again = changed(CASES, "C-2", closed="11/25/2026 10:00:00 AM")
    assert bench.run(again, at=NOW + timedelta(days=9)).updated == 1
    ticket = bench.tickets()["C-2"]
    assert ticket.status == "closed"
    assert len({event.id for event in ticket.events}) == len(ticket.events)
    assert bench.run(again, at=NOW + timedelta(days=10)).unchanged == 5


def test_a_changed_title_is_amended_and_the_old_one_kept(bench):
    bench.run(CASES)
    assert bench.run(changed(CASES, "C-2", what="Leak in bath")).updated == 1
    ticket = bench.tickets()["C-2"]
    assert ticket.title == "Leak in bath"
    assert ticket.events[-1].was == {"title": "Leak"}


def test_a_closing_time_that_differs_is_said_and_not_rewritten(bench):
    bench.run(CASES)
    done = bench.run(changed(CASES, "C-2", closed="01/09/2015 10:00:00 AM"))
    assert done.unchanged == 5
    assert "closed_differs" in {problem.code for problem in done.problems}


# -- what is refused -------------------------------------------------------------------------------


def test_refused_rows_are_listed_and_the_numbers_add_up(bench):
    sheet = CASES + (
        f"C-1,Twice,,,Call,{OPENED},,,Open,,,,,\n"
        f",No key,,,Call,{OPENED},,,Open,,,,,\n"
        "C-8,No time,,,Call,,,,Open,,,,,\n"
        f"13800001234,Phone as key,,,Call,{OPENED},,,Open,,,,,\n"
    )
    done = bench.run(sheet)
    assert (done.read, done.imported, done.refused) == (9, 5, 4)
    assert done.read == done.imported + done.updated + done.unchanged + done.refused
    assert [(p.line, p.code) for p in done.problems if p.refused] == [
        (8, "key_twice"),
        (9, "no_key"),
        (10, "no_open_time"),
        (11, "key_personal"),
    ]
    assert "13800001234" not in git(bench.root, "log", "-p", "--all")


def test_a_dry_run_says_the_same_and_writes_nothing(bench):
    head = git(bench.root, "rev-parse", "HEAD")
    dry = bench.run(CASES, dry_run=True)
    assert git(bench.root, "rev-parse", "HEAD") == head
    assert bench.tickets() == {}
    wet = bench.run(CASES)
    assert problems(dry) == problems(wet)
    assert (dry.imported, dry.commit) == (wet.imported, "")


def test_a_limit_reads_the_first_rows_only(bench):
    assert bench.run(CASES, limit=2).imported == 2
    assert bench.run(CASES).imported == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (CASES + 'C-9,"open\n', "import_csv"),
        ("nothing,here\n1,2\n", "mapping_no_column"),
        ("", "import_empty"),
        (b"\xff\xff", "import_encoding"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_store_alone(bench, content, code):
    head = git(bench.root, "rev-parse", "HEAD")
    with pytest.raises(CallError) as caught:
        bench.run(content)
    assert caught.value.code == code
    assert git(bench.root, "rev-parse", "HEAD") == head


def test_an_error_in_the_mapping_names_its_line(bench):
    mapping = bench.mapping("""\
        schema: import-map/1
        source: city
        zone: Asia/Shanghai
        key: case
        fields:
          titel: what
          opened_at: opened
        """)
    with pytest.raises(CallError) as caught:
        bench.run(CASES, mapping)
    assert (caught.value.code, caught.value.facts["line"]) == ("mapping_unknown_key", 6)


# -- hostile cells ---------------------------------------------------------------------------------


def test_hostile_cells_neither_crash_nor_reach_a_commit_message(bench):
    evil = [
        "=cmd|' /C calc'!A0", "a\x1b[2Jb", "x\u202egnp.exe", "水" * 10_000, "\ud83d\ude00 𠮷",
        '"quoted"', "two\nlines", "-- \n done\n", "\x00", "${HOME} `id` $(id)", "../../etc/passwd",
    ]  # fmt: skip
    rows = [
        {"id": f"k{number}", "what": text, "at": "2025-03-01 09:00", "more": text * 3}
        for number, text in enumerate(evil)
    ]
    mapping = bench.mapping("""\
        schema: import-map/1
        source: hostile
        zone: Asia/Shanghai
        key: id
        fields: {title: what, words: more, place: what, result: what, queue: more, opened_at: at}
        """)
    content = json.dumps(rows).encode()
    done = bench.run(content, mapping, name="evil.json")
    assert (done.imported, done.refused) == (len(evil), 0)
    assert bench.run(content, mapping, name="evil.json").unchanged == len(evil)
    assert bench.tickets()["k0"].title == "=cmd|' /C calc'!A0"
    log = git(bench.root, "log", "--format=%B")
    assert "calc" not in log
    report = check(Store.open(bench.root), Asked(paths=("records",)), NOW)
    assert [one for one in report.findings if one.severity == "error"] == []


def test_keys_that_look_like_markup_stay_apart(bench):
    sheet = (
        "case,what,where,said,how,opened,target,closed,state,worker,result,name,phone,verdict\n"
        f"a:b,x,,,Call,{OPENED},,,Open,,,,,\n"
        f"a%b,x,,,Call,{OPENED},,,Open,,,,,\n"
        f"a_b,x,,,Call,{OPENED},,,Open,,,,,\n"
    )
    assert bench.run(sheet).imported == 3
    assert bench.run(sheet).unchanged == 3


# -- residents -------------------------------------------------------------------------------------

RESIDENTS = changed(
    changed(CASES, "C-2", said="call 13800001234 please", name="张女士", phone="138-0000-1234"),
    "C-3",
    where="14 Elm St tel 13900002222",
    name="王先生",
    phone="13800009999",
)


def test_phones_and_names_go_to_people_and_never_into_the_records(bench):
    done = bench.run(RESIDENTS)
    assert done.persons == 2
    history = git(bench.root, "log", "-p", "--all")
    for secret in (
        "13800001234",
        "138-0000-1234",
        "13900002222",
        "13800009999",
        "张女士",
        "王先生",
    ):
        assert secret not in history
    tickets = bench.tickets()
    book = PeopleBook(Store.open(bench.root))
    zhang = book.person(tickets["C-2"].reporter.person)
    assert (zhang.name, zhang.phones) == ("张女士", ("13800001234",))
    wang = book.person(tickets["C-3"].reporter.person)
    assert set(wang.phones) == {"13800009999", "13900002222"}
    assert tickets["C-2"].words == "call [电话] please"


def test_one_phone_is_one_person_within_a_sheet_and_over_several(bench):
    sheet = changed(RESIDENTS, "C-3", name="", phone="+86 138 0000 1234", where="x")
    bench.run(sheet)
    tickets = bench.tickets()
    assert tickets["C-2"].reporter == tickets["C-3"].reporter
    more = changed(CASES, "C-1").replace("C-", "E-")
    bench.run(changed(more, "E-2", phone="13800001234"))
    assert bench.tickets()["E-2"].reporter == tickets["C-2"].reporter
    assert bench.run(sheet).persons == 0


def test_without_people_nothing_is_kept_and_that_is_said(bench):
    shutil.rmtree(bench.root / "people")
    done = bench.run(RESIDENTS)
    assert (done.imported, done.persons, done.no_people) == (5, 0, 2)
    assert "13800001234" not in git(bench.root, "log", "-p", "--all")


# -- the shipped examples --------------------------------------------------------------------------


def test_a_ledger_in_a_workbook_is_imported_with_the_shipped_mapping(bench):
    path = bench.folder / "台账.xlsx"
    heads = ["日期", "编号", "时间", "房号", "报修人", "电话", "报修内容", "类别", "方式", "维修人",
             "状态", "完成时间", "处理结果"]  # fmt: skip
    rows = [
        ["2025-03-01", 1, "09:30", "3栋1单元502室", "张女士", 13800001234, "厨房水管漏水", "水", "微信",
         "钱师傅", "已完成", "2025-03-01", "换软管"],
        ["2025-03-01", 2, "10:05", "地下车库B1", "", "", "灯不亮", "电", "", "", "处理中", "", ""],
        ["2025-03-02", 1, "08:00", "2-1-803", "李先生", "", "门锁坏", "门", "电话", "", "取消", "", ""],
    ]  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "报修台账")
        for number, row in enumerate([heads, *rows], 1):
            sheet.write_row(number, 0, row)
    done = bench.run(path.read_bytes(), EXAMPLES / "ledger.yaml", name="台账.xlsx")
    assert (done.imported, done.refused) == (3, 0)
    tickets = bench.tickets()
    first = tickets["2025-03-01/1"]
    assert (first.unit, first.category, first.channel) == ("3-1-0502", "water.leak", "wechat")
    assert [event.do for event in first.events] == ["receive", "dispatch", "resolve", "close"]
    assert first.events[2].at.isoformat() == "2025-03-01T23:59:59+08:00"
    assert (tickets["2025-03-01/2"].unit, tickets["2025-03-01/2"].place) == ("", "地下车库B1")
    assert tickets["2025-03-02/1"].status == "cancelled"
    again = bench.run(path.read_bytes(), EXAMPLES / "ledger.yaml", name="台账.xlsx")
    assert again.unchanged == 3


def test_orders_of_the_hotline_are_imported_with_the_shipped_mapping(bench):
    rows = [
        {
            "orderNo": "20250301-000123", "subject": "电梯停运", "content": "请回电13900002222",
            "address": {"street": "人民路1号", "detail": "5号楼"}, "createTime": "2025-03-01T09:00:00+08:00",
            "deadline": "2025-03-04", "finishTime": "2025-03-04 17:00:00", "state": "已办结",
            "reply": "已恢复", "dept": "物业科", "caller": {"name": "赵先生", "phone": "13900002222"},
        }
    ]  # fmt: skip
    content = json.dumps({"data": {"rows": rows}}, ensure_ascii=False).encode("gb18030")
    done = bench.run(content, EXAMPLES / "hotline-12345.yaml", name="orders.json")
    assert (done.imported, done.encoding) == (1, "gb18030")
    ticket = bench.tickets()["20250301-000123"]
    assert (ticket.status, ticket.place) == ("done", "人民路1号 5号楼")
    assert "13900002222" not in git(bench.root, "log", "-p", "--all")
    _, facts = bench.desk().look(ticket)
    assert verdict_at(facts.of(1)["resolve"], int(NOW.timestamp())) == "met"


# -- somebody else, and a sudden end ---------------------------------------------------------------

AFTER_READING = 6
"""The how manieth time the one who types is asked for lies between sheet and lock."""


def test_a_commit_in_between_stops_the_import(bench):
    path = bench.folder / "cases.csv"
    path.write_text(CASES, encoding="utf-8")
    asked = []

    def actor():
        asked.append(1)
        if len(asked) == AFTER_READING:
            git(bench.root, "commit", "--allow-empty", "-qm", "somebody else")
        return CLERK

    desk = Desk(Store.open(bench.root), clock=FixedClock(), entropy=os.urandom, actor=actor)
    with pytest.raises(ConflictError) as caught:
        import_file(desk, Call(file=str(path), mapping=str(DATA / "cases.yaml")))
    assert caught.value.code == "head_moved"
    assert bench.tickets() == {}
    assert bench.run(CASES).imported == 5


KILLED = """
import os, signal, sys
sys.path[:0] = sys.argv[1].split(os.pathsep)
from tests.services.test_transfer import Bench, CASES
import wuye_cli.services.transfer as transfer
made = transfer.new_ticket
left = [int(sys.argv[3])]
def dying(*args):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return made(*args)
transfer.new_ticket = dying
bench = object.__new__(Bench)
from pathlib import Path
bench.folder = Path(sys.argv[2]); bench.root = bench.folder / "store"
bench.run(CASES)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("tickets", [0, 3])
def test_an_import_killed_half_way_leaves_nothing_and_can_be_run_again(bench, tickets):
    head = git(bench.root, "rev-parse", "HEAD")
    here = Path(__file__).parents[2]
    ways = os.pathsep.join((str(here), str(here / "src")))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, ways, str(bench.folder), str(tickets)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert git(bench.root, "rev-parse", "HEAD") == head
    assert git(bench.root, "status", "--porcelain") == ""
    assert bench.tickets() == {}
    again = bench.run(CASES)
    assert (again.imported, again.unchanged) == (5, 0)
    assert traces(bench.root) == []
    assert bench.run(CASES).unchanged == 5
