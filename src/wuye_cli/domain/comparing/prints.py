"""Fingerprints of changes: the same hex digits wherever the same fact is found."""

from __future__ import annotations

from typing import Any

import msgspec

_LENGTH = 16


def fingerprint(code: str, standard: str, key: str, old: Any, new: Any) -> str:
    """Return sixteen hex digits over code, standard, key, old and new.

    The text hashed is JSON in canonical form (RFC 8785: no spaces, keys sorted, UTF-8), so that
    no prose, no line and no language goes in, and a change of format alters nothing.

    Example:
        >>> fingerprint("D111", "tiers", "tiers.emergency.arrive", "15m", "20m")
        '17463243c3897934'
    """
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and most calls find no change

    text = msgspec.json.encode([code, standard, key, _whole(old), _whole(new)], order="sorted")
    return sha256(text).hexdigest()[:_LENGTH]


def _whole(value: Any) -> Any:
    """Return a value as RFC 8785 writes its numbers: 1.0 is 1."""
    if isinstance(value, str):  # by far the most
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _whole(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole(part) for part in value]
    return value
