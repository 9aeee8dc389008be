"""PDF out of a page, by weasyprint (extra `pdf`): real text, embedded fonts, nothing fetched."""

from __future__ import annotations

import ctypes
import io
import logging
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import Any

from wuye_cli.domain.errors import CallError

INSTALL = 'pip install "wuye-cli[pdf]"'
"""What brings the engine; the library pango comes with the system."""

_FONTCONFIG = (
    "libfontconfig.so.1",
    "libfontconfig.1.dylib",
    "libfontconfig-1.dll",
    "fontconfig-1",
    "libfontconfig.so",
)
_CHINESE = b":lang=zh-cn"
_HAN = ("\u3400", "\u9fff")


def to_pdf(html: str) -> bytes:
    """Return a page as PDF.

    Args:
        html: The whole page; what it names outside itself is not fetched.

    Raises:
        CallError: `missing_extra` without the engine, `print.no_pango` without its library,
            `print.no_font` if the page has Chinese and no font of this system does.
    """
    engine = _engine()
    if any(_HAN[0] <= char <= _HAN[1] for char in html) and not has_chinese_font():
        raise CallError("print.no_font")
    nothing = engine.urls.URLFetcher(allowed_protocols=())
    document = engine.HTML(string=html, base_url=None, url_fetcher=nothing)
    data: bytes = document.write_pdf()
    return data


def _engine() -> Any:
    """Return the engine; what it prints while it fails is kept from the screen."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    nowhere = io.StringIO()
    try:
        with redirect_stdout(nowhere), redirect_stderr(nowhere):
            import weasyprint  # noqa: PLC0415 - an extra, and only for PDF
    except ImportError as error:
        raise CallError("missing_extra", name="pdf", command=INSTALL) from error
    except OSError as error:
        raise CallError("print.no_pango", reason=str(error).splitlines()[0]) from error
    return weasyprint


def has_chinese_font() -> bool:
    """Say whether a font of this system has the Chinese characters; true if nobody can tell."""
    for name in _FONTCONFIG:
        with suppress(OSError):
            return _fonts_for(ctypes.CDLL(name), _CHINESE) > 0
    return True


class _FontSet(ctypes.Structure):
    """The head of fontconfig's `FcFontSet`."""

    _fields_ = (("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", ctypes.c_void_p))


def _fonts_for(library: Any, pattern: bytes) -> int:
    """Return how many fonts fit a pattern of fontconfig."""
    for name, given in (
        ("FcNameParse", [ctypes.c_char_p]),
        ("FcObjectSetCreate", []),
        ("FcFontList", [ctypes.c_void_p] * 3),
    ):
        function = getattr(library, name)
        function.restype = ctypes.c_void_p
        function.argtypes = given
    for name in ("FcFontSetDestroy", "FcObjectSetDestroy", "FcPatternDestroy"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    wanted = library.FcNameParse(pattern)
    objects = library.FcObjectSetCreate()
    found = library.FcFontList(None, wanted, objects)
    count = ctypes.cast(found, ctypes.POINTER(_FontSet)).contents.nfont if found else 0
    if found:
        library.FcFontSetDestroy(found)
    library.FcObjectSetDestroy(objects)
    library.FcPatternDestroy(wanted)
    return int(count)
