"""Pages of the written standards: a document with its clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.documents.blueprint import Blueprint
from wuye_cli.domain.documents.clause import Commitment, InspectionItem, StaffItem
from wuye_cli.domain.documents.library import Chain
from wuye_cli.domain.documents.procedure import Procedure, ProcedureStep
from wuye_cli.domain.documents.quality import QualityPolicy
from wuye_cli.domain.documents.standard import Standard
from wuye_cli.domain.documents.words import (
    EVENT_EVIDENCE,
    FLEXIBLE,
    OUTSIDE_INSPECTORS,
    REGISTER_EVIDENCE,
)
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.measures import measure_text, share_text, term_text
from wuye_cli.render.page_parts import both, listed
from wuye_cli.render.pages import Fact, Page, Section
from wuye_cli.render.plain import clean
from wuye_cli.render.times import limit_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from wuye_cli.domain.documents.about import About
    from wuye_cli.domain.documents.clause import Clause
    from wuye_cli.domain.documents.terms import Terms


def said(one: Any, name: str) -> str:
    """Return a text of a thing that has it in two languages, in the one in use if it is there."""
    chinese, english = getattr(one, name), getattr(one, f"{name}_en")
    return clean(pick(chinese or english, english or chinese))


def said_list(one: Any, name: str) -> str:
    """Return a list of words that a thing has in two languages, likewise, joined."""
    chinese, english = getattr(one, name), getattr(one, f"{name}_en")
    return pick(listed(chinese or english), listed(english or chinese))


def fact(name: str, text: str) -> Fact:
    """Return a fact under its term in the language in use."""
    return sentence(f"doc.fact.{name}"), text


def refs(names: Iterable[str], terms: Terms, kind: str = "clause") -> str:
    """Return references as people read them: the id, and what it says."""
    parts = []
    for name in names:
        word = term_text(terms, kind, name)
        parts.append(clean(name) if word in (name, "") else f"{clean(name)} {word}")
    return pick("；", "; ").join(parts)


def words(kind: str, names: Iterable[str]) -> str:
    """Return fixed words such as those of evidence or of key points."""
    return listed(sentence(f"doc.{kind}.{name}") for name in names)


def evidence_text(names: Iterable[str], terms: Terms) -> str:
    """Return what proves something, in words."""
    return listed(_evidence(name, terms) for name in names)


def _evidence(name: str, terms: Terms) -> str:
    if name.startswith(EVENT_EVIDENCE):
        event = term_text(terms, "event", name.removeprefix(EVENT_EVIDENCE))
        return sentence("doc.evidence.event", event=event)
    if name.startswith(REGISTER_EVIDENCE):
        register = clean(name.removeprefix(REGISTER_EVIDENCE))
        return sentence("doc.evidence.register", register=register)
    return sentence(f"doc.evidence.{name}")


def in_force(document: About) -> str:
    """Return version and dates of a document in words."""
    facts = {
        "version": str(document.version or sentence("doc.not_numbered")),
        "from": day(document.effective_from),
        "until": day(document.expires),
        "review": day(document.review_by),
    }
    return sentence("doc.in_force", **facts)


def day(moment: date | None) -> str:
    """Return a day, or the day of an instant at midnight, or the instant to the minute."""
    text = moment.isoformat() if moment else ""
    return text[:10] if text[10:19] in ("", "T00:00:00") else text[:16].replace("T", " ")


def document_page(
    document: About, terms: Terms, chains: Mapping[str, Chain], *, place: str
) -> Page:
    """Return the page of a document.

    Args:
        document: As it was read.
        terms: What it refers to.
        chains: What stands behind each commitment, by `document.commitment`.
        place: Its path.
    """
    kind = type(document)
    facts = (
        fact("path", place),
        *_HEADS[kind](document, terms),
        fact("owner", term_text(terms, "role", document.owner) if document.owner else ""),
        fact("version", in_force(document)),
        fact("basis", clean(document.basis)),
        fact("formerly", listed(document.formerly)),
    )
    return Page(both(document), facts, tuple(_SECTIONS[kind](document, terms, chains)))


def section_of(
    document: About | None, where: tuple[str | int, ...], terms: Terms, chain: Chain | None
) -> Section | None:
    """Return the section of one clause or step; None for what only its tree can show."""
    key = where[-1]
    if isinstance(document, Standard) and key in document.clauses:
        return clause_section(document.clauses[str(key)], terms, chain or Chain())
    if isinstance(document, Procedure) and isinstance(key, int) and key < len(document.steps):
        return step_section(key + 1, document.steps[key], terms)
    return None


# -- standards of the three layers --------------------------------------------------------------


def _standard_head(standard: Standard, terms: Terms) -> list[Fact]:
    layer = sentence(f"doc.layer.{standard.layer}")
    sort = standard.family or standard.kind
    kind = f"{layer}{pick('：', ': ')}{sentence(f'doc.sort.{sort}')}" if sort else layer
    return [
        fact("kind", kind),
        fact("scope", said(standard, "scope")),
        fact("posts", listed(term_text(terms, "role", post) for post in standard.posts)),
        fact("categories", refs(standard.categories, terms, "category")),
        fact("promises", promises_text(standard.promises, terms)),
        fact("extends", listed(standard.extends)),
        fact("procedures", refs(standard.procedures, terms)),
    ]


def promises_text(names: Iterable[str], terms: Terms) -> str:
    """Return promises by their labels."""
    return listed(term_text(terms, "promise", name) for name in names)


def _standard_sections(
    standard: Standard, terms: Terms, chains: Mapping[str, Chain]
) -> Iterable[Section]:
    for clause in standard.clauses.values():
        chain = chains.get(f"{standard.id}.{clause.id}", Chain())
        yield clause_section(clause, terms, chain)


def clause_section(clause: Clause, terms: Terms, chain: Chain) -> Section:
    """Return a clause with what stands behind it."""
    facts: list[Fact] = []
    if isinstance(clause, Commitment):
        facts += _commitment_facts(clause, terms, chain)
    elif isinstance(clause, StaffItem):
        facts += _staff_facts(clause, terms)
    elif isinstance(clause, InspectionItem):
        facts += _inspection_facts(clause, terms)
    title = f"{clause.id}  {said(clause, 'label') or said(clause, 'text')}"
    if clause.label or clause.label_en:
        facts.insert(0, fact("content", said(clause, "text")))
    return Section(title, (*facts, *_clause_facts(clause, terms)))


def _commitment_facts(clause: Commitment, terms: Terms, chain: Chain) -> list[Fact]:
    tolerance = said(clause, "tolerance") if clause.kind == FLEXIBLE else ""
    kind = f"doc.commitment.{clause.kind}" if clause.kind else ""
    none = sentence("doc.nothing")
    staff = refs(chain.staff, terms)
    return [
        fact("aspect", sentence(f"doc.aspect.{clause.aspect}") if clause.aspect else ""),
        fact("commitment", sentence(kind, tolerance=limit_text(tolerance)) if kind else ""),
        fact("measure", measure_text(clause.measure, terms)),
        fact("criterion", said(clause.qualitative, "criterion") if clause.qualitative else ""),
        fact("metric", _target(clause.metric, terms)),
        fact("steps", refs(chain.steps, terms) or ("" if staff else none)),
        fact("staff", staff),
        fact("inspections", refs(chain.inspections, terms) or none),
    ]


def _target(name: str, terms: Terms) -> str:
    if not name:
        return ""
    term = terms.get("target", {}).get(name)
    goal = share_text(term.figures[0]) if term and term.figures else ""
    return f"{term_text(terms, 'target', name)} {goal}".rstrip()


def _staff_facts(clause: StaffItem, terms: Terms) -> list[Fact]:
    asked = sentence(f"doc.field.{clause.field}") if clause.field else ""
    return [
        fact("field", asked + (sentence("doc.not_required") if clause.not_required else "")),
        fact("measure", measure_text(clause.measure, terms)),
        fact("serves", refs(clause.serves, terms)),
        fact("steps", refs(clause.steps, terms)),
        fact("inspections", refs(clause.inspected_by, terms)),
    ]


def _inspection_facts(clause: InspectionItem, terms: Terms) -> list[Fact]:
    return [
        fact("object", sentence(f"doc.object.{clause.object}") if clause.object else ""),
        fact("scope", said(clause, "scope")),
        fact("time", measure_text(clause.measure, terms)),
        fact("inspector", inspector_text(clause.inspector, terms)),
        fact("sample", said(clause, "sample")),
        fact("serves", refs(clause.serves, terms)),
        fact("checks", refs(clause.checks, terms)),
        fact("steps", refs(clause.steps, terms)),
    ]


def inspector_text(name: str, terms: Terms) -> str:
    """Return who inspects: a role of the team, residents, a third party."""
    if name in OUTSIDE_INSPECTORS:
        return sentence(f"doc.inspector.{name}")
    return term_text(terms, "role", name) if name else ""


def _clause_facts(clause: Clause, terms: Terms) -> list[Fact]:
    own = (
        clause.qualitative.evidence if isinstance(clause, Commitment) and clause.qualitative else ()
    )
    return [
        fact("evidence", evidence_text(dict.fromkeys((*clause.evidence, *own)), terms)),
        fact("promises", promises_text(clause.promises, terms)),
        fact("key_points", words("keypoint", clause.key_points)),
        fact("design", words("design", clause.design)),
        fact("implicit", sentence("doc.yes") if clause.implicit else ""),
        fact("picture", clean(clause.picture.file) if clause.picture else ""),
        fact("basis", clean(clause.basis)),
        fact("formerly", listed(clause.formerly)),
    ]


# -- procedures, blueprints, the policy ---------------------------------------------------------


def _procedure_head(procedure: Procedure, terms: Terms) -> list[Fact]:
    return [
        fact("kind", sentence("doc.kind.procedure")),
        fact("roles", listed(term_text(terms, "role", role) for role in procedure.roles)),
        fact("categories", refs(procedure.categories, terms, "category")),
        fact("tools", said_list(procedure, "tools")),
    ]


def _procedure_sections(
    procedure: Procedure, terms: Terms, _chains: Mapping[str, Chain]
) -> Iterable[Section]:
    for number, step in enumerate(procedure.steps, 1):
        yield step_section(number, step, terms)


def step_section(number: int, step: ProcedureStep, terms: Terms) -> Section:
    """Return a step of a procedure."""
    facts = (
        fact("how", said(step, "text")),
        fact("when", sentence(f"doc.condition.{step.when}") if step.when else ""),
        fact("consent", sentence("doc.consent") if step.consent else ""),
        fact("limit", limit_text(str(step.limit)) if step.limit else ""),
        fact("evidence", evidence_text(step.evidence, terms)),
        fact("picture", clean(step.picture.file) if step.picture else ""),
        fact("basis", clean(step.basis)),
        fact("formerly", listed(step.formerly)),
    )
    return Section(f"{number}  {both(step)}", facts)


def _blueprint_head(blueprint: Blueprint, terms: Terms) -> list[Fact]:
    return [
        fact("kind", sentence("doc.kind.blueprint")),
        *(fact(name, said(blueprint, name)) for name in ("input", "process", "output", "place")),
        fact("roles", listed(term_text(terms, "role", role) for role in blueprint.roles)),
        fact("promises", promises_text(blueprint.promises, terms)),
    ]


def _blueprint_sections(
    blueprint: Blueprint, terms: Terms, _chains: Mapping[str, Chain]
) -> Iterable[Section]:
    for step in blueprint.steps.values():
        facts = (
            fact("object", sentence(f"doc.lane.{step.lane}") if step.lane else ""),
            fact("how", said(step, "method")),
            fact("place", said(step, "place")),
            fact("roles", term_text(terms, "role", step.role) if step.role else ""),
            fact("steps", refs((step.does,), terms) if step.does else ""),
            fact("basis", clean(step.basis)),
        )
        yield Section(both(step), facts)


def _quality_head(policy: QualityPolicy, _terms: Terms) -> list[Fact]:
    return [
        fact("kind", sentence("doc.kind.quality")),
        fact("policy", said(policy.policy, "text")),
        fact("basis", clean(policy.policy.basis)),
    ]


def _quality_sections(
    policy: QualityPolicy, terms: Terms, _chains: Mapping[str, Chain]
) -> Iterable[Section]:
    for promise in policy.promises.values():
        facts = (
            fact("content", said(promise, "text")),
            fact("metrics", refs(promise.metrics, terms, "target")),
            fact("basis", clean(promise.basis)),
        )
        yield Section(both(promise), facts)
    for milestone in policy.milestones.values():
        due = (
            fact("by", day(milestone.by)),
            fact("metrics", refs(milestone.metrics, terms, "target")),
            fact("evidence", evidence_text(milestone.evidence, terms)),
            fact("basis", clean(milestone.basis)),
        )
        yield Section(f"{milestone.id}  {said(milestone, 'text')}", due)
    for name, part in policy.system.items():
        carried = (
            fact("content", said(part, "text")),
            fact("documents", listed(part.documents)),
            fact("basis", clean(part.basis)),
        )
        yield Section(sentence(f"doc.part.{name}"), carried)


_HEADS: dict[type, Callable[[Any, Terms], list[Fact]]] = {
    Standard: _standard_head,
    Procedure: _procedure_head,
    Blueprint: _blueprint_head,
    QualityPolicy: _quality_head,
}
_SECTIONS: dict[type, Callable[[Any, Terms, Mapping[str, Chain]], Iterable[Section]]] = {
    Standard: _standard_sections,
    Procedure: _procedure_sections,
    Blueprint: _blueprint_sections,
    QualityPolicy: _quality_sections,
}
