"""What any document of `standards/` may say of itself."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a document.

    Attributes:
        id: The name of its file.
        owner: Role that answers for it.
        version: Counts from 1; 0 where the document bears none.
        effective_from: A day, or an instant; None where it says nothing. Likewise the next two.
        formerly: Names that it had before.
    """

    id: str = ""
    label: str = ""
    label_en: str = ""
    owner: str = ""
    version: int = 0
    effective_from: datetime | date | None = None
    expires: datetime | date | None = None
    review_by: datetime | date | None = None
    formerly: tuple[str, ...] = ()
    basis: str = ""
