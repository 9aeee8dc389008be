"""What every report format shows: one finding of `check` or one change of `diff`."""

from __future__ import annotations

from typing import Any

import msgspec


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a report, worded and cleaned already.

    Attributes:
        code: `K010`, `D111`.
        name: The code in words with hyphens.
        level: `error`, `warning` or `info`, whatever the command calls its own levels.
        own_level: As the command calls it, such as `breaking`.
        path: From the root of the store, with `/`.
        line: From 1; 0 for the whole file.
        column: From 1; 0 for the whole file.
        message: One sentence in the language in use, safe to show; no markup.
        help: What the rule asks, in the language in use; may be empty.
        fingerprint: Hex digits that stay the same while the matter does; no prose, no line.
        facts: Language-free facts.
    """

    code: str
    name: str
    level: str
    own_level: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    message: str = ""
    help: str = ""
    fingerprint: str = ""
    facts: dict[str, Any] = {}
