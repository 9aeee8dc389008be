"""Family K: personal numbers in texts that git never forgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.people.contacts import has_personal_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.checking.facts import TicketFile
    from wuye_cli.checking.finding import Where

_IDS = ("id", "uid", "aka", "events", "key", "sha256", "media", "terms", "version", "standard")
_INSTANTS = ("at", "recorded_at", "until", "due", "window")
_WORDS_OF_OURS = ("schema", "do", "limits", "status", "kind")
NO_TEXT = frozenset((*_IDS, *_INSTANTS, *_WORDS_OF_OURS))
"""Fields that hold no words: ids, hashes, instants. `events` of a revocation are ids as well."""

_LEAST_DIGITS = 7
_DIGITS = r"\d①-⒛❶-➓⓪-⓿零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_has_digits_enough = re.compile(f"(?:[^{_DIGITS}]*+[{_DIGITS}]){{{_LEAST_DIGITS}}}").match


def personal_data(file: TicketFile) -> Iterator[Finding]:
    """K026: a phone or identity number in a ticket, in whatever field; it belongs in `people/`."""
    found: list[tuple[Where, str]] = []
    _look(file.tree, (), found)
    events = file.tree.get("events")
    if isinstance(events, list):
        _look(events, ("events",), found)
    name = str(file.tree.get("id", ""))
    for where, kind in found:
        facts = {"personal": kind}
        yield Finding(rule="K026", path=file.path, where=where, facts=facts, ticket=name)


def _look(value: dict[str, Any] | list[Any], where: Where, found: list[tuple[Where, str]]) -> None:
    """Look at every text in a value; most are too short, or have too few digits, for a number."""
    parts: Iterable[tuple[str | int, Any]]
    parts = value.items() if type(value) is dict else enumerate(value)
    for key, part in parts:
        if type(part) is str:
            if (
                len(part) >= _LEAST_DIGITS
                and key not in NO_TEXT
                and _has_digits_enough(part)
                and (kind := has_personal_data(part))
            ):
                found.append(((*where, key), kind))
        elif (type(part) is dict or type(part) is list) and key not in NO_TEXT:
            _look(part, (*where, key), found)
