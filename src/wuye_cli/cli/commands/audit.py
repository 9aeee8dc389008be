"""wuye audit: what the history says."""

import typer

from wuye_cli.cli.audit.blame import BLAME_HELP, blame
from wuye_cli.cli.audit.checkpoint import CHECKPOINT_HELP, COSIGN_HELP, checkpoint, cosign
from wuye_cli.cli.audit.log import LOG_HELP, log, show_timeline
from wuye_cli.cli.audit.packs import EXPORT_HELP, PACK_HELP, export, pack
from wuye_cli.cli.audit.samples import (
    REPORT_HELP,
    SAMPLE_HELP,
    WORKPAPER_HELP,
    report,
    sample,
    workpaper,
)
from wuye_cli.cli.audit.verify import VERIFY_HELP, verify
from wuye_cli.cli.options import h

__all__ = ["app", "show_timeline"]

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback(help=h("审计历史", "Audit the history."))
def group() -> None:
    """Audit the history."""


app.command("verify", help=VERIFY_HELP)(verify)
app.command("log", help=LOG_HELP)(log)
app.command("blame", help=BLAME_HELP)(blame)
app.command("pack", help=PACK_HELP)(pack)
app.command("export", help=EXPORT_HELP)(export)
app.command("checkpoint", help=CHECKPOINT_HELP)(checkpoint)
app.command("cosign", help=COSIGN_HELP)(cosign)
app.command("sample", help=SAMPLE_HELP)(sample)
app.command("workpaper", help=WORKPAPER_HELP)(workpaper)
app.command("report", help=REPORT_HELP)(report)
