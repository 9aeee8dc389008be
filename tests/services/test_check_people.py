"""`check` reads the files in `people/` and the homes strictly, and quotes no resident."""

from __future__ import annotations

import re

import pytest
from tests.support.desks import an_office
from tests.support.repos import git

from wuye_cli.services import intake
from wuye_cli.services.checking.people_files import MEMORY
from wuye_cli.services.checking.run import Asked, check
from wuye_cli.services.intake import Request
from wuye_cli.store.codecs.units import read_units

PERSON = "persons/7k/p-7k2f9q3m.yaml"
GOOD = b'schema: "person/1"\nid: "p-7k2f9q3m"\nname: "\xe5\xbc\xa0\xe4\xb8\xbd"\n'


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path)
    intake.new_ticket(office.desk, Request(title="灯不亮", unit="3-1-0502", name="张女士"))
    yield office
    office.desk.close()


def lay(office, path, text):
    place = office.root / "people" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    git(office.root / "people", "add", "-A")
    git(office.root / "people", "commit", "-q", "-m", "by hand")
    office.desk.forget()


def found(office, **asked):
    report = check(office.desk.store, Asked(**asked), office.desk.now())
    return [one for one in report.findings if one.path.startswith("people/")]


def told(findings):
    return [(one.rule, one.path.removeprefix("people/"), one.line) for one in findings]


def test_what_commands_wrote_is_fine_and_is_read_once(office):
    assert found(office) == []
    memory = office.root / ".git" / "wuye" / MEMORY
    kept = memory.read_bytes()
    lay(office, PERSON, GOOD + b"phone: 7\n")
    assert told(found(office)) == [("S001", PERSON, 4)]
    memory.write_bytes(kept)
    assert found(office)
    assert told(found(office, paths=("records",))) == []


def test_faults_are_told_by_file_line_and_field_and_nothing_is_quoted(office):
    lay(
        office,
        PERSON,
        'schema: "person/1"\nid: "p-other123"\nname: 5\n"张女士 138": "x"\nunits:\n'
        '  - {unit: "3-1-0502", from: "2026-13-01"}\n  - {relation: "业主"}\ncreated: "yesterday"\n',
    )
    lay(office, "persons/aa/p-aa.yaml", 'schema: "person/2"\nid: "p-aa"\nnew: 1\n')
    lay(office, "persons/bb/p-bbbb.yaml", 'id: "p-bbbb"\nname: "张女士 138\n')
    lay(office, "persons/cc/p-cccc.yaml", 'id: "p-cccc"\n')
    lay(office, "receipt-keys/a.yaml", 'schema: "receipt-key/1"\nid: "b"\nkey: "zz138"\n')
    faults = found(office)
    assert told(faults) == [
        ("S007", PERSON, 2),
        ("S003", PERSON, 3),
        ("S001", PERSON, 4),
        ("S006", PERSON, 6),
        ("S002", PERSON, 7),
        ("S006", PERSON, 8),
        ("S008", "persons/aa/p-aa.yaml", 1),
        ("Y001", "persons/bb/p-bbbb.yaml", 3),
        ("S002", "persons/cc/p-cccc.yaml", 0),
        ("S002", "receipt-keys/a.yaml", 0),
        ("S007", "receipt-keys/a.yaml", 2),
        ("S007", "receipt-keys/a.yaml", 3),
    ]
    assert not re.search("张|138|业主|yesterday|2026-13", repr(faults))


def test_homes_stand_once_and_have_an_id():
    tree = {"units": ["1-101", "1-101", 7, {"area": 3}, {"id": "1-102", "area": 3}, " "], "flor": 1}
    homes, problems = read_units(tree)
    assert list(homes) == ["1-101", "1-102"]
    assert [(one.code, one.where) for one in problems] == [
        ("S001", ()),
        ("R006", ("units", 1)),
        ("S003", ("units", 2)),
        ("S002", ("units", 3)),
        ("S011", ("units", 5)),
    ]
    assert read_units({"units": {"1-101": None, "1-102": {"area": 3}, "1-103": 89}})[1] == []
    assert [one.code for one in read_units({"schema": "units/2"})[1]] == ["S008", "S002"]
    assert [one.code for one in read_units([])[1]] == ["S003"]
