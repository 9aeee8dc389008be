"""Family Q: who answers for a written standard, and when it is looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.people.surnames import surname

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.domain.documents.figures import Head

_WRITTEN = tuple(f"standards/{name}" for name in ("services/", "procedures/", "blueprints/"))
_QUALITY = "standards/quality.yaml"


def _written(store: StoreFacts) -> Iterator[Head]:
    """Yield the heads of the documents written for people, not those of tables of figures."""
    for head in store.figures.heads:
        if head.path.startswith(_WRITTEN) or head.path == _QUALITY:
            yield head


def no_owner(store: StoreFacts) -> Iterator[Finding]:
    """Q005: a standard for which no role answers."""
    for head in _written(store):
        if not head.owner:
            yield Finding(rule="Q005", path=head.path)


def owner_is_person(store: StoreFacts) -> Iterator[Finding]:
    """Q006: a person answers for it, who will leave one day, instead of a role."""
    roles = store.figures.roles
    for head in store.figures.heads:
        if not head.owner or head.owner in roles or head.owner in roles.values():
            continue
        is_person = head.owner in store.staff or "@" in head.owner
        if is_person or surname(head.owner, registered=False):
            yield Finding(
                rule="Q006", path=head.path, where=("owner",), facts={"value": head.owner}
            )


def no_review_date(store: StoreFacts) -> Iterator[Finding]:
    """Q007: a standard that says no day by which it is looked at again."""
    for head in _written(store):
        if head.review_by is None:
            yield Finding(rule="Q007", path=head.path)


def review_overdue(store: StoreFacts) -> Iterator[Finding]:
    """Q008: the day by which it was to be looked at is past."""
    for head in store.figures.heads:
        if head.review_by is not None and head.review_by < store.today:
            facts = {"day": head.review_by.isoformat()}
            yield Finding(rule="Q008", path=head.path, where=("review_by",), facts=facts)
