"""How alike two entries are: the share of equal fields, and how alike their texts are."""

from __future__ import annotations

from typing import Any, NamedTuple

from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.documents.prose import pieces, similarity

SUSPECTED = 0.8
"""From here on an entry that came is suspected to be one that went."""
REUSED = 0.3
"""Below this an id stands for something else."""

_TEXTS = frozenset({"text", "text_en", "label", "label_en", "content", "method", "criterion"})
_SILENT = frozenset({"formerly", "version", "basis"})


def likeness(old: Any, new: Any, *, enough: float = 2.0) -> float:
    """Return how alike two entries are, from 0 to 1: half by fields, half by words.

    Args:
        old: An entry.
        new: Another.
        enough: Where so many of the fields are equal, the words are not asked.

    Example:
        >>> likeness({"text": "二十四小时内回访", "kind": "hard"}, {"text": "回访", "kind": "hard"})
        0.625
    """
    if not isinstance(old, dict) or not isinstance(new, dict):
        return similarity(str(plain(old)), str(plain(new)))
    names = {name for name in (*old, *new) if name not in _TEXTS and name not in _SILENT}
    shared = sum(old.get(name) == new.get(name) for name in names) / len(names) if names else 0.0
    if shared >= enough:
        return shared
    texts = _text_of(old), _text_of(new)
    if not any(texts):
        return shared if names else 1.0
    text = similarity(*texts)
    return (shared + text) / 2 if names else text


def terms_of(entry: Any, silent: frozenset[str] = frozenset()) -> Any:
    """Return what an entry binds to; what `silent` names binds nobody."""
    if not isinstance(entry, dict):
        return plain(entry)
    left_out = _SILENT | silent
    return {key: plain(value) for key, value in entry.items() if key not in left_out}


class Text(NamedTuple):
    """The words of an entry, for telling cheaply that another's are quite unlike.

    Attributes:
        pieces: Its two-letter pieces, each once.
        total: How many there are, each as often as it stands there.
        is_record: Whether the entry has fields, of which only some are words.
    """

    pieces: frozenset[str]
    total: int
    is_record: bool

    @classmethod
    def of(cls, entry: Any) -> Text:
        """Return the words of an entry."""
        is_record = isinstance(entry, dict)
        counted = pieces(_text_of(entry) if is_record else str(plain(entry)))
        return cls(frozenset(counted), counted.total(), is_record)

    def may_be_like(self, other: Text) -> bool:
        """Say whether two entries may reach `SUSPECTED`; False is certain, True is not.

        With all fields equal the words still have to be so much alike. No more pieces can be
        shared than the kinds that are, and what one of the two has twice and more.
        """
        both = self.total + other.total
        if not self.total or not other.total or self.is_record != other.is_record:
            return True
        twice = min(self.total - len(self.pieces), other.total - len(other.pieces))
        shared = len(self.pieces & other.pieces) + twice
        return (1 + 2 * shared / both) / 2 >= SUSPECTED


def _text_of(entry: dict[str, Any]) -> str:
    return "\n".join(str(plain(entry[name])) for name in sorted(_TEXTS & entry.keys()))
