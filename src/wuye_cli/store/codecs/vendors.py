"""Codec of the vendors: `records/vendors/<id>.yaml`, one file a firm."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.people.vendor import Vendor
from wuye_cli.store.codecs.reading import Node, Problem, check_id

FOLDER = "records/vendors"
_KEYS = (
    "schema",
    "id",
    "label",
    "label_en",
    "aliases",
    "does",
    "phone",
    "contract_from",
    "contract_until",
)


def read_vendor(name: str, tree: Any, *, path: str = "") -> tuple[Vendor | None, list[Problem]]:
    """Read one vendor.

    Args:
        name: That of the file, which the id must equal (S007).
        tree: The plain tree of the file.
        path: The file, for findings about it.

    Returns:
        The vendor, None if the tree is no mapping or lacks what every vendor has; every problem.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("vendor")
    if not node.fields(_KEYS, required=("schema", "id", "label")):
        return None, problems
    own = node.at("id").text()
    if own and check_id(node.at("id"), own) and own != name:
        node.at("id").report("S007", value=own, pattern=name)
    first, last = node.at("contract_from"), node.at("contract_until")
    vendor = Vendor(
        id=name,
        label=node.at("label").text(),
        label_en=node.at("label_en").text(),
        aliases=node.at("aliases").texts(),
        does=node.at("does").texts(),
        phone=node.at("phone").text(empty=True),
        contract_from=first.day() if first.present else None,
        contract_until=last.day() if last.present else None,
        path=path,
        extra={key: str(value) for key, value in tree.items() if str(key).startswith("x-")},
    )
    begins, ends = vendor.contract_from, vendor.contract_until
    if begins and ends and ends < begins:
        last.report("S010", value=ends.isoformat(), least=begins.isoformat())
    return vendor, problems
