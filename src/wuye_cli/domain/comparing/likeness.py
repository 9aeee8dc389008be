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


def is_twin(old: Any, new: Any, silent: frozenset[str] = frozenset()) -> bool:
    """Say whether two entries bind to the same; what `silent` names binds nobody."""
    return bool(_bound(old, silent)) and _bound(old, silent) == _bound(new, silent)


def _bound(entry: Any, silent: frozenset[str]) -> Any:
    if not isinstance(entry, dict):
        return plain(entry)
    left_out = _SILENT | silent
    return {key: plain(value) for key, value in entry.items() if key not in left_out}


def _text_of(entry: dict[str, Any]) -> str:
    return "\n".join(str(plain(entry[name])) for name in sorted(_TEXTS & entry.keys()))
