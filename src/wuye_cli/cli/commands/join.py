"""wuye join: a clone of the store that other desks have."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from wuye_cli.bootstrap import actor_of, open_desk, world
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import AsJson, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence

if TYPE_CHECKING:
    from wuye_cli.services.joining import Joined

HELP = h(
    "加入别的前台的资料库：取来、登记前台代号、设好合并，要么都成，要么什么都没有。\n\n"
    "例：wuye join ssh://server/estate.git 阳光花园",
    "Join the store of other desks: fetch it, claim a desk code, set up merging; all or nothing."
    "\n\nExample: wuye join ssh://server/estate.git sunny",
)


def command(
    url: Annotated[str, typer.Argument(help=h("工单和标准的 git 地址", "Where the records are."))],
    folder: Annotated[
        Path | None, typer.Argument(help=h("放在哪个目录", "Which folder."), show_default=False)
    ] = None,
    people: Annotated[
        str, typer.Option("--people", metavar="URL", help=h("住户资料的地址", "Residents' data."))
    ] = "",
    no_people: Annotated[
        bool, typer.Option("--no-people", help=h("不带住户资料", "Records alone."))
    ] = False,
    desk: Annotated[
        str, typer.Option("--desk", metavar="CODE", help=h("前台代号", "Code of this desk."))
    ] = "",
    reading: Annotated[
        bool,
        typer.Option("--read", help=h("只看，不登记前台代号", "To read only: no desk code.")),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Join a store."""
    from wuye_cli.services import joining  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        here = world()
        made = joining.join(
            url,
            folder or Path(_name_of(url)),
            actor=here.actor or actor_of(None),
            at=here.clock.now().astimezone(),
            people=people,
            with_people=not no_people,
            wanted=desk.upper(),
            reading=reading,
        )
        opened = open_desk(Path(made.root))
        rows = opened.index().db.execute("SELECT count(*), total(is_open) FROM tickets")
        tickets, still_open = rows.fetchone()
        found = {"tickets": tickets, "open": int(still_open)}
        emit(
            {**msgspec.to_builtins(made), **found},
            text=lambda _screen: _text(made, found),
            wanted=Wanted(as_json),
        )


def _name_of(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2].removesuffix(".git") or "wuye"


def _text(made: "Joined", found: dict[str, int]) -> str:
    facts = msgspec.structs.asdict(made)
    done = "join.done" if made.desk else "join.reader"
    lines = [spoken(done, **facts), spoken("join.found", **found)]
    lines.append(spoken("join.people", **facts) if made.people else sentence("join.no_people"))
    return "\n".join([*lines, spoken("join.next", root=made.root)])
