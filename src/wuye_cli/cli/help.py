"""Help pages in the language of the house, wrapped by the width of Chinese characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

# typer carries click inside and shows no other name for it; the pin on typer keeps this in place.
from typer._click.formatting import HelpFormatter

from wuye_cli.i18n.catalog import language, pick, sentence
from wuye_cli.render.width import width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS_OF_TYPER = (
    ("Show this message and exit.", "help.help"),
    ("[required]", "help.required"),
    ("; required]", "help.required"),
)
_TERM_MAX = 30


class SpokenFormatter(HelpFormatter):
    """Writes what typer writes, with our headings and with lines that fit."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        if language() == "zh":
            args = args.replace("[OPTIONS]", "[选项]").replace(
                "COMMAND [ARGS]...", "命令 [参数]..."
            )
        super().write_usage(prog, args, prefix or sentence("help.usage"))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        said = sentence(f"help.{heading}") if heading in _HEADINGS else heading
        self.write(f"{' ' * self.current_indent}{said}{pick('：', ':')}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; a line of the text stays a line, and a long one is wrapped."""
        indent = " " * self.current_indent
        for line in text.replace("\b\n", "").splitlines():
            room = max(self.width - self.current_indent, 10)
            begin = line[: len(line) - len(line.lstrip(" "))]
            for piece in wrap(line.strip(" "), room - len(begin)):
                self.write(f"{indent}{begin}{piece}".rstrip(" ") + "\n")

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = _TERM_MAX, col_spacing: int = 2
    ) -> None:
        """Write terms with their explanations beside them."""
        listed = [(term, _translated(text)) for term, text in rows]
        first = min(max((width(term) for term, _ in listed), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - first - self.current_indent, 10)
        for term, text in listed:
            head, *rest = wrap(text, room)
            fits = width(term) <= first - col_spacing
            pad = " " * (first - width(term)) if fits else "\n" + indent + " " * first
            self.write(f"{indent}{term}{pad}{head}".rstrip(" ") + "\n")
            for line in rest:
                self.write(f"{indent}{' ' * first}{line}\n")


class SpokenContext(typer.Context):
    """A context whose help pages are written by `SpokenFormatter`."""

    formatter_class = SpokenFormatter


_HEADINGS = frozenset({"Options", "Commands", "Arguments"})


def _translated(text: str) -> str:
    """Return an explanation with the words that typer adds put into the language in use."""
    if language() == "en" or not text:
        return text
    for english, code in _WORDS_OF_TYPER:
        if english.startswith("["):
            text = text.replace(english, f"[{sentence(code)}]")
        elif english.startswith(";"):
            text = text.replace(english, f"; {sentence(code)}]")
        else:
            text = text.replace(english, sentence(code))
    return text.replace("[default: ", "[默认 ").replace("; default: ", "；默认 ")
