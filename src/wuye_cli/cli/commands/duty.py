"""wuye duty: the duty card for the gate house."""

import typer

from wuye_cli.cli.duty_card import print_duty
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.papers import Force, Lang, PaperOutput

HELP = h(
    "值班。例：wuye duty card -o pdf",
    "Being on duty. Example: wuye duty card -o pdf",
)

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Make this a group, of one command so far."""


@app.command(
    "card",
    help=h("值班卡，贴在门岗；同 wuye print duty", "The duty card; as wuye print duty."),
)
def card(
    output: PaperOutput = None,
    lang: Lang = "",
    force: Force = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Print the duty card."""
    with spoken_errors():
        print_duty(root, output=output, lang=lang, force=force, as_json=as_json)
