"""What a change looks like in a file, before and after, for every code; language-free."""

from __future__ import annotations

from wuye_cli.domain.comparing.catalog import KINDS

_ARRIVE = "arrive: [{}, always]"
_PAIRS: dict[str, tuple[str, str]] = {
    "D101": ("tiers:\n  general: {…}\n  special: {…}", "tiers:\n  general: {…}"),
    "D103": ("special: {…}", "bespoke: {formerly: [special], …}"),
    "D104": ("lamp.out: {…}", "light.out: {formerly: [lamp.out], …}"),
    "D105": ("lamp.out: {label: 路灯不亮}", "light.out: {label: 路灯不亮了}"),
    "D111": (_ARRIVE.format("15m"), _ARRIVE.format("20m")),
    "D113": ("feedback: [4h, duty]", "feedback: agreed"),
    "D115": (_ARRIVE.format("60m"), _ARRIVE.format("1h")),
    "D116": ("resolve: [4h, always]", "resolve: [4h, office]"),
    "D117": ("arrive: {from: receive, to: arrive}", "arrive: {from: accept, to: arrive}"),
    "D118": ("resolve: {to: resolve}", "resolve: {to: [resolve, arrive]}"),
    "D119": ("pause_reasons: {no_access: {…}}", "pause_reasons: {no_access: {…}, parts: {…}}"),
    "D121": ("categories: {tap: {…}}", "categories: {tap: {…}, lamp: {…}}"),
    "D123": ("lift.entrapment: {tier: emergency}", "lift.entrapment: {tier: general}"),
    "D125": ("defaults: {tier: general}", "defaults: {tier: inquiry}"),
    "D126": ("stop_is_met_when: done_at <= due", "stop_is_met_when: done_at < due + 5m"),
    "D130": ("arrive: {…}", "arrive: {binds: vendor, …}"),
    "D132": ("parts: {max: 3d}", "parts: {max: 30d}"),
    "D134": ("reopen_window: 7d", "reopen_window: 3d"),
    "D137": ("agreed_time_first: []", "agreed_time_first: [arrive]"),
    "D138": ("special: {rank: 30}", "special: {rank: 20}"),
    "D140": ("aliases: [漏水, 滴水]", "aliases: [漏水]"),
    "D142": ("danger_words: [爆了, 冒烟]", "danger_words: [爆了]"),
    "D144": ("tap: {tier: general}", "tap: {tier: inquiry}"),
    "D145": ("requires: [unit]", "requires: [unit, phone]"),
    "D201": ("mon-sat: [08:00-20:00]", "mon-fri: [08:00-20:00]"),
    "D203": ("mon-fri: [08:00-20:00]", "mon-fri: [09:00-18:00]"),
    "D205": ("rest: []", "rest: [2026-12-31]"),
    "D207": ("timezone: Asia/Shanghai", "timezone: Asia/Urumqi"),
    "D208": ("mon-fri: [08:00-17:00]", "mon-fri: [09:00-18:00]"),
    "D209": ("channel_calendars: {wechat: duty, app: duty}", "channel_calendars: {wechat: duty}"),
    "D211": ("resolve: [3wd, office]  # mon-sat", "resolve: [3wd, office]  # mon-fri"),
    "D213": ("years: {2026: {…}}", "years: {2026: {…}, 2027: {…}}"),
    "D301": ("commitments: {call-back: {text: 24小时内回访}}", "commitments: {}"),
    "D303": ("text: 维修后清理现场", "text: 维修后把现场清理干净"),
    "D304": ("text: 应当日答复", "text: 尽量当日答复"),
    "D306": ("text: 每周巡查2次", "text: 每周巡查1次"),
    "D307": ("text: 不收上门费", "text: 收上门费"),
    "D308": ("scope: 住户及租户", "scope: 业主"),
    "D310": ("label: 上门维修", "label: 入户维修"),
    "D311": ("steps: [{id: tarp}, {id: sign}]", "steps: [{id: sign}]"),
    "D313": ("steps: [{id: tarp}, {id: quiet}]", "steps: [{id: quiet}, {id: tarp}]"),
    "D314": ("scope: 高层住宅", "scope: 多层住宅"),
    "D316": ("kind: hard", "kind: flexible\ntolerance: 10m"),
    "D318": ("items: {tarp: {…}, gloves: {…}}", "items: {tarp: {…}}"),
    "D321": ("tap: {price: 30}", "tap: {price: 40}"),
    "D323": ("tap: {price: 0}", "tap: {price: 20}"),
    "D325": ("prices: {tap: {…}, lamp: {…}}", "prices: {tap: {…}}"),
    "D327": ("tap: {unit: 次}", "tap: {unit: 小时}"),
    "D328": ("start: {needs: [consent]}", "start: {}"),
    "D330": ("- {id: pay, when: charge_above_zero}", "- {id: pay}"),
    "D331": ("match: [pipe, tap]", "match: [tap, pipe]"),
    "D401": ("closure: {target: 96}", "closure: {target: 93}"),
    "D403": ("targets: {closure: {…}}", "targets: {}"),
    "D404": ("closure: {of: closed / received}", "closure: {of: closed / accepted}"),
    "D405": ("every: month", "every: quarter"),
    "D407": ("follow_up: {share: 100}", "follow_up: {share: 30}"),
    "D501": ("escalation_fractions: [0.8, 1.0]", "escalation_fractions: [1.0, 1.5]"),
    "D503": ("escalation: [desk, manager, owner]", "escalation: [desk, manager]"),
    "D504": ("owner: manager", "owner: clerk"),
    "D505": ("owner: manager", ""),
    "D506": ("evidence: [photo, signature]", "evidence: [photo]"),
    "D507": ("verify: {not_by: doer}", "verify: {}"),
    "D512": ("may: {close: [manager]}", "may: {close: [manager, technician]}"),
    "D514": ("approvals: 2", "approvals: 1"),
    "D601": ('effective_from: "2027-01-01…"', 'effective_from: "2027-03-01…"'),
    "D602": ('effective_from: "2026-12-01…"', 'effective_from: "2026-01-01…"'),
    "D603": ('expires: "2027-01-01"', 'expires: "2028-01-01"'),
    "D604": ('review_by: "2027-01-01"', 'review_by: "2028-01-01"'),
    "D605": ("status: draft", "status: final"),
    "D606": ("approvals/tiers/0001.yaml: 4f0c…", "tiers.yaml: 91be…"),
    "D607": ("version: 3", "version: 4"),
    "D701": ("metric: repair.small", "metric: repair.all"),
    "D702": ("extends: [base]  # 3 items", "extends: [base]  # 2 items"),
    "D703": ('basis: "A 4.2.4(4)"', "basis: house"),
    "D704": ('grade: "2"', 'grade: "1"'),
    "D705": ("language: zh", "language: en"),
    "D706": ("due: 2026-02-14T12:00", "due: 2026-02-14T18:00"),
    "D707": ("picture: {sha256: 4f0c…}", "picture: {sha256: 91be…}"),
    "D801": ("standards/services/cleaning.yaml", ""),
    "D811": ("phone: {keep: 12mo}", "phone: {keep: 36mo}"),
    "D812": ("consent: true", "consent: false"),
    "D901": ("aliases: [紧急, 急修]", "aliases: [急修, 紧急]"),
    "D902": ("tier: general", "tier: general  # 一般"),
    "D903": ("c1: {text: 24小时内回访}", "c1: {text: 每季清洗水箱}"),
    "D904": ("services/repair.yaml", "services/in-home/repair.yaml"),
    "D905": ("15m", "15m → 600m → 15m"),
    "D999": ("x: 1", "x: 2"),
}


def example(code: str) -> tuple[str, str]:
    """Return what a change looks like before and after; a mirror is read backwards.

    Example:
        >>> example("D111") == example("D112")[::-1]
        True
    """
    if code in _PAIRS:
        return _PAIRS[code]
    mirror = next(one for one in (*KINDS[code].mirrors, *_mirrored(code)) if one in _PAIRS)
    before, after = _PAIRS[mirror]
    return after, before


def _mirrored(code: str) -> list[str]:
    return [kind.code for kind in KINDS.values() if code in kind.mirrors]
