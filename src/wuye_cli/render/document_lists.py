"""Lists over the written standards: all documents, the promises, what is not covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.document_pages import day, refs, said
from wuye_cli.render.measures import share_text, term_text
from wuye_cli.render.page_parts import listed
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import Narrow, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.documents.coverage import Coverage, FieldCover
    from wuye_cli.domain.documents.quality import QualityPolicy
    from wuye_cli.domain.documents.terms import Terms
    from wuye_cli.render.tables import Cell

LIST_HEADS = ("id", "kind", "label", "version", "owner", "from", "review", "clauses")
PROMISE_HEADS = ("promise", "text", "metrics", "count", "hard")


def kind_text(entry: Any) -> str:
    """Return what sort of document an entry of the list is."""
    if not entry.is_readable:
        return sentence("doc.unreadable")
    if not entry.layer:
        said_kind = sentence(f"doc.kind.{entry.kind}")
        return clean(entry.kind) if said_kind.startswith("doc.kind.") else said_kind
    layer, sort = _word("layer", entry.layer), _word("sort", entry.sort)
    return f"{layer}{pick('：', ': ')}{sort}" if sort else layer


def _word(kind: str, name: str) -> str:
    code = f"doc.{kind}.{name}"
    found = sentence(code) if name else ""
    return clean(name) if found == code else found


def document_rows(entries: Sequence[Any], terms: Terms) -> list[list[Cell]]:
    """Return the rows of the list, with the id as people type it."""
    return [
        [
            (clean(one.id), "id"),
            kind_text(one),
            said(one, "label"),
            clean(one.version),
            term_text(terms, "role", one.owner) if one.owner else "",
            day(one.effective_from),
            day(one.review_by),
            str(one.clauses) if one.clauses else "",
        ]
        for one in entries
    ]


def documents_text(
    entries: Sequence[Any], terms: Terms, *, faulty: int, columns: int | None, colour: bool
) -> str:
    """Draw the list of documents."""
    if not entries:
        return sentence("doc.list.none")
    heads = [sentence(f"doc.head.{name}") for name in LIST_HEADS]
    drawn = table(
        heads,
        document_rows(entries, terms),
        right={7},
        narrow=Narrow(
            LIST_HEADS,
            ("id", "version", "from", "review", "clauses"),
            ("review", "from", "owner", "clauses"),
        ),
        columns=columns,
        colour=colour,
    )
    lines = [drawn, "", sentence("doc.list.count", count=len(entries))]
    if faulty:
        lines.append(sentence("doc.list.faults", count=faulty))
    return "\n".join(lines)


def promise_rows(
    policy: QualityPolicy,
    served: Mapping[str, Sequence[str]],
    hard: Mapping[str, int],
    terms: Terms,
) -> list[list[str]]:
    """Return the promises with what counts them and how many commitments serve them."""
    return [
        [
            said(promise, "label") or promise.id,
            said(promise, "text"),
            listed(_goal(name, terms) for name in promise.metrics),
            str(len(served.get(promise.id, ()))),
            str(hard.get(promise.id, 0)),
        ]
        for promise in policy.promises.values()
    ]


def _goal(name: str, terms: Terms) -> str:
    term = terms.get("target", {}).get(name)
    goal = share_text(term.figures[0]) if term and term.figures else ""
    return f"{term_text(terms, 'target', name)} {goal}".rstrip()


def promises_text(
    policy: QualityPolicy, rows: Sequence[Sequence[str]], *, columns: int | None, colour: bool
) -> str:
    """Draw the promises below the words of the policy."""
    heads = [sentence(f"doc.head.{name}") for name in PROMISE_HEADS]
    drawn = table(heads, rows, right={3, 4}, columns=columns, colour=colour)
    return f"{said(policy.policy, 'text')}\n\n{drawn}"


def cover_text(cover: Coverage, terms: Terms) -> str:
    """Draw what the standards cover, and what they leave out."""
    undelivered, uninspected = cover.undelivered(), cover.uninspected()
    lines = [
        sentence(
            "cover.commitments",
            total=str(len(cover.commitments)),
            undelivered=str(len(undelivered)),
            uninspected=str(len(uninspected)),
        )
    ]
    for code, keys in (("cover.undelivered", undelivered), ("cover.uninspected", uninspected)):
        lines += [f"  {sentence(code)}  {refs((key,), terms)}" for key in keys]
    lines += _counted("cover.promises", "promise", cover.promises)
    lines += _counted("cover.system", "part", cover.system)
    lines += _counted("cover.key_points", "keypoint", cover.key_points)
    lines += _counted("cover.inspections", "sort", cover.inspections)
    lines += ["", sentence("cover.families")]
    for family, fields in cover.families.items():
        lines.append(f"  {sentence(f'doc.sort.{family}')}  {_fields_text(fields)}")
    if undelivered or uninspected:
        lines += ["", sentence("cover.next")]
    return "\n".join(lines)


def _counted(code: str, kind: str, found: Mapping[str, Sequence[str]]) -> list[str]:
    lines = ["", sentence(code)]
    for name, keys in found.items():
        shown = sentence("cover.count", count=str(len(keys))) if keys else sentence("cover.none")
        few = f"  {listed(keys)}" if 0 < len(keys) <= 4 else ""  # noqa: PLR2004 - what a line holds
        lines.append(f"  {_word(kind, name)}  {shown}{few}")
    return lines


def _fields_text(fields: Mapping[str, FieldCover]) -> str:
    missing = [name for name, field in fields.items() if field.is_open]
    if len(missing) == len(fields):
        return sentence("cover.empty_family")
    reasons = "".join(
        sentence("cover.reason", field=sentence(f"doc.field.{name}"), reason=clean(one.reason))
        for name, one in fields.items()
        if one.reason and not one.items
    )
    if not missing:
        return sentence("cover.full") + reasons
    return sentence(
        "cover.open", fields=listed(sentence(f"doc.field.{one}") for one in missing)
    ) + (reasons)
