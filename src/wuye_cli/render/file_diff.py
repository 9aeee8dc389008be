"""The difference of two versions of a text file, as `diff -u` shows it."""

from __future__ import annotations

import difflib

from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean

_ROLES = {"+": "good", "-": "bad", "@": "id"}


def file_diff(path: str, was: bytes, becomes: bytes, *, colour: bool = False) -> str:
    r"""Return the unified difference of a file, safe to show.

    >>> print(file_diff("a.yaml", b"a:  1\n", b"a: 1\n"), end="")
    --- a/a.yaml
    +++ b/a.yaml
    @@ -1 +1 @@
    -a:  1
    +a: 1
    """
    old, new = (data.decode("utf-8", "replace").split("\n")[:-1] for data in (_ended(was), becomes))
    lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm="")
    return "".join(paint(clean(one), _ROLES.get(one[:1], ""), on=colour) + "\n" for one in lines)


def _ended(data: bytes) -> bytes:
    return data if data.endswith(b"\n") else data + b"\n"
