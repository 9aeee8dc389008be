"""Words to paste: which text suits a ticket as it stands, and what goes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets.conditions import is_anonymous
from wuye_cli.domain.tickets.message import MessageFacts
from wuye_cli.domain.tickets.suiting import default_kind, event_of_sending, suits
from wuye_cli.domain.tickets.template import GROUP, NEEDS, NO_NEEDS, Template, names_in
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.services.desk import Draft
from wuye_cli.services.receipts import is_receipt_code, receipt_code
from wuye_cli.services.saying_facts import message_facts
from wuye_cli.services.saying_words import own_words
from wuye_cli.services.wording import one_line
from wuye_cli.store.codecs.templates import read_template
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.starter import starter_files
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.services.desk import Desk

TEMPLATES = f"{STANDARDS}/templates"
ALIASES: dict[str, tuple[str, ...]] = {
    "dispatch": ("派单", "派单告知"),
    "receipt": ("回执", "受理", "受理回执"),
    "reschedule": ("改约",),
    "done": ("完工", "完工告知", "办结"),
    "answer": ("答复",),
    "reminder-2": ("催告", "二次催告", "再次提醒", "reminder"),
    "progress": ("进度", "进展"),
    "job": ("派工", "派工单"),
    "notice": ("公告", "公告栏", "张贴"),
}
"""Other words for the kinds, beside the labels of the templates."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants said.

    Attributes:
        kind: As typed; empty for what suits the ticket.
        words: The clerk's own words for this text.
        sent: By which way it is sent, if that is to be recorded.
    """

    kind: str = ""
    words: str = ""
    sent: str = ""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A text to send before it has words.

    Attributes:
        draft: The event that sending it makes; None if it makes none or nobody said it was sent.
        remarks: Codes with facts for sentences beside the text.
    """

    ticket: Ticket
    status: str
    template: Template
    facts: MessageFacts
    draft: Draft | None = None
    remarks: tuple[tuple[str, dict[str, Any]], ...] = ()


def compose(desk: Desk, tail: str, wish: Wish) -> Message:
    """Return what there is to say of a ticket; the first receipt of a store makes its key.

    Raises:
        NotFoundError: If there is no such ticket.
        CallError: `unknown_text` for no such kind, `bad_template` for a faulty file, `too_long`.
        RefusedError: `say_not_now` for a text that would not be true, `say_others` and `say_number`
            for words that do not belong to the reader.
    """
    ticket = desk.ticket(tail)
    standing, clocks = desk.look(ticket)
    kind, template, remarks = _template(desk, ticket, standing, wish)
    facts = message_facts(desk, ticket, standing, clocks)
    reader = ("", "") if template.audience == GROUP else (facts.unit, facts.name)
    words = own_words(desk, ticket, wish.words, unit=reader[0], name=reader[1])
    held = names_in(template.zh) | names_in(template.en)
    if words and "words" not in held:
        raise CallError("say_no_words", kind=kind)
    if not words and "words" in NEEDS.get(kind, NO_NEEDS)[1]:
        raise CallError("say_needs_words", id=ticket.id, kind=kind)
    code = receipt_code(desk, ticket) if "code" in held else ""
    if "code" in held and not code:
        remarks.append(("say.no_code", {}))
    message = Message(
        ticket=ticket,
        status=standing.status,
        template=template,
        facts=msgspec.structs.replace(facts, words=words, code=code),
    )
    draft = _event(desk, message, standing, wish) if wish.sent else None
    if draft is None and wish.sent:
        remarks.append(("say.nothing_recorded", {"kind": kind}))
    return msgspec.structs.replace(message, draft=draft, remarks=tuple(remarks))


def fits_receipt(desk: Desk, tail: str, typed: str) -> tuple[Ticket, bool]:
    """Return the ticket that `tail` means, and whether a code that somebody says is its own."""
    ticket = desk.ticket(tail)
    return ticket, is_receipt_code(desk, ticket, typed)


def _template(
    desk: Desk, ticket: Ticket, standing: Standing, wish: Wish
) -> tuple[str, Template, list[tuple[str, dict[str, Any]]]]:
    """Return the kind that is wanted or that suits, its template, and what to remark on it."""
    files, remarks = _files(desk)
    usual = default_kind(ticket, standing)
    names = {name: ALIASES.get(name, ()) for name in files}
    kind = find_named(wish.kind, names, code="unknown_text") if wish.kind else usual
    if kind not in files:
        raise CallError("unknown_text", value=kind, suggestions=sorted(files))
    if not suits(kind, standing):
        raise RefusedError("say_not_now", id=ticket.id, kind=kind, status=standing.status,
                           usual=usual)  # fmt: skip
    if not wish.kind:
        remarks.append(("say.chosen", {"kind": kind, "status": standing.status}))
    path = f"{TEMPLATES}/{kind}.yaml"
    template, problems = read_template(kind, read_plain(files[kind], path=path))
    if template is None or problems:
        where = ".".join(str(step) for step in problems[0].where) if problems else ""
        raise CallError("bad_template", path=path, where=where, rule=problems[0].code)
    return kind, template, remarks


def _files(desk: Desk) -> tuple[dict[str, bytes], list[tuple[str, dict[str, Any]]]]:
    """Return the templates of the store by id; of a store without any, those that wuye brings."""
    paths = [path for path, _ in desk.store.list_tree(TEMPLATES) if path.endswith(".yaml")]
    if paths:
        return {_id_of(path): data for path, data in desk.store.read_many(paths)}, []
    starter = starter_files()
    found = {_id_of(path): starter[path] for path in starter if path.startswith(TEMPLATES + "/")}
    return found, [("say.starter", {"folder": TEMPLATES})]


def _id_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


THE_READER = "来电人"
"""Stands in an event for the one who asked, until `preparing` knows their reference."""
_TOLD_TO = frozenset({"feedback", "reply", "answer"})


def _event(desk: Desk, message: Message, standing: Standing, wish: Wish) -> Draft | None:
    """Return the event that sending the text makes, or None."""
    kind, words = message.template.id, message.facts.words
    flow = desk.ground(message.ticket).flow(message.ticket, standing.tier)
    do = event_of_sending(kind, standing, flow, has_words=bool(words))
    if not do:
        return None
    fields = {"way": one_line(wish.sent), "words": words}
    if do in _TOLD_TO and not is_anonymous(message.ticket):
        fields["to"] = THE_READER
    return Draft(do=do, fields=fields)
