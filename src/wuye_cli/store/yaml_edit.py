"""Edits of a YAML tree as pure values: what a change must give, and how its texts are quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store.canonical import is_plain_key
from wuye_cli.store.plain_scalar import trap_of, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.marks import Path

_HEAD: Final = ("schema", "version", "effective_from", "expires", "review_by", "owner")
"""Keys at the head of a document, in their order."""

_is_wordlike: Final = re.compile(r"[A-Za-z0-9\u4e00-\u9fff](?:[\w -]*\w)?").fullmatch


def apply(tree: Any, path: Path, value: Any) -> Any:
    """Return the tree with a value set at the path; the tree itself stays as it was.

    Raises:
        UncheckableError: `edit-no-parent` (fact `at`) if the path leads nowhere.

    >>> apply({"a": [1]}, ("a", 1), 2)
    {'a': [1, 2]}
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(tree, dict) and isinstance(step, str) and (step in tree or not rest):
        if step in tree:
            return {**tree, step: apply(tree[step], rest, value)}
        pairs = list(tree.items())
        pairs.insert(place_of_key(list(tree), step), (step, value))
        return dict(pairs)
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step <= len(tree) - bool(rest):
        old = tree[step] if step < len(tree) else None
        return [*tree[:step], apply(old, rest, value), *tree[step + 1 :]]
    raise UncheckableError("edit-no-parent", at=[str(part) for part in path])


def place_of_key(keys: list[str], new: str) -> int:
    """Return where a new key goes: at the end, but keys of a document's head at its head.

    >>> place_of_key(["schema", "version", "tiers"], "effective_from")
    2
    """
    if "schema" not in keys or new not in _HEAD:
        return len(keys)
    before = _HEAD[: _HEAD.index(new)]
    return 1 + max(keys.index(key) for key in keys if key in before)


def same(one: Any, other: Any) -> bool:
    """Tell whether two trees are equal in value and in type: 1, 1.0 and True differ here."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def styled(value: Any, quoted: Callable[[str], Any], *, keep: bool = False) -> Any:
    """Return a value whose texts are marked by `quoted`, but for those that are surely words.

    With `keep` a text is marked whatever it is, as the one it replaces was.
    """
    if isinstance(value, str):
        return value if not keep and _is_word(value) else quoted(value)
    if isinstance(value, dict):
        return {
            key if is_plain_key(key) else quoted(key): styled(item, quoted)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [styled(item, quoted) for item in value]
    return value


def _is_word(text: str) -> bool:
    return bool(_is_wordlike(text)) and not trap_of(text, text) and typed(text) == text
