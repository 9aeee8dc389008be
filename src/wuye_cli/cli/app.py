"""The command line itself: every group is loaded when it is named, and not before."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer._click.exceptions import ClickException  # see `help`: typer shows no other name for it
from typer.core import TyperGroup
from typer.main import get_command, get_group

from wuye_cli.cli.exits import complain
from wuye_cli.cli.help import SpokenContext
from wuye_cli.cli.registry import ALIASES, COMMANDS, OTHER_NAMES, module_of
from wuye_cli.cli.store_language import speak_like_the_store
from wuye_cli.cli.usage import say_usage_error
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import pick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typer._click.core import Command

_LISTING = "wuye.listing"
_INTERRUPTED = 130
_COMPLETE = "__complete"


def run(words: list[str]) -> int:
    """Run a command line and return its status; errors of the trade and bugs go through.

    Args:
        words: The arguments without the program's name.
    """
    speak_like_the_store()
    require_utf8(words)
    if words[:1] == [_COMPLETE]:
        completing = import_module("wuye_cli.cli.completing")
        return int(completing.complete(words[1:]))
    if words[:1] == ["help"]:  # as with git: `help ticket show` is `ticket show --help`
        words = [*words[1:], "--help"]
    root = root_group()
    try:
        with root.make_context("wuye", words) as context:
            result = root.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except typer.Abort:
        complain("aborted")
        return _INTERRUPTED
    except ClickException as error:
        return say_usage_error(error)
    return result if isinstance(result, int) else 0


def require_utf8(words: Iterable[str]) -> None:
    """Refuse arguments that came in another encoding: they could neither be stored nor found.

    Raises:
        CallError: `not_utf8` with the first of them, what is no character shown as `?`.
    """
    for word in words:
        shown = word.encode("utf-8", "replace").decode()
        if shown != word:
            raise CallError("not_utf8", value=shown)


def root_group() -> LazyGroup:
    """Return the group of all commands, none of them loaded."""
    return LazyGroup(
        name="wuye",
        help=pick(
            "物业客服台：工单、时限、派单、回访，资料都是 git 里的普通文件。",
            "The customer-service desk of a property team, over plain files in git.",
        ),
        epilog=pick(
            "写在命令前面：-C 目录 指明资料库，--version 显示版本。\n"
            "例：wuye take 3-1-0502 厨房水管爆裂",
            "Before the command: -C DIR names the store, --version shows the version.\n"
            "Example: wuye take 3-1-0502 kitchen pipe burst",
        ),
        no_args_is_help=True,
        rich_markup_mode=None,
    )


class SpokenGroup(TyperGroup):
    """A group that answers an unknown command in one line, with what may have been meant."""

    context_class = SpokenContext
    otherwise = ""
    """The subcommand that is meant where the first of several words, or an id, is none."""

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that the first word names.

        Raises:
            CallError: If there is none.
        """
        if self.get_command(ctx, args[0]) is None:
            if self.otherwise and (len(args) > 1 or any(char.isdigit() for char in args[0])):
                return super().resolve_command(ctx, [self.otherwise, *args])
            raise CallError(
                "unknown_command",
                name=args[0],
                suggestions=self.suggestions(ctx, args[0]),
                command=ctx.command_path,
            )
        return super().resolve_command(ctx, args)

    def suggestions(self, ctx: Any, word: str) -> list[str]:
        """Return the commands that may have been meant by a word that is none."""
        return close_to(word, self.list_commands(ctx))


class LazyGroup(SpokenGroup):
    """The root: it knows all commands by the registry and loads the one that is named."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework's signature
        """Return the names of all commands, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:
        """Return a command, loaded; while help lists the commands, only its name and line."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        if ctx.meta.get(_LISTING):
            return TyperGroup(name=name, help=one_line(name))
        return load(name)

    def suggestions(self, ctx: Any, word: str) -> list[str]:
        """Return what the word is called here, or is under `ticket`, else the commands like it."""
        if word in OTHER_NAMES:
            return [OTHER_NAMES[word]]
        if word in import_module(module_of("ticket")).PARTS:
            return [f"ticket {word}"]
        return super().suggestions(ctx, word)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands without loading one."""
        ctx.meta[_LISTING] = True
        try:
            super().format_commands(ctx, formatter)
        finally:
            del ctx.meta[_LISTING]


class PartsGroup(SpokenGroup):
    """A group with so many subcommands that only the one that is named is made."""

    def __init__(self, module: Any, **settings: Any) -> None:
        super().__init__(no_args_is_help=True, rich_markup_mode=None, **settings)
        self._module = module

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework's signature
        """Return the names of all subcommands, in the order of the table."""
        return list(self._module.PARTS)

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:
        """Return a subcommand, made now; while help lists them, only its name and line."""
        if cmd_name not in self._module.PARTS:
            return None
        line = pick(*self._module.PARTS[cmd_name])
        if ctx is not None and ctx.meta.get(_LISTING):
            return TyperGroup(name=cmd_name, help=line)
        return single_command(cmd_name, self._module.part(cmd_name), line)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of subcommands without making one."""
        ctx.meta[_LISTING] = True
        try:
            super().format_commands(ctx, formatter)
        finally:
            del ctx.meta[_LISTING]


def subcommands(command: Any) -> dict[str, Command]:
    """Return the subcommands of a command, all of them made."""
    if isinstance(command, PartsGroup):
        made = {name: command.get_command(None, name) for name in command.list_commands(None)}
        return {name: each for name, each in made.items() if each is not None}
    below: dict[str, Command] = getattr(command, "commands", {})
    return below


def single_command(name: str, function: Any, text: str) -> Command:
    """Return a command that is one function."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, help=text)(function)
    made = get_command(single)
    made.name = name
    _plain(made)
    return made


def one_line(name: str) -> str:
    """Return the line of a command in the language in use."""
    _, zh, en = COMMANDS[name]
    return pick(zh, en)


def load(name: str) -> Command | None:
    """Import the module of a command and return what it makes; None if there is no module yet.

    A module has `app` (a `typer.Typer` with subcommands), `command` (one function), or `PARTS`
    (subcommands with their lines) and `part` (which loads one); and it may have `HELP`, the text
    of its help page, and beside `app` an `OTHERWISE`: the subcommand that is meant where the first
    word is none, as in `wuye print 17` and `wuye box 王区管 李客服 5`.
    """
    path = module_of(name)
    try:
        module = import_module(path)
    except ModuleNotFoundError as error:
        if error.name in {path, path.rpartition(".")[0]}:
            return None
        raise
    text = getattr(module, "HELP", None)
    app: typer.Typer | None = getattr(module, "app", None)
    if hasattr(module, "PARTS"):
        loaded: Command = PartsGroup(module, name=name, help=text or one_line(name))
    elif app is not None:
        loaded = _group_of(app)
        loaded.otherwise = getattr(module, "OTHERWISE", "")
        loaded.help = text or loaded.help or one_line(name)
    else:
        loaded = single_command(name, module.command, text or one_line(name))
    loaded.name = name
    _plain(loaded)
    return loaded


def close_to(word: str, known: Iterable[str]) -> list[str]:
    """Return up to three known words that may have been meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistyped word needs it

    return get_close_matches(word, list(known), n=3, cutoff=0.55)


def _group_of(app: typer.Typer) -> SpokenGroup:
    app.info.cls = SpokenGroup
    for nested in app.registered_groups:
        nested.cls = SpokenGroup
    group = get_group(app)
    assert isinstance(group, SpokenGroup)  # noqa: S101 - made of the class given above
    return group


def _plain(command: Command) -> None:
    """Draw help without rich, which costs sixty interpreter starts, here and below."""
    command.context_class = SpokenContext
    command.rich_markup_mode = None  # type: ignore[attr-defined] # both kinds of typer's have it
    for below in getattr(command, "commands", {}).values():
        _plain(below)
