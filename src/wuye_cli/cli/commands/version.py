"""wuye version."""

from wuye_cli.cli.output import say
from wuye_cli.version import VERSION


def command() -> None:
    """Show the version."""
    say(f"wuye {VERSION}")
