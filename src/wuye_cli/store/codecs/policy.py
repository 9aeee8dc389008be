"""Codec of `standards/policy.yaml`: roles, and what needs whose approval (权限与批准)."""

from __future__ import annotations

from typing import Any

from wuye_cli.store.codecs.reading import Node, Problem, check_id

POLICY = "standards/policy.yaml"
RIGHTS = ("intake", "dispatch", "work", "visit", "manage", "standards", "people", "audit")
"""Families of commands that a role may use."""

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
_AUDIT_KEYS = ("signatures", "checkpoint_every", "late_entry")
_INTERVALS = ("day", "week", "month")
_SELF_VISIT = ("refused", "flagged", "allowed")


def faults_of_policy(tree: Any) -> list[Problem]:
    """Return every fault of the file; a role that no other place declares is S004."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(_BOOK_KEYS, required=("schema", "roles"), document=True):
        return problems
    node.schema("policy")
    roles = _roles(node.at("roles"))
    node.at("single_person").choice(("allowed", "refused"))
    node.at("no_staff").choice(("everything", "nothing"))
    own = node.at("self_visit")
    if own.present and own.fields(("with_staff", "without_staff")):
        for key in ("with_staff", "without_staff"):
            own.at(key).choice(_SELF_VISIT)
    revoke = node.at("revoke")
    if revoke.present and revoke.fields(("own_within", "later_by")):
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
    if standards.present and standards.fields(("terms", "wording", "by")):
        standards.at("terms").whole()
        standards.at("wording").whole()
        standards.at("by").references(roles)
    for key in ("downgrade", "pause_over", "decline"):
        part = node.at(key)
        extra = ("limit",) if key == "pause_over" else ()
        if part.present and part.fields(("needs", "by", *extra)):
            part.at("needs").whole()
            part.at("by").references(roles)
            part.at("limit").limit()
    node.at("four_eyes").flag()
    notice = node.at("notice")
    if notice.present and notice.fields(("customer_worse",)):
        notice.at("customer_worse").text()


def _audit(node: Node) -> None:
    if not node.fields(_AUDIT_KEYS):
        return
    node.at("signatures").choice(("optional", "required"))
    node.at("checkpoint_every").choice(_INTERVALS)
    node.at("late_entry").limit()
