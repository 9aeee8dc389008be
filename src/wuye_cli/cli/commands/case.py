"""wuye case: run worked cases of dues and of whole tickets."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.cases import case_lines, page_of, problem_line, total_line
from wuye_cli.services.casework import (
    FileRun,
    edited_rules,
    files_of_store,
    files_on_disk,
    run_files,
    runs_value,
)
from wuye_cli.services.desk import Desk

HELP = h(
    "算例：写明何时收单、应在何时到期，由程序来算，看标准说的是不是作者想的。",
    "Worked cases: what a due must come to. They prove that a standard means what its author "
    "thinks.",
)
_BAD_FILE = 2
_FAILED = 1

app = typer.Typer(help=HELP, no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keep `run` a subcommand."""


@app.command(
    "run",
    help=h(
        "运行算例。文件里没写的规矩取自资料库；不给文件就运行资料库里的全部算例。\n"
        "都成立退出码 0，有不成立的 1，文件读不懂 2。\n"
        "例：wuye case run standards/cases/starter.yaml -k S04",
        "Run worked cases. What a file leaves out comes from the store; without a file all cases "
        "of the store run. Status 0 if all hold, 1 if one does not, 2 for a file that cannot be "
        "read. Example: wuye case run standards/cases/starter.yaml -k S04",
    ),
)
def run(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", show_default=False, help=h("算例文件", "Case files.")),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "-k",
            "--only",
            metavar="ID",
            help=h("只运行这一例，可重复", "This case only; repeatable."),
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help=h("成立的也列出", "List those that hold too."))
    ] = False,
    edited: Annotated[
        bool,
        typer.Option(
            "--edited",
            help=h("用改过还没提交的标准", "Under the standards as edited, not yet committed."),
        ),
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Run worked cases."""
    with spoken_errors():
        paths = files or []
        desk = _desk(root, paths, needed=not paths or edited)
        rules = None if desk is None else edited_rules(desk) if edited else desk.rules
        sources = files_on_disk(paths) if paths or desk is None else _of_store(desk, edited=edited)
        runs = run_files(sources, rules, only or ())
        emit(
            runs_value(runs),
            text=lambda screen: _page(runs, verbose=verbose, screen=screen),
            wanted=Wanted(as_json=as_json),
        )
        _complain(runs)
    raise typer.Exit(_status(runs))


def _desk(root: Path, files: list[Path], *, needed: bool) -> Desk | None:
    """Open the store that was named, that the first file lies in, or that one stands in."""
    places = [root] if root != DEFAULT_ROOT or not files else [files[0].parent, root]
    for place in places:
        try:
            return open_desk(place)
        except CallError as error:
            if error.code != "no_store" or (needed and place is places[-1]):
                raise
    return None


def _of_store(desk: Desk, *, edited: bool) -> list[tuple[str, bytes | None]]:
    committed = files_of_store(desk)
    if not edited:
        return committed
    return [
        (name, data)
        for (name, _), (_, data) in zip(
            committed, files_on_disk([desk.store.root / name for name, _ in committed]), strict=True
        )
    ]


def _page(runs: list[FileRun], *, verbose: bool, screen: Screen) -> str:
    blocks = []
    several = len(runs) > 1
    for one in runs:
        lines = case_lines(one.cases, verbose=verbose, columns=screen.columns, colour=screen.colour)
        blocks.append([one.path, *lines] if several and lines else lines)
    total = sum(len(one.cases) for one in runs)
    broken = sum(bool(one.problems) for one in runs)
    if broken:
        blocks.append([sentence("case.not_run", count=str(broken))])
    if total or not broken:
        blocks.append([total_line(sum(one.holding for one in runs), total)])
    return page_of(blocks)


def _complain(runs: list[FileRun]) -> None:
    """Say the faults of files on stderr, one a line."""
    for one in runs:
        for problem in one.problems:
            sys.stderr.write(problem_line(problem) + "\n")


def _status(runs: list[FileRun]) -> int:
    if any(one.problems for one in runs):
        return _BAD_FILE
    return 0 if all(case.holds for one in runs for case in one.cases) else _FAILED
