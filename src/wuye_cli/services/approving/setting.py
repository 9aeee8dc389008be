"""`wuye standard set`: one figure changed in the text that people keep, and proposed in one go."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.approving.approval import DRAFT
from wuye_cli.domain.approving.clauses import clauses
from wuye_cli.domain.errors import CallError, NotFoundError, RefusedError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets.tier import AGREED
from wuye_cli.domain.timekeeping.limit import parse_limit
from wuye_cli.services.approving import units
from wuye_cli.services.approving.meaning import LIMIT, Place, place_of
from wuye_cli.services.approving.proposing import (
    Proposal,
    Reasons,
    prepare,
    require_readable,
    state_now,
    write,
)
from wuye_cli.services.checking.run import Asked, check
from wuye_cli.services.checking.sources import Mended
from wuye_cli.services.wording import one_line
from wuye_cli.store.codecs.rulebook import CALENDARS
from wuye_cli.store.formatting import edited
from wuye_cli.store.layout import STANDARDS

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.domain.marks import Path
    from wuye_cli.services.desk import Desk

DATED = ("tiers", "categories", "services", "procedures", "blueprints", "quality")
"""Standards whose text waits for its day; the others hold as soon as they are committed."""

_UNITS = {
    **dict.fromkeys(("分钟", "分", "min"), "m"),
    **dict.fromkeys(("小时", "个小时", "钟头", "hours", "hour"), "h"),
    **dict.fromkeys(("个工作日", "工作日"), "wd"),
    **dict.fromkeys(("天", "日", "个自然日", "自然日", "days", "day"), "d"),
}
_AGREED_WORDS = frozenset({AGREED, "约定", "按约定"})
_HUNDRED = 100
_TOLD = ("Q017", "T021")
"""Rules of check that tell what a changed figure leaves behind in prose and in worked cases."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact that is set: its stable key, before and after."""

    key: str
    old: Any = None
    new: Any = None


class SetOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What `set` did, or would do.

    Attributes:
        words: The fact in full, as a person may type it.
        dry: Nothing was written.
        basis: What still stands as the basis of the figure, for somebody to look at.
        findings: What the rules of check find in the standards now that they did not before: prose
            that names the old figure, worked cases that come to something else.
    """

    proposal: Proposal
    words: str
    state: str = DRAFT
    facts: tuple[Fact, ...] = ()
    dry: bool = False
    basis: str = ""
    findings: tuple[Finding, ...] = ()


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody typed after `set`."""

    words: str
    value: str
    start: str = ""
    basis: str = ""
    reasons: Reasons = Reasons()
    dry: bool = False


def set_fact(desk: Desk, wish: Wish) -> SetOutcome:
    """Change one figure and propose the standard: one commit.

    Raises:
        CallError: `unknown_clause`, `ambiguous_clause`, `bad_limit`, `bad_figure`.
        RefusedError: `same_figure`, `not_dated`, or what `prepare` refuses.
        ConflictError: `hand_edit`.
    """
    place = place_of(desk, wish.words)
    unit = units.Unit(place.unit, place.path)
    data = desk.store.read(place.path)
    if data is None:
        raise NotFoundError("no_such_standard", standard=place.unit, path=place.path)
    tree = units.tree_of(data, place.path)
    values = {way: _value(desk, wish.value, place, _at(tree, way)) for way in place.ways}
    facts = tuple(
        Fact(key=".".join(map(str, way)), old=_at(tree, way), new=value)
        for way, value in values.items()
    )
    if all(fact.old == fact.new for fact in facts):
        raise RefusedError("same_figure", words=place.words, value=wish.value)
    changes: dict[Path, Any] = {}
    for way, value in values.items():
        _add(changes, tree, way, value)
    if wish.basis:
        changes |= _basis(tree, place, wish.basis)
    proposal, text = _proposed(desk, unit, data, changes, wish)
    outcome = SetOutcome(
        proposal=proposal,
        words=f"{place.unit}.{place.words}",
        state=state_now(desk, proposal),
        facts=facts,
        dry=wish.dry,
        basis="" if wish.basis else _old_basis(tree, place),
        findings=_new_findings(desk, unit.path, text),
    )
    if wish.dry:
        return outcome
    subject = f"standard set {place.words} {one_line(wish.value)}"
    written = write(desk, [(proposal, text)], op="standard-set", subject=subject)
    return msgspec.structs.replace(outcome, proposal=written[0])


def _new_findings(desk: Desk, path: str, text: bytes) -> tuple[Finding, ...]:
    """Return what rules over standards find once a text stands, and did not find before."""
    root, now = str(desk.store.root), desk.now()
    asked = Asked(paths=(STANDARDS,), select=_TOLD)
    before = check(desk.store, asked, now).findings
    source = Mended(root, {path: text})
    known = {(one.rule, one.path, one.where) for one in before}
    return tuple(
        one
        for one in check(desk.store, asked, now, source=source).findings
        if (one.rule, one.path, one.where) not in known
    )


def _proposed(
    desk: Desk, unit: units.Unit, data: bytes, changes: dict[Path, Any], wish: Wish
) -> tuple[Proposal, bytes]:
    """Return the proposal and its text; without a date typed, from the first day allowed."""
    is_dated = unit.name.partition("/")[0] in DATED
    now = desk.now()
    if wish.start and not is_dated and units.moment_typed(desk, wish.start) > now:
        raise RefusedError("not_dated", standard=unit.name)
    tree = units.tree_of(data, unit.path)
    head: dict[Path, Any] = {("version",): _next_version(tree)}
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    start = units.moment_typed(desk, wish.start) if wish.start else tomorrow
    try:
        return _with_start(desk, unit, data, {**head, **changes}, wish, start if is_dated else None)
    except RefusedError as error:
        if error.code != "notice_too_short" or wish.start or not is_dated:
            raise
        later = units.moment_typed(desk, str(error.facts["earliest"]))
        return _with_start(desk, unit, data, {**head, **changes}, wish, later)


def _with_start(
    desk: Desk,
    unit: units.Unit,
    data: bytes,
    changes: dict[Path, Any],
    wish: Wish,
    start: datetime | None,
) -> tuple[Proposal, bytes]:
    dated: dict[Path, Any] = {("effective_from",): start.isoformat()} if start is not None else {}
    text = edited(data.decode(), {**changes, **dated}).encode()
    require_readable(desk, unit, text)
    return prepare(desk, unit, text, wish.reasons), text


def _next_version(tree: dict[str, Any]) -> int:
    version = str(tree.get("version", 1))
    return int(version) + 1 if version.isascii() and version.isdigit() else 2


def _add(changes: dict[Path, Any], tree: Any, way: Path, value: Any) -> None:
    """Add a change at the deepest place of a way that is there, the rest put into it.

    Two changes below one place that is not there yet become one.
    """
    depth = next((n for n in range(1, len(way)) if _at(tree, way[:n]) is None), len(way))
    if depth == len(way):
        changes[way] = value
        return
    whole: dict[Any, Any] = changes.setdefault(way[:depth], {})
    for step in way[depth:-1]:
        whole = whole.setdefault(step, {})
    whole[way[-1]] = value


def _at(tree: Any, way: Path) -> Any:
    for step in way:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def _basis(tree: dict[str, Any], place: Place, basis: str) -> dict[Path, Any]:
    """Return the change of the basis beside a figure: of a tier's clock, else of the entry."""
    way = place.ways[0]
    if place.unit == "tiers" and place.kind == LIMIT:
        entry, clock = way[:-1], way[-1]
        has = _at(tree, (*entry, "basis")) is not None
        return {(*entry, "basis", clock): basis} if has else {(*entry, "basis"): {clock: basis}}
    entry = way[:2] if len(way) > 1 else ()
    return {(*entry, "basis"): basis}


def _old_basis(tree: dict[str, Any], place: Place) -> str:
    way = place.ways[0]
    own = _at(tree, (*way[:2], "basis")) if len(way) > 1 else tree.get("basis")
    found = own.get(way[-1]) if isinstance(own, dict) else own
    return found if isinstance(found, str) else ""


# -- what was typed -------------------------------------------------------------------------------


def _value(desk: Desk, typed: str, place: Place, old: Any) -> Any:
    text = typed.strip()
    if not text:
        raise CallError("bad_figure", value=typed, words=place.words)
    return _target(desk, text, place) if place.kind == LIMIT else _like(text, old, place)


def _target(desk: Desk, text: str, place: Place) -> Any:
    """Read `4h`, `4h@office` or `4小时 办公时间` as a limit with its calendar."""
    parts = [part for part in re.split(r"[@\s,，]+", text) if part]
    if len(parts) == 1 and parts[0] in _AGREED_WORDS:
        return AGREED
    if len(parts) > 2 or not parts:  # noqa: PLR2004 - a limit and a calendar
        raise CallError("bad_limit", value=text, words=place.words)
    return [limit_typed(parts[0]), _calendar(desk, parts[1]) if parts[1:] else place.calendar]


def limit_typed(text: str) -> str:
    """Return a limit as a standard writes it: `4h`, `4小时`.

    Raises:
        CallError: `bad_limit`.

    Example:
        >>> limit_typed("3个工作日"), limit_typed("90m")
        ('3wd', '90m')
    """
    found = re.fullmatch(r"([0-9０-９]+)\s*(\S+)", text)
    unit = _UNITS.get(found[2], found[2]) if found else ""
    try:
        return str(parse_limit(f"{int(found[1])}{unit}")) if found else str(parse_limit(text))
    except ValueError as error:
        raise CallError("bad_limit", value=text) from error


def _calendar(desk: Desk, typed: str) -> str:
    names: dict[str, tuple[str, ...]] = {"channel": ("渠道",)}
    for path, data in desk.store.read_many([p for p, _ in desk.store.list_tree(CALENDARS)]):
        tree = units.tree_of(data, path)
        labels = [tree.get(key) for key in ("label", "label_en")]
        name = path.rpartition("/")[2].removesuffix(".yaml")
        names[name] = tuple(label for label in labels if isinstance(label, str))
    return find_named(typed, names, code="unknown_calendar")


def _like(text: str, old: Any, place: Place) -> Any:
    """Read a value of the same type as the one that it replaces."""
    words = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
    try:
        if isinstance(old, bool):
            return words[text.lower()]
        if isinstance(old, int | float):
            return _number(text, old)
    except (ValueError, KeyError) as error:
        raise CallError("bad_figure", value=text, words=place.words, old=str(old)) from error
    if isinstance(old, list) or (old is None and place.unit.startswith("calendars/")):
        return [part for part in re.split(r"[\s,，、]+", text) if part]
    if isinstance(old, dict):
        inside = [".".join(way) for way in clauses(old)]
        raise CallError("ambiguous_clause", value=place.words, candidates=inside[:8])
    return text


def _number(text: str, old: float) -> float:
    if text.endswith(("%", "％")):
        return round(float(text[:-1]) / _HUNDRED, 6)
    return int(text) if isinstance(old, int) else float(text)
