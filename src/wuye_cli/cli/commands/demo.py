"""wuye demo: a real store in a folder, and some days at the desk told in commands."""

import shlex
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.demo_script import FIGURES, REPORT_SQL, Line, lines
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import h
from wuye_cli.cli.output import say, screen
from wuye_cli.cli.play import Play, Scene
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean
from wuye_cli.services.figures import figures
from wuye_cli.services.querying import query
from wuye_cli.store.repository import Actor

HELP = h(
    "在一个目录里建样例资料库，用命令讲几天客服台的事，最后给出数字。例：wuye demo",
    "Make a store and tell some days at the desk in commands; figures at the end.",
)

_ZONE = timezone(timedelta(hours=8))
_CLERK = Actor("李客服", "li@desk.example")


def command(
    folder: Annotated[
        Path | None, typer.Argument(help=h("目录（默认临时目录）", "Folder (default: temporary)."))
    ] = None,
) -> int:
    """Tell the demo; the status is 1 if a command did not end as it should."""
    with spoken_errors():
        root = folder or Path(tempfile.mkdtemp(prefix="wuye-demo-")) / "store"
        root.parent.mkdir(parents=True, exist_ok=True)
        script = lines()
        start = datetime.fromisoformat(script[0].at).replace(tzinfo=_ZONE)
        say(sentence("demo.begin", folder=clean(str(root))))
        maker = Play(root.parent, start, _CLERK, seed=20261116, show=_show)
        init = Scene(
            script[0].at, ("init", str(root), "--yes", "--estate", pick("阳光花园", "Sunny Court"))
        )
        wrong = maker.play([init])
        desk = Play(root, start, _CLERK, seed=751, show=_show)
        wrong += desk.play(_scene(line) for line in script)
        counted = desk.ask(script[-1].at, _report)
        say("\n" + sentence("demo.figures") + "\n" + _figures_text(counted))
        wrong += desk.play(
            Scene(script[-1].at, ("sql", sql), pick(zh, en)) for zh, en, sql in FIGURES
        )
        asked = desk.ask(script[-1].at, _by_sql)
        if asked != counted:
            say(sentence("demo.differs", files=str(counted), index=str(asked)))
        for scene, status in wrong:
            sys.stderr.write(
                sentence("demo.unexpected", command=shlex.join(scene.words), status=status) + "\n"
            )
        say("\n" + sentence("demo.end", folder=clean(str(root))))
        return 1 if wrong or asked != counted else 0


def _report(root: Path) -> dict[str, int]:
    """Return the figures as the files give them."""
    found: dict[str, int] = msgspec.to_builtins(figures(open_desk(root)))
    return found


def _by_sql(root: Path) -> dict[str, int]:
    """Return the same figures as the index gives them."""
    columns, rows = query(open_desk(root), REPORT_SQL)
    return dict(zip(columns, rows[0], strict=True))


def _figures_text(counted: dict[str, int]) -> str:
    return "\n".join(
        sentence(f"demo.figure.{name}", value=value) for name, value in counted.items()
    )


def _scene(line: Line) -> Scene:
    by = Actor(*line.by) if line.by else None
    return Scene(line.at, line.words, pick(line.zh, line.en), line.status, by)


def _show(scene: Scene) -> None:
    on = screen().colour
    if scene.says:
        say("\n" + paint(f"# {scene.at[5:16]}  {scene.says}", "head", on=on))
    say(paint(f"$ wuye {shlex.join(scene.words)}", "id", on=on))
    sys.stdout.flush()
