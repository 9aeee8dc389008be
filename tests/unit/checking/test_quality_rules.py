"""Family Q, by table: what each rule catches in a small set of standards, and its clean twin."""

from __future__ import annotations

import pytest
from tests.unit.checking.written import HOME, STAFF, TARGETS, with_commitment, written

from wuye_cli.checking.facts import TicketRow
from wuye_cli.checking.rule import STORE
from wuye_cli.checking.runner import Selection

DAY = 86400
LIMIT = "measure: {limit: [15m, always]}"
TEXT = "text: 15分钟内到现场"
PATROLS = ("staff", "    measure: {limit: [10m, always]}", "    measure: {count: 1, every: day}")
SWEPT = ("promise", LIMIT, 'measure: {window: {by: ["07:30", "17:30"]}}')


def swept(times):
    return ("staff", "measure: {limit: [10m, always]}", f"measure: {{window: {times}}}")


def found(changes=(), extra=None, select=("Q",), **facts):
    """The codes found; the readers must have nothing to say but what the case is about."""
    facts_, _ = written(changes, extra, **facts)
    return [finding.rule for finding in Selection(select).run(STORE, facts_)]


def qualitative(criterion):
    return ("promise", LIMIT, f"qualitative: {{criterion: {criterion}, evidence: [survey]}}")


def row(day, **fields):
    given = {"kind": "repair", "received": day * DAY} | fields
    return TicketRow(path=f"t{day}.yaml", id=f"T{day}", **given)


# code: (what breaks it, what does not)
CASES = {
    "Q001": (
        [
            [qualitative("热情周到的服务")],
            [qualitative("Warm and friendly service")],
            [("promise", f"    {LIMIT}\n", "")],
            [("staff", "text: 接报放下手里的活，10分钟内到", "text: 热情服务"),
             ("staff", "    measure: {limit: [10m, always]}\n", "")],
        ],
        [
            [qualitative("抽查时问候到、帮到两项俱全")],
            [qualitative("接听不超过三声")],
            [("staff", "    measure: {limit: [10m, always]}\n", "")],
            [("promise", LIMIT, "measure: {check: 到现场有照片}")],
        ],
    ),
    "Q002": (
        [
            [("promise", TEXT, "text: 及时到现场")],
            [("promise", TEXT, "text: 原则上15分钟内到现场")],
            [("promise", "text_en: on site within fifteen minutes", "text_en: on site promptly")],
            [("home", "label: 到场", "label: 到场, text: 必要时断电")],
            [("staff", "text: 接报放下手里的活", "text: 适当放下手里的活")],
            [("daily", "content: 到场的钟达标", "content: 定期看到场的钟")],
            [qualitative("尽量三项俱全")],
            [("promise", "kind: hard", "kind: flexible\n    tolerance: 视情况")],
        ],
        [
            [("promise", TEXT, "text: 15分钟内及时到现场")],
            [("promise", TEXT, "text: 15分钟内到现场，不说“尽快”")],
            [("promise", TEXT, "text: 15分钟内到现场，不得以及时搪塞")],
            [("promise", TEXT, "text: 15分钟内到现场，留出必要时间")],
            [("daily", "content: 到场的钟达标", "content: 急修及时率")],
        ],
    ),
    "Q003": (
        [
            [("promise", TEXT, "text: 宜15分钟内到现场")],
            [("promise", TEXT, "text: 可15分钟内到现场")],
            [("promise", "text_en: on site", "text_en: should be on site")],
        ],
        [
            [("promise", TEXT, "text: 应15分钟内到现场")],
            [("promise", TEXT, "text: 15分钟内到现场，业主可随时查询")],
            [("promise", TEXT, "text: 15分钟内响应，供应商相同")],
            [("staff", "text: 接报放下手里的活", "text: 宜放下手里的活")],
            [("promise", TEXT, "text: 原则上15分钟内到现场")],
        ],
    ),
    "Q004": (
        [
            [("promise", TEXT, "text: 15分钟内到现场，并且当场讲明原因")],
            [("promise", TEXT, "text: 15分钟内到现场；当天修好")],
        ],
        [
            [("promise", TEXT, "text: 15分钟内到现场，问题合并处理")],
            [("promise", TEXT, "text: 15分钟内到现场（夜间相同；节假日相同）")],
        ],
    ),
    "Q005": (
        [
            [("promise", "owner: manager\n", "")],
            [("home", "owner: manager\n", "")],
            [("quality", "owner: manager\n", "")],
        ],
        [[("targets", "schema: targets/1", "schema: targets/1\nx-owner: nobody")]],
    ),
    "Q006": (
        [
            [("promise", "owner: manager", "owner: 李敏")],
            [("promise", "owner: manager", "owner: s-zhao")],
            [("promise", "owner: manager", "owner: li@desk.example")],
        ],
        [
            [("promise", "owner: manager", "owner: 项目经理")],
            [("promise", "owner: manager", "owner: nobody")],
        ],
    ),
    "Q007": (
        [[("daily", 'review_by: "2027-12-31"\n', "")]],
        [[("daily", 'review_by: "2027-12-31"', 'review_by: "2027-12-31T00:00:00+08:00"')]],
    ),
    "Q008": (
        [
            [("daily", 'review_by: "2027-12-31"', 'review_by: "2026-05-31"')],
            [("targets", "schema: targets/1", 'schema: targets/1\nreview_by: "2026-05-31"')],
        ],
        [[("daily", 'review_by: "2027-12-31"', 'review_by: "2026-06-01"')]],
    ),
    "Q009": (
        [[("promise", '    evidence: ["event:arrive"]\n', "")]],
        [[qualitative("问候到、帮到两项俱全"), ("promise", '    evidence: ["event:arrive"]\n', "")]],
    ),
    "Q010": (
        [[("promise", "    metric: repair.urgent\n", "")]],
        [[("promise", LIMIT, "measure: {target: repair.urgent}"),
          ("promise", "    metric: repair.urgent\n", "")]],
    ),
    "Q011": (
        [
            [("promise", "metric: repair.urgent", "metric: entry.lag")],
            [("targets", ", goal: 1.0", "")],
        ],
        [[("targets", "goal: 1.0", "floor: 0.9")]],
    ),
    "Q012": (
        [
            [("promise", "    steps: [home.go]\n", ""), ("staff", "    serves: [promise.on-time]\n", "")],
            [("promise", "    inspected_by: [daily.clocks]\n", ""),
             ("daily", ", serves: [promise.on-time]", "")],
        ],
        [
            [("promise", "    steps: [home.go]\n", "")],
            [("staff", "    serves: [promise.on-time]\n", "")],
            [("promise", "    inspected_by: [daily.clocks]\n", "")],
            [("daily", "serves: [promise.on-time]", "checks: [staff.go]"),
             ("promise", "    inspected_by: [daily.clocks]\n", "")],
        ],
    ),
    "Q013": (
        [
            [("staff", "[10m, always]", "[45m, always]")],
            [("staff", "[10m, always]", "[1d, always]")],
            [("home", "limit: 5m", "limit: 45m")],
            [("home", "limit: 5m", "limit: 10m"), ("home", "consent: true", "consent: true, limit: 10m"),
             ("promise", "steps: [home.go]", "steps: [home]")],
            [("promise", LIMIT, "measure: {clock: ack, tiers: [emergency]}"),
             ("staff", "{limit: [10m, always]}", "{clock: ack, tiers: [general]}")],
            [SWEPT, swept('{by: ["07:30", "18:00"]}')],
            [SWEPT, swept('{by: "07:30"}')],
            [("promise", LIMIT, 'measure: {window: {about: "22:00", tolerance: 30m}}'),
             swept('{about: "22:00", tolerance: 60m}')],
            [("promise", LIMIT, "measure: {cadence: patrol}"), PATROLS],
        ],
        [
            [("staff", "[10m, always]", "[15m, always]")],
            [("home", "limit: 5m", "limit: 15m")],
            [("promise", LIMIT, "measure: {clock: ack, tiers: [general]}"),
             ("staff", "{limit: [10m, always]}", "{clock: ack, tiers: [emergency]}")],
            [("promise", LIMIT, "measure: {clock: ack, tiers: [emergency]}"),
             ("staff", "{limit: [10m, always]}", "{clock: arrive, tiers: [general]}")],
            [SWEPT, swept('{by: ["07:00", "17:30"]}')],
            [("promise", LIMIT, 'measure: {window: {about: "22:00", tolerance: 60m}}'),
             swept('{about: "22:00", tolerance: 30m}')],
            [("promise", LIMIT, "measure: {count: 1, every: week}"), PATROLS],
        ],
    ),
    "Q015": (
        [
            [("prices", "unit: 个, ", "")],
            [("promise", TEXT, "text: 上门费30元")],
        ],
        [
            [("promise", TEXT, "text: 上门费30元/次")],
            [("promise", TEXT, "text: 每次上门30元")],
            [("promise", TEXT, "text: 上门费30元一次")],
        ],
    ),
    "Q016": (
        [
            [("home", ", consent: true", "")],
            [("flows", ", consent: optional", "")],
        ],
        [
            [("home", ", consent: true", ""), ("staff", "procedures: [home]\n", "")],
            [("flows", "quote: optional, consent: optional, ", "")],
        ],
    ),
    "Q017": (
        [
            [("promise", TEXT, "text: 20分钟内到现场")],
            [("promise", TEXT, "text: 二十分钟内到现场")],
            [("promise", TEXT, "text: 24小时内到现场")],
            [("promise", TEXT, "text: 一个工作日内到现场")],
            [("promise", "within fifteen minutes", "within twenty minutes")],
            [("promise", LIMIT, "measure: {clock: arrive, tiers: [general]}")],
            [("staff", "10分钟内到", "一刻钟内到")],
            [("promise", LIMIT, "measure: {target: repair.urgent}"),
             ("promise", TEXT, "text: 急修及时率95%")],
            [SWEPT, ("promise", TEXT, "text: 每天8点以前扫完")],
            [("promise", LIMIT, "measure: {count: 2, every: month}"),
             ("promise", TEXT, "text: 每月巡查一次")],
            [("promise", LIMIT, "measure: {price: tap}"), ("promise", TEXT, "text: 每个90元")],
        ],
        [
            [("promise", TEXT, "text: 十五分钟内到现场")],
            [("promise", TEXT, "text: 一刻钟内到现场")],
            [("promise", TEXT, "text: 15分钟内到现场，24小时值守"),
             ("promise", "fifteen minutes", "fifteen minutes, 24-hour hotline")],
            [("promise", TEXT, "text: 在公示的时限内到现场")],
            [("promise", LIMIT, "measure: {clock: arrive, tiers: [emergency]}")],
            [("promise", LIMIT, "measure: {target: repair.urgent}"),
             ("promise", TEXT, "text: 急修及时率百分之百"),
             ("promise", "within fifteen minutes", "in time")],
            [SWEPT, ("promise", TEXT, "text: 每天七点半和17:30以前扫完")],
            [("promise", LIMIT, 'measure: {window: {about: "22:00", tolerance: 1h}}'),
             ("promise", TEXT, "text: 晚上十点左右清走，前后一小时"),
             ("promise", "within fifteen minutes", "about 10 p.m.")],
            [("promise", LIMIT, "measure: {limit: [24h, always]}"),
             ("promise", TEXT, "text: 一天内修好"),
             ("promise", "within fifteen minutes", "within 24 hours")],
            [("promise", LIMIT, "measure: {price: tap}"), ("promise", TEXT, "text: 每个30元")],
            [("promise", "kind: hard", "kind: flexible\n    tolerance: 5m"),
             ("promise", TEXT, "text: 15分钟内到现场，前后5分钟")],
        ],
    ),
    "Q018": (
        [[with_commitment("again", "15分钟内到现场。")]],
        [[with_commitment("other", "修好后请业主签字")]],
    ),
}  # fmt: skip


def test_the_small_set_breaks_no_rule_and_its_readers_say_nothing():
    facts, problems = written()
    assert problems == []
    assert Selection(("Q0",), ("Q042",)).run(STORE, facts) == []


def rows_of(side):
    return [
        pytest.param(code, changes, id=f"{code}-{number}")
        for code, sides in CASES.items()
        for number, changes in enumerate(sides[side])
    ]


@pytest.mark.parametrize(("code", "changes"), rows_of(0))
def test_what_breaks_a_rule_is_found(code, changes):
    assert code in found(changes, select=(code,))


@pytest.mark.parametrize(("code", "changes"), rows_of(1))
def test_the_clean_twin_is_not(code, changes):
    assert found(changes, select=(code,)) == []


def test_both_layers_missing_are_two_findings():
    bare = STAFF.replace("    serves: [promise.on-time]\n", "")
    changes = [
        ("promise", "    steps: [home.go]\n", ""),
        ("promise", "    inspected_by: [daily.clocks]\n", ""),
        ("daily", ", serves: [promise.on-time]", ""),
    ]
    assert found(changes, {"standards/services/staff.yaml": bare}, ("Q012",)) == ["Q012"] * 2


def test_a_checklist_of_a_flow_with_quotes_needs_consent():
    bare = HOME.replace(", consent: true", "")
    changes = [
        ("staff", "procedures: [home]\n", ""),
        ("flows", "    when: {kind: repair}\n", "    when: {kind: repair}\n    procedure: home\n"),
    ]
    assert found(changes, {"standards/procedures/home.yaml": bare}, ("Q016",)) == ["Q016"]


@pytest.mark.parametrize(
    ("tickets", "codes"),
    [
        ((), []),
        ((row(1),), ["Q020"]),
        ((row(1), row(190)), []),
        ((row(1), row(190, kind="complaint")), ["Q020"]),
        ((row(1, imported=True),), []),
        ((row(150),), []),
    ],
)
def test_a_target_without_tickets_for_two_periods_is_untested(tickets, codes):
    assert found(select=("Q020",), now=200 * DAY, rows=tickets) == codes


def test_a_target_that_is_not_counted_from_tickets_is_not_asked():
    other = TARGETS.replace("repair.urgent:", "manners:")
    changes = [("promise", "metric: repair.urgent", "metric: manners")]
    facts = {"now": 200 * DAY, "rows": (row(1),)}
    assert found(changes, {"standards/targets.yaml": other}, ("Q020",), **facts) == []


def test_a_finding_points_at_the_clause_and_its_field():
    facts, _ = written([("promise", TEXT, "text: 20分钟内到现场")])
    (finding,) = Selection(("Q017",)).run(STORE, facts)
    assert finding.path == "standards/services/promise.yaml"
    assert finding.where == ("commitments", "on-time", "text")
    assert finding.facts == {"item": "promise.on-time", "value": "20分钟", "wanted": "15m"}
