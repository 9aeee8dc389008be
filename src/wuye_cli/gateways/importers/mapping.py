"""The mapping file of an import: which column is which field, and how its values are read."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.zone import is_zone
from wuye_cli.gateways.importers.encoding import AUTO, is_text_encoding
from wuye_cli.gateways.importers.times import END, is_format

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

SCHEMA = "import-map/1"
EXTERNAL = "external"
"""The tier of a ticket whose limits another system set."""
TIMES = ("opened_at", "target_at", "closed_at", "assigned_at")
"""Fields that hold an instant."""
FIELDS = (
    "title", "words", "unit", "place", "category", "kind", "tier", "channel", *TIMES, "status",
    "assignee", "result", "reporter_phone", "reporter_name", "reporter_role", "queue", "verdict",
)  # fmt: skip
"""Fields that a mapping may fill."""
STATES = ("open", "done", "closed", "cancelled")
"""What `status` may say: a value, or what a table makes of one."""

_FORMATS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xlsx",
    ".ods": "xlsx", ".json": "json", ".jsonl": "json", ".ndjson": "json",
}  # fmt: skip
_TOP = ("schema", "source", "format", "options", "zone", "key", "strict", "times", "fields")
_OPTIONS = {
    "csv": ("encoding", "delimiter", "quotes", "header"),
    "xlsx": ("sheet", "header"),
    "json": ("encoding", "records", "lines"),
}
_FIELD = ("column", "columns", "join", "value", "table", "default", "time", "strip", "max", "day")
_MOST_HEADER = 1000
_LONGEST_SOURCE = 32
_SOURCE_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How the file is read.

    Attributes:
        quotes: `strict` (quotes must pair) or `loose`.
        header: Line (of a workbook: row) that names the columns, from 1.
        sheet: Name of the sheet; empty for the first.
        records: Names, joined by dots, that lead to the list inside a JSON object.
        lines: Each line is a JSON record.
    """

    encoding: str = AUTO
    delimiter: str = ","
    quotes: str = "strict"
    header: int = 1
    sheet: str = ""
    records: str = ""
    lines: bool = False


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """Where the value of a field comes from, and what is done to it, in this order.

    Attributes:
        columns: Columns whose texts are joined by `join`, empty ones left out.
        value: A fixed value, where there are no columns.
        strip: Characters taken away at both ends, besides blanks.
        table: Value in the file to value here; what is not in it is a problem of the row.
        default: In place of an empty value, or of one that is not in the table.
        time: Formats of a time, the first that fits counts.
        max: Longest value in characters; 0 for the field's own bound.
        day: `end` or `start`: what a time without an hour stands for.
    """

    columns: tuple[str, ...] = ()
    join: str = " "
    value: str = ""
    strip: str = ""
    table: dict[str, str] | None = None
    default: str = ""
    time: tuple[str, ...] = ()
    max: int = 0
    day: str = "start"


class ImportMap(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping file.

    Attributes:
        source: Name of the other system; part of what makes a row known again.
        format: `csv`, `xlsx` or `json`.
        zone: IANA zone of the times in the file that name none.
        key: Columns that together name a row in that system.
        strict: A row with a value that is not in a table, or unknown here, is refused.
    """

    source: str
    format: str
    zone: str
    key: tuple[str, ...]
    fields: dict[str, Field]
    options: Options = Options()
    strict: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is asked for, each once."""
        named = [name for field in self.fields.values() for name in field.columns]
        return tuple(dict.fromkeys((*self.key, *named)))


def read_mapping(
    tree: Mapping[str, Any],
    *,
    path: str = "",
    file: str = "",
    line: Callable[..., int] | None = None,
) -> ImportMap:
    """Return the mapping in a parsed file.

    Args:
        tree: The parsed file.
        path: The mapping file, for errors.
        file: The file to be imported; its ending says the format where the mapping does not.
        line: Line of a way into the tree, for errors.

    Raises:
        CallError: `mapping_unknown_key` with `suggestions`, `mapping_missing`, `mapping_wrong`;
            facts `path`, `line`, `at`.
    """
    return _Reader(path, line).read(tree, file)


class _Reader:
    """Reads one mapping; every error names the place."""

    def __init__(self, path: str, line: Callable[..., int] | None) -> None:
        self._path = path
        self._line = line

    def read(self, tree: Mapping[str, Any], file: str) -> ImportMap:
        self._known(tree, _TOP, ())
        if tree.get("schema") != SCHEMA:
            raise self._wrong(("schema",), SCHEMA)
        form = self._format(tree, file)
        times = self._formats(tree, "times", ())
        fields = self._mapping(tree, "fields", ())
        self._known(fields, FIELDS, ("fields",))
        read = {name: self._field(name, fields[name], times) for name in fields}
        if "opened_at" not in read:
            raise self._missing(("fields", "opened_at"))
        return ImportMap(
            source=self._source(tree),
            format=form,
            zone=self._zone(tree),
            key=self._needed(tree, "key", ()),
            fields=read,
            options=self._options(tree, form, file),
            strict=self._flag(tree, "strict", ()),
        )

    # -- the head -------------------------------------------------------------------------

    def _format(self, tree: Mapping[str, Any], file: str) -> str:
        bare = file.lower().removesuffix(".gz")
        guessed = next((form for end, form in _FORMATS.items() if bare.endswith(end)), "")
        form = self._text(tree, "format", ()) or guessed
        if form not in _OPTIONS:
            raise self._wrong(("format",), " | ".join(_OPTIONS))
        return form

    def _source(self, tree: Mapping[str, Any]) -> str:
        source = self._text(tree, "source", ())
        if not source:
            raise self._missing(("source",))
        if not _SOURCE_CHARACTERS.issuperset(source) or len(source) > _LONGEST_SOURCE:
            raise self._wrong(("source",), "[a-z0-9._-], 1-32")
        return source

    def _zone(self, tree: Mapping[str, Any]) -> str:
        zone = self._text(tree, "zone", ())
        if not zone:
            raise self._missing(("zone",))
        if not is_zone(zone):
            raise self._wrong(("zone",), "Asia/Shanghai")
        return zone

    def _options(self, tree: Mapping[str, Any], form: str, file: str) -> Options:
        given = self._mapping(tree, "options", ()) if "options" in tree else {}
        self._known(given, _OPTIONS[form], ("options",))
        place = ("options",)
        bare = file.lower().removesuffix(".gz")
        options = Options(
            encoding=self._text(given, "encoding", place) or AUTO,
            delimiter=self._text(given, "delimiter", place)
            or ("\t" if bare.endswith(".tsv") else ","),
            quotes=self._text(given, "quotes", place) or "strict",
            header=self._number(given, "header", place) or 1,
            sheet=self._text(given, "sheet", place),
            records=self._text(given, "records", place),
            lines=self._flag(given, "lines", place) or bare.endswith((".jsonl", ".ndjson")),
        )
        self._judge(options)
        return options

    def _judge(self, options: Options) -> None:
        wrong = (
            ("encoding", options.encoding != AUTO and not is_text_encoding(options.encoding), AUTO),
            ("delimiter", len(options.delimiter) != 1 or options.delimiter in '\r\n"', ","),
            ("quotes", options.quotes not in {"strict", "loose"}, "strict | loose"),
            ("header", options.header > _MOST_HEADER, f"1-{_MOST_HEADER}"),
        )
        for name, is_wrong, wanted in wrong:
            if is_wrong:
                raise self._wrong(("options", name), wanted)

    # -- a field --------------------------------------------------------------------------

    def _field(self, name: str, spec: Any, times: tuple[str, ...]) -> Field:
        place = ("fields", name)
        if isinstance(spec, str):
            spec = {"column": spec}
        if not isinstance(spec, dict):
            raise self._wrong(place, "{column: …}")
        self._known(spec, _FIELD, place)
        columns = self._texts(spec, "column", place) + self._texts(spec, "columns", place)
        if bool(columns) == ("value" in spec):
            raise self._wrong(place, "column | columns | value")
        field = Field(
            columns=columns,
            join=self._text(spec, "join", place) if "join" in spec else " ",
            value=self._text(spec, "value", place),
            strip=self._text(spec, "strip", place),
            table=self._table(spec, place),
            default=self._text(spec, "default", place),
            time=(self._formats(spec, "time", place) or times) if name in TIMES else (),
            max=self._number(spec, "max", place),
            day=self._text(spec, "day", place) or "start",
        )
        self._judge_field(name, spec, field)
        return field

    def _judge_field(self, name: str, spec: Mapping[str, Any], field: Field) -> None:
        place = ("fields", name)
        for only_times in ("time", "day"):
            if only_times in spec and name not in TIMES:
                raise self._wrong((*place, only_times), " | ".join(TIMES))
        if field.day not in {"start", END}:
            raise self._wrong((*place, "day"), "start | end")
        if name != "status":
            return
        said = (*(field.table or {}).values(), field.default, field.value)
        strange = next((text for text in said if text and text not in STATES), None)
        if strange is not None:
            raise self._wrong(place, " | ".join(STATES), value=strange)

    def _table(self, spec: Mapping[str, Any], place: tuple[str, ...]) -> dict[str, str] | None:
        if "table" not in spec:
            return None
        table = self._mapping(spec, "table", place)
        return {key: self._text(table, key, (*place, "table")) for key in table}

    def _formats(
        self, tree: Mapping[str, Any], key: str, place: tuple[str, ...]
    ) -> tuple[str, ...]:
        forms = self._texts(tree, key, place)
        if not all(is_format(form) for form in forms):
            raise self._wrong((*place, key), "%Y-%m-%d %H:%M | iso | epoch | excel")
        return forms

    # -- values ---------------------------------------------------------------------------

    def _known(
        self, tree: Mapping[str, Any], names: Collection[str], place: tuple[str, ...]
    ) -> None:
        for key in tree:
            if key not in names and not key.startswith("x-"):
                raise CallError(
                    "mapping_unknown_key",
                    **self._place((*place, key)),
                    suggestions=get_close_matches(key, list(names), n=3, cutoff=0.5),
                )

    def _mapping(self, tree: Mapping[str, Any], key: str, place: tuple[str, ...]) -> dict[str, Any]:
        value = tree.get(key)
        if value is None:
            raise self._missing((*place, key))
        if not isinstance(value, dict):
            raise self._wrong((*place, key), "{…}")
        return value

    def _needed(self, tree: Mapping[str, Any], key: str, place: tuple[str, ...]) -> tuple[str, ...]:
        texts = self._texts(tree, key, place)
        if not texts:
            raise self._missing((*place, key))
        return texts

    def _texts(self, tree: Mapping[str, Any], key: str, place: tuple[str, ...]) -> tuple[str, ...]:
        value = tree.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) and item for item in items):
            raise self._wrong((*place, key), '"…" | ["…", "…"]')
        return tuple(items)

    def _text(self, tree: Mapping[str, Any], key: str, place: tuple[str, ...]) -> str:
        """Return a text; a number is one, so that `default: 3` needs no quotes."""
        value = tree.get(key)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self._wrong((*place, key), '"…"')
        return str(value)

    def _number(self, tree: Mapping[str, Any], key: str, place: tuple[str, ...]) -> int:
        value = tree.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._wrong((*place, key), "1, 2, 3 …")
        return value

    def _flag(self, tree: Mapping[str, Any], key: str, place: tuple[str, ...]) -> bool:
        value = tree.get(key, False)
        if not isinstance(value, bool):
            raise self._wrong((*place, key), "true | false")
        return value

    # -- errors ---------------------------------------------------------------------------

    def _place(self, way: tuple[str, ...]) -> dict[str, Any]:
        line = self._line(way) if self._line else 0
        return {"path": self._path, "line": line or None, "at": ".".join(way)}

    def _missing(self, way: tuple[str, ...]) -> CallError:
        return CallError("mapping_missing", **self._place(way))

    def _wrong(self, way: tuple[str, ...], wanted: str, **facts: str) -> CallError:
        return CallError("mapping_wrong", **self._place(way), expected=wanted, **facts)
