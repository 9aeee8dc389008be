"""From the acts of a line to events: one function or row an act.

What an act means may depend on where the ticket stands (告 tells how it goes before the work is
done, and the result after it), so each is asked with the ticket as it stands by then.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.line.line import Question, Step, Unread
from wuye_cli.domain.line.moments import ahead_of, span_of
from wuye_cli.domain.tickets.kinds import AFTER_DONE
from wuye_cli.domain.tickets.required import is_required
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.workflow import missing_steps
from wuye_cli.services.desk import Desk, Draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.flow import Flow

    Facts = dict[str, Any]
    Act = Callable[["Told"], list[Draft]]

_OUR_REASON = "我方原因"
THE_OWNER = "业主"
"""Stands for the ticket's own reporter where the line names nobody."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a line, and all that its events depend on.

    Attributes:
        step: As read; the names in its facts are ids by now.
        at: When; None for now.
        slip: Number of the paper that the line passes on, or empty.
        ticket: As it stands by then.
        signer: Who consented in the same line, or empty.
        also: Acts of the same line.
        said: When the line was said, if that was not now.
    """

    desk: Desk
    step: Step
    at: datetime | None
    ticket: Ticket
    slip: str = ""
    signer: str = ""
    also: frozenset[str] = frozenset()
    said: datetime | None = None

    @property
    def now(self) -> datetime:
        """From when times ahead are counted."""
        return self.said or self.desk.now()

    def get(self, slot: str) -> str:
        """Return a fact of the step, or nothing."""
        return self.step.facts.get(slot, "")

    def draft(self, do: str, fields: Facts | None = None, *, who: str = "") -> Draft:
        """Return an event of this step's time."""
        return Draft(do=do, at=self.at, who=who, fields=fields or {})

    @property
    def flow(self) -> Flow | None:
        """The flow that the ticket follows by now."""
        return self.desk.ground(self.ticket).flow(self.ticket, self.tier)

    @property
    def tier(self) -> str:
        """The tier of the ticket by now."""
        return fold(self.ticket, self.desk.book_of(self.ticket)).tier

    def requires(self, do: str) -> bool:
        """Whether the flow demands a step of this ticket."""
        ground = self.desk.ground(self.ticket)
        flow = self.flow
        standing = fold(self.ticket, ground.book)
        return flow is not None and is_required(do, flow, self.ticket, standing, ground)

    def ask(self, slot: str) -> Unread:
        """Return the question for a fact that is missing here."""
        facts = {"act": self.step.act, "slot": slot, "word": self.step.act}
        return Unread(Question(code="line_missing", facts=facts))


def _plain(do: str, **slots: str) -> Act:
    """Return an act of one event, whose fields are slots."""
    return lambda told: [told.draft(do, {field: told.get(slot) for field, slot in slots.items()})]


def _dispatch(told: Told) -> list[Draft]:
    return [told.draft("dispatch", {"to": told.get("who")})]


def _quote(told: Told) -> list[Draft]:
    """Quote; without another cause the fault is the one that was reported."""
    cause = told.get("because") or told.ticket.title
    price = told.get("money")
    return [told.draft("quote", {"price": price, "method": told.get("words"), "cause": cause})]


def _consent(told: Told) -> list[Draft]:
    how = told.get("how") or ("signature" if told.slip else "")
    if not how:
        raise told.ask("how")
    return [told.draft("consent", {"person": told.get("person") or THE_OWNER, "way": how})]


def _done(told: Told) -> list[Draft]:
    """End the work; a slip carries the ticks of the procedure, the signature and that it was told.

    Only where the flow of the ticket demands these steps: the slip of an in-home repair is ticked
    and signed before the technician leaves.
    """
    steps = ("all",) if told.get("all") else ()
    drafts = []
    if (told.slip or steps) and "procedure" not in told.also and told.requires("procedure"):
        drafts.append(told.draft("procedure", {"steps": steps, "slip": told.slip}))
    fields = {"result": told.get("words"), "cause": told.get("because"), "slip": told.slip}
    drafts.append(told.draft("resolve", fields))
    if told.slip and told.requires("sign"):
        if "sign" not in told.also:
            signed = {"person": told.signer or THE_OWNER, "slip": told.slip}
            drafts.append(told.draft("sign", signed))
        if "told" not in told.also:
            drafts.append(told.draft("feedback", {"way": "face"}, who=_holder(told)))
    return drafts


def _procedure(told: Told) -> list[Draft]:
    words = tuple(part for part in told.get("words").split() if part)
    steps = ("all",) if told.get("all") else words
    return [told.draft("procedure", {"steps": steps, "slip": told.slip})]


def _sign(told: Told) -> list[Draft]:
    fields = {"person": told.get("person") or THE_OWNER, "way": told.get("way"), "slip": told.slip}
    return [told.draft("sign", fields)]


def _pay(told: Told) -> list[Draft]:
    fields = {"price": told.get("money"), "way": told.get("way"), "receipt": told.get("receipt"),
              "slip": told.slip}  # fmt: skip
    return [told.draft("pay", fields, who=_holder(told) if told.slip else "")]


def _holder(told: Told) -> str:
    return fold(told.ticket, told.desk.book_of(told.ticket)).assignee


def _told(told: Told) -> list[Draft]:
    """Tell the result once the work is done; before that, how it is being handled."""
    standing = fold(told.ticket, told.desk.book_of(told.ticket))
    if standing.status in AFTER_DONE:
        way = told.get("way") or ("face" if told.slip else "phone")
        who = _holder(told) if told.at is not None and told.slip else ""
        return [told.draft("feedback", {"way": way, "words": told.get("words")}, who=who)]
    if not told.get("words"):
        raise told.ask("words")
    fields = {"words": told.get("words"), "to": THE_OWNER, "way": told.get("way") or "phone"}
    return [told.draft("reply", fields)]


def _reply(told: Told) -> list[Draft]:
    fields = {"words": told.get("words"), "to": THE_OWNER, "way": told.get("way") or "phone"}
    return [told.draft("reply", fields)]


_YES_NO = {"yes": True, "no": False}


def _answer(told: Told) -> list[Draft]:
    way = told.get("way") or "phone"
    fields: Facts = {
        "words": told.get("words"),
        "to": THE_OWNER,
        "way": way,
        "adopted": _YES_NO.get(told.get("adopted")),
        "reason": told.get("because"),
    }
    return [told.draft("answer", fields)]


def _visit(told: Told) -> list[Draft]:
    score = int(told.get("score"))
    fields = {
        "score": score, "way": told.get("way") or "phone", "words": told.get("words"),
        "outcome": "" if score >= _SATISFIED_FROM else "unsatisfied",
    }  # fmt: skip
    return [told.draft("visit", fields)]


_SATISFIED_FROM = 3
"""基本满意 counts as satisfied: DB11/T 751-2025, notes to tables 4.2.4 and 4.2.5."""


def _verify(told: Told) -> list[Draft]:
    return [told.draft("verify", {"result": told.get("words")}, who=told.get("person"))]


def _investigate(told: Told) -> list[Draft]:
    if not told.get("liable"):
        raise told.ask("liable")
    fields = {
        "cause": told.get("words"),
        "liable": _YES_NO.get(told.get("liable")),
        "valid": _YES_NO.get(told.get("valid")),
    }
    return [told.draft("investigate", fields)]


_HEEDED = {"yes": "听劝", "no": "不听", "": "已劝阻"}


def _dissuade(told: Told) -> list[Draft]:
    result = told.get("words") or _HEEDED[told.get("heeded")]
    drafts = [told.draft("dissuade", {"result": result})]
    if told.get("heeded") == "no":
        drafts.append(told.draft("dissuade_failed", {"result": result}))
    return drafts


def _second(told: Told) -> list[Draft]:
    """Raise a complaint that was made again, as the tiers say."""
    tier = told.desk.book_of(told.ticket).tiers.get(told.tier)
    raised = tier.raise_to if tier else ""
    if not raised or raised == told.tier:
        raise CallError("line_not_raised", id=told.ticket.id, tier=told.tier)
    urge = told.draft("urge", {"words": told.get("words")})
    return [urge, told.draft("regrade", {"to": raised, "reason": "二次投诉"})]


def _regrade(told: Told) -> list[Draft]:
    fields = {"to": told.get("words"), "mode": told.get("slipped"),
              "approved_by": told.get("approver"), "reason": told.get("because")}  # fmt: skip
    return [told.draft("regrade", fields)]


_TOLD_BY_OTHERS = frozenset({"vendor_wait", "authority"})


def _pause(told: Told) -> list[Draft]:
    reason = told.get("reason")
    fields: Facts = {
        "reason": reason,
        "until": ahead_of(told.get("until"), told.now),
        "agreed": bool(told.get("agreed")),
        "approved_by": told.get("approver"),
        "party" if reason in _TOLD_BY_OTHERS else "evidence": told.get("words"),
    }
    return [told.draft("pause", fields)]


def _window(told: Told) -> list[Draft]:
    """Move an appointment; one that we moved says why (K029), if only that it was we."""
    side = told.get("side") or "owner"
    fields: Facts = {
        "asked_by": side,
        "window": span_of(told.get("window"), told.now),
        "reason": told.get("because") or (_OUR_REASON if side == "company" else ""),
    }
    return [told.draft("reschedule", fields)]


def _agree(told: Told) -> list[Draft]:
    fields: Facts = {
        "clock": told.get("clock"), "due": ahead_of(told.get("until"), told.now),
        "asked_by": told.get("side") or "owner",
    }  # fmt: skip
    return [told.draft("agree", fields)]


def _repeat(told: Told) -> list[Draft]:
    fields: Facts = {"repeat_of": told.get("tail"), "adopted": told.get("same") != "no"}
    return [told.draft("repeat", fields)]


def _amend(told: Told) -> list[Draft]:
    field, _, text = told.get("field").partition("=")
    return [told.draft("amend", {"changes": {field: text}})]


def _cancel(told: Told) -> list[Draft]:
    fields = {"asked_by": told.get("side"), "reason": told.get("words"),
              "approved_by": told.get("approver")}  # fmt: skip
    return [told.draft("cancel", fields)]


def _decline(told: Told) -> list[Draft]:
    fields: Facts = {"reason": told.get("words"), "explained": bool(told.get("explained")),
                     "approved_by": told.get("approver")}  # fmt: skip
    return [told.draft("decline", fields)]


ACTS: dict[str, Act] = {
    "dispatch": _dispatch,
    "transfer": _plain("transfer", to="who", reason="because"),
    "accept": _plain("accept"),
    "return": _plain("return", reason="words"),
    "arrive": _plain("arrive"),
    "no_access": _plain("no_access", words="words"),
    "contain": _plain("contain", method="words"),
    "vendor_call": _plain("vendor_call", party="party"),
    "vendor_arrive": _plain("vendor_arrive", party="party"),
    "quote": _quote,
    "consent": _consent,
    "start": _plain("start"),
    "procedure": _procedure,
    "done": _done,
    "sign": _sign,
    "pay": _pay,
    "told": _told,
    "visit": _visit,
    "attempt": _plain("visit_attempt", way="way", words="words"),
    "verify": _verify,
    "reply": _reply,
    "answer": _answer,
    "investigate": _investigate,
    "recovery": _plain("recovery", fault="fault", remedy="remedy", cost="cost", learned="learned"),
    "dissuade": _dissuade,
    "report": _plain("report_authority", authority="party", document="document"),
    "outside": _plain("report_outside", party="party"),
    "urge": _plain("urge", words="words"),
    "second": _second,
    "regrade": _regrade,
    "classify": _plain("classify", category="words"),
    "pause": _pause,
    "resume": _plain("resume"),
    "window": _window,
    "move": _window,
    "agree": _agree,
    "merge": _plain("merge", into="tail"),
    "repeat": _repeat,
    "note": _plain("note", text="rest"),
    "amend": _amend,
    "reopen": _plain("reopen", reason="words"),
    "cancel": _cancel,
    "decline": _decline,
    "close": _plain("close"),
}
"""Every act of `words.WORDS` but the slip, which belongs to the whole line."""

CLOSING = frozenset({"visit", "verify"})
"""Acts after which a ticket that lacks nothing is archived."""


def closing(desk: Desk, ticket: Ticket, at: datetime | None) -> list[Draft]:
    """Return the `close` of a ticket that was followed up, is satisfied and lacks nothing."""
    ground = desk.ground(ticket)
    standing = fold(ticket, ground.book)
    last = ticket.events[-1]
    if last.outcome == "unsatisfied" or missing_steps(ticket, standing, ground, "close"):
        return []
    return [Draft(do="close", at=at)]
