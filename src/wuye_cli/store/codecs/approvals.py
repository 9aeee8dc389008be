"""Codec of `records/approvals/`: who agreed to which text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.approving.approval import (
    BETTER,
    SAME,
    SCHEMA,
    TERMS,
    UNKNOWN,
    WORDING,
    WORSE,
    Act,
    Approval,
    Impact,
    Needs,
)
from wuye_cli.store.canonical import canonical_block
from wuye_cli.store.codecs.reading import Node, Problem
from wuye_cli.store.layout import RECORDS, STANDARDS

if TYPE_CHECKING:
    from datetime import datetime

FOLDER = f"{RECORDS}/approvals"
_KEYS = (
    *("schema", "standard", "version", "content", "terms", "base", "before", "part"),
    *("effective_from", "expires", "review_by", "change_codes", "changed", "customer", "impact"),
    *("needs", "short_notice", "retroactive", "proposed", "approvals", "notices", "withdrawn"),
)
_REQUIRED = ("schema", "standard", "version", "content", "terms", "proposed")
_ACT_KEYS = ("by", "at", "role", "reason", "content")
_NEEDS_KEYS = ("approvals", "by", "four_eyes", "notice_days")
_IMPACT_KEYS = ("forgiven", "newly_failed", "tickets")
_HEX = frozenset("0123456789abcdef")
_DIGITS = 64
_NUMBER = 4


def path_of(standard: str, number: str) -> str:
    """Return the path of an approval from the root of the store."""
    return f"{FOLDER}/{standard}/{number}.yaml"


def name_in(path: str) -> tuple[str, str] | None:
    """Return the standard and the number that a path of an approval stands for, or None."""
    if not path.startswith(FOLDER + "/") or not path.endswith(".yaml"):
        return None
    standard, _, number = path[len(FOLDER) + 1 : -len(".yaml")].rpartition("/")
    return (standard, number) if standard else None


def read_approval(path: str, tree: Any) -> tuple[Approval | None, list[Problem]]:
    """Read one approval; None if what makes it one is missing or faulty."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("approval")
    if not node.fields(_KEYS, required=_REQUIRED):
        return None, problems
    standard, number = name_in(path) or ("", "")
    _require_number(node, number)
    if node.at("standard").text() != standard:
        node.at("standard").report("S004", value=str(node.at("standard").value), allowed=[standard])
    proposed = read_act(node.at("proposed"))
    content, terms = _print(node.at("content")), _print(node.at("terms"))
    if proposed is None or not content or not terms:
        return None, problems
    withdrawn = node.at("withdrawn")
    found = Approval(
        standard=standard,
        number=number,
        version=_version(node.at("version")),
        content=content,
        terms=terms,
        proposed=proposed,
        needs=_needs(node.at("needs")),
        base=_text(node.at("base")),
        before=_print(node.at("before")),
        part=_choice(node.at("part"), (TERMS, WORDING), TERMS),
        effective_from=_instant(node.at("effective_from")),
        expires=_instant(node.at("expires")),
        review_by=node.at("review_by").day() if node.at("review_by").present else None,
        change_codes=node.at("change_codes").texts(),
        changed=node.at("changed").texts(),
        customer=_choice(node.at("customer"), (WORSE, BETTER, SAME, UNKNOWN), UNKNOWN),
        impact=_impact(node.at("impact")),
        short_notice=_text(node.at("short_notice")),
        retroactive=_text(node.at("retroactive")),
        approvals=_acts(node.at("approvals")),
        notices=_acts(node.at("notices")),
        withdrawn=read_act(withdrawn) if withdrawn.present else None,
    )
    return found, problems


def write_approval(approval: Approval) -> bytes:
    """Return the bytes of an approval in canonical form; what is empty is left out."""
    tree: dict[str, Any] = {
        "schema": SCHEMA,
        "standard": approval.standard,
        "version": approval.version,
        "content": approval.content,
        "terms": approval.terms,
        "base": approval.base,
        "before": approval.before,
        "part": approval.part,
        "effective_from": _iso(approval.effective_from),
        "expires": _iso(approval.expires),
        "review_by": _iso(approval.review_by),
        "change_codes": list(approval.change_codes),
        "changed": list(approval.changed),
        "customer": approval.customer,
        "impact": msgspec.to_builtins(approval.impact) if approval.impact else None,
        "needs": _needs_tree(approval.needs),
        "short_notice": approval.short_notice,
        "retroactive": approval.retroactive,
        "proposed": act_tree(approval.proposed),
        "approvals": [act_tree(act) for act in approval.approvals],
        "notices": [act_tree(act) for act in approval.notices],
        "withdrawn": act_tree(approval.withdrawn) if approval.withdrawn else None,
    }
    kept = {key: value for key, value in tree.items() if value not in ("", None, [], {})}
    return canonical_block(kept).encode()


def _require_number(node: Node, number: str) -> None:
    if len(number) < _NUMBER or not (number.isascii() and number.isdigit()):
        node.report("S007", value=number, pattern="[0-9]{4}")


def _print(node: Node) -> str:
    """Read a fingerprint: 64 hex digits; S004 if it is none."""
    if not node.present:
        return ""
    found = node.text()
    if found and (len(found) != _DIGITS or not _HEX.issuperset(found)):
        node.report("S004", value=found[:_DIGITS], allowed=["sha256"])
        return ""
    return found


def _version(node: Node) -> str:
    return str(node.value) if type(node.value) is int else node.text("1")


def _text(node: Node) -> str:
    return node.text() if node.present else ""


def _choice(node: Node, allowed: tuple[str, ...], default: str) -> str:
    return node.choice(allowed, default) if node.present else default


def _instant(node: Node) -> datetime | None:
    return node.instant() if node.present else None


def read_act(node: Node) -> Act | None:
    """Read who did something and when; None if either cannot be read."""
    if not node.fields(_ACT_KEYS, required=("by", "at")):
        return None
    by, at = _text(node.at("by")), _instant(node.at("at"))
    if not by or at is None:
        return None
    return Act(
        by=by,
        at=at,
        role=_text(node.at("role")),
        reason=_text(node.at("reason")),
        content=_print(node.at("content")),
    )


def _acts(node: Node) -> tuple[Act, ...]:
    if not node.present:
        return ()
    return tuple(act for item in node.items() if (act := read_act(item)) is not None)


def _needs(node: Node) -> Needs:
    if not node.present or not node.fields(_NEEDS_KEYS):
        return Needs()
    four_eyes, days, count = node.at("four_eyes"), node.at("notice_days"), node.at("approvals")
    return Needs(
        approvals=count.whole() if count.present else 0,
        by=node.at("by").texts(),
        four_eyes=four_eyes.flag() if four_eyes.present else False,
        notice_days=days.whole() if days.present else 0,
    )


def _impact(node: Node) -> Impact | None:
    if not node.present or not node.fields(_IMPACT_KEYS, required=_IMPACT_KEYS):
        return None
    return Impact(**{name: node.at(name).whole() for name in _IMPACT_KEYS})


def act_tree(act: Act) -> dict[str, Any]:
    """Return who did something and when as it is written; what is empty is left out."""
    tree = {"by": act.by, "at": act.at.isoformat(), "role": act.role, "reason": act.reason}
    return {key: value for key, value in {**tree, "content": act.content}.items() if value}


def _needs_tree(needs: Needs) -> dict[str, Any]:
    return {
        "approvals": needs.approvals,
        "by": list(needs.by),
        "four_eyes": needs.four_eyes,
        "notice_days": needs.notice_days,
    }


def _iso(moment: Any) -> str | None:
    return None if moment is None else str(moment.isoformat())


_NO_UNITS = (f"{STANDARDS}/cases/", f"{STANDARDS}/holidays/")
"""Examples and announced holidays: nobody decides about them."""


def is_unit(path: str) -> bool:
    """Say whether a file is a standard that is approved as one."""
    return (
        path.startswith(STANDARDS + "/")
        and path.endswith(".yaml")
        and "/." not in path
        and not path.startswith(_NO_UNITS)
    )


def unit_of(path: str) -> str:
    """Return the name of a standard: its path below `standards/` without `.yaml`.

    Example:
        >>> unit_of("standards/services/repair-in-home.yaml")
        'services/repair-in-home'
    """
    return path.removeprefix(STANDARDS + "/").removesuffix(".yaml")
