"""Since which version each fact has had its value without a break: what `blame` asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


def held_since(
    wanted: Mapping[K, Any],
    versions: Iterable[tuple[V, Mapping[K, Any]]],
    plain: Callable[[K, Any], Any] = lambda _key, value: value,
) -> dict[K, V]:
    """Return the oldest version since which each wanted fact has had its value.

    Args:
        wanted: The facts as they stand.
        versions: Each version with its facts, the newest first; read only as far as needed.
        plain: Brings a value into the form in which two are the same or not.

    Example:
        >>> held_since({"a": 1, "b": 2}, [("v3", {"a": 1, "b": 2}), ("v2", {"a": 1, "b": 0})])
        {'a': 'v2', 'b': 'v3'}
    """
    found: dict[K, V] = {}
    standing = {key: plain(key, value) for key, value in wanted.items()}
    for version, facts in versions:
        for key, value in list(standing.items()):
            if key in facts and plain(key, facts[key]) == value:
                found[key] = version
            else:
                del standing[key]
        if not standing:
            break
    return found
