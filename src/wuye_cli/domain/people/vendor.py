"""Vendors (外包单位): firms that work for the estate under a contract."""

from __future__ import annotations

from datetime import date

import msgspec

SCHEMA = "vendor/1"
"""The newest format of a vendor's file."""


class Vendor(msgspec.Struct, frozen=True, kw_only=True):
    """One firm; people's own phones stay in `people/`, the firm's may stand here.

    Attributes:
        id: Name of its file.
        aliases: Other names that may be typed.
        does: What for: the `vendor` or the `skill` of categories, such as `lift`.
        contract_from: The first day of the contract, None if it is not known.
        contract_until: The last day of the contract, None if it has no end.
        path: The file, from the root of the store.
    """

    id: str
    label: str = ""
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    phone: str = ""
    contract_from: date | None = None
    contract_until: date | None = None
    path: str = ""
    extra: dict[str, str] = {}

    def is_called(self, name: str) -> bool:
        """Say whether a name means this firm."""
        return name in {self.id, self.label, self.label_en, *self.aliases} - {""}

    def is_bound_on(self, day: date) -> bool:
        """Say whether the contract holds on a day; the last day counts."""
        begun = self.contract_from is None or self.contract_from <= day
        return begun and (self.contract_until is None or day <= self.contract_until)
