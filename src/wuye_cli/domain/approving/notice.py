"""The notice (公告) of a version, as residents read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from wuye_cli.domain.approving.approval import Approval


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One fact that changes, in the words of both languages.

    Attributes:
        old: The value before, its calendar by its label; None where there was none.
    """

    words: tuple[str, str]
    old: tuple[Any, Any] | None = None
    new: tuple[Any, Any] | None = None


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What a notice says.

    Attributes:
        label: What people call the standard.
        published: When it was posted first.
        mark: What is printed below it, and what `verify` looks for.
    """

    estate: str
    standard: str
    label: str
    label_en: str
    approval: Approval
    published: datetime
    mark: str
    changes: tuple[Line, ...] = ()
