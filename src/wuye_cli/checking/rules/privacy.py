"""Family K: personal numbers in texts that git never forgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.people.contacts import has_personal_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import TicketFile
    from wuye_cli.checking.finding import Where

NO_TEXT = frozenset(
    ("schema", "id", "uid", "aka", "at", "recorded_at", "until", "due", "window", "do", "events")
    + ("sha256", "media", "terms", "version", "key", "standard", "limits", "status", "kind")
)
"""Fields that hold no words: ids, hashes, instants. `events` of a revocation are ids as well."""

_LEAST_DIGITS = 7
_find_digits = re.compile(r"[\d①-⒛❶-➓⓪-⓿零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]").findall


def personal_data(file: TicketFile) -> Iterator[Finding]:
    """K026: a phone or identity number in a ticket, in whatever field; it belongs in `people/`."""
    head = {key: value for key, value in file.tree.items() if key != "events"}
    yield from _in_texts(file, head, ())
    events = file.tree.get("events")
    for number, event in enumerate(events if isinstance(events, list) else ()):
        yield from _in_texts(file, event, ("events", number))


def _in_texts(file: TicketFile, value: Any, where: Where) -> Iterator[Finding]:
    if isinstance(value, str):
        if len(value) >= _LEAST_DIGITS and len(_find_digits(value)) >= _LEAST_DIGITS:
            kind = has_personal_data(value)
            if kind:
                name = str(file.tree.get("id", ""))
                facts = {"personal": kind}
                yield Finding(rule="K026", path=file.path, where=where, facts=facts, ticket=name)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in NO_TEXT:
                yield from _in_texts(file, part, (*where, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _in_texts(file, part, (*where, number))
