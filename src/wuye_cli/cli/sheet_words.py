"""The words of the Excel sheets: headings, choices as shown, and what came of each cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from wuye_cli.cli.exits import spoken
from wuye_cli.gateways.sheets.model import Words
from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table
from wuye_cli.services.sheets.lines import ALREADY, CONFLICT, NEW, NOTED, REFUSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.cli.output import Screen
    from wuye_cli.gateways.sheets.model import Choice, Table
    from wuye_cli.services.sheets.lines import Answer, Line

_HEADS = ("cell", "key", "column", "before", "after", "event", "outcome")
_WORDS_OF = {
    "status": lambda name: label("status", name),
    "role": lambda name: sentence(f"role.{name}"),
}
_OUTCOMES = {
    ALREADY: "sheet.already",
    CONFLICT: "sheet.conflict_word",
    REFUSED: "sheet.refused",
    NOTED: "sheet.noted",
}
_COLOURS = {NEW: "good", CONFLICT: "bad", REFUSED: "bad", NOTED: "dim", ALREADY: "dim"}
_SHEET_TITLE = 31


def words_of(sheet: Table) -> Words:
    """Return how a table is said in the language in use."""
    return Words(
        title=sentence(f"sheet.title.{sheet.what}")[:_SHEET_TITLE],
        headings={column.key: heading(sheet.what, column.key) for column in sheet.columns},
        shown={key: _shown(key, choices) for key, choices in sheet.choices.items()},
    )


def heading(what: str, key: str) -> str:
    """Return the heading of a column."""
    if (what, key) == ("prices", "unit"):
        return sentence("sheet.unit_of_price")
    return sentence(f"sheet.col.{key}")


def _shown(key: str, choices: Sequence[Choice]) -> dict[str, str]:
    """Return each choice as it is shown; of two with one name, with the id beside it."""
    own = _WORDS_OF.get(key)
    texts = {
        one.id: own(one.id) if own else pick(one.zh, one.en or one.zh) or one.id for one in choices
    }
    often = Counter(texts.values())
    return {name: text if often[text] == 1 else f"{text}（{name}）" for name, text in texts.items()}


def answer_value(answer: Answer, what: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON of what came of a sheet."""
    return {
        "what": answer.what,
        **what,
        "rows": answer.rows,
        "new": answer.count(NEW),
        "already": answer.count(ALREADY),
        "conflicts": answer.count(CONFLICT),
        "refused": answer.count(REFUSED),
        "commits": list(answer.commits),
        "lines": [
            {
                "line": line.line or None,
                "cell": line.cell,
                "key": line.key,
                "column": line.column,
                "before": line.before,
                "after": line.after,
                "store": line.store,
                "event": line.event,
                "at": line.at,
                "outcome": line.outcome,
                "code": line.code,
                "message": _reason(answer.what, line, {}),
            }
            for line in answer.lines
        ],
    }


def answer_text(
    answer: Answer, shown: Mapping[str, Mapping[str, str]], screen: Screen, *, done: bool
) -> str:
    """Return the cells that say something, and below them why some were not taken."""
    title = sentence(f"sheet.title.{answer.what}")
    if not answer.lines:
        return f"{title}{pick('：', ': ')}{sentence('sheet.nothing')}"
    named = {key: {name: text for text, name in one.items()} for key, one in shown.items()}
    heads = [sentence(f"sheet.head.{name}") for name in _HEADS]
    rows = [_cells(answer.what, line, named, done=done) for line in answer.lines]
    drawn = table(heads, rows, columns=screen.columns, colour=screen.colour)
    reasons = [
        f"  {clean(line.cell or line.key or heading(answer.what, line.column))} {text}"
        for line in answer.lines
        if (text := _reason(answer.what, line, named))
    ]
    counts = {"new": NEW, "already": ALREADY, "conflicts": CONFLICT, "refused": REFUSED}
    facts = {name: answer.count(outcome) or None for name, outcome in counts.items()}
    summary = sentence("sheet.summary", title=title, rows=answer.rows, **facts)
    return "\n".join([drawn, *reasons, "", summary])


def _cells(
    what: str, line: Line, named: Mapping[str, Mapping[str, str]], *, done: bool
) -> list[str | tuple[str, str]]:
    code = _OUTCOMES.get(line.outcome) or ("sheet.done" if done else "sheet.new")
    return [
        line.cell,
        (line.key, "id"),
        heading(what, line.column) if line.column else "",
        _value(line.column, line.before, named),
        _value(line.column, line.after, named),
        _event(line),
        (sentence(code), _COLOURS[line.outcome]),
    ]


def _value(column: str, text: str, named: Mapping[str, Mapping[str, str]]) -> str:
    return named.get(column, {}).get(text, text).replace("T", " ") if text else ""


def _event(line: Line) -> str:
    if not line.event or line.outcome != NEW:
        return ""
    if line.event in {"change", "add"}:
        return sentence(f"sheet.{line.event}")
    at = f" {line.at[5:16].replace('T', ' ')}" if line.at else ""
    return label("event", line.event) + at


def _reason(what: str, line: Line, named: Mapping[str, Mapping[str, str]]) -> str:
    """Return why a cell was not taken; the fields of a sheet are called as in its headings."""
    if not line.code:
        return ""
    facts: dict[str, Any] = {"id": line.key, **line.facts}
    if line.code == "sheet.conflict":
        facts["store"] = _value(line.column, line.store, named) or sentence("sheet.empty")
    if line.code.startswith("sheet.") and "field" in facts:
        facts = {**facts, "field": heading(what, str(facts["field"]))}
    return spoken(line.code, **facts)
