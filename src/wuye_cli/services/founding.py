"""A new store: the starter standards, adapted by the answers to a few questions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.settings import SCHEMA, Settings
from wuye_cli.domain.tickets.case_run import run_cases
from wuye_cli.domain.timekeeping.calendar import parse_window
from wuye_cli.domain.timekeeping.zone import is_zone
from wuye_cli.store.canonical import canonical_block
from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.codecs.rulebook import read_rulebook
from wuye_cli.store.editor_files import VSCODE, vscode_settings, with_modeline
from wuye_cli.store.formatting import formatted
from wuye_cli.store.forms import Forms, is_formed
from wuye_cli.store.repository import Actor, Store
from wuye_cli.store.starter import starter_files
from wuye_cli.store.yaml_text import edit_yaml, read_plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wuye_cli.domain.tickets.rulebook import Rulebook

GRADES = ("1", "2", "3")
_SHIPPED_GRADE = "2"
_TEAMS = ("one", "several")
_OFFICE = "standards/calendars/office.yaml"
_RETENTION = "standards/retention.yaml"
_TIERS = "standards/tiers.yaml"
_GRADES = "standards/grades.yaml"
_POLICY = "standards/policy.yaml"
_CASES = "standards/cases/"
_LEAST_OFFICE_MINUTES = 480
"""DB11/T 751-2025 4.2.1(2): the office is open at least eight hours on working days."""
_LONGEST_KEEP = 120
_SEVERAL: dict[tuple[str | int, ...], Any] = {
    ("approvals", "standards", "terms"): 1,
    ("approvals", "four_eyes"): True,
    ("approvals", "notice", "customer_worse"): "15d",
}
"""Where several work, somebody else approves what obliges, and changes are posted earlier."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to the questions of `init`; each has a default.

    Attributes:
        grade: Grade of DB11/T 751-2025, `1` lowest to `3` highest.
        city: Decides local figures; unknown cities change nothing.
        office: Hours on working days, at least eight in all, as windows.
        duty_phone: The channel that answers round the clock.
        after_hours: Who dispatches outside office hours.
        contacts: Lift maintainer, utilities, community: name to number, for the duty card.
        contact_months: Months that contact data are kept after a ticket is closed.
        team: `one` person or `several`.
    """

    estate: str = "示范小区"
    grade: str = _SHIPPED_GRADE
    city: str = ""
    office: tuple[str, ...] = ()
    duty_phone: str = ""
    after_hours: str = ""
    contacts: dict[str, str] = {}
    contact_months: int = 12
    team: str = "one"
    timezone: str = "Asia/Shanghai"
    language: str = "zh"


class Founded(msgspec.Struct, frozen=True, kw_only=True):
    """What was made.

    Attributes:
        warnings: Codes and facts of what the owner should look at.
    """

    root: str
    commit: str
    files: int
    settings: Settings
    warnings: tuple[tuple[str, dict[str, Any]], ...] = ()


def read_answers(path: Path) -> Answers:
    """Return the answers in a YAML file.

    Raises:
        CallError: `bad_answers` with what does not fit, or if it cannot be read.
    """
    try:
        return msgspec.convert(read_plain(path.read_bytes(), path=str(path)), Answers, strict=False)
    except (OSError, msgspec.ValidationError) as error:
        raise CallError("bad_answers", path=str(path), detail=str(error)) from error


def found(
    root: Path,
    answers: Answers,
    *,
    actor: Actor,
    at: datetime,
    schemas: Mapping[str, bytes] | None = None,
) -> Founded:
    """Make a store in `root`: two repositories and one first commit with the standards.

    Args:
        root: Where; made if it is not there.
        answers: What was answered.
        actor: Who makes it.
        at: The moment.
        schemas: Path and bytes of the schemas for editors, to which the standards then point.

    Raises:
        CallError: If an answer does not fit.
        ConflictError: `store_exists` or `file_exists`.
    """
    _require_fitting(answers)
    settings = Settings(
        schema=SCHEMA,
        estate=answers.estate,
        timezone=answers.timezone,
        language=answers.language,
        city=answers.city,
        grade=answers.grade,
        duty_phone=answers.duty_phone,
        after_hours=answers.after_hours,
        contacts=answers.contacts,
        contact_months=answers.contact_months,
        team=answers.team,
    )
    tree = {"schema": settings.schema, **msgspec.to_builtins(settings)}
    standards, rederived = _with_cases(_adapted(starter_files(), answers))
    files = {
        "wuye.yaml": canonical_block(tree).encode(),
        **(_for_editors(standards, schemas) if schemas else standards),
        "records/desks.yaml": canonical_block(
            {"schema": "desks/1", "desks": {"A": {"by": actor.mail, "at": at.isoformat()}}}
        ).encode(),
    }
    store = Store.create(root, files, actor=actor, at=at, subject=f"init {answers.estate}".strip())
    store.set_setting("desk", "A")
    forms = Forms(store.ground)
    forms.learn(data for path, data in files.items() if is_formed(path))
    forms.write()
    warnings = _warnings(answers)
    if rederived:
        warnings = (*warnings, ("warn_cases_rederived", {"count": rederived}))
    return Founded(
        root=str(store.root),
        commit=store.head(),
        files=len(files),
        settings=settings,
        warnings=warnings,
    )


def _for_editors(standards: Mapping[str, bytes], schemas: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the standards with the line that names their schema, the schemas, and VS Code's."""
    marked = {path: with_modeline(path, data) for path, data in standards.items()}
    settings, _ = vscode_settings(None)
    return {**marked, **schemas, VSCODE: settings or b""}


def _require_fitting(answers: Answers) -> None:
    for value, known, name in (
        (answers.grade, GRADES, "grade"),
        (answers.team, _TEAMS, "team"),
        (answers.language, ("zh", "en"), "language"),
    ):
        if value not in known:
            raise CallError("unknown_value", value=value, field=name, suggestions=list(known))
    if not is_zone(answers.timezone):
        raise CallError("unknown_value", value=answers.timezone, suggestions=["Asia/Shanghai"])
    if not 0 <= answers.contact_months <= _LONGEST_KEEP:
        raise CallError(
            "unknown_value", value=str(answers.contact_months), suggestions=["0", "12", "120"]
        )
    for window in answers.office:
        try:
            parse_window(window)
        except ValueError as error:
            raise CallError("bad_time", text=window) from error


def _adapted(files: Mapping[str, bytes], answers: Answers) -> dict[str, bytes]:
    """Return the starter files with grade, office hours and retention as answered."""
    texts = {path: data.decode() for path, data in files.items()}
    for path, changes in _grade_changes(texts, answers.grade).items():
        texts[path] = _edited(texts[path], changes)
    if answers.office:
        hours = list(answers.office)
        weekly: dict[tuple[str | int, ...], Any] = {
            ("weekly", "mon-fri"): hours,
            ("makeup",): hours,
        }
        texts[_OFFICE] = _edited(texts[_OFFICE], weekly)
    if answers.team == "several":
        texts[_POLICY] = _edited(texts[_POLICY], _SEVERAL)
    if answers.contact_months != Answers().contact_months:
        keep = f"{answers.contact_months}mo"
        texts[_RETENTION] = _edited(texts[_RETENTION], {("default", "keep"): keep})
    return {path: text.encode() for path, text in texts.items()}


def _with_cases(files: dict[str, bytes]) -> tuple[dict[str, bytes], int]:
    """Return the files with worked cases that say what the adapted figures come to, and how many.

    The shipped cases were worked out under the shipped figures. Where an answer changed a figure,
    the case keeps its story and takes the new due; `init` says how many, for a person to look at.
    """
    rules, _ = read_rulebook(files.get, lambda folder: _names(files, folder), read_plain)
    changed = 0
    for path in [path for path in files if path.startswith(_CASES)]:
        tree = read_plain(files[path])
        changes = _case_changes(tree, rules)
        if changes:
            changed += len({place[:2] for place in changes})
            files[path] = _edited(files[path].decode(), changes).encode()
    return files, changed


def _edited(text: str, changes: Mapping[tuple[str | int, ...], Any]) -> str:
    """Return a standard with some values changed, in its canonical form."""
    return formatted(edit_yaml(text, changes).encode()).decode()


def _names(files: Mapping[str, bytes], folder: str) -> list[str]:
    return [path for path in files if path.startswith(folder + "/")]


def _case_changes(tree: dict[str, Any], rules: Rulebook) -> dict[tuple[str | int, ...], Any]:
    """Return place and new value of every expectation that the rules do not give."""
    cases, _ = read_case_file(tree, base=rules)
    places = {
        case["id"]: (kind, at)
        for kind in ("calc_vectors", "ticket_vectors")
        for at, case in enumerate(tree.get(kind, ()))
    }
    changes: dict[tuple[str | int, ...], Any] = {}
    for outcome in run_cases(cases):
        kind, at = places[outcome.id]
        for mismatch in outcome.mismatches:
            below = ("expect",) if kind == "ticket_vectors" else ()
            value = mismatch.actual
            said = value.isoformat() if isinstance(value, datetime) else value
            changes[(kind, at, *below, *mismatch.what.split("."))] = said
    return changes


def _grade_changes(texts: Mapping[str, str], grade: str) -> dict[str, dict[Any, Any]]:
    """Return per file the figures of another grade than the one that is shipped."""
    changes: dict[str, dict[Any, Any]] = {}
    if grade == _SHIPPED_GRADE:
        return changes
    table = read_plain(texts[_GRADES].encode())
    for row in table["figures"]:
        path = f"standards/{row['file']}"
        changes.setdefault(path, {})[tuple(row["path"])] = row[grade]
    changes.setdefault(_TIERS, {})[("grade",)] = table["names"][grade]
    return changes


def _warnings(answers: Answers) -> tuple[tuple[str, dict[str, Any]], ...]:
    warnings: list[tuple[str, dict[str, Any]]] = []
    windows = [parse_window(text) for text in answers.office]
    minutes = sum(end - start for start, end in windows)
    if windows and minutes < _LEAST_OFFICE_MINUTES:
        warnings.append(("warn_office_hours", {"minutes": minutes}))
    if not answers.city:
        warnings.append(("warn_no_city", {}))
    return tuple(warnings)
