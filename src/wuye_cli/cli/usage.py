"""What typer has to say about a badly written command, in one line of the language in use."""

from __future__ import annotations

import sys
from typing import Any

from typer._click.exceptions import (  # see `help`: typer shows no other name for them
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
)

from wuye_cli.cli.exits import complain
from wuye_cli.domain.errors import CallError


def say_usage_error(error: ClickException) -> int:
    """Say it on stderr and return status 2; a group without a command shows its help."""
    if isinstance(error, NoArgsIsHelpError):
        sys.stderr.write(error.format_message() + "\n")
        return CallError.exit_status
    code, facts = _code_and_facts(error)
    context = getattr(error, "ctx", None)
    complain(code, command=context.command_path if context is not None else "wuye", **facts)
    return CallError.exit_status


def _code_and_facts(error: ClickException) -> tuple[str, dict[str, Any]]:
    for kind, read in _READERS:
        if isinstance(error, kind):
            found: tuple[str, dict[str, Any]] = read(error)
            return found
    if error.message == "Missing command.":
        return "missing_command", {}
    if error.message.startswith(_EXTRA):
        words = error.message.removeprefix(_EXTRA).removesuffix(")")
        return "extra_words", {"words": words, "option": _option_for_words(error)}
    return "bad_call", {"reason": error.format_message().rstrip(".")}


def _no_option(error: NoSuchOption) -> tuple[str, dict[str, Any]]:
    facts = {"option": error.option_name, "suggestions": sorted(error.possibilities or ())}
    return "no_such_option", facts


def _bad_value(error: BadParameter) -> tuple[str, dict[str, Any]]:
    facts = {"parameter": _parameter(error)}
    if isinstance(error, MissingParameter):
        return "missing_parameter", facts
    if str(getattr(getattr(error.param, "type", None), "name", "")).startswith("int"):
        return "bad_number", facts
    return "bad_parameter", {**facts, "reason": error.message}


_READERS: tuple[tuple[type[ClickException], Any], ...] = (
    (NoSuchOption, _no_option),
    (BadOptionUsage, lambda error: ("option_needs_value", {"option": error.option_name})),
    (BadParameter, _bad_value),
)
_EXTRA = "Got unexpected extra argument(s) ("
"""How typer begins to speak of words that no argument takes; they follow, and the bracket."""


def _option_for_words(error: ClickException) -> str:
    """Return the option of this command that takes what people say; empty if it has none."""
    command = getattr(getattr(error, "ctx", None), "command", None)
    known = {name for param in getattr(command, "params", ()) for name in param.opts}
    return next((name for name in _FOR_WORDS if name in known), "")


_FOR_WORDS = ("--text", "--words", "--reason")


def _parameter(error: BadParameter) -> str:
    """Return how people know a parameter: an argument by its help, an option by its flag."""
    hint = error.param_hint
    said = getattr(error.param, "help", None)
    if hint is None and said and getattr(error.param, "param_type_name", "") == "argument":
        return str(said).partition("\n")[0].rstrip(".")
    if hint is None and error.param is not None and error.ctx is not None:
        hint = error.param.get_error_hint(error.ctx)
    return str(hint or "").replace("'", "")
