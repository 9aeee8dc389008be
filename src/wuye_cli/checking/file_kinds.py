"""The kinds of files that have a JSON Schema, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class FileKind(NamedTuple):
    """A kind of file.

    Attributes:
        section: Its section of the formats.
        schema: What its `schema:` says, without the number; empty where the key is free.
        globs: Where such files lie, from the root of a store; empty for files that lie anywhere.
    """

    section: str
    schema: str
    globs: tuple[str, ...] = ()


FILES: dict[str, FileKind] = {
    "settings": FileKind("settings", "wuye", ("wuye.yaml",)),
    "tiers": FileKind("tiers", "tiers", ("standards/tiers.yaml",)),
    "categories": FileKind("categories", "categories", ("standards/categories.yaml",)),
    "flows": FileKind("flows", "flows", ("standards/flows.yaml",)),
    "calendar": FileKind("calendar", "calendar", ("standards/calendars/*.yaml",)),
    "holidays": FileKind("holidays", "holidays", ("standards/holidays/*.yaml",)),
    "policy": FileKind("policy", "policy", ("standards/policy.yaml",)),
    "targets": FileKind("targets", "targets", ("standards/targets.yaml",)),
    "cadences": FileKind("cadences", "cadences", ("standards/cadences.yaml",)),
    "grades": FileKind("grades", "grades", ("standards/grades.yaml",)),
    "duty": FileKind("duty", "duty", ("standards/duty.yaml",)),
    "accept": FileKind("accept", "accept", ("standards/.accept.yaml",)),
    "prices": FileKind("prices", "prices", ("standards/prices.yaml",)),
    "retention": FileKind("retention", "retention", ("standards/retention.yaml",)),
    "template": FileKind("template", "template", ("standards/templates/*.yaml",)),
    "cases": FileKind("case", "", ("standards/cases/*.yaml",)),
    "standard": FileKind("standard", "standard", ("standards/services/*.yaml",)),
    "procedure": FileKind("procedure", "procedure", ("standards/procedures/*.yaml",)),
    "blueprint": FileKind("blueprint", "blueprint", ("standards/blueprints/*.yaml",)),
    "quality": FileKind("quality", "quality", ("standards/quality.yaml",)),
    "ticket": FileKind("ticket", "ticket", ("records/tickets/*/*/*/*.yaml",)),
    "staff": FileKind("staff", "staff", ("records/staff/*.yaml",)),
    "vendor": FileKind("vendor", "vendor", ("records/vendors/*.yaml",)),
    "approval": FileKind(
        "approval", "approval", ("records/approvals/*/*.yaml", "records/approvals/*/*/*.yaml")
    ),
    "suspects": FileKind(
        "suspects", "suspects", ("records/suspects/*.yaml", "records/suspects/*/*.yaml")
    ),
    "desks": FileKind("desks", "desks", ("records/desks.yaml",)),
    "units": FileKind("units", "", ("records/units/*.yaml",)),
    "box-opening": FileKind("box", "box-opening", ("records/registers/box-openings/*/*.yaml",)),
    "person": FileKind("person", "person", ("people/persons/*/*.yaml",)),
    "receipt-key": FileKind("receipt.key", "receipt-key", ("people/receipt-keys/*.yaml",)),
    "import-map": FileKind("import", "import-map"),
    "answers": FileKind("answers", ""),
}
"""Kind, as `wuye schema` names it, to what it is."""


TOPS = (
    "tiers", "categories", "flows", "calendar", "holidays", "duty", "prices", "retention",
    "template", "case", "standard", "procedure", "blueprint", "quality", "policy", "targets",
    "cadences", "grades",
)  # fmt: skip
"""Sections of files under `standards/` that may say of themselves what any may."""

ENTRIES = (
    "tiers.clock", "tiers.tier", "tiers.reason", "categories.category", "flows.step", "flows.flow",
    "prices.item", "duty.contact", "duty.danger", "standard.commitment", "standard.staff",
    "standard.inspection", "blueprint.step", "blueprint.point", "quality.promise",
    "quality.milestone", "quality.part",
)  # fmt: skip
"""Sections of entries of keyed collections, which may have `formerly`."""


def kind_at(path: str) -> str:
    """Return the kind of the file at a path of a store, or nothing.

    >>> kind_at("standards/calendars/office.yaml"), kind_at("standards/x/y.yaml")
    ('calendar', '')
    """
    steps = path.split("/")
    for kind, file in FILES.items():
        if any(_fits(steps, glob.split("/")) for glob in file.globs):
            return kind
    return ""


def _fits(steps: Sequence[str], glob: Sequence[str]) -> bool:
    return len(steps) == len(glob) and all(
        want in ("*", step) or (want == "*.yaml" and step.endswith(".yaml"))
        for step, want in zip(steps, glob, strict=True)
    )
