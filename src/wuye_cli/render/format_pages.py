"""Pages about file formats: values in, Markdown out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Key(NamedTuple):
    """One key of a format.

    Attributes:
        name: As it stands in the file.
        kind: What its value is, in words.
        needed: Whether a file without it is faulty.
        about: What it means.
    """

    name: str
    kind: str
    needed: bool
    about: str


class Section(NamedTuple):
    """One mapping of a format: its title, what it is, its keys.

    Attributes:
        mark: `##` for a file, `###` for a mapping inside one.
        title: Name of the file or the mapping.
        about: Paragraphs before the table; may be empty.
        keys: In the order of the file.
    """

    mark: str
    title: str
    about: str
    keys: Sequence[Key]


class Table(NamedTuple):
    """A table that is no list of keys, such as that of the kinds of events."""

    mark: str
    title: str
    about: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


class Words(NamedTuple):
    """The heads of the columns, and the mark of a key that must be there."""

    key: str
    kind: str
    needed: str
    about: str
    yes: str


def format_page(title: str, intro: str, parts: Sequence[Section | Table], words: Words) -> str:
    """Return the page as Markdown, with a final newline.

    Example:
        >>> words = Words("Key", "Value", "Required", "Meaning", "yes")
        >>> key = Key("id", "text", True, "The name.")
        >>> print(format_page("Files", "All.", [Section("##", "a.yaml", "", [key])], words), end="")
        # Files
        <BLANKLINE>
        All.
        <BLANKLINE>
        ## a.yaml
        <BLANKLINE>
        | Key | Value | Required | Meaning |
        |---|---|---|---|
        | `id` | text | yes | The name. |
    """
    blocks = [f"# {title}", intro]
    for part in parts:
        blocks += [f"{part.mark} {part.title}", part.about]
        blocks.append(_keys(part, words) if isinstance(part, Section) else _table(part))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _keys(section: Section, words: Words) -> str:
    if not section.keys:
        return ""
    rows = [
        (f"`{key.name}`", key.kind, words.yes if key.needed else "", key.about)
        for key in section.keys
    ]
    return _drawn((words.key, words.kind, words.needed, words.about), rows)


def _table(table: Table) -> str:
    return _drawn(table.heads, table.rows)


def _drawn(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [_line(heads), "|" + "---|" * len(heads)]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
