"""Codec of the staff: `records/staff/<id>.yaml`, one file a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.people.staff import ROLES, SCHEMA, Staff, is_staff_id
from wuye_cli.store.canonical import canonical
from wuye_cli.store.codecs.reading import Node, Problem, check_id

if TYPE_CHECKING:
    from collections.abc import Collection

_KEYS = tuple(field.encode_name for field in msgspec.structs.fields(Staff) if field.name != "extra")


def read_staff(tree: Any, roles: Collection[str] = ()) -> tuple[Staff | None, list[Problem]]:
    """Read one member of the staff; a file without `schema`, as people wrote it, is `staff/1`.

    Args:
        tree: The file.
        roles: Roles of the team's own, beside those that everybody knows.

    Returns:
        The member, or None if there is no id to know them by; and every problem found.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("staff")
    if not node.fields(_KEYS, required=("id",)):
        return None, problems
    name = node.at("id").text()
    if name and check_id(node.at("id"), name) and node.at("schema").present:
        _check_prefix(node.at("id"), name)
    if not name:
        return None, problems
    last = node.at("left")
    return (
        Staff(
            id=name,
            name=node.at("name").text(empty=True),
            aliases=node.at("aliases").texts(),
            mail=node.at("mail").text(empty=True),
            role=_role(node.at("role"), roles),
            skills=node.at("skills").texts(),
            wechat=node.at("wechat").texts(),
            person=node.at("person").text(empty=True),
            zone=node.at("zone").text(empty=True),
            left=None if last.value is None else last.day(),
            extra={key: str(value) for key, value in tree.items() if str(key).startswith("x-")},
        ),
        problems,
    )


def _check_prefix(node: Node, name: str) -> None:
    if not is_staff_id(name):
        node.report("S007", value=name, pattern="s-[a-z0-9-]+")


def _role(node: Node, own: Collection[str]) -> str:
    """Read a role; a word that nobody declares stays, and is reported."""
    if node.value == "":
        return ""
    return node.choice((*ROLES, *own)) or (node.value if isinstance(node.value, str) else "")


def staff_to_mapping(member: Staff) -> dict[str, Any]:
    """Return the mapping that the file of a member holds, keys in canonical order."""
    tree: dict[str, Any] = msgspec.to_builtins(member)
    own = tree.pop("extra", {})
    tree.pop("schema", None)
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in tree.items()}
    return {"schema": SCHEMA, **plain, **own}


def write_staff(member: Staff) -> bytes:
    """Return the canonical bytes of the file of a new member."""
    return canonical(staff_to_mapping(member))
