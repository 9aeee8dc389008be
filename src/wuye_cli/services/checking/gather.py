"""The facts of a store apart from its tickets: settings, standards, staff, units, history."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking import policy
from wuye_cli.checking.facts import FileFacts, StoreFacts, Trouble
from wuye_cli.checking.shape import differences
from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.roles.powers import Powers
from wuye_cli.domain.roles.roster import roster_of
from wuye_cli.domain.settings import SCHEMA, CheckSettings, Settings
from wuye_cli.domain.timekeeping.zone import tzinfo_for
from wuye_cli.services.checking.approvals import (
    drifts,
    read_approvals,
    standards,
    suspect_links,
)
from wuye_cli.services.checking.documents import check_documents
from wuye_cli.services.checking.figures import read_figures
from wuye_cli.services.checking.house_books import check_house_books
from wuye_cli.services.checking.media import MediaFolder
from wuye_cli.services.checking.people_books import (
    read_duty_book,
    read_homes,
    read_members,
    read_vendors,
)
from wuye_cli.services.checking.points import read_points
from wuye_cli.services.checking.reading import troubles_of
from wuye_cli.services.checking.readings import Readings
from wuye_cli.services.checking.small_books import check_accepts, check_templates, read_openings
from wuye_cli.services.checking.texts import Texts
from wuye_cli.store.codecs.policy import POLICY, read_policy
from wuye_cli.store.codecs.prices import PRICES, read_prices
from wuye_cli.store.codecs.rulebook import CATEGORIES, PROCEDURES, TIERS, read_rulebook
from wuye_cli.store.codecs.tiers import read_tier_book
from wuye_cli.store.house import past_texts
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.objects import blob_id
from wuye_cli.store.versions import with_versions
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from wuye_cli.checking.facts import CaseFailure
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.timekeeping.calendar import Calendar
    from wuye_cli.store.codecs.rulebook import Located
    from wuye_cli.store.repository import Store

CASES = f"{STANDARDS}/cases/"
_HOURS = (f"{STANDARDS}/calendars", f"{STANDARDS}/holidays")
_RULE_FILES = (
    *(f"{STANDARDS}/{name}" for name in ("tiers.yaml", "flows.yaml", "categories.yaml")),
    PROCEDURES,
    *_HOURS,
)


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What was gathered: the facts of the store and of every file but the tickets."""

    store: StoreFacts
    files: tuple[FileFacts, ...] = ()
    settings: CheckSettings = CheckSettings()


def gather(
    store: Store,
    contents: dict[str, bytes],
    now: datetime,
    *,
    points: Mapping[str, bytes],
    strict: bool = False,
    readings: Readings | None = None,
) -> Gathered:
    """Gather the facts that rules over tickets and standards need.

    Args:
        store: For what git alone holds: earlier versions of tiers and calendars.
        contents: Bytes of the files under `standards/` and `records/` but tickets, and settings.
        now: The present instant.
        points: Bytes of the checkpoints.
        strict: Unknown people and units are errors, whatever the settings say.
        readings: What is known of the files already; what is read is noted there.
    """
    readings = readings or Readings()
    texts = Texts(contents, readings.read)
    settings = read_settings(texts)
    today = now.astimezone(_zone(settings.timezone)).date()
    rules, located = _rules(texts)
    for path, problem in located:
        texts.add(path, *troubles_of((problem,)))
    media = MediaFolder.of(store)
    approvals = read_approvals(texts)
    library = check_documents(texts, rules, located, media)
    rules = _with_past(store, rules, texts, readings)
    failures = _cases(texts, rules, readings)
    check_templates(texts)
    check_house_books(texts)
    check_accepts(texts, today)
    members = read_members(texts)
    vendors = read_vendors(texts)
    staff = {member.id: member.skills for member in members}
    duty = read_duty_book(texts, rules, staff)
    if (prices := texts.tree(PRICES)) is not None:
        texts.add(PRICES, *troubles_of(read_prices(prices)[1]))
    facts = StoreFacts(
        now=int(now.timestamp()),
        latest=readings.latest(lambda: _last_commit(store)),
        today=today,
        rules=rules,
        book=_todays(texts, rules),
        staff=staff,
        members=members,
        vendors=vendors,
        duty=duty,
        units=read_homes(texts),
        strict=strict or settings.strict,
        media=media,
        earlier_calendars=_earlier_calendars(store, texts, today),
        cases=failures,
        openings=read_openings(texts),
        library=library,
        figures=read_figures(texts),
        standards=standards(store, texts, approvals, settings.timezone),
        suspects=suspect_links(texts, approvals),
        drifts=drifts(store, texts, approvals),
        locks_out=Powers(
            read_policy(texts.tree(POLICY) or {})[0], roster_of(members), today
        ).locks_out,
        checkpoints=read_points(store, points),
    )
    return Gathered(store=facts, files=texts.facts(), settings=settings.check)


def read_settings(texts: Texts) -> Settings:
    """Read `wuye.yaml`, noting its faults; the defaults where it cannot be read."""
    tree = texts.tree(SETTINGS)
    if tree is None:
        if SETTINGS not in texts.contents:
            texts.add(SETTINGS, Trouble("S002", (), {"field": SETTINGS}))
        return Settings()
    faults = list(differences(tree, Settings))
    if tree.get("schema") != SCHEMA:
        facts = {"value": str(tree.get("schema")), "allowed": [SCHEMA], "suggestion": SCHEMA}
        faults.append(Trouble("S004", ("schema",), facts))
    texts.add(SETTINGS, *faults, *policy.faults(tree))
    own = {key: value for key, value in tree.items() if not key.startswith("x-")}
    try:
        return msgspec.convert(own, Settings)
    except msgspec.ValidationError:
        return Settings()


def _zone(name: str) -> tzinfo:
    try:
        return tzinfo_for(name)
    except ValueError:
        return tzinfo_for("Asia/Shanghai")


def _rules(texts: Texts) -> tuple[Rulebook, list[Located]]:
    """Read the rules from what YAML accepts; what it refuses has its own finding already."""
    readable = {
        path: data
        for path, data in texts.contents.items()
        if path.startswith(_RULE_FILES) and texts.tree(path) is not None
    }
    trees = {data: texts.reads[path].tree or {} for path, data in readable.items()}
    rules, located = read_rulebook(
        readable.get,
        lambda folder: [path for path in readable if path.startswith(folder + "/")],
        trees.__getitem__,
    )
    refused = {path for path, read in texts.reads.items() if read.tree is None}
    return rules, [(path, problem) for path, problem in located if path not in refused]


def _todays(texts: Texts, rules: Rulebook) -> Any:
    """Return the tiers of the work tree."""
    tree = texts.tree(TIERS)
    if tree is None:
        return None
    book, _ = read_tier_book(tree)
    return next((one for one in rules.books if one == book), book)


def _with_past(store: Store, rules: Rulebook, texts: Texts, readings: Readings) -> Rulebook:
    """Add the versions of tiers and categories that only history still holds."""
    lying = {texts.contents.get(path): texts.tree(path) for path in (TIERS, CATEGORIES)}

    def parse(data: bytes, **facts: Any) -> dict[str, Any]:
        return lying.get(data) or read_plain(data, **facts)

    def past(path: str) -> list[tuple[datetime, bytes]]:
        return readings.past(path, lambda one: past_texts(store, one))

    return with_versions(rules, texts.contents, past, parse=parse)


def _cases(texts: Texts, rules: Rulebook, readings: Readings) -> tuple[CaseFailure, ...]:
    if readings.hold(texts.contents):
        readings.keep_holding(texts.contents)
        return ()
    from wuye_cli.services.checking import worked_cases  # noqa: PLC0415 - 20 ms, once they hold

    failures: list[CaseFailure] = []
    faults = 0
    for path, tree in list(texts.below(CASES)):
        problems, found = worked_cases.run(path, tree, rules)
        texts.add(path, *problems)
        faults += len(problems)
        failures += found
    if not faults and not failures:
        readings.keep_holding(texts.contents)
    return tuple(failures)


# -- what git alone knows -----------------------------------------------------------------------


def _last_commit(store: Store) -> int:
    """Return the time of HEAD in epoch seconds, 0 without one.

    A desk whose clock runs ahead, or a demo that tells a later day, types no future into its
    records; whether a commit's own time is true is asked by the audit (G015).
    """
    head = store.head()
    told = store.ground.git.read("log", "-1", "--format=%ct", head, "--").strip() if head else b""
    return int(told) if told.isdigit() else 0


def _earlier_calendars(store: Store, texts: Texts, today: date) -> dict[str, tuple[Calendar, date]]:
    """Return the calendars before their last revision, with the day of it.

    An edit not yet committed is a revision of today, against HEAD; else the last commit that
    touched the hours, against the one before it.
    """
    if not store.head():
        return {}
    lying = {
        path: blob_id(data) for path, data in texts.contents.items() if path.startswith(_HOURS)
    }
    committed = dict(pair for folder in _HOURS for pair in store.list_tree(folder))
    if lying != committed:
        return _as_of(store, store.head(), today)
    told = (
        store.ground.git.read(*("log", "-1", "--format=%P %ct", store.head(), "--", *_HOURS))
        .decode()
        .split()
    )
    if len(told) < 2:  # noqa: PLR2004 - the beginning of history has no parent
        return {}
    revised = datetime.fromtimestamp(int(told[-1]), UTC).date()
    return _as_of(store, told[0], revised)


def _as_of(store: Store, commit: str, day: date) -> dict[str, tuple[Calendar, date]]:
    """Return the calendars of a commit, each with the day."""
    paths = dict(pair for folder in _HOURS for pair in store.list_tree(folder, commit=commit))
    contents = dict(zip(paths, (data for _, data in store.blobs(paths.values())), strict=True))
    try:
        rules, _ = _rules(Texts(contents))
    except WuyeError:
        return {}
    return {name: (calendar, day) for name, calendar in rules.calendars.items()}
