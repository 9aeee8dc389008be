"""Checking a work tree: the store of the project's own standards, made faulty in one place."""

from __future__ import annotations

import os
import pickle
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.repos import AT, CLERK, git
from tests.unit.checking.small import PATH, ticket

from wuye_cli.cli.progress import Counter
from wuye_cli.domain.errors import CallError
from wuye_cli.services.checking.run import Asked, Report, check, exit_status, paths_from
from wuye_cli.services.checking.sources import WorkTree
from wuye_cli.store.codecs.tickets import write_ticket
from wuye_cli.store.repository import Store

STANDARDS = Path(__file__).parents[2] / "standards"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
GOOD = write_ticket(ticket(standard=None, category="water.leak"))
SETTINGS = b'schema: "wuye/1"\n'
TIERS = "standards/tiers.yaml"


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A store with the project's own standards and one ticket."""
    root = tmp_path_factory.mktemp("checked")
    files = {"wuye.yaml": SETTINGS, PATH: GOOD}
    for path in sorted(STANDARDS.rglob("*.yaml")):
        files["standards/" + path.relative_to(STANDARDS).as_posix()] = path.read_bytes()
    Store.create(root / "store", files, actor=CLERK, at=AT, subject="found", with_people=False)
    return root / "store"


@pytest.fixture
def store(template, tmp_path):
    shutil.copytree(template, tmp_path / "store")
    return Store.open(tmp_path / "store")


def run(store, *paths, now=NOW, **asked):
    return check(store, Asked(paths=paths, **asked), now)


def rules(report):
    return [finding.rule for finding in report.findings]


def of(report, code):
    return [finding for finding in report.findings if finding.rule == code]


def write(store, path, text):
    place = store.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())


def edit(store, path, old, new):
    text = (store.root / path).read_text(encoding="utf-8")
    assert old in text
    write(store, path, text.replace(old, new, 1))


def errors(report):
    return [finding for finding in report.findings if finding.severity == "error"]


def test_the_projects_own_standards_have_no_error(store):
    report = run(store, "standards", "wuye.yaml")
    assert errors(report) == []
    assert exit_status(report) == 0
    assert report.files > 10


def test_hand_edits_are_checked_as_they_lie(store):
    edit(store, TIERS, "ack: [5m, always]", "ack: [60m, always]")
    (finding,) = of(run(store), "T001")
    line = finding.excerpt.strip()
    assert (finding.path, line) == (TIERS, "ack: [60m, always]")
    assert (store.root / TIERS).read_text(encoding="utf-8").split("\n")[
        finding.line - 1
    ] == finding.excerpt


def test_an_unreadable_standard_is_a_finding_and_not_the_end(store):
    write(store, "standards/flows.yaml", "flows: [\n")
    report = run(store)
    assert of(report, "Y001")[0].path == "standards/flows.yaml"
    assert exit_status(report) == 1
    assert "S002" not in rules(report)


def test_a_broken_settings_file_is_a_finding(store):
    write(store, "wuye.yaml", 'schema: "wuye/1"\nestaet: "x"\n')
    (finding,) = of(run(store), "S001")
    assert (finding.path, finding.line, finding.column) == ("wuye.yaml", 2, 1)
    assert finding.facts["suggestion"] == "estate"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"a: 1\na: 2\n", "Y002", 2),
        (b"a: &x 1\n", "Y008", 1),
        (b"a: !!str 1\n", "Y010", 1),
        (b"a: 1\n---\nb: 2\n", "Y011", 2),
        (b"\xcb.: 1\n", "Y012", 1),
        (b'a: "x"\n' + b"# " + b"x" * (1 << 20), "Y016", 1),
        ('a: "x\u202ey"\n'.encode(), "Y013", 1),
    ],
)
def test_a_ticket_that_yaml_refuses_is_a_finding_with_its_line(store, text, code, line):
    write(store, PATH, text)
    (finding,) = of(run(store), code)
    assert (finding.path, finding.line) == (PATH, line)


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('uid: "', 'uidd: "', "S001", ("uidd",)),
        ('title: "厨房漏水"', "title: 12", "S003", ("title",)),
        ("09:00:00+08:00", "09:00:00", "S006", ("events", 0, "at")),
        ('status: "closed"', 'status: "closed"\nextra: "x"', "S001", ("extra",)),
        ('do: "ack"', 'do: "ack", sore: 5', "S001", ("events", 1)),
        ('schema: "ticket/1"', 'schema: "ticket/9"', "S008", ("schema",)),
        ('schema: "ticket/1"', 'schema: "tickte/1"', "S004", ("schema",)),
        ("score: 5", 'score: "5"', "S003", ("events", 7, "score")),
    ],
)
def test_every_fault_of_a_tickets_shape_is_listed_at_its_place(store, old, new, code, where):
    edit(store, PATH, old, new)
    found = of(run(store), code)
    assert found
    if code != "S001":
        assert found[0].where == where
    assert all(finding.line for finding in found)


def test_a_ticket_with_several_faults_has_them_all_listed(store):
    edit(store, PATH, 'title: "厨房漏水"', 'title: 12\nfoo: "x"')
    assert {"S001", "S003"} <= set(rules(run(store)))


def test_another_way_of_writing_is_only_noted(store):
    edit(store, PATH, 'status: "closed"', "status: closed")
    report = run(store)
    assert [(one.rule, one.severity) for one in report.findings if one.path == PATH] == [
        ("Y019", "info")
    ]


def test_a_trap_in_a_ticket_is_told_with_its_place(store):
    edit(store, PATH, 'unit: "3-1-0502"', "unit: 0502")
    (finding,) = of(run(store), "Y004")
    assert finding.facts == {"value": "0502"}
    assert finding.line > 1


def test_the_line_of_a_personal_number_is_not_shown(store):
    edit(store, PATH, "厨房水龙头漏水", "打 138 0000 1234")
    report = run(store)
    (finding,) = of(report, "K026")
    assert (finding.line > 1, finding.excerpt) == (True, "")
    assert "1234" not in repr(report.findings)


def test_links_and_programs_are_findings_and_never_followed(store, tmp_path):
    (tmp_path / "secret.yaml").write_text("a: 1\na: 2\n")
    (store.root / "standards" / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    (store.root / TIERS).chmod(0o755)
    report = run(store)
    assert {one.path for one in of(report, "Y017")} == {"standards/linked.yaml", TIERS}
    assert of(report, "Y002") == []


def test_a_linked_folder_is_not_entered(store, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.yaml").write_text("a: [\n")
    (store.root / "records" / "more").symlink_to(tmp_path / "elsewhere")
    assert [one.rule for one in errors(run(store))] == ["Y017"]


def test_two_files_with_one_id_are_both_seen(store):
    other = PATH.replace("05/01", "05/02")
    write(store, other, GOOD)
    report = run(store)
    assert [one.path for one in of(report, "R006")] == [other, other]
    assert [one.path for one in of(report, "S013")] == [other]


def test_names_that_differ_in_case_only_collide(store):
    write(store, "standards/Tiers.yaml", "a: 1\n")
    assert of(run(store), "Y018")


def test_only_the_given_paths_are_judged(store):
    write(store, "standards/flows.yaml", "flows: [\n")
    edit(store, PATH, 'status: "closed"', 'status: "done"')
    assert {one.path for one in run(store, "records").findings} == {PATH}
    assert {one.path for one in run(store, "standards/flows.yaml").findings} == {
        "standards/flows.yaml"
    }


def test_a_missing_standard_is_told_only_when_everything_is_checked(store):
    (store.root / "standards" / "flows.yaml").unlink()
    assert [one.path for one in of(run(store), "S002")] == ["standards/flows.yaml"]
    assert of(run(store, "wuye.yaml"), "S002") == []


def test_a_path_that_is_not_there_is_a_bad_call(store):
    with pytest.raises(CallError) as raised:
        run(store, "nowhere.yaml")
    assert raised.value.exit_status == 2


def test_paths_are_understood_from_the_working_directory_and_from_the_root(store):
    inside = os.fspath(store.root / "standards")
    assert paths_from(store, ["tiers.yaml"], inside) == (TIERS,)
    assert paths_from(store, [TIERS], inside) == (TIERS,)
    assert paths_from(store, [os.fspath(store.root / TIERS)], "/") == (TIERS,)
    with pytest.raises(CallError):
        paths_from(store, ["../../x"], inside)


def test_a_path_means_the_store_where_the_working_directory_lies_elsewhere(store, tmp_path):
    (tmp_path / "wuye.yaml").write_text("")
    assert paths_from(store, ["wuye.yaml"], os.fspath(tmp_path)) == ("wuye.yaml",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_wins_over_findings(store):
    write(store, "standards/flows.yaml", "flows: [\n")
    (store.root / PATH).chmod(0)
    report = run(store)
    assert [path for path, _ in report.unchecked] == [PATH]
    assert exit_status(report) == 3


def test_what_could_not_be_checked_wins_over_what_was_found():
    assert exit_status(Report(unchecked=(("x", "denied"),))) == 3
    assert exit_status(Report()) == 0


def test_the_level_decides_what_fails(store):
    report = run(store, now=datetime(2026, 12, 1, tzinfo=UTC))
    assert {one.severity for one in report.findings} == {"warning", "info"}
    assert [exit_status(report, level) for level in ("error", "warning", "info")] == [0, 1, 1]


def test_rules_can_be_chosen_and_left_out(store):
    edit(store, TIERS, "ack: [5m, always]", "ack: [60m, office]")
    assert set(rules(run(store, select=("T",), ignore=("T002", "T021")))) == {"T001", "T006"}


def test_a_worked_case_that_fails_is_a_finding_at_its_line(store):
    edit(store, "standards/calendars/office.yaml", "18:00", "17:30")
    found = of(run(store), "T021")
    assert found
    assert found[0].path.startswith("standards/cases/")
    assert "id: " in found[0].excerpt


def test_a_past_day_changed_by_a_hand_edit_is_a_revision_backwards(store):
    path = "standards/calendars/office.yaml"
    write(
        store,
        path,
        (store.root / path).read_text(encoding="utf-8") + 'exceptions: {"2026-05-29": []}\n',
    )
    assert of(run(store), "T022")
    text = (store.root / path).read_text(encoding="utf-8")
    write(store, path, text.replace("2026-05-29", "2026-06-02"))
    assert not of(run(store), "T022")


def test_a_past_day_changed_by_the_last_commit_is_a_revision_backwards(store):
    path = "standards/calendars/office.yaml"
    write(
        store,
        path,
        (store.root / path).read_text(encoding="utf-8") + 'exceptions: {"2026-05-29": []}\n',
    )
    git(store.root, "commit", "-qam", "hours")
    assert of(run(Store.open(store.root)), "T022")


def test_a_pinned_version_is_found_in_the_history_of_the_tiers(store):
    first = run(store)
    assert not of(first, "R005")
    edit(store, PATH, 'channel: "phone"', 'channel: "phone"')
    edit(store, PATH, "\nevents:", '\nstandard: {version: "1"}\nevents:')
    edit(store, TIERS, "version: 1", "version: 2")
    git(store.root, "commit", "-qam", "two")
    assert not of(run(Store.open(store.root)), "R005")
    edit(store, PATH, 'version: "1"', 'version: "7"')
    (finding,) = of(run(Store.open(store.root)), "R005")
    assert finding.facts["value"] == "7"


def test_the_settings_decide_whether_unknown_people_are_errors(store):
    write(store, "records/staff/s-li.yaml", 'id: "s-li"\n')
    assert {one.severity for one in of(run(store), "R003")} == {"info"}
    write(store, "wuye.yaml", SETTINGS + b"strict: true\n")
    assert {one.severity for one in of(run(store), "R003")} == {"error"}


def test_units_are_known_from_the_registered_ones(store):
    write(store, "records/units/3.yaml", 'units: {"3-1-0501": {}}\n')
    assert of(run(store), "R004")
    write(store, "records/units/3.yaml", 'units: [{id: "3-1-0502"}]\n')
    assert not of(run(store), "R004")
    write(store, "records/units/4.yaml", 'units: ["3-1-0502"]\n')
    assert [one.path for one in of(run(store), "R006")] == ["records/units/4.yaml"]


def test_two_processes_find_what_one_finds(store):
    for number in range(2, 40):
        name = f"WY-260501-A{number:03d}"
        text = GOOD.replace(b"WY-260501-A001", name.encode()).replace(b'"closed"', b'"done"')
        write(store, PATH.replace("WY-260501-A001", name), text)
    one, two = run(store, processes=1), run(store, processes=2)
    assert one == two
    assert len(of(one, "K001")) == 38


def test_nothing_is_written(store):
    before = git(store.root, "status", "--porcelain")
    run(store)
    assert git(store.root, "status", "--porcelain") == before == ""


def test_a_store_without_any_standard_says_what_is_missing(tmp_path):
    store = Store.create(
        tmp_path / "bare",
        {"wuye.yaml": SETTINGS},
        actor=CLERK,
        at=AT,
        subject="x",
        with_people=False,
    )
    report = run(store)
    assert sorted(one.path for one in of(report, "S002")) == [
        "standards/categories.yaml",
        "standards/flows.yaml",
        TIERS,
    ]


def test_listing_tells_how_many_files_it_found_so_far(store):
    told: list[int] = []
    listing = WorkTree(os.fspath(store.root), told.append).list()
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= len(listing.files)


def test_a_work_tree_that_counts_can_be_sent_to_another_process(store):
    """Where processes are not forked (macOS, Windows) it is pickled."""
    source = WorkTree(os.fspath(store.root), Counter("files").show)
    assert pickle.loads(pickle.dumps(source)).list() == source.list()  # noqa: S301 - our own
