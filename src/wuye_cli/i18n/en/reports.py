"""English words of the report formats that `check` and `diff` share."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "level": "level",
    "rule": "rule",
    "place": "place",
    "message": "what",
    "level.error": "error",
    "level.warning": "warning",
    "level.info": "note",
    "left": "{count} more are not shown here.",
    "root": "the root of the store",
    "unchecked": "could not check {path}[[: {reason}]]",
    "gap": "could not be checked",
}
