"""wuye impact: what a change of the standards would have done to past tickets."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.impact_options import (
    By,
    FailOn,
    Named,
    Period,
    Tickets,
    Wish,
    Without,
)
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted

HELP = h(
    "假如受理时用的是另一份标准，以往的工单会怎样：谁由超时变达标，谁由达标变超时，因为哪一条。只看不改。\n\n"
    "什么都不写：工作区对 HEAD。可写两个版本，或 A..B；"
    "版本写版本号、提交、标签、分支或 worktree。\n\n"
    "状态：0 正常，1 达到 --fail-on，2 用法不对，3 文本读不了。\n\n"
    "例：wuye impact；wuye impact v2025..HEAD --period 2026-01..2026-06 --list forgiven",
    "What past tickets would come to under another text of the standards: which late ones would be"
    " on time, which would be late, and because of which change. Changes nothing.\n\n"
    "Given nothing: the work tree against HEAD. Else two texts, or A..B; a text is a version, a"
    " commit, a tag, a branch or worktree.\n\n"
    "Status: 0 fine, 1 --fail-on was reached, 2 bad call, 3 a text cannot be read.\n\n"
    "Example: wuye impact; wuye impact v2025..HEAD --period 2026-01..2026-06 --list forgiven",
)


def command(
    texts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD [NEW]]",
            show_default=False,
            help=h("两份文本，或 A..B", "The two texts, or A..B."),
        ),
    ] = None,
    tickets: Tickets = None,
    period: Period = "",
    by: By = "tier",
    without: Without = "",
    named: Named = "",
    fail_on: FailOn = None,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Judge past tickets by two texts."""
    from wuye_cli.cli.impact_shown import show_impact  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        wish = Wish(tickets or (), period, by, without, named, fail_on or ())
        wanted = Wanted(as_json=as_json, as_csv=as_csv, output=output)
        status = show_impact(open_desk(root), texts or [], wish, wanted)
    raise typer.Exit(status)
