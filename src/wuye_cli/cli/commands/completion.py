"""wuye completion bash|zsh|fish."""

from typing import Annotated

import typer

from wuye_cli.cli.completion import script
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import h
from wuye_cli.cli.output import say

HELP = h(
    '输出补全脚本。例：eval "$(wuye completion bash)"',
    'Print the completion script. Example: eval "$(wuye completion bash)"',
)


def command(shell: Annotated[str, typer.Argument(help="bash, zsh, fish")]) -> None:
    """Print the completion script of a shell."""
    with spoken_errors():
        say(script(shell))
