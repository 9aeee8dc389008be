"""wuye audit: what the history says."""

import typer

from wuye_cli.cli.audit.verify import VERIFY_HELP, verify
from wuye_cli.cli.options import h
from wuye_cli.cli.timeline import show_timeline

app = typer.Typer(rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Audit the history."""


app.command("log", help=h("一张工单的时间线：每个事件旁边是它的提交", "A ticket's timeline."))(
    show_timeline
)
app.command("verify", help=VERIFY_HELP)(verify)
