"""wuye standard due, suspects, log, blame: what to look at, and what was."""

from __future__ import annotations

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.approving_pages import (
    moment,
    suspect_line,
    value_text,
    version_lines,
    word,
)
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table

Named = Annotated[
    str, typer.Argument(metavar="NAME", help=h("标准：名称、标签", "A standard: name or label."))
]


def due(
    days: Annotated[
        int, typer.Option("--days", min=0, max=3660, help=h("看多少天", "How many days ahead."))
    ] = 60,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List reviews, ends, beginnings and notices that come."""
    from wuye_cli.services.approving import keeping, values  # noqa: PLC0415 - help needs none

    with spoken_errors():
        found = keeping.due(open_desk(root), days)
        heads = ("at", "days", "what", "standard", "version", "owner")
        rows = [
            [moment(one.at), one.days, one.what, one.standard, one.version, one.owner]
            for one in found
        ]
        shown = [
            [str(row[0]), str(row[1]), word("due", str(row[2])), *(clean(str(c)) for c in row[3:])]
            for row in rows
        ]
        emit(
            [values.coming_value(one) for one in found],
            text=lambda screen: (
                table(
                    [sentence(f"std.due.head.{head}") for head in heads],
                    shown,
                    right={1},
                    columns=screen.columns,
                    colour=screen.colour,
                )
                if shown
                else sentence("std.due.nothing", days=str(days))
            ),
            table=lambda: (heads, rows),
            wanted=Wanted(as_json, as_csv, output),
        )


def suspects(
    verb: Annotated[
        str, typer.Argument(metavar="[clear", help=h("clear：记下仍成立", "clear: it still holds."))
    ] = "",
    link: Annotated[str, typer.Argument(metavar="LINK]", help=h("编号", "Id of a link."))] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=h("为什么仍成立", "Why it holds."))
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """List suspect links, or note that one still holds."""
    from wuye_cli.services.approving import keeping, values  # noqa: PLC0415 - help needs none

    with spoken_errors():
        if verb not in {"", "clear"} or (verb and not link):
            raise CallError("unknown_suspects_verb", value=f"{verb} {link}".strip())
        desk = open_desk(root)
        if verb:
            done = keeping.clear(desk, link, reason)
            told = {"child": clean(done.child), "parent": clean(done.parent)}
            emit(
                {"id": done.id, "child": done.child, "parent": done.parent, "commit": done.commit},
                text=lambda _screen: sentence("std.suspects.cleared", **told),
                wanted=Wanted(as_json=as_json),
            )
            return
        found = keeping.suspect_links(desk)
        lines = [suspect_line(one) for one in found]
        lines.append(sentence("std.suspects.how" if found else "std.suspects.none"))
        emit(
            [values.suspect_value(one) for one in found],
            text=lambda _screen: "\n".join(lines),
            wanted=Wanted(as_json=as_json),
        )


def log(name: Named, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Show the versions of a standard with their states."""
    from wuye_cli.services.approving import looking_back, values  # noqa: PLC0415 - as above

    with spoken_errors():
        found = looking_back.log(open_desk(root), name)
        lines = [
            line for one in found.versions for line in version_lines(one.approval, one.state)
        ] or [
            sentence(
                "std.log.none",
                standard=clean(found.standard),
                since=moment(found.since),
                commits=found.commits,
            )
        ]
        emit(
            [values.approval_value(one.approval, one.state) for one in found.versions],
            text=lambda _screen: "\n".join(lines),
            wanted=Wanted(as_json=as_json),
        )


def blame(
    name: Named,
    key: Annotated[
        str,
        typer.Argument(metavar="KEY", help=h("只看这一条以下", "Only facts below this key.")),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show which commit last changed each fact."""
    from wuye_cli.services.approving import looking_back, values  # noqa: PLC0415 - as above

    with spoken_errors():
        found = looking_back.blame(open_desk(root), name, key)
        heads = ("key", "value", "commit", "at", "author", "subject")
        rows = [
            [
                one.key,
                value_text(one.value),
                one.commit[:12],
                moment(one.at),
                one.author,
                one.subject,
            ]
            for one in found
        ]
        emit(
            [values.blamed_value(one) for one in found],
            text=lambda screen: table(
                [sentence(f"std.blame.head.{head}") for head in heads],
                [[clean(cell) for cell in row] for row in rows],
                columns=screen.columns,
                colour=screen.colour,
            ),
            table=lambda: (heads, rows),
            wanted=Wanted(as_json, as_csv, output),
        )
