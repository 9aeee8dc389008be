"""One file in git's own diff: its changes, and its lines where they could not be compared."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.judgement import sorted_out
from wuye_cli.render.diffs import words
from wuye_cli.render.diffs.text import change_lines, gap_lines, summary
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.outcome import Compared


def driven_text(path: str, compared: Compared | None, old: bytes, new: bytes) -> str:
    """Return what stands in git's diff for one file.

    Args:
        path: The file.
        compared: What was found; None while the file is not merged.
        old: The bytes before.
        new: The bytes after.
    """
    if compared is None:
        return words.word("driver.unmerged", path=path) + "\n"
    found = sorted_out(compared.changes)
    lines = [f"wuye diff {clean(path)}", *change_lines(found.open)]
    if compared.unreadable:
        lines += [*gap_lines(compared, found), words.word("driver.raw"), *_raw(old, new)]
    else:
        lines.append(summary(found))
    return "\n".join(lines) + "\n"


def _raw(old: bytes, new: bytes) -> list[str]:
    """Return the lines that differ, so that nobody is left with nothing."""
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    told = unified_diff(before, after, words.word("mark.old"), words.word("mark.new"), lineterm="")
    return [clean(line) for line in told]
