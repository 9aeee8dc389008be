"""The page of all commands and options, in one language: `docs/commands.*.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.cli.app import load, subcommands
from wuye_cli.cli.help import SpokenContext, _translated
from wuye_cli.cli.registry import ALIASES, COMMANDS
from wuye_cli.i18n.catalog import pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer._click.core import Command

_FRAME = ("--help", "--store", "--json")
"""Options that many commands share, listed last and always in this order."""


_ENDS = (".", "。", "!", "?", ":", "：")


def command_page() -> str:
    """Return the page in the language in use, as Markdown.

    Help texts are chosen when a command's module is loaded: one process makes one language.

    Raises:
        LookupError: If a command of the registry has no module.
    """
    parts = [_head()]
    for name in COMMANDS:
        command = load(name)
        if command is None:
            raise LookupError(name)
        parts += _sections(command, f"wuye {name}", "##")
    return "\n".join(parts)


def _head() -> str:
    title = pick("命令", "Commands")
    lines = [f"# {title}", ""]
    lines += [
        pick(
            "本页由 `make docs` 从程序生成，测试核对它是否最新；请勿手改。",
            "This page is made from the program by `make docs`, and a test asserts that it is"
            " current. Do not edit it by hand.",
        ),
        "",
        pick(
            "写在命令前面：`wuye -C 目录 命令 …` 指明资料库，`wuye --version` 显示版本。"
            "每个命令都有 `--help`。",
            "Before the command: `wuye -C DIR COMMAND …` names the store, `wuye --version` shows"
            " the version. Every command has `--help`.",
        ),
        "",
    ]
    aliases = pick("、", ", ").join(f"`{alias}` = `{name}`" for alias, name in ALIASES.items())
    return "\n".join([*lines, f"{pick('别名：', 'Aliases: ')}{aliases}", ""])


def _sections(command: Command, path: str, mark: str) -> Iterator[str]:
    context = SpokenContext(command, info_name=path)
    yield f"{mark} {path}\n"
    if command.help:
        yield _prose(command.help)
    below = subcommands(command)
    if not below:
        yield f"```text\n{_usage(context, path)}\n```\n"
        yield from _table(command, context)
    for name, one in below.items():
        if not one.hidden:
            yield from _sections(one, f"{path} {name}", mark + "#")


def _prose(text: str) -> str:
    """Return help as paragraphs: a line that ends no sentence goes on in the next."""
    prose = ""
    for line in (one.strip() for one in text.splitlines() if one.strip()):
        joint = "\n\n" if prose.endswith(_ENDS) else " " if prose.isascii() else ""
        prose += (joint if prose else "") + line
    return f"{prose}\n"


def _usage(context: Any, path: str) -> str:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return f"{path} {pieces.replace('[OPTIONS]', pick('[选项]', '[OPTIONS]'))}"


def _table(command: Command, context: Any) -> Iterator[str]:
    rows = [
        (term, _translated(text))
        for parameter in sorted(command.params, key=_order)
        for term, text in [parameter.get_help_record(context) or ("", "")]
        if term
    ]
    if rows:
        heads = (pick("参数", "Argument or option"), pick("含义", "Meaning"))
        lines = [f"| {' | '.join(heads)} |", "|---|---|"]
        lines += [f"| `{_cell(term)}` | {_cell(text)} |" for term, text in rows]
        yield "\n".join(lines) + "\n"


def _order(parameter: Any) -> int:
    shared = [place for place, name in enumerate(_FRAME) if name in parameter.opts]
    return shared[0] + 1 if shared else 0


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
