"""The pages of the crew: one a person, with buttons that copy the line to send, and an index."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.line.words import CHOICES, WORDS
from wuye_cli.i18n.catalog import label, language, pick
from wuye_cli.render.page_parts import named
from wuye_cli.render.paper.press import draw, minute, text, window_text, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from wuye_cli.domain.tickets.crew import Job, Member

MARK = "<!-- wuye crew/1 -->"
"""Stands in the second line of every page of ours: only such a file is replaced or removed."""
INDEX = "index.html"
PREFIX = "crew-"
"""How the name of somebody's page begins."""
_SCRIPT = "_crew.js.j2"
_NAME, _TITLE, _WHERE = 40, 160, 44
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_LONGEST_NAME = 40

_BUTTONS = (
    # step, act of the line, choice behind the time, whether it is one of the lesser ones
    ("accept", "accept", "", False),
    ("arrive", "arrive", "", False),
    ("no_access", "no_access", "", True),
    ("contain", "contain", "", False),
    ("dissuade", "dissuade", "yes", False),
    ("dissuade", "dissuade", "no", True),
    ("resolve", "done", "", False),
)


def file_of(who: str) -> str:
    """Return the file of somebody's page: by the staff id, else by a code of the name.

    Example:
        >>> file_of("s-zhao"), file_of("赵师傅")
        ('crew-s-zhao.html', 'crew-n-e8aed4da37fb.html')
    """
    if who and _SAFE.issuperset(who) and len(who) <= _LONGEST_NAME:
        return f"{PREFIX}{who}.html"
    return f"{PREFIX}n-{sha256(who.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.html"


def crew_pages(
    templates: Mapping[str, str], members: Sequence[Member], estate: str, now: datetime
) -> dict[str, str]:
    """Return file name to page: one for each of the crew, and the index."""
    around = {
        "estate": text(estate, _NAME),
        "made": minute(now, now.year),
        "mark": _Mark(MARK),
        "w": lambda code, **facts: word(code, area="crew", **facts),
    }
    script = templates[_SCRIPT].removesuffix("\n")
    around["script_hash"] = b64encode(sha256(script.encode()).digest()).decode()
    pages = {
        file_of(member.who): draw(
            templates,
            "crew",
            {
                **around,
                "name": text(member.name, _NAME),
                "jobs": [_job(job, now.year) for job in member.jobs],
            },
        )
        for member in members
    }
    listed = [
        {
            "file": file_of(member.who),
            "name": text(member.name, _NAME),
            "count": len(member.jobs),
            "due": _due(member.jobs[0], now.year) if member.jobs else "",
        }
        for member in members
    ]
    return pages | {INDEX: draw(templates, "crew-index", {**around, "members": listed})}


class _Mark(str):
    """A text of ours that is markup already."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _job(job: Job, year: int) -> dict[str, Any]:
    return {
        "id": job.id,
        "title": text(job.title, _TITLE),
        "where": text(job.where, _WHERE),
        "status": label("status", job.status),
        "tier": text(named(job.tier), _NAME) if job.tier else "",
        "is_urgent": job.tier is not None and job.tier.service == "emergency",
        "is_late": job.is_late,
        "due": _due(job, year),
        "window": window_text(job.window, year) if job.window else "",
        "buttons": [
            _button(job.id, act, choice, is_less=is_less)
            for step, act, choice, is_less in _BUTTONS
            if step in job.steps
        ],
    }


def _due(job: Job, year: int) -> str:
    if job.due is None or job.clock is None:
        return ""
    own = text(pick(job.clock.label, job.clock.label_en), _NAME)
    facts = {"clock": own or label("clock", job.clock.id), "at": minute(job.due, year)}
    return word("late" if job.is_late else "due", area="crew", **facts)


def _button(ticket: str, act: str, choice: str, *, is_less: bool) -> dict[str, Any]:
    """Return a button: what stands before and behind the time of day in the line it copies."""
    said = WORDS[act]
    verb = said.zh[0] if language() == "zh" else f"{said.en[-1]} "
    heeded = CHOICES["heeded"][choice] if choice else ()
    after = f" {heeded[0] if language() == 'zh' else heeded[-1]}" if heeded else ""
    code = f"button.{act}.{choice}" if choice else f"button.{act}"
    return {
        "label": word(code, area="crew"),
        "before": f"{ticket} {verb}",
        "after": after,
        "is_less": is_less,
    }
