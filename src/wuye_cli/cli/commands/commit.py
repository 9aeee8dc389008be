"""wuye commit: adopt edits made by hand."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.findings import as_mapping, text
from wuye_cli.render.plain import clean
from wuye_cli.services.workspace import adopt, adoptable

HELP = h(
    "采纳手工改动：先检查，没有错误才提交。例：wuye commit standards -m 调整大堂灯时限",
    "Adopt hand edits: checked first, committed if there is no error.",
)


def command(
    paths: Annotated[
        list[str] | None, typer.Argument(help=h("只提交这些（默认全部）", "Only these."))
    ] = None,
    message: Annotated[str, typer.Option("-m", "--message", help=h("说明", "Subject."))] = "",
    force: Annotated[
        bool, typer.Option("--force", help=h("有错误也提交", "Commit despite errors."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Adopt hand edits; the status is 1 if the check finds errors."""
    from wuye_cli.services.checking.run import Asked, check  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        edits = adoptable(desk, paths or ())
        if not edits:
            emit({"commit": None, "paths": []}, text=lambda _: sentence("commit.nothing"),
                 wanted=Wanted(as_json=as_json))  # fmt: skip
            return 0
        asked = Asked(paths=tuple(edit.path for edit in edits if edit.kind != "deleted"))
        checked = check(desk.store, asked, desk.now())
        errors = [finding for finding in checked.findings if finding.severity == "error"]
        if errors and not force:
            view = as_mapping(errors, checked.files, checked.tickets, checked.unchecked)
            emit({"commit": None, **view},
                 text=lambda screen: text(errors, colour=screen.colour) + "\n"
                 + sentence("commit.refused", count=len(errors)),
                 wanted=Wanted(as_json=as_json))  # fmt: skip
            return 1
        commit = adopt(desk, edits, subject=message, force=force)
        names = [edit.path for edit in edits]
        emit({"commit": commit, "paths": names},
             text=lambda _: sentence("commit.done", count=len(names), commit=commit[:10]) + "".join(
                 f"\n  {clean(name)}" for name in names),
             wanted=Wanted(as_json=as_json))  # fmt: skip
        return 0
