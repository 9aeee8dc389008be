"""What a change looks like in a file, before and after, for every code; language-free."""

from __future__ import annotations

from typing import NamedTuple

from wuye_cli.domain.comparing.catalog import KINDS


class Sample(NamedTuple):
    """A value of the standards before and after a change.

    Attributes:
        at: The standard and the keys that lead to the value.
        before: As it is written in the file; empty where there was none.
        after: Likewise.
    """

    at: tuple[str, ...]
    before: str
    after: str


SAMPLES: dict[str, Sample] = {
    "D101": Sample(
        ("tiers", "tiers", "vip"), "{label: 贵宾, class: special, rank: 25, ack: [5m, always]}", ""
    ),
    "D111": Sample(("tiers", "tiers", "emergency", "arrive"), "[15m, always]", "[20m, always]"),
    "D113": Sample(("tiers", "tiers", "general", "visit"), "[3wd, office]", "agreed"),
    "D115": Sample(("tiers", "tiers", "emergency", "contain"), "[60m, always]", "[1h, always]"),
    "D116": Sample(("tiers", "tiers", "special", "arrive"), "[4h, always]", "[4h, office]"),
    "D117": Sample(("tiers", "clocks", "resolve", "from"), "receive", "ack"),
    "D118": Sample(("tiers", "clocks", "ack", "human"), "true", "false"),
    "D119": Sample(("tiers", "pause_reasons", "parts_wait", "stops"), "[]", "[resolve]"),
    "D121": Sample(
        ("categories", "categories", "pool"), "", "{label: 泳池, kind: repair, tier: general}"
    ),
    "D123": Sample(("categories", "categories", "lift.entrapment", "tier"), "emergency", "general"),
    "D125": Sample(("categories", "defaults", "tier"), "general", "special"),
    "D126": Sample(
        ("tiers", "policy", "stop_is_met_when"), "done_at <= due", "done_at <= due + 5m"
    ),
    "D130": Sample(("tiers", "clocks", "arrive", "binds"), "", "vendor"),
    "D132": Sample(("tiers", "pause_reasons", "owner_absent", "max"), "7d", "14d"),
    "D134": Sample(("tiers", "policy", "reopen_window"), "7d", "3d"),
    "D137": Sample(("tiers", "tiers", "emergency", "agreed_time_first"), "", "[arrive]"),
    "D138": Sample(("tiers", "tiers", "general", "rank"), "10", "5"),
    "D140": Sample(
        ("categories", "categories", "lift.stop", "aliases"), "[电梯坏了, 停梯]", "[停梯]"
    ),
    "D142": Sample(("categories", "danger_words"), "[着火, 触电]", "[着火]"),
    "D144": Sample(("categories", "categories", "lift.stop", "tier"), "general", "special"),
    "D145": Sample(("categories", "categories", "lift.stop", "require"), "", "[unit]"),
    "D201": Sample(
        ("calendars/office", "weekly"), '{mon-sat: ["09:00-18:00"]}', '{mon-fri: ["09:00-18:00"]}'
    ),
    "D203": Sample(
        ("calendars/office", "weekly"), '{mon-fri: ["08:00-20:00"]}', '{mon-fri: ["09:00-18:00"]}'
    ),
    "D205": Sample(("calendars/office", "exceptions"), "", '{"2026-12-31": []}'),
    "D207": Sample(("tiers", "timezone"), "Asia/Shanghai", "Asia/Tokyo"),
    "D208": Sample(
        ("calendars/office", "weekly"), '{mon-fri: ["08:00-17:00"]}', '{mon-fri: ["09:00-18:00"]}'
    ),
    "D209": Sample(("tiers", "channel_calendars", "box"), "office", ""),
    "D211": Sample(
        ("calendars/office", "weekly"),
        '{mon-sat: ["09:00-18:00"]}',
        '{mon-fri: ["09:00-18:00"]}',
    ),
    "D213": Sample(("holidays/cn", "years"), "[2026]", "[2026, 2027]"),
    "D301": Sample(
        ("services/repair", "commitments", "call-back"),
        "{aspect: time, text: 24小时内回访, kind: hard}",
        "",
    ),
    "D303": Sample(
        ("services/repair", "commitments", "polite", "text"), "上门人员着装整齐", "上门的人穿着工装"
    ),
    "D304": Sample(
        ("services/repair", "commitments", "polite", "text"), "应当日答复", "尽量当日答复"
    ),
    "D306": Sample(
        ("services/repair", "commitments", "polite", "text"), "每周巡查2次", "每周巡查1次"
    ),
    "D307": Sample(("services/repair", "commitments", "polite", "text"), "不收上门费", "收上门费"),
    "D308": Sample(("services/repair", "scope"), "住户及租户", "业主"),
    "D310": Sample(("tiers", "tiers", "emergency", "label"), "紧急委托", "急修"),
    "D311": Sample(("duty", "first_steps", "fire", "steps"), "[打 119, 疏散]", "[疏散]"),
    "D313": Sample(("duty", "first_steps", "fire", "steps"), "[打 119, 疏散]", "[疏散, 打 119]"),
    "D314": Sample(("services/repair", "scope"), "高层住宅", "多层住宅"),
    "D316": Sample(("services/repair", "commitments", "on-time", "kind"), "hard", "flexible"),
    "D318": Sample(("blueprints/repair", "fail_points", "lost", "recovery"), "道歉并优先上门", ""),
    "D321": Sample(("prices", "items", "tap", "to"), '"80"', '"100"'),
    "D323": Sample(
        ("prices", "items", "visit"),
        '{label: 上门检查, unit: 次, from: "0", to: "0"}',
        '{label: 上门检查, unit: 次, from: "0", to: "30"}',
    ),
    "D325": Sample(
        ("prices", "items", "paint"), '{label: 刷漆, unit: 平米, from: "10", to: "30"}', ""
    ),
    "D327": Sample(("prices", "items", "tap", "unit"), "次", "小时"),
    "D328": Sample(("flows", "steps", "consent", "after"), "[quote]", "[]"),
    "D330": Sample(("blueprints/repair", "steps", "take", "lane"), "front", "back"),
    "D401": Sample(("targets", "targets", "complaint.closed", "goal"), "0.96", "0.93"),
    "D403": Sample(("targets", "targets", "complaint.reply", "floor"), "0.9", ""),
    "D404": Sample(
        ("targets", "targets", "repair.first_pass", "of"),
        "期内办结的报修",
        "期内办结的报修，业主改约的除外",
    ),
    "D405": Sample(
        ("services/repair", "commitments", "checked", "measure"),
        "{count: 2, every: week}",
        "{count: 2, every: month}",
    ),
    "D407": Sample(("targets", "targets", "repair.visit", "goal"), "0.9", "0.3"),
    "D501": Sample(("tiers", "policy", "urge_escalates_at"), "2", "4"),
    "D503": Sample(
        ("tiers", "policy", "escalation_fractions"), "[0.8, 1.0, 1.5, 2.0]", "[0.8, 1.0, 1.5]"
    ),
    "D504": Sample(("services/repair", "owner"), "manager", "steward"),
    "D505": Sample(("services/repair", "owner"), "manager", ""),
    "D506": Sample(
        ("services/repair", "commitments", "fee", "evidence"), "[quote, slip]", "[quote]"
    ),
    "D507": Sample(("policy", "self_visit", "with_staff"), "refused", "allowed"),
    "D512": Sample(("policy", "roles", "guard", "may"), "[intake]", "[intake, dispatch]"),
    "D514": Sample(("policy", "approvals", "standards", "terms"), "2", "1"),
    "D601": Sample(("services/repair", "effective_from"), '"2027-01-01"', '"2027-03-01"'),
    "D602": Sample(
        ("tiers", "effective_from"), '"2026-01-01T00:00:00+08:00"', '"2025-06-01T00:00:00+08:00"'
    ),
    "D603": Sample(("services/repair", "expires"), '"2027-12-31"', '"2028-12-31"'),
    "D604": Sample(("services/repair", "review_by"), '"2027-01-01"', '"2028-01-01"'),
    "D605": Sample(("services/repair", "status"), "published", "withdrawn"),
    "D607": Sample(("tiers", "version"), "1", "2"),
    "D701": Sample(("categories", "categories", "lift.entrapment", "vendor"), "lift", "gas"),
    "D702": Sample(("prices", "items", "tap", "to"), '"80"', '"100"'),
    "D703": Sample(("tiers", "tiers", "emergency", "basis", "ack"), '"A 4.2.4(4)"', "house"),
    "D704": Sample(("grades", "default"), '"2"', '"1"'),
    "D705": Sample(("wuye", "language"), "zh", "en"),
    "D706": Sample(("cases/tickets", "note"), "算例", "例子"),
    "D707": Sample(
        ("services/staff", "items", "dress", "picture", "sha256"),
        '"0000000000000000000000000000000000000000000000000000000000000000"',
        '"1111111111111111111111111111111111111111111111111111111111111111"',
    ),
    "D811": Sample(("retention", "kinds", "complaint", "keep"), "36mo", "60mo"),
    "D812": Sample(("retention", "kinds", "special_needs", "consent"), "required", ""),
    "D901": Sample(
        ("categories", "categories", "praise"),
        "{label: 表扬, kind: praise, tier: praise}",
        "{tier: praise, kind: praise, label: 表扬}",
    ),
    "D903": Sample(
        ("services/repair", "commitments", "fee"),
        "{aspect: fee, text: 上门先报价后动工, kind: hard}",
        "{aspect: time, text: 每周巡查道路两遍, kind: flexible, tolerance: 1h}",
    ),
    "D999": Sample(("tiers", "tiers", "general", "fancy"), "", "true"),
}
"""Code to a change that is called so; its mirror is read backwards."""

_PAIRS: dict[str, tuple[str, str]] = {
    "D103": ("special: {…}", "bespoke: {formerly: [special], …}"),
    "D104": ("lamp.out: {…}", "light.out: {formerly: [lamp.out], …}"),
    "D105": ("lamp.out: {label: 路灯不亮}", "light.out: {label: 路灯不亮了}"),
    "D331": ("flows: {pipe: {…}, tap: {…}}", "flows: {tap: {…}, pipe: {…}}"),
    "D606": ("approvals/tiers/0001.yaml: 4f0c…", "tiers.yaml: 91be…"),
    "D801": ("standards/services/cleaning.yaml", ""),
    "D902": ("tier: general", "tier: general  # 一般"),
    "D904": ("services/repair.yaml", "services/in-home/repair.yaml"),
    "D905": ("15m", "15m → 600m → 15m"),
}
"""What is of more than one place, or of whole files."""


def example(code: str) -> tuple[str, str]:
    """Return what a change looks like before and after; a mirror is read backwards.

    Example:
        >>> example("D111") == example("D112")[::-1]
        True
    """
    if code in _PAIRS:
        return _PAIRS[code]
    if (sample := sample_of(code)) is not None:
        return _written(sample, sample.before), _written(sample, sample.after)
    before, after = _PAIRS[next(one for one in KINDS[code].mirrors if one in _PAIRS)]
    return after, before


def place(code: str) -> str:
    """Return where the example of a code stands, as `wuye diff` names it; empty for whole files.

    Example:
        >>> place("D111"), place("D801")
        ('tiers#tiers.emergency.arrive', '')
    """
    sample = sample_of(code)
    return "" if sample is None else f"{sample.at[0]}#{'.'.join(sample.at[1:])}"


def sample_of(code: str) -> Sample | None:
    """Return the change of a value that is called by a code; a mirror's is read backwards."""
    if code in SAMPLES:
        return SAMPLES[code]
    found = next((one for one in _mirrored(code) if one in SAMPLES), None)
    return (
        None
        if found is None
        else SAMPLES[found]._replace(before=SAMPLES[found].after, after=SAMPLES[found].before)
    )


def _written(sample: Sample, value: str) -> str:
    return f"{sample.at[-1]}: {value}" if value else ""


def _mirrored(code: str) -> list[str]:
    others = [kind.code for kind in KINDS.values() if code in kind.mirrors]
    return [*KINDS[code].mirrors, *others]
