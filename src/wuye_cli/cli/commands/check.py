"""wuye check."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wuye_cli.bootstrap import open_desk, world
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.cli.progress import Counter
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.i18n.catalog import catalog, fill
from wuye_cli.render import findings as shown
from wuye_cli.render.plain import clean
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from wuye_cli.services.checking.run import Report

HELP = h(
    "检查记录和标准：格式、引用、时限、工单的步骤和时间。只看不改。\n\n"
    "状态：0 没有达到 --fail-on 的问题，1 有，2 用法不对，3 有文件无法检查。\n\n"
    "例：wuye check；wuye check standards --select T -o json=结果.json",
    "Check records and standards: format, references, limits, steps and times. Changes nothing.\n\n"
    "Status: 0 nothing as bad as --fail-on, 1 something, 2 bad call, 3 a file could not be"
    " checked.\n\nExample: wuye check; wuye check standards --select T -o json=result.json",
)


class Level(StrEnum):
    """How bad a finding must be for status 1."""

    error = "error"
    warning = "warning"
    info = "info"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATHS]",
        show_default=False,
        help=h("要检查的文件或目录（默认全部）", "Files or folders (default: everything)."),
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        show_default=False,
        help=h("只用这些规则，如 Y,S,T0", "Only these rules, such as Y,S,T0."),
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        show_default=False,
        help=h("不用这些规则", "Leave these rules out."),
    ),
]
FailOn = Annotated[
    Level, typer.Option("--fail-on", help=h("达到哪一级算不通过", "What counts as failed."))
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help=h("按规则计数", "Count by rule instead."))
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help=h("人员和房号必须登记", "People and units must be registered.")),
]


def command(
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = Level.error,
    output: Output = None,
    as_json: AsJson = False,
    statistics: Statistics = False,
    strict: Strict = False,
    root: Root = DEFAULT_ROOT,
) -> None:
    """Check what lies in the work tree, hand edits included."""
    from wuye_cli.services.checking.run import (  # noqa: PLC0415 - help needs none of it
        Asked,
        check,
        exit_status,
        paths_from,
    )

    store = _store(root)
    counter = Counter(catalog("check")["progress"])
    try:
        report = check(
            store,
            Asked(
                paths=paths_from(store, paths or (), str(Path.cwd())),
                select=_split(select),
                ignore=_split(ignore),
                strict=strict,
            ),
            world().clock.now(),
            on_progress=lambda done, _total: counter.show(done),
        )
    finally:
        counter.end()
        store.close()
    emit(
        shown.as_mapping(report.findings, report.files, report.tickets, report.unchecked),
        text=lambda screen: _text(report, screen, statistics=statistics),
        wanted=Wanted(as_json=as_json, output=output),
        more={"concise": lambda: _concise(report)},
    )
    _say_gaps(report)
    raise typer.Exit(exit_status(report, fail_on.value))


def _store(root: Path) -> Store:
    """Open the store, its settings readable or not: what is wrong with them is a finding."""
    try:
        return open_desk(root).store
    except UncheckableError:
        return Store.open(root)


def _split(values: list[str] | None) -> tuple[str, ...]:
    """Return the codes of a repeatable option whose values may hold commas."""
    return tuple(
        code.strip().upper() for value in values or () for code in value.split(",") if code.strip()
    )


def _text(report: Report, screen: Screen, *, statistics: bool) -> str:
    if statistics:
        body = shown.statistics(report.findings)
    else:
        body = shown.text(report.findings, colour=screen.colour)
    return body + shown.summary(report.findings, report.files, report.tickets) + "\n"


def _concise(report: Report) -> str:
    return shown.lines(report.findings)


def _say_gaps(report: Report) -> None:
    """Say on stderr what was not looked at."""
    words = catalog("check")
    for path, reason in report.unchecked:
        typer.echo(
            fill(words["unchecked"], {"path": clean(path), "reason": clean(reason)}), err=True
        )
    for what in report.skipped:
        typer.echo(words[f"skipped.{what}"], err=True)
