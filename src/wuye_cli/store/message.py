"""Who, when and why of a commit, as git's import stream wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")
_LONGEST = 200


class Actor(msgspec.Struct, frozen=True):
    """Who typed the operation: author and committer of its commit.

    Attributes:
        name: A line without control characters, `<` and `>`.
        mail: As `name`; may be made up, as in `s-li@desk`.

    Raises:
        CallError: `bad_identity`.
    """

    name: str
    mail: str

    def __post_init__(self) -> None:
        for text in (self.name, self.mail):
            if not text.strip() or not _is_line(text) or "<" in text or ">" in text:
                raise CallError("bad_identity", name=self.name, mail=self.mail)


def stamp(at: datetime) -> str:
    """Return a moment as git writes it: seconds since 1970 and the zone's offset.

    Raises:
        CallError: `bad_time`, before 1970 or without a zone.

    Example:
        >>> from datetime import datetime, timedelta, timezone
        >>> stamp(datetime(2026, 11, 21, 9, 12, tzinfo=timezone(timedelta(hours=8))))
        '1795223520 +0800'
    """
    offset = at.utcoffset()
    if offset is None or at.timestamp() < 0:
        raise CallError("bad_time", at=at.isoformat())
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"{int(at.timestamp())} {sign}{hours:02}{rest:02}"


def person(by: Actor, at: datetime) -> str:
    """Return author or committer as a commit object holds it."""
    return f"{by.name} <{by.mail}> {stamp(at)}"


def message(subject: str, trailers: Sequence[tuple[str, str]] = ()) -> str:
    r"""Return a commit message of one subject line and a block of trailers.

    Raises:
        CallError: `bad_subject` or `bad_trailer`, when a text would not stay on its line.

    Example:
        >>> message("dispatch WY-261121-A017 to s-zhao", [("Ticket", "WY-261121-A017")])
        'dispatch WY-261121-A017 to s-zhao\n\nTicket: WY-261121-A017\n'
    """
    if not subject.strip() or not _is_line(subject):
        raise CallError("bad_subject", subject=subject)
    lines = [subject]
    for number, (key, value) in enumerate(trailers):
        if not key or not _LETTERS.issuperset(key) or not _is_line(value):
            raise CallError("bad_trailer", key=key, value=value)
        if number == 0:
            lines.append("")
        lines.append(f"{key}: {value}")
    return "\n".join(lines) + "\n"


def _is_line(text: str) -> bool:
    return all(letter.isprintable() or letter == "\u3000" for letter in text)
