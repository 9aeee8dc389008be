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
_find_digits = re.compile(r"[\d①-⒛❶-➓⓪-⓿零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]").findall


def personal_data(file: TicketFile) -> Iterator[Finding]:
    """K026: a phone or identity number in a ticket, in whatever field; it belongs in `people/`."""
    yield from _in_texts(file, file.tree, ())
    events = file.tree.get("events")
    if isinstance(events, list):
        yield from _in_texts(file, events, ("events",))


def _in_texts(file: TicketFile, value: Any, where: Where) -> Iterator[Finding]:
    """Look at every text in a value; short ones, the most, are passed over without a call."""
    for key, part in _parts(value):
        if type(part) is str:
            if len(part) >= _LEAST_DIGITS and (kind := _kind_of(part)):
                name = str(file.tree.get("id", ""))
                facts = {"personal": kind}
                place = (*where, key)
                yield Finding(rule="K026", path=file.path, where=place, facts=facts, ticket=name)
        elif type(part) is dict or type(part) is list:
            yield from _in_texts(file, part, (*where, key))


def _kind_of(text: str) -> str | None:
    """Return what number is in a text; most texts have too few digits to be looked at."""
    if len(_find_digits(text)) < _LEAST_DIGITS:
        return None
    return has_personal_data(text)


def _parts(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return [(key, part) for key, part in value.items() if key not in NO_TEXT]
    return enumerate(value) if isinstance(value, list) else ()
