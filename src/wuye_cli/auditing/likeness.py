"""Names and mails that read as another's and are not: letters that look alike, or do not show."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = {
    "aаαɑ": "a", "cсϲ": "c", "dԁ": "d", "eеε": "e", "gɡ": "g", "hһ": "h", "iіıιɩ": "i",
    "jј": "j", "kкκ": "k", "lӏ": "l", "mм": "m", "nпη": "n", "oоοσօ": "o", "pрρ": "p",
    "qԛ": "q", "rгʀ": "r", "sѕ": "s", "tтτ": "t", "uυսц": "u", "vνѵ": "v", "wѡԝω": "w",
    "xхχ": "x", "yуγү": "y", "zᴢ": "z",
}  # fmt: skip
"""Small letters of other scripts that a screen shows as a Latin one; a pick of Unicode's
`confusables.txt` (UTS 39), as far as names and mails of a desk are concerned."""
_LOOKS = str.maketrans({one: latin for group, latin in _LETTERS.items() for one in group})


def _plain(text: str) -> str:
    return normalize("NFC", text).casefold().strip()


@lru_cache(maxsize=4096)
def look_of(text: str) -> str:
    """Return what a reader takes a text for.

    Example:
        >>> look_of("l\u0456@desk"), look_of("Ｌｉ\u200b"), look_of("李客服")
        ('li@desk', 'li', '李客服')
    """
    shown = normalize("NFKC", normalize("NFKC", text).casefold()).translate(_LOOKS)
    return "".join(char for char in shown if category(char) != "Cf" and not char.isspace())


def taken_for(text: str, known: Iterable[str]) -> str:
    """Return whom a text is read as without being it: one of `known`, else nothing.

    A text that is what it looks like is nobody's double, so that honest names cost nothing.
    """
    look = look_of(text)
    if look == _plain(text).replace(" ", ""):
        return ""
    own = _plain(text)
    return next((one for one in known if look_of(one) == look and _plain(one) != own), "")


def is_shown(text: str) -> bool:
    """Say whether a name or mail shows all of itself, and ends where it seems to end."""
    return (text.isprintable() or text.replace("\u3000", " ").isprintable()) and not (
        "<" in text or ">" in text
    )
