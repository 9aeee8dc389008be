"""The JSON Schemas judge our files as the readers do, by other people's code."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator
from tests.support.depth import stride

from wuye_cli.checking.examples import EXAMPLES
from wuye_cli.checking.file_kinds import FILES, kind_at
from wuye_cli.domain.approving.approval import Act
from wuye_cli.i18n.format_words import WORDS
from wuye_cli.render.schemas.build import schema_of
from wuye_cli.render.schemas.outputs import OUTPUTS
from wuye_cli.services.file_formats import found_formats
from wuye_cli.store.codecs.approvals import read_approval, write_approval
from wuye_cli.store.codecs.boxes import read_opening
from wuye_cli.store.codecs.cadences import faults_of_cadences
from wuye_cli.store.codecs.calendars import read_calendar, read_holidays
from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.codecs.categories import read_category_book
from wuye_cli.store.codecs.duty import read_duty
from wuye_cli.store.codecs.flows import read_flow_book
from wuye_cli.store.codecs.policy import faults_of_policy
from wuye_cli.store.codecs.prices import read_prices
from wuye_cli.store.codecs.retention import read_retention
from wuye_cli.store.codecs.staff import read_staff
from wuye_cli.store.codecs.suspects import write_cleared
from wuye_cli.store.codecs.targets import faults_of_targets
from wuye_cli.store.codecs.templates import read_template
from wuye_cli.store.codecs.tiers import read_tier_book
from wuye_cli.store.yaml_text import read_plain

ROOT = Path(__file__).parents[3]
FORMATS = found_formats()
SCHEMAS = {kind: schema_of(kind, FORMATS) for kind in FILES}
FOUND = [path for folder in ("standards", "records") for path in (ROOT / folder).rglob("*.yaml")]
OUR_FILES = ["wuye.yaml", *sorted(path.relative_to(ROOT).as_posix() for path in FOUND)]


def faults(kind, tree):
    return [error.message for error in Draft202012Validator(SCHEMAS[kind]).iter_errors(tree)]


def tree_of(path):
    return read_plain((ROOT / path).read_bytes())


@pytest.mark.parametrize("kind", [*FILES, *OUTPUTS])
def test_a_schema_is_one(kind):
    schema = SCHEMAS[kind] if kind in FILES else OUTPUTS[kind]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["$id"] == f"urn:wuye:schema:{kind}"
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_speaks_both_languages_in_the_words_of_the_pages(kind):
    words = WORDS[FILES[kind].section]
    for key, piece in SCHEMAS[kind]["properties"].items():
        _, zh, en = words.rows[key]
        assert piece["description"] == (f"{zh}\n\n{en}" if zh != en else zh)
    assert SCHEMAS[kind]["title"] == " / ".join(one.replace("`", "") for one in words.title)


@pytest.mark.parametrize("path", OUR_FILES)
def test_every_file_of_ours_fits_its_schema(path):
    assert kind_at(path), "no schema for it"
    assert not faults(kind_at(path), tree_of(path))


def test_every_kind_of_file_that_has_a_page_has_a_schema():
    pages = {name for name, words in WORDS.items() if words.mark == "##"}
    assert {file.section for file in FILES.values()} == pages


def test_a_kind_is_known_by_its_place():
    assert kind_at("records/tickets/2026/11/21/WY-261121-A017.yaml") == "ticket"
    assert kind_at("standards/calendars/office.yaml") == "calendar"
    assert [
        kind_at(path) for path in ("", "tiers.yaml", "standards/x.yaml", "standards/cases/a.yml")
    ] == [""] * 4
    assert kind_at("records/approvals/tiers/0001.yaml") == "approval"
    assert kind_at("records/approvals/services/repair/0001.yaml") == "approval"
    assert kind_at("standards/.accept.yaml") == "accept"


# --- what `check` refuses, the schema refuses where it can say so

TIERS = {
    "schema": "tiers/1",
    "version": 1,
    "effective_from": "2026-01-01T00:00:00+08:00",
    "tiers": {"general": {"label": "一般", "ack": ["15m", "always"]}},
}
TICKET = {
    "schema": "ticket/1",
    "id": "WY-261121-A017",
    "uid": "01JD6Z0X3V8R2M5K7Q9T4W1YBC",
    "status": "received",
    "kind": "repair",
    "title": "厨房水管爆裂",
    "events": [
        {"id": "e123456789", "at": "2026-11-21T09:12:00+08:00", "do": "receive", "tier": "general"}
    ],
}
OPENING = {
    "schema": "box-opening/1",
    "id": "BX-261121-A01",
    "at": "2026-11-21T09:12:00+08:00",
    "keyholder": "s-wang",
    "witness": "s-li",
    "count": 0,
}

ACCEPTED = {
    "schema": "accept/1",
    "accepted": {"0123456789abcdef": {"reason": "试行", "by": "manager", "until": "2026-12-31"}},
}
ACT = {"by": "s-li", "at": "2026-11-21T09:12:00+08:00", "role": "manager"}
APPROVAL = {
    "schema": "approval/1",
    "standard": "tiers",
    "version": "2",
    "content": "ab" * 32,
    "terms": "cd" * 32,
    "proposed": ACT,
    "approvals": [ACT],
    "needs": {"approvals": 1, "by": ["manager"], "four_eyes": True, "notice_days": 7},
    "impact": {"forgiven": 1, "newly_failed": 2, "tickets": 30},
}
SUSPECTS = {"schema": "suspects/1", "standard": "services/daily", "cleared": {"ab12": [ACT]}}


def put(tree, *way):
    """Return a copy with a value (the last of the way) put at a place; `...` takes it away."""
    *steps, last, value = way
    changed = copy.deepcopy(tree)
    place = changed
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return changed


BAD = {
    "S001 tier": ("tiers", put(TIERS, "tiers", "general", "respnse", ["15m", "always"])),
    "S001 top": ("tiers", put(TIERS, "verson", 1)),
    "S001 ticket": ("ticket", put(TICKET, "tittle", "x")),
    "S001 event": ("ticket", put(TICKET, "events", 0, "hwo", "x")),
    "S001 settings": ("settings", {"schema": "wuye/1", "timezon": "Asia/Shanghai"}),
    "S002 version": ("tiers", put(TIERS, "version", ...)),
    "S002 title": ("ticket", put(TICKET, "title", ...)),
    "S002 schema": ("settings", {"estate": "阳光花园"}),
    "S002 weekly": ("calendar", {"schema": "calendar/1"}),
    "S002 source": ("holidays", {"years": [2026], "rest": [], "makeup": []}),
    "S002 event": ("ticket", put(TICKET, "events", 0, "do", "regrade")),
    "S002 due": (
        "cases",
        {"calc_vectors": [{"id": "a", "cal": "c", "start": "2026-01-01T00:00:00Z", "limit": "1h"}]},
    ),
    "S003 target": ("tiers", put(TIERS, "tiers", "general", "ack", 15)),
    "S003 three": ("tiers", put(TIERS, "tiers", "general", "ack", ["15m", "always", "x"])),
    "S003 title": ("ticket", put(TICKET, "title", 12)),
    "S003 strict": ("settings", {"schema": "wuye/1", "strict": "true"}),
    "S004 kind": ("ticket", put(TICKET, "kind", "repairs")),
    "S004 status": ("ticket", put(TICKET, "status", "finished")),
    "S004 urgency": ("ticket", put(TICKET, "events", 0, "urgency", "soon")),
    "S004 category": (
        "categories",
        {"schema": "categories/1", "categories": {"a": {"label": "x", "kind": "repairs"}}},
    ),
    "S004 need": (
        "flows",
        {"schema": "flows/1", "steps": {}, "flows": {"a": {"steps": {"ack": "must"}}}},
    ),
    "S004 role": ("staff", {"schema": "staff/1", "id": "s-li", "role": "boss"}),
    "S005 limit": ("tiers", put(TIERS, "tiers", "general", "ack", ["soon", "always"])),
    "S005 word": ("tiers", put(TIERS, "tiers", "general", "ack", "15m")),
    "S005 zero": ("tiers", put(TIERS, "policy", {"reopen_window": "0m"})),
    "S005 half": ("tiers", put(TIERS, "policy", {"reopen_window": "1.5h"})),
    "S005 keep": ("retention", {"default": {"keep": "long"}}),
    "S005 event": ("ticket", put(TICKET, "events", 0, "limits", {"ack": ["soon", "always"]})),
    "S006 offset": ("ticket", put(TICKET, "events", 0, "at", "2026-11-21T09:12:00")),
    "S006 from": ("tiers", put(TIERS, "effective_from", "2026-01-01")),
    "S006 date": (
        "holidays",
        {"source": "x", "years": [2026], "rest": ["2026-13-01"], "makeup": []},
    ),
    "S006 window": ("calendar", {"weekly": {"mon-fri": ["8:30-12:00"]}}),
    "S006 days": ("calendar", {"weekly": {"monday": ["08:30-12:00"]}}),
    "S006 phone": (
        "duty",
        {"schema": "duty/1", "order": [], "contacts": {"a": {"label": "x", "phone": "call me"}}},
    ),
    "S007 ticket": ("ticket", put(TICKET, "id", "17")),
    "S007 uid": ("ticket", put(TICKET, "uid", "x")),
    "S007 tier": ("tiers", put(TIERS, "tiers", "General", {"label": "x"})),
    "S007 opening": ("box-opening", put(OPENING, "id", "261121")),
    "S008 ticket": ("ticket", put(TICKET, "schema", "ticket/9")),
    "S009 ticket": ("ticket", put(TICKET, "schema", "ticket/0")),
    "S008 tiers": ("tiers", put(TIERS, "schema", "tiers/2")),
    "S010 score": ("ticket", put(TICKET, "events", 0, "score", 105)),
    "S010 rank": ("tiers", put(TIERS, "tiers", "general", "rank", -1)),
    "S010 count": ("box-opening", put(OPENING, "count", -1)),
    "T012 warn": ("tiers", put(TIERS, "policy", {"warn_fraction": 1.1})),
    "S011 title": ("ticket", put(TICKET, "title", " ")),
    "S011 label": ("tiers", put(TIERS, "tiers", "general", "label", "")),
    "S001 accepted": ("accept", put(ACCEPTED, "accepted", "0123456789abcdef", "who", "x")),
    "S002 reason": ("accept", put(ACCEPTED, "accepted", "0123456789abcdef", "reason", ...)),
    "S006 until": ("accept", put(ACCEPTED, "accepted", "0123456789abcdef", "until", "spring")),
    "S007 accepted": ("accept", put(ACCEPTED, "accepted", {"xyz": {}})),
    "S001 approval": ("approval", put(APPROVAL, "status", "approved")),
    "S002 proposed": ("approval", put(APPROVAL, "proposed", ...)),
    "S002 impact": ("approval", put(APPROVAL, "impact", {"forgiven": 1})),
    "S004 content": ("approval", put(APPROVAL, "content", "ab")),
    "S004 customer": ("approval", put(APPROVAL, "customer", "fine")),
    "S006 approved": ("approval", put(APPROVAL, "approvals", 0, "at", "2026-11-21")),
    "S001 cleared": ("suspects", put(SUSPECTS, "cleared", "ab12", 0, "why", "x")),
    "S001 right": ("policy", {"schema": "policy/1", "roles": {}, "rights": {}}),
    "S004 right": (
        "policy",
        {"schema": "policy/1", "roles": {"desk": {"label": "x", "may": ["everything"]}}},
    ),
    "S011 events": ("ticket", put(TICKET, "events", [])),
}


@pytest.mark.parametrize("name", BAD)
def test_what_check_refuses_the_schema_refuses(name):
    kind, tree = BAD[name]
    assert faults(kind, tree)


def test_every_rule_about_shape_that_has_an_example_has_one_here():
    of_shape = {code for code in EXAMPLES if "S001" <= code <= "S011"}
    assert of_shape <= {name.split()[0] for name in BAD}


def test_the_clean_twins_fit():
    assert not faults("tiers", TIERS)
    assert not faults("ticket", TICKET)
    assert not faults("box-opening", OPENING)
    assert not faults("accept", ACCEPTED)
    assert not faults("approval", APPROVAL)
    assert not faults("suspects", SUSPECTS)
    assert not faults("policy", {"schema": "policy/1", "roles": {}})
    assert not faults("calendar", {"always": True, "label": "全天候"})
    assert faults("calendar", {"always": True, "weekly": {}})


@pytest.mark.parametrize(
    ("kind", "tree"),
    [("tiers", TIERS), ("ticket", TICKET), ("staff", {"schema": "staff/1", "id": "s-li"})],
)
def test_keys_of_ones_own_fit_wherever_ours_do(kind, tree):
    assert not faults(kind, put(tree, "x-note", "ours"))


def test_what_we_write_about_approvals_fits():
    act = Act(by="s-li", at=datetime(2026, 11, 21, tzinfo=UTC), role="manager", reason="x")
    full = read_approval("records/approvals/tiers/0001.yaml", APPROVAL)[0]
    assert full is not None
    full = msgspec.structs.replace(
        full, effective_from=act.at, review_by=act.at.date(), withdrawn=act, before="ef" * 32
    )
    assert not faults("approval", read_plain(write_approval(full)))
    assert not faults("suspects", read_plain(write_cleared("services/daily", {"ab12": (act,)})))


def test_keys_of_ones_own_fit_inside_as_well():
    assert not faults("tiers", put(TIERS, "tiers", "general", "x-colour", "red"))
    assert not faults("tiers", put(TIERS, "tiers", "x-later", {"any": "thing"}))
    assert not faults("ticket", put(TICKET, "events", 0, "x-van", "3"))


def test_declared_clocks_are_keys_of_a_tier():
    own = put(TIERS, "clocks", {"contain": {"from": ["receive"]}})
    assert not faults("tiers", put(own, "tiers", "general", "contain", ["1h", "always"]))


def test_an_imported_ticket_owes_no_facts():
    bare = put(TICKET, "events", 0, "do", "regrade")
    assert not faults("ticket", put(bare, "source", {"system": "old", "key": "17"}))


# --- by mutation: schema and reader agree on every file of the starter set, place by place


def readers(path):
    name = Path(path).stem
    return {
        "tiers": lambda tree: read_tier_book(tree)[1],
        "categories": lambda tree: read_category_book(tree)[1],
        "flows": lambda tree: read_flow_book(tree)[1],
        "calendar": lambda tree: read_calendar(
            name, tree, holidays={"cn": None}, zone="Asia/Shanghai"
        )[1],
        "holidays": lambda tree: read_holidays(name, tree)[1],
        "duty": lambda tree: read_duty(tree)[1],
        "prices": lambda tree: read_prices(tree)[1],
        "retention": lambda tree: read_retention(tree)[1],
        "template": lambda tree: read_template(name, tree)[1],
        "cases": lambda tree: read_case_file(tree)[1],
        "staff": lambda tree: read_staff(tree)[1],
        "box-opening": lambda tree: read_opening(name, tree)[1],
        "policy": faults_of_policy,
        "targets": faults_of_targets,
        "cadences": lambda tree: faults_of_cadences(tree, None),
    }


# What JSON Schema cannot say: references to what another place declares, order, uniqueness,
# the braces of a text, names of zones.
UNSAYABLE = {"S004", "S015", "S016", "S017", "T008", "T011", "T013", "R001", "R002", "R006"}
BY_REFERENCE = {
    ("flows", "S001"),  # a step that a flow names and the file does not declare
    ("tiers", "S001"),  # a clock of a tier that `clocks` does not declare
    ("holidays", "S002"),  # a source for every year
    ("prices", "S010"),  # a highest price below the lowest
    ("template", "S007"),  # an id that is not the name of the file
    ("targets", "S010"),  # a goal below the floor
    ("holidays", "S010"),  # a year that is announced and not
}
UNREAD = ("label", "label_en", "basis")
"""Texts of calendars, holidays and retention that are shown nowhere: the schema alone looks."""
JUNK = (None, 17, -1, "", " ", "zzz", [[]], {}, {"zzz": "zzz"})


def places(tree, way=()):
    yield way
    steps = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for step, value in steps:
        yield from places(value, (*way, step))


def replaced(tree, way, value):
    if not way:
        return value
    copied = copy.copy(tree)
    if value is ... and len(way) == 1:
        del copied[way[0]]
    else:
        copied[way[0]] = replaced(tree[way[0]], way[1:], value)
    return copied


# one file of each kind, the largest
MUTATED = sorted(
    {
        kind_at(path): path
        for path in sorted(OUR_FILES, key=lambda one: (ROOT / one).stat().st_size)
        if kind_at(path) in readers(path) and kind_at(path) != "cases"
    }.values()
)


@pytest.mark.parametrize("path", MUTATED)
def test_schema_and_reader_refuse_the_same_wherever_a_value_is_wrong(path):
    kind, tree = kind_at(path), tree_of(path)
    read, validator = readers(path)[kind], Draft202012Validator(SCHEMAS[kind])
    for key, value in tree.items():  # the first few of each collection stand for the rest
        if isinstance(value, dict) and key not in ("clocks", "steps"):
            tree[key] = dict(list(value.items())[:2])
        if isinstance(value, list):
            tree[key] = value[:2]
    wrongs = [(way, junk) for way in list(places(tree))[1:] for junk in (..., *JUNK)]
    for way, junk in wrongs[:: stride()]:
        changed = replaced(tree, way, junk)
        told = read(changed)
        if validator.is_valid(changed):
            told = {problem.code for problem in told} - UNSAYABLE
            assert all((kind, code) in BY_REFERENCE for code in told), (way, junk, told)
        else:
            assert told or way[-1] in UNREAD, (way, junk)
