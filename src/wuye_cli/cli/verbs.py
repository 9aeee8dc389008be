"""From a row of the verb table to a command: options read, the event drafted, written, echoed."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.cli.verb_table import VERBS
from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.price_list import plain_price
from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.cli.verb_table import Take, Verb
    from wuye_cli.services.desk import Desk


# -- values ---------------------------------------------------------------------------------------

_SIDES = {
    "owner": "owner",
    "业主": "owner",
    "company": "company",
    "我方": "company",
    "物业": "company",
}
_YES = {"yes": True, "是": True, "no": False, "否": False}


def _one_of(table: dict[str, Any]) -> Callable[[Desk, str], Any]:
    def read(_desk: Desk, text: str) -> Any:
        if text not in table:
            raise CallError("unknown_value", value=text, suggestions=list(table))
        return table[text]

    return read


def _words(_desk: Desk, text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace("，", ",").split(",") if part)


READERS: dict[str, Callable[[Desk, str], Any]] = {
    "text": lambda _desk, text: text,
    "change": lambda _desk, text: text,
    "past": lambda desk, text: parse_moment(text, desk.now()),
    "ahead": lambda desk, text: parse_moment(text, desk.now(), ahead=True),
    "span": lambda desk, text: parse_span(text, desk.now()),
    "words": _words,
    "side": _one_of(_SIDES),
    "yes": _one_of(_YES),
    "price": lambda _desk, text: plain_price(text),
    "flag": lambda _desk, given: bool(given),
    "correction": lambda _desk, given: "correction" if given else "",
}
_SWITCHES = frozenset({"flag", "correction"})


# -- commands -------------------------------------------------------------------------------------


def command_of(name: str) -> Callable[..., None]:
    """Return the function of a verb of the table."""
    return _command(VERBS[name])


def _command(verb: Verb) -> Callable[..., None]:
    """Return the function of a verb, with a signature that the command frame reads."""

    def run(ticket_id: str, *, root: Path, as_json: bool, **given: Any) -> None:
        with spoken_errors():
            desk = open_desk(root)
            draft = drafted(desk, verb, given)
            echo(desk, report(desk, ticket_id, [draft]), Wanted(as_json=as_json))

    parameters = [
        _parameter("ticket_id",
                   Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))]),
        *(_option(take) for take in verb.takes),
        _parameter("at", Annotated[str, typer.Option("--at", metavar="TIME", show_default=False,
                   help=h("实际发生的时刻，如 09:31、昨晚2340", "When it happened."))], ""),
        _parameter("who_did", Annotated[str, typer.Option("--who-did", show_default=False,
                   help=h("谁做的（默认承办人）", "Who did it (default: who holds it)."))], ""),
        _parameter("src", Annotated[str, typer.Option("--src", show_default=False,
                   help=h("凭据：slip:0421、wechat:…", "Evidence: slip, message."))], ""),
        _parameter("root", Root, DEFAULT_ROOT),
        _parameter("as_json", AsJson, default=False),
    ]  # fmt: skip
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # read by typer
    run.__annotations__ = {item.name: item.annotation for item in parameters} | {"return": None}
    return run


def _parameter(
    name: str, annotation: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY if default is not inspect.Parameter.empty
        else inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation,
    )  # fmt: skip


def _option(take: Take) -> inspect.Parameter:
    switch = take.read in _SWITCHES
    option = typer.Option(take.flag, help=h(take.zh, take.en), show_default=False)
    kind = bool if switch else str
    name = take.flag.lstrip("-").replace("-", "_") + "_"
    return _parameter(name, Annotated[kind, option], default=False if switch else "")


def drafted(desk: Desk, verb: Verb, given: dict[str, Any]) -> Draft:
    """Return the event that a verb's options ask for.

    Raises:
        CallError: `E_MISSING_FIELD` for what the verb cannot do without, or a value that cannot
            be read.
    """
    fields: dict[str, Any] = {}
    changes: dict[str, str] = {}
    for take in verb.takes:
        value = given[take.flag.lstrip("-").replace("-", "_") + "_"]
        if value is False or (isinstance(value, str) and not value.strip()):
            if take.needed:
                raise CallError("missing_option", option=take.flag)
            continue
        (changes if take.read == "change" else fields)[take.field] = READERS[take.read](desk, value)
    if changes:
        fields["changes"] = changes
    elif verb.do == "amend":
        raise CallError("missing_option", option="--title, --unit, …")
    at = parse_moment(given["at"], desk.now()) if given["at"] else None
    return Draft(do=verb.do, at=at, who=given["who_did"], src=given["src"], fields=fields)
