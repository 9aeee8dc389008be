"""wuye conflicts: what desks that met said differently, and settling it."""

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.timekeeping.zone import local
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.conflict_pages import (
    COLUMNS,
    KEYS,
    conflict_line,
    conflict_page,
    settled_line,
    ticket_of,
    with_names,
)

if TYPE_CHECKING:
    from wuye_cli.services.conflicts import Listed
    from wuye_cli.services.desk import Desk

HELP = h(
    "合并时两边说法不同的地方：列出、查看、定下来。\n\n"
    "wuye sync 按规则定，什么都不丢；这里看哪一边的没有成立。例：wuye conflicts",
    "Where desks that met differed: list, show, settle.\n\n"
    "wuye sync decides by rule and loses nothing; here is what does not stand."
    " Example: wuye conflicts",
)

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)

Every = Annotated[bool, typer.Option("--all", "-a", help=h("含已定的", "Settled ones too."))]
Name = Annotated[str, typer.Argument(metavar="ID", help=h("编号，可只写开头", "Id or its start."))]


@app.callback()
def conflicts(
    context: typer.Context,
    every: Every = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List them, if no subcommand is given."""
    if context.invoked_subcommand is None:
        list_(every=every, root=root, as_json=as_json, as_csv=as_csv, output=output)


@app.command("list", help=h("列出没定的", "List what is not settled."))
def list_(
    every: Every = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List conflicts."""
    from wuye_cli.services.conflicts import listed  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        found = listed(desk, every=every)
        objects = [_object(one) for one in found]
        emit(
            objects,
            text=lambda _: _text(desk, found),
            table=lambda: (COLUMNS, [_row(one) for one in objects]),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command("show", help=h("看一处：两边各是什么", "Show one: what each side has."))
def show(name: Name, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Show a conflict."""
    from wuye_cli.services.conflicts import one_of  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        found = one_of(desk, name)
        value = _object(found)
        at = local(found.conflict.at, desk.zone)
        emit(
            value,
            text=lambda _: conflict_page(value, with_names(found.conflict.loss, desk.called), at),
            wanted=Wanted(as_json),
        )


@app.command("settle", help=h("定下来，各处都算定了", "Settle one, for every desk."))
def settle(
    name: Name,
    keep: Annotated[
        bool, typer.Option("--keep", help=h("照现在的，看过了", "As it stands; seen."))
    ] = False,
    take: Annotated[
        int | None,
        typer.Option(
            "--take",
            metavar="1|2",
            show_default=False,
            help=h("改成这一边的值", "The value of that side."),
        ),
    ] = None,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Settle a conflict in one commit."""
    from wuye_cli.services import conflicts as service  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        choice = take if not keep else service.KEEP if take is None else None
        if take == service.KEEP:
            choice = None
        desk = open_desk(root)
        done = service.settle(desk, name, take=choice)
        now = done.now if take else None
        emit(
            msgspec.to_builtins(done),
            text=lambda _: settled_line(done.id, desk.called(now) if isinstance(now, str) else now),
            wanted=Wanted(as_json),
        )


def _text(desk: "Desk", found: "list[Listed]") -> str:
    if not found:
        return sentence("conflict.none")
    lines = [sentence("conflict.head", count=len(found))]
    for one in found:
        loss = with_names(one.conflict.loss, desk.called)
        told = conflict_line(loss, one.conflict.ours_by, one.conflict.theirs_by)
        mark = sentence("conflict.was_settled") if one.settled else ""
        lines.append(f"{one.conflict.id}  {told}{mark}")
    return "\n".join([*lines, sentence("conflict.next")])


def _object(one: "Listed") -> dict[str, Any]:
    conflict = one.conflict
    loss = conflict.loss
    sides = [
        {"by": conflict.ours_by, "value": loss.ours},
        {"by": conflict.theirs_by, "value": loss.theirs},
    ]
    facts = {
        "id": conflict.id,
        "repository": conflict.repository,
        "kind": loss.kind,
        "path": loss.path,
        "ticket": ticket_of(loss.path),
        "key": loss.key,
        "base": loss.base,
        "sides": sides,
        "kept": loss.kept,
        "commit": conflict.commit,
        "at": conflict.at.isoformat(),
        "by": conflict.by,
        "settled": one.settled,
    }
    return {key: facts[key] for key in KEYS}


def _row(one: dict[str, Any]) -> list[Any]:
    values = {**one, "one": one["sides"][0]["value"], "other": one["sides"][1]["value"]}
    return [values[name] for name in COLUMNS]
