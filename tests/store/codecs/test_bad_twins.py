"""Every S problem: a starter file, spoilt in one place, and what is reported where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.codecs import starter
from tests.support.depth import tries

from wuye_cli.store.codecs.calendars import read_calendar, read_holidays
from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.codecs.categories import read_category_book
from wuye_cli.store.codecs.duty import read_duty
from wuye_cli.store.codecs.flows import read_flow_book
from wuye_cli.store.codecs.procedures import read_procedure
from wuye_cli.store.codecs.tiers import read_tier_book

ZONE = "Asia/Shanghai"


def calendar_problems(tree):
    tables = {"cn": starter.rules().calendars["office"].holidays}
    return read_calendar("office", tree, holidays=tables, zone=ZONE)[1]


READERS = {
    "tiers.yaml": lambda tree: read_tier_book(tree)[1],
    "flows.yaml": lambda tree: read_flow_book(tree)[1],
    "procedures/home-repair.yaml": lambda tree: read_procedure("home-repair", tree)[1],
    "duty.yaml": lambda tree: read_duty(tree)[1],
    "categories.yaml": lambda tree: read_category_book(tree)[1],
    "calendars/office.yaml": calendar_problems,
    "holidays/cn.yaml": lambda tree: read_holidays("cn", tree)[1],
    "cases/starter.yaml": lambda tree: read_case_file(tree, base=starter.rules())[1],
    "cases/tickets.yaml": lambda tree: read_case_file(tree, base=starter.rules())[1],
}
GONE = object()

T, F, C = "tiers.yaml", "flows.yaml", "categories.yaml"
P = "procedures/home-repair.yaml"
K, H, A, W = "calendars/office.yaml", "holidays/cn.yaml", "cases/starter.yaml", "cases/tickets.yaml"

TWINS = [
    # unknown fields, with what was probably meant
    (T, ("policy", "warn_fracton"), 0.8, "S001", "warn_fraction"),
    (T, ("tiers", "general", "resolv"), ["3wd", "office"], "S001", "resolve"),
    (T, ("tiers", "emergency", "only_for", "vendor_arive"), ["fire"], "S001", "vendor_arrive"),
    (T, ("clocks", "ack", "humann"), True, "S001", "human"),
    (T, ("pause_rules", "needs_ak"), True, "S001", "needs_ack"),
    (T, ("pause_reasons", "authority", "stop"), [], "S001", "stops"),
    (F, ("steps", "ack", "whom"), ["desk"], "S001", "who"),
    (F, ("flows", "home", "when", "klass"), "x", "S001", "class"),
    (P, ("steps", 0, "lable"), "x", "S001", "label"),
    (P, ("steps", 0, "id"), GONE, "S014", None),
    (P, ("steps", 1, "id"), "shoe-covers", "R006", None),
    (P, ("steps", 0, "when"), "charge_above_nought", "S004", "charge_above_zero"),
    (F, ("flows", "home", "steps", "qoute"), "optional", "S001", "quote"),
    (C, ("categories", "fire", "alias"), ["火"], "S001", "aliases"),
    (C, ("categories", "heat", "rules", 0, "when", "urgncy"), "danger", "S001", "urgency"),
    (
        C,
        ("categories", "light.indoor", "limits", "resolve", "compex"),
        ["1h", "duty"],
        "S001",
        "complex",
    ),
    (K, ("week",), {}, "S001", "weekly"),
    (H, ("make_up",), [], "S001", "makeup"),
    (A, ("calc_vector",), [], "S001", "calc_vectors"),
    (A, ("calc_vectors", 0, "dew"), "x", "S001", "due"),
    (W, ("ticket_vectors", 0, "expects"), {}, "S001", "expect"),
    (W, ("ticket_vectors", 0, "expect", "tickt"), "met", "S001", "ticket"),
    (W, ("ticket_vectors", 0, "expect", "clocks", "arive"), {}, "S001", "arrive"),
    (W, ("ticket_vectors", 0, "expect", "clocks", "ack", "du"), "x", "S001", "due"),
    (W, ("ticket_vectors", 0, "events", 0, "chanel"), "phone", "S001", "channel"),
    # missing
    (T, ("effective_from",), GONE, "S002", None),
    (T, ("clocks", "reply", "from"), GONE, "S002", None),
    (T, ("pause_reasons", "authority", "stops"), GONE, "S002", None),
    (T, ("pause_rules", "approve_over", "by"), GONE, "S002", None),
    (F, ("flows",), GONE, "S002", None),
    (F, ("flows", "home", "steps"), GONE, "S002", None),
    (C, ("categories", "fire", "kind"), GONE, "S002", None),
    (C, ("categories", "heat", "rules", 0, "tier"), GONE, "S002", None),
    (K, ("weekly",), GONE, "S002", None),
    (H, ("sources",), GONE, "S002", None),
    (H, ("sources", "2023"), GONE, "S002", None),
    (A, ("calc_vectors", 0, "due"), GONE, "S002", None),
    (A, ("calc_vectors", 0, "start"), GONE, "S002", None),
    (W, ("ticket_vectors", 0, "as_of"), GONE, "S002", None),
    (W, ("ticket_vectors", 0, "events", 0, "do"), GONE, "S002", None),
    # wrong types
    (T, ("tiers", "general", "ack"), ["2h"], "S003", None),
    (T, ("tiers", "general", "ack", 0), 15, "S003", None),
    (T, ("tiers", "general", "ack"), None, "S003", None),
    (T, ("tiers", "general", "rank"), True, "S003", None),
    (T, ("tiers", "general"), [], "S003", None),
    (T, ("tiers", 7), {}, "S003", None),
    (T, ("policy", "warn_fraction"), "0.8", "S003", None),
    (T, ("clocks", "ack", "human"), "yes", "S003", None),
    (F, ("steps", "ack", "who"), [1], "S003", None),
    (C, ("categories", "fire", "label"), 119, "S003", None),
    (C, ("categories", "hotline.12345", "aliases", 0), 12345, "S003", None),
    (K, ("weekly", "mon-fri", 0), 510, "S003", None),
    (K, ("makeup",), "08:30-12:00", "S003", None),
    (H, ("years", 0), 2020.5, "S003", None),
    (A, ("calc_vectors", 18, "pauses", 0), ["2026-11-25T10:30:00+08:00"], "S003", None),
    (A, ("calc_vectors", 19, "fractions", "most"), "2026-11-25T10:30:00+08:00", "S003", None),
    (W, ("ticket_vectors", 1, "events", 8, "score"), "five", "S003", None),
    # not one of the words
    (T, ("pause_reasons", "authority", "stops"), ["resolv"], "S004", "resolve"),
    (T, ("tiers", "general", "agreed_time_first"), ["arive"], "S004", "arrive"),
    (T, ("schema",), "flows/1", "S004", "tiers/1"),
    (F, ("flows", "home", "steps", "ack"), "requird", "S004", "required"),
    (F, ("flows", "home", "required_if", "quote"), "charge_above_nil", "S004", "charge_above_zero"),
    (F, ("flows", "violation", "when", "kind"), "violaton", "S004", "violation"),
    (F, ("steps", "ack", "after"), ["recieve"], "S004", "receive"),
    (C, ("categories", "fire", "kind"), "repare", "S004", "repair"),
    (C, ("categories", "heat", "rules", 0, "when", "urgency"), "dangr", "S004", "danger"),
    (C, ("defaults", "place_from"), "unit", "S004", None),
    (K, ("holidays",), "cm", "S004", None),
    (K, ("timezone",), "Asia/Shangai", "S004", None),
    (A, ("calc_vectors", 0, "cal"), "allways", "S004", "always"),
    (A, ("calc_vectors", 0, "mode"), "strickt", "S004", "strict"),
    (A, ("day_resolution_order",), ["weekly", "rest"], "S004", None),
    (W, ("ticket_vectors", 0, "events", 3, "do"), "arived", "S004", "arrive"),
    (W, ("ticket_vectors", 0, "events", 0, "tier"), "emergncy", "S004", "emergency"),
    (W, ("ticket_vectors", 0, "expect", "ticket"), "meet", "S004", "met"),
    (W, ("ticket_vectors", 0, "expect", "clocks", "ack", "verdict"), "mett", "S004", "met"),
    (W, ("ticket_vectors", 22, "expect", "cycle1", "ack"), "mett", "S004", "met"),
    (W, ("ticket_vectors", 0, "calendar_override"), {"office": "ofice"}, "S004", "office"),
    # limits
    (T, ("tiers", "general", "ack", 0), "soon", "S005", None),
    (T, ("tiers", "general", "ack", 0), "1.5h", "S005", None),
    (T, ("tiers", "general", "ack", 0), "0m", "S005", None),
    (T, ("tiers", "general", "ack", 0), "-5m", "S005", None),
    (T, ("tiers", "general", "ack"), "2h", "S005", None),
    (T, ("policy", "reopen_window"), "a week", "S005", None),
    (T, ("pause_rules", "backdate_max"), "1d", "S005", None),
    (C, ("categories", "light.indoor", "limits", "resolve", "simple", 0), "8hours", "S005", None),
    (A, ("calc_vectors", 0, "limit"), "15", "S005", None),
    # instants, dates, windows
    (T, ("effective_from",), "2026-12-01T00:00:00", "S006", None),
    (T, ("effective_from",), "1 December", "S006", None),
    (K, ("weekly", "mon-fri", 0), "8:30-12:00", "S006", None),
    (K, ("weekly", "mon-fry"), [], "S006", None),
    (K, ("exceptions",), {"2026-02-30": []}, "S006", None),
    (H, ("rest", 0), "20200101", "S006", None),
    (H, ("fixed_fallback", 0), "13-01", "S006", None),
    (H, ("years", 0), "20", "S006", None),
    (A, ("calc_vectors", 0, "due"), "2026-11-23T23:55:00", "S006", None),
    (W, ("ticket_vectors", 0, "events", 0, "at"), "gestern", "S006", None),
    (W, ("ticket_vectors", 0, "expect", "clocks", "ack", "due"), "soon", "S006", None),
    # ids
    (T, ("tiers", "VIP"), {}, "S007", None),
    (T, ("clocks", "../ack"), {"from": "receive"}, "S007", None),
    (C, ("categories", "跑水"), {"label": "跑水", "kind": "repair"}, "S007", None),
    # schema
    (T, ("schema",), "tiers/2", "S008", None),
    (K, ("schema",), "calendar/12", "S008", None),
    (F, ("schema",), "flows/0", "S009", None),
    # range
    (T, ("policy", "warn_fraction"), 1.1, "S010", None),
    (T, ("policy", "visit_attempts_required"), 0, "S010", None),
    (T, ("version",), 0, "S010", None),
    (H, ("not_announced",), ["2026"], "S010", None),
    (A, ("calc_vectors", 19, "fractions", "0"), "2026-11-25T10:30:00+08:00", "S010", None),
    (A, ("calc_vectors", 18, "pauses", 0, 1), "2026-11-25T10:00:00+08:00", "S010", None),
    # empty texts
    (T, ("tiers", "general", "label"), " ", "S011", None),
    (C, ("categories", "fire", "label"), "", "S011", None),
    # references and tables
    (T, ("tiers", "general", "raise_to"), "general-3", "R001", "general-2"),
    (C, ("categories", "fire", "aliases"), ["跑水"], "R006", None),
    (A, ("calc_vectors", 1, "id"), "S01", "R006", None),
    (K, ("weekly", "fri"), [], "T008", None),
    (K, ("rest",), ["08:00-12:00", "11:00-13:00"], "T008", None),
    (H, ("makeup", 0), "2026-10-01", "T011", None),
    (T, ("policy", "escalation_fractions"), [1.0, 0.8], "T013", None),
]


def name_of(twin):
    return "{}-{}-{}".format(twin[3], twin[0].split(".")[0], twin[1][-1])


@pytest.mark.parametrize(("file", "path", "value", "code", "meant"), TWINS, ids=map(name_of, TWINS))
def test_a_spoilt_twin_is_reported_once_and_in_its_place(file, path, value, code, meant):
    tree = starter.tree(file)
    if value is GONE:
        *way, last = path
        part = tree
        for key in way:
            part = part[key]
        del part[last]
    else:
        starter.put(tree, path, value)
    found = READERS[file](tree)
    hits = [problem for problem in found if problem.code == code]
    assert len(hits) == 1, found
    where = hits[0].where
    shared = min(len(where), len(path))
    assert where[:shared] == path[:shared]
    assert meant is None or hits[0].facts["suggestion"] == meant


@pytest.mark.parametrize("file", sorted(READERS))
def test_the_unspoilt_file_has_no_problem(file):
    assert READERS[file](starter.tree(file)) == []


@pytest.mark.parametrize("file", sorted(READERS))
def test_a_team_s_own_keys_are_allowed_everywhere(file):
    def with_own(part):
        if isinstance(part, dict):
            return {
                "x-ours": ["1h", "always"],
                **{key: with_own(value) for key, value in part.items()},
            }
        return [with_own(item) for item in part] if isinstance(part, list) else part

    assert READERS[file](with_own(starter.tree(file))) == []


def test_all_faults_of_a_file_are_listed_not_only_the_first():
    tree = starter.tree(T)
    starter.put(tree, ("tiers", "general", "ack", 0), "soon")
    starter.put(tree, ("tiers", "special", "visitt"), ["1h", "duty"])
    starter.put(tree, ("policy", "warn_fraction"), 3)
    assert starter.codes(READERS[T](tree)) == ["S010", "S005", "S001"]


@pytest.mark.parametrize("file", sorted(READERS))
@pytest.mark.parametrize("tree", [None, [], "text", 7, {}])
def test_a_file_that_is_something_else_is_a_problem_and_no_crash(file, tree):
    assert READERS[file](tree) != [] or tree == {}


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["1h", "channel", "general", "2026-02-14", "08:00-12:00", "ack", "agreed"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.integers() | st.sampled_from(["flows", "at"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("file", sorted(READERS))
@settings(max_examples=tries(60), deadline=None)
@given(data=st.data())
def test_no_value_anywhere_makes_a_reader_crash(file, data):
    tree = starter.tree(file)
    part, way = tree, []
    while isinstance(part, dict | list) and part:
        keys = sorted(part) if isinstance(part, dict) else list(range(len(part)))
        way.append(data.draw(st.sampled_from(keys)))
        part = part[way[-1]]
        if data.draw(st.integers(0, 3)) == 0:
            break
    starter.put(tree, way, data.draw(values))
    assert isinstance(READERS[file](tree), list)
