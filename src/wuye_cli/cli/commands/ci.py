"""wuye ci: recipes of CI jobs that judge the standards."""

from enum import StrEnum
from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence

HELP = h(
    "CI 配方：合并请求上检查标准、显示改动和影响。例：wuye ci init github",
    "The recipe of a CI job: checks, differences and impact on the merge request."
    " Example: wuye ci init github",
)

app = typer.Typer(help=HELP, no_args_is_help=True)


class System(StrEnum):
    """Where the job runs."""

    github = "github"
    gitlab = "gitlab"
    gitea = "gitea"


@app.callback()
def _main() -> None:
    """Keep `init` a command of its own."""


@app.command(
    "init",
    help=h(
        "写出配方并提交；已有别的文件时不覆盖，除非 --force。例：wuye ci init gitlab",
        "Write and commit the recipe; another file is not overwritten without --force."
        " Example: wuye ci init gitlab",
    ),
)
def init(
    system: Annotated[
        System, typer.Argument(metavar="github|gitlab|gitea", help=h("哪个系统", "Which system."))
    ],
    force: Annotated[
        bool, typer.Option("--force", help=h("覆盖已有的文件", "Overwrite what is there."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write the recipe of a system."""
    from wuye_cli.render.ci_recipes import recipes  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.ci_setup import place  # noqa: PLC0415 - as above
    from wuye_cli.version import VERSION  # noqa: PLC0415 - as above

    with spoken_errors():
        recipe = recipes(VERSION)[system.value]
        done = place(open_desk(root), recipe.path, recipe.text.encode(), force=force)
        emit(
            {"path": done.path, "commit": done.commit, "changed": done.is_new},
            text=lambda _screen: sentence(
                "ci.written" if done.is_new else "ci.already", path=done.path
            ),
            wanted=Wanted(as_json),
        )
