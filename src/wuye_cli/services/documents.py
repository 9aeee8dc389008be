"""The written standards as they lie in the work tree: listed, found, and what they speak of."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.documents.library import Library
from wuye_cli.domain.documents.terms import Term, Terms
from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.domain.naming import find_named
from wuye_cli.store.codecs.known import BLUEPRINTS, PROCEDURES, QUALITY, SERVICES, name_of
from wuye_cli.store.codecs.library import read_library
from wuye_cli.store.codecs.reading import Node, nearest
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.snapshot import Snapshot, of_worktree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wuye_cli.domain.documents.about import About
    from wuye_cli.domain.marks import Path
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.services.desk import Desk

_LABELLED = {
    "role": ("standards/policy.yaml", "roles"),
    "target": ("standards/targets.yaml", "targets"),
    "price": ("standards/prices.yaml", "items"),
    "cadence": ("standards/cadences.yaml", "cadences"),
    "promise": (QUALITY, "promises"),
}
"""Kind of term to the file and the collection in which it is declared."""

_LISTED = 12

_FIGURES = {
    "target": ("goal", "floor"),
    "price": ("from", "to", "unit"),
    "cadence": ("count", "every"),
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One document of the standards, as a list shows it.

    Attributes:
        id: Its path below `standards/` without `.yaml`.
        kind: What its schema says, such as `standard` or `tiers`.
        layer: Of a standard: customer, delivery, inspection; empty for others.
        sort: Of a standard: the family, or the kind of inspection.
        clauses: How many entries its main collection has.
        is_readable: YAML accepts it.
    """

    id: str
    path: str
    kind: str = ""
    layer: str = ""
    sort: str = ""
    label: str = ""
    label_en: str = ""
    version: str = ""
    owner: str = ""
    effective_from: datetime | date | None = None
    expires: datetime | date | None = None
    review_by: datetime | date | None = None
    clauses: int = 0
    is_readable: bool = True


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """All documents of a moment.

    Attributes:
        trees: The trees by path; None for a file that YAML refuses.
        faults: How many faults reading found in each file, by path.
    """

    snapshot: Snapshot
    trees: dict[str, dict[str, Any] | None]
    library: Library
    rules: Any
    faults: dict[str, int]

    @property
    def entries(self) -> list[Entry]:
        """The documents, by path."""
        return [_entry(path, tree) for path, tree in sorted(self.trees.items())]

    def place(self, path: str, where: Path = ()) -> str:
        """Return file and line at which something stands."""
        if self.trees.get(path) is None or not where:
            return path
        return f"{path}:{self.snapshot.document(path).marks.key_line(where)}"


def shelf(desk: Desk) -> Shelf:
    """Return the documents as they lie in the work tree, edits by hand included."""
    return shelf_of(of_worktree(desk.store))


def shelf_of(snapshot: Snapshot) -> Shelf:
    """Return the documents of a moment."""
    readable = {path: document.tree for path, document in snapshot.documents()}
    trees = {
        path: readable.get(path) for path in snapshot.paths() if path.startswith(f"{STANDARDS}/")
    }
    library, located = read_library(trees, snapshot.rules)
    faults: dict[str, int] = {}
    for path, _ in located:
        faults[path] = faults.get(path, 0) + 1
    return Shelf(
        snapshot=snapshot, trees=trees, library=library, rules=snapshot.rules, faults=faults
    )


def find(documents: Shelf, typed: str) -> Entry:
    """Return the document that a name means: its path, its id, or its label.

    Raises:
        CallError: `unknown_document` with what may have been meant.
    """
    entries = {entry.id: entry for entry in documents.entries}
    wanted = typed.strip().removeprefix("./").removeprefix(f"{STANDARDS}/").removesuffix(".yaml")
    names = {
        name: tuple(dict.fromkeys(
            word for word in (name_of(entry.path), entry.label, entry.label_en) if word
        ))
        for name, entry in entries.items()
    }  # fmt: skip
    try:
        return entries[find_named(wanted, names, code="unknown_document")]
    except CallError as error:
        several = [one for one in error.facts["suggestions"] if wanted and wanted in one]
        like = _meant(wanted, (*names, *(word for words in names.values() for word in words)))
        raise CallError("unknown_document", value=typed, suggestions=several or like) from None


def _meant(word: str, known: Iterable[str]) -> list[str]:
    """Return the known word that is most like one that is none, if any is."""
    found = nearest(word, tuple(known))
    return [found] if found else []


def document_of(documents: Shelf, entry: Entry) -> About | None:
    """Return a document as it was read; None for one of the formats that only rules are read of."""
    folder, name = entry.path.rpartition("/")[0], name_of(entry.path)
    library = documents.library
    if entry.path == QUALITY:
        return library.quality
    known: Mapping[str, Mapping[str, About]] = {
        SERVICES: library.standards,
        PROCEDURES: library.procedures,
        BLUEPRINTS: library.blueprints,
    }
    return known.get(folder, {}).get(name)


def clause_place(documents: Shelf, entry: Entry, key: str) -> tuple[str | int, ...]:
    """Return where a clause of a document stands: an entry of a keyed collection, or a step.

    Raises:
        NotFoundError: `no_clause` with the ids that there are.
    """
    places = dict(_places(documents.trees.get(entry.path) or {}))
    wanted = key.strip()
    if wanted not in places:
        labelled = {
            name: _words(clause_at(documents, entry, where)) for name, where in places.items()
        }
        fitting = [name for name, words in labelled.items() if wanted and wanted in words]
        if len(fitting) != 1:
            like = _meant(wanted, places)
            listed = [] if like else list(places)[:_LISTED]
            raise NotFoundError(
                "no_clause", value=key, path=entry.path, suggestions=like, known=listed
            )
        wanted = fitting[0]
    return places[wanted]


def clause_at(documents: Shelf, entry: Entry, where: tuple[str | int, ...]) -> Any:
    """Return the tree of a clause."""
    value: Any = documents.trees[entry.path]
    for key in where:
        value = value[key]
    return value


def _places(tree: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield every id of a collection of a document with its place; the first of two wins."""
    seen: set[str] = set()
    for collection, value in tree.items():
        if isinstance(value, dict) and any(isinstance(one, dict) for one in value.values()):
            found: list[tuple[str, str | int]] = [(str(name), name) for name in value]
        elif isinstance(value, list):
            found = [
                (one["id"], number)
                for number, one in enumerate(value)
                if isinstance(one, dict) and isinstance(one.get("id"), str)
            ]
        else:
            continue
        for name, key in found:
            if name not in seen:
                seen.add(name)
                yield name, (collection, key)


def _words(value: Any) -> tuple[str, ...]:
    """Return the labels of a clause, by which it may be named too."""
    if not isinstance(value, dict):
        return ()
    return tuple(str(value[key]) for key in ("label", "label_en") if key in value)


def _entry(path: str, tree: dict[str, Any] | None) -> Entry:
    name = path.removeprefix(f"{STANDARDS}/").removesuffix(".yaml")
    if tree is None:
        return Entry(id=name, path=path, is_readable=False)
    node = Node(tree, [])
    version = tree.get("version")
    schema = tree.get("schema")
    return Entry(
        id=name,
        path=path,
        kind=schema.partition("/")[0] if isinstance(schema, str) else "",
        layer=node.at("layer").text(),
        sort=node.at("family").text() or node.at("kind").text(),
        label=node.at("label").text(),
        label_en=node.at("label_en").text(),
        version=str(version) if isinstance(version, int | str) else "",
        owner=node.at("owner").text(),
        effective_from=node.at("effective_from").instant_or_day(),
        expires=node.at("expires").instant_or_day(),
        review_by=node.at("review_by").instant_or_day(),
        clauses=sum(1 for _ in _places(tree)),
    )


# -- what documents refer to --------------------------------------------------------------------


def terms_of(documents: Shelf) -> Terms:
    """Return names and figures of everything that a document may refer to."""
    rules: Rulebook = documents.rules
    found: Terms = {
        kind: _labelled(documents.trees.get(path), collection, _FIGURES.get(kind, ()))
        for kind, (path, collection) in _LABELLED.items()
    }
    found["category"] = {name: _term(one) for name, one in rules.categories.categories.items()}
    found["event"] = {name: _term(one) for name, one in rules.flows.steps.items()}
    book = next(reversed(rules.books), None)
    found["clock"] = {name: _term(one) for name, one in (book.clocks if book else {}).items()}
    found["tier"] = {name: _term(one) for name, one in (book.tiers if book else {}).items()}
    found["limit"] = {
        f"{tier.id}.{clock}": Term(
            id=clock, figures=(str(target.limit or "agreed"), target.calendar)
        )
        for tier in (book.tiers.values() if book else ())
        for clock, target in tier.targets.items()
    }
    found["clause"] = _clause_terms(documents.library)
    return found


def _term(one: Any) -> Term:
    return Term(id=one.id, label=one.label, label_en=one.label_en)


def _labelled(
    tree: dict[str, Any] | None, collection: str, figures: tuple[str, ...]
) -> dict[str, Term]:
    """Return the entries of a collection, as far as they can be read."""
    return {
        name: Term(
            id=name,
            label=part.at("label").text(),
            label_en=part.at("label_en").text(),
            figures=tuple(_figure(part, key) for key in figures),
        )
        for name, part in Node(tree, []).at(collection).entries()
        if isinstance(part.value, dict)
    }


def _figure(node: Node, key: str) -> str:
    value = node.at(key).value
    return str(value) if isinstance(value, str | int | float) else ""


def _clause_terms(library: Library) -> dict[str, Term]:
    """Return clauses and steps by `document.clause`, named by label or text."""
    found = {
        f"{standard.id}.{clause.id}": Term(
            id=clause.id,
            label=clause.label or clause.text,
            label_en=clause.label_en or clause.text_en,
        )
        for standard in library.standards.values()
        for clause in standard.clauses.values()
    }
    for procedure in library.procedures.values():
        found[procedure.id] = _term(procedure)
        found |= {f"{procedure.id}.{step.id}": _term(step) for step in procedure.steps}
    return found
