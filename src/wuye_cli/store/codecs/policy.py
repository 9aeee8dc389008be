"""Codec of `standards/policy.yaml`: roles, and what needs whose approval (权限与批准)."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.approving.approval import ChangeRules
from wuye_cli.domain.documents.house_words import (
    CHECKPOINTS,
    NO_STAFF,
    RIGHTS,
    SELF_VISIT,
    SIGNATURES,
    SINGLE_PERSON,
)
from wuye_cli.domain.roles.policy import ActRule, AuditRules, Policy, Role
from wuye_cli.store.codecs.reading import Node, Problem, check_id

POLICY = "standards/policy.yaml"
_BOOK_KEYS = (
    "schema",
    "roles",
    "single_person",
    "no_staff",
    "self_visit",
    "revoke",
    "approvals",
    "audit",
)
_ROLE_KEYS = ("label", "label_en", "may")
_APPROVAL_KEYS = ("standards", "downgrade", "pause_over", "decline", "four_eyes", "notice")
_AUDIT_KEYS = ("signatures", "checkpoint_every", "late_entry", "witnesses")
_OWN_WORK_KEYS = ("with_staff", "without_staff")
_REVOKE_KEYS = ("own_within", "later_by")
_CHANGE_KEYS = ("terms", "wording", "by")
_ACT_KEYS = ("needs", "by", "limit")
_NOTICE_KEYS = ("customer_worse",)
_LONGEST = 4
"""Digits of a number of days."""


def read_policy(tree: Any) -> tuple[Policy, list[Problem]]:
    """Read the policy; the default where it is silent, and every fault.

    A role that no other place declares is S004.
    """
    problems: list[Problem] = []
    node, usual = Node(tree, problems), Policy()
    if not node.fields(_BOOK_KEYS, required=("schema", "roles"), document=True):
        return usual, problems
    node.schema("policy")
    roles = _roles(node.at("roles"))
    known = frozenset(roles)
    own = _part(node.at("self_visit"), _OWN_WORK_KEYS)
    revoke = _part(node.at("revoke"), _REVOKE_KEYS)
    approvals = _part(node.at("approvals"), _APPROVAL_KEYS)
    return Policy(
        roles=roles,
        single_person=node.at("single_person").choice(SINGLE_PERSON, usual.single_person),
        no_staff=node.at("no_staff").choice(NO_STAFF, usual.no_staff),
        self_visit_staffed=own.at("with_staff").choice(SELF_VISIT, usual.self_visit_staffed),
        self_visit_alone=own.at("without_staff").choice(SELF_VISIT, usual.self_visit_alone),
        own_within=revoke.at("own_within").limit() or usual.own_within,
        later_by=revoke.at("later_by").references(known),
        changes=_changes(approvals, known),
        downgrade=_act(approvals.at("downgrade"), known),
        pause_over=_act(approvals.at("pause_over"), known, limited=True),
        decline=_act(approvals.at("decline"), known),
        audit=_audit(_part(node.at("audit"), _AUDIT_KEYS)),
    ), problems


def faults_of_policy(tree: Any) -> list[Problem]:
    """Return every fault of the file."""
    return read_policy(tree)[1]


def _part(node: Node, keys: tuple[str, ...]) -> Node:
    """Return a part of the file, its keys checked; an empty one where it is not there."""
    if node.present and node.fields(keys):
        return node
    return Node({}, node.problems, node.where)


def _roles(node: Node) -> dict[str, Role]:
    found = {}
    for name, part in node.entries():
        if check_id(part, name) and part.fields(_ROLE_KEYS, required=("label",)):
            found[name] = Role(
                label=part.at("label").text(),
                label_en=part.at("label_en").text(),
                may=part.at("may").choices(RIGHTS),
            )
    return found


def _changes(approvals: Node, roles: frozenset[str]) -> ChangeRules:
    """Read what changes of standards need; no fault is told twice."""
    usual = ChangeRules()
    about = _part(approvals.at("standards"), _CHANGE_KEYS)
    notice = _part(approvals.at("notice"), _NOTICE_KEYS)
    by = about.at("by")
    return ChangeRules(
        terms=about.at("terms").whole(usual.terms),
        wording=about.at("wording").whole(usual.wording),
        by=by.references(roles) if by.present else usual.by,
        four_eyes=approvals.at("four_eyes").flag(),
        notice_days=_days(notice.at("customer_worse")),
    )


def _act(node: Node, roles: frozenset[str], *, limited: bool = False) -> ActRule:
    part = _part(node, _ACT_KEYS if limited else _ACT_KEYS[:-1])
    return ActRule(
        needs=part.at("needs").whole(),
        by=part.at("by").references(roles),
        limit=part.at("limit").limit() if limited else None,
    )


def _days(node: Node) -> int:
    """Read a number of days such as `15d`; `0d` is none."""
    if not node.is_a(str, "text"):
        return 0
    digits = node.value.removesuffix("d")
    good = digits != node.value and digits.isascii() and digits.isdigit()
    if not good or len(digits) > _LONGEST:
        node.report("S005", value=node.value)
        return 0
    return int(digits)


def _audit(node: Node) -> AuditRules:
    usual = AuditRules()
    return AuditRules(
        signatures=node.at("signatures").choice(SIGNATURES, usual.signatures),
        checkpoint_every=node.at("checkpoint_every").choice(CHECKPOINTS),
        late_entry=node.at("late_entry").limit(),
        witnesses=node.at("witnesses").whole(usual.witnesses),
    )
