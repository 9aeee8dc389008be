"""English words of the staff register and the price list."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "ambiguous_person": "“{value}” means more than one person: {candidates}. Nothing was noted; type the full name or the id",
    "unknown_staff": "Nobody called “{value}” is registered. The staff: wuye staff list; to register: wuye staff add NAME",
    "staff_exists": "The id {id} is taken; nobody was registered. See: wuye staff show {id}",
    "bad_staff_id": "“{value}” is no staff id: s- and small letters, digits or -, such as s-zhao; without --id one is made",
    "bad_mail": "“{value}” is no mail address; nothing was saved. Example: --mail zhao@desk.example",
    "not_a_phone": "“{value}” is no phone; nothing was saved. Example: --phone 13800001234",
    "staff.none": "Nobody is registered yet. To register: wuye staff add 'Zhao Qiang' --id s-zhao --role technician --alias Zhao",
    "staff.count": "{count} people[[, {left} of them left]]",
    "staff.added": "Registered {id} {name}",
    "staff.edited": "Updated {id} {name}: {changed}",
    "staff.unchanged": "{id} {name} is as it was",
    "staff.no_people": "This clone has no people/, so phones do not show",
    "staff.id": "id",
    "staff.name": "name",
    "staff.aliases": "aliases",
    "staff.mail": "mail",
    "staff.role": "role",
    "staff.skills": "skills",
    "staff.wechat": "chat names",
    "staff.zone": "zone",
    "staff.left": "left",
    "staff.phone": "phone",
    "staff.person": "data",
    "staff.path": "file",
    "no_prices": "There is no price list {path}. Take the one of the starter standards, adapt it, then: wuye commit",
    "price.none": "The price list is empty",
    "price.count": "{count} items. To change prices: wuye sheet out prices.xlsx --what prices, or edit {path} and wuye commit",
    "price.faults": "The price list has {count} faults: wuye check {path}",
    "price.above": "{price} yuan is above the list for “{label}”: {from} to {to}[[ ({unit})]]. Explain it to the owner, or look at: wuye price list",
    "price.below": "{price} yuan is below the list for “{label}”: {from} to {to}[[ ({unit})]]. Please check: wuye price list",
    "price.id": "id",
    "price.label": "item",
    "price.label_en": "English name",
    "price.unit": "unit",
    "price.from": "from (yuan)",
    "price.to": "to (yuan)",
    "price.aliases": "other names",
    "price.basis": "basis",
}
