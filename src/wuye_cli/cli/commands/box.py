"""wuye box: the opinion box, opened by two, slip by slip."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.domain.errors import CallError, WuyeError

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.box import Opening
    from wuye_cli.services.box import Opened
    from wuye_cli.services.desk import Desk

HELP = h(
    "意见箱开箱：两人在场，一行一份意见，一次记完，每份成一张工单。\n"
    "匿名的以“匿名”开头；空白、看不清的用 --blank。\n"
    "例：wuye box 王区管 李客服 5 < 意见.txt",
    "Open the opinion box: two persons, a line a slip, each slip a ticket.\n"
    "Anonymous ones begin with 'anonymous'; --blank counts what is illegible.\n"
    "Example: wuye box Wang Li 5 < slips.txt",
)

OTHERWISE = "open"
"""`wuye box 王区管 李客服 5` is `wuye box open 王区管 李客服 5`."""

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.command("open", help=h("开箱。open 可以不写", "Open the box; 'open' may be left out."))
def open_(
    keyholder: Annotated[str, typer.Argument(help=h("开箱人", "Who opened it."))],
    witness: Annotated[str, typer.Argument(help=h("见证人", "The witness."))],
    count: Annotated[int, typer.Argument(min=0, max=200, help=h("共几份", "How many slips."))],
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", "-f", show_default=False,
            help=h("一行一份的文件（默认标准输入）", "File, a line a slip (default: stdin)."),
        ),
    ] = None,
    blank: Annotated[
        int, typer.Option("--blank", min=0, help=h("空白、看不清的几份", "Blank or illegible."))
    ] = 0,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=h("开箱时刻", "When."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Open the box."""
    from wuye_cli.domain.timekeeping.spoken import parse_moment  # noqa: PLC0415 - not for help
    from wuye_cli.services.box import open_box  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        moment = parse_moment(at, desk.now()) if at else None
        slips = _slips(file, count - blank)
        try:
            opened = open_box(desk, (keyholder, witness), count, slips, blank=blank, at=moment)
        except WuyeError as error:
            raise SystemExit(_refused(error)) from None
        emit(
            _opened_view(desk, opened),
            text=lambda screen: _opened_text(desk, opened, screen),
            wanted=Wanted(as_json),
        )


@app.command("list", help=h("历次开箱", "The openings."))
def list_(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the openings."""
    from wuye_cli.render.tables import table  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.box import openings  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        found = openings(open_desk(root))
        heads = _heads("id", "at", "keyholder", "witness", "count", "made", "blank")
        rows = [
            [one.id, f"{one.at:%Y-%m-%d %H:%M}", one.keyholder, one.witness,
             str(one.count), str(len(one.tickets)), str(one.blank)]
            for one in found
        ]  # fmt: skip
        emit(
            [_opening_view(one) for one in found],
            text=lambda screen: (
                table(heads, rows, right={4, 5, 6}, columns=screen.columns, colour=screen.colour)
                if rows
                else spoken("box.none")
            ),
            table=lambda: (heads, rows),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command("show", help=h("一次开箱和它的工单（默认最近一次）", "One opening (the last one)."))
def show(
    opening: Annotated[str, typer.Argument(help=h("开箱编号或尾号", "Id or its end."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Show one opening."""
    from wuye_cli.services.box import show_opening  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        found, rows = show_opening(open_desk(root), opening)
        named = ("id", "title", "status", "unit", "place")
        listed = [{name: row.get(name, "") for name in named} for row in rows]
        emit(
            {**_opening_view(found), "tickets": listed},
            text=lambda screen: _shown_text(found, listed, screen),
            wanted=Wanted(as_json),
        )


# -- what is typed --------------------------------------------------------------------------------


def _slips(file: Path | None, wanted: int) -> list[str]:
    """Return the slips: of a file, of stdin, or asked for one by one at a terminal.

    Raises:
        CallError: `no_such_file`, or `import_encoding` for a file that is no text.
    """
    from wuye_cli.gateways.importers.encoding import decode  # noqa: PLC0415 - not for help

    if file is not None:
        try:
            text = decode(file.read_bytes()).text
        except OSError as error:
            raise CallError("box_no_file", path=str(file), reason=error.strerror) from error
        return [line for line in text.splitlines() if line.strip()]
    if wanted <= 0 or sys.stdin is None:
        return []
    if sys.stdin.isatty():
        return _asked(wanted)
    return [line for line in decode(sys.stdin.buffer.read()).text.splitlines() if line.strip()]


def _asked(wanted: int) -> list[str]:
    """Ask for each slip; an empty line is asked again, the end of the input ends it."""
    found: list[str] = []
    while len(found) < wanted:
        sys.stderr.write(spoken("box.ask", number=len(found) + 1, count=wanted))
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            break
        if line.strip():
            found.append(line)
    return found


def _refused(error: WuyeError) -> int:
    """Say an error with the slip that it speaks of, and return its status."""
    facts = dict(error.facts)
    number = facts.pop("slip", None)
    if number is None:
        complain(error.code, **facts)
    else:
        complain("box.slip_refused", number=number, why=spoken(error.code, **facts))
    return error.exit_status


# -- what is said ---------------------------------------------------------------------------------


def _heads(*names: str) -> list[str]:
    return [spoken(f"box.head.{name}") for name in names]


def _opening_view(opening: "Opening") -> dict[str, Any]:
    return {
        "id": opening.id,
        "at": opening.at.isoformat(),
        "by": opening.by,
        "keyholder": opening.keyholder,
        "witness": opening.witness,
        "count": opening.count,
        "blank": opening.blank,
        "tickets": list(opening.tickets),
    }


def _opened_view(desk: "Desk", opened: "Opened") -> dict[str, Any]:
    from wuye_cli.cli.echo import written_view  # noqa: PLC0415 - help needs none of it

    tickets = [{**written_view(desk, one), "commit": opened.commit} for one in opened.written]
    view = {**_opening_view(opened.opening), "tickets": tickets}
    return {**view, "path": opened.path, "commit": opened.commit}


def _opened_text(desk: "Desk", opened: "Opened", screen: Screen) -> str:
    from wuye_cli.cli.echo import written_text  # noqa: PLC0415 - help needs none of it
    from wuye_cli.domain.tickets.conditions import is_anonymous  # noqa: PLC0415 - not for help

    lines = [_headline(opened.opening)]
    for one in opened.written:
        lines.append(written_text(desk, one, screen))
        if is_anonymous(one.ticket):
            lines.append("  " + spoken("box.anonymous", id=one.ticket.id))
    return "\n".join(lines)


def _shown_text(opening: "Opening", rows: list[dict[str, Any]], screen: Screen) -> str:
    from wuye_cli.i18n.catalog import label  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render.tables import table  # noqa: PLC0415 - help needs none of it

    heads = _heads("ticket", "where", "title", "status")
    cells = [
        [row["id"], row["unit"] or row["place"], row["title"], label("status", row["status"])]
        for row in rows
    ]
    drawn = table(heads, cells, columns=screen.columns, colour=screen.colour) if cells else ""
    return "\n".join(part for part in (_headline(opening), drawn) if part)


def _headline(opening: "Opening") -> str:
    return spoken(
        "box.opened",
        id=opening.id,
        at=f"{opening.at:%m-%d %H:%M}",
        keyholder=opening.keyholder,
        witness=opening.witness,
        count=opening.count,
        blank=opening.blank or None,
    )
