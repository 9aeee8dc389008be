"""The settings of a store: what `wuye.yaml` at its root says."""

from __future__ import annotations

import msgspec

SCHEMA = "wuye/1"


class PathRules(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which rules of `check` hold for some paths: codes or beginnings of codes.

    Attributes:
        select: Only these; empty means all.
        ignore: Without these.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class CheckSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How `check` judges this store.

    Attributes:
        select: Only these rules; `--select` takes its place.
        ignore: Without these rules; `--ignore` adds to it.
        per_path: Pattern of paths (`*`, `?`, `**` over folders) to the rules for them.
        severity: Code to `error`, `warning`, `info` or `off`.
        baseline: The file of known findings, from the root; `--baseline` takes its place.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path: dict[str, PathRules] = {}
    severity: dict[str, str] = {}
    baseline: str = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What holds for one store.

    Attributes:
        estate: Name of the estate, for people.
        timezone: IANA zone of every day and of times typed without one.
        language: `zh` or `en`; what messages fall back to after `WUYE_LANG`.
        strict: Unknown staff and units are refused instead of noted.
        city: Decides local figures, such as the hours of decoration.
        grade: Grade of DB11/T 751-2025 that the estate adopted, `1` to `3`.
        contract: Which service contract names the grade.
        duty_phone: The channel that answers round the clock.
        check: How `check` judges.
        backup_days: `status` warns when the last backup is older; 0 for never.
    """

    schema: str = SCHEMA
    estate: str = ""
    timezone: str = "Asia/Shanghai"
    language: str = "zh"
    strict: bool = False
    city: str = ""
    grade: str = ""
    contract: str = ""
    duty_phone: str = ""
    after_hours: str = ""
    contacts: dict[str, str] = {}
    contact_months: int = 12
    team: str = "one"
    backup_days: int = 7
    check: CheckSettings = CheckSettings()
