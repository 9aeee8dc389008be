"""Sheets on a real store: edited by another program while other commands go on writing."""

# ruff: noqa: DTZ001 - a sheet has the time of the wall

from __future__ import annotations

import subprocess
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.desks import a_copy, an_office
from tests.support.workbooks import Book, told

from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import use_language
from wuye_cli.services import staff_register
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report
from wuye_cli.services.intake import Request, take
from wuye_cli.services.price_list import price_list
from wuye_cli.services.undoing import undo
from wuye_cli.store.people import PeopleBook

TAP, LAMP, DOOR = "WY-261124-A001", "WY-261124-A002", "WY-261124-A003"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setenv("WUYE_LANG", "zh")
    use_language()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store with three of staff and three tickets, made once."""
    office = an_office(tmp_path_factory.mktemp("made"))
    for name, key in (("赵强", "s-zhao"), ("钱进", "s-qian"), ("孙武", "s-sun")):
        staff_register.add(office.desk, {"name": name, "role": "维修"}, wanted=key)
    take(office.desk, "2-1-803 厨房龙头滴水", Request(title="", phone="13500005555"))
    take(office.desk, "3-1-502 卧室灯不亮", Request(title=""))
    take(office.desk, "大堂 门禁坏了", Request(title="", place="大堂"))
    write(office, TAP, "dispatch", to="s-zhao")
    office.desk.close()
    return office.root


@pytest.fixture
def office(made, tmp_path):
    return a_copy(made, tmp_path)


def write(office, tail, do, at=None, **fields):
    return report(office.desk, tail, [Draft(do=do, at=at, fields=fields)])


def git(office, *words):
    command = ["git", "-C", str(office.root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def events(office, key, since=0):
    return office.desk.ticket(key).events[since:]


def dos(office, key):
    return [event.do for event in events(office, key)]


# -- nothing changed ------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["open", "staff", "households", "prices"])
def test_a_sheet_that_nobody_edited_changes_nothing(office, what):
    book = Book(office.desk, what)
    before = office.desk.store.head()
    assert len(book.table.rows) >= 1
    assert book.look().lines == ()
    book.edit(lambda _sheet: None)  # saved anew by the other program
    assert book.bring().lines == ()
    assert office.desk.store.head() == before


def test_what_others_write_meanwhile_is_no_change_of_the_sheet(office):
    book = Book(office.desk).edit(lambda _sheet: None)
    write(office, TAP, "amend", changes={"title": "龙头换芯"})
    write(office, TAP, "transfer", to="s-qian")
    assert book.bring().lines == ()


# -- cell by cell ---------------------------------------------------------------------------------


def test_each_changed_cell_becomes_its_event_and_each_ticket_one_commit(office):
    before = git(office, "rev-list", "--count", "HEAD")
    book = Book(office.desk)
    book.put(TAP, title="厨房龙头滴水严重", unit="2-1-804", note="业主下午在家")
    book.put(LAMP, assignee=book.shown("assignee", "s-qian"), status="已接单")
    book.put(DOOR, tier="紧急委托", window="2026-11-24 14:00-16:00", asked_by="业主")
    office.clock.at("2026-11-24 10:00")
    answer = book.bring()
    line = book.at(TAP, "id")[0]
    assert told(answer) == {
        book.name(TAP, "title"): ("new", "amend"),
        book.name(TAP, "unit"): ("new", "amend"),
        book.name(TAP, "note"): ("new", "note"),
        book.name(LAMP, "assignee"): ("new", "dispatch"),
        book.name(LAMP, "status"): ("new", "accept"),
        book.name(DOOR, "tier"): ("new", "regrade"),
        book.name(DOOR, "window"): ("new", "reschedule"),
        book.name(DOOR, "asked_by"): ("new", "reschedule"),
    }
    assert len(answer.commits) == 3
    assert int(git(office, "rev-list", "--count", "HEAD")) == int(before) + 3
    title, unit, note = events(office, TAP, 3)
    assert title.changes == {"title": "厨房龙头滴水严重"}
    assert title.was == {"title": "厨房龙头滴水"}
    assert unit.changes == {"unit": "2-1-0804"}
    assert note.text == "业主下午在家"
    assert {event.src for event in (title, unit, note)} == {f"sheet:open#{line}"}
    assert office.desk.ticket(TAP).unit == "2-1-0804"
    assert [event.do for event in events(office, LAMP, 2)] == ["dispatch", "accept"]
    assert events(office, LAMP)[-1].who == events(office, LAMP)[-2].to == "s-qian"
    window = events(office, DOOR)[-1].window
    assert [edge.strftime("%H:%M") for edge in window] == ["14:00", "16:00"]


def test_a_day_of_work_typed_into_a_row(office):
    office.clock.at("2026-11-24 16:00")
    book = Book(office.desk)
    book.put(TAP, arrived_at=datetime(2026, 11, 24, 10, 5), price=200, cause="老化")
    book.put(TAP, method="换龙头", steps="全部", done_at="2026-11-24 10:40", result="换好")
    book.put(TAP, status="已完成", paid=200, pay_way="微信", receipt="0421")
    lines = {one.column: one for one in book.look().lines}
    # a paid repair wants the owner's consent, so the end of the work is refused, and said
    for key in ("steps", "done_at", "result", "status"):
        assert (lines[key].outcome, lines[key].code) == ("refused", "E_STEPS_OPEN")
        assert "consent" in lines[key].facts["missing"]
    book.put(TAP, consent="签字")
    lines = {one.column: one for one in book.bring().lines}
    assert {one.outcome for one in lines.values()} == {"new"}
    assert (lines["price"].event, lines["price"].code) == ("quote", "price.above")
    assert lines["status"].event == "resolve"
    written = events(office, TAP, 3)
    assert [(event.do, event.at.strftime("%H:%M"), event.who) for event in written] == [
        ("arrive", "10:05", "s-zhao"),
        ("quote", "10:40", "s-zhao"),
        ("consent", "10:40", "s-zhao"),
        ("procedure", "10:40", "s-zhao"),
        ("resolve", "10:40", "s-zhao"),
        ("pay", "16:00", ""),
    ]
    _, _, consent, procedure, resolve, pay = written
    assert (consent.person, consent.way) == (person(office).id, "签字")
    assert (procedure.steps, resolve.result) == (("all",), "换好")
    assert (pay.price, pay.way, pay.receipt) == ("200", "微信", "0421")
    assert len({event.src for event in written}) == 1
    assert {one.outcome for one in book.bring().lines} == {"already"}


@pytest.mark.parametrize(("missing", "status"), [("", "closed"), ("visit", "done")])
def test_a_flow_that_archives_by_itself_does_so_if_nothing_is_missing(office, missing, status):
    path = office.root / "standards" / "flows.yaml"
    text = path.read_text("utf-8")
    head, name, rest = text.partition("\n  home:\n")
    assert name, "the flow of work in a home"
    for step in {"sign", "feedback", "visit"} - {missing}:
        rest = rest.replace(f"      {step}: required", f"      {step}: optional", 1)
    rest = rest.replace("    steps:\n", "    auto_close_on: resolve\n    steps:\n", 1)
    path.write_text(f"{head}{name}{rest}", encoding="utf-8")
    git(office, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qam", "flows")
    office.desk.forget()
    office.clock.at("2026-11-24 16:00")
    book = Book(office.desk)
    book.put(TAP, arrived_at="2026-11-24 10:05", steps="全部", done_at="2026-11-24 10:40")
    answer = book.bring()
    assert {line.outcome for line in answer.lines} == {"new"}
    assert office.desk.ticket(TAP).status == status


def test_the_work_is_his_whom_the_row_names_though_another_holds_it_now(office):
    book = Book(office.desk).put(TAP, arrived_at=datetime(2026, 11, 24, 9, 0))
    office.clock.at("2026-11-24 11:00")
    write(office, TAP, "transfer", to="s-sun")
    book.bring()
    assert events(office, TAP)[-1].do == "arrive"
    assert events(office, TAP)[-1].who == "s-zhao"


def test_a_second_run_of_the_same_file_does_nothing(office):
    book = Book(office.desk)
    book.put(TAP, title="改过", assignee="孙武", note="李先生 13900001111 再催")
    book.put(LAMP, category="楼内照明", assignee="钱进", status="已接单")
    book.put(DOOR, window="2026-11-25 14:00-16:00", asked_by="我方", tier="紧急委托")
    first = book.bring()
    assert first.count("new") == len(first.lines) == 9
    after = git(office, "rev-parse", "HEAD"), git(office, "-C", "people", "rev-parse", "HEAD")
    second = book.bring()
    assert {line.outcome for line in second.lines} == {"already"}
    assert second.commits == ()
    later = git(office, "rev-parse", "HEAD"), git(office, "-C", "people", "rev-parse", "HEAD")
    assert later == after
    assert "13900001111" not in git(office, "log", "-p")


def test_what_was_undone_may_come_in_again(office):
    book = Book(office.desk).put(TAP, title="改过")
    book.bring()
    undo(office.desk, TAP)
    assert told(book.bring()) == {book.name(TAP, "title"): ("new", "amend")}


# -- with another tool meanwhile ------------------------------------------------------------------


def test_a_conflict_is_shown_with_both_values_and_the_other_cells_go_in(office):
    book = Book(office.desk).put(TAP, title="表里的", unit="2-1-805", note="一句")
    write(office, TAP, "amend", changes={"title": "别人的"})
    answer = book.bring()
    line = next(one for one in answer.lines if one.column == "title")
    assert (line.outcome, line.before, line.after, line.store) == (
        "conflict", "厨房龙头滴水", "表里的", "别人的",
    )  # fmt: skip
    ticket = office.desk.ticket(TAP)
    assert (ticket.title, ticket.unit) == ("别人的", "2-1-0805")
    assert answer.is_bad
    # the way out: the cell takes the value of the store
    book.put(TAP, title="别人的")
    assert {one.outcome for one in book.bring().lines} == {"already"}


def test_category_and_tier_of_one_row_are_one_event(office):
    book = Book(office.desk).put(LAMP, category="楼内照明", tier="紧急委托")
    assert {line.event for line in book.bring().lines} == {"classify"}
    assert dos(office, LAMP) == ["receive", "ack", "classify"]
    assert events(office, LAMP)[-1].tier == "emergency"


def test_cells_of_one_matter_are_held_together(office):
    book = Book(office.desk).put(LAMP, unit="3-1-601", place="=1+1")
    told_of = told(book.bring())
    assert told_of == {
        book.name(LAMP, "unit"): ("refused", "sheet.held_back"),
        book.name(LAMP, "place"): ("refused", "sheet.formula"),
    }


def test_what_happens_between_the_look_and_the_write_is_not_overwritten(office):
    book = Book(office.desk).put(TAP, title="表里的")
    coming = book.coming()
    seen = coming.preview()
    write(office, TAP, "amend", changes={"title": "刚改的"})
    answer = coming.write(seen)
    assert told(answer) == {book.name(TAP, "title"): ("conflict", "sheet.conflict")}
    assert office.desk.ticket(TAP).title == "刚改的"


def test_the_same_change_by_another_tool_is_in_already(office):
    book = Book(office.desk).put(LAMP, assignee="钱进", status="已接单")
    write(office, LAMP, "dispatch", to="s-qian")
    write(office, LAMP, "accept")
    write(office, LAMP, "arrive")  # further on than the sheet has it
    before = office.desk.store.head()
    lines = {one.column: one.outcome for one in book.bring().lines}
    assert lines == {"assignee": "already", "status": "already"}
    assert office.desk.store.head() == before


def test_a_hand_edit_in_one_ticket_stops_that_ticket_alone(office):
    path = office.root / office.desk.path_of(TAP)
    path.write_text(path.read_text("utf-8") + "# hand\n", encoding="utf-8")
    book = Book(office.desk).put(TAP, title="甲").put(LAMP, title="乙")
    lines = {one.key: (one.outcome, one.code) for one in book.bring().lines}
    assert lines == {TAP: ("refused", "hand_edit"), LAMP: ("new", "")}
    assert path.read_text("utf-8").endswith("# hand\n")


# -- what cannot be -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"title": ""}, "sheet.emptied"),
        ({"category": None, "tier": None}, "sheet.emptied"),
        ({"assignee": None}, "sheet.emptied"),
        ({"category": "火星"}, "unknown_category"),
        ({"tier": "火急"}, "unknown_tier"),
        ({"status": "已回访"}, "sheet.status"),
        ({"status": "已到场"}, "sheet.lacks"),
        ({"status": "已归档"}, "E_STEPS_OPEN"),
        ({"window": "周五14-16"}, "sheet.lacks"),
        ({"asked_by": "业主"}, "sheet.lacks"),
        ({"window": "什么时候都行"}, "bad_time"),
        ({"arrived_at": "下辈子"}, "bad_time"),
        ({"arrived_at": datetime(2099, 1, 1)}, "E_FUTURE"),
        ({"arrived_at": datetime(2026, 11, 1)}, "E_EVENT_ORDER"),
        ({"price": "免费"}, "bad_price"),
        ({"price": 80}, "E_MISSING_FIELD"),
        ({"price": -5}, "bad_price"),
        ({"receipt": "0421"}, "sheet.lacks"),
        ({"receipt": 421}, "sheet.number"),
        ({"unit": 803}, "sheet.number"),
        ({"unit": date(2026, 3, 1)}, "sheet.date"),
        ({"title": True}, "sheet.number"),
        ({"place": "大堂"}, "unit_and_place"),
        ({"result": "好"}, "sheet.lacks"),
        ({"note": '=HYPERLINK("http://x")'}, "sheet.formula"),
        ({"assignee": "13900001111"}, "not_a_name"),
        ({"opened": datetime(2026, 1, 1)}, "sheet.locked"),
        ({"next_due": "改了"}, "sheet.locked"),
        ({"title": "长" * 201}, "too_long"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(office, cells, code):
    book = Book(office.desk).put(TAP, **cells)
    before = office.desk.store.head()
    answer = book.bring()
    assert {(line.outcome, line.code) for line in answer.lines} == {("refused", code)}
    assert office.desk.store.head() == before


def test_a_refused_event_does_not_stop_the_others(office):
    book = Book(office.desk)
    book.put(TAP, status="已归档", note="一句", title="改过").put(LAMP, title="也改")
    answer = book.bring()
    assert told(answer)[book.name(TAP, "status")] == ("refused", "E_STEPS_OPEN")
    assert answer.count("new") == 3
    assert dos(office, TAP)[3:] == ["amend", "note"]


def test_what_was_noted_is_not_changed_in_a_sheet(office):
    write(office, TAP, "arrive")
    book = Book(office.desk).put(TAP, arrived_at=datetime(2026, 11, 24, 8, 0))
    assert told(book.bring()) == {book.name(TAP, "arrived_at"): ("refused", "sheet.said")}


# -- rows and columns -----------------------------------------------------------------------------


def test_rows_in_another_order_are_known_by_their_ids(office):
    book = Book(office.desk).put(TAP, title="改过")

    def turn(sheet):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
        for line, row in enumerate(reversed(rows), 2):
            for at, value in enumerate(row, 1):
                sheet.cell(line, at).value = value

    book.edit(turn)
    answer = book.bring()
    assert [(line.key, line.event) for line in answer.lines] == [(TAP, "amend")]
    assert events(office, TAP)[-1].src == f"sheet:open#{6 - book.at(TAP, 'id')[0]}"


def test_columns_in_another_order_and_one_taken_away(office):
    book = Book(office.desk).put(TAP, title="改过")

    def shift(sheet):
        sheet.insert_cols(1)
        sheet.cell(1, 1).value = "我的一列"
        sheet.cell(2, 1).value = "=1/0"
        sheet.delete_cols(book.at(TAP, "note")[1] + 1)

    book.edit(shift)
    lines = book.bring().lines
    assert [(line.cell, line.column, line.outcome, line.code) for line in lines] == [
        (f"F{book.at(TAP, 'id')[0]}", "title", "new", ""),
        ("", "note", "noted", "sheet.no_column"),
        ("A2", "", "refused", "sheet.formula"),
    ]


def test_rows_that_are_gone_doubled_or_unknown_are_said(office):
    book = Book(office.desk).put(TAP, title="改过").put(DOOR, title="也改")
    line = book.at(LAMP, "id")[0]

    def spoil(sheet):
        for at in range(1, 26):  # the lamp's row becomes a second one of the tap
            sheet.cell(line, at).value = sheet.cell(book.at(TAP, "id")[0], at).value
        sheet.cell(6, 1).value = "WY-200101-A001"
        sheet.cell(7, 5).value = "没有编号的一行"
        sheet.cell(8, 1).value = 17

    answer = book.edit(spoil).bring()
    found = {(one.line, one.key, one.code) for one in answer.lines if one.outcome != "new"}
    assert found == {
        (book.at(TAP, "id")[0], TAP, "sheet.twice"),
        (line, TAP, "sheet.twice"),
        (6, "WY-200101-A001", "sheet.unknown"),
        (7, "", "sheet.unknown"),
        (8, "", "sheet.bad_key"),
        (0, LAMP, "sheet.gone"),
    }
    assert office.desk.ticket(TAP).title == "厨房龙头滴水"
    assert office.desk.ticket(DOOR).title == "也改"


def test_a_deleted_row_changes_nothing(office):
    book = Book(office.desk)
    answer = book.edit(lambda sheet: sheet.delete_rows(book.at(LAMP, "id")[0])).bring()
    assert [(one.key, one.outcome, one.code) for one in answer.lines] == [
        (LAMP, "noted", "sheet.gone")
    ]
    assert not answer.is_bad


def test_a_sheet_of_another_store_is_refused(office, tmp_path):
    other = an_office(tmp_path / "other", at="2026-11-24 09:00")
    take(other.desk, "1-1-101 漏水", Request(title=""))
    book = Book(other.desk)
    book.desk = office.desk
    with pytest.raises(CallError) as refused:
        book.look()
    assert refused.value.code == "sheet_other_store"


# -- values as programs save them -----------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 11, 24, 9, 5),
        datetime(2026, 11, 24, 9, 4, 59, 900_000),
        "2026-11-24 09:05",
        "2026/11/24 09:05",
        "0905",
        "今天9:05",
        46350.378472222,  # the number that a spreadsheet keeps for it
    ],
)
def test_a_time_is_understood_however_it_was_saved(office, value):
    office.clock.at("2026-11-24 11:00")
    book = Book(office.desk).put(TAP, arrived_at=value)
    (line,) = book.look().lines
    assert (line.after, line.event) == ("2026-11-24T09:05", "arrive")


def test_words_for_a_day_count_only_on_the_day_on_which_the_sheet_went_out(office):
    book = Book(office.desk).put(TAP, arrived_at="0905", window="明天14-16", asked_by="业主")
    office.clock.at("2026-11-25 09:00")
    codes = {line.column: line.code for line in book.look().lines}
    assert codes["arrived_at"] == codes["window"] == "sheet.day"


def test_a_number_that_a_program_made_of_a_text_is_no_change(office):
    write(office, TAP, "amend", changes={"title": "0421"})
    book = Book(office.desk).put(TAP, title=421)
    assert told(book.bring()) == {book.name(TAP, "title"): ("noted", "sheet.retyped")}
    assert office.desk.ticket(TAP).title == "0421"


@pytest.mark.parametrize(
    "title", ["=1+1", "+86", "-5", "@sum", "\u202e翻", "_x0041_", "a\tb'\"<&>"]
)
def test_a_text_that_looks_like_a_formula_goes_out_and_comes_back_as_that_text(office, title):
    write(office, TAP, "amend", changes={"title": title})
    kept = office.desk.ticket(TAP).title
    book = Book(office.desk).edit(lambda _sheet: None)
    assert book.look().lines == ()
    book.put(TAP, note="x").bring()
    assert office.desk.ticket(TAP).title == kept


# -- registers ------------------------------------------------------------------------------------


def test_staff_is_edited_and_added_with_phones_in_people(office):
    book = Book(office.desk, "staff")
    book.put("s-zhao", aliases="赵师傅，老赵", phone=13900001111, left=date(2026, 12, 31))
    book.put("", name="周杰", role="客服", zone="1-3栋")
    answer = book.bring()
    assert {line.outcome for line in answer.lines} == {"new"}
    zhao = staff_register.entry_of(office.desk, "赵师傅")
    assert (zhao.member.aliases, zhao.phones) == (("赵师傅", "老赵"), ("13900001111",))
    assert zhao.member.left == date(2026, 12, 31)
    assert staff_register.entry_of(office.desk, "周杰").member.role == "desk"
    assert {line.outcome for line in book.bring().lines} == {"already"}
    assert "13900001111" not in git(office, "log", "-p")


def test_a_conflict_in_a_register_is_not_overwritten(office):
    book = Book(office.desk, "staff").put("s-zhao", zone="表里的", name="赵大强")
    staff_register.edit(office.desk, "s-zhao", {"zone": "别人的"})
    lines = {line.column: line.outcome for line in book.bring().lines}
    assert lines == {"zone": "conflict", "name": "new"}
    member = staff_register.entry_of(office.desk, "s-zhao").member
    assert (member.zone, member.name) == ("别人的", "赵大强")


def person(office):
    (found,) = PeopleBook(office.desk.store).find(phone="13500005555")
    return found


def test_households_write_people_alone(office):
    before = office.desk.store.head()
    key = person(office).id
    book = Book(office.desk, "households")
    book.put(key, name="李先生", relation="业主", since=date(2020, 5, 1), wechat="阿李")
    book.put("", unit="3栋1单元0601", name="王女士", phone="138 1111 2222")
    answer = book.bring()
    assert {line.outcome for line in answer.lines} == {"new"}
    assert office.desk.store.head() == before
    li = person(office)
    assert (li.name, li.wechat, li.units[0].relation) == ("李先生", "阿李", "业主")
    assert li.units[0].since == date(2020, 5, 1)
    (wang,) = PeopleBook(office.desk.store).find(phone="13811112222")
    assert wang.units[0].unit == "3-1-0601"
    assert {line.outcome for line in book.bring().lines} == {"already"}
    log = git(office, "-C", "people", "log", "-1", "--format=%B")
    assert log.strip() == "sheet households"


def test_a_person_with_two_homes_has_two_rows_and_one_name(office):
    key = person(office).id
    office.clock.at("2026-11-24 10:00")
    take(office.desk, "5-1-101 阳台漏水", Request(title="", phone="13500005555"))
    book = Book(office.desk, "households")
    book.put(key, name="李先生").put(f"{key}/2", name="李太太", relation="租客")
    lines = {(line.key, line.column): (line.outcome, line.code) for line in book.bring().lines}
    assert lines[key, "name"] == ("new", "")
    assert lines[f"{key}/2", "name"] == ("refused", "sheet.two_ways")
    assert (person(office).name, person(office).units[1].relation) == ("李先生", "")
    book.put(f"{key}/2", name=None)
    assert {line.outcome for line in book.bring().lines} == {"already", "new"}
    assert person(office).units[1].relation == "租客"


def test_a_hand_edit_in_people_stops_that_row_alone(office):
    (office.root / "people" / "persons").mkdir(exist_ok=True)
    li = person(office)
    path = next((office.root / "people").rglob(f"{li.id}.yaml"))
    path.write_text(path.read_text("utf-8") + "# hand\n", encoding="utf-8")
    book = Book(office.desk, "households").put(li.id, name="李先生")
    book.put("", name="王女士", phone="13811112222")
    lines = {line.key: (line.outcome, line.code) for line in book.bring().lines}
    assert lines == {li.id: ("refused", "hand_edit"), "": ("new", "")}
    assert path.read_text("utf-8").endswith("# hand\n")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"unit": "9-1-901"}, "sheet.lacks"),
        ({"name": "甲", "phone": "13500005555"}, "sheet.known_phone"),
        ({"name": "甲", "phone": "电话没有"}, "not_a_phone"),
        ({"name": "甲", "relation": "业主"}, "sheet.emptied"),
        ({"name": "甲", "unit": "1-1-101", "since": "2026-02-02", "until": "2026-01-01"},
         "sheet.order"),
    ],
)  # fmt: skip
def test_a_household_that_cannot_be(office, cells, code):
    before = git(office, "-C", "people", "rev-parse", "HEAD")
    answer = Book(office.desk, "households").put("", **cells).bring()
    assert code in {line.code for line in answer.lines}
    assert {line.outcome for line in answer.lines} == {"refused"}
    assert git(office, "-C", "people", "rev-parse", "HEAD") == before


def test_prices_are_edited_with_their_comments_kept(office):
    text = (office.root / "standards/prices.yaml").read_text("utf-8")
    book = Book(office.desk, "prices").put("tap", to=90.5).put("drain", to=1)
    book.put("", id="paint", label="补漆", to=20, **{"from": "10"})
    lines = {(line.key, line.column): line for line in book.bring().lines}
    assert lines["tap", "to"].outcome == "new"
    assert (lines["drain", "to"].outcome, lines["drain", "to"].code) == ("refused", "sheet.fault")
    items, problems = price_list(office.desk)
    assert problems == []
    assert (items["tap"].most, items["drain"].most, items["paint"].least) == ("90.5", "150", "10")
    now = (office.root / "standards/prices.yaml").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in now.splitlines() if line.startswith("#")
    ]
    assert git(office, "status", "--porcelain") == ""


# -- any edits ------------------------------------------------------------------------------------

WORDS = st.text("一二三甲乙abc 0-=+@", min_size=1, max_size=8).map(str.strip).filter(bool)
CELLS = {
    "title": WORDS.map(lambda text: "题" + text),
    "assignee": st.sampled_from(["赵强", "钱进", "孙武"]),
    "tier": st.just("紧急委托"),
    "note": WORDS.map(lambda text: "记" + text),
    "receipt": st.just(421),
    "next_due": st.just("改了"),
    "status": st.just("已归档"),
}
OTHERS = {"title": "amend", "assignee": "transfer"}
IDS = {"赵强": "s-zhao", "钱进": "s-qian", "孙武": "s-sun"}
EDITS = st.dictionaries(
    st.tuples(st.sampled_from([TAP, LAMP, DOOR]), st.sampled_from(sorted(CELLS))),
    st.integers(0, 3),
    max_size=7,
)


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Three tickets and three technicians."""
    office = an_office(tmp_path_factory.mktemp("three"))
    for name, key in IDS.items():
        staff_register.add(office.desk, {"name": name}, wanted=key)
    for words in ("2-1-803 厨房龙头滴水", "3-1-502 卧室灯不亮", "9-1-101 阳台灯不亮"):
        take(office.desk, words, Request(title=""))
    return office.root


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS, meanwhile=st.sets(st.sampled_from([TAP, LAMP, DOOR])), data=st.data())
def test_any_edits_give_the_expected_events_or_are_said(
    tmp_path_factory, three, edits, meanwhile, data
):
    office = a_copy(three, tmp_path_factory.mktemp("any"))
    book = Book(office.desk)
    wanted = {cell: data.draw(CELLS[cell[1]]) for cell in edits}
    for (key, column), value in wanted.items():
        _put_text(book, key, column, value)
    for key in meanwhile:
        write(office, key, "amend", changes={"title": "别人改的"})
    before = {key: len(events(office, key)) for key in (TAP, LAMP, DOOR)}
    lines = {(line.key, line.column): line for line in book.bring().lines}
    assert lines.keys() == wanted.keys()
    for key in (TAP, LAMP, DOOR):
        mine = {column: value for (one, column), value in wanted.items() if one == key}
        expected = _expected(mine, moved=key in meanwhile)
        written = [
            (event.do, event.to or event.changes.get("title") or event.text)
            for event in events(office, key, before[key])
        ]
        assert written == expected, (key, mine)
        bad = {column for column in mine if lines[key, column].outcome in {"conflict", "refused"}}
        is_conflict = "title" in mine and key in meanwhile
        assert bad == set(mine) & {"receipt", "next_due", "status"} | (
            {"title"} if is_conflict else set()
        )
    again = book.bring()
    assert again.count("new") == 0
    assert git(office, "status", "--porcelain") == ""


def _put_text(book, key, column, value):
    """Type a text as a text: openpyxl takes what begins with = for a formula."""

    def change(sheet):
        cell = sheet.cell(*book.at(key, column))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    book.edit(change)


def _expected(mine, *, moved):
    """Return kind and value of each event that the edits of one ticket must give, by hand."""
    found = []
    if "title" in mine and not moved:
        found.append(("amend", " ".join(mine["title"].split())))
    if "tier" in mine:
        found.append(("regrade", "emergency"))
    if "assignee" in mine:
        found.append(("dispatch", IDS[mine["assignee"]]))
    if "note" in mine:
        found.append(("note", " ".join(mine["note"].split())))
    return found
