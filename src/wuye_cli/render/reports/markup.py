"""XML and HTML: the one place where text becomes markup, and is escaped."""

from __future__ import annotations

from wuye_cli.render.plain import clean_lines

_MEANT = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    | {"\ufffe": "·", "\uffff": "·"}  # XML has no way of writing these two
)


def escaped(text: str) -> str:
    r"""Return a text as it stands between tags or in a quoted attribute, in HTML and in XML.

    Example:
        >>> escaped("<b>]]>\x1b & 'c'")
        '&lt;b&gt;]]&gt;· &amp; &#39;c&#39;'
    """
    return clean_lines(text).translate(_MEANT)


def element(tag: str, /, *inside: str, **attributes: str) -> str:
    """Return an element.

    Args:
        tag: Its name, ours.
        *inside: Markup, from `element` or `escaped`.
        **attributes: Texts; a final `_` of a name is dropped, for `class_`.
    """
    named = "".join(
        f' {name.rstrip("_")}="{escaped(text.replace(chr(10), " "))}"'
        for name, text in attributes.items()
    )
    return f"<{tag}{named}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{named}/>"
