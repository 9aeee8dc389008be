"""A comparison as plain values: what JSON and CSV show, and the items of the report formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.change import BREAKING, REVIEW
from wuye_cli.i18n.catalog import catalog
from wuye_cli.render.diffs import words
from wuye_cli.render.diffs.messages import delta, message, name
from wuye_cli.render.diffs.text import stale_lines, summary
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.item import Item, Sheet

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.acceptance import Acceptance
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.judgement import Judged
    from wuye_cli.domain.comparing.outcome import Compared, End, Episode, Stage, Walk

SCHEMA = "diff/1"
_LEVELS = {BREAKING: "error", REVIEW: "warning"}
_STALE = "Q041"
COLUMNS = (
    "code",
    "name",
    "level",
    "customer",
    "staff",
    "standard",
    "key",
    "old",
    "new",
    "delta",
    "message",
    "path",
    "line_old",
    "line_new",
    "fingerprint",
    "state",
    "commits",
    "authors",
)


def as_mapping(
    compared: Compared, judged: Judged, impact: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return what `-o json` prints, as `schema.DIFF_REPORT` describes it.

    Args:
        compared: The comparison.
        judged: Its changes, sorted by the accept file.
        impact: What past tickets would come to, if that was asked for.
    """
    return {
        "schema": SCHEMA,
        "old": _end(compared.old),
        "new": _end(compared.new),
        "audience": compared.audience,
        "counts": judged.counts,
        "hidden": len(judged.hidden),
        "accepted": len(judged.accepted),
        "changes": entries(judged),
        "stale": [
            {
                "code": _STALE,
                "fingerprint": one.fingerprint,
                "why": one.why,
                "until": one.until.isoformat() if one.until else None,
                "reason": one.reason,
            }
            for one in judged.stale
        ],
        "unreadable": [
            {"path": path, "side": side, "code": code} for path, side, code in compared.unreadable
        ],
        "walk": _walk(compared.walk) if compared.walk is not None else None,
        "impact": impact,
    }


def entries(judged: Judged) -> list[dict[str, Any]]:
    """Return every change, the hidden ones too; `state` says what becomes of each."""
    return [
        *(change_mapping(one) for one in judged.open),
        *(change_mapping(one, "accepted", entry) for one, entry in judged.accepted),
        *(change_mapping(one, "hidden") for one in judged.hidden),
    ]


def change_mapping(
    change: Change, state: str = "open", entry: Acceptance | None = None
) -> dict[str, Any]:
    """Return one change: language-free but for `message`."""
    return {
        "code": change.code,
        "name": name(change),
        "level": change.level,
        "customer": change.customer,
        "staff": change.staff,
        "standard": change.standard,
        "key": change.key,
        "path": change.path,
        "line_old": change.line_old,
        "line_new": change.line_new,
        "column_new": change.column_new,
        "old": change.old,
        "new": change.new,
        "delta": delta(change),
        "facts": change.facts,
        "message": message(change),
        "fingerprint": change.fingerprint,
        "commits": list(change.commits),
        "authors": list(change.authors),
        "state": state,
        "accepted": None
        if entry is None
        else {
            "reason": entry.reason,
            "by": entry.by,
            "until": entry.until.isoformat() if entry.until else None,
        },
    }


def rows(judged: Judged) -> list[list[Any]]:
    """Return the cells of `COLUMNS` for every change."""
    return [
        [_cell(column, change) for column in COLUMNS]
        for change in entries(judged)
        if change["state"] != "hidden"
    ]


def _cell(column: str, change: dict[str, Any]) -> Any:
    value = change[column]
    if column == "delta":
        return change["facts"].get("percent")
    if column in {"commits", "authors"}:
        return " ".join(str(one) for one in value)
    return words.value(value) if column in {"old", "new"} else value


def sheet(compared: Compared, judged: Judged, fail_on: str = "") -> Sheet:
    """Return what the report formats draw; what was accepted or hidden is no item."""
    return Sheet(
        command="diff",
        title=f"{words.word('title')} {words.title(compared)}",
        items=(*(_item(one) for one in judged.open), *_stale_items(judged)),
        summary=summary(judged),
        fail_on=_LEVELS.get(fail_on, "info") if fail_on not in {"", "none"} else "error",
        unchecked=tuple((path, f"{side}: {code}") for path, side, code in compared.unreadable),
        about={one.code: catalog("diff")[f"{one.code}.why"] for one in judged.open},
    )


def _item(change: Change) -> Item:
    return Item(
        code=change.code,
        name=name(change),
        level=_LEVELS.get(change.level, "info"),
        own_level=change.level,
        path=clean(change.path),
        line=change.line_new,
        column=change.column_new if change.line_new else 0,
        message=message(change),
        help=catalog("diff")[f"{change.code}.what"],
        fingerprint=change.fingerprint,
        facts={"customer": change.customer, "staff": change.staff, **change.facts},
    )


def _stale_items(judged: Judged) -> list[Item]:
    told = stale_lines(judged)
    return [
        Item(
            code=_STALE,
            name="stale-accept",
            level="warning",
            path="standards/.accept.yaml",
            message=line,
            fingerprint=one.fingerprint,
            facts={"why": one.why},
        )
        for one, line in zip(judged.stale, told, strict=True)
    ]


def _end(end: End) -> dict[str, str]:
    return {"name": end.name, "kind": end.kind, "commit": end.commit}


def _walk(walk: Walk) -> dict[str, Any]:
    return {
        "commits": walk.commits,
        "stages": [
            {
                **_stage(stage),
                "changes": [change_mapping(one) for one in stage.changes],
                "unreadable": [{"path": path, "code": code} for path, code in stage.unreadable],
            }
            for stage in walk.stages
        ],
        "sandwiches": [_episode(one) for one in walk.episodes],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "commit": stage.commit,
        "author": stage.author,
        "mail": stage.mail,
        "committer": stage.committer,
        "committed": stage.committed.isoformat(),
        "subject": stage.subject,
        "merge": stage.is_merge,
    }


def _episode(episode: Episode) -> dict[str, Any]:
    return {
        "opened": _stage(episode.opened),
        "closed": _stage(episode.closed),
        "seconds": episode.seconds,
        "whole": episode.whole,
        "received": list(episode.received),
        "ended": list(episode.ended),
        "pairs": [
            {"worse": change_mapping(worse), "better": change_mapping(better)}
            for worse, better in episode.pairs
        ],
    }
