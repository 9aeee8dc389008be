"""wuye fmt: files that people write in one canonical form, comments kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, complain_text, spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.plain import clean
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from wuye_cli.services.canonical_form import Formatting

HELP = h(
    "把标准文件写成规范形：缩进、空行、引号、行尾；注释和先后不动，写前证明读出来一字不差。\n\n"
    "状态：0 都好或已写好，1 有要改的（--check、--diff、--staged），3 有文件读不了，没有写。\n\n"
    "例：wuye fmt；wuye fmt --check；wuye fmt standards/tiers.yaml --diff",
    "Write standards in their canonical form: indentation, blank lines, quotes, line ends; comments"
    " and order stay, and it is proved first that the file says the same.\n\n"
    "Status: 0 all well or written, 1 something to change (--check, --diff, --staged), 3 a file"
    " could not be read and nothing was written.\n\n"
    "Example: wuye fmt; wuye fmt --check; wuye fmt standards/tiers.yaml --diff",
)
_UNCHECKED = 3

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATHS]",
        show_default=False,
        help=h(
            "文件或目录（默认 standards 和 wuye.yaml）", "Files or folders (default: standards)."
        ),
    ),
]
Check = Annotated[bool, typer.Option("--check", help=h("只说哪些要改", "Only say which differ."))]
Diff = Annotated[bool, typer.Option("--diff", help=h("只显示差异", "Only show the difference."))]
Staged = Annotated[
    bool,
    typer.Option(
        "--staged",
        help=h("只看已暂存、将要提交的文件", "Only files staged for the next commit."),
    ),
]


def command(
    paths: Paths = None,
    check: Check = False,
    diff: Diff = False,
    staged: Staged = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    output: Output = None,
) -> int:
    """Bring files into their canonical form."""
    from wuye_cli.services.canonical_form import form_files  # noqa: PLC0415 - help needs none

    looks_only = check or diff
    with spoken_errors():
        if check and diff:
            raise CallError("fmt_one_of")
        store = _store(root)
        try:
            done = form_files(
                store, paths or (), here=str(Path.cwd()), staged=staged, write=not looks_only
            )
        finally:
            store.close()
        emit(
            _view(done, written=not looks_only),
            text=lambda screen: _text(done, screen, diff=diff, looks_only=looks_only),
            wanted=Wanted(as_json=as_json, output=output),
        )
        _say_troubles(done)
    if done.refused:
        return _UNCHECKED
    return 1 if done.changed and (looks_only or staged) else 0


def _store(root: Path) -> Store:
    """Open the store, its settings readable or not: what is wrong with them is said by name."""
    try:
        return open_desk(root).store
    except UncheckableError:
        return Store.open(root)


def _view(done: "Formatting", *, written: bool) -> dict[str, object]:
    is_written = written and not done.refused
    return {
        "files": done.files,
        "changed": [one.path for one in done.changed],
        "written": [one.path for one in done.changed if is_written and one.path not in done.split],
        "refused": [{"path": path, "code": error.code} for path, error in done.refused],
    }


def _text(done: "Formatting", screen: Screen, *, diff: bool, looks_only: bool) -> str:
    if diff:
        from wuye_cli.render.file_diff import file_diff  # noqa: PLC0415 - help needs none of it

        shown = [
            file_diff(one.path, one.was, one.becomes, colour=screen.colour) for one in done.changed
        ]
        return "".join(shown) + _total(done, looks_only=True)
    lines = [f"{clean(one.path)}\n" for one in done.changed]
    return "".join(lines) + _total(done, looks_only=looks_only)


def _total(done: "Formatting", *, looks_only: bool) -> str:
    if not done.changed:
        return sentence("fmt.clean", count=done.files)
    is_written = not looks_only and not done.refused
    return sentence("fmt.done" if is_written else "fmt.would", count=len(done.changed))


def _say_troubles(done: "Formatting") -> None:
    for path, error in done.refused:
        line = error.facts.get("line")
        place = f"{clean(path)}:{line}:{error.facts.get('column')}" if line else clean(path)
        complain_text(f"{place}: {spoken(error.code, **error.facts)}")
    for path in done.split:
        complain("fmt.split", path=path)
    if done.refused:
        complain("fmt.nothing_written")
