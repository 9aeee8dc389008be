"""Which encoding a text file is in: a byte-order mark, else strict UTF-8, else GB18030.

The order matters: two in five Chinese UTF-8 texts also decode as GB18030, into nonsense, while no
GB18030 text of ours passed strict UTF-8.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from wuye_cli.domain.errors import CallError

AUTO = "auto"
"""Find out by the order above."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ("utf-8", "gb18030")


class Decoded(NamedTuple):
    """A text and the encoding in which it was found."""

    text: str
    encoding: str


def decode(data: bytes, wanted: str = AUTO) -> Decoded:
    r"""Return the text of a file.

    Args:
        data: The bytes of the file.
        wanted: An encoding by name, or `auto`. A byte-order mark outweighs it.

    Raises:
        CallError: `import_encoding` with the encodings tried; `mapping_encoding` if `wanted` is
            none that Python knows.

    Example:
        >>> decode("报修".encode("gb18030"))
        Decoded(text='报修', encoding='gb18030')
        >>> decode(b"\xef\xbb\xbf\xe6\x8a\xa5")
        Decoded(text='报', encoding='utf-8-sig')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data, (name,))
    if wanted == AUTO:
        return _decoded(data, _GUESSED)
    if not is_text_encoding(wanted):
        raise CallError("mapping_encoding", value=wanted)
    return _decoded(data, (wanted,))


def is_text_encoding(name: str) -> bool:
    r"""Tell whether Python can turn bytes of this encoding into text.

    Example:
        >>> is_text_encoding("gbk"), is_text_encoding("base64"), is_text_encoding("x\\0")
        (True, False, False)
    """
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return False
    return True


def _decoded(data: bytes, names: tuple[str, ...]) -> Decoded:
    at = 0
    for name in names:
        try:
            return Decoded(data.decode(name), name)
        except UnicodeDecodeError as error:
            at = error.start
    raise CallError("import_encoding", tried=list(names), line=data.count(b"\n", 0, at) + 1)
