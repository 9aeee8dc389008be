"""Words that go into records and commits: on one line, without numbers, with their trailers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unicodedata import category

from wuye_cli.domain.errors import RefusedError
from wuye_cli.domain.people.contacts import extract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket

FORMAT = "1"
"""Version of the commit trailers."""


@contextmanager
def about(ticket: str) -> Iterator[None]:
    """Let a refusal say which ticket it speaks of, so that its sentence can name the next step."""
    try:
        yield
    except RefusedError as error:
        error.facts.setdefault("id", ticket)
        raise


NO_WORDS = frozenset(
    {"sha256", "media", "events", "into", "repeat_of", "second_of", "person", "clock", "tier",
     "kind", "category", "channel", "limits", "version"}
)  # fmt: skip
"""Fields of an event that hold ids and hashes, in which a run of digits is no phone."""


def without_numbers(value: Any) -> Any:
    """Return a text, or the texts in a tuple or mapping, with phone and identity numbers marked."""
    if isinstance(value, str):
        return extract(value).words
    if isinstance(value, tuple):
        return tuple(without_numbers(item) for item in value)
    if isinstance(value, dict):
        return {key: without_numbers(item) for key, item in value.items()}
    return value


_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows: a title with them reads as another."""


def one_line(text: str) -> str:
    r"""Return a text as one line of words, without what a terminal or a pager would obey.

    Joiners stay, as emoji and several scripts need them, and so do rare characters that this
    Python does not know yet; but a text of nothing else than what does not show is none.

    Example:
        >>> one_line("  hall light\n off\x1b[2J "), one_line("\u200b \u2060")
        ('hall light off[2J', '')
    """
    if not text.isprintable():
        text = "".join(char for char in text if char.isspace() or not _is_obeyed(char))
        if all(char.isspace() or category(char) == "Cf" for char in text):
            return ""
    return " ".join(text.split())


def _is_obeyed(char: str) -> bool:
    return char in _TURNS or category(char) in {"Cc", "Cs"}


_SUBJECT_TITLE = 40


def subject(op: str, ticket: Ticket, events: Sequence[Event]) -> str:
    """Return the subject of a commit: operation, id, and what a reader of the log looks for."""
    if op in {"take", "new"}:
        title = "".join(char for char in ticket.title if char.isprintable() or char == "\u3000")
        return f"{op} {ticket.id} {title[:_SUBJECT_TITLE]}".strip()
    done = "+".join(dict.fromkeys(event.do for event in events))
    more = "" if done == op else f" ({done})"
    return f"{op} {ticket.id}{more}"


def trailers(op: str, tickets: Sequence[str], events: Sequence[Event]) -> list[tuple[str, str]]:
    """Return the machine-readable trailers of an operation; no free text, no person's data."""
    return [
        ("Wuye-Op", op),
        *(("Wuye-Ticket", name) for name in tickets),
        ("Wuye-Events", ",".join(event.id for event in events)),
        ("Wuye-Format", FORMAT),
    ]
