"""Rows of a sheet turned into records by a mapping: texts, instants, and what is wrong with them.

Nothing is dropped in silence: whatever a row lacks or had to be changed is a `Problem` of its line.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from unicodedata import category

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.mapping import TIMES
from wuye_cli.gateways.importers.times import BAD, NOTHING, Moment, TimeReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from wuye_cli.gateways.importers.mapping import Field, ImportMap
    from wuye_cli.gateways.importers.sheet import Row, Sheet

    Pick = Callable[[Sequence[Any]], Any]

LONGEST_KEY = 128
LONGEST = {
    "title": 200,
    "words": 20_000,
    "result": 2_000,
    "place": 200,
    "unit": 40,
    "queue": 100,
    "verdict": 60,
    "assignee": 60,
    "reporter_name": 60,
    "reporter_phone": 60,
    "reporter_role": 20,
}
"""Longest value of a field in characters, where the mapping sets no shorter one."""
_LONGEST_OTHER = 200
_MANY_LINES = frozenset({"words", "result"})
_SHOWN = 80
_YEARS = range(2000, 2100)
"""Years that a ticket's id can name."""

# Not to be seen, or turning the line round; what the check rules refuse in a text (Y013).
_UNSEEN = frozenset(
    chr(point)
    for first, behind in ((0x061C, 0x061D), (0x200B, 0x2010), (0x2028, 0x202F), (0x2060, 0x2070),
                          (0xFEFF, 0xFF00))
    for point in range(first, behind)
)  # fmt: skip
_KEPT_CONTROLS = frozenset("\n\t")


class Problem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is wrong with a row, or was changed in it.

    Attributes:
        line: Where the row begins in the file.
        code: What it is; the sentence lives in `i18n`.
        refused: The row is not imported for it; else it is, and this is a note.
        field: The field concerned.
        value: What the file says there, cut.
        facts: More for the sentence.
    """

    line: int
    code: str
    refused: bool = False
    key: str = ""
    field: str = ""
    value: str = ""
    facts: dict[str, str] = {}


class Record(msgspec.Struct, kw_only=True, gc=False):
    """A row as the mapping reads it.

    Attributes:
        texts: Field to text, empty ones left out.
        opened: Receipt, in the zone of the store.
        problems: Of this row, in no order.
    """

    line: int
    key: str = ""
    texts: dict[str, str] = {}
    opened: datetime | None = None
    target: datetime | None = None
    closed: datetime | None = None
    assigned: datetime | None = None
    problems: list[Problem] = []

    @property
    def is_refused(self) -> bool:
        """Whether a problem keeps the row out."""
        return any(problem.refused for problem in self.problems)


class RowReader:
    """Reads the rows of one sheet.

    Args:
        mapping: The mapping.
        columns: Columns of the sheet.
        shown: Zone of the store.

    Raises:
        CallError: `mapping_no_column` with suggestions, if the sheet lacks a column.
    """

    def __init__(self, mapping: ImportMap, columns: Sequence[str], shown: tzinfo) -> None:
        places = _places(mapping.columns, columns)
        self._strict = mapping.strict
        self._key = [places[name] for name in mapping.key]
        texts = {name: field for name, field in mapping.fields.items() if name not in TIMES}
        self._texts = [
            _TextReader(name, field, _picker(field, places)) for name, field in texts.items()
        ]
        self._times = {
            name: (_picker(field, places), TimeReader(field.time, mapping.zone, shown, field.day))
            for name, field in mapping.fields.items()
            if name in TIMES
        }

    def records(self, sheet: Sheet) -> Iterator[Record]:
        """Yield a record for every row."""
        for row in sheet.rows:
            yield self.record(row)

    def record(self, row: Row) -> Record:
        """Return the record of a row, with its problems."""
        record = Record(line=row.line, texts={}, problems=[])
        if row.cells is None:
            record.problems.append(Problem(line=row.line, code="not_a_record", refused=True))
            return record
        record.key = self._read_key(row.cells, record)
        if row.extra:
            _note(record, "extra_cells", facts={"count": str(row.extra)})
        for reader in self._texts:
            value = reader.read(row.cells, record, strict=self._strict)
            if value:
                record.texts[reader.name] = value
        self._read_times(row.cells, record)
        return record

    def _read_key(self, cells: Sequence[Any], record: Record) -> str:
        parts = [text_of(cells[place]).strip() if place < len(cells) else "" for place in self._key]
        if not all(parts):
            record.problems.append(Problem(line=record.line, code="no_key", refused=True))
            return ""
        key = "/".join(parts)
        if len(key) > LONGEST_KEY or not key.isprintable():
            _refuse(record, "bad_key", field="key", value=key)
            return ""
        return key

    # -- times ----------------------------------------------------------------------------

    def _read_times(self, cells: Sequence[Any], record: Record) -> None:
        opened = self._moment("opened_at", cells, record)
        if opened.at is None:
            if opened.issue != BAD:
                _refuse(record, "no_open_time", field="opened_at")
        elif opened.at.year not in _YEARS:
            _refuse(record, "open_out_of_range", field="opened_at", value=opened.at.isoformat())
        else:
            record.opened = opened.at
        record.target = self._after(opened.at, self._moment("target_at", cells, record))
        record.closed = self._after(opened.at, self._moment("closed_at", cells, record))
        record.assigned = self._after(opened.at, self._moment("assigned_at", cells, record))

    def _moment(self, name: str, cells: Sequence[Any], record: Record) -> Moment:
        if name not in self._times:
            return NOTHING
        pick, reader = self._times[name]
        value = pick(cells)
        found = reader.read(value)
        if found.issue:
            refused = found.issue == BAD and (self._strict or name == "opened_at")
            add = _refuse if refused else _note
            add(record, found.issue, field=name, value=text_of(value))
        return found

    def _after(self, opened: datetime | None, moment: Moment) -> datetime | None:
        """Return the instant; of a time that comes twice, the second where the first is too early.

        In the hour that comes twice a year a thing opened at 01:50 and closed at 01:10 was closed
        the second time round.
        """
        early = opened is not None and moment.at is not None and moment.at < opened
        return moment.later if early and moment.later is not None else moment.at


class _TextReader:
    """Reads one field that is a text."""

    def __init__(self, name: str, field: Field, pick: Pick) -> None:
        self.name = name
        self._pick = pick
        self._strip = field.strip
        self._table = field.table
        self._default = field.default
        self._most = min(field.max or 1 << 30, LONGEST.get(name, _LONGEST_OTHER))

    def read(self, cells: Sequence[Any], record: Record, *, strict: bool) -> str:
        raw = text_of(self._pick(cells))
        text = raw if raw.isprintable() else self._cleaned(raw, record)
        text = text.strip()
        if self._strip:
            text = text.strip(self._strip).strip()
        if self._table is not None and text:
            text = self._from_table(text, record, strict=strict)
        text = text or self._default
        if len(text) > self._most:
            _note(record, "truncated", self.name, text, {"count": str(len(text))})
            text = text[: self._most]
        return text

    def _from_table(self, text: str, record: Record, *, strict: bool) -> str:
        found = (self._table or {}).get(text)
        if found is None:
            add = _refuse if strict else _note
            add(record, "value_unknown", self.name, text)
            return ""
        return found

    def _cleaned(self, raw: str, record: Record) -> str:
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(filter(_is_kept, text))
        sound = kept.encode("utf-8", "replace").decode()  # half a character becomes a `?`
        if len(kept) != len(text) or sound != kept:
            _note(record, "characters_removed", self.name, raw)
        if any("\ue000" <= char <= "\uf8ff" or char >= "\U000f0000" for char in sound):
            _note(record, "private_use", self.name, raw)
        return sound if self.name in _MANY_LINES else " ".join(sound.split())


def _is_kept(char: str) -> bool:
    return char.isprintable() or char in _KEPT_CONTROLS or (
        category(char) != "Cc" and char not in _UNSEEN
    )  # fmt: skip


def _places(wanted: Sequence[str], columns: Sequence[str]) -> dict[str, int]:
    """Return the position of every column that the mapping names."""
    known = {name: place for place, name in enumerate(columns) if name}
    for name in wanted:
        if name not in known:
            from difflib import get_close_matches  # noqa: PLC0415 - only to help with an error

            close = get_close_matches(name, list(known)[:1000], n=3, cutoff=0.5)
            raise CallError("mapping_no_column", value=name, suggestions=close or list(known)[:8])
    return known


def _picker(field: Field, places: Mapping[str, int]) -> Pick:
    """Return what takes the value of a field out of the cells of a row."""
    if not field.columns:
        return lambda _: field.value
    if len(field.columns) == 1:
        place = places[field.columns[0]]
        return lambda cells: cells[place] if place < len(cells) else ""
    wanted = [places[name] for name in field.columns]

    def joined(cells: Sequence[Any]) -> str:
        parts = [text_of(cells[place]).strip() for place in wanted if place < len(cells)]
        return field.join.join(part for part in parts if part)

    return joined


def text_of(value: Any) -> str:
    """Return a cell as text; a number without its `.0`, so that a phone stays a phone.

    Example:
        >>> text_of(13800001234.0), text_of(None), text_of(2.5), text_of(True)
        ('13800001234', '', '2.5', 'true')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _note(
    record: Record, code: str, field: str = "", value: str = "", facts: dict[str, str] | None = None
) -> None:
    """Add a note to a record; the row is imported all the same."""
    record.problems.append(
        Problem(line=record.line, code=code, key=record.key, field=field, value=value[:_SHOWN],
                facts=facts or {})
    )  # fmt: skip


def _refuse(record: Record, code: str, field: str = "", value: str = "") -> None:
    """Add what keeps a row out."""
    record.problems.append(
        Problem(line=record.line, code=code, refused=True, key=record.key, field=field,
                value=value[:_SHOWN])
    )  # fmt: skip
