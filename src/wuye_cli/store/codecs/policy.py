"""Codec of `standards/policy.yaml`: roles, and what needs whose approval (权限与批准)."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.documents.house_words import (
    ACTS,
    CHECKPOINTS,
    NO_STAFF,
    RIGHTS,
    SELF_VISIT,
    SIGNATURES,
    SINGLE_PERSON,
)
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


def faults_of_policy(tree: Any) -> list[Problem]:
    """Return every fault of the file; a role that no other place declares is S004."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(_BOOK_KEYS, required=("schema", "roles"), document=True):
        return problems
    node.schema("policy")
    roles = _roles(node.at("roles"))
    node.at("single_person").choice(SINGLE_PERSON)
    node.at("no_staff").choice(NO_STAFF)
    own = node.at("self_visit")
    if own.present and own.fields(_OWN_WORK_KEYS):
        for key in _OWN_WORK_KEYS:
            own.at(key).choice(SELF_VISIT)
    revoke = node.at("revoke")
    if revoke.present and revoke.fields(_REVOKE_KEYS):
        revoke.at("own_within").limit()
        revoke.at("later_by").references(roles)
    if node.at("approvals").present:
        _approvals(node.at("approvals"), roles)
    if node.at("audit").present:
        _audit(node.at("audit"))
    return problems


def _roles(node: Node) -> frozenset[str]:
    found = set()
    for name, part in node.entries():
        if check_id(part, name) and part.fields(_ROLE_KEYS, required=("label",)):
            found.add(name)
            part.at("label").text()
            part.at("label_en").text()
            part.at("may").choices(RIGHTS)
    return frozenset(found)


def _approvals(node: Node, roles: frozenset[str]) -> None:
    if not node.fields(_APPROVAL_KEYS):
        return
    standards = node.at("standards")
    if standards.present and standards.fields(_CHANGE_KEYS):
        standards.at("terms").whole()
        standards.at("wording").whole()
        standards.at("by").references(roles)
    for key in ACTS:
        part = node.at(key)
        keys = [one for one in _ACT_KEYS if one != "limit" or key == "pause_over"]
        if part.present and part.fields(keys):
            part.at("needs").whole()
            part.at("by").references(roles)
            part.at("limit").limit()
    node.at("four_eyes").flag()
    notice = node.at("notice")
    if notice.present and notice.fields(_NOTICE_KEYS):
        notice.at("customer_worse").text()


def _audit(node: Node) -> None:
    if not node.fields(_AUDIT_KEYS):
        return
    node.at("signatures").choice(SIGNATURES)
    node.at("checkpoint_every").choice(CHECKPOINTS)
    node.at("late_entry").limit()
    node.at("witnesses").whole()
