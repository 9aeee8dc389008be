"""What identifies an index: its file, its format and the one row that says what it holds."""

from __future__ import annotations

FORMAT = 3
"""Raised whenever a table or the meaning of a column changes; another format is rebuilt."""

FILE = "index.db"
"""Name of the index in our folder below `.git`."""
SEARCH_FILE = "search.db"
"""Name of the word index beside it, made by the first search."""

META = (
    ("head", "TEXT NOT NULL", ""),
    ("format", "INTEGER NOT NULL", FORMAT),
    ("build", "TEXT NOT NULL", ""),
    ("language", "TEXT NOT NULL", ""),
    ("zone", "TEXT NOT NULL", "Asia/Shanghai"),
    ("estate", "TEXT NOT NULL", ""),
    ("tickets", "INTEGER NOT NULL", 0),
    ("open", "INTEGER NOT NULL", 0),
    ("running", "INTEGER NOT NULL", 0),
    ("broken", "INTEGER NOT NULL", 0),
    ("change", "INTEGER NOT NULL", 0),
)
"""The one row that says what the index holds.

`head` is the commit it stands for and `build` names this very rebuild; `tickets`, `open`,
`running` (clocks) and `broken` are counts, kept so that a list need not count; `change` grows with
every change of a ticket's text. Language, zone and estate spare a reader the settings file.
"""
