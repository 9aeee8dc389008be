"""What must hold for the readers of our files, whatever the bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import UncheckableError, WuyeError
from wuye_cli.domain.tickets.rulebook import Rulebook
from wuye_cli.store.canonical import canonical, canonical_block
from wuye_cli.store.codecs import (
    accept,
    approvals,
    blueprints,
    boxes,
    cadences,
    calendars,
    casefile,
    categories,
    duty,
    flows,
    grades,
    policy,
    prices,
    procedures,
    quality,
    retention,
    staff,
    standards,
    suspects,
    targets,
    templates,
    tiers,
    vendors,
)
from wuye_cli.store.codecs.people import read_person, write_person
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.fast_form import read_fast
from wuye_cli.store.yaml_text import read_plain, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[Any], object]

_APPROVAL = "records/approvals/tiers/2026.yaml"
READERS: dict[str, Read] = {
    "accept": accept.read_accept,
    "approval": lambda tree: approvals.read_approval(_APPROVAL, tree),
    "blueprint": lambda tree: blueprints.read_blueprint("x", tree),
    "box-opening": lambda tree: boxes.read_opening("x", tree),
    "cadences": lambda tree: cadences.faults_of_cadences(tree, None),
    "calendar": lambda tree: calendars.read_calendar("x", tree, holidays={}, zone="Asia/Shanghai"),
    "case": lambda tree: casefile.read_case_file(tree, base=Rulebook()),
    "categories": categories.read_category_book,
    "duty": duty.read_duty,
    "flows": flows.read_flow_book,
    "grades": lambda tree: grades.faults_of_grades(tree, {}),
    "holidays": lambda tree: calendars.read_holidays("x", tree),
    "policy": policy.read_policy,
    "prices": prices.read_prices,
    "procedure": lambda tree: procedures.read_procedure("x", tree),
    "quality": quality.read_quality,
    "retention": retention.read_retention,
    "staff": staff.read_staff,
    "standard": lambda tree: standards.read_standard("x", tree),
    "suspects": suspects.read_cleared,
    "targets": targets.faults_of_targets,
    "template": lambda tree: templates.read_template("x", tree),
    "tiers": tiers.read_tier_book,
    "vendor": lambda tree: vendors.read_vendor("x", tree),
}
"""Who reads the tree of a file, by the kind that its `schema` names."""


def judged(data: bytes, *, by_all: bool = False) -> dict[str, Any] | None:
    """Return what the strict reader makes of a file, None if it refuses it at a place of the file.

    Args:
        data: The bytes.
        by_all: Every reader of trees gets it, not only the one that its `schema` names.

    Raises:
        AssertionError: If two of our readers disagree, or what was read is not read back as it
            was written. Any other exception is a fault as well.
    """
    tree, fast = _strict(data), read_fast(data)
    if fast is not None and (fast != tree or canonical(fast) != data):
        raise AssertionError("fast is not strict")
    if tree is None:
        return None
    _read_back(data, read_ticket, write_ticket)
    _read_back(data, read_person, write_person)
    kind = str(tree.get("schema", "case")).partition("/")[0]
    for name in READERS if by_all else READERS.keys() & {kind}:
        READERS[name](tree)
    return tree


def _strict(data: bytes) -> dict[str, Any] | None:
    try:
        tree = read_plain(data)
    except UncheckableError as error:
        if min(error.facts["line"], error.facts["column"]) < 1 or not error.facts["detail"]:
            raise AssertionError("refused at no place") from error
        return None
    if read_yaml(data).tree != tree:
        raise AssertionError("with and without marks")
    try:
        again = canonical_block(tree).encode()
    except ValueError:  # fractions, and what is beyond its limits
        return tree
    if read_plain(again) != tree:
        raise AssertionError("not read back")
    return tree


def _read_back(data: bytes, read: Callable[..., Any], write: Callable[[Any], bytes]) -> None:
    try:
        record = read(data, path="records/tickets/2026/11/22/WY-261122-A001.yaml")
    except WuyeError:
        return
    if read(write(record), path="x.yaml") != record:
        raise AssertionError("not the record that was written")
