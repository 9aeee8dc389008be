"""Printing the duty card, as `wuye print duty` and `wuye duty card` do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain
from wuye_cli.cli.papers import put, targets, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def print_duty(
    root: Path, *, output: Sequence[str] | None, lang: str, force: bool, as_json: bool
) -> None:
    """Print the duty card, and say on stderr what the estate has left blank on it.

    Raises:
        CallError: `print.no_duty`, `print.bad_duty`, or what `put` raises.
        ConflictError: `print.exists`.
    """
    from wuye_cli.gateways.printing.templates import read_templates  # noqa: PLC0415 - help needs
    from wuye_cli.render.paper.duty_page import duty_page, missing_text  # noqa: PLC0415 - none
    from wuye_cli.services.duty_cards import duty_card  # noqa: PLC0415 - of it

    desk = open_desk(root)
    card = duty_card(desk)
    today = desk.now().date()
    files = put(
        lambda: duty_page(read_templates(), card, desk.settings.estate, today),
        targets(output, f"duty-{today:%Y-%m-%d}"),
        lang=lang,
        force=force,
    )
    missing = [{"what": kind, "name": zh, "name_en": en} for kind, zh, en in card.missing]
    value = {"paper": "duty", "files": files, "missing": missing}
    tell(value, paper="A4", as_json=as_json)
    if card.missing:
        complain("print.missing", items=missing_text(card), where="wuye print duty --force")
