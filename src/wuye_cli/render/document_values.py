"""The written standards as JSON shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.timekeeping.limit import Limit

if TYPE_CHECKING:
    from wuye_cli.domain.documents.blueprint import Blueprint
    from wuye_cli.domain.documents.coverage import Coverage
    from wuye_cli.domain.documents.library import Chain
    from wuye_cli.render.pages import Page


def plain(value: Any) -> Any:
    """Return a value with its structures as mappings and its limits as they are written."""
    if isinstance(value, Limit):
        return str(value)
    fields = getattr(value, "__struct_fields__", None)
    if fields is not None:
        return {name: plain(getattr(value, name)) for name in fields}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def chain_value(chain: Chain) -> dict[str, Any]:
    """Return what stands behind a commitment."""
    return {
        "steps": list(chain.steps),
        "staff": list(chain.staff),
        "inspections": list(chain.inspections),
    }


def cover_value(cover: Coverage) -> dict[str, Any]:
    """Return what is covered; an empty list is a hole."""
    return {
        "commitments": {key: chain_value(chain) for key, chain in cover.commitments.items()},
        "undelivered": cover.undelivered(),
        "uninspected": cover.uninspected(),
        "promises": plain(cover.promises),
        "system": plain(cover.system),
        "key_points": plain(cover.key_points),
        "inspections": plain(cover.inspections),
        "families": {
            family: {
                field: {"items": list(one.items), "reason": one.reason}
                for field, one in fields.items()
            }
            for family, fields in cover.families.items()
        },
    }


def blueprint_value(blueprint: Blueprint, path: str) -> dict[str, Any]:
    """Return a blueprint with its arrows and the lines that each crosses."""
    return {"path": path, **plain(blueprint), "arrows": plain(list(blueprint.arrows()))}


def page_value(page: Page, path: str) -> dict[str, Any]:
    """Return a card: its words are those of the language in use."""
    return {
        "path": path,
        "title": page.title,
        "facts": [list(fact) for fact in page.facts if fact[1]],
        "sections": [
            {"title": section.title, "facts": [list(fact) for fact in section.facts if fact[1]]}
            for section in page.sections
        ],
        "foot": page.foot,
    }
