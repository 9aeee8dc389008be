"""The impact on a city's published cases, held to arithmetic on the sheet itself.

    WUYE_CITY_DATA=/path/boston_isd_2015.csv.gz python -m pytest -s tests/services/test_impact_city.py

The cases are imported, their agreed times set aside, and judged by two versions of the tiers made
for them; ten tickets of every changed cell are reckoned again, by `ticket explain --under` and by
dates alone.
"""

from __future__ import annotations

import csv
import gzip
import os
import random
import sys
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.support.desks import an_office
from tests.support.repos import git

from wuye_cli.domain.impact.verdicts import state_of
from wuye_cli.services.explaining import explain_ticket
from wuye_cli.services.impacting import Asked, impact
from wuye_cli.services.texts_named import pair_named
from wuye_cli.services.transfer import Call, import_file

DATA = os.environ.get("WUYE_CITY_DATA", "")
MAPPING = Path(__file__).parents[2] / "docs" / "examples" / "import" / "city-open-data.yaml"
AGREED = "    resolve: agreed\n"
OLD = "    resolve: [360h, always]\n"
NEW = "    resolve: [11wd, city]\n"
CITY = """schema: calendar/1
label: 市政工作日
weekly:
  mon-fri: ["08:00-17:00"]
"""
SHANGHAI = timezone(timedelta(hours=8))
BOSTON = ZoneInfo("America/New_York")
TEN = 10

pytestmark = pytest.mark.skipif(not DATA, reason="WUYE_CITY_DATA names no file")


def test_ten_tickets_of_every_changed_cell_are_right(tmp_path):
    office = an_office(tmp_path, "2026-11-24 09:00")
    import_file(office.desk, Call(file=DATA, mapping=str(MAPPING)))
    put(office, OLD, "the first version")
    put(office, NEW, "the second version")
    desk = office.desk
    desk.forget()
    old, new = pair_named(desk, ["HEAD~1..HEAD"])
    found = impact(desk, (old.name, old.rules), (new.name, new.rules), Asked(set_aside=("agreed",)))
    rows = sheet()
    assert found.tickets == len(rows)
    assert found.matrix.total == len(rows)
    assert found.aside == sum(bool(row["TARGET_DT"]) for row in rows.values())
    for groups in (*found.groups.values(), found.clocks):
        assert sum(one.total for one in groups.values()) == len(rows)
    counts = {}
    for row in rows.values():
        cell = (by_hours(row), by_working_days(row))
        counts[cell] = counts.get(cell, 0) + 1
    assert {(cell.old, cell.new): cell.size for cell in found.matrix.cells} == counts
    checked = {}
    for cell in sorted({(case.old, case.new) for case in found.cases}):
        cases = [case for case in found.cases if (case.old, case.new) == cell]
        picked = random.Random(4).sample(cases, min(TEN, len(cases)))
        for case in picked:
            is_right(desk, case, rows)
        checked[cell] = (len(cases), len(picked))
    sys.stdout.write(f"{found.matrix.cells} {checked}\n")  # what the run is for
    assert len(checked) >= 2


def put(office, line, subject):
    """Give imported tickets a figure of ours in another version of the tiers."""
    path = office.root / "standards" / "tiers.yaml"
    text = path.read_text()
    before = AGREED if AGREED in text else OLD
    assert text.count(before) == 1
    path.write_text(text.replace(before, line))
    (office.root / "standards" / "calendars" / "city.yaml").write_text(CITY)
    git(office.root, "add", "-A")
    git(office.root, "commit", "-qm", subject)


def is_right(desk, case, rows):
    row = rows[key_of(desk, case.id)]
    assert (case.old, case.new) == (by_hours(row), by_working_days(row))
    (clock,) = case.clocks
    sides = (("HEAD~1", clock.old_due, case.old), ("HEAD", clock.new_due, case.new))
    for revision, due, state in sides:
        story = explain_ticket(desk, case.id, under=revision, set_aside=("agreed",))
        (told,) = story.stories
        assert state_of(story.verdict) == state_of(told.verdict) == state
        assert int(told.due.timestamp()) == due


def key_of(desk, name):
    found = desk.index().db.execute("SELECT source FROM tickets WHERE id = ?", (name,))
    return found.fetchone()[0].partition(":")[2]


# -- by dates alone -------------------------------------------------------------------------------


def sheet():
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as file:
        return {row["CASE_ENQUIRY_ID"]: row for row in csv.DictReader(file)}


def moment(text):
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=BOSTON) if text else None


def by_hours(row):
    """Until 360 hours after the receipt."""
    return state(row, moment(row["OPEN_DT"]).astimezone(UTC) + timedelta(hours=360))


def by_working_days(row):
    """Until 17:00 of the eleventh day after the receipt that is neither Saturday nor Sunday."""
    day, left = moment(row["OPEN_DT"]).astimezone(SHANGHAI).date(), 11
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return state(row, datetime.combine(day, time(17), SHANGHAI))


def state(row, due):
    closed = moment(row["CLOSED_DT"])
    return "met" if closed is not None and closed <= due else "missed"
