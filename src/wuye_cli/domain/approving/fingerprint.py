"""Fingerprints of a standard: `content` over all of it, `terms` over what it obliges to."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from wuye_cli.domain.timekeeping.limit import parse_limit

DOMAIN = "wuye/std/v1"
"""Stands at the head of everything that is hashed, so that no other hash of ours is like it."""

_PROSE = frozenset(
    {
        *("label", "label_en", "text", "text_en", "aliases", "basis", "rank", "note", "note_en"),
        *("schema", "version", "effective_from", "expires", "review_by", "owner", "formerly"),
        *("picture", "words", "greeting", "title", "title_en"),
    }
)
"""Keys whose values oblige nobody; what is in none of them counts as a term."""

_SETS = frozenset(
    {
        *("aliases", "danger_words", "calm_words", "evidence", "stops", "stops_if_agreed"),
        *("agreed_time_first", "promises", "serves", "inspected_by", "categories", "subcodes"),
        *("require", "incident_fields", "formerly", "by", "may"),
    }
)
"""Keys whose list is a set of words: their order says nothing. In every other list it does."""

_INSTANTS = frozenset({"effective_from", "expires"})
_SHOWN = 16


class Prints(NamedTuple):
    """Both fingerprints of one text, in hex."""

    content: str
    terms: str


def prints_of(standard: str, tree: Any) -> Prints:
    """Return the fingerprints of a standard.

    Comments, quoting, the order of keys and of sets of words do not count; 60m is 1h.

    Args:
        standard: Its name: a fingerprint stands for one standard only.
        tree: Its plain tree.

    Example:
        >>> one = prints_of("tiers", {"tiers": {"a": {"ack": ["60m", "always"]}}})
        >>> one == prints_of("tiers", {"tiers": {"a": {"ack": ["1h", "always"]}}})
        True
        >>> named = prints_of("tiers", {"tiers": {"a": {"label": "A", "ack": ["1h", "always"]}}})
        >>> named.content == one.content, named.terms == one.terms
        (False, True)
    """
    return Prints(
        _hash(standard, "content", canonical(tree)),
        _hash(standard, "terms", canonical(tree, terms_only=True)),
    )


def short(fingerprint: str) -> str:
    """Return the sixteen digits that people compare and type."""
    return fingerprint[:_SHOWN]


def canonical(value: Any, key: str = "", *, terms_only: bool = False) -> Any:
    """Return a value in the one form that equal values share."""
    if isinstance(value, dict):
        return {
            _nfc(name): canonical(part, name, terms_only=terms_only)
            for name, part in value.items()
            if not (terms_only and (name in _PROSE or name.startswith("x-")))
        }
    if isinstance(value, list):
        parts = [canonical(part, key, terms_only=terms_only) for part in value]
        if _is_target(value):
            return {"limit": parts[0], "clock": parts[1]}
        return sorted(parts, key=repr) if key in _SETS else parts
    if isinstance(value, str):
        return _nfc(value) if key in _PROSE - _INSTANTS - {"version"} else _word(value, key)
    return str(value) if key == "version" else value


def _is_target(value: list[Any]) -> bool:
    return len(value) == 2 and all(isinstance(p, str) for p in value) and _is_limit(value[0])  # noqa: PLR2004 - a limit and a clock


def _is_limit(text: str) -> bool:
    try:
        parse_limit(text)
    except ValueError:
        return False
    return True


def _word(text: str, key: str) -> Any:
    """Return a limit in minutes, an instant in UTC, and any other text as it is."""
    if key in _INSTANTS:
        return _instant(text)
    if not _is_limit(text):
        return _nfc(text)
    seconds = parse_limit(text).seconds
    return text if seconds is None else {"minutes": seconds // 60}


def _instant(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _nfc(text)
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else text


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _hash(standard: str, part: str, body: Any) -> str:
    told = {"domain": DOMAIN, "part": part, "standard": standard, "body": body}
    return sha256(msgspec.json.encode(told, order="sorted")).hexdigest()
