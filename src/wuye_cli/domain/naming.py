"""Finding what a person means: an id, its label or an alias, in Chinese or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SUGGESTED = 8
_LIKE = 3
_AFTER_NUMBERS = 1 << 62


def find_named(value: str, names: Mapping[str, Iterable[str]], *, code: str) -> str:
    """Return the id that `value` means.

    Exact ids, labels and aliases win, whatever the case; else a text that is part of the names of
    exactly one id.

    Args:
        value: What was typed.
        names: Id to its labels and aliases.
        code: Code of the error, such as `unknown_tier`.

    Raises:
        CallError: `code` with facts `value` and `suggestions` if none or several fit.

    Example:
        >>> find_named("紧急", {"emergency": ["紧急委托"], "general": ["一般委托"]}, code="x")
        'emergency'
    """
    plain = value.strip()
    if plain in names:
        return plain
    wanted = plain.casefold()
    folded = {name: [name.casefold(), *(alias.casefold() for alias in aliases)]
              for name, aliases in names.items()}  # fmt: skip
    exact = [name for name, aliases in folded.items() if wanted and wanted in aliases]
    if len(exact) == 1:
        return exact[0]
    partial = [
        name
        for name, aliases in folded.items()
        if wanted and any(wanted in alias for alias in aliases)
    ]
    if len(partial) == 1:
        return partial[0]
    candidates = exact or partial or list(names)
    raise CallError(code, value=value, suggestions=candidates[:_SUGGESTED])


def version_key(version: str) -> tuple[int, str]:
    """Return what orders versions: numbers as numbers, other names after them.

    Example:
        >>> sorted(["10", "draft", "9"], key=version_key)
        ['9', '10', 'draft']
    """
    counted = version.isascii() and version.isdigit()
    return (int(version), "") if counted else (_AFTER_NUMBERS, version)


def nearest_names(text: str, known: Iterable[str]) -> list[str]:
    """Return the few names that look most like a text.

    Example:
        >>> nearest_names("emergancy.ack", ["emergency.ack", "general.visit"])
        ['emergency.ack']
    """
    import difflib  # noqa: PLC0415 - only a name that fits nothing pays for it

    return difflib.get_close_matches(text, list(known), n=_LIKE)
