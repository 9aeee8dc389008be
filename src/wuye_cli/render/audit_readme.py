"""The papers in a pack that tell a third party, in both languages, what it is and how to verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import LANGUAGES, fill, words_of
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {"zh": "README.zh-CN.md", "en": "README.en.md"}
_AREA = "audit_readme"
_EXAMPLES = ("ticket", "standard")


def readmes(manifest: Mapping[str, Any], signers: str = "") -> dict[str, bytes]:
    """Return the readme of a pack in each language, by its path in the pack.

    Args:
        manifest: Of the pack.
        signers: Where the keys of the staff are in it, if they are.
    """
    facts = _facts(manifest, signers)
    return {
        NAMES[name]: fill(words_of(name, _AREA)["readme"], facts).encode("utf-8", "replace")
        for name in LANGUAGES
    }


def _facts(manifest: Mapping[str, Any], signers: str) -> dict[str, str]:
    period, counts = manifest["period"], manifest["counts"]
    files = sorted(manifest["files"], key=lambda one: one["kind"] != _EXAMPLES[0])
    estate = clean(str(manifest["estate"]))
    shown = next((one for one in files if one["kind"] in _EXAMPLES), None)
    return {
        "estate": estate,
        "period": period["name"],
        "first": period["first"],
        "last": period["last"],
        "zone": clean(period["timezone"]),
        "commit": manifest["commit"],
        "before": manifest["before"],
        "left_out": ", ".join(clean(one) for one in manifest["left_out"]),
        "names": estate if manifest["personal"]["names"] == "not checked" else "",
        "open": period["name"] if period["open"] else "",
        "example": _quoted(clean(shown["path"])) if shown else "",
        "example_at": _quoted(f"{shown['commit']}:{clean(shown['of'])}") if shown else "",
        **{name: str(number) for name, number in counts.items()},
        "signers": signers,
    }


def _quoted(text: str) -> str:
    """Return a text as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"
