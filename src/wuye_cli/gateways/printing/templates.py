"""The templates of pages for paper and for phones, as they lie in the package."""

from __future__ import annotations

from importlib.resources import files

ENDING = ".j2"


def read_templates() -> dict[str, str]:
    """Return the text of every template by its name, such as `slip.html.j2`."""
    folder = files("wuye_cli.gateways.printing") / "templates"
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(ENDING)
    }
