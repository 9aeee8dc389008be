"""How alike two entries are: the share of equal fields, and how alike their texts are."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.documents.prose import similarity

SUSPECTED = 0.8
"""From here on an entry that came is suspected to be one that went."""
REUSED = 0.3
"""Below this an id stands for something else."""

_TEXTS = frozenset({"text", "text_en", "label", "label_en", "content", "method", "criterion"})
_SILENT = frozenset({"formerly", "version", "basis"})
_NO_TERMS = _TEXTS | _SILENT


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
        return similarity(whole_text(old), whole_text(new))
    names = (old.keys() | new.keys()) - _NO_TERMS
    equal: int = sum(old.get(name) == new.get(name) for name in names)
    shared = equal / len(names) if names else None
    if shared is not None and shared >= enough:
        return shared
    texts = text_of(old), text_of(new)
    return rated(shared, similarity(*texts) if any(texts) else None)


def rated(shared: float | None, text: float | None) -> float:
    """Return how alike two entries are whose fields and words are so much alike.

    Where one of them has none of either, the other alone decides.
    """
    if shared is None:
        return 1.0 if text is None else text
    return shared if text is None else (shared + text) / 2


def terms_of(entry: Any, silent: frozenset[str] = frozenset()) -> Any:
    """Return what an entry binds to; what `silent` names binds nobody."""
    if not isinstance(entry, dict):
        return plain(entry)
    left_out = _SILENT | silent
    return {key: plain(value) for key, value in entry.items() if key not in left_out}


def fields_of(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry that are no words and bind somebody."""
    return {name: value for name, value in entry.items() if name not in _NO_TERMS}


def text_of(entry: dict[str, Any]) -> str:
    """Return the words of an entry that has fields."""
    return "\n".join(str(plain(entry[name])) for name in sorted(_TEXTS & entry.keys()))


def whole_text(entry: Any) -> str:
    """Return all of an entry as one text."""
    return str(plain(entry))
