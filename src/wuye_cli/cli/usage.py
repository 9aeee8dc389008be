"""What typer has to say about a badly written command, in one line of the language in use."""

from __future__ import annotations

import sys
from typing import Any

from typer._click.exceptions import (  # see `help`: typer shows no other name for them
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
    if isinstance(error, NoSuchOption):
        return "no_such_option", {
            "option": error.option_name,
            "suggestions": sorted(error.possibilities or ()),
        }
    if isinstance(error, BadParameter):
        code = "missing_parameter" if isinstance(error, MissingParameter) else "bad_parameter"
        return code, {"parameter": _parameter(error), "reason": error.message}
    if error.message == "Missing command.":
        return "missing_command", {}
    return "bad_call", {"reason": error.format_message().rstrip(".")}


def _parameter(error: BadParameter) -> str:
    hint = error.param_hint
    if hint is None and error.param is not None and error.ctx is not None:
        hint = error.param.get_error_hint(error.ctx)
    return str(hint or "").replace("'", "")
