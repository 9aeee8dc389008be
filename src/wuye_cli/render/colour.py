"""Colour by role, added after a text was cleaned and measured."""

from __future__ import annotations

ROLES = {
    "bad": "31",
    "warn": "33",
    "good": "32",
    "dim": "2",
    "head": "1",
    "id": "36",
}
"""Role to the parameters of an SGR sequence; roles are ours, never a user's."""


def paint(text: str, role: str, *, on: bool) -> str:
    """Return `text` in the colour of `role`; as it is when colours are off or the role has none."""
    code = ROLES.get(role)
    return f"\x1b[{code}m{text}\x1b[0m" if on and code and text else text
