"""The names people type for what the standards call by an id: labels and aliases, zh and en."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.people.contacts import has_personal_data
from wuye_cli.domain.tickets.call import normal_unit
from wuye_cli.domain.tickets.channels import CHANNELS
from wuye_cli.services.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.domain.tickets.category import CategoryBook
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.services.desk import Desk

KINDS: dict[str, tuple[str, ...]] = {
    "repair": ("报修", "维修"),
    "clean": ("保洁", "清洁"),
    "green": ("绿化",),
    "order": ("秩序", "安防"),
    "complaint": ("投诉",),
    "violation": ("违规", "违章"),
    "inquiry": ("咨询", "求助"),
    "suggestion": ("建议", "意见"),
    "praise": ("表扬",),
    "hazard": ("隐患",),
    "hotline": ("热线工单",),
}
"""Kinds of tickets and the words for them."""

CLOCKS: dict[str, tuple[str, ...]] = {
    "resolve": ("完成", "办完", "修好"),
    "feedback": ("反馈", "告知"),
    "reply": ("回复",),
    "ack": ("响应",),
}
"""Words for clocks beside the labels of the standards."""

URGENCIES: dict[str, tuple[str, ...]] = {
    "danger": ("危险", "险情"),
    "outage": ("停用", "停水停电"),
    "normal": ("一般", "普通"),
}
"""How urgent, and the words for it."""

ROLES: dict[str, tuple[str, ...]] = {
    "desk": ("客服", "前台"),
    "technician": ("维修", "工程", "师傅"),
    "steward": ("管家",),
    "manager": ("经理", "主管"),
    "guard": ("秩序", "保安", "门岗"),
    "cleaning": ("保洁",),
    "gardening": ("绿化",),
    "vendor": ("外包", "外包单位"),
    "heads": ("部门负责人",),
    "quality": ("品质",),
    "company": ("公司",),
    "auditor": ("核查", "核查员", "审计"),
    "bot": ("机器", "机器账号"),
}
"""What staff are for, and the words for it."""

COMPLEXITIES: dict[str, tuple[str, ...]] = {"simple": ("简单",), "complex": ("复杂",)}
"""How difficult, and the words for it."""

FORMS: dict[str, tuple[str, ...]] = {"oral": ("口头",), "written": ("书面",)}
"""In which form something was asked, and the words for it."""

LEVELS_TOLD: dict[str, tuple[str, ...]] = {
    "head": ("部门主管", "主管", "部门负责人"),
    "manager": ("客服经理", "经理", "项目经理"),
    "general_manager": ("总经理",),
}
"""Who of the escalation ladder may be told by hand, and the words for it."""

DEFAULT_CHANNEL = "phone"

_LONGEST_NAME = 60


def category_names(book: CategoryBook) -> Mapping[str, tuple[str, ...]]:
    """Return the names of each category."""
    return {item.id: (item.label, *item.aliases) for item in book.categories.values()}


def tier_names(book: TierBook) -> Mapping[str, tuple[str, ...]]:
    """Return the names of each tier."""
    return {tier.id: (tier.label, *tier.aliases) for tier in book.tiers.values()}


def kind_names(rules: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """Return the names of each kind: those known here and those that the categories use."""
    used = {item.kind: () for item in rules.categories.categories.values() if item.kind}
    return {**used, **KINDS}


def reason_names(book: TierBook) -> Mapping[str, tuple[str, ...]]:
    """Return the names of each pause reason."""
    return {reason.id: (reason.label,) for reason in book.pause_reasons.values()}


def clock_names(book: TierBook) -> Mapping[str, tuple[str, ...]]:
    """Return the names of each clock: those of the standards, and what people say for it."""
    return {
        clock.id: (clock.label, clock.label_en, *CLOCKS.get(clock.id, ()))
        for clock in book.clocks.values()
    }


def channel_of(desk: Desk, typed: str) -> str:
    """Return the id of a channel; nothing typed is the phone.

    Raises:
        CallError: `unknown_channel`.
    """
    if not typed:
        return DEFAULT_CHANNEL
    declared = {channel: () for book in desk.rules.books for channel in book.channel_calendars}
    return find_named(typed, {**declared, **CHANNELS}, code="unknown_channel")


def choice_of(typed: str, known: Mapping[str, tuple[str, ...]], field: str) -> str:
    """Return which of a closed list of words is meant; nothing typed is nothing.

    Raises:
        CallError: `bad_choice` with the words that may be typed.
    """
    if not typed:
        return ""
    try:
        return find_named(typed, known, code="bad_choice")
    except CallError as error:
        allowed = [" ".join((name, *words)) for name, words in known.items()]
        raise CallError(
            "bad_choice", value=typed, option=f"--{field}", allowed_words=allowed
        ) from error


def unit_of(typed: str) -> str:
    """Return a home in the usual form; a shop or a stall keeps the name that was typed.

    Raises:
        CallError: `unknown_unit` for what is a phone.
    """
    text = one_line(typed)
    if has_personal_data(text):
        raise CallError("unknown_unit", value=text)
    return normal_unit(text) or text


def staff_name(rules: Rulebook, who: str) -> str:
    """Return what a member of the staff is called; somebody not registered, as they were named."""
    member = rules.staff.get(who)
    return str(member.get("name") or who) if isinstance(member, dict) else who


def on_the_staff(desk: Desk) -> dict[str, dict[str, Any]]:
    """Return the registered staff by id, without those who have left."""
    today = desk.now().date().isoformat()
    return {
        who: member
        for who, member in desk.rules.staff.items()
        if isinstance(member, dict) and str(member.get("left") or today) >= today
    }


def person_of(desk: Desk, typed: str) -> str:
    """Return the staff id that a name means; a name that nobody registered stays as it was typed.

    A surname alone means the only one who has it. Whoever has left is meant by the id alone.

    Raises:
        CallError: `ambiguous_person` with the candidates if several people are called so;
            `unknown_person` if the store is strict; `not_a_name` for a phone or a text that is no
            name.
    """
    text = one_line(typed)
    if has_personal_data(text) or len(text) > _LONGEST_NAME:
        raise CallError("not_a_name", value=text[:_LONGEST_NAME])
    staff = desk.rules.staff
    if text in staff or not (staff or desk.settings.strict):
        return text
    names = staff_names(desk)
    alike = [name for name, words in names.items() if text in words]
    if not alike and len(text) == 1:
        alike = [name for name, words in names.items() if any(word[0] == text for word in words)]
    if len(alike) > 1:
        candidates = [f"{names[name][0]}（{name}）" for name in alike]
        raise CallError("ambiguous_person", value=text, candidates=candidates)
    if alike:
        return alike[0]
    return find_named(text, names, code="unknown_person") if desk.settings.strict else text


def staff_names(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return the names of each member of the staff who has not left, the usual one first."""
    today = desk.now().date().isoformat()
    return {
        name: tuple(
            str(word)
            for word in (
                member.get("name") or name,
                *member.get("aliases", ()),
                *member.get("wechat", ()),
            )
        )
        for name, member in desk.rules.staff.items()
        if str(member.get("left") or today) >= today
    }
