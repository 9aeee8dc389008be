"""The response tiers: clocks, limits, pauses."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import ALIASES, BASIS, LABEL, LABEL_EN, Words

TIERS: dict[str, Words] = {
    "tiers": Words(
        "##",
        ("响应等级 `standards/tiers.yaml`", "Response tiers `standards/tiers.yaml`"),
        (
            "除日历外，一个期限所依赖的都在这里；一个 git 对象就是一版。改了义务条款就提高 `version` 并写明从何时生效。键可加 `x-…`。",
            "All that a due depends on except calendars; one git object is one version. Raise `version` and date it when an obligation changes. `x-…` keys are allowed.",
        ),
        {
            "schema": ("!text", "`tiers/1`", "`tiers/1`"),
            "version": ("!scalar", "版本，1、2、3 …", "version, 1, 2, 3, …"),
            "effective_from": ("!instant", "从何时生效", "in force from"),
            "grade": ("text", "所采等级，给人看", "adopted grade, for people"),
            "timezone": (
                "text",
                "日和半日所属时区；默认 Asia/Shanghai",
                "zone of days; Asia/Shanghai by default",
            ),
            "clocks": (
                "mapping",
                "时钟；不写则为五个默认时钟：ack、arrive、resolve、feedback、visit",
                "clocks; without it the five default ones: ack, arrive, resolve, feedback, visit",
            ),
            "channel_calendars": (
                "words",
                "渠道到日历；时限写 `channel` 时用",
                "channel to calendar, for limits on `channel`",
            ),
            "pause_reasons": ("mapping", "暂停原因的封闭清单", "the closed list of pause reasons"),
            "pause_rules": ("mapping", "每次暂停都适用的规则", "rules for every pause"),
            "policy": ("mapping", "窗口与阈值", "windows and thresholds"),
            "tiers": ("!mapping", "等级", "the tiers"),
        },
    ),
    "tiers.clock": Words(
        "###",
        ("`clocks` 里的一个时钟", "One clock of `clocks`"),
        ("", ""),
        {
            "from": (
                "!texts",
                "起算的事件，先列的优先",
                "the events that start it, the preferred first",
            ),
            "to": (
                "texts",
                "停表的事件；默认与时钟同名",
                "the events that stop it; by default the one of the same name",
            ),
            "label": LABEL,
            "label_en": LABEL_EN,
            "human": (
                "flag",
                "`auto: true` 的事件不停它",
                "an event with `auto: true` does not stop it",
            ),
            "binds": (
                "text",
                "别人的责任，如 vendor；不使本单超时",
                "somebody else's duty, such as vendor; does not fail the ticket",
            ),
        },
    ),
    "tiers.tier": Words(
        "###",
        ("`tiers` 里的一个等级", "One tier of `tiers`"),
        (
            "除下列键外，每个时钟名也是键，值为 `[时限, 日历]`，日历可写 `channel`；或写 `agreed`：期限只由约定而来。没写的时钟，这一级就没有。",
            "Besides these keys every clock is a key, with `[limit, calendar]`, where the calendar may be `channel`; or `agreed`: only an agreement sets this due. A clock that is left out does not exist in this tier.",
        ),
        {
            "label": LABEL,
            "label_en": LABEL_EN,
            "aliases": ALIASES,
            "class": (
                "text",
                "服务类型：emergency、general、special、complaint",
                "kind of service: emergency, general, special, complaint",
            ),
            "rank": ("whole", "紧急程度，大者急", "how urgent; larger is more urgent"),
            "raise_to": (
                "text",
                "重开或二次投诉后升到哪一级",
                "the tier after a reopening or a second complaint",
            ),
            "only_for": (
                "mapping",
                "时钟到类别：只对这些类别有此时钟",
                "clock to the categories for which alone it exists",
            ),
            "owner_role": ("text", "须由何种角色负责", "role that must own the ticket"),
            "agreed_time_first": (
                "texts",
                "这些时钟的期限可由 agree 事件约定",
                "clocks whose due an `agree` event sets",
            ),
            "basis": ("words", "时钟到依据", "clock to the basis of its figure"),
        },
    ),
    "tiers.reason": Words(
        "###",
        ("`pause_reasons` 里的一个原因", "One reason of `pause_reasons`"),
        ("", ""),
        {
            "label": LABEL,
            "label_en": LABEL_EN,
            "stops": ("!texts", "停哪些时钟", "the clocks that stop"),
            "stops_if_agreed": (
                "texts",
                "业主同意了日期才停的时钟",
                "clocks that stop only if the owner agreed to a date",
            ),
            "max": ("limit", "最长多久", "the longest pause"),
            "evidence": ("texts", "应记下的凭据", "what should be noted with it"),
            "basis": BASIS,
        },
    ),
    "tiers.rules": Words(
        "###",
        ("`pause_rules`", "`pause_rules`"),
        ("", ""),
        {
            "needs_ack": (
                "flag",
                "答复之前不得暂停；默认 true",
                "no pause before the acknowledgement; true by default",
            ),
            "needs_until": (
                "flag",
                "须写到何时；默认 true",
                "it must say until when; true by default",
            ),
            "default_until": (
                "text",
                "没写时到何时；默认 next-open",
                "until when if not said; next-open by default",
            ),
            "backdate_max": (
                "limit",
                "最多倒填多久；只用 m、h；默认 30m",
                "how far back it may be dated; m or h only; 30m by default",
            ),
            "after_due": (
                "text",
                "过期后再暂停：heals_nothing",
                "a pause after the due: heals_nothing",
            ),
            "request_by": ("text", "谁可提出", "who may ask for it"),
            "record_by": ("texts", "谁可记录", "who may record it"),
            "approve_over": (
                "mapping",
                "`{limit, by}`：超过多久要谁批",
                "`{limit, by}`: beyond what length whose approval is needed",
            ),
            "basis": BASIS,
        },
    ),
    "tiers.policy": Words(
        "###",
        ("`policy`", "`policy`"),
        ("", ""),
        {
            "stop_is_met_when": ("text", "固定为 `done_at <= due`", "always `done_at <= due`"),
            "warn_fraction": (
                "number",
                "用掉多少时提醒；默认 0.8",
                "share of the limit at which it warns; 0.8 by default",
            ),
            "escalation_fractions": (
                "numbers",
                "升级的比例，递增",
                "shares at which it escalates, increasing",
            ),
            "reopen_window": (
                "limit",
                "告知后多久可重开；默认 7d",
                "how long after the feedback it may be reopened; 7d by default",
            ),
            "repeat_window": (
                "limit",
                "多久内算可能重复；默认 30d",
                "how long a ticket may count as a repeat; 30d by default",
            ),
            "second_complaint_window": (
                "limit",
                "多久内算二次投诉；默认 30d",
                "how long a complaint counts as the second; 30d by default",
            ),
            "correction_window": (
                "limit",
                "登记后多久内可作更正；默认 15m",
                "how long a regrade counts as a correction; 15m by default",
            ),
            "urge_escalates_at": (
                "whole",
                "催几次升级；默认 2",
                "urges that escalate; 2 by default",
            ),
            "urge_min_gap": (
                "limit",
                "隔多久的催办才另算一次",
                "urges closer than this count once",
            ),
            "visit_attempts_required": (
                "whole",
                "回访几次未通可代替回访；默认 3",
                "attempts that stand in for a follow-up; 3 by default",
            ),
            "basis": ("words", "各项的依据", "the basis of each figure"),
        },
    ),
}
