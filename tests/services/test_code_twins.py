"""Every rule over one file, through the whole check: a file that breaks it, and a clean twin."""

from __future__ import annotations

import shutil
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.repos import AT, CLERK

from wuye_cli.services.checking.run import Asked, check
from wuye_cli.store.repository import Store

STANDARDS = Path(__file__).parents[2] / "standards"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TIERS, CATEGORIES = "standards/tiers.yaml", "standards/categories.yaml"
CALENDAR, OFFICE = "standards/calendars/night.yaml", "standards/calendars/office.yaml"
RECEIPT, TICKET = "standards/templates/receipt.yaml", "records/tickets/2026/05/01/"
GOOD = 'schema: calendar/1\nlabel: 夜间\nweekly: {mon-fri: ["20:00-23:00"]}\n'


def label(text):
    """A calendar with another label."""
    return GOOD.replace("夜间", text)


def weekly(text):
    """A calendar with other hours."""
    return GOOD.replace('"20:00-23:00"', text)


def edit(path, old, new, same=None):
    """A file of the starter set with one place changed, and with the same place changed well."""
    text = (STANDARDS.parent / path).read_text(encoding="utf-8")
    assert old in text, (path, old)
    return path, text.replace(old, new, 1), text if same is None else text.replace(old, same, 1)


def holidays(rest, makeup):
    """A table of holidays."""
    return (
        f'schema: holidays/1\nsource: "x"\nyears: [2026]\nrest: ["{rest}"]\nmakeup: ["{makeup}"]\n'
    )


DECOMPOSED = unicodedata.normalize("NFD", "x-é")
CASES = {
    "Y001": (CALENDAR, "schema: calendar/1\nweekly: [", GOOD),
    "Y002": (CALENDAR, GOOD + "label: 再一次\n", GOOD),
    "Y003": (CALENDAR, label("12:30"), label('"12:30"')),
    "Y004": (CALENDAR, label("0301"), label('"0301"')),
    "Y005": (CALENDAR, label("NO"), label('"NO"')),
    "Y006": (CALENDAR, label("1.10"), label('"1.10"')),
    "Y007": (CALENDAR, label("2026-12-01"), label('"2026-12-01"')),
    "Y008": (CALENDAR, label("&x 夜间"), label('"&x 夜间"')),
    "Y009": (CALENDAR, GOOD + "<<: {basis: x}\n", GOOD + "basis: x\n"),
    "Y010": (CALENDAR, label("!!str 夜间"), label('"!!str 夜间"')),
    "Y011": (CALENDAR, GOOD + "---\nlabel: x\n", GOOD),
    "Y012": (CALENDAR, GOOD.encode("gb18030"), GOOD.encode()),
    "Y013": (CALENDAR, label('"夜\u200b间"'), label('"夜间"')),
    "Y014": (CALENDAR, label("３０号"), label('"30号"')),
    "Y015": (CALENDAR, GOOD + f"{DECOMPOSED}: x\n", GOOD + "x-é: x\n"),
    "Y016": (CALENDAR, GOOD + "# " + "x" * (1 << 20), GOOD + "# " + "x" * 100),
    "S001": (CALENDAR, GOOD + "lable: x\n", GOOD + "label_en: x\n"),
    "S002": (CALENDAR, "schema: calendar/1\n", GOOD),
    "S003": (CALENDAR, label("[夜间]"), GOOD),
    "S004": (CALENDAR, GOOD + "timezone: Mars/North\n", GOOD + "timezone: Asia/Shanghai\n"),
    "S005": edit(TIERS, "ack: [5m, always]", "ack: [soon, always]", "ack: [6m, always]"),
    "S006": (CALENDAR, weekly('"8-9"'), weekly('"08:00-09:00"')),
    "S007": ("standards/calendars/Night_1.yaml", GOOD, None),
    "S008": (CALENDAR, GOOD.replace("calendar/1", "calendar/9"), GOOD),
    "S009": (CALENDAR, GOOD.replace("calendar/1", "calendar/0"), GOOD),
    "S010": edit(TIERS, "urge_escalates_at: 2", "urge_escalates_at: 0", "urge_escalates_at: 3"),
    "S011": (CALENDAR, label('""'), GOOD),
    "S015": edit(RECEIPT, "{id}", "{idd}{id}"),
    "S016": edit(RECEIPT, "{id}", "编号"),
    "S017": edit(RECEIPT, "{id}", "{id!r}"),
    "R001": edit(CATEGORIES, "tier: emergency", "tier: emergancy"),
    "R002": edit(TIERS, "[lift.entrapment]", "[lift.entrapmant]"),
    "R006": edit(CATEGORIES, "aliases: [跑水,", "aliases: [跑水, 漏水,", "aliases: [跑水, 飙水,"),
    "T008": (
        CALENDAR,
        weekly('"20:00-22:00", "21:00-23:00"'),
        weekly('"20:00-21:00", "21:00-23:00"'),
    ),
    "T011": (
        "standards/holidays/own.yaml",
        holidays("2026-02-14", "2026-02-14"),
        holidays("2026-02-16", "2026-02-14"),
    ),
    "T012": edit(TIERS, "warn_fraction: 0.8", "warn_fraction: 1.1", "warn_fraction: 0.7"),
    "T013": edit(
        TIERS,
        "escalation_fractions: [0.8, 1.0, 1.5, 2.0]",
        "escalation_fractions: [1.0, 0.8]",
        "escalation_fractions: [0.8, 1.0]",
    ),
}
"""Code to the path of a file, what breaks the rule there, and what does not (None: no file)."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with the starter set, whose files are changed one at a time."""
    root = tmp_path_factory.mktemp("twins")
    files = {"wuye.yaml": b'schema: "wuye/1"\n'}
    for path in sorted(STANDARDS.rglob("*.yaml")):
        files["standards/" + path.relative_to(STANDARDS).as_posix()] = path.read_bytes()
    Store.create(root / "store", files, actor=CLERK, at=AT, subject="found", with_people=False)
    return Store.open(root / "store")


@pytest.fixture(scope="module")
def calendars(store):
    """The codes found in the calendars of all cases, bad and good, each under a name of its own.

    They say nothing of one another, so two runs serve them all.
    """
    found = {}
    for side in (1, 2):
        lying = {}
        for code, case in CASES.items():
            if case[0] == CALENDAR:
                name = f"standards/calendars/{code.lower()}.yaml"
                lying[name] = (code, case[side])
                (store.root / name).write_bytes(as_bytes(case[side]))
        findings = check(store, Asked(paths=tuple(lying)), NOW).findings
        for name, (code, _) in lying.items():
            found[code, side] = {one.rule for one in findings if one.path == name}
            (store.root / name).unlink()
    return found


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode()


def codes(store, path, text):
    """The codes found in one file as it would lie there; the store is as before afterwards."""
    place = store.root / path
    before = place.read_bytes() if place.exists() else None
    if text is not None:
        place.write_bytes(as_bytes(text))
    try:
        paths = (path,) if place.exists() else ("standards/calendars",)
        report = check(store, Asked(paths=paths), NOW)
        return {one.rule for one in report.findings if one.path == path}
    finally:
        if before is None:
            place.unlink(missing_ok=True)
        else:
            place.write_bytes(before)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_file_that_breaks_the_rule_is_found_and_its_clean_twin_is_not(store, calendars, code):
    path, bad, good = CASES[code]
    if path == CALENDAR:
        assert code in calendars[code, 1]
        assert code not in calendars[code, 2]
    else:
        assert code in codes(store, path, bad)
        assert code not in codes(store, path, good)


def test_the_clean_calendar_breaks_no_rule(store):
    assert codes(store, CALENDAR, GOOD) == set()


def test_the_store_is_left_as_it_was(store):
    shutil.rmtree(store.root / "records", ignore_errors=True)
    assert store.hand_edits() == []
