"""Codec of the staff: `records/staff/<id>.yaml`, one file a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.people.signing_key import ENDS, SigningKey, public_key
from wuye_cli.domain.people.staff import ROLES, SCHEMA, Staff, is_staff_id
from wuye_cli.store.canonical import canonical
from wuye_cli.store.codecs.reading import Node, Problem, check_id

if TYPE_CHECKING:
    from collections.abc import Collection

_KEYS = tuple(field.encode_name for field in msgspec.structs.fields(Staff) if field.name != "extra")
_KEY_KEYS = tuple(SigningKey.__struct_fields__)


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
            keys=_keys(node.at("keys")),
            extra={key: str(value) for key, value in tree.items() if str(key).startswith("x-")},
        ),
        problems,
    )


def _keys(node: Node) -> tuple[SigningKey, ...]:
    found: dict[str, SigningKey] = {}
    for part in node.items() if node.present else ():
        key = _key(part)
        if key is None:
            continue
        if key.key in found:
            part.at("key").report("R006", value=key.key)
        found.setdefault(key.key, key)
    return tuple(found.values())


def _key(node: Node) -> SigningKey | None:
    if not node.fields(_KEY_KEYS, required=("key",)):
        return None
    written = node.at("key").text()
    key = public_key(written)
    if written and key != written:
        node.at("key").report("S007", value=written, pattern="ssh-ed25519 AAAA…")
    ended, why = node.at("ended"), node.at("why")
    if not key:
        return None
    return SigningKey(
        key=key,
        label=node.at("label").text(empty=True),
        ended=ended.instant() if ended.present else None,
        why=why.choice(ENDS) if why.present else "",
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
