"""Cards of the written standards, one for everybody who works by them (人手一卡)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.documents.procedure import Procedure
from wuye_cli.domain.documents.standard import Standard
from wuye_cli.domain.documents.words import STAFF_FIELDS
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.document_pages import evidence_text, fact, promises_text, said, said_list
from wuye_cli.render.measures import measure_text, term_text
from wuye_cli.render.page_parts import listed
from wuye_cli.render.pages import Fact, Page, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.documents.about import About
    from wuye_cli.domain.documents.clause import StaffItem
    from wuye_cli.domain.documents.procedure import ProcedureStep
    from wuye_cli.domain.documents.terms import Terms


def card_page(document: About | None, terms: Terms, *, path: str) -> Page | None:
    """Return the card of a document for those who work by it; None if it has nothing for them."""
    if isinstance(document, Standard):
        kind, facts = sentence(f"doc.layer.{document.layer}"), _standard_facts(document, terms)
        sections = tuple(_standard_sections(document, terms))
    elif isinstance(document, Procedure):
        kind, facts = sentence("doc.kind.procedure"), _procedure_facts(document)
        sections = tuple(
            Section(f"□ {number}  {said(step, 'label')}", _step_facts(step, terms))
            for number, step in enumerate(document.steps, 1)
        )
    else:
        return None
    if not sections:
        return None
    title = sentence("card.title", title=said(document, "label") or document.id, kind=kind)
    version = str(document.version) if document.version else ""
    return Page(title, facts, sections, sentence("card.foot", path=path, version=version))


def _standard_facts(standard: Standard, terms: Terms) -> tuple[Fact, ...]:
    return (
        fact("scope", said(standard, "scope")),
        fact("posts", listed(term_text(terms, "role", post) for post in standard.posts)),
        fact("promises", promises_text(standard.promises, terms)),
    )


def _procedure_facts(procedure: Procedure) -> tuple[Fact, ...]:
    return (fact("tools", said_list(procedure, "tools")),)


def _step_facts(step: ProcedureStep, terms: Terms) -> tuple[Fact, ...]:
    return (
        fact("how", said(step, "text")),
        fact("consent", sentence("doc.consent") if step.consent else ""),
        fact("evidence", evidence_text(step.evidence, terms)),
    )


def _standard_sections(standard: Standard, terms: Terms) -> Iterator[Section]:
    """Yield what staff need: by field where the document is for them, else clause by clause."""
    for field in STAFF_FIELDS if standard.staff_items else ():
        items = [one for one in standard.staff_items.values() if one.field == field]
        facts = tuple((f"{number}.", _line(one, terms)) for number, one in enumerate(items, 1))
        if facts:
            yield Section(sentence(f"doc.field.{field}"), facts)
    for clause in () if standard.staff_items else standard.clauses.values():
        facts = (
            fact("measure", measure_text(clause.measure, terms)),
            fact("evidence", evidence_text(clause.evidence, terms)),
        )
        yield Section(said(clause, "text"), facts)


def _line(item: StaffItem, terms: Terms) -> str:
    text = said(item, "text") + (sentence("doc.not_required") if item.not_required else "")
    measure = measure_text(item.measure, terms)
    return f"{text}{pick('（', ' (')}{measure}{pick('）', ')')}" if measure else text
