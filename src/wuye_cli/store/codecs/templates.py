"""Codec of `standards/templates/<kind>.yaml`: texts to send, judged brace by brace."""

from __future__ import annotations

from typing import Any

from wuye_cli.domain.tickets.template import (
    AUDIENCES,
    MISSING,
    NEEDS,
    NO_NEEDS,
    OWNER,
    PLACEHOLDERS,
    UNKNOWN,
    Template,
    faults_of,
    names_in,
)
from wuye_cli.store.codecs.reading import Node, Problem, check_id, nearest

_KEYS = ("schema", "id", "label", "label_en", "for", "zh", "en")
_LANGUAGES = ("zh", "en")


def read_template(name: str, tree: Any) -> tuple[Template | None, list[Problem]]:
    """Read a template.

    Args:
        name: Its file's name without `.yaml`, which is its id.
        tree: The parsed file.

    Returns:
        The template, or None if the tree is no mapping; and every problem found.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("template")
    if not node.fields(
        _KEYS, required=("schema", "id", "label", "for", *_LANGUAGES), document=True
    ):
        return None, problems
    _check_name(node.at("id"), name)
    audience = _audience(node.at("for"), name)
    template = Template(
        id=name,
        label=node.at("label").text(),
        label_en=node.at("label_en").text(),
        audience=audience,
        zh=node.at("zh").text(),
        en=node.at("en").text(),
    )
    for language in _LANGUAGES:
        _check_text(node.at(language), template, language)
    return template, problems


def _check_name(node: Node, name: str) -> None:
    if node.is_a(str, "text") and check_id(node, node.value) and node.value != name:
        node.report("S007", value=node.value, pattern=name)


def _audience(node: Node, name: str) -> str:
    """Read whom the text is for; of a kind that the program knows that is settled."""
    settled = NEEDS[name][0] if name in NEEDS else ""
    return node.choice((settled,) if settled else AUDIENCES, settled or OWNER)


def _check_text(node: Node, template: Template, language: str) -> None:
    """Report what is wrong with one language: names, braces, and what the other one has."""
    text = template.text(language)
    if not text:
        return
    allowed = PLACEHOLDERS[template.audience]
    for fault in faults_of(text, template.audience):
        more = {}
        if fault.code == UNKNOWN:
            more = {"suggestion": nearest(fault.found, allowed), "audience": template.audience}
        node.report(fault.code, value=fault.found, **more)
    other = template.text("en" if language == "zh" else "zh")
    wanted = (names_in(other) & allowed) | NEEDS.get(template.id, NO_NEEDS)[1]
    for name in sorted(wanted - names_in(text)):
        node.report(MISSING, value=name)
