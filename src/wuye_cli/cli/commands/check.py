"""wuye check."""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from wuye_cli.bootstrap import open_desk, world
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h, valued
from wuye_cli.cli.output import Screen, Wanted, emit, say
from wuye_cli.cli.progress import Counter
from wuye_cli.cli.report_options import FailOn, Level, Reports
from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.i18n.catalog import catalog, fill
from wuye_cli.render import findings as shown
from wuye_cli.render.machine import to_json_lines
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.formats import FORMATS, written
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.checking.baseline import Baseline
    from wuye_cli.render.reports.item import Sheet
    from wuye_cli.services.checking.run import Asked, Report

HELP = h(
    "检查记录和标准：格式、引用、时限、工单的步骤和时间。不带 --fix 时只看不改。\n\n"
    "状态：0 没有达到 --fail-on 的问题，1 有，2 用法不对，3 有文件无法检查。\n\n"
    "例：wuye check；wuye check standards --select T -o sarif=结果.sarif；"
    "wuye check --since origin/main -o github",
    "Check records and standards: format, references, limits, steps and times. Changes nothing"
    " without --fix.\n\n"
    "Status: 0 nothing as bad as --fail-on, 1 something, 2 bad call, 3 a file could not be"
    " checked.\n\nExample: wuye check; wuye check standards --select T -o sarif=result.sarif;"
    " wuye check --since origin/main -o github",
)


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
    valued(
        "--select",
        metavar="RULES",
        words=h("只用这些规则，如 Y,S,T0", "Only these rules, such as Y,S,T0."),
    ),
]
Ignore = Annotated[
    list[str] | None,
    valued("--ignore", metavar="RULES", words=h("不用这些规则", "Leave these rules out.")),
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help=h("按规则计数", "Count by rule instead."))
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help=h("人员和房号必须登记", "People and units must be registered.")),
]


Since = Annotated[
    str | None,
    valued(
        "--since",
        metavar="REF",
        words=h("只查从该版本分岔以来改动的文件", "Only what changed since the ways parted."),
    ),
]
StagedOnly = Annotated[
    bool,
    typer.Option(
        "--staged", help=h("查 git 暂存区里将要提交的改动", "What git's index would commit.")
    ),
]
All = Annotated[bool, typer.Option("--all", help=h("全部文件（默认）", "Every file (default)."))]
BaselineFile = Annotated[
    Path | None,
    valued(
        "--baseline",
        metavar="FILE",
        words=h("其中已知的问题不再报", "Findings known in this file are left out."),
    ),
]
WriteBaseline = Annotated[
    bool,
    typer.Option(
        "--write-baseline",
        help=h("新建基线，或删去其中已消失的条目", "Make the baseline, or take out what is over."),
    ),
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help=h("有问题也返回 0", "Status 0 in spite of findings."))
]
ShowFiles = Annotated[
    bool, typer.Option("--show-files", help=h("只列出会检查的文件", "Only list what is checked."))
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help=h("不用上次检查留下的结果", "Use nothing kept earlier."))
]
Fix = Annotated[
    bool,
    typer.Option("--fix", help=h("改正能自动改的写法", "Mend what can be mended by itself.")),
]
Preview = Annotated[
    bool,
    typer.Option("--diff", help=h("与 --fix 连用：只看会怎么改", "With --fix: only show how.")),
]


def command(
    paths: Paths = None,
    since: Since = None,
    staged: StagedOnly = False,
    everything: All = False,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = Level.error,
    output: Reports = None,
    as_json: AsJson = False,
    statistics: Statistics = False,
    strict: Strict = False,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = False,
    fix: Fix = False,
    diff: Preview = False,
    exit_zero: ExitZero = False,
    show_files: ShowFiles = False,
    no_cache: NoCache = False,
    root: Root = DEFAULT_ROOT,
) -> None:
    """Check what lies in the work tree, hand edits included."""
    from wuye_cli.services.checking.run import (  # noqa: PLC0415 - help needs none of it
        Asked,
        exit_status,
        files_of,
        paths_from,
    )

    _refuse_contradictions(since, staged=staged, everything=everything, fix=fix, diff=diff)
    store = _store(root)
    try:
        known = _baseline(store, baseline, write=write_baseline)
        asked = Asked(
            paths=paths_from(store, paths or (), str(Path.cwd())),
            since=since or "",
            staged=staged,
            select=_split(select),
            ignore=_split(ignore),
            strict=strict,
            baseline=known.entries,
            baseline_path=known.name,
            use_cache=not no_cache,
        )
        if show_files:
            for path in files_of(store, asked):
                say(clean(path))
            return
        if fix and _mend(store, asked, preview=diff):
            raise typer.Exit(1)
        if fix and diff:
            return
        report = _checked(store, asked)
        if write_baseline and known.path is not None:
            _write_baseline(known, report)
    finally:
        store.close()
    _emit(
        report,
        Wanted(as_json=as_json, output=output),
        fail_on.value,
        statistics=statistics,
        is_change=bool(since or staged),
    )
    _say_gaps(report)
    status = exit_status(report, fail_on.value)
    raise typer.Exit(0 if exit_zero and status == 1 else status)


def _refuse_contradictions(
    since: str | None, *, staged: bool, everything: bool, fix: bool, diff: bool
) -> None:
    if everything and (staged or since):
        raise CallError("check_all_or_some")
    if staged and fix:
        raise CallError("fix_of_staged")
    if diff and not fix:
        raise CallError("diff_without_fix")


def _checked(store: Store, asked: Asked) -> Report:
    from wuye_cli.services.checking.run import check  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.checking.sources import WorkTree  # noqa: PLC0415 - as above

    listed, counter = (Counter(catalog("check")[name]) for name in ("listing", "progress"))
    source = None if asked.staged else WorkTree(os.fspath(store.root), listed.show)
    try:
        return check(
            store,
            asked,
            world().clock.now(),
            on_progress=lambda done, _total: counter.show(done),
            source=source,
        )
    finally:
        listed.end()
        counter.end()


class _Known(NamedTuple):
    """The baseline of a call: its file, what it is called, and what it holds."""

    path: Path | None = None
    name: str = ""
    entries: Baseline | None = None


def _baseline(store: Store, typed: Path | None, *, write: bool) -> _Known:
    """Read the baseline that was named, or the one that the settings name."""
    from wuye_cli.services.checking.baselines import (  # noqa: PLC0415 - help needs none of it
        read_baseline,
        settled,
    )

    path = typed.resolve() if typed else settled(store)
    if path is None:
        if write:
            raise CallError("baseline_unnamed")
        return _Known()
    name = os.path.relpath(path, store.root).replace(os.sep, "/")
    return _Known(path, name, read_baseline(path, may_be_new=write))


def _write_baseline(known: _Known, report: Report) -> None:
    from wuye_cli.services.checking.baselines import write_baseline  # noqa: PLC0415 - as above

    if known.path is None:
        return
    write_baseline(known.path, report.left)
    facts = {
        "path": clean(str(known.path) if known.name.startswith("../") else known.name),
        "count": str(len(report.left)),
        "gone": str(len(report.gone)),
    }
    typer.echo(fill(catalog("check")["baseline"], facts), err=True)


def _mend(store: Store, asked: Asked, *, preview: bool) -> bool:
    """Mend what can be mended, or show how; say whether a preview has anything to show."""
    from wuye_cli.services.checking.fixing import (  # noqa: PLC0415 - as above
        apply_fixes,
        fixes,
    )

    found = fixes(store, asked, world().clock.now())
    if preview:
        for one in found:
            say(shown.as_diff(one.path, one.before, one.after))
    else:
        found = apply_fixes(store, found)
    count = sum(one.count for one in found)
    words = catalog("check")["would_fix" if preview else "fixed"]
    facts = {"count": str(count), "files": str(len(found))}
    typer.echo(fill(words, facts), err=True)
    return preview and bool(found)


def _emit(
    report: Report, wanted: Wanted, fail_on: str, *, statistics: bool, is_change: bool
) -> None:
    findings = report.findings
    summary = shown.summary(findings, report.files, report.tickets, report.known)
    if is_change and not report.files and not findings:
        summary = catalog("check")["nothing_changed"]

    @cache
    def sheet() -> Sheet:
        return shown.as_sheet(findings, summary, report.unchecked, fail_on)

    more: dict[str, Callable[[], str | bytes]] = {
        name: partial(lambda name: written(name, sheet()), name) for name in FORMATS
    }
    more["concise"] = lambda: shown.lines(findings)
    more["jsonl"] = lambda: to_json_lines(map(shown.entry, findings))
    emit(
        shown.as_mapping(findings, report.files, report.tickets, report.unchecked, report.known),
        text=lambda screen: _text(report, summary, screen, statistics=statistics),
        wanted=wanted,
        more=more,
    )


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


def _text(report: Report, summary: str, screen: Screen, *, statistics: bool) -> str:
    if statistics:
        body = shown.statistics(report.findings)
    else:
        body = shown.text(report.findings, colour=screen.colour)
    return body + summary + "\n"


def _say_gaps(report: Report) -> None:
    """Say on stderr what was not looked at."""
    words = catalog("check")
    for path, reason in report.unchecked:
        typer.echo(
            fill(words["unchecked"], {"path": clean(path), "reason": clean(reason)}), err=True
        )
    for what in report.skipped:
        typer.echo(words[f"skipped.{what}"], err=True)
