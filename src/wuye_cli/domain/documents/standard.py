"""A standard of one service: a document of one of the three layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.documents.about import About
from wuye_cli.domain.documents.clause import Commitment, InspectionItem, StaffItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.domain.documents.clause import Clause


class Standard(About, frozen=True, kw_only=True):
    """One file of `standards/services/`; only the clauses of its own layer are filled.

    Attributes:
        kind: Of an inspection: daily, weekly and so on.
        family: Of the delivery layer: one of the six.
        scope: Whom a promise covers, or what an inspection looks at.
        posts: Roles that a delivery standard is for.
        extends: Delivery standards whose items hold here too.
        procedures: Those that go with it.
        without: Staff field to the reason why it has no item.
    """

    layer: str = ""
    kind: str = ""
    family: str = ""
    scope: str = ""
    scope_en: str = ""
    categories: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    without: dict[str, str] = msgspec.field(default_factory=dict)
    commitments: dict[str, Commitment] = msgspec.field(default_factory=dict)
    staff_items: dict[str, StaffItem] = msgspec.field(default_factory=dict)
    inspections: dict[str, InspectionItem] = msgspec.field(default_factory=dict)

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """The clauses of its layer, by id, in the order of the file."""
        return self.commitments or self.staff_items or self.inspections
