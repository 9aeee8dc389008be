"""The settings of a store: what `wuye.yaml` at its root says."""

from __future__ import annotations

import msgspec

SCHEMA = "wuye/1"


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
