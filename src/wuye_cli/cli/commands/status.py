"""wuye status: how the day and the store stand."""

import msgspec

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.conflicts_told import conflicts_told
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Output, Root
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.viewing import view_of
from wuye_cli.render.days import day_text
from wuye_cli.services.workspace import day


def command(root: Root = DEFAULT_ROOT, as_json: AsJson = False, output: Output = None) -> None:
    """Show how the day and the store stand."""
    with spoken_errors():
        desk = open_desk(root)
        today = day(desk)
        emit(
            msgspec.to_builtins(today),
            text=lambda screen: (
                day_text(
                    msgspec.to_builtins(today),
                    desk.now(),
                    screen.columns,
                    colour=screen.colour,
                    name=view_of(desk).name,
                )
                + conflicts_told(desk)
            ),
            wanted=Wanted(as_json=as_json, output=output),
        )
