"""Work that takes longer than a second counts on a terminal, and nowhere else."""

from __future__ import annotations

import io

import pytest

from wuye_cli.cli import progress
from wuye_cli.cli.progress import Counter


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("kind", [Terminal, io.StringIO])
def test_a_counter_shows_a_line_on_a_terminal_alone_and_takes_it_away(monkeypatch, kind):
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    screen = kind()
    monkeypatch.setattr("sys.stderr", screen)
    counter = Counter("commits", parts="files")
    counter.show(1)
    now[0] = 1.5
    counter.show(2, 7)
    counter.show(3)
    now[0] = 1.7
    counter.show(4)
    counter.end()
    lines = "\r\x1b[Kcommits 2 · files 7\r\x1b[Kcommits 4\r\x1b[K"
    assert screen.getvalue() == (lines if kind is Terminal else "")
