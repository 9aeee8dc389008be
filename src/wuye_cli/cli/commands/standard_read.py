"""wuye standard list, show, promises, cover and card: what is read."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import CallError, NotFoundError, UncheckableError

if TYPE_CHECKING:
    from wuye_cli.domain.documents.library import Chain
    from wuye_cli.services.documents import Entry, Shelf

Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=h("标准文件：编号、路径或名称", "The document: its id, path or label."),
    ),
]

LIST_KEYS = (
    "id", "path", "kind", "layer", "sort", "label", "label_en", "version", "owner",
    "effective_from", "expires", "review_by", "clauses", "faults",
)  # fmt: skip
"""Keys of an object of `standard list --json`, which stay; `faults` is null if unreadable."""


def list_(
    layer: Annotated[
        str,
        typer.Option(
            "--layer",
            metavar="LAYER",
            help=h(
                "只列一层：customer、delivery、inspection",
                "One layer alone: customer, delivery, inspection.",
            ),
        ),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the documents as they lie in the work tree."""
    from wuye_cli.domain.documents.words import LAYERS  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render.document_lists import documents_text  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import shelf, terms_of  # noqa: PLC0415 - as above

    with spoken_errors():
        if layer and layer not in LAYERS:
            raise CallError("unknown_layer", value=layer, suggestions=list(LAYERS))
        documents = shelf(open_desk(root))
        entries = [one for one in documents.entries if layer in ("", one.layer)]
        views = [_list_value(documents, one) for one in entries]
        faulty = sum(1 for view in views if view["faults"] != 0)
        emit(
            views,
            text=lambda screen: documents_text(
                entries,
                terms_of(documents),
                faulty=faulty,
                columns=screen.columns,
                colour=screen.colour,
            ),
            table=lambda: (LIST_KEYS, [[view[key] for key in LIST_KEYS] for view in views]),
            wanted=Wanted(as_json, as_csv, output),
        )


def _list_value(documents: "Shelf", entry: "Entry") -> dict[str, Any]:
    faults = documents.faults.get(entry.path, 0) if entry.is_readable else None
    values = {"faults": faults}
    return {key: values[key] if key in values else getattr(entry, key) for key in LIST_KEYS}


def show(
    name: Named,
    key: Annotated[
        str,
        typer.Argument(metavar="[KEY]", help=h("只看这一条：编号或名称", "This clause alone.")),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    output: Output = None,
) -> None:
    """Show a document, or one of its clauses with what stands behind it."""
    from wuye_cli.domain.documents.library import chains  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render import pages  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import find, shelf  # noqa: PLC0415 - as above

    with spoken_errors():
        documents = shelf(open_desk(root))
        entry = find(documents, name)
        if not entry.is_readable:
            raise UncheckableError("document_unreadable", path=entry.path)
        known = chains(documents.library)
        made = _one(documents, entry, key, known) if key else _all(documents, entry, known)
        value, page = made
        emit(
            value,
            text=lambda screen: pages.page_text(page, screen.columns),
            wanted=Wanted(as_json=as_json, output=output),
            more={"markdown": lambda: pages.page_markdown(page)},
        )


def _all(
    documents: "Shelf", entry: "Entry", known: "dict[str, Chain]"
) -> tuple[dict[str, Any], Any]:
    """Return JSON and page of a whole document."""
    from wuye_cli.render.document_pages import document_page  # noqa: PLC0415 - help needs neither
    from wuye_cli.render.document_values import chain_value, plain  # noqa: PLC0415 - as above
    from wuye_cli.render.tree_pages import tree_page  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import document_of, terms_of  # noqa: PLC0415 - as above

    document = document_of(documents, entry)
    tree = documents.trees[entry.path] or {}
    own = f"{entry.id.rpartition('/')[2]}."
    value = {
        **_list_value(documents, entry),
        "document": plain(tree if document is None else document),
        "links": {
            key.removeprefix(own): chain_value(chain)
            for key, chain in known.items()
            if key.startswith(own) and entry.layer == "customer"
        },
    }
    if document is None:
        return value, tree_page(entry.label or entry.id, tree, place=entry.path)
    terms = terms_of(documents)
    return value, document_page(document, terms, known, place=entry.path)


def _one(
    documents: "Shelf", entry: "Entry", key: str, known: "dict[str, Chain]"
) -> tuple[dict[str, Any], Any]:
    """Return JSON and page of one clause."""
    from wuye_cli.render.document_pages import fact, section_of  # noqa: PLC0415 - help needs neither
    from wuye_cli.render.document_values import chain_value, plain  # noqa: PLC0415 - as above
    from wuye_cli.render.pages import Page  # noqa: PLC0415 - as above
    from wuye_cli.render.tree_pages import tree_section  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import (  # noqa: PLC0415 - as above
        clause_at,
        clause_place,
        document_of,
        terms_of,
    )

    where = clause_place(documents, entry, key)
    clause = clause_at(documents, entry, where)
    document = document_of(documents, entry)
    number = where[-1]
    name = str(clause["id"] if isinstance(number, int) else number)
    chain = known.get(f"{entry.id.rpartition('/')[2]}.{name}")
    place = documents.place(entry.path, where)
    section = section_of(document, where, terms_of(documents), chain)
    value = {
        "path": entry.path,
        "line": int(place.rpartition(":")[2]),
        "collection": where[0],
        "key": name,
        "clause": plain(clause),
        "links": chain_value(chain) if chain and where[0] == "commitments" else None,
    }
    shown = section or tree_section(name, clause)
    return value, Page(shown.title, (fact("path", place), *shown.facts))


def promises(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the promises of the quality policy."""
    from wuye_cli.domain.documents.coverage import (  # noqa: PLC0415 - help needs none of it
        commitments_by_promise,
    )
    from wuye_cli.render import document_lists  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import shelf, terms_of  # noqa: PLC0415 - as above

    with spoken_errors():
        documents = shelf(open_desk(root))
        policy = documents.library.quality
        if policy is None:
            raise NotFoundError("no_policy")
        served = commitments_by_promise(documents.library)
        kinds = {key: one.kind for key, _, one in documents.library.commitments()}
        hard = {name: sum(kinds[key] == "hard" for key in keys) for name, keys in served.items()}
        rows = document_lists.promise_rows(policy, served, hard, terms_of(documents))
        heads = ("id", "label", "label_en", "text", "text_en", "metrics", "commitments", "hard")
        views: list[dict[str, Any]] = [
            {
                **{name: getattr(promise, name) for name in heads[:5]},
                "metrics": list(promise.metrics),
                "commitments": list(served.get(promise.id, ())),
                "hard": hard.get(promise.id, 0),
            }
            for promise in policy.promises.values()
        ]
        emit(
            views,
            text=lambda screen: document_lists.promises_text(
                policy, rows, columns=screen.columns, colour=screen.colour
            ),
            table=lambda: (heads, [[_cell(view[key]) for key in heads] for view in views]),
            wanted=Wanted(as_json, as_csv, output),
        )


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def cover(root: Root = DEFAULT_ROOT, as_json: AsJson = False, output: Output = None) -> None:
    """Show what the standards cover, and what they leave out."""
    from wuye_cli.domain.documents.coverage import coverage  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render.document_lists import cover_text  # noqa: PLC0415 - as above
    from wuye_cli.render.document_values import cover_value  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import shelf, terms_of  # noqa: PLC0415 - as above

    with spoken_errors():
        documents = shelf(open_desk(root))
        found = coverage(documents.library)
        emit(
            cover_value(found),
            text=lambda _: cover_text(found, terms_of(documents)),
            wanted=Wanted(as_json=as_json, output=output),
        )


def card(
    name: Named, root: Root = DEFAULT_ROOT, as_json: AsJson = False, output: Output = None
) -> None:
    """Print the card of a document for those who work by it."""
    from wuye_cli.render.document_cards import card_page  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render.document_values import page_value  # noqa: PLC0415 - as above
    from wuye_cli.render.pages import page_markdown, page_text  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import (  # noqa: PLC0415 - as above
        document_of,
        find,
        shelf,
        terms_of,
    )

    with spoken_errors():
        documents = shelf(open_desk(root))
        entry = find(documents, name)
        if not entry.is_readable:
            raise UncheckableError("document_unreadable", path=entry.path)
        document = document_of(documents, entry)
        page = card_page(document, terms_of(documents), path=entry.path)
        if page is None:
            raise CallError("no_card", path=entry.path)
        emit(
            page_value(page, entry.path),
            text=lambda screen: page_text(page, screen.columns),
            wanted=Wanted(as_json=as_json, output=output),
            more={"markdown": lambda: page_markdown(page)},
        )
