"""A QR code as the way of a pen over a grid."""

from __future__ import annotations

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.render.paper.press import INSTALL

QUIET = 4
"""Blank modules round the code, as the standard wants them."""


class Qr(msgspec.Struct, frozen=True):
    """A code: modules on each side, the blank ones included, and the path of an SVG."""

    size: int
    path: str


def qr_of(text: str) -> Qr:
    """Return the QR code of a text.

    Raises:
        CallError: `missing_extra` without segno.
    """
    try:
        import segno  # noqa: PLC0415 - an extra, and only for pages
    except ImportError as error:
        raise CallError("missing_extra", name="paper", command=INSTALL) from error
    code = segno.make_qr(text, error="m")
    rows = [list(row) for row in code.matrix_iter(border=QUIET)]
    strokes = [
        f"M{start} {at}h{length}v1h-{length}z"
        for at, row in enumerate(rows)
        for start, length in _runs(row)
    ]
    return Qr(len(rows), "".join(strokes))


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Return where dark modules begin in a row, and how many stand together."""
    found: list[tuple[int, int]] = []
    start = -1
    for at, dark in enumerate([*row, 0]):
        if dark and start < 0:
            start = at
        elif not dark and start >= 0:
            found.append((start, at - start))
            start = -1
    return found
