"""Pages read as a browser would: tags, scripts, texts; and QR codes by other people's reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import zxingcpp

_SCALE = 6


class Page(HTMLParser):
    """A page taken apart.

    Attributes:
        tags: Every tag with its attributes, in order.
        scripts: Text of every script element.
        text: All that is shown.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self._hidden = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"script", "style"}:
            self._hidden = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        if tag == self._hidden:
            self._hidden = ""

    def handle_data(self, data):
        if self._hidden == "script":
            self.scripts[-1] += data
        elif not self._hidden:
            self.text += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def qr_codes(self) -> list[str]:
        """What a phone reads from the drawings of the page, in order."""
        sizes = [int(svg["viewbox"].split()[2]) for svg in self.named("svg")]
        paths = [path["d"] for path in self.named("path")]
        return [read_qr(size, path) for size, path in zip(sizes, paths, strict=True)]


def read_qr(size: int, path: str) -> str:
    """Paint the path on a white square and have it read."""
    rows = [[255] * size for _ in range(size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for at in range(int(x), int(x) + int(length)):
            rows[int(y)][at] = 0
    side = size * _SCALE
    pixels = bytes(rows[y // _SCALE][x // _SCALE] for y in range(side) for x in range(side))
    found = zxingcpp.read_barcodes(memoryview(pixels).cast("B", shape=[side, side]))
    return found[0].text if found else ""


def assert_tame_page(html: str, *, scripts: int = 0) -> Page:
    """Nothing in the page comes from outside it, and nothing of a person's text is markup."""
    page = Page(html)
    assert len(page.scripts) == scripts
    policies = [meta["content"] for meta in page.named("meta") if "http-equiv" in meta]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'")
    for tag, attributes in page.tags:
        assert tag not in {"iframe", "object", "embed", "link", "base", "img", "form"}, tag
        assert not [name for name in attributes if name.startswith("on")], attributes
        assert not {"src", "xlink:href"} & attributes.keys()
        assert ":" not in attributes.get("href", "")
    assert "url(" not in html
    assert "@import" not in html
    return page
