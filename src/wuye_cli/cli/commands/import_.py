"""wuye import: tickets from a sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.cli.progress import Counter
from wuye_cli.i18n.catalog import catalog, sentence
from wuye_cli.render.plain import clean, clean_fact
from wuye_cli.render.tables import table

if TYPE_CHECKING:
    from wuye_cli.gateways.importers.rows import Problem
    from wuye_cli.services.transfer import Imported

HELP = h(
    "导入 CSV、XLSX 或 JSON 台账，一行一张工单、一次提交；再导一遍不会重复。\n\n"
    "先用 --dry-run 看问题清单。状态：0 全部收下，1 有拒收的行，2 文件或映射不对。\n\n"
    "例：wuye import 台账.xlsx --map 台账.yaml --dry-run",
    "Import tickets from CSV, XLSX or JSON: one commit a row; a second run makes no doubles.\n\n"
    "Look with --dry-run first. Status: 0 every row taken, 1 some refused, 2 bad file or"
    " mapping.\n\nExample: wuye import cases.csv.gz --map cases.yaml --dry-run",
)

_SHOWN = 50
"""So many problems are listed without `--all`; a dry run lists them all."""
_HEADS = ("line", "key", "effect", "field", "problem")


def command(
    file: Annotated[Path, typer.Argument(help=h("要导入的文件，可为 .gz", "The file, also .gz."))],
    mapping: Annotated[
        Path,
        typer.Option("--map", metavar="FILE", help=h("映射文件（YAML）", "The mapping (YAML).")),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=h("只检查，不写入", "Look only, write nothing."))
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=0, help=h("只读前几行", "Read so many rows only."))
    ] = 0,
    everything: Annotated[
        bool, typer.Option("--all", help=h("列出全部问题", "List every problem."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> int:
    """Import a file and leave with 1 if a row was refused."""
    from wuye_cli.services.transfer import Call, import_file  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        counter = Counter(sentence("import.progress"))
        call = Call(file=str(file), mapping=str(mapping), dry_run=dry_run, limit=limit)
        try:
            done = import_file(desk, call, on_progress=lambda count, _: counter.show(count))
        finally:
            counter.end()
            desk.store.close()
        most = None if everything or dry_run else _SHOWN
        emit(
            _as_mapping(done),
            text=lambda screen: _text(done, screen, most),
            table=lambda: (_HEADS, [_cells(problem) for problem in done.problems]),
            wanted=Wanted(as_json, as_csv, output),
        )
        return 1 if done.refused else 0


def _as_mapping(done: "Imported") -> dict[str, Any]:
    problems = [
        msgspec.to_builtins(problem) | {"message": _message(problem)} for problem in done.problems
    ]
    return {**msgspec.structs.asdict(done), "problems": problems}


def _text(done: "Imported", screen: Screen, most: int | None) -> str:
    lines = []
    if done.problems:
        words = catalog("import_")
        heads = [words[f"import.{head}"] for head in _HEADS]
        rows = [_cells(problem) for problem in done.problems[:most]]
        lines.append(table(heads, rows, right=(0,), columns=screen.columns, colour=screen.colour))
        if most is not None and len(done.problems) > most:
            lines.append(sentence("import.more", count=len(done.problems) - most))
        lines.append("")
    if done.dry_run:
        lines.append(sentence("import.dry"))
    facts = {name: clean_fact(value) for name, value in msgspec.structs.asdict(done).items()}
    facts.pop("problems")
    lines.append(sentence("import.done", **facts))
    if done.first:
        lines.append(sentence("import.ids", first=done.first, last=done.last))
    if done.persons:
        lines.append(sentence("import.persons", count=done.persons))
    if done.no_people:
        lines.append(sentence("import.no_people", count=done.no_people))
    return "\n".join(lines)


def _cells(problem: "Problem") -> Sequence[str]:
    effect = catalog("import_")["import.refused" if problem.refused else "import.noted"]
    return (str(problem.line), problem.key, effect, problem.field, _message(problem))


def _message(problem: "Problem") -> str:
    facts = {name: clean(value) for name, value in problem.facts.items()}
    return sentence(f"import.row.{problem.code}", value=clean(problem.value), **facts)
