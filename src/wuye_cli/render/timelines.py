"""Histories as lines: when it happened, what, who, and which commit says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.timekeeping.zone import local
from wuye_cli.i18n.catalog import label, sentence
from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean, clip
from wuye_cli.render.tables import table
from wuye_cli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

_SHORT = 10
_KEY = 22
_STRUCK = "\u0336"
_COLUMNS = ("at", "do", "doer", "by", "src", "commit", "committed_at", "lag", "signed", "mark")
_LOG_COLUMNS = ("committed_at", "commit", "author", "id", "at", "do", "doer", "by", "src", "lag",
                "signed", "mark", "subject")  # fmt: skip
_BLAME_COLUMNS = ("fact", "value", "do", "at", "doer", "by", "src", "author", "commit",
                  "committed_at")  # fmt: skip
_LONGEST = 48
_NOT_SHOWN_S = 1800
_WIDTHS = (17, _SHORT, 10, 16, 17, 12)


def timeline_rows(timeline: Any, zone: tzinfo) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of a timeline (`timeline.Timeline`), times in `zone`."""
    rows = [
        [
            _time(entry.at, zone),
            _what(entry),
            entry.who or entry.by or entry.author,
            entry.by if entry.who else "",
            entry.src,
            entry.commit[:_SHORT],
            _time(entry.committed_at, zone),
            _lag(entry),
            entry.signed[:_KEY],
            _mark(entry),
        ]
        for entry in timeline.entries
    ]
    return [sentence(f"col.{name}") for name in _COLUMNS], rows


def timeline_text(timeline: Any, zone: tzinfo, *, colour: bool = False) -> str:
    """Return a timeline for people; revoked events are struck."""
    heads, rows = timeline_rows(timeline, zone)
    cells = [[clean(cell) for cell in row] for row in rows]
    for row, entry in zip(cells, timeline.entries, strict=True):
        row[1] = _struck(row[1], on=entry.revoked)
    kept = [at for at in range(len(heads)) if any(row[at] for row in cells)]
    aka = sentence("audit.aka", ids=list(timeline.aka)) if timeline.aka else ""
    title = f"{timeline.id}  {clean(timeline.title)}{clean(aka)}\n"
    lines = [[_coloured(row[at], at, entry) for at in kept] for row, entry in zip(
        cells, timeline.entries, strict=True)]  # fmt: skip
    body = table([heads[at] for at in kept], lines, colour=colour)
    notes = [sentence("audit.gone", path=clean(timeline.path))] if timeline.gone else []
    if any(entry.late for entry in timeline.entries):
        notes.append(sentence("audit.late", span=_span(timeline.late_after_s)))
    if any(entry.signed for entry in timeline.entries):
        notes.append(sentence("audit.signed"))
    return title + "\n".join([body, *notes])


def log_heads() -> list[str]:
    """Return the heads of the log of a whole store."""
    return [sentence(f"col.{name}") for name in _LOG_COLUMNS]


def log_row(entry: Any, zone: tzinfo) -> list[str]:
    """Return the cells of one entry of a log."""
    return [
        _time(entry.committed_at, zone),
        entry.commit,
        entry.author,
        entry.ticket,
        _time(entry.at, zone),
        label("event", entry.do) if entry.do else "",
        entry.who,
        entry.by,
        entry.src,
        _lag(entry),
        entry.signed,
        _mark(entry),
        entry.subject,
    ]


def log_line(entry: Any, zone: tzinfo, *, colour: bool = False) -> str:
    """Return one entry of a log as a line of its own: nothing is known of the lines to come."""
    committed, commit, author, ticket, at, do, who, by, src, lag, _, mark, subject = (
        clean(cell) for cell in log_row(entry, zone)
    )
    commit, do = commit[:_SHORT], _struck(do, on=entry.revoked)
    if not entry.do:
        return "  ".join([*map(_padded, (committed, commit, author), _WIDTHS), subject]).rstrip()
    typed = sentence("audit.typed_by", by=by) if who and by not in {who, ""} else ""
    cells = map(_padded, (committed, commit, author, ticket, at, do), _WIDTHS)
    told = [*cells, who or by, typed, src, paint(lag, "warn", on=colour), mark]
    return "  ".join(cell for cell in told if cell).rstrip()


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _time(moment: datetime | None, zone: tzinfo) -> str:
    return f"{local(moment, zone):%y-%m-%d %H:%M:%S}" if moment is not None else ""


def _what(entry: Any) -> str:
    return label("event", entry.do) if entry.do else entry.subject


def _lag(entry: Any) -> str:
    """Return how late an event was typed, empty within half an hour."""
    return "" if entry.lag_s is None or abs(entry.lag_s) <= _NOT_SHOWN_S else _span(entry.lag_s)


def _span(seconds: int) -> str:
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 else ''}{minutes // 60}h{minutes % 60:02d}m"


def _mark(entry: Any) -> str:
    marks = [name for name, on in (("revoked", entry.revoked), ("late", entry.late)) if on]
    marks += [entry.mark] if entry.mark else []
    return sentence("audit.joint").join(sentence(f"audit.mark.{mark}") for mark in marks)


def _struck(text: str, *, on: bool) -> str:
    """Return a text with a line through every character."""
    return "".join(char + _STRUCK for char in text) if on else text


def _coloured(text: str, at: int, entry: Any) -> str | tuple[str, str]:
    if _COLUMNS[at] == "lag":
        return text, "warn"
    if _COLUMNS[at] == "mark" and entry.mark:
        return text, "bad"
    return (text, "dim") if entry.revoked else text


def blame_heads() -> list[str]:
    """Return the heads of the table of a ticket's facts."""
    return [sentence(f"col.{name}") for name in _BLAME_COLUMNS]


def blame_row(one: Any, zone: tzinfo) -> list[str]:
    """Return the cells of one fact (`blaming.Blamed`)."""
    return [
        one.key,
        _value(one.value),
        label("event", one.do) if one.do else "",
        _time(one.at, zone),
        one.who or one.by,
        one.by if one.who else "",
        one.src,
        one.author,
        one.commit[:_SHORT],
        _time(one.committed_at, zone),
    ]


def blame_text(
    found: Sequence[Any], zone: tzinfo, columns: int | None, *, colour: bool = False
) -> str:
    """Return the facts of a ticket for people; columns that hold nothing are left out."""
    heads = blame_heads()
    rows = [[clean(cell) for cell in blame_row(one, zone)] for one in found]
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    lines = [[clip(row[at], _LONGEST) if at == 1 else row[at] for at in kept] for row in rows]
    text = table([heads[at] for at in kept], lines, columns=columns, colour=colour)
    unsaid = [one.key for one in found if not one.event]
    return "\n".join([text, *([sentence("audit.no_event", keys=unsaid)] if unsaid else [])])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return sentence("audit.joint").join(f"{key} {_value(part)}" for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return " ".join(_value(part) for part in value)
    return "" if value is None else str(value)
