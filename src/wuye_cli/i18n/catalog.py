"""Choose the language once, and turn codes with facts into sentences of it.

A sentence is a template: ``{name}`` stands for a fact, and ``[[ … ]]`` is left out when any fact in
it is missing or empty. Templates are ours and trusted; facts are not, and are escaped where the
sentence is shown (`render.plain`).
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from typing import Any

LANGUAGES = ("zh", "en")
AREAS = (
    "errors",
    "trade",
    "commands",
    "desk",
    "labels",
    "rules",
    "privacy",
    "standards",
    "documents",
    "import_",
    "line",
    "say",
    "box",
    "pay",
    "print",
    "crew",
    "staff",
    "sheet",
    "backup",
    "editors",
    "differing",
    "impact",
    "check_calls",
    "approving",
    "keys",
    "roles",
    "checkpoints",
    "audit_papers",
    "conflicts",
)
"""Catalog files of each language, in the order in which a code is looked for."""

OWN_AREAS = (
    "check",
    "audit_rules",
    "lists",
    "reports",
    "diff",
    "diffs",
    "audit",
    "audit_readme",
)
"""Catalog files whose readers ask for them by name: of `check`, lists, `diff`, `audit`."""

HOMES = {"sync": "backup"}
"""Where codes that begin so are looked for first: a sync would else load every area before it."""

FACT_KINDS = {
    "event": "event",
    "after": "event",
    "missing": "event",
    "steps": "event",
    "allowed": "event",
    "status": "status",
    "clock": "clock",
    "reason": "reason",
    "field": "field",
    "wanted": "type",
    "got": "type",
    "rights": "right",
    "may": "right",
    "may_not": "right",
    "role": "role",
    "roles": "role",
}
"""Facts that carry a code of ours: name of the fact to the kind of its label."""

EITHER = frozenset({"rights", "roles"})
"""Facts that list what any one of is enough."""

MOMENTS = frozenset({"at", "after_at", "before_at", "until"})
"""Facts that carry an instant."""

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_JOINTS = {"zh": "、", "en": ", "}
_OR = {"zh": "或", "en": " or "}
_ENDS = {"zh": "：", "en": ": "}


class _Chosen:
    """The language of this process and the catalogs of it loaded so far."""

    language = ""
    areas: dict[str, dict[str, str]] = {}  # noqa: RUF012 - replaced as a whole, one per process


def language_of(text: str | None) -> str:
    """Return `zh` or `en` for a language or locale name, or nothing for any other.

    Example:
        >>> language_of("zh_CN.UTF-8"), language_of("en_US"), language_of("C.UTF-8")
        ('zh', 'en', '')
    """
    name = (text or "").replace("-", "_").split(".")[0].split("_")[0].strip().lower()
    return name if name in LANGUAGES else ""


def use_language(store: str | None = None) -> str:
    """Choose the language: `WUYE_LANG`, then the store's own, then the locale, then Chinese.

    Args:
        store: The `language` of the store's settings, when a store is open.
    """
    wished = (
        os.environ.get("WUYE_LANG"),
        store,
        *(os.environ.get(name) for name in _LOCALE_VARIABLES),
    )
    chosen = next((found for text in wished if (found := language_of(text))), "zh")
    if chosen != _Chosen.language:
        _Chosen.language = chosen
        _Chosen.areas = {}
    return chosen


def language() -> str:
    """Return the language in use, choosing it if nobody has."""
    return _Chosen.language or use_language()


def switch_language(name: str) -> str:
    """Speak another language from here on and return the one before, for going back to it."""
    before = language()
    if name != before:
        _Chosen.language = name
        _Chosen.areas = {}
    return before


def pick(zh: str, en: str) -> str:
    """Return the text of the language in use."""
    return zh if language() == "zh" else en


def catalog(area: str) -> dict[str, str]:
    """Return the templates of an area in the language in use, loading only that file."""
    spoken = language()
    if area not in _Chosen.areas:
        module = __import__(f"wuye_cli.i18n.{spoken}.{area}", fromlist=["MESSAGES"])
        _Chosen.areas[area] = module.MESSAGES
    return _Chosen.areas[area]


def words_of(spoken: str, area: str) -> dict[str, str]:
    """Return the templates of an area in a language that need not be the one in use."""
    if spoken == language():
        return catalog(area)
    module = __import__(f"wuye_cli.i18n.{spoken}.{area}", fromlist=["MESSAGES"])
    found: dict[str, str] = module.MESSAGES
    return found


def template(code: str) -> str | None:
    """Return the template of a code, or None if no area has it."""
    home = HOMES.get(code.partition(".")[0], AREAS[0])
    for area in (home, *AREAS):
        found = catalog(area).get(code)
        if found is not None:
            return found
    return None


def sentence(code: str, /, **facts: Any) -> str:
    """Return the sentence of a code with its facts; a code without one yields code and facts.

    Lists are joined as the language does it; a fact of `FACT_KINDS` is said with its label, and one
    of `MOMENTS` to the minute.
    """
    found = template(code)
    spoken = {name: _spoken(value, name) for name, value in facts.items()}
    if found is None:
        listed = _JOINTS[language()].join(f"{name}={value}" for name, value in spoken.items())
        return f"{code}{_ENDS[language()]}{listed}" if listed else code
    return fill(found, spoken)


def label(kind: str, value: str) -> str:
    """Return the word for a value of a kind, such as `("status", "working")`; else the value."""
    return catalog("labels").get(f"{kind}.{value}", value)


def fill(text: str, facts: dict[str, str]) -> str:
    """Fill a template; a missing fact shows as `?`, a `[[ … ]]` with a missing one is dropped.

    Example:
        >>> fill("no {what}[[; try {like}]]", {"what": "tier"})
        'no tier'
        >>> fill("no {what}[[; try {like}]]", {"what": "tier", "like": "general"})
        'no tier; try general'
        >>> fill("{count} error{count+s}", {"count": "1"})
        '1 error'
        >>> fill("cd {root+q}", {"root": "my estate"})
        "cd 'my estate'"
    """
    head, *optional = text.split("[[")
    pieces = [head.format_map(_Facts(facts))]
    for piece in optional:
        inner, _, after = piece.partition("]]")
        known = _Facts(facts)
        filled = inner.format_map(known)
        pieces.append("" if known.is_short else filled)
        pieces.append(after.format_map(_Facts(facts)))
    return "".join(pieces)


_PLURAL = "+s"
"""Behind the name of a number: an English plural's letter, unless the number is one."""
_QUOTED = "+q"
"""Behind the name of a path in a command to type: quoted where a shell needs it."""
_BARE = "-_./~:@%+=,"


class _Facts(dict[str, str]):
    """Facts by name that remember whether one asked for was missing or empty."""

    is_short = False

    def __getitem__(self, name: str) -> str:
        if name.endswith(_PLURAL):
            return "" if self.get(name.removesuffix(_PLURAL)) == "1" else "s"
        plain = name.removesuffix(_QUOTED)
        value = self.get(plain, "")
        if value and plain != name:
            return _quoted(value)
        self.is_short = self.is_short or not value
        return value or "?"


def _quoted(word: str) -> str:
    """Return a word as a shell takes it: as it is, Chinese too, unless a mark in it says more."""
    if all(mark.isalnum() or mark in _BARE for mark in word):
        return word
    return "'" + word.replace("'", "'\\''") + "'"


def _spoken(value: Any, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return joined([_spoken(item, name) for item in items], name)
    if name in MOMENTS:
        return _to_the_minute(str(value))
    kind = FACT_KINDS.get(name)
    return label(kind, str(value)) if kind else str(value)


def joined(items: list[str], name: str = "") -> str:
    """Return the items of a fact as the language lists them; of alternatives, the last by "or"."""
    *most, last = items or [""]
    listed = _JOINTS[language()].join(most)
    joint = _OR if name in EITHER else _JOINTS
    return f"{listed}{joint[language()]}{last}" if most else last


def _to_the_minute(text: str) -> str:
    """Shorten an instant in ISO form; leave any other text."""
    is_instant = text[:4].isdigit() and text[10:11] in {"T", " "} and text[13:14] == ":"
    return text[:16].replace("T", " ") if is_instant else text
