"""wuye rule: what a code of `check`, `audit verify` or `diff` means, why, and an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import AsCsv, AsJson, Output, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from wuye_cli.render.code_pages import CodePage

HELP = h(
    "一条规则（wuye check、wuye audit verify）或一种变化（wuye diff）："
    "是什么、为什么、错的和对的例子。不写编号：列出全部。"
    "\n\n例：wuye rule T001；wuye rule D111；wuye rule --all --json",
    "A rule of wuye check or wuye audit verify, or a kind of change of wuye diff: what, why,"
    " a bad and a good example. Without a code: the list."
    "\n\nExample: wuye rule T001; wuye rule D111; wuye rule --all --json",
)
Codes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CODE]...",
        show_default=False,
        help=h("编号或名称，如 T001、limit-relaxed", "Codes or names: T001, limit-relaxed."),
    ),
]
Everything = Annotated[bool, typer.Option("--all", help=h("全部规则的全文", "Every rule in full."))]


def command(
    codes: Codes = None,
    everything: Everything = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show rules and kinds of changes."""
    with spoken_errors():
        from wuye_cli.render.code_pages import (  # noqa: PLC0415 - help needs none of it
            COLUMNS,
            as_mapping,
            full,
            listed,
            pages,
        )

        known = pages()
        found = [_the_one(code, known) for code in codes or ()] or list(known.values())
        in_full = everything or bool(codes)
        emit(
            [as_mapping(one) for one in found],
            text=lambda screen: (
                full(found, colour=screen.colour)
                if in_full
                else listed(found, columns=screen.columns, colour=screen.colour)
            ),
            table=lambda: (COLUMNS, [[as_mapping(one)[name] for name in COLUMNS] for one in found]),
            wanted=Wanted(as_json, as_csv, output),
        )


def _the_one(code: str, known: dict[str, CodePage]) -> CodePage:
    """Return the rule of a code or of a name.

    Raises:
        CallError: `unknown_code` with what may have been meant.
    """
    wanted = code.strip()
    by_name = {page.name: page for page in known.values()}
    found = known.get(wanted.upper()) or by_name.get(wanted.lower())
    if found is None:
        from difflib import get_close_matches  # noqa: PLC0415 - only a mistyped code needs it

        like = get_close_matches(wanted.upper(), list(known), n=1, cutoff=0.5)
        like = like or get_close_matches(wanted.lower(), list(by_name), n=1)
        raise CallError(
            "unknown_code", value=wanted, like=like[0] if like else "", command="wuye rule"
        )
    return found
