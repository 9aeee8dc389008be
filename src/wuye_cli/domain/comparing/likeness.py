"""How alike two entries are: the share of equal fields, and how alike their texts are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.documents.prose import similarity

if TYPE_CHECKING:
    from collections.abc import Iterator

SUSPECTED = 0.8
"""From here on an entry that came is suspected to be one that went."""
REUSED = 0.3
"""Below this an id stands for something else."""

_TEXTS = frozenset({"text", "text_en", "label", "label_en", "content", "method", "criterion"})
_SILENT = frozenset({"formerly", "version", "basis"})


def likeness(old: Any, new: Any) -> float:
    """Return how alike two entries are, from 0 to 1.

    Example:
        >>> likeness({"text": "二十四小时内回访", "kind": "hard"}, {"text": "回访", "kind": "hard"})
        0.7
    """
    before, after = dict(_leaves(plain(old))), dict(_leaves(plain(new)))
    names = {name for name in (*before, *after) if name[-1:] not in _LAST_TEXTS}
    shared = sum(before.get(name) == after.get(name) for name in names)
    texts = _text_of(before), _text_of(after)
    if not any(texts):
        return shared / len(names) if names else 1.0
    text = similarity(*texts)
    return (shared / len(names) + text) / 2 if names else text


def is_twin(old: Any, new: Any, silent: frozenset[str] = frozenset()) -> bool:
    """Say whether two entries bind to the same; what `silent` names binds nobody."""
    return bool(_bound(old, silent)) and _bound(old, silent) == _bound(new, silent)


def _bound(entry: Any, silent: frozenset[str]) -> Any:
    if not isinstance(entry, dict):
        return plain(entry)
    left_out = _SILENT | silent
    return {key: plain(value) for key, value in entry.items() if key not in left_out}


_LAST_TEXTS = frozenset((name,) for name in _TEXTS)


def _text_of(leaves: dict[tuple[str, ...], Any]) -> str:
    return "\n".join(
        str(value) for name, value in sorted(leaves.items()) if name[-1:] in _LAST_TEXTS
    )


def _leaves(value: Any, name: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in _SILENT:
                yield from _leaves(part, (*name, str(key)))
    elif isinstance(value, list):
        yield name, sorted(map(str, value))
    else:
        yield name, value
