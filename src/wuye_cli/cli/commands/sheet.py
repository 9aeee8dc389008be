"""wuye sheet: Excel sheets that go out, are edited, and come back as events."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit, say, screen
from wuye_cli.cli.progress import Counter
from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.i18n.catalog import sentence

if TYPE_CHECKING:
    from wuye_cli.services.sheets.coming import Coming
    from wuye_cli.services.sheets.lines import Answer

HELP = h(
    "Excel 往返：导出一张表，用 Excel 或 WPS 改，再导回来，改动逐格变成事件。\n\n"
    "例：wuye sheet out 今天.xlsx，改好存盘，wuye sheet in 今天.xlsx",
    "Excel there and back: a sheet goes out, is edited in Excel or WPS, and comes in as events.\n\n"
    "Example: wuye sheet out open.xlsx; edit and save; wuye sheet in open.xlsx",
)

app = typer.Typer(help=HELP, no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help=h("xlsx 文件", "An xlsx file."))]


@app.command(
    "out",
    help=h(
        "导出：未归档工单，或员工、住户、价目。例：wuye sheet out 员工.xlsx --what staff",
        "Write a sheet: open tickets, or staff, households, prices.\n"
        "Example: wuye sheet out staff.xlsx --what staff",
    ),
)
def out(
    file: File,
    what: Annotated[
        str,
        typer.Option("--what", help=h("哪张表：open、staff、households、prices", "Which sheet.")),
    ] = "open",
    force: Annotated[
        bool, typer.Option("--force", help=h("覆盖已有的文件", "Overwrite the file."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write a sheet, whole or not at all."""
    from wuye_cli.cli.sheet_words import words_of  # noqa: PLC0415 - help needs none of it
    from wuye_cli.gateways.sheets.writing import write_workbook  # noqa: PLC0415 - as above
    from wuye_cli.services.sheets.going import keep_apart, table_of  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        if os.path.lexists(file) and not force:
            raise ConflictError("sheet_exists", path=str(file))
        table = table_of(desk, what)
        words = words_of(table)
        keep_apart(desk)
        _save(file, write_workbook(table, words))
        facts = {"path": str(file), "title": words.title, "rows": len(table.rows)}
        lines = [spoken("sheet.out", **facts), sentence("sheet.locked_columns")]
        if what == "households":
            lines.append(sentence("sheet.out_people"))
        emit(
            {"what": what, "path": str(file), "rows": len(table.rows), "base": table.base},
            text=lambda _screen: "\n".join(lines),
            wanted=Wanted(as_json),
        )


@app.command(
    "in",
    help=h(
        "导回：先列出每格改动，再写入。状态：0 都收了，1 有冲突或没有收的。\n\n"
        "例：wuye sheet in 今天.xlsx --dry-run",
        "Bring a sheet in: every changed cell is shown, then written. Status: 0 all taken,"
        " 1 some in conflict or refused.\n\nExample: wuye sheet in open.xlsx --dry-run",
    ),
)
def in_(
    file: File,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=h("不再询问", "Do not ask."))] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=h("只看不写", "Look only, write nothing."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Bring a sheet in, and leave with 1 if something of it was not taken."""
    from wuye_cli.cli.sheet_words import answer_text, answer_value  # noqa: PLC0415 - as above
    from wuye_cli.services.sheets.coming import Coming, read_sheet  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        asks = not (yes or dry_run)
        if asks and (as_json or not _is_answered()):
            raise CallError("sheet.ask")
        arrived = read_sheet(str(file))
        coming = Coming(desk, arrived, file.stem)
        seen = coming.preview()
        answer, is_written = seen, bool(seen.count("new")) and not dry_run
        if is_written:
            if asks:
                say(answer_text(seen, arrived.shown, screen(), done=False))
                typer.confirm(sentence("sheet.confirm", new=seen.count("new")), abort=True)
            answer = _counted(coming, seen)
        is_shown = is_written and asks and answer.lines == seen.lines
        emit(
            answer_value(answer, {"file": str(file), "dry_run": dry_run}),
            text=lambda seen_by: "\n".join(
                [
                    *(
                        []
                        if is_shown
                        else [answer_text(answer, arrived.shown, seen_by, done=is_written)]
                    ),
                    *_ending(answer, dry_run=dry_run),
                ]
            ),
            wanted=Wanted(as_json),
        )
        return 1 if answer.is_bad else 0


def _counted(coming: "Coming", seen: "Answer") -> "Answer":
    counter = Counter(sentence("sheet.progress"))
    try:
        return coming.write(seen, counter.show)
    finally:
        counter.end()


def _is_answered() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _ending(answer: "Answer", *, dry_run: bool) -> list[str]:
    if answer.commits:
        return [sentence("sheet.written", commits=len(answer.commits))]
    return [sentence("sheet.dry")] if dry_run and answer.lines else []


def _save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        CallError: `bad_value` if it cannot be named so.
        StoreError: If the disk refuses.
    """
    from wuye_cli.store.atomic import disk_errors, replace_whole  # noqa: PLC0415 - as above

    if not path.absolute().parent.is_dir() or path.is_dir():
        raise CallError("bad_value", value=str(path), field="FILE")
    with disk_errors():
        replace_whole(os.fspath(path.absolute()), data)
