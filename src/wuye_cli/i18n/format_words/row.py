"""A row of a page about file formats, and the rows that many mappings share."""

from __future__ import annotations

from typing import NamedTuple

Rows = dict[str, tuple[str, str, str]]
"""Key to kind, and what is said of it in Chinese and in English.

The kind is empty where the code tells it (`services.file_formats`); a leading `!` marks a key
without which the reader reports S002. A test compares both with the readers.
"""


class Words(NamedTuple):
    """What is said of one mapping: depth of its heading, title and introduction, and its keys."""

    mark: str
    title: tuple[str, str]
    about: tuple[str, str]
    rows: Rows


LABEL = ("text", "中文名称", "name in Chinese")
LABEL_EN = ("text", "英文名称", "name in English")
ALIASES = ("texts", "别的叫法，输入时可用", "other names that may be typed")
BASIS = ("text", "数字的依据", "where the figure comes from")
